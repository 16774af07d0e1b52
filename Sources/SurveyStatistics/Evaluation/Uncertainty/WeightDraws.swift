import Probability

/// Weights of siblings varied around what they are, or read from a file.
struct WeightDraws: Sendable {
  private struct Group {
    var children: [Int]
    var stream: RandomStream
  }

  private let nominal: [Double]
  private let groups: [Group]
  private let variation: UncertaintyOptions.Weights
  /// Local weights of stored draws, one list a draw; empty without a file.
  private let stored: [[Double]]

  init(
    tree: IndicatorTree, weights: [Double], options: UncertaintyOptions,
    stored: [[Double]] = []
  ) {
    nominal = weights
    variation = options.weights
    self.stored = stored
    groups = tree.children.indices.compactMap { parent in
      let children = tree.children[parent]
      guard children.count > 1 else { return nil }
      // A stream a group: a new indicator elsewhere changes no weight here.
      return Group(
        children: children,
        stream: RandomStream(
          seed: options.seed,
          name: "evaluation/weights/\(tree.indicators[parent].id)"))
    }
  }

  /// The weights of one draw.
  func weights(draw: Int) -> [Double] {
    var weights = nominal
    fill(&weights, draw: draw)
    return weights
  }

  /// Varies `weights`, which hold the weights to vary around: those of the
  /// result, or those that the draw's own data give.
  func fill(_ weights: inout [Double], draw: Int) {
    if !stored.isEmpty {
      weights = stored[draw % stored.count]
      return
    }
    for group in groups {
      var stream = group.stream.draw(draw)
      let total = group.children.reduce(0) { $0 + weights[$1] }
      switch variation {
      case .fixed: return
      case .uniform(let share):
        var factors = group.children.map { _ in
          1 + share * (2 * stream.uniform() - 1)
        }
        var sum = 0.0
        for (position, child) in group.children.enumerated() {
          factors[position] *= weights[child]
          sum += factors[position]
        }
        guard sum > 0 else { continue }
        for (position, child) in group.children.enumerated() {
          weights[child] = factors[position] * (total / sum)
        }
      case .dirichlet(let concentration):
        guard total > 0 else { continue }
        let drawn = stream.dirichlet(
          group.children.map { concentration * weights[$0] / total })
        for (child, weight) in zip(group.children, drawn) {
          weights[child] = weight * total
        }
      }
    }
  }
}

extension IndicatorTree {
  /// Local weights of all indicators from weights of the leaves, in the order
  /// of `leaves`: a node has the sum of its leaves, and below a node without
  /// weight its children share equally.
  func localWeights(ofLeaves weights: [Double]) -> [Double] {
    var global = [Double](repeating: 0, count: indicators.count)
    for (leaf, weight) in zip(leaves, weights) { global[leaf] = weight }
    for position in indicators.indices.reversed() {
      if let parent = parents[position] { global[parent] += global[position] }
    }
    var local = [Double](repeating: 1, count: indicators.count)
    for (parent, below) in children.enumerated() {
      // The weights below a capped sum may add up to more than 1.
      let total =
        indicators[parent].aggregate == .sumCapped
        ? below.reduce(0) { $0 + indicators[$1].weight } : 1
      for child in below {
        local[child] =
          global[parent] > 0
          ? total * global[child] / global[parent]
          : total / Double(below.count)
      }
    }
    return local
  }
}
