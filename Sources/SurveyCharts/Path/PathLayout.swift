import SVG

/// Where the nodes of a path diagram stand.
struct PathLayout {
  /// One node in its place.
  struct Place {
    var node: PathChart.Node
    var lines: LineBreaker.Lines
    /// The middle of the shape.
    var x: Double
    var y: Double
    var width: Double
    var height: Double
    /// Its own indicators, with the arrows between them.
    var indicators: [(node: PathChart.Node, arrow: PathChart.Arrow)]
    /// The height of the indicators below.
    var tail: Double

    var box: Box {
      Box(
        left: x - width / 2 - 2, top: y - height / 2 - 2,
        right: x + width / 2 + 2, bottom: y + height / 2 + 2)
    }
  }

  /// An arrow in its place.
  struct Route {
    var arrow: PathChart.Arrow
    var from: Int
    var to: Int
    /// The points that it passes between its ends.
    var points: [(x: Double, y: Double)]
    /// Whether it closes a circle.
    var isBackward: Bool
  }

  var places: [Place] = []
  var routes: [Route] = []
  var width: Double
  var height = 0.0
  /// The height of a line of an indicator.
  static let indicatorHeight = 24.0

  init(chart: PathChart, theme: Theme, width: Double) {
    self.width = width
    let nodes = chart.distinct
    let arrows = chart.known
    // An indicator with one arrow, from or to a construct, hangs below it.
    var degree: [String: Int] = [:]
    for arrow in arrows {
      degree[arrow.from, default: 0] += 1
      degree[arrow.to, default: 0] += 1
    }
    let byID = Dictionary(
      nodes.map { ($0.id, $0) }, uniquingKeysWith: { one, _ in one })
    var hanging: [String: (owner: String, arrow: PathChart.Arrow)] = [:]
    for arrow in arrows {
      guard let from = byID[arrow.from], let to = byID[arrow.to] else {
        continue
      }
      if to.isMeasured, !from.isMeasured, degree[to.id] == 1 {
        hanging[to.id] = (from.id, arrow)
      } else if from.isMeasured, !to.isMeasured, degree[from.id] == 1,
        arrows.contains(where: { $0.from == to.id })
      {
        hanging[from.id] = (to.id, arrow)
      }
    }
    let kept = nodes.filter { hanging[$0.id] == nil }
    var number: [String: Int] = [:]
    for (place, node) in kept.enumerated() { number[node.id] = place }
    let drawn = arrows.filter {
      number[$0.from] != nil && number[$0.to] != nil
    }
    let ends = drawn.map {
      (from: number[$0.from] ?? 0, to: number[$0.to] ?? 0)
    }
    let order = PathOrder(count: kept.count, arrows: ends)
    let count = Double(order.layers.count)
    // An arrow needs its text, and its line at both sides.
    let widest = drawn.map { Self.labelWidth(chart, $0, theme) }.max() ?? 0
    let least = drawn.isEmpty ? 24.0 : max(118, min(Self.widest, widest) + 48)
    let room = (width - least * (count - 1)) / count
    // Names of indicators need room beside their loadings.
    let loadings = hanging.values.map {
      TextMeasure.width(chart.text($0.arrow), size: theme.smallSize - 1)
    }.max()
    let beside = loadings.map { max(166, min(Self.widest, $0) + 130) }
    let nodeWidth = max(beside ?? 96, min(180, max(beside ?? 96, room)))
    let gap =
      count > 1 ? max(least, (width - nodeWidth * count) / (count - 1)) : 0
    self.width = max(width, nodeWidth * count + gap * (count - 1))
    let size = theme.smallSize
    places = kept.map { node in
      let lines = LineBreaker(
        width: nodeWidth - (node.isMeasured ? 14 : 30), size: size, maximum: 3
      ).balanced(node.label)
      let texts = lines.lines.count + (node.explained.finite == nil ? 0 : 1)
      let own = nodes.compactMap { child in
        hanging[child.id].flatMap {
          $0.owner == node.id ? (node: child, arrow: $0.arrow) : nil
        }
      }
      return Place(
        node: node, lines: lines, x: 0, y: 0, width: nodeWidth,
        height: Double(texts) * size * 1.25 + (node.isMeasured ? 16 : 26),
        indicators: own,
        tail: own.isEmpty ? 0 : Double(own.count) * Self.indicatorHeight + 8)
    }
    place(order, nodeWidth: nodeWidth, gap: gap, drawn: drawn, ends: ends)
  }

  /// The most that one text may widen the picture by: a number of hundreds of
  /// digits is no reason for a picture of that width.
  private static let widest = 320.0

  /// The width of a coefficient with its interval below it.
  static func labelWidth(
    _ chart: PathChart, _ arrow: PathChart.Arrow, _ theme: Theme
  ) -> Double {
    max(
      TextMeasure.width(chart.text(arrow), size: theme.smallSize),
      TextMeasure.width(
        chart.intervalText(arrow), size: theme.smallSize - 1))
  }

  private mutating func place(
    _ order: PathOrder, nodeWidth: Double, gap: Double,
    drawn: [PathChart.Arrow], ends: [(from: Int, to: Int)]
  ) {
    let between = 30.0
    func tall(_ slot: PathOrder.Slot) -> Double {
      slot.node.map { places[$0].height + places[$0].tail } ?? 16
    }
    let heights = order.layers.map { layer in
      layer.reduce(0) { $0 + tall($1) }
        + between * Double(max(0, layer.count - 1))
    }
    height = heights.max() ?? 0
    var points: [PathOrder.Slot: [Int: (x: Double, y: Double)]] = [:]
    for (column, layer) in order.layers.enumerated() {
      let x = nodeWidth / 2 + Double(column) * (nodeWidth + gap)
      // Spread over the whole height, so that arrows have room.
      let free = height - heights[column]
      let extra = free / Double(layer.count + 1)
      var y = extra
      for slot in layer {
        if let node = slot.node {
          places[node].x = x
          places[node].y = y + places[node].height / 2
        }
        points[slot, default: [:]][column] = (x, y + tall(slot) / 2)
        y += tall(slot) + between + extra
      }
    }
    for (index, arrow) in drawn.enumerated() {
      let route = order.routes[index]
      let passing = route.filter { $0.node == nil }.first
      let columns = passing.flatMap { points[$0] } ?? [:]
      routes.append(
        Route(
          arrow: arrow, from: ends[index].from, to: ends[index].to,
          points: columns.keys.sorted().compactMap { columns[$0] },
          isBackward: route.isEmpty))
    }
    if routes.contains(where: \.isBackward) { height += 46 }
  }
}
