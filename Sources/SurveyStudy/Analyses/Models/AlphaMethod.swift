import Diagnostics
import Settings
import SurveyData
import SurveyStatistics

/// Cronbach's alpha: `items` or `scales`, `reverse`, `missing`, `grades`
/// `ungraded`, or `scale`, and `interval`.
public struct AlphaMethod: AnalysisMethod {
  /// `alpha`.
  public static let kind = AlphaAnalysis.kind
  /// What it does.
  public static let summary = "reliability of scales and their items"
  /// An example.
  public static let example = "--set items=IMAG1,IMAG2,IMAG3,IMAG4,IMAG5"

  let scales: [ScalePlan]
  let reversed: [ColumnReference]
  let missing: AlphaAnalysis.MissingItems
  let grades: [GradeScore]
  let ungraded: UngradedValues
  let scale: Variable.Scale?
  let interval: ReliabilityInterval

  /// Reads the keys.
  public init?(_ settings: SettingsReader, context: MethodContext) {
    var scales = settings.scales("scales")
    if let items = settings.columns("items"), !items.isEmpty {
      scales.insert(
        ScalePlan.unnamed(items, analysis: context.name, kind: Self.kind),
        at: 0)
    }
    self.scales = scales
    reversed = settings.columns("reverse") ?? []
    missing = settings.choice("missing") ?? .listwise
    grades = settings.gradeScores("grades")
    ungraded = settings.ungradedValues(
      "ungraded", hasGrades: settings.has("grades"))
    scale = settings.scaleEnds("scale")
    interval = settings.choice("interval") ?? .feldt
    if !grades.isEmpty, scale != nil {
      settings.reportWrong(
        "scale", "'grades' and 'scale' cannot both be there",
        help: "grades are for answers in words, a scale is for numbers")
    }
    if scales.isEmpty {
      settings.reportMissing(
        "items", help: "name columns in 'items', or named groups in 'scales'")
      return nil
    }
    if !context.groupings.isEmpty {
      settings.reportWrong("by", "the kind 'alpha' has no groups")
    }
  }

  /// The items and those that are reversed.
  public var columns: [ColumnUse] {
    (scales.flatMap(\.items) + reversed).map { ColumnUse($0) }
  }

  /// Computes the reliabilities.
  public func run(
    on inputs: AnalysisInputs
  ) throws(Diagnostic) -> AnalysisOutcome {
    try analysis(inputs).run(on: inputs.requiredData())
  }

  /// Refuses columns that cannot be used.
  public func check(on inputs: AnalysisInputs) throws(Diagnostic) {
    try analysis(inputs).check(on: inputs.requiredData())
  }

  private func analysis(_ inputs: AnalysisInputs) -> AlphaAnalysis {
    AlphaAnalysis(
      scales: scales.map(\.scale), reversed: reversed.map(\.name),
      missing: missing, grades: grades,
      ungraded: ungraded, scale: scale, interval: interval)
  }
}
