import SurveyData

/// What all cases have in common, taken out of the tree once: there may be
/// many cases.
struct CaseFrame {
  /// The values that cases look into.
  let columns: IndicatorColumns
  /// By indicator.
  let hasEvaluators: [Bool]
  let raw: [[Double]]
  /// The leaves with anything to remark on in some case.
  let remarked: [Int]

  init(
    tree: IndicatorTree, prepared: EvaluationPreparation, global: [Double],
    outcome: EvaluationChain.Outcome
  ) {
    let ids = tree.indicators.map(\.id)
    let leaves = prepared.leaves.prefix(ids.count)
    let evaluated = tree.indicators.map { $0.source == .evaluators }
    let raw = leaves.map { $0?.raw ?? [] }
    self.raw = raw
    hasEvaluators = evaluated
    remarked = tree.leaves.filter { leaf in
      leaves[leaf] != nil
        && (evaluated[leaf] || raw[leaf].contains(where: \.isNaN))
    }
    let amounts = CaseAmounts(tree: tree, global: global, outcome: outcome)
    columns = IndicatorColumns(
      indicators: ids,
      raw: ids.indices.map { leaves[$0] == nil ? [] : prepared.measured[$0] },
      scores: Array(outcome.scores.prefix(ids.count)),
      bases: leaves.map { $0?.bases ?? [] },
      strengths: { amounts.strengths(of: $0) },
      obstacles: { amounts.obstacles(of: $0) })
  }
}

/// What leaves bring to the score of a case and what they lack.
private struct CaseAmounts: Sendable {
  /// By leaf.
  let ids: [String]
  let scores: [[Double]]
  let shares: [Double]
  let means: [Double]
  /// By case; not-a-number when it is not rated.
  let totals: [Double]

  init(
    tree: IndicatorTree, global: [Double], outcome: EvaluationChain.Outcome
  ) {
    ids = tree.leaves.map { tree.indicators[$0].id }
    scores = tree.leaves.map { outcome.scores[$0] }
    shares = tree.leaves.map { global[$0] }
    means = scores.map { scores in
      var (sum, count) = (0.0, 0)
      for score in scores where !score.isNaN {
        sum += score
        count += 1
      }
      return count == 0 ? .nan : sum / Double(count)
    }
    totals = outcome.totals
  }

  func strengths(of row: Int) -> [CaseResult.Amount] {
    if totals[row].isNaN { return [] }
    return listed { amounts in
      for leaf in scores.indices where !scores[leaf][row].isNaN {
        amounts[leaf] = shares[leaf] * (scores[leaf][row] - means[leaf])
      }
    }
  }

  func obstacles(of row: Int) -> [CaseResult.Amount] {
    if totals[row].isNaN { return [] }
    return listed { amounts in
      for leaf in scores.indices { amounts[leaf] = scores[leaf][row] }
      fillObstacleDegrees(&amounts, weights: shares)
    }
  }

  /// The amounts that are not zero, largest first. A few indicators: each is
  /// put where it belongs among those before it.
  private func listed(
    _ fill: (inout UnsafeMutableBufferPointer<Double>) -> Void
  ) -> [CaseResult.Amount] {
    let count = ids.count
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: count) {
      amounts in
      withUnsafeTemporaryAllocation(of: Int.self, capacity: count) { order in
        amounts.initialize(repeating: 0)
        var amounts = amounts
        fill(&amounts)
        var found = 0
        for leaf in 0..<count where amounts[leaf] > 1e-12 {
          var place = found
          while place > 0, amounts[order[place - 1]] < amounts[leaf] {
            order[place] = order[place - 1]
            place -= 1
          }
          order[place] = leaf
          found += 1
        }
        return (0..<found).map {
          CaseResult.Amount(ids[order[$0]], amounts[order[$0]])
        }
      }
    }
  }
}
