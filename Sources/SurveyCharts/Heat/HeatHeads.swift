import SVG

/// The column names of a heat table and the groups over them.
struct HeatHeads {
  let chart: HeatTable
  let layout: HeatLayout
  let theme: Theme

  /// Draws groups and names and returns where the cells begin.
  func add(to elements: inout [SVGElement], top: Double) -> Double {
    let names = nameElements()
    var y = top
    let groups = self.groups
    if groups.contains(where: { $0.label != nil }) {
      let look = TextLook(
        size: theme.smallSize, colour: theme.ink, isBold: true)
      let line = look.size * 1.3
      let broken = groups.map { group in
        LineBreaker(
          width: layout.edges[group.end] - layout.edges[group.start] - 6,
          size: look.size, maximum: 4
        ).balanced(group.label ?? "")
      }
      let count = broken.map(\.lines.count).max() ?? 1
      let bottom = y + Double(count) * line
      for (group, lines) in zip(groups, broken) {
        guard let label = group.label else { continue }
        let (from, to) = (layout.edges[group.start], layout.edges[group.end])
        elements.append(
          .text(
            lines, whole: label, x: (from + to) / 2,
            y: bottom - 5 - Double(lines.lines.count - 1) * line,
            lineHeight: line, look: look, anchor: .middle))
        elements.append(
          SVGElement(
            "line",
            [
              "x1": from + 3, "y1": bottom + 1, "x2": to - 3,
              "y2": bottom + 1, "stroke": theme.axis, "aria-hidden": "true",
            ]))
      }
      y = bottom + 8
    }
    elements.append(
      SVGElement(
        "g", ["transform": "translate(0,\(Coordinate.text(y)))"],
        names.elements))
    return y + names.height + 8
  }

  /// Neighbouring columns of the same group.
  var groups: [(label: String?, start: Int, end: Int)] {
    var groups: [(label: String?, start: Int, end: Int)] = []
    for (index, column) in chart.columns.enumerated() {
      if let last = groups.last, last.label == column.group {
        groups[groups.count - 1].end = index + 1
      } else {
        groups.append((column.group, index, index + 1))
      }
    }
    return groups
  }

  private func nameElements() -> (elements: [SVGElement], height: Double) {
    switch layout.heads {
    case .wrapped: wrapped()
    case .stairs: stairs()
    case .upright: upright()
    }
  }

  private var look: TextLook {
    TextLook(size: theme.smallSize, colour: theme.mutedInk)
  }

  private func centre(_ index: Int) -> Double {
    (layout.edges[index] + layout.edges[index + 1]) / 2
  }

  private func wrapped() -> ([SVGElement], Double) {
    let line = look.size * 1.25
    let broken = chart.columns.enumerated().map { index, column in
      LineBreaker(
        width: layout.edges[index + 1] - layout.edges[index] - 6,
        size: look.size, maximum: HeatLayout.headLines
      ).balanced(column.label)
    }
    let height = Double(broken.map(\.lines.count).max() ?? 1) * line
    let elements = zip(chart.columns, broken).enumerated().map {
      index, pair in
      SVGElement.text(
        pair.1, whole: pair.0.label, x: centre(index),
        y: height - 2 - Double(pair.1.lines.count - 1) * line,
        lineHeight: line, look: look, anchor: .middle)
    }
    return (elements, height)
  }

  /// Each name on a step of its own, the first one highest, so that the lines
  /// down to the columns cross no name.
  private func stairs() -> ([SVGElement], Double) {
    let line = look.size * 1.35
    let end = layout.width
    let count = chart.columns.count
    let height = Double(count) * line + 6
    var elements: [SVGElement] = []
    for (index, column) in chart.columns.enumerated() {
      let x = centre(index)
      let y = Double(index) * line
      elements.append(
        SVGElement(
          "path",
          [
            "d": "M\(Coordinate.text(x)),\(Coordinate.text(height + 4))"
              + "V\(Coordinate.text(y + line * 0.55))h5",
            "fill": "none", "stroke": theme.others, "aria-hidden": "true",
          ]))
      let lines = LineBreaker(
        width: end - x - 8, size: look.size, maximum: 1
      ).lines(column.label)
      elements.append(
        .text(
          lines, whole: column.label, x: x + 8, y: y + line * 0.82,
          lineHeight: line, look: look))
    }
    return (elements, height)
  }

  private func upright() -> ([SVGElement], Double) {
    let breaker = LineBreaker(width: 180, size: look.size, maximum: 1)
    let broken = chart.columns.map { breaker.lines($0.label) }
    let height =
      TextMeasure.widest(broken.flatMap(\.lines), size: look.size) + 4
    let elements = broken.enumerated().map { index, lines in
      var text = SVGElement.text(
        lines, whole: chart.columns[index].label, x: 0, y: 0, lineHeight: 15,
        look: look)
      let place =
        "\(Coordinate.text(centre(index) + 4)),\(Coordinate.text(height))"
      text["transform"] = "translate(\(place)) rotate(-90)"
      return text
    }
    return (elements, height)
  }
}
