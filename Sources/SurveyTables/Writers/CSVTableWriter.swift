/// Writes a table as comma-separated values after RFC 4180, in UTF-8.
public struct CSVTableWriter: TableWriter {
  /// Who reads the file.
  public enum Form: Hashable, Sendable {
    /// Programs: one line a cell, with the columns `row`, `column`,
    /// `statistic`, `value`, `lower`, `upper`, `base`, `state` and `text`.
    /// Numbers are exact; paths in the trees are joined by ` / `.
    case tidy
    /// People with a spreadsheet: the table as it is shown elsewhere, with
    /// rounded numbers and notes, opened by a byte order mark.
    case asShown
  }

  /// Who reads the file.
  public var form: Form
  /// Whether labels are written as they are. Otherwise a text that a
  /// spreadsheet could take for a formula is led by an apostrophe.
  public var isRaw: Bool

  /// Creates a writer.
  public init(_ form: Form, isRaw: Bool = false) {
    self.form = form
    self.isRaw = isRaw
  }

  /// The extension of the file.
  public var fileExtension: String { "csv" }

  /// The lines of the file, each ended by a line feed.
  public func text(of table: TableModel) -> String { "" }
}
