/// A table before anybody decided what it looks like: the trees of its
/// columns and rows, typed cells, and the texts around them.
///
/// Every writer renders the same model. Numbers stay numbers with their
/// style, so that a writer for people rounds them and a writer for machines
/// does not. The model knows no language: each text comes from the caller,
/// the few that a writer needs by itself in `words`.
public struct TableModel: Hashable, Sendable {
  /// The name all ids of the rendered table start with, such as
  /// `tab-overall`. Characters other than letters, digits, `-` and `_` are
  /// replaced where it is written into an attribute.
  public var id: String
  /// The language of the texts as a BCP 47 tag, such as `zh` or `en`.
  public var language: String
  /// The title.
  public var title: String
  /// What, who, when and in which unit.
  public var subtitle: String?
  /// The heading of the column of row labels.
  public var stubHeading: String
  /// The columns; a column with children is a spanner over them.
  public var columns: [ColumnNode]
  /// The rows; a row with children is a group.
  public var rows: [RowNode]
  /// Notes about the whole table, without a mark. Notes about one cell or
  /// heading are attached there and get a mark.
  public var notes: [String]
  /// The source line, complete as it is to be shown.
  public var source: String?
  /// A visible mark, such as one that says that the data are made up.
  public var mark: String?
  /// The words that writers need by themselves.
  public var words: TableWords

  /// Creates a table.
  public init(
    id: String, language: String, title: String, subtitle: String? = nil,
    stubHeading: String = "", columns: [ColumnNode], rows: [RowNode],
    notes: [String] = [], source: String? = nil, mark: String? = nil,
    words: TableWords
  ) {
    self.id = id
    self.language = language
    self.title = title
    self.subtitle = subtitle
    self.stubHeading = stubHeading
    self.columns = columns
    self.rows = rows
    self.notes = notes
    self.source = source
    self.mark = mark
    self.words = words
  }
}
