import Diagnostics
import SurveyData

extension WeightMaker {
  /// Numbers or an order of importance.
  func stated(_ method: StatedWeighting) throws(Diagnostic) -> WeightSet {
    switch method {
    case .given(let names, let values):
      return try given(names, values)
    case .rankSum(let order):
      return try ranked(order, method.name, DirectWeights.rankSum)
    case .rankOrderCentroid(let order):
      return try ranked(order, method.name, DirectWeights.rankOrderCentroid)
    }
  }

  private func given(
    _ names: [String], _ values: [Double]
  ) throws(Diagnostic) -> WeightSet {
    let ids = tree.leaves.map { tree.indicators[$0].id }
    if names.isEmpty, values.count != ids.count {
      throw Diagnostic(
        .statedWeights, at: nil,
        "\(values.count) weights for \(ids.count) indicators",
        zh: "权重有\(values.count)个，而指标有\(ids.count)个",
        help: "name one weight for each of \(ids.joined(separator: ", "))")
    }
    let names = names.isEmpty ? ids : names
    let placement = try WeightPlacement(names, tree: tree, at: nil)
    let byName = Dictionary(
      zip(names, values), uniquingKeysWith: { first, _ in first })
    var weights: [[Double]] = []
    var diagnostics: [Diagnostic] = []
    for (group, parent) in zip(placement.groups, placement.parents) {
      let stated = group.map { byName[tree.indicators[$0].id] ?? 0 }
      let place = parent.map { " below '\(tree.indicators[$0].id)'" } ?? ""
      guard let normalised = DirectWeights.normalised(stated) else {
        throw Diagnostic(
          .statedWeights, at: nil,
          "the weights\(place) are not all numbers from 0 on, or all zero",
          zh:
            "\(parent.map { "“\(tree.indicators[$0].id)”之下的" } ?? "")权重不全是不小于0的数，或全部为零",
          help: "give at least one of them a weight above zero")
      }
      let sum = stated.reduce(0, +)
      if abs(sum - 1) > 1e-6, abs(sum - 100) > 1e-4 {
        diagnostics.append(
          Diagnostic(
            .statedWeights, .warning,
            "the weights\(place) add up to \(plainText(sum)), not 1; they were "
              + "divided by their sum",
            zh:
              "\(parent.map { "“\(tree.indicators[$0].id)”之下的" } ?? "")权重之和为\(plainText(sum))，不是1，已除以其和"
          ))
      }
      weights.append(normalised)
    }
    var set = set(weights, in: placement, method: "given")
    set.diagnostics = diagnostics
    return set
  }

  private func ranked(
    _ order: [String], _ name: String, _ weights: (Int) -> [Double]
  ) throws(Diagnostic) -> WeightSet {
    let names =
      order.isEmpty ? tree.leaves.map { tree.indicators[$0].id } : order
    let placement = try WeightPlacement(names, tree: tree, at: nil)
    var positions: [String: Int] = [:]
    for (position, name) in names.enumerated() { positions[name] = position }
    var ranks = [Double](repeating: .nan, count: tree.indicators.count)
    let found = placement.groups.map { group -> [Double] in
      let sorted = group.sorted {
        positions[tree.indicators[$0].id] ?? 0
          < positions[tree.indicators[$1].id] ?? 0
      }
      var byIndicator: [Int: Double] = [:]
      for (rank, weight) in weights(group.count).enumerated() {
        byIndicator[sorted[rank]] = weight
        ranks[sorted[rank]] = Double(rank + 1)
      }
      return group.map { byIndicator[$0] ?? 0 }
    }
    var set = set(found, in: placement, method: name)
    set.columns = [
      WeightSet.Column(
        name: "importance",
        label: LocalizedText(zh: "重要性次序", en: "Order of importance"),
        format: .count, values: ranks)
    ]
    return set
  }
}
