import Probability

/// Limits of rates around a target for a given number of trials
/// (Spiegelhalter 2005, appendix A.1).
///
/// With r the smallest number with F(r) ≥ q under the binomial distribution
/// of the target, the limit lies between r − 1 and r:
///
///     (r − α)/n,   α = (F(r) − q)/(F(r) − F(r − 1))
///
/// so that limits do not jump from one base to the next.
///
/// Edge cases:
///
/// - Limits are kept within 0 and 1.
/// - A target of 0 or 1 has limits there.
/// - `nil` for no trial.
///
/// Checked against `reference/evaluation/shrinkage.json`.
func binomialLimit(
  trials: Int, target: Double, probability: Double
) -> Double? {
  guard trials > 0, target >= 0, target <= 1 else { return nil }
  if target == 0 || target == 1 { return target }
  let distribution = BinomialDistribution(trials: trials, share: target)
  var (low, high) = (-1, trials)
  while high - low > 1 {
    let middle = low + (high - low) / 2
    if distribution.cumulative(Double(middle)) >= probability {
      high = middle
    } else {
      low = middle
    }
  }
  let upper = distribution.cumulative(Double(high))
  let lower = high > 0 ? distribution.cumulative(Double(high - 1)) : 0
  let step = upper - lower
  let part = step > 0 ? (upper - probability) / step : 0
  return min(1, max(0, (Double(high) - part) / Double(trials)))
}

/// P(X ≥ hits) and P(X ≤ hits) of a count at the target; `nil` for a target
/// that leaves nothing to chance.
func binomialTails(
  _ hits: Int, of trials: Int, target: Double
) -> (above: Double, below: Double)? {
  guard trials > 0, target > 0, target < 1 else { return nil }
  let found = BinomialDistribution(trials: trials, share: target)
  return (found.upperTail(Double(hits - 1)), found.cumulative(Double(hits)))
}

/// What makes units differ by more than chance, where the funnel allows for
/// it (Spiegelhalter 2005, section 4).
public enum FunnelDispersion: String, Sendable, CaseIterable, Hashable {
  /// Nothing: limits are those of chance alone.
  case none
  /// Every variance is φ times as large, φ = mean of the squared z after the
  /// outermost tenths are drawn in, and at least 1.
  case multiplicative
  /// Every unit has an effect of its own with the variance τ².
  case additive
}

/// How much z-scores scatter beyond chance.
///
///     φ = Σz²/m,  z drawn in to their quantiles of 10 and 90 % (type 7)
///     τ² = max(0, (mφ − (m − 1))/(Σw − Σw²/Σw)),  wᵢ = 1/sᵢ²
///
/// The test holds Σz², not drawn in, against chi-squared with m − 1 degrees
/// of freedom when the target was estimated from the same units, with m when
/// it was given.
struct FunnelDispersionTest: Sendable {
  /// φ after drawing in.
  let factor: Double
  /// τ².
  let variance: Double
  /// Σz².
  let statistic: Double
  let degreesOfFreedom: Int
  let probability: Double?

  /// - Parameters:
  ///   - scores: z of each unit.
  ///   - errors: The standard errors under the target.
  ///   - isTargetKnown: Whether the target did not come from the units.
  ///   - winsorised: The share drawn in at each end.
  init?(
    scores: [Double], errors: [Double], isTargetKnown: Bool,
    winsorised: Double = 0.1
  ) {
    guard scores.count > 1 else { return nil }
    let sorted = scores.sorted()
    let low = RankDraws.quantile(sorted, winsorised) ?? sorted[0]
    let high = RankDraws.quantile(sorted, 1 - winsorised) ?? sorted[0]
    let count = Double(scores.count)
    let squares = scores.reduce(0) { sum, score in
      let drawn = min(max(score, low), high)
      return sum + drawn * drawn
    }
    factor = squares / count
    let weights = errors.map { 1 / ($0 * $0) }
    let total = weights.reduce(0, +)
    let scale = total - weights.reduce(0) { $0 + $1 * $1 } / total
    variance = scale > 0 ? max(0, (squares - (count - 1)) / scale) : 0
    statistic = scores.reduce(0) { $0 + $1 * $1 }
    degreesOfFreedom = isTargetKnown ? scores.count : scores.count - 1
    probability =
      statistic.isFinite
      ? ChiSquaredDistribution(degreesOfFreedom: Double(degreesOfFreedom))
        .upperTail(statistic) : nil
  }
}
