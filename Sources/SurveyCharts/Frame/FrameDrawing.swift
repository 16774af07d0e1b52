import SVG

/// Puts title, subtitle, mark, notes and source around a chart.
struct FrameDrawing {
  var chart: any Chart
  var theme: Theme
  /// The width that was asked for.
  var width: Double
  /// Whether the drawing says its numbers for screen readers.
  var isDescribed = true

  private let padding = 20.0

  /// The bytes of the file.
  var text: String { document.text }

  /// The figure with everything around it.
  var document: SVGDocument {
    let body = chart.body(theme: theme, width: width - 2 * padding)
    let total = max(width, body.width + 2 * padding)
    var column = Column(x: padding, y: padding, width: total - 2 * padding)
    addHead(to: &column)
    column.y += 18
    column.elements.append(
      SVGElement(
        "g",
        [
          "transform": "translate(\(Coordinate.text(padding)),"
            + "\(Coordinate.text(column.y)))"
        ], body.elements))
    column.y += body.height
    addFoot(body.notes, to: &column)
    return SVGDocument(
      id: chart.frame.id, language: chart.frame.language,
      title: chart.frame.title,
      description: isDescribed ? chart.sentences : "",
      fontFamily: chart.frame.language.hasPrefix("zh")
        ? theme.fontFamily : theme.latinFontFamily,
      background: theme.background,
      width: total, height: column.y + padding - 4, content: column.elements)
  }

  private struct Column {
    var x: Double
    var y: Double
    var width: Double
    var elements: [SVGElement] = []

    mutating func add(
      _ text: String, look: TextLook, lineHeight: Double, width: Double,
      maximum: Int, isBalanced: Bool = false
    ) {
      let breaker = LineBreaker(
        width: width, size: look.size, maximum: maximum)
      let lines = isBalanced ? breaker.balanced(text) : breaker.lines(text)
      elements.append(
        .text(
          lines, whole: text, x: x, y: y + look.size * 0.95,
          lineHeight: lineHeight, look: look))
      y += Double(lines.lines.count) * lineHeight
    }
  }

  private func addHead(to column: inout Column) {
    var titleWidth = column.width
    var right = column.x + column.width
    var logoBottom = column.y
    if let logo = theme.logo, logo.aspect > 0, logo.aspect.isFinite {
      // At most 34 pixels high and a quarter of the figure wide.
      let wide = min(34 * logo.aspect, column.width / 4)
      column.elements.append(
        SVGElement(
          "image",
          [
            "x": right - wide, "y": column.y, "width": wide,
            "height": wide / logo.aspect, "href": logo.data,
            "aria-hidden": "true",
          ]))
      logoBottom = column.y + wide / logo.aspect
      right -= wide + 14
      titleWidth -= wide + 14
    }
    defer { column.y = max(column.y, logoBottom) }
    if let mark = chart.frame.mark, !mark.isEmpty {
      let lines = LineBreaker(
        width: titleWidth - 18, size: theme.noteSize, maximum: 1
      ).lines(mark)
      let badge = self.badge(
        lines.lines.joined(), right: right, top: column.y)
      column.elements.append(badge.element)
      if badge.width > column.width * 0.4 {
        column.y += 32
      } else {
        titleWidth -= badge.width + 16
      }
    }
    column.add(
      chart.frame.title,
      look: TextLook(size: theme.titleSize, colour: theme.ink, isBold: true),
      lineHeight: theme.titleSize * 1.4, width: titleWidth, maximum: 4,
      isBalanced: true)
    if let subtitle = chart.frame.subtitle, !subtitle.isEmpty {
      column.y += 4
      column.add(
        subtitle,
        look: TextLook(size: theme.subtitleSize, colour: theme.mutedInk),
        lineHeight: theme.subtitleSize * 1.5, width: column.width, maximum: 8)
    }
  }

  private func addFoot(_ generated: [String], to column: inout Column) {
    let source = chart.frame.source.map { [$0] } ?? []
    let texts = (generated + chart.frame.notes + source)
      .filter { !$0.isEmpty }
    guard !texts.isEmpty else { return }
    column.y += 18
    column.elements.append(
      SVGElement(
        "line",
        [
          "x1": column.x, "y1": column.y, "x2": column.x + column.width,
          "y2": column.y, "stroke": theme.grid, "aria-hidden": "true",
        ]))
    column.y += 10
    for text in texts {
      column.add(
        text, look: TextLook(size: theme.noteSize, colour: theme.mutedInk),
        lineHeight: theme.noteSize * 1.45, width: column.width, maximum: 20)
      column.y += 2
    }
  }

  private func badge(
    _ mark: String, right: Double, top: Double
  ) -> (element: SVGElement, width: Double) {
    let look = TextLook(size: theme.noteSize, colour: theme.mark, isBold: true)
    let width = TextMeasure.width(mark, size: look.size) + 18
    let group = SVGElement(
      "g", [:],
      [
        SVGElement(
          "rect",
          [
            "x": right - width, "y": top, "width": width, "height": 22.0,
            "rx": 11, "fill": theme.softened(theme.mark, 0.97),
            "stroke": theme.mark,
          ]),
        .text(
          mark, x: right - width / 2, middle: top + 11, look: look,
          anchor: .middle),
      ])
    return (group, width)
  }
}

extension ChartTable {
  /// The table as sentences for screen readers: `Row: head text, head text.`
  var sentence: String {
    rows.map { row in
      let cells = zip(columns, row).dropFirst().compactMap { head, text in
        text.isEmpty ? nil : head.isEmpty ? text : "\(head) \(text)"
      }
      return "\(row.first ?? ""): \(cells.joined(separator: ", "))."
    }.joined(separator: " ")
  }
}
