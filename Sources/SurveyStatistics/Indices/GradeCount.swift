/// A grade and the column that holds its number of votes, where a row is a
/// subject and votes were counted already.
public struct GradeCount: Sendable, Hashable {
  /// The grade.
  public var grade: String
  /// The column.
  public var column: String

  /// Creates a pair.
  public init(grade: String, column: String) {
    self.grade = grade
    self.column = column
  }
}
