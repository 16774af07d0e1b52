import Probability
import SurveyData

/// Rates of units that differ by a beta distribution: xᵢ of nᵢ with
/// pᵢ ~ Beta(a, b), fitted by maximum likelihood.
///
/// With the mean μ = a/(a + b) and the spread θ = 1/(a + b) the likelihood of
/// one unit is, up to a constant,
///
///     Π_{j<x}(μ + jθ) · Π_{j<n−x}(1 − μ + jθ) / Π_{j<n}(1 + jθ)
///
/// which is regular at θ = 0, the binomial: there a + b is infinite and all
/// units have the pooled rate. For a given θ the best μ is the one root of a
/// falling function; θ is where the score of that profile falls through 0.
///
/// The posterior of a unit is Beta(a + x, b + n − x), with the mean
/// (x + a)/(n + a + b); how much of it is the unit's own rate is the
/// reliability n/(n + a + b).
///
/// Edge cases:
///
/// - Without more variance than the binomial has, and when all rates are 0
///   or all are 1, θ is 0 and every reliability is 0.
/// - When every unit is at 0 or at 1 and both occur, θ has no bound; a + b
///   is then 10⁻⁶.
///
/// Checked against `reference/evaluation/shrinkage.json` (glmmTMB) in
/// `Tests/References/evaluation`.
struct BetaBinomialModel: Sendable {
  /// μ.
  let mean: Double
  /// θ = 1/(a + b).
  let spread: Double

  /// a + b, infinite without excess variance.
  var priorSize: Double { spread > 0 ? 1 / spread : .infinity }
  /// a.
  var alpha: Double { mean * priorSize }
  /// b.
  var beta: Double { (1 - mean) * priorSize }

  /// Fits the model; `nil` without any trial.
  ///
  /// - Precondition: `0 ≤ successes[i] ≤ trials[i]`.
  init?(successes: [Int], trials: [Int]) {
    let total = trials.reduce(0, +)
    let hits = successes.reduce(0, +)
    guard total > 0 else { return nil }
    let pooled = Double(hits) / Double(total)
    if hits == 0 || hits == total {
      mean = pooled
      spread = 0
      return
    }
    let failures = zip(trials, successes).map { $0 - $1 }
    let sums = TrialSums(
      successes: Self.above(successes), failures: Self.above(failures),
      trials: Self.above(trials))
    let found = varianceRoot(scale: 0.01) { spread in
      sums.spreadScore(mean: sums.mean(spread: spread), spread: spread)
    }
    spread = found ?? 1e6
    mean = spread > 0 ? sums.mean(spread: spread) : pooled
  }

  /// The reliability of a unit with `trials`.
  func reliability(_ trials: Int) -> Double {
    spread > 0 ? Double(trials) / (Double(trials) + priorSize) : 0
  }

  /// The posterior of a unit; `nil` without excess variance.
  func posterior(_ successes: Int, of trials: Int) -> BetaDistribution? {
    guard spread > 0 else { return nil }
    return BetaDistribution(
      alpha: alpha + Double(successes),
      beta: beta + Double(trials - successes))
  }

  /// For each j how many of the counts are above j.
  private static func above(_ counts: [Int]) -> [Double] {
    var result = [Double](repeating: 0, count: counts.max() ?? 0)
    for count in counts where count > 0 { result[count - 1] += 1 }
    for index in result.indices.reversed().dropFirst() {
      result[index] += result[index + 1]
    }
    return result
  }
}

/// The score equations, summed over units for each j.
private struct TrialSums {
  let successes: [Double]
  let failures: [Double]
  let trials: [Double]

  /// The mean that is most likely with a given spread.
  func mean(spread: Double) -> Double {
    var (low, high) = (0.0, 1.0)
    var mean = 0.5
    for _ in 0..<200 {
      let (value, slope) = meanScore(mean, spread)
      if value == 0 { return mean }
      if value > 0 { low = mean } else { high = mean }
      var next = mean - value / slope
      if !(next > low && next < high) { next = low + (high - low) / 2 }
      if next == mean || next <= low || next >= high { return mean }
      if abs(next - mean) < 1e-16 * mean { return next }
      mean = next
    }
    return mean
  }

  private func meanScore(
    _ mean: Double, _ spread: Double
  ) -> (value: Double, slope: Double) {
    var (value, slope) = (0.0, 0.0)
    for (index, count) in successes.enumerated() {
      let part = 1 / (mean + Double(index) * spread)
      value += count * part
      slope -= count * part * part
    }
    for (index, count) in failures.enumerated() {
      let part = 1 / (1 - mean + Double(index) * spread)
      value -= count * part
      slope -= count * part * part
    }
    return (value, slope)
  }

  func spreadScore(mean: Double, spread: Double) -> Double {
    var sum = 0.0
    for (index, count) in successes.enumerated() {
      sum += count * Double(index) / (mean + Double(index) * spread)
    }
    for (index, count) in failures.enumerated() {
      sum += count * Double(index) / (1 - mean + Double(index) * spread)
    }
    for (index, count) in trials.enumerated() {
      sum -= count * Double(index) / (1 + Double(index) * spread)
    }
    return sum
  }
}

extension BetaDistribution {
  /// What its mean is made of: x + a and n + a + b.
  var sums: EstimateSums {
    EstimateSums(above: alpha, below: alpha + beta)
  }
}
