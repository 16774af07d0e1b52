import Diagnostics
import SurveyData

/// The local weights of a tree by the chosen method.
struct EvaluationWeights {
  /// One weight an indicator.
  var local: [Double]
  /// How each computed group came about, in the order of the tree.
  var results: [WeightingResult] = []
  /// What the reader should know.
  var diagnostics: [Diagnostic] = []

  init(
    tree: IndicatorTree, method: EvaluationOptions.Weighting, judges: Table?,
    raw: [[Double]]
  ) throws(Diagnostic) {
    local = tree.indicators.map(\.weight)
    switch method {
    case .direct: break
    case .equal:
      for children in tree.children where !children.isEmpty {
        let sum = children.reduce(0) { $0 + tree.indicators[$1].weight }
        for child in children { local[child] = sum / Double(children.count) }
      }
    case .hierarchy(let options): try compare(tree, options, judges)
    case .entropy(let variant): try measure(tree, variant, raw)
    }
  }

  // MARK: - Judgements

  private mutating func compare(
    _ tree: IndicatorTree, _ options: HierarchyOptions, _ judges: Table?
  ) throws(Diagnostic) {
    guard let judges else {
      throw Diagnostic(
        .pairwiseJudgements, at: nil,
        "weights by 'ahp' need a table of judgements",
        help: "name it with the key 'judges' under 'weights'")
    }
    let table = try JudgementTable(judges, tree: tree)
    for (parent, children) in tree.children.enumerated()
    where children.count > 1 {
      let id = tree.indicators[parent].id
      guard let matrices = table.matrices[parent] else {
        diagnostics.append(
          Diagnostic(
            .pairwiseJudgements, .warning,
            at: Place(file: judges.source.file),
            "nobody compared the indicators below '\(id)'; their weights are "
              + "those of the tree"))
        continue
      }
      let names = children.map { tree.indicators[$0].id }
      let group = JudgementMatrix.group(matrices.map(\.matrix))
      guard
        var found = HierarchyWeights(
          group, judgement: options.judgement, randomIndex: options.randomIndex
        )
      else {
        throw Diagnostic(
          .pairwiseJudgements, at: Place(file: judges.source.file),
          "the comparisons below '\(id)' do not connect all of "
            + names.joined(separator: ", "),
          help: "compare at least one indicator of each part with one of "
            + "another")
      }
      let byJudge = matrices.map {
        HierarchyWeights(
          $0.matrix, judgement: options.judgement,
          randomIndex: options.randomIndex)
      }
      if options.group != .judgements {
        guard byJudge.allSatisfy({ $0 != nil }) else {
          throw Diagnostic(
            .pairwiseJudgements, at: Place(file: judges.source.file),
            "a judge's comparisons below '\(id)' do not connect all "
              + "indicators, so that the judge has no weights of their own",
            help: "set 'group' to 'judgements', or complete the comparisons")
        }
        let mean = HierarchyWeights.mean(
          byJudge.compactMap { $0?.weights },
          isGeometric: options.group == .geometricPriorities)
        found = HierarchyWeights(
          group, weights: mean, randomIndex: options.randomIndex)
      }
      for (child, weight) in zip(children, found.weights) {
        local[child] = weight
      }
      results.append(
        WeightingResult(
          parent: id, method: "ahp", children: names, weights: found.weights,
          largestEigenvalue: found.largestEigenvalue,
          consistencyRatio: found.consistencyRatio,
          worstPair: found.worstPair.map {
            [names[$0.first], names[$0.second]]
          }
            ?? [], judges: matrices.count))
      warn(judges, id, names, matrices.map(\.judge), byJudge, found)
    }
  }

  private mutating func warn(
    _ table: Table, _ parent: String, _ names: [String], _ judges: [String],
    _ byJudge: [HierarchyWeights?], _ found: HierarchyWeights
  ) {
    func ratio(_ number: Double) -> String {
      plainText(roundedHalfUp(number, 3))
    }
    func pair(_ weights: HierarchyWeights) -> String {
      weights.worstPair.map { "'\(names[$0.first])' and '\(names[$0.second])'" }
        ?? ""
    }
    var notes: [String] = []
    for (judge, weights) in zip(judges, byJudge) {
      if let weights, weights.consistencyRatio > 0.1 {
        notes.append(
          "judge '\(judge)': \(ratio(weights.consistencyRatio)), most of all "
            + "\(pair(weights))")
      }
    }
    if found.consistencyRatio > 0.1 {
      diagnostics.append(
        Diagnostic(
          .pairwiseJudgements, .warning, at: Place(file: table.source.file),
          "the comparisons below '\(parent)' contradict one another: "
            + "consistency ratio \(ratio(found.consistencyRatio)), above 0.1",
          notes: notes,
          help: "ask the judges to look again at \(pair(found))"))
    } else if !notes.isEmpty {
      diagnostics.append(
        Diagnostic(
          .pairwiseJudgements, .note, at: Place(file: table.source.file),
          "some judges contradict themselves below '\(parent)'; together "
            + "they are consistent", notes: notes))
    }
  }

  // MARK: - Entropy

  private mutating func measure(
    _ tree: IndicatorTree, _ variant: EntropyVariant, _ raw: [[Double]]
  ) throws(Diagnostic) {
    let leaves = tree.leaves
    let entropy: EntropyWeights
    do {
      entropy = try EntropyWeights(
        leaves.map { raw[$0] },
        isBenefit: leaves.map { tree.indicators[$0].isBenefit },
        variant: variant)
    } catch {
      switch error {
      case .notPositive(let column):
        let indicator = tree.indicators[leaves[column]]
        throw Diagnostic(
          .entropyWeights, at: indicator.place,
          "entropy variant '\(variant.rawValue)' needs positive values, but "
            + "indicator '\(indicator.id)' has others",
          help: "take the variant 'minmax'")
      }
    }
    if entropy.isUndefined {
      diagnostics.append(
        Diagnostic(
          .entropyWeights, .warning,
          "no indicator differs between the cases, so that entropy gives no "
            + "weights; all leaves have the same weight"))
    } else {
      for column in entropy.constantColumns {
        let indicator = tree.indicators[leaves[column]]
        diagnostics.append(
          Diagnostic(
            .entropyWeights, .warning, at: indicator.place,
            "indicator '\(indicator.id)' is the same for all cases and has "
              + "an entropy weight of zero"))
      }
    }
    var global = [Double](repeating: 0, count: tree.indicators.count)
    var entropies = [Double](repeating: .nan, count: tree.indicators.count)
    for (column, leaf) in leaves.enumerated() {
      global[leaf] = entropy.weights[column]
      entropies[leaf] = entropy.entropies[column]
    }
    for position in tree.indicators.indices.reversed() {
      if let parent = tree.parents[position] {
        global[parent] += global[position]
      }
    }
    for (parent, children) in tree.children.enumerated()
    where !children.isEmpty {
      // Below a node whose leaves are all constant, proportions are not
      // defined; its own weight is zero.
      let equal = 1 / Double(children.count)
      for child in children {
        local[child] =
          global[parent] > 0 ? global[child] / global[parent] : equal
      }
      results.append(
        WeightingResult(
          parent: tree.indicators[parent].id, method: "entropy",
          children: children.map { tree.indicators[$0].id },
          weights: children.map { local[$0] },
          entropies: children.allSatisfy { tree.children[$0].isEmpty }
            ? children.map { entropies[$0] } : []))
    }
    local[0] = 1
  }
}
