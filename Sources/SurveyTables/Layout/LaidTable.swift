/// A table that is laid out once for several writers.
public struct LaidTable: Sendable {
  /// The table.
  public var model: TableModel { layout.table }

  let layout: TableLayout

  /// Lays a table out.
  public init(_ table: TableModel) {
    layout = TableLayout(table)
  }

  /// The labels and cells of the rows as they are shown, without marks and
  /// without headings over the whole width.
  public var texts: [[String]] {
    layout.lines.filter { !$0.isHeading }.map { line in
      [line.label] + line.cells.map(\.text)
    }
  }
}
