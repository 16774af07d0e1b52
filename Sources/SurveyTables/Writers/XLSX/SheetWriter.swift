import SVG
import Spreadsheets

/// Lays a table out as the sheet of a workbook, for people and for programs.
///
/// Title, subtitle and mark come first, then one line of headings directly
/// above the rows, then the notes. No cells are merged: spanners go before
/// the headings (`Gender / Male`), and groups into columns of their own at
/// the left, repeated in each row, so that the rows can be sorted and
/// filtered. Limits of intervals, bases, letters and remarks have columns of
/// their own beside the value. Numbers keep all their digits; the format
/// shows as many as elsewhere. A state stands in the place of the number.
public struct SheetWriter: Sendable {
  /// A link in the first line, and where it leads.
  public var back: (text: String, sheet: String)?

  /// Creates a writer.
  ///
  /// - Parameter back: A link that goes to the right of the title, such as
  ///   to a sheet of contents.
  public init(back: (text: String, sheet: String)? = nil) {
    self.back = back
  }

  /// The sheet.
  ///
  /// - Parameter name: A legal name; see `SheetNames`.
  public func sheet(of table: TableModel, name: String) -> Sheet {
    sheet(of: LaidTable(table), name: name)
  }

  /// The sheet of a table that other writers need too.
  ///
  /// - Parameter name: A legal name; see `SheetNames`.
  public func sheet(of table: LaidTable, name: String) -> Sheet {
    SheetPage(table.layout).sheet(name: name, back: back)
  }
}

/// One table on its way to a sheet.
private struct SheetPage {
  let layout: TableLayout
  let columns: [SheetColumn]
  /// How many columns hold groups.
  let groupColumns: Int

  init(_ layout: TableLayout) {
    self.layout = layout
    columns = layout.leaves.indices.map { SheetColumn(layout, $0) }
    groupColumns =
      layout.lines.filter { !$0.isHeading }
      .map(\.depth).max() ?? 0
  }

  private var table: TableModel { layout.table }

  func sheet(name: String, back: (text: String, sheet: String)?) -> Sheet {
    var rows = opening
    if let back {
      rows.append([SheetCell(.link(back.text, sheet: back.sheet), .link)])
    }
    let headingRow = rows.count
    let headings = self.headings
    rows.append([])
    let body = layout.lines.filter { !$0.isHeading }.map(cells)
    rows += body
    if layout.lines.isEmpty { rows.append([.text(table.words.noRows)]) }
    if !layout.endNotes.isEmpty { rows.append([]) }
    rows += layout.endNotes.map { note in
      [.text((note.mark.map { "[\($0)] " } ?? "") + note.text, .note)]
    }
    var sheet = Sheet(
      name: name, rows: rows, widths: widths(headings, body),
      table: Sheet.Table(
        name: table.id, headingRow: headingRow, headings: headings,
        rowCount: body.count))
    sheet.frozenRows = headingRow + 1
    sheet.frozenColumns = groupColumns + 1
    sheet.isLandscape = headings.count > 6
    return sheet
  }

  private var opening: [[SheetCell]] {
    var rows: [[SheetCell]] = []
    if !table.title.isEmpty { rows.append([.text(table.title, .title)]) }
    if let subtitle = table.subtitle, !subtitle.isEmpty {
      rows.append([.text(subtitle, .note)])
    }
    if let mark = table.mark, !mark.isEmpty {
      rows.append([.text(mark, .mark)])
    }
    return rows
  }

  // MARK: - Columns

  private var headings: [String] {
    let stub = table.stubHeading
    var headings = (0..<groupColumns).map { depth in
      groupColumns == 1
        ? table.words.group : "\(table.words.group) \(depth + 1)"
    }
    headings.append(Self.marked(stub, []))
    for (leaf, column) in zip(layout.leaves, columns) {
      let name = layout.flattened(leaf) { Self.marked($0.label, $0.marks) }
      headings += column.headings(name, table.words)
    }
    return headings
  }

  private func cells(_ line: TableLayout.Line) -> [SheetCell] {
    var look = CellFormat()
    look.isBold = line.kind != .detail
    if line.kind == .overall { look.fill = 0xF2F5F9 }
    var cells = (0..<groupColumns).map { depth in
      depth < line.path.count - 1
        ? SheetCell.text(line.path[depth], look) : SheetCell(.text(""), look)
    }
    var label = look
    label.wraps = true
    cells.append(.text(Self.marked(line.label, line.marks), label))
    for (column, cell) in zip(columns, line.cells) {
      cells += column.cells(of: cell, look)
    }
    return cells
  }

  static func marked(_ text: String, _ marks: [Int]) -> String {
    ([text] + marks.map { "[\($0)]" }).filter { !$0.isEmpty }
      .joined(separator: " ")
  }

  /// Widths from the texts as they are shown. Long headings break, so that
  /// they make a column as wide as half of them at the most.
  private func widths(
    _ headings: [String], _ rows: [[SheetCell]]
  ) -> [Double] {
    headings.indices.map { column in
      let heading = min(16, Self.width(headings[column]) / 2)
      let longest =
        headings[column].split(separator: " ")
        .map { Self.width(String($0)) }.max() ?? 0
      let content =
        rows.prefix(2000).map { row in
          column < row.count ? Self.width(row[column]) : 0
        }.max() ?? 0
      let most = column <= groupColumns ? 44.0 : 36
      return min(most, max(heading, min(longest, 14), content, 6) + 2)
    }
  }

  private static func width(_ cell: SheetCell) -> Double {
    switch cell.content {
    case .empty: 0
    case .text(let text), .link(let text, _): width(text)
    case .number(let value):
      // Sign, separators and decimals of the format.
      Double(
        NumberStyle.integer.text(value.magnitude < 1e15 ? value : 0).count
          + cell.format.numberFormat.split(separator: ";")[0]
          .drop { $0 != "." }.count + 1)
    }
  }

  /// A text's width in digits of the standard font.
  private static func width(_ text: String) -> Double {
    TextMeasure.ems(text) * 2
  }
}

extension CellFormat {
  static let title: CellFormat = {
    var format = CellFormat()
    format.isBold = true
    format.size = 14
    return format
  }()

  static let note: CellFormat = {
    var format = CellFormat()
    format.colour = 0x595959
    return format
  }()

  static let mark: CellFormat = {
    var format = CellFormat()
    format.isBold = true
    format.colour = 0x8A3B00
    return format
  }()

  static let link: CellFormat = {
    var format = CellFormat()
    format.colour = 0x1F4E8C
    return format
  }()
}
