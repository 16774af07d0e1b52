import Diagnostics
import SurveyData

/// Makes sets of weights for one tree and its data.
struct WeightMaker {
  let tree: IndicatorTree
  /// Values by indicator; only those of leaves are read.
  let raw: [[Double]]
  let judges: Table?
  let judgesOfSets: [Int: Table]

  /// The weights by one method.
  func set(
    _ method: EvaluationOptions.Weighting
  ) throws(Diagnostic) -> WeightSet {
    switch method {
    case .direct: return WeightSet(local: tree.indicators.map(\.weight))
    case .equal: return equal
    case .stated(let method): return try stated(method)
    case .hierarchy(let options): return try compared(options)
    case .judged(let method): return try judged(method)
    case .measured(let method): return try measured(method)
    case .combined(let method): return try combined(method)
    }
  }

  private var equal: WeightSet {
    var set = WeightSet(local: tree.indicators.map(\.weight))
    for children in tree.children where !children.isEmpty {
      let sum = children.reduce(0) { $0 + tree.indicators[$1].weight }
      for child in children {
        set.local[child] = sum / Double(children.count)
      }
    }
    return set
  }

  /// The table that a method of judges needs.
  func table(
    for method: String, _ code: DiagnosticCode
  ) throws(Diagnostic) -> Table {
    if let judges { return judges }
    throw Diagnostic(
      code, at: nil, "weights by '\(method)' need a table of judgements",
      zh: "按“\(method)”赋权需要判断表",
      help: "name it with the key 'judges' under 'weights'")
  }

  /// Puts weights of groups of siblings, or of all leaves, into the tree.
  ///
  /// - Parameter weights: For each group of the placement one weight a
  ///   member, adding up to 1.
  func set(
    _ weights: [[Double]], in placement: WeightPlacement, method: String
  ) -> WeightSet {
    var set = WeightSet(local: tree.indicators.map(\.weight))
    if placement.parents == [nil], let shares = weights.first {
      set.local = tree.localWeights(ofLeafShares: shares)
      set.results = results(set.local, method: method)
      return set
    }
    for (group, shares) in zip(placement.groups, weights) {
      for (child, share) in zip(group, shares) { set.local[child] = share }
    }
    set.results = results(
      set.local, method: method, of: placement.parents.compactMap(\.self))
    return set
  }

  /// A result for each node, or for those that are named.
  func results(
    _ local: [Double], method: String, of parents: [Int]? = nil
  ) -> [WeightingResult] {
    tree.children.indices.filter { parent in
      !tree.children[parent].isEmpty && parents?.contains(parent) ?? true
    }.map { parent in
      let children = tree.children[parent]
      return WeightingResult(
        parent: tree.indicators[parent].id, method: method,
        children: children.map { tree.indicators[$0].id },
        weights: children.map { local[$0] })
    }
  }
}
