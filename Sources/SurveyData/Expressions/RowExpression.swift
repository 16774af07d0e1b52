import Diagnostics

/// A condition on the rows of a table, such as
/// `evaluated = 1 and dept in (1, 2)`.
///
/// - Comparisons: `=` (or `==`), `!=` (or `<>`), `<`, `<=`, `>`, `>=`,
///   `in (…)`, `not in (…)`. The left side is a column or a calculation. The
///   right side is a calculation, a number, a text in quotes, a code without
///   quotes, or a column of that name when the table has one; quotes always
///   make a value, backticks always a column.
/// - `missing(column)` is true where the column has no value.
/// - `and` binds more tightly than `or`, `not` more tightly than both;
///   parentheses group.
/// - Text compares by its code, letter for letter; labels of the codebook are
///   not compared. Numbers and dates (`2024-01-31`) compare by size.
/// - A comparison with a missing cell is unknown, its negation too; a row
///   whose condition is unknown does not count as meeting it.
/// - Calculations and functions are those of `ValueExpression`.
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
      var parser = try ExpressionParser(text, subject: "condition")
      root = try parser.parseCondition()
    } catch {
      throw error.diagnostic(text: text, place: place)
    }
  }

  /// Returns for each row of `table` whether it meets the condition.
  ///
  /// - Throws: An `unknownColumn` diagnostic, or `wrongExpression` when a
  ///   value does not fit the type of its column.
  public func rows(of table: Table) throws(Diagnostic) -> [Bool] {
    do {
      let compiler = ExpressionCompiler(
        text, table: table, subject: "condition")
      let compiled = try compiler.require(.truth, root, of: "a condition")
      let vector = compiled.evaluate().spread(to: table.rowCount)
      if vector.reasons.isEmpty { return vector.truths }
      return vector.truths.indices.map {
        vector.truths[$0] && vector.reasons[$0] == 0
      }
    } catch {
      throw error.diagnostic(text: text, place: place)
    }
  }
}
