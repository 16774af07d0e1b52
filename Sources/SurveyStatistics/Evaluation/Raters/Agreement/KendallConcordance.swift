import Probability

/// Kendall's W, how much raters agree on the order of units (Kendall and
/// Babington Smith 1939), with average ranks for ties:
///
///     W = 12 S / (k²(n³ − n) − k ΣT),  T = Σ(t³ − t),  χ² = k(n − 1)W
///
/// Edge cases: when every rater gives one score to all units there is no
/// order, and W is `nil`.
///
/// Checked against `irr::kendall` in
/// `Tests/References/evaluation/interrater`.
struct KendallConcordance {
  let value: Double
  let chiSquare: Double
  let degrees: Double
  let probability: Double

  /// - Precondition: `matrix` is complete.
  init?(_ matrix: RatingMatrix) {
    let n = Double(matrix.unitCount)
    let k = Double(matrix.raterCount)
    var sums = [Double](repeating: 0, count: matrix.unitCount)
    var ties = 0.0
    for rater in 0..<matrix.raterCount {
      let values = matrix.rows.map { $0[rater] }
      let order = values.indices.sorted { values[$0] < values[$1] }
      var start = 0
      while start < order.count {
        var end = start + 1
        while end < order.count, values[order[end]] == values[order[start]] {
          end += 1
        }
        let rank = Double(start + end + 1) / 2
        for place in start..<end { sums[order[place]] += rank }
        let t = Double(end - start)
        ties += t * t * t - t
        start = end
      }
    }
    let mean = k * (n + 1) / 2
    let s = sums.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let largest = k * k * (n * n * n - n) - k * ties
    guard largest > 1e-9 else { return nil }
    value = 12 * s / largest
    chiSquare = k * (n - 1) * value
    degrees = n - 1
    probability = ChiSquaredDistribution(degreesOfFreedom: degrees)
      .upperTail(chiSquare)
  }
}

/// Fleiss' kappa: agreement on categories beyond chance (Fleiss 1971), with
/// his test of no agreement (Fleiss, Nee and Landis 1979).
///
/// Checked against `irr::kappam.fleiss` in
/// `Tests/References/evaluation/interrater`.
struct FleissKappa {
  let value: Double
  let statistic: Double
  let probability: Double

  /// - Returns: `nil` when all ratings are of one category.
  /// - Precondition: `matrix` is complete.
  init?(_ matrix: RatingMatrix) {
    let categories = Set(matrix.rows.joined()).sorted()
    var place: [Double: Int] = [:]
    for (position, category) in categories.enumerated() {
      place[category] = position
    }
    let n = Double(matrix.unitCount)
    let k = Double(matrix.raterCount)
    var shares = [Double](repeating: 0, count: categories.count)
    var observed = 0.0
    for row in matrix.rows {
      var counts = [Double](repeating: 0, count: categories.count)
      for rating in row { counts[place[rating] ?? 0] += 1 }
      for position in counts.indices {
        shares[position] += counts[position] / (n * k)
        observed += counts[position] * (counts[position] - 1)
      }
    }
    observed /= n * k * (k - 1)
    let chance = shares.reduce(0) { $0 + $1 * $1 }
    guard chance < 1 - 1e-12 else { return nil }
    value = (observed - chance) / (1 - chance)
    let pq = shares.reduce(0) { $0 + $1 * (1 - $1) }
    let cubes = shares.reduce(0) { $0 + $1 * (1 - $1) * (1 - 2 * $1) }
    let variance = 2 * (pq * pq - cubes) / (pq * pq * n * k * (k - 1))
    statistic = value / variance.squareRoot()
    probability = 2 * NormalDistribution().upperTail(abs(statistic))
  }
}
