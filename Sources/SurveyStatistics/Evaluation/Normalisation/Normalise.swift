import SurveyData

/// A column of scores and whether the method had to fall back because all
/// values were equal.
public struct NormalisedColumn: Sendable, Hashable {
  /// Scores on 0 to 100; not-a-number where the raw value is missing.
  public var scores: [Double]
  /// Whether all values were equal, so that the scores are a constant by
  /// convention.
  public var isConstant: Bool

  /// Creates a column.
  public init(scores: [Double], isConstant: Bool = false) {
    self.scores = scores
    self.isConstant = isConstant
  }
}

extension Normalisation {
  /// Returns the scores of one column of raw values.
  ///
  /// Benefit first; for indicators where low values are good, min-max, fixed
  /// scales, goalposts and vectors give 100 - y, and ranks and z-scores change
  /// sign; `sum` takes 1 / x, and `target` lies below the worst case.
  /// `category` takes points as raw values. `deduct`, `steps`, `efficacy`,
  /// `centre`, `interval` and `piecewise` have a direction of their own.
  ///
  /// Edge cases: `sum` has no score for negative values, nor for zero where
  /// low values are good; when the total is zero, all have the same share.
  /// When the target lies not beyond the worst case, all have 100.
  ///
  /// - Parameters:
  ///   - raw: One value a case; not-a-number where missing.
  ///   - isBenefit: Whether high values are good.
  public func scores(_ raw: [Double], isBenefit: Bool) -> NormalisedColumn {
    switch self {
    case .none, .category:
      return NormalisedColumn(scores: raw)
    case .minMax(let constant):
      return minMax(raw, isBenefit, 0, 100, constant)
    case .minMaxTo(let lower, let upper, let constant):
      return minMax(
        raw, isBenefit, lower, upper, constant ?? (lower + upper) / 2)
    case .fixed(let lower, let upper, let clips),
      .goalposts(let lower, let upper, let clips):
      return NormalisedColumn(
        scores: raw.map {
          let share = ($0 - lower) / (upper - lower)
          return clipped(100 * (isBenefit ? share : 1 - share), clips)
        })
    case .deduct(let full, let target, let perPoint, let floor):
      return NormalisedColumn(
        scores: raw.map {
          100
            * deductedPoints(
              $0, full: full, target: target, perPoint: perPoint, floor: floor)
            / full
        })
    case .steps(let steps):
      return NormalisedColumn(
        scores: raw.map { value in
          if value.isNaN { return .nan }
          return steps.first { $0.from <= value }?.points ?? 0
        })
    case .percentileRank:
      return NormalisedColumn(scores: ranks(raw, isBenefit: isBenefit))
    case .borda:
      let shares = ranks(raw, isBenefit: isBenefit)
      let others = Double(raw.count { !$0.isNaN } - 1)
      return NormalisedColumn(
        scores: shares.map {
          others > 0 ? ($0 * others / 100).rounded() : 0 * $0
        }
      )
    case .zScore(let scale, let clips, let isPopulation, let constant):
      guard let standard = standardScores(raw, isPopulation: isPopulation)
      else { return constantColumn(raw, constant) }
      return NormalisedColumn(
        scores: standard.map {
          clipped(50 + scale * (isBenefit ? $0 : -$0), clips)
        })
    case .vector:
      return NormalisedColumn(
        scores: vectorScores(raw).map { 100 * (isBenefit ? $0 : 1 - $0) })
    case .sum:
      return shares(raw, isBenefit: isBenefit)
    case .target(let target, let clips):
      return towards(target, raw, isBenefit: isBenefit, clips: clips)
    case .piecewise(let knots):
      return NormalisedColumn(scores: raw.map { Self.score($0, on: knots) })
    case .efficacy(let low, let high, let base):
      return NormalisedColumn(
        scores: raw.map { base + (100 - base) * ($0 - low) / (high - low) })
    case .centre(let best):
      return distances(raw) { abs($0 - best) }
    case .interval(let lower, let upper):
      return distances(raw) { max(0, lower - $0, $0 - upper) }
    }
  }

  /// How many values lie outside the limits and were moved to them without
  /// that being the purpose: any outside a fixed scale, and those outside
  /// goalposts when no value at all lies between the posts.
  func suspiciouslyClipped(_ raw: [Double]) -> Int {
    func outside(_ lower: Double, _ upper: Double) -> Int {
      let (low, high) = (min(lower, upper), max(lower, upper))
      return raw.count { $0 < low || $0 > high }
    }
    switch self {
    case .fixed(let lower, let upper, true):
      return outside(lower, upper)
    case .goalposts(let lower, let upper, true):
      let count = outside(lower, upper)
      return count == raw.count { !$0.isNaN } ? count : 0
    default:
      return 0
    }
  }

