import Diagnostics
import SurveyData

/// A question that only some were to answer.
public struct RoutingCheck: Sendable {
  /// The column of the question.
  public var column: String
  /// Who was to answer it.
  public var condition: RowExpression

  /// Creates a check.
  public init(_ column: String, when condition: RowExpression) {
    self.column = column
    self.condition = condition
  }
}

extension RoutingCheck {
  /// For each row 1 where there is an answer though the condition does not
  /// hold; where the condition cannot be decided, because an answer in it is
  /// missing, it does not hold.
  ///
  /// - Throws: What the condition throws about unknown columns.
  func violations(in table: Table) throws(Diagnostic) -> [Double] {
    let column = try table.column(self.column, at: condition.place)
    let isMet = try condition.rows(of: table)
    return isMet.indices.map { row in
      !isMet[row] && !column.missing.isMissing(row) ? 1 : 0
    }
  }
}
