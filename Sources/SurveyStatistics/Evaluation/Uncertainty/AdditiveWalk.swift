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

  /// `nil` when neither the score is the aggregate of the tree nor a walk of
  /// its own can follow, or a node asks for more than everything.
  init?(_ chain: EvaluationChain) {
    switch chain.score {
    case .weightedSum, .topsis: break
    default: return nil
    }
    guard chain.minimumCoverage <= 1,
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

  /// Whether every case is rated: the root is a mean of children that all
  /// have scores. The scores of nodes below the root are there.
  func ratesAll(_ scores: [[Double]], weights: [Double]) -> Bool {
    guard tree.indicators[0].aggregate == .arithmetic else { return false }
    let children = tree.children[0].filter { weights[$0] > 0 }
    return !children.isEmpty
      && children.allSatisfy {
        tree.children[$0].isEmpty || !scores[$0].contains(where: \.isNaN)
      }
  }

  /// Writes the scores of all nodes from a position on; those of leaves are
  /// there.
  func fill(
    _ scores: inout [[Double]], weights: [Double], from first: Int = 0
  ) {
    for position in tree.indicators.indices.reversed()
    where position >= first {
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
