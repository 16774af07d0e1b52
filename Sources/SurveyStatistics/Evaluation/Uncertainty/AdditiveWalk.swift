/// The chain for draws in which every case has a value of every leaf: the
/// same sums in the same order as `EvaluationChain`, column by column and
/// without new memory.
///
/// With all values there no weight moves to a sibling, every coverage is 1
/// and no rule for missing values applies, so that only the aggregates are
/// left.
struct AdditiveWalk: Sendable {
  private let tree: IndicatorTree
  private let caseCount: Int

  /// `nil` when the score is not the aggregate of the tree, or a node asks
  /// for more than everything.
  init?(_ chain: EvaluationChain) {
    guard case .weightedSum = chain.score, chain.minimumCoverage <= 1,
      chain.tree.indicators.allSatisfy({ ($0.minimumCoverage ?? 0) <= 1 })
    else { return nil }
    tree = chain.tree
    caseCount = chain.caseCount
  }

  /// Whether all leaves have all values.
  func isComplete(_ leafScores: [[Double]]) -> Bool {
    for leaf in tree.leaves {
      for score in leafScores[leaf] where score.isNaN { return false }
    }
    return true
  }

  /// Writes the scores of all nodes; those of leaves are there.
  func fill(_ scores: inout [[Double]], weights: [Double]) {
    for position in tree.indicators.indices.reversed() {
      let children = tree.children[position]
      if children.isEmpty { continue }
      if scores[position].count != caseCount {
        scores[position] = [Double](repeating: 0, count: caseCount)
      }
      var column: [Double] = []
      swap(&column, &scores[position])
      aggregate(
        tree.indicators[position].aggregate, children, scores, weights,
        into: &column)
      swap(&column, &scores[position])
    }
  }

  private func aggregate(
    _ aggregate: Aggregate, _ children: [Int], _ scores: [[Double]],
    _ weights: [Double], into column: inout [Double]
  ) {
    switch aggregate {
    case .arithmetic, .sumCapped:
      var total = 0.0
      for row in 0..<caseCount { column[row] = 0 }
      for child in children where weights[child] > 0 {
        let weight = weights[child]
        total += weight
        scores[child].withUnsafeBufferPointer { values in
          for row in 0..<caseCount { column[row] += weight * values[row] }
        }
      }
      if total <= 0 {
        for row in 0..<caseCount { column[row] = .nan }
      } else if case .sumCapped = aggregate {
        for row in 0..<caseCount { column[row] = min(100, column[row]) }
      } else {
        for row in 0..<caseCount { column[row] /= total }
      }
    default:
      let shares = children.map { weights[$0] }
      var values = [Double](repeating: 0, count: children.count)
      for row in 0..<caseCount {
        for (index, child) in children.enumerated() {
          values[index] = scores[child][row]
        }
        column[row] = aggregate(values, weights: shares) ?? .nan
      }
    }
  }
}
