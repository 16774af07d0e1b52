import Diagnostics
import Settings
import SurveyStatistics

/// Evaluators: `case`, `rater`, `score`; `indicator`, `group`, `time`,
/// `model`, `trim`, `target`, `draws`, `bootstrap`, `seed`.
public struct RatersMethod: AnalysisMethod {
  /// `raters`.
  public static let kind = RatersAnalysis.kind
  /// What it does.
  public static let summary = "severity, agreement and drift of evaluators"
  /// An example.
  public static let example =
    "--set case=suggestion_id --set rater=evaluator_id --set score=score"
    + " --set indicator=indicator_id --set model=severity-reml"

  let own: [ColumnReference]
  let analysis: RatersAnalysis

  /// Reads the keys.
  public init?(_ settings: SettingsReader, context: MethodContext) {
    let caseColumn = settings.requiredColumn("case")
    let rater = settings.requiredColumn("rater")
    let score = settings.requiredColumn("score")
    let indicator = settings.column("indicator")
    let group = settings.column("group")
    let time = settings.column("time")
    if !context.groupings.isEmpty {
      settings.reportWrong("by", "the kind 'raters' has no groups of rows")
    }
    let model: RatersAnalysis.Model = settings.choice("model") ?? .severityREML
    let trim = settings.integer("trim", in: 1...1000)
    let target = settings.number("target", in: 0.01...0.99)
    let draws = settings.integer("draws", in: 0...100_000)
    let bootstrap = settings.integer("bootstrap", in: 0...100_000)
    let seed = settings.integer("seed", in: 0...Int.max)
    guard let caseColumn, let rater, let score else { return nil }
    own =
      [caseColumn, rater, score] + [indicator, group, time].compactMap { $0 }
    analysis = RatersAnalysis(
      caseColumn: caseColumn.name, raterColumn: rater.name,
      scoreColumn: score.name, indicatorColumn: indicator?.name,
      groupColumn: group?.name, timeColumn: time?.name, model: model,
      trim: trim ?? 1, target: target ?? 0.8, draws: draws ?? 1000,
      bootstrap: bootstrap ?? 0, seed: UInt64(seed ?? 25))
  }

  /// The columns of the scores.
  public var columns: [ColumnUse] { own.map { ColumnUse($0) } }

  /// The seed of the draws.
  public var seed: UInt64? { analysis.seed }

  /// Analyses the evaluators.
  public func run(
    on inputs: AnalysisInputs
  ) throws(Diagnostic) -> AnalysisOutcome {
    try analysis.run(on: inputs.requiredData())
  }

  /// Refuses columns that cannot be used.
  public func check(on inputs: AnalysisInputs) throws(Diagnostic) {
    try analysis.check(on: inputs.requiredData())
  }

  /// What the data have that a run would tell of.
  public func findings(
    on inputs: AnalysisInputs
  ) throws(Diagnostic) -> [Diagnostic] {
    try analysis.findings(on: inputs.requiredData())
  }
}
