import SVG

/// The stub and as many columns beside it as fit.
struct PlainPanel {
  static let gap = 2
  static let smallestStubWidth = 16

  let layout: TableLayout
  let columns: [PlainColumn]
  let range: Range<Int>
  var stubWidth: Int

  init(
    _ layout: TableLayout, _ columns: [PlainColumn], _ range: Range<Int>,
    width: Int
  ) {
    self.layout = layout
    self.range = range
    self.columns = columns
    let natural = Self.naturalStubWidth(layout)
    stubWidth = natural
    let content = range.reduce(0) { $0 + self.columns[$1].width + Self.gap }
    stubWidth = min(
      natural, max(width - content, min(natural, Self.smallestStubWidth)))
  }

  /// The width of the stub that would keep every label on one line.
  static func naturalStubWidth(_ layout: TableLayout) -> Int {
    let heading = cellWidth(visible(layout.table.stubHeading))
    return layout.lines.filter { !$0.isHeading }.reduce(heading) {
      max($0, cellWidth(label(of: $1)) + 2 * $1.depth)
    }
  }

  var lines: [String] {
    guard totalWidth > 0 else { return [] }
    let rule = String(repeating: "-", count: totalWidth)
    let dashes = String(repeating: "- ", count: totalWidth / 2)
    let headings = layout.hasHeadings ? self.headings + [rule] : []
    var lines = [rule] + headings
    for (index, line) in layout.lines.enumerated() {
      if line.kind == .subtotal, index > 0 {
        lines.append(dashes)
      }
      lines += text(of: line, index)
      if line.kind == .overall { lines.append(rule) }
    }
    if lines.last != rule { lines.append(rule) }
    return lines
  }

  private var totalWidth: Int {
    range.reduce(stubWidth) { $0 + Self.gap + columns[$1].width }
  }

  private static func label(of line: TableLayout.Line) -> String {
    visible(line.label) + PlainColumn.text(line.marks)
  }

  // MARK: - Headings

  private var headings: [String] {
    // Rows are empty where this panel has no spanner in them.
    (0..<layout.headingRowCount).flatMap(headingRow)
      .filter { $0.contains { $0 != " " } }
  }

  /// One row of the grid of headings: spanners with a line below them, and
  /// in the last row the columns and the stub.
  private func headingRow(_ row: Int) -> [String] {
    let isLast = row == layout.headingRowCount - 1
    var blocks: [(lines: [String], width: Int)] = []
    let stub = isLast ? visible(layout.table.stubHeading) : ""
    blocks.append(
      (
        CellBreaker(width: stubWidth).lines(stub).map {
          PlainColumn.padded($0, to: stubWidth, .leading)
        }, stubWidth
      ))
    for (heading, part) in headings(in: row) {
      let width =
        part.reduce(-Self.gap) { $0 + Self.gap + columns[$1].width }
      let isShown = heading.isSpanner || isLast
      let label =
        isShown ? visible(heading.label) + PlainColumn.text(heading.marks) : ""
      let side: ColumnNode.Alignment =
        heading.isSpanner ? .center : columns[part.lowerBound].alignment
      var lines = CellBreaker(width: width).lines(label).map {
        PlainColumn.padded($0, to: width, side)
      }
      if heading.isSpanner {
        lines.append(String(repeating: "-", count: width))
      }
      blocks.append((lines, width))
    }
    let height = blocks.reduce(1) { max($0, $1.lines.count) }
    return (0..<height).map { index in
      blocks.map { block in
        let missing = height - block.lines.count
        return index < missing
          ? String(repeating: " ", count: block.width)
          : block.lines[index - missing]
      }.joined(separator: String(repeating: " ", count: Self.gap))
    }
  }

  /// The headings that cover a row of the grid, with their columns in this
  /// panel, from left to right.
  private func headings(
    in row: Int
  ) -> [(heading: TableLayout.Heading, columns: Range<Int>)] {
    layout.headings.filter {
      $0.row <= row && row < $0.row + $0.rowSpan
    }.compactMap { heading in
      let end = heading.column + heading.columnSpan
      let part = (heading.column..<end).clamped(to: range)
      return part.isEmpty ? nil : (heading, part)
    }.sorted { $0.columns.lowerBound < $1.columns.lowerBound }
  }

  // MARK: - Rows

  private func text(of line: TableLayout.Line, _ index: Int) -> [String] {
    let indent = String(repeating: " ", count: 2 * line.depth)
    let room = (line.isHeading ? totalWidth : stubWidth) - indent.count
    let label = CellBreaker(width: max(room, 8)).lines(Self.label(of: line))
      .map { PlainColumn.padded(indent + $0, to: stubWidth, .leading) }
    guard !line.isHeading else { return label }
    let height = range.reduce(label.count) {
      max($0, columns[$1].rows[index].count)
    }
    return (0..<height).map { number in
      var text =
        number < label.count
        ? label[number] : String(repeating: " ", count: stubWidth)
      for column in range {
        let rows = columns[column].rows[index]
        text +=
          String(repeating: " ", count: Self.gap)
          + (number < rows.count
            ? rows[number] : columns[column].padded(""))
      }
      return text
    }
  }
}
