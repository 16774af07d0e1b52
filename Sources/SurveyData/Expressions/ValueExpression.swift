import Diagnostics

/// A calculation that gives a value for each row, such as
/// `round(mean.2(q1, q2, q3), 1)`.
///
/// - Values are numbers, texts in quotes, dates (`2024-01-31`), conditions,
///   and columns. A word is a column; backticks hold names with blanks and
///   signs.
/// - `+ - * / %` and brackets calculate, `&` joins texts. Signs within a word
///   belong to it as long as there is a column, a date or a code of that
///   name: blanks around signs leave no doubt.
/// - Types are checked before any row is computed; nothing is changed into
///   another type in silence.
/// - A calculation with a missing value is missing, with the reason of the
///   first one; `mean`, `sum`, `min`, `max`, `count` and `coalesce` leave
///   missing values out. Where an `if` or `case` needs a condition that is
///   unknown, the result is missing.
/// - A number that does not exist (divided by zero, logarithm of zero, too
///   large) is missing as `not-applicable`, a text that cannot be read as a
///   number or date as `unreadable`; `ComputedColumn` counts both.
public struct ValueExpression: Sendable {
  /// The calculation as written.
  public let text: String
  /// Where its first character stands; `nil` when it is not known.
  public let place: Place?

  private let root: ExpressionNode

  /// Reads a calculation.
  ///
  /// - Throws: A `wrongExpression` diagnostic that points at the character.
  public init(_ text: String, at place: Place? = nil) throws(Diagnostic) {
    self.text = text
    self.place = place
    do {
      var parser = try ExpressionParser(text, subject: "expression")
      root = try parser.parseValue()
    } catch {
      throw error.diagnostic(text: text, place: place)
    }
  }

  /// Computes the values for the rows of `table` as a column.
  ///
  /// Numbers become a column of whole numbers when all of them are, and fit;
  /// conditions become 1 and 0. A bare column keeps its codebook entry.
  ///
  /// - Throws: An `unknownColumn` or `wrongExpression` diagnostic.
  public func column(
    _ name: String, of table: Table
  ) throws(Diagnostic) -> ComputedColumn {
    do {
      let compiler = ExpressionCompiler(
        text, table: table, subject: "expression")
      let compiled = try compiler.compile(root)
      let vector = compiled.evaluate().spread(to: table.rowCount)
      var column = Column(
        name, vector.columnValues,
        missing: MissingReasons(
          vector.reasons.map { $0 & ExpressionVector.reasonBits }))
      if let source = compiled.column {
        column.variable = source.variable
        column.variable?.name = name
        column.values = source.values
      }
      func count(_ flag: UInt8) -> Int {
        vector.reasons.count { $0 & flag != 0 }
      }
      return ComputedColumn(
        column: column,
        undefinedCells: count(ExpressionVector.undefinedFlag),
        unreadableCells: count(ExpressionVector.unreadableFlag))
    } catch {
      throw error.diagnostic(text: text, place: place)
    }
  }
}

/// A column that was computed, and what could not be.
public struct ComputedColumn: Sendable {
  /// The column.
  public var column: Column
  /// Cells that are missing because their number does not exist, such as one
  /// divided by zero.
  public var undefinedCells: Int
  /// Cells that are missing because a text is no number or no date.
  public var unreadableCells: Int
}

extension ExpressionVector {
  /// The values as those of a column.
  fileprivate var columnValues: ColumnValues {
    switch values {
    case .days(let values): return .days(WholeNumbers(values))
    case .texts(let values): return .texts(values)
    case .truths(let values):
      return .integers(WholeNumbers(values.map { $0 ? 1 : 0 }))
    case .numbers(let numbers):
      var whole: [Int32] = []
      whole.reserveCapacity(numbers.count)
      for (row, number) in numbers.enumerated() {
        if reason(row) != 0 {
          whole.append(0)
        } else if let value = Int32(exactly: number) {
          whole.append(value)
        } else {
          return .doubles(
            numbers.enumerated().map { reason($0.offset) == 0 ? $0.element : 0 }
          )
        }
      }
      return .integers(WholeNumbers(whole))
    }
  }
}
