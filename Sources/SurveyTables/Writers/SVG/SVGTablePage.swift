import SVG

/// A drawn table, from top to bottom.
struct SVGTablePage {
  let layout: TableLayout
  let theme: TableTheme
  let columns: SVGTableColumns
  var elements: [SVGElement] = []
  /// How far the drawing has come; in the end, the height.
  var y: Double

  var lineHeight: Double { theme.bodySize * 1.4 }

  init(
    _ layout: TableLayout, _ theme: TableTheme, _ columns: SVGTableColumns
  ) {
    self.layout = layout
    self.theme = theme
    self.columns = columns
    y = theme.margin
  }

  mutating func draw() {
    drawHead()
    drawHeadings()
    for index in layout.lines.indices { drawLine(index) }
    if layout.lines.isEmpty { drawNoRows() }
    drawRule(at: y, theme.strongRule, 2)
    drawNotes()
    y += theme.margin - 4
  }

  // MARK: - Head

  private mutating func drawHead() {
    let width = columns.pictureWidth - 2 * theme.margin
    var titleWidth = width
    if let mark = layout.table.mark, !mark.isEmpty {
      let needed = TextMeasure.width(mark, size: theme.noteSize) + 18
      drawMark(mark, width: min(needed, width))
      if needed > width * 0.4 {
        y += 32
      } else {
        titleWidth -= needed + 16
      }
    }
    if !layout.table.title.isEmpty {
      let look = TextLook(
        size: theme.titleSize, colour: theme.ink, isBold: true)
      draw(layout.table.title, look, lineHeight: 1.4, width: titleWidth)
    }
    if let subtitle = layout.table.subtitle, !subtitle.isEmpty {
      y += 4
      let look = TextLook(size: theme.subtitleSize, colour: theme.mutedInk)
      draw(subtitle, look, lineHeight: 1.5, width: width)
    }
    y += 14
  }

  private mutating func drawMark(_ mark: String, width: Double) {
    let left = columns.pictureWidth - theme.margin - width
    elements.append(
      SVGElement(
        "rect",
        [
          "x": left, "y": y, "width": width, "height": 22, "rx": 11,
          "fill": theme.markTint, "stroke": theme.mark,
          "aria-hidden": "true",
        ]))
    let look = TextLook(size: theme.noteSize, colour: theme.mark, isBold: true)
    elements.append(
      .text(
        mark, x: left + width / 2, middle: y + 11, look: look, anchor: .middle))
  }

  /// Draws a text of its own lines and moves below it.
  private mutating func draw(
    _ text: String, _ look: TextLook, lineHeight: Double, width: Double,
    x: Double? = nil
  ) {
    let lines = Self.lines(text, width: width, size: look.size)
    let height = look.size * lineHeight
    elements.append(
      .text(
        lines, whole: text, x: x ?? theme.margin, y: y + look.size * 0.95,
        lineHeight: height, look: look))
    y += Double(lines.lines.count) * height
  }

  // MARK: - Headings

  private mutating func drawHeadings() {
    guard layout.hasHeadings else {
      return drawRule(at: y, theme.strongRule, 2)
    }
    let heights = headingHeights
    let starts = heights.indices.map { row in
      heights[..<row].reduce(y, +)
    }
    let bottom = heights.reduce(y, +)
    drawRule(at: y, theme.strongRule, 2)
    for heading in layout.headings {
      let last = heading.row + heading.rowSpan - 1
      let end = starts[last] + heights[last]
      let box = box(of: heading)
      let lines = Self.labelLines(
        heading.label, width: box.width - columns.marksWidth(heading.marks),
        size: theme.bodySize)
      let (x, anchor): (Double, TextAnchor) =
        switch heading.isSpanner
          ? .center : layout.leaves[heading.column].alignment
        {
        case .leading: (box.left, .start)
        case .center: (box.left + box.width / 2, .middle)
        case .trailing, .automatic: (box.left + box.width, .end)
        }
      let top =
        end - theme.rowPadding - Double(lines.lines.count) * lineHeight
      drawLabel(
        lines.lines, marks: heading.marks, x: x, top: top, anchor: anchor,
        isBold: true)
      if heading.isSpanner {
        drawRule(
          at: end, theme.strongRule, 1, from: box.left,
          to: box.left + box.width)
      }
    }
    let stub = Self.labelLines(
      layout.table.stubHeading, width: columns.stubWidth, size: theme.bodySize)
    drawLabel(
      stub.lines, marks: [], x: columns.left,
      top: bottom - theme.rowPadding - Double(stub.lines.count) * lineHeight,
      anchor: .start, isBold: true)
    drawRule(at: bottom, theme.strongRule, 1.5)
    y = bottom
  }

  private var headingHeights: [Double] {
    var heights = Array(
      repeating: lineHeight + 2 * theme.rowPadding,
      count: layout.headingRowCount)
    func fit(_ text: String, _ width: Double, _ rows: Range<Int>) {
      let count = Self.lines(text, width: width, size: theme.bodySize).lines
        .count
      let needed = Double(count) * lineHeight + 2 * theme.rowPadding
      let missing = needed - rows.reduce(0) { $0 + heights[$1] }
      if missing > 0 { heights[rows.lowerBound] += missing }
    }
    // Those in one row first: they may make room for those in several.
    for spansSeveral in [false, true] {
      for heading in layout.headings
      where (heading.rowSpan > 1) == spansSeveral {
        fit(
          heading.label,
          box(of: heading).width - columns.marksWidth(heading.marks),
          heading.row..<heading.row + heading.rowSpan)
      }
    }
    fit(layout.table.stubHeading, columns.stubWidth, 0..<heights.count)
    return heights
  }

