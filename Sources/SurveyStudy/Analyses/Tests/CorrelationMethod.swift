import Diagnostics
import Settings
import SurveyStatistics

/// Correlations: `variables`, `interval`.
public struct CorrelationMethod: AnalysisMethod {
  /// `correlation`.
  public static let kind = CorrelationAnalysis.kind
  /// What it does.
  public static let summary = "correlations with intervals and tests"
  /// An example.
  public static let example =
    "--set variables=api00,enroll,meals --set design.weights=pw"

  let variables: [ColumnReference]
  let interval: CorrelationAnalysis.CorrelationInterval

  /// Reads the keys.
  public init?(_ settings: SettingsReader, context: MethodContext) {
    variables = settings.requiredColumns("variables") ?? []
    interval = settings.choice("interval") ?? .fisher
    if variables.isEmpty { return nil }
  }

  /// The variables.
  public var columns: [ColumnUse] { variables.map { ColumnUse($0) } }

  /// Computes the correlations.
  public func run(
    on inputs: AnalysisInputs
  ) throws(Diagnostic) -> AnalysisOutcome {
    try analysis(inputs).run(on: inputs.requiredData())
  }

  /// Refuses columns that cannot be used.
  public func check(on inputs: AnalysisInputs) throws(Diagnostic) {
    try analysis(inputs).check(on: inputs.requiredData())
  }

  private func analysis(_ inputs: AnalysisInputs) -> CorrelationAnalysis {
    CorrelationAnalysis(
      variables: variables.map(\.name), by: inputs.groupings,
      interval: interval)
  }
}
