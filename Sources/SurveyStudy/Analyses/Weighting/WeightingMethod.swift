import Diagnostics
import Settings
import SurveyStatistics

/// A report about the weights of the design; it has no keys of its own.
public struct WeightingMethod: AnalysisMethod {
  /// `weighting`.
  public static let kind = WeightingAnalysis.kind
  /// What it does.
  public static let summary = "report on weights, targets and effective bases"
  /// An example.
  public static let example =
    "--set design.weights=pw"
    + " --set design.calibrate.rake.targets.stype.E=4421"
    + " --set design.calibrate.rake.targets.stype.H=755"
    + " --set design.calibrate.rake.targets.stype.M=1018"

  /// Reads nothing.
  public init?(_ settings: SettingsReader, context: MethodContext) {}

  /// None.
  public var columns: [ColumnUse] { [] }

  /// Makes the report.
  public func run(
    on inputs: AnalysisInputs
  ) throws(Diagnostic) -> AnalysisOutcome {
    try WeightingAnalysis(by: inputs.groupings).run(on: inputs.requiredData())
  }

  /// Nothing beyond the design.
  public func check(on inputs: AnalysisInputs) throws(Diagnostic) {
    _ = try inputs.requiredData()
  }
}
