import Diagnostics
import Settings
import SurveyData
import SurveyStatistics

/// Cronbach's alpha: `items` or `scales`, `reverse`, `missing`, `grades` or
/// `scale`.
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
  let scale: Variable.Scale?

  /// Reads the keys.
  public init?(_ settings: SettingsReader, context: MethodContext) {
    var scales = settings.scales("scales")
    if let items = settings.columns("items"), !items.isEmpty {
      scales.insert(ScalePlan(name: context.name, items: items), at: 0)
    }
    self.scales = scales
    reversed = settings.columns("reverse") ?? []
    missing = settings.choice("missing") ?? .listwise
    grades = settings.gradeScores("grades")
    scale = settings.scaleEnds("scale")
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
    let analysis = AlphaAnalysis(
      scales: scales.map(\.scale), reversed: reversed.map(\.name),
      missing: missing, grades: grades, scale: scale)
    return try analysis.run(on: inputs.requiredData())
  }
}
