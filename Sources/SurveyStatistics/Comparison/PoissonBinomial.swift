import Probability

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The number of successes in independent trials whose probabilities differ.
///
/// Its probabilities are convolved trial by trial; what falls below 10⁻³⁰⁰
/// at either end is left out.
///
/// Checked against scipy in `Tests/References/comparison`.
struct PoissonBinomial: Sendable {
  /// The mean Σp.
  let mean: Double
  /// The variance Σp(1 − p).
  let variance: Double
  /// The number of trials.
  let trials: Int
  /// F(first), F(first + 1), …
  private let cumulated: [Double]
  private let first: Int

  /// The distribution of trials with the given probabilities.
  init(_ probabilities: [Double]) {
    trials = probabilities.count
    mean = probabilities.reduce(0, +)
    variance = probabilities.reduce(0) { $0 + $1 * (1 - $1) }
    var mass = [1.0]
    mass.reserveCapacity(probabilities.count + 1)
    var start = 0
    for probability in probabilities {
      // p₀ … pₖ become (1 − p)·p₀ … in place, from the end.
      mass.append(0)
      for index in mass.indices.reversed() {
        let below = index > 0 ? mass[index - 1] : 0
        mass[index] = mass[index] * (1 - probability) + below * probability
      }
      var front = 0
      while mass.count - front > 2, mass[front] < 1e-300 { front += 1 }
      if front > 0 {
        mass.removeFirst(front)
        start += front
      }
      while mass.count > 2, mass[mass.count - 1] < 1e-300 { mass.removeLast() }
    }
    var sum = 0.0
    cumulated = mass.map { part in
      sum += part
      return min(1, sum)
    }
    first = start
  }

  /// The probability of at most `count` successes.
  func cumulative(_ count: Int) -> Double {
    if count < first { return 0 }
    if count - first >= cumulated.count { return 1 }
    return cumulated[count - first]
  }

  /// The number of successes not exceeded with `probability`, between two
  /// whole numbers as in `binomialLimit`.
  func limit(_ probability: Double) -> Double {
    let found =
      cumulated.firstIndex { $0 >= probability } ?? cumulated.count - 1
    let upper = cumulated[found]
    let lower = found > 0 ? cumulated[found - 1] : 0
    let step = upper - lower
    let part = step > 0 ? (upper - probability) / step : 0
    return min(Double(trials), max(0, Double(first + found) - part))
  }

  /// The interval of the mean for an observed number of successes: every
  /// probability moves by the same amount on the logit scale until the
  /// observed number, or a more extreme one, has the probability of a tail.
  ///
  /// Beyond `longest` trials the tail is that of the normal distribution with
  /// the same mean and variance (a score interval).
  static func interval(
    observed: Int, probabilities: [Double], level: Double
  ) -> (lower: Double, upper: Double) {
    let tail = (1 - level) / 2
    func moved(_ shift: Double) -> [Double] {
      probabilities.map { probability in
        if probability <= 0 || probability >= 1 { return probability }
        let odds = probability / (1 - probability) * exp(shift)
        return odds.isFinite ? odds / (1 + odds) : 1
      }
    }
    if probabilities.count > longest {
      return score(observed: observed, level: level, moved)
    }
    func root(_ isBelow: (PoissonBinomial) -> Bool) -> Double {
      var (low, high) = (-40.0, 40.0)
      for _ in 0..<60 {
        let middle = (low + high) / 2
        if isBelow(PoissonBinomial(moved(middle))) {
          low = middle
        } else {
          high = middle
        }
      }
      return moved((low + high) / 2).reduce(0, +)
    }
    // P(X ≥ observed) rises with the shift, P(X ≤ observed) falls.
    let lower =
      observed <= 0
      ? 0 : root { 1 - $0.cumulative(observed - 1) < tail }
    let upper =
      observed >= probabilities.count
      ? Double(probabilities.count)
      : root { $0.cumulative(observed) > tail }
    return (lower, upper)
  }

  /// The most trials that are convolved for an interval.
  static let longest = 2000

  private static func score(
    observed: Int, level: Double, _ moved: (Double) -> [Double]
  ) -> (lower: Double, upper: Double) {
    let critical = NormalDistribution().quantile(1 - (1 - level) / 2)
    func root(_ side: Double) -> Double {
      var (low, high) = (-40.0, 40.0)
      for _ in 0..<60 {
        let middle = (low + high) / 2
        let shares = moved(middle)
        let mean = shares.reduce(0, +)
        let variance = shares.reduce(0) { $0 + $1 * (1 - $1) }
        let distance = mean + side * critical * variance.squareRoot()
        if distance < Double(observed) { low = middle } else { high = middle }
      }
      return moved((low + high) / 2).reduce(0, +)
    }
    return (root(1), root(-1))
  }
}

/// Byar's approximation of Poisson limits of an observed number (Breslow and
/// Day 1987):
///
///     O(1 − 1/(9O) − z/(3√O))³,  (O + 1)(1 − 1/(9(O + 1)) + z/(3√(O + 1)))³
func byarLimits(
  observed: Double, critical: Double
) -> (lower: Double, upper: Double) {
  func cube(_ number: Double, _ sign: Double) -> Double {
    let base =
      1 - 1 / (9 * number) + sign * critical / (3 * number.squareRoot())
    return number * base * base * base
  }
  return (
    observed > 0 ? max(0, cube(observed, -1)) : 0, cube(observed + 1, 1)
  )
}