  private func box(
    of heading: TableLayout.Heading
  ) -> (left: Double, width: Double) {
    let left = columns.columns[heading.column].left
    let last = heading.column + heading.columnSpan - 1
    return (left, columns.columns[last].right - left)
  }

  // MARK: - Rows

  private mutating func drawLine(_ index: Int) {
    let line = layout.lines[index]
    let indent = Double(line.depth) * theme.indent
    let isBold = line.isHeading || line.kind != .detail
    let width =
      line.isHeading
      ? columns.right - columns.left - indent : columns.stubWidth - indent
    let label = Self.labelLines(
      line.label, width: width - columns.marksWidth(line.marks),
      size: theme.bodySize)
    var count = label.lines.count
    var texts: [LineBreaker.Lines?] = []
    for (leaf, cell) in line.cells.enumerated() {
      let lines = textLines(of: cell, leaf)
      texts.append(lines)
      count = max(count, lines?.lines.count ?? 1)
    }
    let above = line.isHeading && index > 0 ? theme.rowPadding : 0
    let height =
      Double(count) * lineHeight + 2 * theme.rowPadding + above
    drawTintAndRules(of: line, index, height: height)
    let top = y + above + theme.rowPadding
    drawLabel(
      label.lines, marks: line.marks, x: columns.left + indent, top: top,
      anchor: .start, isBold: isBold)
    for (leaf, cell) in line.cells.enumerated() {
      draw(cell, texts[leaf], leaf, top: top, isBold: isBold)
    }
    y += height
  }

  private mutating func drawTintAndRules(
    of line: TableLayout.Line, _ index: Int, height: Double
  ) {
    if line.kind == .overall {
      elements.append(
        SVGElement(
          "rect",
          [
            "x": theme.margin, "y": y,
            "width": columns.right + theme.inset - theme.margin,
            "height": height, "fill": theme.overallTint,
            "aria-hidden": "true",
          ]))
    }
    if line.kind == .subtotal, index > 0 {
      drawRule(at: y, theme.strongRule, 1)
    } else if index > 0, !layout.lines[index - 1].isHeading {
      drawRule(at: y, theme.weakRule, 1)
    }
    if line.isHeading { drawRule(at: y + height, theme.strongRule, 1) }
  }

  private mutating func drawNoRows() {
    let look = TextLook(size: theme.bodySize, colour: theme.mutedInk)
    y += theme.rowPadding
    draw(
      layout.table.words.noRows, look, lineHeight: 1.4,
      width: columns.pictureWidth - 2 * theme.margin, x: columns.left)
    y += theme.rowPadding
  }

  // MARK: - Notes

  private mutating func drawNotes() {
    guard !layout.endNotes.isEmpty else { return }
    y += 10
    let look = TextLook(size: theme.noteSize, colour: theme.mutedInk)
    let indent = layout.endNotes.reduce(0) { widest, note in
      max(widest, columns.marksWidth(note.mark.map { [$0] } ?? []))
    }
    for note in layout.endNotes {
      let shift = note.mark == nil ? 0 : indent + 1
      if let mark = note.mark {
        elements.append(
          .text(
            String(mark), x: theme.margin, y: y + theme.noteSize * 0.65,
            look: TextLook(size: theme.noteSize * 0.75, colour: look.colour)))
      }
      draw(
        note.text, look, lineHeight: 1.45,
        width: columns.pictureWidth - 2 * theme.margin - shift,
        x: theme.margin + shift)
      y += 2
    }
  }

  // MARK: - Pieces

  mutating func drawRule(
    at y: Double, _ colour: String, _ width: Double, from: Double? = nil,
    to: Double? = nil
  ) {
    elements.append(
      SVGElement(
        "line",
        [
          "x1": from ?? theme.margin, "y1": y,
          "x2": to ?? columns.right + theme.inset, "y2": y,
          "stroke": colour, "stroke-width": width, "aria-hidden": "true",
        ]))
  }

  /// Breaks a text; as many lines as it takes.
  static func lines(
    _ text: String, width: Double, size: Double
  ) -> LineBreaker.Lines {
    breaker(width: width, size: size, maximum: .max).lines(text)
  }

  /// Breaks a label into lines of even length.
  static func labelLines(
    _ text: String, width: Double, size: Double
  ) -> LineBreaker.Lines {
    let greedy = lines(text, width: width, size: size)
    guard greedy.lines.count > 1 else { return greedy }
    return breaker(width: width, size: size, maximum: greedy.lines.count)
      .balanced(text)
  }

  /// A little wider than the room, because a column is often exactly as wide
  /// as its text and sums of widths are rounded.
  private static func breaker(
    width: Double, size: Double, maximum: Int
  ) -> LineBreaker {
    LineBreaker(width: max(width, size) + 0.01, size: size, maximum: maximum)
  }
}
