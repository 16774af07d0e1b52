import SurveyData

/// What each case lacks for the next better band.
///
/// The score lacks the smallest number of points with which it would be shown
/// at or above the threshold. A leaf brings them on its own when its score
/// gains that number divided by its share of the case's score, and stays at
/// or below 100; shares are products of weights from the root down, divided
/// by the sum of those of siblings that have a score, except in a sum, whose
/// weights are as given. In a sum with a cap the leaf brings them only when
/// the sum stays at or below the cap.
struct NextBands {
  private let analysis: EvaluationAnalysis
  private let prepared: EvaluationPreparation
  private let outcome: EvaluationChain.Outcome
  private let weights: [Double]
  private let raw: [[Double]]
  private let isAdditive: Bool

  init(
    analysis: EvaluationAnalysis, prepared: EvaluationPreparation,
    outcome: EvaluationChain.Outcome, weights: [Double]
  ) {
    self.analysis = analysis
    self.prepared = prepared
    self.outcome = outcome
    self.weights = weights
    raw = prepared.leaves.map { $0?.raw ?? [] }
    let tree = analysis.tree
    var isSum = false
    if case .weightedSum = analysis.options.score { isSum = true }
    isAdditive =
      isSum
      && tree.indicators.indices.allSatisfy {
        tree.children[$0].isEmpty
          || tree.indicators[$0].aggregate == .arithmetic
          || tree.indicators[$0].aggregate.takesWeightsAsGiven
      }
  }

  /// What a case lacks; `nil` in the best band and when it is not rated.
  func nextBand(_ row: Int) -> CaseResult.NextBand? {
    let bands = prepared.bands
    let total = outcome.totals[row]
    if total.isNaN { return nil }
    let hits = prepared.gates.hits(row: row, raw: raw, scores: outcome.scores)
    let plain = bandPosition(
      of: total, in: bands, comparison: analysis.options.bandComparison)
    let band = GateTable.limit(plain, by: hits)
    let next = (band ?? bands.count) - 1
    guard next >= 0 else { return nil }
    let gates = hits.filter { ($0.cap ?? 0) > next }.map(\.gate.text)
    let points = max(0, lowest(bands[next].threshold) - total)
    return CaseResult.NextBand(
      band: next, points: points,
      steps: points > 0 && isAdditive ? steps(row, points) : [], gates: gates)
  }

  /// The lowest score that counts as having reached a threshold.
  private func lowest(_ threshold: Double) -> Double {
    switch analysis.options.bandComparison {
    case .exact: return threshold
    case .published(let decimals):
      var unit = 1.0
      for _ in 0..<max(0, decimals) { unit *= 10 }
      let shown = (threshold * unit - 1e-9).rounded(.up)
      return (shown - 0.5) / unit
    }
  }

  private func steps(_ row: Int, _ points: Double) -> [CaseResult.Amount] {
    let tree = analysis.tree
    var share = [Double](repeating: 1, count: tree.indicators.count)
    for (position, children) in tree.children.enumerated()
    where !children.isEmpty {
      let aggregate = tree.indicators[position].aggregate
      var present = 0.0
      for child in children where !outcome.scores[child][row].isNaN {
        present += weights[child]
      }
      if aggregate.takesWeightsAsGiven {
        present = 1
        // What is missing has to fit below the cap of this node.
        let needed = points / share[position]
        if outcome.scores[position][row] + needed > aggregate.cap + 1e-9 {
          present = 0
        }
      }
      for child in children {
        let has = !outcome.scores[child][row].isNaN && present > 0
        share[child] = has ? share[position] * weights[child] / present : 0
      }
    }
    var found: [CaseResult.Amount] = []
    for leaf in tree.leaves where share[leaf] > 0 {
      let gain = points / share[leaf]
      if outcome.scores[leaf][row] + gain <= 100 + 1e-9 {
        found.append(CaseResult.Amount(tree.indicators[leaf].id, gain))
      }
    }
    return found.sorted {
      ($0.amount, $0.indicator) < ($1.amount, $1.indicator)
    }
  }
}
