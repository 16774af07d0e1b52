/// Turns a table into the text of a file.
///
/// The same table gives the same bytes, ending in a line feed.
public protocol TableWriter: Sendable {
  /// The extension of the file, such as `html`.
  var fileExtension: String { get }

  /// The text of the file.
  func text(of table: LaidTable) -> String
}

extension TableWriter {
  /// The text of the file for a table that no other writer needs.
  public func text(of table: TableModel) -> String {
    text(of: LaidTable(table))
  }
}
