import Probability

/// A rate over time with the limits within which it varies by chance, and the
/// rules that tell when it does not.
///
///     p̄ = Σy/Σn,   σᵢ = √(p̄(1 − p̄)/nᵢ),   limits p̄ ± 3σᵢ within 0 and 1
///
/// Laney's P′ widens the limits where large bases make chance look small:
/// σᵢ is multiplied by σ_z = mean|zᵢ − zᵢ₋₁|/1.128, zᵢ = (pᵢ − p̄)/σᵢ.
///
/// With fewer than twelve points there is a run chart: the median of the rates
/// and no limits. A shift is a run on one side of the centre longer than
/// round(log₂ m) + 3, or fewer crossings of it than the 5 % point of the
/// binomial distribution with m − 1 trials of 1/2, m being the number of
/// points that do not lie on the centre.
///
/// Edge cases: a point with a base of zero has no rate and no limits and
/// counts nowhere; with p̄ of 0 or 1 nothing varies; P′ needs two points.
///
/// Sources: Laney (2002); Anhøj and Olesen (2014) for the rules of runs.
/// Checked against a script in R.
public struct ControlLimits: Sendable, Hashable {
  /// Which limits are drawn.
  public enum Kind: String, Sendable, CaseIterable {
    /// Those of the binomial distribution.
    case p
    /// Those of Laney's P′.
    case laney = "p-prime"
  }

  /// The rates; `nil` without a base.
  public let rates: [Double?]
  /// The rate of all points together, or the median.
  public let centre: Double
  /// Whether there are limits, or only a median.
  public let hasLimits: Bool
  /// For each point the lower limit.
  public let lower: [Double?]
  /// For each point the upper limit.
  public let upper: [Double?]
  /// Whether each point lies outside of its limits.
  public let isOutside: [Bool]
  /// The longest run of points on one side of the centre.
  public let longestRun: Int
  /// The longest run that chance explains.
  public let longestRunAllowed: Int
  /// How often the rate crosses the centre.
  public let crossings: Int
  /// The fewest crossings that chance explains.
  public let crossingsNeeded: Int

  /// Whether runs or crossings tell of a shift.
  public var isShifted: Bool {
    longestRun > longestRunAllowed || crossings < crossingsNeeded
  }

  /// Finds the limits of counts out of bases; `nil` when no base is above
  /// zero.
  public init?(counts: [Double], bases: [Double], kind: Kind = .p) {
    let places = zip(counts, bases).map { count, base in
      base > 0 && base.isFinite && count.isFinite
    }
    let found = zip(counts, bases).map { count, base -> Double? in
      base > 0 && base.isFinite && count.isFinite ? count / base : nil
    }
    let total = zip(bases, places).reduce(0) { $0 + ($1.1 ? $1.0 : 0) }
    let rates = found.compactMap { $0 }
    guard total > 0, !rates.isEmpty else { return nil }
    let hits = zip(counts, places).reduce(0) { $0 + ($1.1 ? $1.0 : 0) }
    hasLimits = rates.count >= 12
    let middle = hasLimits ? hits / total : Self.median(rates)
    self.rates = found
    centre = middle
    let variance = max(0, middle * (1 - middle))
    let errors = zip(bases, places).map { base, isUsed -> Double? in
      isUsed ? (variance / base).squareRoot() : nil
    }
    var factor = 1.0
    if kind == .laney, variance > 0 {
      let scores = zip(found, errors).compactMap { rate, error -> Double? in
        guard let rate, let error else { return nil }
        return (rate - middle) / error
      }
      let steps = zip(scores, scores.dropFirst()).map { abs($1 - $0) }
      if !steps.isEmpty {
        factor = steps.reduce(0, +) / Double(steps.count) / 1.128
      }
    }
    let isLimited = hasLimits
    lower = errors.map { error in
      isLimited ? error.map { max(0, middle - 3 * factor * $0) } : nil
    }
    upper = errors.map { error in
      isLimited ? error.map { min(1, middle + 3 * factor * $0) } : nil
    }
    isOutside = found.indices.map { [lower, upper] place in
      guard let rate = found[place], let low = lower[place],
        let high = upper[place]
      else { return false }
      return rate < low || rate > high
    }
    let sides = rates.filter { $0 != middle }.map { $0 > middle }
    var (run, longest, crossed) = (0, 0, 0)
    for (place, side) in sides.enumerated() {
      let isSame = place > 0 && sides[place - 1] == side
      if place > 0, !isSame { crossed += 1 }
      run = isSame ? run + 1 : 1
      longest = max(longest, run)
    }
    longestRun = longest
    crossings = crossed
    longestRunAllowed = Self.allowedRun(sides.count)
    crossingsNeeded = Self.neededCrossings(sides.count)
  }

  private static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    let half = sorted.count / 2
    return sorted.count.isMultiple(of: 2)
      ? (sorted[half - 1] + sorted[half]) / 2 : sorted[half]
  }

  /// round(log₂ m) + 3 without a logarithm: log₂ m ≥ k + 1/2 means
  /// m² ≥ 2^(2k + 1).
  private static func allowedRun(_ count: Int) -> Int {
    guard count > 0 else { return 3 }
    let square = Double(count) * Double(count)
    var (k, power) = (0, 2.0)
    while square >= power {
      k += 1
      power *= 4
    }
    return k + 3
  }

  private static func neededCrossings(_ count: Int) -> Int {
    guard count > 1 else { return 0 }
    let distribution = BinomialDistribution(trials: count - 1, share: 0.5)
    return (0..<count).first {
      distribution.cumulative(Double($0)) >= 0.05
    } ?? 0
  }
}
