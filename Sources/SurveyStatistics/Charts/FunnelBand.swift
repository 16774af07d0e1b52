import Probability

/// Limits of chance around a target rate over a range of bases (Spiegelhalter
/// 2005, appendix A.1): for a chart of rates without further modelling.
///
/// With r the smallest number with F(r) ≥ q under the binomial distribution
/// of the target, the limit of n trials is
///
///     (r − α)/n,   α = (F(r) − q)/(F(r) − F(r − 1))
///
/// Edge cases: bases are whole and at least 1; a target of 0 or 1 has its
/// limits there; limits stay within 0 and 1.
public struct FunnelBand: Sendable {
  /// The bases that limits are given for, rising.
  public let bases: [Double]
  private let target: Double

  /// Creates limits around `target` for bases between two numbers.
  public init(target: Double, from least: Double, to most: Double) {
    self.target = min(1, max(0, target))
    let low = max(1, (least * 0.8).rounded())
    let high = max(low + 1, (most * 1.1).rounded(.up))
    // Evenly spaced on the scale of squares, because limits bend at the left.
    var points: [Double] = []
    for step in 0...80 {
      let share = Double(step) / 80
      let base = (low + (high - low) * share * share).rounded()
      if base > (points.last ?? 0) { points.append(base) }
    }
    bases = points
  }

  /// The limits of a level, such as 0.95.
  public func limits(level: Double) -> (lower: [Double], upper: [Double]) {
    let tail = (1 - level) / 2
    return (
      bases.map { limit(trials: $0, probability: tail) },
      bases.map { limit(trials: $0, probability: 1 - tail) }
    )
  }

  private func limit(trials: Double, probability: Double) -> Double {
    guard target > 0, target < 1 else { return target }
    let distribution = BinomialDistribution(
      trials: Int(trials), share: target)
    var (low, high) = (-1, Int(trials))
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
    return min(1, max(0, (Double(high) - part) / trials))
  }
}
