import Diagnostics
import Settings
import SurveyStatistics

/// The distribution function of variables: `variables`, `at`, `interval`,
/// `missing`.
public struct DistributionMethod: GroupedMethod {
  /// `distribution`.
  public static let kind = DistributionAnalysis.kind
  /// What it does.
  public static let summary = "shares at or below given values"
  /// An example.
  public static let example =
    "--set variables=api00 --set at=500,600,700,800 --set design.weights=pw"

  let variables: [ColumnReference]
  let points: [Double]
  let interval: ShareInterval
  let missing: MissingValues

  /// Reads the keys.
  public init?(_ settings: SettingsReader, context: MethodContext) {
    variables = settings.requiredColumns("variables") ?? []
    points = settings.numbers("at") ?? []
    interval = settings.shareInterval("interval") ?? .logit
    missing = settings.choice("missing") ?? .perVariable
    if points.isEmpty, !settings.has("at") {
      settings.reportMissing("at")
    }
    if variables.isEmpty || points.isEmpty { return nil }
  }

  /// The variables.
  public var columns: [ColumnUse] { variables.map { ColumnUse($0) } }

  /// Computes the shares.
  public func run(
    on inputs: AnalysisInputs
  ) throws(Diagnostic) -> AnalysisOutcome {
    try analysis(inputs).run(on: inputs.requiredData())
  }

  /// Refuses columns that cannot be used.
  public func check(on inputs: AnalysisInputs) throws(Diagnostic) {
    try analysis(inputs).check(on: inputs.requiredData())
  }

  private func analysis(_ inputs: AnalysisInputs) -> DistributionAnalysis {
    DistributionAnalysis(
      variables: variables.map(\.name), points: points, by: inputs.groupings,
      interval: interval, missing: missing)
  }
}
