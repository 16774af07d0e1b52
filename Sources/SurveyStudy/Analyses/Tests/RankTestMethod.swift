import Diagnostics
import Settings
import SurveyStatistics

/// Rank tests of groups: `variables`, `group`, `groups`, `scores`,
/// `ties`.
public struct RankTestMethod: AnalysisMethod {
  /// `rank-test`.
  public static let kind = RankTestAnalysis.kind
  /// What it does.
  public static let summary = "rank tests of two or more groups"
  /// An example.
  public static let example =
    "--set variables=api00 --set group=stype --set design.weights=pw"

  let variables: [ColumnReference]
  let group: ColumnReference
  let groups: [String]?
  let scores: RankTestAnalysis.Scores
  let ties: RankTies

  /// Reads the keys.
  public init?(_ settings: SettingsReader, context: MethodContext) {
    variables = settings.requiredColumns("variables") ?? []
    let group = settings.requiredColumn("group")
    groups = settings.strings("groups")
    scores = settings.choice("scores") ?? .wilcoxon
    ties = settings.choice("ties") ?? .midrank
    guard let group, !variables.isEmpty else { return nil }
    self.group = group
  }

  /// The variables and the groups.
  public var columns: [ColumnUse] {
    (variables + [group]).map { ColumnUse($0) }
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

  private func analysis(_ inputs: AnalysisInputs) -> RankTestAnalysis {
    RankTestAnalysis(
      variables: variables.map(\.name), group: group.name, groups: groups,
      scores: scores, ties: ties, by: inputs.groupings)
  }
}
