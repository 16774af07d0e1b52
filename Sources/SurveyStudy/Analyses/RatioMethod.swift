import Diagnostics
import Settings
import SurveyStatistics

/// The ratio of two totals: `numerator`, `denominator`.
public struct RatioMethod: AnalysisMethod {
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

  /// Reads the keys.
  public init?(_ settings: SettingsReader, context: MethodContext) {
    let above = settings.requiredColumn("numerator")
    let below = settings.requiredColumn("denominator")
    guard let above, let below else { return nil }
    numerator = above
    denominator = below
  }

  /// The two variables.
  public var columns: [ColumnUse] {
    [ColumnUse(numerator), ColumnUse(denominator)]
  }

  /// Computes the ratios.
  public func run(
    on inputs: AnalysisInputs
  ) throws(Diagnostic) -> AnalysisOutcome {
    try analysis(inputs).run(on: inputs.requiredData())
  }

  /// Refuses columns that cannot be used.
  public func check(on inputs: AnalysisInputs) throws(Diagnostic) {
    try analysis(inputs).check(on: inputs.requiredData())
  }

  private func analysis(_ inputs: AnalysisInputs) -> RatioAnalysis {
    RatioAnalysis(
      numerator: numerator.name, denominator: denominator.name,
      by: inputs.groupings)
  }
}
