import SVG

extension TreeChart {
  /// The drawing between the subtitle and the notes.
  public func body(theme: Theme, width: Double) -> ChartBody {
    guard !nodes.isEmpty else { return .empty(words, theme, width) }
    return TreeDrawing(chart: self, theme: theme, width: width).body
  }
}

/// Draws a tree: a column for each depth, leaves below each other, every
/// other part in the middle of those below it.
private struct TreeDrawing {
  let chart: TreeChart
  let theme: Theme
  let shape: TreeShape
  let columnWidth: Double
  let needed: Double
  let lines: [LineBreaker.Lines]
  let weights: [String]
  /// What a bar of full length is: one for shares, or else the heaviest part.
  let whole: Double
  /// For each part the middle of its label.
  let middles: [Double]
  let height: Double

  private static let gap = 34.0

  init(chart: TreeChart, theme: Theme, width: Double) {
    self.chart = chart
    self.theme = theme
    let shape = TreeShape(chart.nodes)
    self.shape = shape
    whole = max(1, chart.nodes.compactMap { $0.weight.finite }.max() ?? 1)
    let depth = Double((shape.depths.max() ?? 0) + 1)
    columnWidth = max(
      118, min(260, (width - Self.gap * (depth - 1)) / depth))
    needed = max(width, columnWidth * depth + Self.gap * (depth - 1))
    let weights = chart.nodes.map { node in
      node.weight.finite.map { chart.style.text($0) } ?? ""
    }
    self.weights = weights
    let room =
      columnWidth - TextMeasure.widest(weights, size: theme.smallSize) - 8
    let breaker = LineBreaker(width: max(48, room), size: theme.labelSize)
    let lines = chart.nodes.map { breaker.balanced($0.label) }
    self.lines = lines
    let own = lines.map {
      Double($0.lines.count) * theme.labelSize * 1.25 + 16
    }
    // Deepest parts first, so that every part knows those below it.
    var tall = own
    for place in chart.nodes.indices.sorted(by: {
      (shape.depths[$1], $0) < (shape.depths[$0], $1)
    }) {
      let below = shape.children[place].map { tall[$0] }.reduce(0, +)
      tall[place] = max(own[place], below)
    }
    var middles = Array(repeating: 0.0, count: chart.nodes.count)
    var top = 0.0
    var open: [(place: Int, top: Double)] = []
    for root in shape.roots {
      open.append((root, top))
      top += tall[root] + (shape.children[root].isEmpty ? 0 : 8)
    }
    height = top
    var order: [Int] = []
    while let (place, top) = open.popLast() {
      order.append(place)
      middles[place] = top + tall[place] / 2
      let below = shape.children[place].map { tall[$0] }.reduce(0, +)
      var start = top + (tall[place] - below) / 2
      for child in shape.children[place] {
        open.append((child, start))
        start += tall[child]
      }
    }
    for place in order.reversed() {
      // Between the first and the last part below it.
      if let first = shape.children[place].first,
        let last = shape.children[place].last
      {
        middles[place] = (middles[first] + middles[last]) / 2
      }
    }
    self.middles = middles
  }

  private func left(_ place: Int) -> Double {
    Double(shape.depths[place]) * (columnWidth + Self.gap)
  }

  var body: ChartBody {
    var edges = SVGElement("g", ["aria-hidden": "true"])
    for place in chart.nodes.indices {
      for child in shape.children[place] {
        edges.append(edge(from: place, to: child))
      }
    }
    let head = SVGElement.text(
      chart.weightLabel, x: needed, y: theme.smallSize,
      look: TextLook(size: theme.smallSize, colour: theme.mutedInk),
      anchor: .end)
    let body = SVGElement(
      "g", ["transform": "translate(0,24)"],
      [edges] + chart.nodes.indices.map(mark))
    return ChartBody(
      elements: chart.weightLabel.isEmpty ? [body] : [head, body],
      height: height + 26, width: needed)
  }

  private func edge(from place: Int, to child: Int) -> SVGElement {
    let (x1, y1) = (left(place) + columnWidth + 4, middles[place])
    let (x2, y2) = (left(child) - 6, middles[child])
    let middle = (x1 + x2) / 2
    let numbers = [x1, y1, middle, y1, middle, y2, x2, y2]
      .map { Coordinate.text($0) }
    return SVGElement(
      "path",
      [
        "d": "M\(numbers[0]),\(numbers[1]) C\(numbers[2]),\(numbers[3]) "
          + "\(numbers[4]),\(numbers[5]) \(numbers[6]),\(numbers[7])",
        "fill": "none", "stroke": theme.others, "stroke-width": 1.3,
      ])
  }

  private func mark(_ place: Int) -> SVGElement {
    let node = chart.nodes[place]
    let line = theme.labelSize * 1.25
    let count = Double(lines[place].lines.count)
    let x = left(place)
    let y = middles[place]
    // Label above, bar below; together they stand on the middle.
    let first = y - count * line / 2 + theme.labelSize * 0.85 - 2
    let isInner = !shape.children[place].isEmpty
    var parts: [SVGElement] = [
      .text(
        lines[place], whole: node.label, x: x, y: first, lineHeight: line,
        look: TextLook(
          size: theme.labelSize, colour: theme.ink, isBold: isInner))
    ]
    let bottom = first + (count - 1) * line + 5
    if let weight = node.weight.finite {
      parts += [
        .text(
          weights[place], x: x + columnWidth, y: first,
          look: TextLook(size: theme.smallSize, colour: theme.ink),
          anchor: .end),
        .rect(
          x: x, y: bottom, width: columnWidth, height: 4, fill: theme.grid),
        .rect(
          x: x, y: bottom,
          width: columnWidth * min(1, max(0, weight / whole)),
          height: 4, fill: theme.highlight),
      ]
    } else {
      parts.append(
        .rect(
          x: x, y: bottom, width: columnWidth, height: 4,
          fill: isInner ? theme.others : theme.grid))
    }
    let weight = weights[place].isEmpty ? "" : ": \(weights[place])"
    return .marked(node.label + weight, parts)
  }
}
