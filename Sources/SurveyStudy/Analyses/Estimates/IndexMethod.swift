import Diagnostics
import Settings
import SurveyData
import SurveyStatistics

/// Satisfaction indices and rates: `items`, `scales`, or `counts`; `grades`,
/// `ungraded`,
/// `scale`, `show`, `top-box`, `bottom-box`, `promoters`, `detractors`,
/// `denominator`, `interval`, `minimum-answered`.
public struct IndexMethod: AnalysisMethod {
  /// `index`.
  public static let kind = IndexAnalysis.kind
  /// What it does.
  public static let summary = "satisfaction indices, rates and net scores"
  /// An example.
  public static let example =
    "--set items=overall --set grades.满意=100 --set grades.基本满意=60"
    + " --set grades.不满意=0 --set by=district"

  let items: [ColumnReference]
  let scales: [ScalePlan]
  /// Columns with numbers of votes.
  let counted: [ColumnReference]
  let analysis: IndexAnalysis

  /// Reads the keys.
  public init?(_ settings: SettingsReader, context: MethodContext) {
    items = settings.columns("items") ?? []
    scales = settings.scales("scales")
    var analysis = IndexAnalysis(
      items: items.map(\.name), scales: scales.map(\.scale),
      by: context.groupings.map { $0.map(\.name) })
    analysis.grades = settings.gradeScores("grades")
    analysis.ungraded = settings.ungradedValues(
      "ungraded", hasGrades: settings.has("grades"))
    analysis.scale = settings.scaleEnds("scale")
    if let show: [IndexStatistic] = settings.choices("show") {
      analysis.show = show
    }
    if let size = settings.integer("top-box", in: 1...100) {
      analysis.topBox = size
    }
    if let size = settings.integer("bottom-box", in: 1...100) {
      analysis.bottomBox = size
    }
    analysis.promoters = settings.strings("promoters")
    analysis.detractors = settings.strings("detractors")
    analysis.denominator = settings.choice("denominator") ?? .valid
    analysis.interval = settings.shareInterval("interval") ?? .logit
    if let part = settings.number("minimum-answered", in: 0...1) {
      analysis.minimumAnswered = part
    }
    let counts = settings.gradeCounts("counts") ?? []
    analysis.counts = counts.map(\.count)
    counted = counts.map(\.column)
    self.analysis = analysis
    if settings.has("counts"), !items.isEmpty || !scales.isEmpty {
      settings.reportWrong(
        "counts", "'counts' cannot be there with 'items' or 'scales'",
        help: "keep 'items' for one row an answer, 'counts' for one row a"
          + " subject")
      return nil
    }
    if settings.has("counts") {
      for key in ["minimum-answered", "scale", "ungraded"]
      where settings.has(key) {
        settings.reportWrong(
          key, "'\(key)' has no meaning for 'counts'", help: "leave it out")
      }
    }
    if !settings.canShow(analysis.show, of: scales) { return nil }
    if items.isEmpty, scales.isEmpty, counted.isEmpty {
      settings.reportMissing(
        "items",
        help: "name columns in 'items', named groups in 'scales', or a column"
          + " of votes for each grade in 'counts'")
      return nil
    }
  }

  /// The items, alone and in scales.
  public var columns: [ColumnUse] {
    (items + scales.flatMap(\.items) + counted).map { ColumnUse($0) }
  }

  /// Computes the indices.
  public func run(
    on inputs: AnalysisInputs
  ) throws(Diagnostic) -> AnalysisOutcome {
    try analysis.run(on: inputs.requiredData())
  }

  /// Refuses columns, values and options that cannot be used.
  public func check(on inputs: AnalysisInputs) throws(Diagnostic) {
    try analysis.check(on: inputs.requiredData())
  }

  /// What the data have that a run would tell of.
  public func findings(
    on inputs: AnalysisInputs
  ) throws(Diagnostic) -> [Diagnostic] {
    try analysis.findings(on: inputs.requiredData())
  }
}

extension IndexMethod: BatchMethod {
  /// The points of items, and numbers of votes, are summed batch by batch.
  func batchAnalysis(
    groupings: [[String]]
  ) throws(Diagnostic) -> any BatchAnalysis {
    guard let place = scales.first?.items.first?.place else {
      return analysis
    }
    throw Diagnostic(
      .unsupportedBatches, at: place, "'scales' needs all rows at once",
      help: "set 'batches: false' where the file fits into memory")
  }
}

extension SettingsReader {
  /// Scales have no rates; `show` may not ask for them.
  fileprivate func canShow(
    _ show: [IndexStatistic], of scales: [ScalePlan]
  ) -> Bool {
    let known = IndexAnalysis.scaleStatistics
    let others = show.filter { !known.contains($0) }
    if scales.isEmpty || others.isEmpty { return true }
    reportWrong(
      "show",
      "'scales' have no \(others.map { "'\($0.rawValue)'" }.joined(separator: ", "))",
      help: "scales show \(known.map(\.rawValue).joined(separator: " and "));"
        + " put rates of single items into an analysis of their own")
    return false
  }
}
