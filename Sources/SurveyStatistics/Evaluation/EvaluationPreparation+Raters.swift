import Diagnostics
import SurveyData

extension EvaluationPreparation {
  /// What the reader should know about the way scores were combined.
  func raterRemarks(
    _ values: LeafValues, _ indicator: Indicator
  ) -> [Diagnostic] {
    guard case .raters(let groups) = values.variation else { return [] }
    var found: [Diagnostic] = []
    for part in groups.parts {
      switch part.leaf.combination {
      case .zScore: found += standardScoreRemark(part.leaf.scores, indicator)
      case .severityREML, .mixed:
        found += connectionRemark(part.leaf.scores, indicator)
      case .mean, .trimmedMean, .median, .severity: break
      }
    }
    return found
  }

  /// Scores in standard deviations compare cases only when every evaluator
  /// scored the same cases, or very many.
  private func standardScoreRemark(
    _ scores: RaterScores, _ indicator: Indicator
  ) -> [Diagnostic] {
    let cases = scores.scoresPerCase.count { $0 > 0 }
    let partial = scores.scoresPerRater.count { $0 > 0 && $0 < cases }
    let few = scores.scoresPerRater.count { $0 > 0 && $0 < 20 }
    guard partial > 0 || few > 0 else { return [] }
    return [
      Diagnostic(
        .standardisedScores, .warning, at: indicator.place,
        "of '\(indicator.id)', \(partial) evaluators did not score all cases"
          + " and \(few) have fewer than 20 scores, so scores in standard"
          + " deviations are not safe",
        zh:
          "指标“\(indicator.id)”有\(partial)名评委未给全部对象评分，\(few)名评委的评分不足20个，以标准差为单位的评分不可靠",
        help: "combine by 'severity' or 'severity-reml'")
    ]
  }

  private func connectionRemark(
    _ scores: RaterScores, _ indicator: Indicator
  ) -> [Diagnostic] {
    let groups = scores.connectedCases.count
    guard groups > 1 else { return [] }
    return [
      Diagnostic(
        .disconnectedRaters, .warning, at: indicator.place,
        "the cases of '\(indicator.id)' fall into \(groups) groups without a"
          + " common evaluator; they are compared only as far as the"
          + " evaluators of all groups are a sample of the same kind",
        zh: "指标“\(indicator.id)”的对象分为\(groups)组，组间没有共同的评委；只有各组评委可视为同类抽样时才可相互比较",
        help: "let some evaluators score cases of several groups")
    ]
  }
}
