import Diagnostics
import Settings
import SurveyStatistics

/// The ratio of two totals: `numerator`, `denominator`, `interval` for a
/// ratio that is a share, and for totals predicted from it `total`, or
/// `separate` and `totals`.
public struct RatioMethod: GroupedMethod {
  /// `ratio`.
  public static let kind = RatioAnalysis.kind
  /// What it does.
  public static let summary = "the ratio of two totals"
  /// An example.
  public static let example =
    "--set numerator=api.stu --set denominator=enroll"
    + " --set design.weights=pw"

  let numerator: ColumnReference
  let denominator: ColumnReference
  let separate: ColumnReference?
  let prediction: RatioAnalysis.Prediction?
  let interval: ShareInterval?
  private let intervalPlace: Place

  /// Reads the keys.
  public init?(_ settings: SettingsReader, context: MethodContext) {
    let above = settings.requiredColumn("numerator")
    let below = settings.requiredColumn("denominator")
    let total = settings.number("total")
    interval = settings.ratioInterval("interval")
    intervalPlace = settings.valuePlace(of: "interval")
    separate = settings.column("separate")
    var totals: [RatioAnalysis.KnownTotal] = []
    if let reader = settings.reader("totals") {
      totals = reader.keys.compactMap { key in
        reader.number(key).map { .init(key, $0) }
      }
    }
    if let separate {
      prediction = .separate(by: separate.name, totals)
      if totals.isEmpty {
        settings.reportMissing(
          "totals",
          help: "give the total of the denominator in each group:"
            + " totals: {group: total, …}")
        return nil
      }
      if total != nil {
        settings.reportWrong(
          "total", "'total' and 'separate' cannot both be there",
          help: "with 'separate' each group has a total in 'totals'")
      }
    } else {
      prediction = total.map { .combined($0) }
      if settings.has("totals") {
        settings.reportMissing(
          "separate", help: "name the column of the groups of 'totals'")
      }
    }
    guard let above, let below else { return nil }
    numerator = above
    denominator = below
  }

  /// The two variables, and the groups of separate ratios.
  public var columns: [ColumnUse] {
    ([numerator, denominator] + [separate].compactMap { $0 })
      .map { ColumnUse($0) }
  }

  /// Computes the ratios.
  public func run(
    on inputs: AnalysisInputs
  ) throws(Diagnostic) -> AnalysisOutcome {
    try analysis(inputs.groupings).run(on: inputs.requiredData())
  }

  /// Refuses columns that cannot be used.
  public func check(on inputs: AnalysisInputs) throws(Diagnostic) {
    try analysis(inputs.groupings).check(on: inputs.requiredData())
  }

  private func analysis(_ groupings: [[String]]) -> RatioAnalysis {
    RatioAnalysis(
      numerator: numerator.name, denominator: denominator.name,
      by: groupings, prediction: prediction, interval: interval)
  }
}

extension RatioMethod: BatchMethod {
  /// The sums can be taken batch by batch, but for shares, whose rows are
  /// looked at one by one.
  func batchAnalysis(
    groupings: [[String]]
  ) throws(Diagnostic) -> any BatchAnalysis {
    if interval != nil {
      throw Diagnostic(
        .unsupportedBatches, at: intervalPlace,
        "'interval' needs all rows at once",
        help: "leave it out, or set 'batches: false' where the file fits into"
          + " memory")
    }
    return analysis(groupings)
  }
}

/// The intervals that a ratio can have as a share: those that its standard
/// error is enough for. The others count answers, which a row of numbers does
/// not tell, or leave the range from 0 to 1.
private enum RatioInterval: String, CaseIterable {
  case logit, wilson, asin

  var interval: ShareInterval {
    switch self {
    case .logit: .logit
    case .wilson: .wilson
    case .asin: .arcsine
    }
  }
}

extension SettingsReader {
  /// The way to make intervals of a ratio that is a share.
  fileprivate func ratioInterval(_ key: String) -> ShareInterval? {
    guard let name = string(key), let known = ShareInterval(name: name) else {
      return choice(key, RatioInterval.self)?.interval
    }
    if RatioInterval.allCases.contains(where: { $0.interval == known }) {
      return known
    }
    reportWrong(
      key, "a ratio has no interval '\(name)'",
      help: "choose logit, wilson or asin; 'index' with 'counts' has the others"
        + " for numbers of votes")
    return nil
  }
}
