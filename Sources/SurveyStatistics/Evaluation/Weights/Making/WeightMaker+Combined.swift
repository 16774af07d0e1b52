import Diagnostics
import SurveyData

extension WeightMaker {
  /// Several sets of weights put together, leaf by leaf.
  func combined(_ method: CombinedWeighting) throws(Diagnostic) -> WeightSet {
    let leaves = tree.leaves
    var sets: [[Double]] = []
    var sources: [WeightSource] = []
    var result = WeightSet(local: [])
    for (position, part) in method.sets.enumerated() {
      let maker = WeightMaker(
        tree: tree, raw: raw, judges: judgesOfSets[position] ?? judges,
        judgesOfSets: [:])
      let set = try maker.set(part)
      let global = tree.globalWeights(of: set.local)
      let shares = DirectWeights.normalised(leaves.map { global[$0] })
      guard let shares else {
        throw Diagnostic(
          .combinedWeights, .error,
          "set \(position + 1) of the weights, '\(part.name)', "
            + "gives no leaf any weight",
          zh: "第\(position + 1)套权重“\(part.name)”没有给任何末级指标权重")
      }
      sets.append(shares)
      sources.append(set.source ?? .fixed(shares))
      result.diagnostics += set.diagnostics
      result.columns.append(
        WeightSet.Column(
          name: "set-\(position + 1)",
          label: LocalizedText(
            zh: "\(position + 1) \(part.label.chinese ?? part.name)",
            en: "\(position + 1) \(part.label.english ?? part.name)"),
          format: .share, values: global))
      for var table in set.tables {
        table.name = "set-\(position + 1)-\(table.name)"
        result.tables.append(table)
      }
    }
    guard
      let found = CombinedWeights(
        sets, rule: method.rule, shares: method.shares)
    else {
      throw Diagnostic(
        .combinedWeights, .error,
        "\(method.shares.count) shares for \(sets.count) sets of weights",
        zh: "份额有\(method.shares.count)个，而权重有\(sets.count)套",
        help: "give each set a share from 0 on, or leave the shares out")
    }
    result.local = tree.localWeights(ofLeafShares: found.weights)
    result.results = results(result.local, method: "combined")
    result.diagnostics += remarks(found, method)
    if method.dependsOnData {
      result.source = .combined(method.rule, method.shares, sources)
    }
    result.tables.insert(
      CombinationTable(method: method, found: found, sets: sets).table, at: 0)
    return result
  }

  private func remarks(
    _ found: CombinedWeights, _ method: CombinedWeighting
  ) -> [Diagnostic] {
    if found.isUndefined {
      return [
        Diagnostic(
          .combinedWeights, .warning,
          "every leaf has a weight of zero in some set, so that the products "
            + "are all zero; all leaves have the same weight",
          zh: "每个末级指标都在某一套权重中为零，乘积全部为零；各末级指标取相同的权重")
      ]
    }
    guard let game = found.game, game.isReplaced else { return [] }
    if game.raw.isEmpty {
      return [
        Diagnostic(
          .combinedWeights, .warning,
          "the sets of weights depend on each other, so that game theory gives "
            + "them no shares; they count equally",
          zh: "各套权重线性相关，博弈论组合赋权得不出各自的份额，按等份组合")
      ]
    }
    let notes = zip(method.sets, game.raw).enumerated().map { position, pair in
      "set \(position + 1), '\(pair.0.name)': "
        + plainText(roundedHalfUp(pair.1, 4))
    }
    return [
      Diagnostic(
        .combinedWeights, .warning,
        "game theory gives a set of weights a negative share; it was refused, "
          + "and the sets count equally",
        zh: "博弈论组合赋权给某一套权重的份额为负，不予采用，各套权重按等份组合", notes: notes,
        help: "leave out the set, or combine by 'linear' with shares that you "
          + "can defend")
    ]
  }
}

extension CombinedWeighting {
  /// Whether any set follows from the data.
  var dependsOnData: Bool { sets.contains(where: \.dependsOnData) }
}
