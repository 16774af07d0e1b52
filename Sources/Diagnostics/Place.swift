/// Where something was found: a file, and as far as known a line, a column
/// and the name of a table column.
public struct Place: Hashable, Sendable, Codable {
  /// The file as the user named it, never made absolute.
  public var file: String
  /// The line, counted from 1.
  public var line: Int?
  /// The character in the line, counted from 1. In a data file it is the
  /// field, not the character; then `columnName` is set.
  public var column: Int?
  /// The name of the table column that the cell belongs to.
  public var columnName: String?

  /// Creates a place; leave out what is not known.
  public init(
    file: String, line: Int? = nil, column: Int? = nil,
    columnName: String? = nil
  ) {
    self.file = file
    self.line = line
    self.column = column
    self.columnName = columnName
  }
}

extension Place: Comparable {
  /// Orders by file, then line, then column; what is unknown comes first.
  public static func < (left: Place, right: Place) -> Bool {
    (left.file, left.line ?? 0, left.column ?? 0, left.columnName ?? "")
      < (right.file, right.line ?? 0, right.column ?? 0, right.columnName ?? "")
  }
}

extension Place: CustomStringConvertible {
  /// `file:line:column`, with as many parts as are known.
  public var description: String {
    var text = file
    if let line { text += ":\(line)" }
    if line != nil, let column { text += ":\(column)" }
    return text
  }
}