  /// How many values are there for which the method has no score.
  func undefinedValues(_ raw: [Double], isBenefit: Bool) -> Int {
    guard case .sum = self else { return 0 }
    return raw.count { isBenefit ? $0 < 0 : $0 <= 0 }
  }

  private func clipped(_ score: Double, _ clips: Bool) -> Double {
    // `min` and `max` would turn not-a-number into a limit.
    if !clips || score.isNaN { return score }
    return min(100, max(0, score))
  }

  private func constantColumn(
    _ raw: [Double], _ score: Double
  ) -> NormalisedColumn {
    NormalisedColumn(
      scores: raw.map { $0.isNaN ? .nan : score }, isConstant: true)
  }

  /// (rank - 1) / (n - 1) with the smallest rank for ties.
  private func ranks(_ raw: [Double], isBenefit: Bool) -> [Double] {
    let present = raw.filter { !$0.isNaN }.map { isBenefit ? $0 : -$0 }.sorted()
    return raw.map { value in
      if value.isNaN { return .nan }
      if present.count == 1 { return 50 }
      let wanted = isBenefit ? value : -value
      var (low, high) = (0, present.count)
      while low < high {
        let middle = (low + high) / 2
        if present[middle] < wanted { low = middle + 1 } else { high = middle }
      }
      return 100 * Double(low) / Double(present.count - 1)
    }
  }

  private func minMax(
    _ raw: [Double], _ isBenefit: Bool, _ lower: Double, _ upper: Double,
    _ constant: Double
  ) -> NormalisedColumn {
    guard let (low, high) = extremes(of: raw) else {
      return NormalisedColumn(scores: raw)
    }
    if low == high { return constantColumn(raw, constant) }
    return NormalisedColumn(
      scores: raw.map {
        lower + (upper - lower) * (isBenefit ? $0 - low : high - $0)
          / (high - low)
      })
  }

  private func shares(
    _ raw: [Double], isBenefit: Bool
  ) -> NormalisedColumn {
    let parts = raw.map { value in
      if isBenefit { return value >= 0 ? value : .nan }
      return value > 0 ? 1 / value : .nan
    }
    let total = parts.reduce(0) { $1.isNaN ? $0 : $0 + $1 }
    if total == 0 {
      return constantColumn(parts, 100 / Double(parts.count { !$0.isNaN }))
    }
    return NormalisedColumn(scores: parts.map { 100 * $0 / total })
  }

  private func towards(
    _ target: Double, _ raw: [Double], isBenefit: Bool, clips: Bool
  ) -> NormalisedColumn {
    guard let (low, high) = extremes(of: raw) else {
      return NormalisedColumn(scores: raw)
    }
    let way = isBenefit ? target - low : high - target
    if way <= 0 { return constantColumn(raw, 100) }
    return NormalisedColumn(
      scores: raw.map {
        let score = 100 * (isBenefit ? $0 - low : high - $0) / way
        return clips && score > 100 ? 100 : score
      })
  }

  /// The value function at one value; knots stand in the order of their
  /// values.
  private static func score(_ value: Double, on knots: [Knot]) -> Double {
    guard !value.isNaN, let first = knots.first, let last = knots.last else {
      return .nan
    }
    if value <= first.value { return first.score }
    for (left, right) in zip(knots, knots.dropFirst())
    where value <= right.value {
      return left.score + (right.score - left.score)
        * (value - left.value) / (right.value - left.value)
    }
    return last.score
  }

  private func distances(
    _ raw: [Double], _ distance: (Double) -> Double
  ) -> NormalisedColumn {
    let all = raw.map(distance)
    var farthest = 0.0
    for value in all where !value.isNaN { farthest = max(farthest, value) }
    if farthest == 0 {
      return NormalisedColumn(scores: raw.map { $0.isNaN ? .nan : 100 })
    }
    return NormalisedColumn(scores: all.map { 100 * (1 - $0 / farthest) })
  }
}

/// Returns (x - mean) / s with divisor n - 1 in s, or n as a population, or
/// `nil` when fewer than two values are there or all are equal. Not-a-number
/// stays missing.
public func standardScores(
  _ raw: [Double], isPopulation: Bool = false
) -> [Double]? {
  let present = raw.filter { !$0.isNaN }
  guard present.count > 1, let first = present.first,
    present.contains(where: { $0 != first })
  else { return nil }
  let mean = present.reduce(0, +) / Double(present.count)
  let squares = present.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  let divisor = Double(isPopulation ? present.count : present.count - 1)
  let deviation = (squares / divisor).squareRoot()
  return raw.map { ($0 - mean) / deviation }
}

/// Returns x / √Σx², the vector normalisation of TOPSIS; all zeros stay zero.
public func vectorScores(_ raw: [Double]) -> [Double] {
  let squares = raw.reduce(0) { $1.isNaN ? $0 : $0 + $1 * $1 }
  if squares == 0 { return raw }
  let length = squares.squareRoot()
  return raw.map { $0 / length }
}
