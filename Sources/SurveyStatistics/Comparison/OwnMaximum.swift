import Probability

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The largest of the |z| of one unit against the others.
///
/// Given the error t·sᵢ of the unit itself its differences are independent,
/// so that with r = √(sᵢ² + sₖ²)
///
///     P(max ≤ c) = ∫ φ(t) Πₖ [Φ((tsᵢ + cr)/sₖ) − Φ((tsᵢ − cr)/sₖ)] dt
///
/// which the trapezoidal rule sums to more digits than any number of draws.
///
/// Checked against scipy in `Tests/References/comparison`.
struct OwnMaximum: Sendable {
  /// The most units that it is used for.
  static let most = 60

  let error: Double
  let others: [Double]

  /// The value that the maximum does not exceed with the probability
  /// `level`.
  func critical(_ level: Double) -> Double {
    guard !others.isEmpty else { return 0 }
    if error == 0, others.allSatisfy({ $0 == 0 }) { return 0 }
    let normal = NormalDistribution()
    let tail = 1 - level
    // One difference alone, and Bonferroni for all of them.
    var low = normal.quantile(1 - tail / 2) - 1e-6
    var high = normal.quantile(1 - tail / (2 * Double(others.count))) + 1e-6
    var below = probability(low) - level
    var above = probability(high) - level
    if below >= 0 { return low }
    if above <= 0 { return high }
    // Regula falsi in the version of Illinois.
    var side = 0
    for _ in 0..<60 {
      let middle = (low * above - high * below) / (above - below)
      let found = probability(middle) - level
      if found > 0 {
        high = middle
        above = found
        if side == 1 { below /= 2 }
        side = 1
      } else {
        low = middle
        below = found
        if side == -1 { above /= 2 }
        side = -1
      }
      if high - low < 1e-10 || abs(found) < 1e-13 { return middle }
    }
    return (low + high) / 2
  }

  /// P(max ≤ c).
  func probability(_ critical: Double) -> Double {
    let normal = NormalDistribution()
    let least = others.filter { $0 > 0 }.min() ?? error
    let ratio = error > 0 ? 0.4 * least / error : 0.1
    let step = max(0.004, min(0.1, ratio))
    let count = Int((7.6 / step).rounded(.up))
    var sum = 0.0
    var weights = 0.0
    for index in -count...count {
      let t = Double(index) * step
      let weight = exp(-t * t / 2)
      weights += weight
      var product = weight
      for other in others {
        let range = critical * (error * error + other * other).squareRoot()
        if other == 0 {
          if abs(t * error) > range { product = 0 }
        } else {
          let upper = (t * error + range) / other
          let lower = (t * error - range) / other
          product *=
            upper > 8.5 && lower < -8.5
            ? 1 : normal.cumulative(upper) - normal.cumulative(lower)
        }
        if product < 1e-18 { break }
      }
      sum += product
    }
    return sum / weights
  }
}
