import Diagnostics
import Settings
import SurveyStatistics

/// Agreement of two ratings: `first`, `second`, `agreement`.
public struct KappaMethod: AnalysisMethod {
  /// `kappa`.
  public static let kind = KappaAnalysis.kind
  /// What it does.
  public static let summary = "agreement of two ratings"
  /// An example.
  public static let example =
    "--set first=comp.imp --set second=sch.wide --set design.weights=pw"

  let first: ColumnReference
  let second: ColumnReference
  let agreement: KappaAnalysis.Agreement

  /// Reads the keys.
  public init?(_ settings: SettingsReader, context: MethodContext) {
    let first = settings.requiredColumn("first")
    let second = settings.requiredColumn("second")
    agreement = settings.choice("agreement") ?? .exact
    guard let first, let second else { return nil }
    self.first = first
    self.second = second
  }

  /// The two ratings.
  public var columns: [ColumnUse] { [ColumnUse(first), ColumnUse(second)] }

  /// Computes agreement and kappa.
  public func run(
    on inputs: AnalysisInputs
  ) throws(Diagnostic) -> AnalysisOutcome {
    try analysis(inputs).run(on: inputs.requiredData())
  }

  /// Refuses columns that cannot be used.
  public func check(on inputs: AnalysisInputs) throws(Diagnostic) {
    try analysis(inputs).check(on: inputs.requiredData())
  }

  private func analysis(_ inputs: AnalysisInputs) -> KappaAnalysis {
    KappaAnalysis(
      first: first.name, second: second.name, agreement: agreement,
      by: inputs.groupings)
  }
}
