import SVG

extension HeatTable {
  /// The drawing between the subtitle and the notes.
  public func body(theme: Theme, width: Double) -> ChartBody {
    guard !rows.isEmpty, !columns.isEmpty else {
      return .empty(words, theme, width)
    }
    return HeatDrawing(
      chart: self, theme: theme,
      layout: HeatLayout(chart: self, theme: theme, width: width)
    ).body
  }
}

/// Draws a heat table.
private struct HeatDrawing {
  let chart: HeatTable
  let theme: Theme
  let layout: HeatLayout

  private var hatch: String { SVGDocument.slug(chart.frame.id) + "-hatch" }

  var body: ChartBody {
    var elements = [definitions]
    var y = addKey(to: &elements) + 14
    let headTop = y
    y = HeatHeads(chart: chart, layout: layout, theme: theme)
      .add(to: &elements, top: y)
    if let total = layout.total {
      // The last steps of a staircase reach over this column.
      let bottom =
        layout.heads == .stairs ? headTop + total.headHeight : y - 10
      elements.append(
        total.headElement(bottom: bottom, colour: theme.ink, isBold: true))
    }
    var outlines: [SVGElement] = []
    for (index, row) in chart.rows.enumerated() {
      let height = layout.labels.height(index, atLeast: layout.cellHeight)
      elements.append(self.row(row, index, top: y, height: height))
      if row.isHighlighted { outlines.append(outline(top: y, height: height)) }
      y += height
    }
    elements += outlines
    return ChartBody(elements: elements, height: y, width: layout.width)
  }

  private var definitions: SVGElement {
    SVGElement(
      "defs", [:],
      [
        SVGElement(
          "pattern",
          [
            "id": hatch, "width": 6, "height": 6,
            "patternUnits": "userSpaceOnUse",
            "patternTransform": "rotate(45)",
          ],
          [
            SVGElement(
              "rect", ["width": 6, "height": 6, "fill": theme.background]),
            SVGElement(
              "line",
              [
                "x1": 0, "y1": 0, "x2": 0, "y2": 6, "stroke": theme.others,
                "stroke-width": 1.5,
              ]),
          ])
      ])
  }

  // MARK: - Key

  /// Draws the key at the left edge and returns its height.
  private func addKey(to elements: inout [SVGElement]) -> Double {
    let look = TextLook(size: theme.smallSize, colour: theme.mutedInk)
    let size = look.size
    var x = 0.0
    func add(_ text: String, _ colour: String? = nil) {
      guard !text.isEmpty else { return }
      elements.append(.text(text, x: x, middle: 8, look: look))
      x += TextMeasure.width(text, size: size) + 8
    }
    add(chart.legendLabel)
    let (low, high): (Double, Double) =
      switch chart.scale {
      case .sequential(let low, let high): (low, high)
      case .diverging(let middle, let reach): (middle - reach, middle + reach)
      }
    // One swatch where all values are the same.
    let steps = high > low ? 7 : 1
    if steps > 1 { add(chart.style.text(low)) }
    for step in 0..<steps {
      let value =
        low + (high - low) * Double(step) / Double(max(1, steps - 1))
      elements.append(
        SVGElement(
          "rect",
          [
            "x": x + Double(step) * 20, "y": 1, "width": 20, "height": 14,
            "fill": chart.colour(value, theme: theme).hex,
            "aria-hidden": "true",
          ]))
    }
    x += Double(steps) * 20 + 8
    add(chart.style.text(high))
    let states = Set(
      chart.rows.flatMap { row in
        chart.columns.indices.map { chart.cell(row, $0).state }
      })
    if states.contains(.missing) {
      x += 12
      elements.append(
        SVGElement(
          "rect",
          [
            "x": x, "y": 1, "width": 20, "height": 14,
            "fill": "url(#\(hatch))", "stroke": theme.grid,
          ]))
      x += 28
      add(chart.words.missing)
    }
    if states.contains(.suppressed) {
      x += 12
      add("[c] " + chart.words.suppressed)
    }
    return 16
  }

  // MARK: - Rows

  private func row(
    _ row: HeatTable.Row, _ index: Int, top: Double, height: Double
  ) -> SVGElement {
    let middle = top + height / 2
    var group = SVGElement("g")
    group.append(
      layout.labels.element(index, x: layout.labels.width, middle: middle))
    // In groups of their own neither cells nor texts need a y, and neighbours
    // of one colour can share it: wide tables are half as long so.
    var cells = Self.line(at: top + 1)
    var texts = Self.line(at: middle + 0.35 * theme.smallSize)
    for column in chart.columns.indices {
      let (cell, text) = cell(row, column, height: height)
      cells.append(cell)
      if let text { texts.append(text) }
    }
    group.append(cells)
    if !texts.children.isEmpty { group.append(texts) }
    if let total = layout.total {
      group.append(
        total.cell(
          row.total ?? "", middle: middle,
          look: TextLook(size: theme.smallSize, colour: theme.ink, isBold: true)
        ))
    }
    return group
  }

  private static func line(at y: Double) -> SVGElement {
    SVGElement("g", ["transform": "translate(0,\(Coordinate.text(y)))"])
  }

  private func outline(top: Double, height: Double) -> SVGElement {
    let left = layout.edges.first ?? 0
    let right = layout.edges.last ?? left
    return SVGElement(
      "rect",
      [
        "x": left - 0.5, "y": top - 0.5, "width": right - left + 1,
        "height": height + 1, "rx": 3, "fill": "none", "stroke": theme.ink,
        "stroke-width": 2, "aria-hidden": "true",
      ])
  }

  /// A cell and its text, both without a y.
  private func cell(
    _ row: HeatTable.Row, _ column: Int, height: Double
  ) -> (cell: SVGElement, text: SVGElement?) {
    let cell = chart.cell(row, column)
    let (from, to) = (layout.edges[column], layout.edges[column + 1])
    var fill = theme.zone
    var ink = theme.mutedInk
    var text = cell.text
    switch cell.state {
    case .value:
      let colour = chart.colour(cell.value ?? 0, theme: theme)
      fill = colour.hex
      ink = theme.inkOn(colour)
    case .missing:
      fill = "url(#\(hatch))"
      text = ""
    case .blank:
      fill = "none"
      text = ""
    case .suppressed: text = "[c]"
    }
    let rectangle = SVGElement(
      "rect",
      [
        "x": from + 1, "width": to - from - 2, "height": height - 2, "rx": 2,
        "fill": fill,
      ])
    guard !text.isEmpty else { return (rectangle, nil) }
    var words = SVGElement.text(
      text, x: (from + to) / 2, y: 0,
      look: TextLook(size: theme.smallSize, colour: ink), anchor: .middle)
    words["y"] = nil
    return (rectangle, words)
  }
}
