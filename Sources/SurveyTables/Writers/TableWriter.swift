/// Turns a table into the text of a file.
///
/// The same table gives the same bytes, ending in a line feed.
public protocol TableWriter: Sendable {
  /// The extension of the file, such as `html`.
  var fileExtension: String { get }

  /// The text of the file.
  func text(of table: TableModel) -> String
}
