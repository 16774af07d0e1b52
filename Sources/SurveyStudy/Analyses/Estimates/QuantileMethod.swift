import Diagnostics
import Settings
import SurveyStatistics

/// Quantiles of variables: `variables`, `probabilities`, `rule`,
/// `interval`, `missing`.
public struct QuantileMethod: GroupedMethod {
  /// `quantile`.
  public static let kind = QuantileAnalysis.kind
  /// What it does.
  public static let summary = "medians and other quantiles with intervals"
  /// An example.
  public static let example =
    "--set variables=api00 --set probabilities=0.25,0.5,0.75"
    + " --set design.strata=stype --set design.weights=pw"

  let variables: [ColumnReference]
  let probabilities: [Double]
  let rule: QuantileRule
  let interval: QuantileInterval
  let missing: MissingValues

  /// Reads the keys.
  public init?(_ settings: SettingsReader, context: MethodContext) {
    variables = settings.requiredColumns("variables") ?? []
    probabilities = settings.numbers("probabilities", in: 0...1) ?? [0.5]
    rule = settings.choice("rule") ?? .math
    interval = settings.choice("interval") ?? .mean
    missing = settings.choice("missing") ?? .perVariable
    if variables.isEmpty { return nil }
  }

  /// The variables.
  public var columns: [ColumnUse] { variables.map { ColumnUse($0) } }

  /// Computes the quantiles.
  public func run(
    on inputs: AnalysisInputs
  ) throws(Diagnostic) -> AnalysisOutcome {
    try analysis(inputs).run(on: inputs.requiredData())
  }

  /// Refuses columns that cannot be used.
  public func check(on inputs: AnalysisInputs) throws(Diagnostic) {
    try analysis(inputs).check(on: inputs.requiredData())
  }

  private func analysis(_ inputs: AnalysisInputs) -> QuantileAnalysis {
    QuantileAnalysis(
      variables: variables.map(\.name), probabilities: probabilities,
      by: inputs.groupings, rule: rule, interval: interval, missing: missing)
  }
}
