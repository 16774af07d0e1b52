/// How the score of one case is put together from its indicators: for each
/// node with children the formula with its values, and where nodes are sums
/// or weighted means what each indicator brings to the score.
///
/// Everything is computed from the result itself, so that what is shown can
/// be added up to what is printed.
public struct ScoreBreakdown: Sendable, Hashable, Codable {
  /// What one indicator brings to the score.
  public struct Part: Sendable, Hashable, Codable {
    /// The position of the indicator in the result.
    public var indicator: Int
    /// Its weight in the whole once the weights of what is missing have been
    /// shared out.
    public var weight: Double
    /// Its score; `nil` for a cut.
    public var score: Double?
    /// The points: weight times score, or what a cap takes away.
    public var contribution: Double
    /// Whether it is what a cap of the indicator's sum takes away.
    public var isCut: Bool

    /// Creates a part.
    public init(
      indicator: Int, weight: Double, score: Double?, contribution: Double,
      isCut: Bool = false
    ) {
      self.indicator = indicator
      self.weight = weight
      self.score = score
      self.contribution = contribution
      self.isCut = isCut
    }
  }

  /// A node with its children.
  public struct Node: Sendable, Hashable, Codable {
    /// A child that has a score and a weight.
    public struct Child: Sendable, Hashable, Codable {
      /// The position of the indicator.
      public var indicator: Int
      /// The weight as it counted: divided by the sum over the children that
      /// have a score, but for sums.
      public var weight: Double
      /// The score.
      public var score: Double
    }

    /// The position of the indicator.
    public var indicator: Int
    /// How its children are put together: `arithmetic`, `geometric`, …
    public var aggregate: String
    /// The children that count.
    public var children: [Child]
    /// The score as the result has it.
    public var score: Double
  }

  /// The nodes that have a score, parents before children; empty where a
  /// method that compares cases makes the score.
  public var nodes: [Node] = []
  /// What adds up to the score, in the order of the tree. Where a node is
  /// neither a sum nor a weighted mean, the node itself is a part and what is
  /// below it stands in `nodes`. Empty without a score, and where a method
  /// that compares cases makes it.
  public var parts: [Part] = []

  /// The sum of the parts.
  public var sum: Double { parts.reduce(0) { $0 + $1.contribution } }

  /// Whether what each leaf brings is known, and not only what groups bring.
  public private(set) var reachesLeaves = true
}

extension ScoreBreakdown {
  /// Takes apart the score of `item`, a case of `evaluation`.
  public init(_ item: CaseResult, in evaluation: EvaluationResult) {
    let all = evaluation.indicators
    var children: [String: [Int]] = [:]
    for (position, indicator) in all.enumerated() {
      if let parent = indicator.parent {
        children[parent, default: []].append(position)
      }
    }
    let scores = Dictionary(
      item.values.map { ($0.indicator, $0.score) },
      uniquingKeysWith: { first, _ in first })
    func score(_ position: Int) -> Double? {
      scores[all[position].id] ?? nil
    }
    guard evaluation.isTreeScore, item.score != nil else { return }
    var byPosition: [Int: Node] = [:]
    for (position, indicator) in all.enumerated() where !indicator.isLeaf {
      guard let own = score(position), let name = indicator.aggregate else {
        continue
      }
      let present = (children[indicator.id] ?? []).filter {
        score($0) != nil && all[$0].localWeight > 0
      }
      let total =
        Self.isSum(name)
        ? 1 : present.reduce(0) { $0 + all[$1].localWeight }
      let node = Node(
        indicator: position, aggregate: name,
        children: present.map {
          Node.Child(
            indicator: $0, weight: all[$0].localWeight / total,
            score: score($0) ?? .nan)
        }, score: own)
      byPosition[position] = node
      nodes.append(node)
    }
    func add(_ position: Int, _ weight: Double) {
      guard let own = score(position) else { return }
      guard let node = byPosition[position],
        node.aggregate == "arithmetic" || Self.isSum(node.aggregate)
      else {
        if !all[position].isLeaf { reachesLeaves = false }
        parts.append(
          Part(
            indicator: position, weight: weight, score: own,
            contribution: weight * own))
        return
      }
      for child in node.children {
        add(child.indicator, weight * child.weight)
      }
      guard Self.isSum(node.aggregate) else { return }
      let sum = node.children.reduce(0) { $0 + $1.weight * $1.score }
      // A sum that meets no cap is the score to the last digit but few.
      if sum - own > 1e-9 * max(1, abs(sum)) {
        parts.append(
          Part(
            indicator: position, weight: weight, score: nil,
            contribution: weight * (own - sum), isCut: true))
      }
    }
    if let root = all.firstIndex(where: { $0.parent == nil }) { add(root, 1) }
  }

  /// Whether an aggregate adds scores up with weights as they are given.
  private static func isSum(_ name: String) -> Bool {
    name == "sum" || name == "sum_capped" || name.hasPrefix("sum(")
  }
}
