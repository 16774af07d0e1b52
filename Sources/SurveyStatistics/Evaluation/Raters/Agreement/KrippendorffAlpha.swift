import Probability

/// Krippendorff's α = 1 − Dₒ/Dₑ over the values of units with two ratings or
/// more (Krippendorff 2004), for ratings with or without gaps.
///
///     Dₒ = (1/n) Σᵤ Σᵢ≠ⱼ δ²(i, j)/(mᵤ − 1)
///     Dₑ = 1/(n(n − 1)) Σᵢ≠ⱼ δ²(i, j)
///
/// δ² is 1 for different values (nominal), (c − k)² (interval),
/// ((c − k)/(c + k))² (ratio), and for ordinal values the square of the number
/// of values between them, half of those at the ends left out; that is the
/// interval difference of their middle ranks among all values.
///
/// Intervals are percentiles (type 7) over units drawn with replacement.
///
/// Edge cases: `nil` when nothing can be paired; not-a-number when all values
/// are the same, which says nothing about agreement.
///
/// Checked against `irr::kripp.alpha` and `krippendorff` 0.9 of Python in
/// `Tests/References/evaluation/interrater`.
struct KrippendorffAlpha {
  /// How different two values are.
  enum Metric: String, CaseIterable {
    case nominal, ordinal, interval, ratio
  }

  /// The ratings of each unit with two or more.
  private let units: [[Int]]
  /// The values that occur, rising.
  private let values: [Double]

  init?(_ matrix: RatingMatrix) {
    let paired = matrix.rows.map { row in row.filter { !$0.isNaN } }
      .filter { $0.count > 1 }
    guard !paired.isEmpty else { return nil }
    let values = Set(paired.joined()).sorted()
    var place: [Double: Int] = [:]
    for (position, value) in values.enumerated() { place[value] = position }
    self.values = values
    units = paired.map { row in row.map { place[$0] ?? 0 } }
  }

  /// Whether the values are no ratios because some lie below 0.
  var hasNegative: Bool { (values.first ?? 0) < 0 }
  /// The number of different values.
  var valueCount: Int { values.count }
  /// The number of units that count.
  var unitCount: Int { units.count }

  /// The coefficient.
  func value(_ metric: Metric) -> Double {
    value(metric, counts: [Int](repeating: 1, count: units.count))
  }

  /// The coefficient when each unit counts so often.
  ///
  /// - Parameter known: Σδ² of each unit, where it does not depend on the
  ///   other units.
  private func value(
    _ metric: Metric, counts: [Int], known: [Double]? = nil
  ) -> Double {
    var marginals = [Double](repeating: 0, count: values.count)
    for (unit, row) in units.enumerated() where counts[unit] > 0 {
      for rating in row { marginals[rating] += Double(counts[unit]) }
    }
    let n = marginals.reduce(0, +)
    let points = points(metric, marginals)
    var observed = 0.0
    for (unit, row) in units.enumerated() where counts[unit] > 0 {
      observed +=
        Double(counts[unit]) * (known?[unit] ?? pairs(row, metric, points))
        / Double(row.count - 1)
    }
    var expected = 0.0
    switch metric {
    case .nominal:
      expected = n * n - marginals.reduce(0) { $0 + $1 * $1 }
    case .ordinal, .interval:
      var mean = 0.0
      for place in points.indices { mean += marginals[place] * points[place] }
      mean /= n
      for place in points.indices {
        let rest = points[place] - mean
        expected += 2 * n * marginals[place] * rest * rest
      }
    case .ratio:
      for one in points.indices where marginals[one] > 0 {
        for other in 0..<one where marginals[other] > 0 {
          expected +=
            2 * marginals[one] * marginals[other]
            * ratio(points[one], points[other])
        }
      }
    }
    return 1 - (n - 1) * observed / expected
  }

  private func points(_ metric: Metric, _ marginals: [Double]) -> [Double] {
    guard metric == .ordinal else { return values }
    var before = 0.0
    return marginals.map { count in
      let middle = before + count / 2
      before += count
      return middle
    }
  }

  private func ratio(_ one: Double, _ other: Double) -> Double {
    let sum = one + other
    if sum == 0 { return 0 }
    return (one - other) * (one - other) / (sum * sum)
  }

  /// Σ δ² over ordered pairs of a unit's ratings.
  private func pairs(
    _ row: [Int], _ metric: Metric, _ points: [Double]
  ) -> Double {
    var sum = 0.0
    if metric == .ordinal || metric == .interval {
      // Σ(a − b)² over pairs is 2m times the squares about the mean.
      var mean = 0.0
      for rating in row { mean += points[rating] }
      mean /= Double(row.count)
      for rating in row {
        sum += (points[rating] - mean) * (points[rating] - mean)
      }
      return 2 * Double(row.count) * sum
    }
    for one in row.indices {
      for other in 0..<one {
        let (a, b) = (row[one], row[other])
        if a == b { continue }
        sum += metric == .nominal ? 2 : 2 * ratio(points[a], points[b])
      }
    }
    return sum
  }

  /// Limits over units drawn with replacement; draws without two different
  /// values are left out.
  func limits(
    _ metric: Metric, draws: Int, seed: UInt64, level: Double
  ) -> (lower: Double, upper: Double)? {
    // The expected differences of ratios take all pairs of values.
    guard draws >= 20, units.count > 1, metric != .ratio || values.count <= 50
    else { return nil }
    let streams = RandomStream(seed: seed, name: "raters/alpha")
    var found: [Double] = []
    found.reserveCapacity(draws)
    var counts = [Int](repeating: 0, count: units.count)
    let known =
      metric == .ordinal ? nil : units.map { pairs($0, metric, values) }
    for draw in 0..<draws {
      var stream = streams.draw(draw)
      for unit in counts.indices { counts[unit] = 0 }
      for _ in units { counts[stream.below(units.count)] += 1 }
      let value = value(metric, counts: counts, known: known)
      if value.isFinite { found.append(value) }
    }
    return percentileLimits(found, level: level)
  }
}

/// The quantiles (type 7) that leave (1 − level)/2 to either side; `nil` with
/// fewer than 20 numbers.
func percentileLimits(
  _ values: [Double], level: Double
) -> (lower: Double, upper: Double)? {
  guard values.count >= 20 else { return nil }
  let sorted = values.sorted()
  func quantile(_ share: Double) -> Double {
    let place = share * Double(sorted.count - 1)
    let below = Int(place)
    let above = min(below + 1, sorted.count - 1)
    return sorted[below]
      + (place - Double(below)) * (sorted[above] - sorted[below])
  }
  return (quantile((1 - level) / 2), quantile((1 + level) / 2))
}
