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
        help: "let some evaluators score cases of several groups")
    ]
  }
}
