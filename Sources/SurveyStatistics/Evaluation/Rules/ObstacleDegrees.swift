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
  var degrees = scores
  degrees.withUnsafeMutableBufferPointer {
    fillObstacleDegrees(&$0, weights: weights)
  }
  return degrees
}

/// Puts the degrees where the scores stand.
func fillObstacleDegrees(
  _ scores: inout UnsafeMutableBufferPointer<Double>, weights: [Double]
) {
  var sum = 0.0
  for index in scores.indices {
    let score = scores[index]
    scores[index] = score.isNaN ? 0 : weights[index] * max(0, 100 - score)
    sum += scores[index]
  }
  for index in scores.indices {
    scores[index] = sum > 0 ? scores[index] / sum : 0
  }
}
