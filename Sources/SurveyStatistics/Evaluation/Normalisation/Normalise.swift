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
  /// Whether the score of a case depends on the other cases.
  public var isRelative: Bool {
    switch self {
    case .none, .fixed, .goalposts, .deduct, .steps, .category, .efficacy:
      false
    case .minMax, .percentileRank, .zScore, .centre, .interval: true
    }
  }

  /// Returns the scores of one column of raw values.
  ///
  /// Benefit first; for indicators where low values are good, min-max, fixed
  /// scales and goalposts give 100 - y, and ranks and z-scores change sign.
  /// `category` takes points as raw values. `deduct`, `steps`, `efficacy`,
  /// `centre` and `interval` have a direction of their own.
  ///
  /// - Parameters:
  ///   - raw: One value a case; not-a-number where missing.
  ///   - isBenefit: Whether high values are good.
  public func scores(_ raw: [Double], isBenefit: Bool) -> NormalisedColumn {
    switch self {
    case .none, .category:
      return NormalisedColumn(scores: raw)
    case .minMax(let constant):
      guard let (low, high) = extremes(raw) else {
        return NormalisedColumn(scores: raw)
      }
      if low == high { return constantColumn(raw, constant) }
      return NormalisedColumn(
        scores: raw.map {
          100 * (isBenefit ? $0 - low : high - $0) / (high - low)
        })
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
    case .zScore(let scale, let clips):
      return zScores(raw, isBenefit: isBenefit, scale: scale, clips: clips)
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

  private func clipped(_ score: Double, _ clips: Bool) -> Double {
    // `min` and `max` would turn not-a-number into a limit.
    if !clips || score.isNaN { return score }
    return min(100, max(0, score))
  }

  private func extremes(_ raw: [Double]) -> (Double, Double)? {
    var low = Double.infinity
    var high = -Double.infinity
    for value in raw where !value.isNaN {
      low = min(low, value)
      high = max(high, value)
    }
    return low <= high ? (low, high) : nil
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

  private func zScores(
    _ raw: [Double], isBenefit: Bool, scale: Double, clips: Bool
  ) -> NormalisedColumn {
    guard let standard = standardScores(raw) else {
      return constantColumn(raw, 50)
    }
    return NormalisedColumn(
      scores: standard.map {
        clipped(50 + scale * (isBenefit ? $0 : -$0), clips)
      })
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

/// Returns (x - mean) / s with divisor n - 1 in s, or `nil` when fewer than
/// two values are there or all are equal. Not-a-number stays missing.
public func standardScores(_ raw: [Double]) -> [Double]? {
  let present = raw.filter { !$0.isNaN }
  guard present.count > 1, let first = present.first,
    present.contains(where: { $0 != first })
  else { return nil }
  let mean = present.reduce(0, +) / Double(present.count)
  let squares = present.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  let deviation = (squares / Double(present.count - 1)).squareRoot()
  return raw.map { ($0 - mean) / deviation }
}

/// Returns x / √Σx², the vector normalisation of TOPSIS; all zeros stay zero.
public func vectorScores(_ raw: [Double]) -> [Double] {
  let squares = raw.reduce(0) { $1.isNaN ? $0 : $0 + $1 * $1 }
  if squares == 0 { return raw }
  let length = squares.squareRoot()
  return raw.map { $0 / length }
}
