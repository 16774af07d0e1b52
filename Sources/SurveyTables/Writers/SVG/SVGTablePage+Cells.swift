import SVG

extension SVGTablePage {
  /// The lines of a text cell; nothing for other cells.
  func textLines(of cell: LaidCell, _ leaf: Int) -> LineBreaker.Lines? {
    guard cell.isText else { return nil }
    let width =
      columns.columns[leaf].width - columns.marksWidth(cell.marks)
    return Self.lines(cell.value, width: width, size: theme.bodySize)
  }

  /// Draws a label with its marks after the last line.
  mutating func drawLabel(
    _ lines: [String], marks: [Int], x: Double, top: Double,
    anchor: TextAnchor, isBold: Bool
  ) {
    for (index, line) in lines.enumerated() where !line.isEmpty {
      var text = element(
        x, top + Double(index) * lineHeight, anchor, theme.ink, isBold)
      text.children = [.text(line)]
      if index == lines.count - 1 { appendMarks(marks, to: &text) }
      elements.append(text)
    }
  }

  /// Draws a cell. What hangs on a number goes before it, so that it does
  /// not push the number out of its column.
  mutating func draw(
    _ cell: LaidCell, _ lines: LineBreaker.Lines?, _ leaf: Int, top: Double,
    isBold: Bool
  ) {
    let column = columns.columns[leaf]
    let alignment = layout.leaves[leaf].alignment
    if let lines {
      let (x, anchor): (Double, TextAnchor) =
        switch alignment {
        case .leading: (column.left, .start)
        case .center: (column.left + column.width / 2, .middle)
        case .trailing, .automatic: (column.right, .end)
        }
      drawLabel(
        lines.lines, marks: cell.marks, x: x, top: top, anchor: anchor,
        isBold: isBold)
      return
    }
    guard !cell.value.isEmpty else { return }
    let ink = cell.isNumber ? theme.ink : theme.mutedInk
    let weight = cell.isNumber && isBold
    guard alignment == .trailing else {
      let isLeading = alignment == .leading
      var text = element(
        isLeading ? column.left : column.left + column.width / 2, top,
        isLeading ? .start : .middle, ink, weight)
      text.children = [.text(cell.text)]
      appendMarks(cell.marks, to: &text)
      elements.append(text)
      return
    }
    let tail = SVGTableColumns.drawn(
      NumberShape.tail(of: cell.value), theme.bodySize)
    let shift = cell.isNumber ? column.tail - tail : 0
    var value = element(column.valueEnd - shift, top, .end, ink, weight)
    value.children = []
    appendMarks(cell.marks, to: &value)
    // The first piece after the marks brings the text back to its line;
    // spaces between pieces are not drawn alike everywhere, `dx` is.
    var back: Double? = cell.marks.isEmpty ? nil : rise
    var space: Double? = back.map { _ in 2 }
    if cell.isWeak {
      let state = CellState.lowReliability.shorthand
      value.append(
        SVGElement(
          "tspan",
          [
            "dx": space, "dy": back, "fill": theme.mutedInk,
            "font-weight": "normal",
          ], text: state))
      back = nil
      space = theme.bodySize * 0.3
    }
    if space == nil {
      value.children.append(.text(cell.value))
    } else {
      value.append(
        SVGElement("tspan", ["dx": space, "dy": back], text: cell.value))
    }
    elements.append(value)
    if !cell.letters.isEmpty {
      let look = TextLook(size: theme.bodySize * 0.7, colour: theme.mutedInk)
      elements.append(
        .text(
          cell.letters, x: column.valueEnd + 1.5,
          y: top + theme.bodySize * 1.05 - rise, look: look))
    }
    for (part, end) in [
      (cell.interval, column.intervalEnd), (cell.base, column.baseEnd),
    ] where !part.isEmpty {
      let start =
        column.valueEnd + end - SVGTableColumns.drawn(part, theme.bodySize)
      var text = element(start, top, .start, theme.mutedInk, false)
      text.children = [.text(part)]
      elements.append(text)
    }
  }

  private func element(
    _ x: Double, _ top: Double, _ anchor: TextAnchor, _ colour: String,
    _ isBold: Bool
  ) -> SVGElement {
    let look = TextLook(
      size: theme.bodySize, colour: colour, isBold: isBold)
    return .text(
      "", x: x, y: top + theme.bodySize * 1.05, look: look, anchor: anchor)
  }

  /// Superscripts are shifted by `dy` and back, because not every renderer
  /// knows `baseline-shift`.
  private var rise: Double { theme.bodySize * 0.35 }

  private func appendMarks(_ marks: [Int], to text: inout SVGElement) {
    guard !marks.isEmpty else { return }
    text.append(
      SVGElement(
        "tspan",
        [
          "dy": -rise, "font-size": theme.bodySize * 0.7,
          "font-weight": "normal",
        ], text: SVGTableColumns.text(marks)))
  }
}
