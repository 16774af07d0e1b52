import SVG

/// A tree from left to right, such as indicators below their dimensions, with
/// the weight of each part as a number and a bar.
public struct TreeChart: Chart {
  /// One part.
  public struct Node: Hashable, Sendable {
    /// The name that others stand below it by.
    public var id: String
    /// The label.
    public var label: String
    /// The id of the part it belongs to; `nil`, an unknown one and a circle
    /// make it a root.
    public var parent: String?
    /// The weight within its parent.
    public var weight: Double?

    /// Creates a part.
    public init(
      id: String, label: String, parent: String?, weight: Double?
    ) {
      self.id = id
      self.label = label
      self.parent = parent
      self.weight = weight
    }
  }

  /// The texts around the figure.
  public var frame: ChartFrame
  /// The words that the chart adds by itself.
  public var words: ChartWords
  /// The parts; those below the same one keep their order.
  public var nodes: [Node]
  /// How weights are written.
  public var style: NumberStyle
  /// What the weights are.
  public var weightLabel: String
  /// Heads the column of parents in the table.
  public var parentLabel: String

  /// Creates a chart.
  public init(
    frame: ChartFrame, words: ChartWords, nodes: [Node], style: NumberStyle,
    weightLabel: String, parentLabel: String
  ) {
    self.frame = frame
    self.words = words
    self.nodes = nodes
    self.style = style
    self.weightLabel = weightLabel
    self.parentLabel = parentLabel
  }
}

/// The shape of a tree: who stands below whom, and how deep.
struct TreeShape {
  /// The places of the roots among the nodes.
  var roots: [Int] = []
  /// For each node the places of those below it.
  var children: [[Int]]
  /// For each node the number of nodes above it.
  var depths: [Int]

  init(_ nodes: [TreeChart.Node]) {
    children = Array(repeating: [], count: nodes.count)
    depths = Array(repeating: 0, count: nodes.count)
    var places: [String: Int] = [:]
    for (place, node) in nodes.enumerated() where places[node.id] == nil {
      places[node.id] = place
    }
    let parents = nodes.indices.map { place -> Int? in
      guard let parent = nodes[place].parent, let above = places[parent],
        above != place
      else { return nil }
      return above
    }
    // A node in a circle becomes a root where the circle is entered.
    var isReached = Array(repeating: false, count: nodes.count)
    func reach(from root: Int, _ below: [[Int]]) {
      var open = [root]
      isReached[root] = true
      while let place = open.popLast() {
        for child in below[place] where !isReached[child] {
          isReached[child] = true
          depths[child] = depths[place] + 1
          children[place].append(child)
          open.append(child)
        }
      }
    }
    var below: [[Int]] = Array(repeating: [], count: nodes.count)
    for (place, parent) in parents.enumerated() {
      if let parent { below[parent].append(place) }
    }
    for place in nodes.indices where parents[place] == nil {
      roots.append(place)
      reach(from: place, below)
    }
    for place in nodes.indices where !isReached[place] {
      roots.append(place)
      reach(from: place, below)
    }
  }
}

extension TreeChart {
  /// The numbers drawn, as texts.
  public var table: ChartTable {
    var labels: [String: String] = [:]
    for node in nodes where labels[node.id] == nil {
      labels[node.id] = node.label
    }
    return ChartTable(
      columns: [words.rowHeading, parentLabel, weightLabel],
      rows: nodes.map { node in
        [
          node.label, node.parent.flatMap { labels[$0] } ?? "",
          node.weight.finite.map { style.text($0) } ?? "",
        ]
      })
  }
}
