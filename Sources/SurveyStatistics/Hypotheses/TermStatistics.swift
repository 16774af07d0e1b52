/// Weighted means and totals of several columns, each over its own rows.
struct TermStatistics: WeightedStatistics {
  /// One statistic.
  struct Term: Sendable {
    /// The values, not-a-number in rows that do not count.
    var values: [Double]
    /// Whether it is Σwy, not Σwy/Σw.
    var isTotal = false
  }

  let terms: [Term]
  let isUsed: [Bool]

  /// - Parameters:
  ///   - terms: The statistics.
  ///   - others: Rows that belong to the comparison beside those with a
  ///     value, such as those of groups that this one does not touch: they
  ///     count for the degrees of freedom.
  /// - Precondition: There is a term, and all have as many rows.
  init(_ terms: [Term], and others: [Bool]? = nil) {
    self.terms = terms
    var isUsed =
      others ?? [Bool](repeating: false, count: terms[0].values.count)
    for term in terms {
      for row in isUsed.indices where !term.values[row].isNaN {
        isUsed[row] = true
      }
    }
    self.isUsed = isUsed
  }

  /// The number of rows with a value in any of the terms.
  var base: Int {
    isUsed.indices.count { row in
      terms.contains { !$0.values[row].isNaN }
    }
  }

  func estimates(_ weights: [Double]) -> [Double]? {
    var result: [Double] = []
    for term in terms {
      let (sum, weight) = sums(term, weights)
      if weight <= 0 { return nil }
      result.append(term.isTotal ? sum : sum / weight)
    }
    return result
  }

  func influences(
    _ weights: [Double], at estimates: [Double]
  ) -> [[Double]] {
    zip(terms, estimates).map { term, estimate in
      let scale = term.isTotal ? 1 : sums(term, weights).weight
      let centre = term.isTotal ? 0 : estimate
      return term.values.map { $0.isNaN ? 0 : ($0 - centre) / scale }
    }
  }

  private func sums(
    _ term: Term, _ weights: [Double]
  ) -> (sum: Double, weight: Double) {
    var sum = CompensatedSum()
    var weight = CompensatedSum()
    term.values.withUnsafeBufferPointer { values in
      for row in values.indices where !values[row].isNaN {
        sum.add(weights[row] * values[row])
        weight.add(weights[row])
      }
    }
    return (sum.value, weight.value)
  }
}

/// Functions of statistics, with influences by the chain rule (the delta
/// method); under replicates each is computed anew.
struct ComposedStatistics<Base: WeightedStatistics>: WeightedStatistics {
  let base: Base
  let functions: [DifferentiableExpression]

  var isUsed: [Bool] { base.isUsed }

  func estimates(_ weights: [Double]) -> [Double]? {
    guard let found = base.estimates(weights) else { return nil }
    let values = functions.map { $0.dual(at: found).value }
    return values.allSatisfy(\.isFinite) ? values : nil
  }

  func influences(
    _ weights: [Double], at estimates: [Double]
  ) -> [[Double]] {
    let rows = base.isUsed.count
    guard let found = base.estimates(weights) else {
      return functions.map { _ in [Double](repeating: .nan, count: rows) }
    }
    let columns = base.influences(weights, at: found)
    return functions.map { function in
      let gradient = function.dual(at: found).gradient
      var result = [Double](repeating: 0, count: rows)
      for (slope, column) in zip(gradient, columns) where slope != 0 {
        for row in result.indices { result[row] += slope * column[row] }
      }
      return result
    }
  }
}
