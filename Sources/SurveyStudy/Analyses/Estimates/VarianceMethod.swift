import Diagnostics
import Settings
import SurveyStatistics

/// Variances and covariances: `variables`.
public struct VarianceMethod: GroupedMethod {
  /// `variance`.
  public static let kind = VarianceAnalysis.kind
  /// What it does.
  public static let summary = "variances and covariances with standard errors"
  /// An example.
  public static let example =
    "--set variables=api00,enroll --set design.weights=pw"

  let variables: [ColumnReference]

  /// Reads the keys.
  public init?(_ settings: SettingsReader, context: MethodContext) {
    variables = settings.requiredColumns("variables") ?? []
    if variables.isEmpty { return nil }
  }

  /// The variables.
  public var columns: [ColumnUse] { variables.map { ColumnUse($0) } }

  /// Computes the variances.
  public func run(
    on inputs: AnalysisInputs
  ) throws(Diagnostic) -> AnalysisOutcome {
    try analysis(inputs).run(on: inputs.requiredData())
  }

  /// Refuses columns that cannot be used.
  public func check(on inputs: AnalysisInputs) throws(Diagnostic) {
    try analysis(inputs).check(on: inputs.requiredData())
  }

  private func analysis(_ inputs: AnalysisInputs) -> VarianceAnalysis {
    VarianceAnalysis(
      variables: variables.map(\.name), by: inputs.groupings)
  }
}
