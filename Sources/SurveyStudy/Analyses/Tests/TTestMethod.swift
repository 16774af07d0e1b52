import Diagnostics
import Settings
import SurveyStatistics

/// t-tests: `variables`, `group` and `groups`, `pair`, `null`,
/// `alternative`, `degrees`.
public struct TTestMethod: AnalysisMethod {
  /// `t-test`.
  public static let kind = TTestAnalysis.kind
  /// What it does.
  public static let summary = "t-tests of one mean, two groups or pairs"
  /// An example.
  public static let example =
    "--set variables=api00 --set group=comp.imp --set design.weights=pw"

  let variables: [ColumnReference]
  let group: ColumnReference?
  let groups: [String]?
  let pair: ColumnReference?
  let null: Double
  let alternative: Alternative
  let degrees: TTestAnalysis.Degrees

  /// Reads the keys.
  public init?(_ settings: SettingsReader, context: MethodContext) {
    variables = settings.requiredColumns("variables") ?? []
    group = settings.column("group")
    groups = settings.strings("groups")
    pair = settings.column("pair")
    null = settings.number("null") ?? 0
    alternative = settings.choice("alternative") ?? .twoSided
    degrees = settings.choice("degrees") ?? .lessOne
    if groups != nil, group == nil {
      settings.reportMissing("group", help: "name the column of the groups")
    }
    if variables.isEmpty { return nil }
  }

  /// The variables, the groups and the pair.
  public var columns: [ColumnUse] {
    (variables + [group, pair].compactMap { $0 }).map { ColumnUse($0) }
  }

  /// Computes the tests.
  public func run(
    on inputs: AnalysisInputs
  ) throws(Diagnostic) -> AnalysisOutcome {
    try analysis(inputs).run(on: inputs.requiredData())
  }

  /// Refuses columns that cannot be used.
  public func check(on inputs: AnalysisInputs) throws(Diagnostic) {
    try analysis(inputs).check(on: inputs.requiredData())
  }

  private func analysis(_ inputs: AnalysisInputs) -> TTestAnalysis {
    TTestAnalysis(
      variables: variables.map(\.name), group: group?.name, groups: groups,
      pair: pair?.name, null: null, alternative: alternative,
      degrees: degrees, by: inputs.groupings)
  }
}
