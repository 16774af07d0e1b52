import SVG

/// Writes a table for a terminal, where a Chinese character takes two cells.
///
/// The stub is wrapped until the table fits. When the other columns alone
/// are too wide, they are broken into several panels below one another, each
/// with the stub. Control and direction characters are shown as `\u{1B}`.
public struct PlainTableWriter: TableWriter {
  /// The number of cells in a line of the terminal.
  public var width: Int

  /// Creates a writer.
  public init(width: Int = 80) {
    self.width = max(20, width)
  }

  /// The extension of the file.
  public var fileExtension: String { "txt" }

  /// The lines of the table.
  public func text(of table: LaidTable) -> String {
    let layout = table.layout
    let table = layout.table
    var lines: [String] = []
    for text in [table.title, table.subtitle, table.mark.map { "[\($0)]" }] {
      if let text, !text.isEmpty { lines += wrapped(text) }
    }
    if !lines.isEmpty { lines.append("") }
    let columns = Self.columns(layout)
    for (index, panel) in panels(columns, layout).enumerated() {
      if index > 0 { lines.append("") }
      lines += PlainPanel(layout, columns, panel, width: width).lines
    }
    if layout.lines.isEmpty { lines += wrapped(table.words.noRows) }
    if !layout.endNotes.isEmpty { lines.append("") }
    for note in layout.endNotes {
      let mark = note.mark.map { "[\($0)] " } ?? ""
      let text = CellBreaker(width: width - mark.count)
        .lines(visible(note.text))
      let indent = String(repeating: " ", count: mark.count)
      lines += text.enumerated().map {
        ($0.offset == 0 ? mark : indent) + $0.element
      }
    }
    return lines.map { $0.trimmingSuffix(" ") + "\n" }.joined()
  }

  /// The columns, wide enough for the longest word of each heading above
  /// them.
  private static func columns(_ layout: TableLayout) -> [PlainColumn] {
    var columns = layout.leaves.indices.map { PlainColumn(layout, $0) }
    for heading in layout.headings where heading.isSpanner {
      let part = heading.column..<heading.column + heading.columnSpan
      let width = part.reduce(-PlainPanel.gap) {
        $0 + PlainPanel.gap + columns[$1].width
      }
      let label = visible(heading.label) + PlainColumn.text(heading.marks)
      let missing = CellBreaker.longestPiece(label) - width
      if missing > 0, let last = part.last { columns[last].widen(by: missing) }
    }
    return columns
  }

  private func wrapped(_ text: String) -> [String] {
    CellBreaker(width: width).lines(visible(text))
  }

  /// The columns of each panel.
  private func panels(
    _ columns: [PlainColumn], _ layout: TableLayout
  ) -> [Range<Int>] {
    let stub = min(
      PlainPanel.smallestStubWidth, PlainPanel.naturalStubWidth(layout))
    var panels: [Range<Int>] = []
    var start = 0
    var used = stub
    for (index, column) in columns.enumerated() {
      let needed = PlainPanel.gap + column.width
      if index > start, used + needed > width {
        panels.append(start..<index)
        start = index
        used = stub
      }
      used += needed
    }
    return panels + [start..<columns.count]
  }
}

extension String {
  /// The text without the character at its end, however often it stands
  /// there.
  func trimmingSuffix(_ character: Character) -> String {
    var text = self[...]
    while text.last == character { text.removeLast() }
    return String(text)
  }
}
