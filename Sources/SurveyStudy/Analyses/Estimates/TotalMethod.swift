import Diagnostics
import Settings
import SurveyStatistics

/// Totals of variables: `variables`, `missing`, `design-effect`,
/// `interval-quantile`.
public struct TotalMethod: GroupedMethod {
  /// `total`.
  public static let kind = TotalAnalysis.kind
  /// What it does.
  public static let summary = "population totals with standard errors"
  /// An example.
  public static let example =
    "--set variables=enroll --set design.strata=stype"
    + " --set design.weights=pw --set design.fpc=fpc"

  let variables: [ColumnReference]
  let missing: MissingValues
  let designEffect: DesignEffectReference
  let intervalQuantile: IntervalQuantile

  /// Reads the keys.
  public init?(_ settings: SettingsReader, context: MethodContext) {
    variables = settings.requiredColumns("variables") ?? []
    missing = settings.choice("missing") ?? .perVariable
    designEffect = settings.choice("design-effect") ?? .automatic
    intervalQuantile = settings.choice("interval-quantile") ?? .student
    if variables.isEmpty { return nil }
  }

  /// The variables.
  public var columns: [ColumnUse] { variables.map { ColumnUse($0) } }

  /// Computes the totals.
  public func run(
    on inputs: AnalysisInputs
  ) throws(Diagnostic) -> AnalysisOutcome {
    try analysis(inputs.groupings).run(on: inputs.requiredData())
  }

  /// Refuses columns that cannot be used.
  public func check(on inputs: AnalysisInputs) throws(Diagnostic) {
    try analysis(inputs.groupings).check(on: inputs.requiredData())
  }

  private func analysis(_ groupings: [[String]]) -> TotalAnalysis {
    TotalAnalysis(
      variables: variables.map(\.name), by: groupings, missing: missing,
      designEffect: designEffect, intervalQuantile: intervalQuantile)
  }
}

extension TotalMethod: BatchMethod {
  /// The sums can be taken batch by batch.
  func batchAnalysis(groupings: [[String]]) -> any BatchAnalysis {
    analysis(groupings)
  }
}
