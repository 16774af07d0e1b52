/// Variances and covariances of several variables in the population.
///
///     s(j,k) = n/(n − 1) · Σw(xⱼ − x̄ⱼ)(xₖ − x̄ₖ) / Σw
///
/// with n the rows with a weight, as `svyvar` of R's survey package has it.
/// The means are estimated and add nothing to the influence, since
/// Σw(x − x̄) = 0.
struct PopulationCovariances: WeightedStatistics {
  let columns: [[Double]]
  let isUsed: [Bool]
  /// The pairs of variables, each j ≤ k.
  let pairs: [(Int, Int)]
  /// n/(n − 1).
  private let factor: Double

  /// - Parameters:
  ///   - columns: The values, one column a variable.
  ///   - isUsed: Rows with a value of all of them.
  ///   - weights: The weights of the full sample, which n is counted by.
  init(columns: [[Double]], isUsed: [Bool], weights: [Double]) {
    self.columns = columns
    self.isUsed = isUsed
    pairs = columns.indices.flatMap { first in
      (first..<columns.count).map { (first, $0) }
    }
    let count = Double(isUsed.indices.count { isUsed[$0] && weights[$0] != 0 })
    factor = count / (count - 1)
  }

  /// The position of a pair among the statistics.
  func position(_ first: Int, _ second: Int) -> Int {
    let (low, high) = (min(first, second), max(first, second))
    return low * columns.count - low * (low - 1) / 2 + high - low
  }

  func estimates(_ weights: [Double]) -> [Double]? {
    let (means, total) = means(weights)
    guard total > 0, factor.isFinite else { return nil }
    var sums = [CompensatedSum](repeating: .init(), count: pairs.count)
    for row in isUsed.indices where isUsed[row] {
      for (index, (one, other)) in pairs.enumerated() {
        sums[index].add(
          weights[row] * (columns[one][row] - means[one])
            * (columns[other][row] - means[other]))
      }
    }
    return sums.map { factor * $0.value / total }
  }

  func influences(
    _ weights: [Double], at estimates: [Double]
  ) -> [[Double]] {
    let (means, total) = means(weights)
    return zip(pairs, estimates).map { pair, estimate in
      let (one, other) = (columns[pair.0], columns[pair.1])
      return isUsed.indices.map { row in
        guard isUsed[row] else { return 0 }
        let product = (one[row] - means[pair.0]) * (other[row] - means[pair.1])
        return (factor * product - estimate) / total
      }
    }
  }

  private func means(_ weights: [Double]) -> (means: [Double], total: Double) {
    var total = CompensatedSum()
    for row in isUsed.indices where isUsed[row] { total.add(weights[row]) }
    let means = columns.map { column in
      var sum = CompensatedSum()
      for row in isUsed.indices where isUsed[row] {
        sum.add(weights[row] * column[row])
      }
      return sum.value / total.value
    }
    return (means, total.value)
  }
}
