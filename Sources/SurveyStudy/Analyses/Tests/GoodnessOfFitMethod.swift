import Diagnostics
import Settings
import SurveyStatistics

/// Test of given shares: `variable`, `expected`.
public struct GoodnessOfFitMethod: AnalysisMethod {
  /// `goodness-of-fit`.
  public static let kind = GoodnessOfFitAnalysis.kind
  /// What it does.
  public static let summary = "whether shares are those of a hypothesis"
  /// An example.
  public static let example =
    "--set variable=sch.wide --set expected.Yes=0.8 --set expected.No=0.2"

  let variable: ColumnReference
  let expected: [GoodnessOfFitAnalysis.ExpectedShare]

  /// Reads the keys.
  public init?(_ settings: SettingsReader, context: MethodContext) {
    let variable = settings.requiredColumn("variable")
    var expected: [GoodnessOfFitAnalysis.ExpectedShare] = []
    if let reader = settings.reader("expected") {
      expected = reader.keys.compactMap { key in
        reader.number(key).map { .init(key, $0) }
      }
    } else {
      settings.reportMissing(
        "expected", help: "write expected: {value: share, …}")
    }
    self.expected = expected
    guard let variable, !expected.isEmpty else { return nil }
    self.variable = variable
  }

  /// The variable.
  public var columns: [ColumnUse] { [ColumnUse(variable)] }

  /// Computes the test.
  public func run(
    on inputs: AnalysisInputs
  ) throws(Diagnostic) -> AnalysisOutcome {
    try analysis(inputs).run(on: inputs.requiredData())
  }

  /// Refuses columns and values that cannot be used.
  public func check(on inputs: AnalysisInputs) throws(Diagnostic) {
    try analysis(inputs).check(on: inputs.requiredData())
  }

  private func analysis(_ inputs: AnalysisInputs) -> GoodnessOfFitAnalysis {
    GoodnessOfFitAnalysis(
      variable: variable.name, expected: expected, by: inputs.groupings)
  }
}
