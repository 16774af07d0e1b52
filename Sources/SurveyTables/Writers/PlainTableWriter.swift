/// Writes a table for a terminal, where a Chinese character takes two cells.
///
/// The stub is wrapped until the table fits. When the other columns alone
/// are too wide, they are broken into several panels below one another, each
/// with the stub.
public struct PlainTableWriter: TableWriter {
  /// The number of cells in a line of the terminal.
  public var width: Int

  /// Creates a writer.
  public init(width: Int = 80) {
    self.width = width
  }

  /// The extension of the file.
  public var fileExtension: String { "txt" }

  /// The lines of the table.
  public func text(of table: TableModel) -> String { "" }
}
