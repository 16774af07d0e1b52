import Probability

/// Weights of siblings varied around what they are.
struct WeightDraws {
  private struct Group {
    var children: [Int]
    var sum: Double
    var stream: RandomStream
  }

  private let nominal: [Double]
  private let groups: [Group]
  private let variation: UncertaintyOptions.Weights

  init(tree: IndicatorTree, weights: [Double], options: UncertaintyOptions) {
    nominal = weights
    variation = options.weights
    groups = tree.children.indices.compactMap { parent in
      let children = tree.children[parent]
      guard children.count > 1 else { return nil }
      // A stream a group: a new indicator elsewhere changes no weight here.
      return Group(
        children: children,
        sum: children.reduce(0) { $0 + weights[$1] },
        stream: RandomStream(
          seed: options.seed,
          name: "evaluation/weights/\(tree.indicators[parent].id)"))
    }
  }

  /// The weights of one draw.
  func weights(draw: Int) -> [Double] {
    var weights = nominal
    for group in groups {
      var stream = group.stream.draw(draw)
      switch variation {
      case .fixed: return nominal
      case .uniform(let share):
        var sum = 0.0
        for child in group.children {
          weights[child] *= 1 + share * (2 * stream.uniform() - 1)
          sum += weights[child]
        }
        if sum > 0 {
          for child in group.children { weights[child] *= group.sum / sum }
        } else {
          for child in group.children { weights[child] = nominal[child] }
        }
      case .dirichlet(let concentration):
        let drawn = stream.dirichlet(
          group.children.map { concentration * nominal[$0] / group.sum })
        for (child, weight) in zip(group.children, drawn) {
          weights[child] = weight * group.sum
        }
      }
    }
    return weights
  }
}
