import Diagnostics

/// Where numbers by indicator belong in a tree: to all leaves at once, or to
/// the siblings below each node.
struct WeightPlacement {
  /// The groups of indicators that numbers are shares of, by position: all
  /// leaves, or the children of each node that has several.
  let groups: [[Int]]
  /// The parents of the groups; `nil` for all leaves at once.
  let parents: [Int?]

  /// The children of some nodes.
  init(below parents: [Int], tree: IndicatorTree) {
    groups = parents.map { tree.children[$0] }
    self.parents = parents
  }

  /// All leaves when `names` are those of the leaves, else the siblings below
  /// each node of which any child is named.
  ///
  /// - Throws: A diagnostic for a name that no indicator has, one that stands
  ///   twice, and siblings of which some are not named.
  init(
    _ names: [String], tree: IndicatorTree, isPartial: Bool = false,
    at place: Place?
  ) throws(Diagnostic) {
    let ids = tree.indicators.map(\.id)
    var named = [Bool](repeating: false, count: ids.count)
    for name in names {
      guard let position = tree.position(of: name) else {
        throw Diagnostic(
          .statedWeights, at: place, "'\(name)' is not an indicator",
          zh: "“\(name)”不是指标",
          help: nearest(to: name, in: ids).map { "did you mean '\($0)'?" }
            ?? "choose from \(ids.joined(separator: ", "))")
      }
      if named[position] {
        throw Diagnostic(
          .statedWeights, at: place, "indicator '\(name)' is named twice",
          zh: "指标“\(name)”列出两次")
      }
      named[position] = true
    }
    let leaves = tree.leaves
    let isFlat = leaves.allSatisfy { named[$0] }
    if isFlat, named.count(where: { $0 }) == leaves.count {
      groups = [leaves]
      parents = [nil]
      return
    }
    var groups: [[Int]] = []
    var parents: [Int?] = []
    for (parent, children) in tree.children.enumerated()
    where children.contains(where: { named[$0] })
      || (children.count > 1 && !isPartial)
    {
      if let missing = children.first(where: { !named[$0] }) {
        throw Diagnostic(
          .statedWeights, at: place,
          "indicator '\(ids[missing])' below '\(ids[parent])' has no weight",
          zh: "“\(ids[parent])”之下的指标“\(ids[missing])”没有权重",
          help: "name every indicator below every node, or all leaves: "
            + leaves.map { ids[$0] }.joined(separator: ", "))
      }
      groups.append(children)
      parents.append(parent)
    }
    self.groups = groups
    self.parents = parents
  }
}

extension IndicatorTree {
  /// Local weights that give each leaf its share of the whole.
  ///
  /// A node has the sum of its leaves. Below a node whose leaves all have
  /// nothing, proportions are not defined and siblings are equal; its own
  /// weight is zero.
  ///
  /// - Parameter shares: One share a leaf, in the order of `leaves`.
  func localWeights(ofLeafShares shares: [Double]) -> [Double] {
    var global = [Double](repeating: 0, count: indicators.count)
    for (leaf, share) in zip(leaves, shares) { global[leaf] = share }
    for position in indicators.indices.reversed() {
      if let parent = parents[position] {
        global[parent] += global[position]
      }
    }
    var local = global
    for (parent, siblings) in children.enumerated() {
      for child in siblings {
        local[child] =
          global[parent] > 0
          ? global[child] / global[parent] : 1 / Double(siblings.count)
      }
    }
    local[0] = 1
    return local
  }
}
