import SVG

/// A column of a terminal table: how wide its parts are and its texts.
struct PlainColumn {
  var alignment: ColumnNode.Alignment
  var width = 1
  /// The lines of each row's cell, padded to the width; empty for headings.
  var rows: [[String]] = []

  private static let largestTextWidth = 32

  init(_ layout: TableLayout, _ leaf: Int) {
    alignment = layout.leaves[leaf].alignment
    let shape = Shape(layout.numbers(of: leaf))
    let contents: [[String]] = layout.lines.map { line in
      guard !line.isHeading else { return [] }
      let cell = line.cells[leaf]
      if alignment == .trailing, !cell.isText { return [shape.text(of: cell)] }
      let text = visible(cell.text) + Self.text(cell.marks)
      return CellBreaker(width: Self.largestTextWidth).lines(text)
    }
    let heading = layout.headings[layout.leaves[leaf].heading]
    let label = visible(heading.label) + Self.text(heading.marks)
    let content = contents.joined().reduce(0) { max($0, cellWidth($1)) }
    width = max(
      content, min(cellWidth(label), max(CellBreaker.longestPiece(label), 10)),
      1)
    rows = contents.map { $0.map(padded) }
  }

  /// Makes the column wider by `count` cells.
  mutating func widen(by count: Int) {
    width += count
    rows = rows.map { $0.map(padded) }
  }

  /// A line of the column, padded to its width.
  func padded(_ text: String) -> String {
    PlainColumn.padded(text, to: width, alignment)
  }

  static func padded(
    _ text: String, to width: Int, _ alignment: ColumnNode.Alignment
  ) -> String {
    let missing = max(0, width - cellWidth(text))
    let left =
      switch alignment {
      case .leading: 0
      case .center: missing / 2
      case .trailing, .automatic: missing
      }
    return String(repeating: " ", count: left) + text
      + String(repeating: " ", count: missing - left)
  }

  /// Marks in brackets: superscripts are wide in some Chinese terminals.
  static func text(_ marks: [Int]) -> String {
    marks.map { " [\($0)]" }.joined()
  }

  /// The widths of the parts of the column's numbers.
  private struct Shape {
    var tail = 0
    var interval = 0
    var base = 0
    var letters = 0

    init(_ numbers: [LaidCell]) {
      for cell in numbers {
        tail = max(tail, Self.tail(of: cell))
        interval = max(interval, cellWidth(cell.interval))
        base = max(base, cellWidth(cell.base))
        letters = max(letters, cell.letters.count)
      }
    }

    private static func tail(of cell: LaidCell) -> Int {
      cellWidth(String(NumberShape.tail(of: cell.value)))
    }

    /// A cell whose parts end where those of the other cells end. What
    /// hangs on a number goes before it.
    func text(of cell: LaidCell) -> String {
      guard !cell.value.isEmpty else { return "" }
      var text = cell.marks.map { "[\($0)] " }.joined()
      if cell.isWeak { text += CellState.lowReliability.shorthand + " " }
      text += cell.value
      if letters > 0 {
        text += " " + PlainColumn.padded(cell.letters, to: letters, .leading)
      }
      if cell.isNumber {
        text += String(repeating: " ", count: tail - Self.tail(of: cell))
      }
      for (part, width) in [(cell.interval, interval), (cell.base, base)]
      where width > 0 {
        text += " " + PlainColumn.padded(part, to: width, .trailing)
      }
      return text
    }
  }
}
