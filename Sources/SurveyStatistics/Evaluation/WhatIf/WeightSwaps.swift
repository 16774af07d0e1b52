/// The weights at which cases of an additive tree change places.
///
/// The weight w of one indicator within its parent is varied and its siblings
/// keep their proportions, sharing 1 - w. With weights among the siblings
/// that add up to 1 and the scores that a case has,
///
///     parent(w) = (w·y·p + (1 - w)·Q) / (w·p + (1 - w)·P),
///     Q = Σ wₖ yₖ / (1 - wⱼ),  P = Σ wₖ / (1 - wⱼ)
///
/// over the siblings with a score, p = 1 when the indicator itself has one.
/// A case's score is B + G·parent(w), G the product of the shares of the
/// nodes above. Two cases tie where a quadratic in w is zero; with all values
/// there P = p = 1 and it is linear: for leaves below the root
///
///     w' = (rest_b - rest_a) / ((y_a - rest_a) - (y_b - rest_b)).
///
/// As w moves away from what it is, the first two cases to change places are
/// neighbours in the ranks, so that neighbours give the interval in which the
/// published order stands. Coverage limits are taken as met.
///
/// Checked against `whatif_ties` of `reference/evaluation/mcdm.json`.
struct WeightSwaps {
  /// Two neighbours tie at a weight.
  struct Swap: Equatable {
    /// The indicator.
    var position: Int
    /// The row of the case with the better rank.
    var better: Int
    /// The row of the case with the worse rank.
    var worse: Int
    /// The weight of the indicator as it is.
    var weight: Double
    /// The weight at which they tie.
    var tie: Double
  }

  /// All ties of neighbours with a weight from 0 to 1, by indicator, then by
  /// the rank of the better case.
  private(set) var swaps: [Swap] = []
  /// The indicators whose weight was varied.
  private(set) var varied: [Int] = []
  /// Indicators left out because a node above them is no weighted mean.
  private(set) var skipped: [Int] = []

  init(
    tree: IndicatorTree, weights: [Double],
    outcome: EvaluationChain.Outcome, order: [Int]
  ) {
    let pairs = zip(order, order.dropFirst()).filter { better, worse in
      (outcome.totals[better] * 1e10).rounded()
        != (outcome.totals[worse] * 1e10).rounded()
    }
    for (position, parent) in tree.parents.enumerated() {
      guard let parent, tree.children[parent].count > 1 else { continue }
      guard Self.isAdditive(tree, parent) else {
        skipped.append(position)
        continue
      }
      let total = tree.children[parent].reduce(0) { $0 + weights[$1] }
      guard total > 0, weights[position] / total < 1 - 1e-12 else { continue }
      varied.append(position)
      let weight = weights[position] / total
      for (better, worse) in pairs {
        let curve = { row in
          Curve(
            tree, weights, outcome, row: row, position: position,
            parent: parent, total: total)
        }
        for tie in curve(better).ties(with: curve(worse)) {
          swaps.append(
            Swap(
              position: position, better: better, worse: worse,
              weight: weight, tie: tie))
        }
      }
    }
  }

  /// The nearest tie below and above the weight of an indicator.
  func nearest(_ position: Int) -> (below: Swap?, above: Swap?) {
    let own = swaps.filter { $0.position == position }
    return (
      own.filter { $0.tie < $0.weight }.max { $0.tie < $1.tie },
      own.filter { $0.tie > $0.weight }.min { $0.tie < $1.tie }
    )
  }

  private static func isAdditive(_ tree: IndicatorTree, _ node: Int) -> Bool {
    var node: Int? = node
    while let position = node {
      if tree.indicators[position].aggregate != .arithmetic { return false }
      node = tree.parents[position]
    }
    return true
  }
}

/// The score of one case as one weight varies: base + gain · (n₀ + n₁w) /
/// (d₀ + d₁w).
private struct Curve {
  var base: Double
  var gain: Double
  var above: (Double, Double)
  var below: (Double, Double)

  init(
    _ tree: IndicatorTree, _ weights: [Double],
    _ outcome: EvaluationChain.Outcome, row: Int, position: Int, parent: Int,
    total: Double
  ) {
    gain = 1
    var node = parent
    while let up = tree.parents[node] {
      var present = 0.0
      for child in tree.children[up]
      where !outcome.scores[child][row].isNaN { present += weights[child] }
      gain *= outcome.scores[node][row].isNaN ? 0 : weights[node] / present
      node = up
    }
    let weight = weights[position] / total
    var rest = (sum: 0.0, present: 0.0)
    var isComplete = true
    for child in tree.children[parent] where child != position {
      let score = outcome.scores[child][row]
      if score.isNaN {
        isComplete = false
      } else {
        rest.sum += weights[child] / total * score
        rest.present += weights[child] / total
      }
    }
    let own = outcome.scores[position][row]
    let quotient = rest.sum / (1 - weight)
    above = (quotient, (own.isNaN ? 0 : own) - quotient)
    let share = isComplete ? 1 : rest.present / (1 - weight)
    below = (share, (own.isNaN ? 0 : 1) - share)
    let score = outcome.scores[parent][row]
    base = outcome.totals[row] - gain * (score.isNaN ? 0 : score)
  }

  /// Whether the case has anything with this weight: without the indicator
  /// it has no score of its parent at a weight of 1.
  private func isDefined(at weight: Double) -> Bool {
    below.0 + below.1 * weight > 1e-9
  }

  /// The weights from 0 to 1 at which both scores are equal.
  func ties(with other: Curve) -> [Double] {
    func product(
      _ a: (Double, Double), _ b: (Double, Double)
    ) -> (Double, Double, Double) {
      (a.0 * b.0, a.0 * b.1 + a.1 * b.0, a.1 * b.1)
    }
    let both = product(below, other.below)
    let own = product(above, other.below)
    let others = product(other.above, below)
    let shift = base - other.base
    let constant = shift * both.0 + gain * own.0 - other.gain * others.0
    let linear = shift * both.1 + gain * own.1 - other.gain * others.1
    let square = shift * both.2 + gain * own.2 - other.gain * others.2
    let size = max(abs(constant), abs(linear), abs(square))
    guard size > 1e-9 else { return [] }
    var roots: [Double] = []
    if abs(square) <= 1e-12 * size {
      guard abs(linear) > 1e-12 * size else { return [] }
      roots = [-constant / linear]
    } else {
      let inner = linear * linear - 4 * square * constant
      guard inner >= 0 else { return [] }
      // The root with the larger sum first, so that nothing cancels.
      let sum = -0.5 * (linear + (linear < 0 ? -1 : 1) * inner.squareRoot())
      roots = [sum / square]
      if sum != 0 { roots.append(constant / sum) }
    }
    return roots.filter { $0 >= -1e-12 && $0 <= 1 + 1e-12 }
      .map { min(1, max(0, $0)) }
      .filter { isDefined(at: $0) && other.isDefined(at: $0) }.sorted()
  }
}
