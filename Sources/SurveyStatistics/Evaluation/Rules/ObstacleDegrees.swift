/// Returns the share of each indicator in the points that a case lacks:
///
///     Oⱼ = wⱼ (1 - yⱼ) / Σ wⱼ (1 - yⱼ)
///
/// Missing indicators have a degree of zero; a case that lacks nothing has
/// zeros everywhere.
///
/// - Parameters:
///   - scores: Scores on 0 to 100, not-a-number where missing.
///   - weights: One weight a score.
public func obstacleDegrees(_ scores: [Double], weights: [Double]) -> [Double] {
  precondition(scores.count == weights.count)
  let lacks = zip(scores, weights).map { score, weight in
    score.isNaN ? 0 : weight * max(0, 100 - score)
  }
  let sum = lacks.reduce(0, +)
  return sum > 0 ? lacks.map { $0 / sum } : lacks.map { _ in 0 }
}
