import Diagnostics

/// A condition on the rows of a table, such as
/// `evaluated = 1 and dept in (1, 2)`.
///
/// - Comparisons: `=` (or `==`), `!=` (or `<>`), `<`, `<=`, `>`, `>=`,
///   `in (…)`, `not in (…)`. The left side is a column. The right side is a
///   number, a text in quotes, a code without quotes, or a column of that
///   name when the table has one; quotes always make a value, backticks
///   always a column.
/// - `missing(column)` is true where the column has no value.
/// - `and` binds more tightly than `or`, `not` more tightly than both;
///   parentheses group.
/// - Text compares by its code, letter for letter; labels of the codebook are
///   not compared. Numbers and dates (`2024-01-31`) compare by size.
/// - A comparison with a missing cell is unknown, its negation too; a row
///   whose condition is unknown does not count as meeting it.
public struct RowExpression: Sendable {
  /// The condition as written.
  public let text: String
  /// Where its first character stands; `nil` when it is not known.
  public let place: Place?

  private let root: ExpressionNode

  /// Reads a condition.
  ///
  /// - Throws: A `wrongExpression` diagnostic that points at the character.
  public init(_ text: String, at place: Place? = nil) throws(Diagnostic) {
    self.text = text
    self.place = place
    do {
      var parser = try ExpressionParser(text)
      root = try parser.parse()
    } catch {
      throw Self.diagnostic(error, text: text, place: place)
    }
  }

  /// Returns for each row of `table` whether it meets the condition.
  ///
  /// - Throws: An `unknownColumn` diagnostic, or `wrongExpression` when a
  ///   value does not fit the type of its column.
  public func rows(of table: Table) throws(Diagnostic) -> [Bool] {
    do {
      let truth = try ExpressionMask(table: table).truth(of: root)
      return truth.map { $0 == .yes }
    } catch {
      throw Self.diagnostic(error, text: text, place: place)
    }
  }

  private static func diagnostic(
    _ fault: ExpressionFault, text: String, place: Place?
  ) -> Diagnostic {
    var place = place
    if let column = place?.column, place?.line != nil {
      place?.column = column + fault.range.lowerBound
    }
    let first = fault.range.lowerBound + 1
    return Diagnostic(
      fault.code, at: place, fault.message,
      excerpt: Diagnostic.Excerpt(
        line: text, columns: first...max(first, fault.range.upperBound)),
      help: fault.help)
  }
}
