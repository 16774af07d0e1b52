import SurveyData

/// Two sides crossed.
///
/// The options of a question with several answers do not exclude each other.
/// Each of them is crossed with the other side by itself, as ticked or not, so
/// that shares are shares of cases and every number has the variance of a
/// crosstab with exclusive cells.
struct CrosstabGrid: Sendable {
  let rows: CrosstabSide
  let columns: CrosstabSide
  /// For each variable of the rows and of the columns their crosstab; behind
  /// the options of a question with several answers that of everybody who was
  /// asked one.
  private let tables: [[Crosstab]]

  /// What a share is a share of.
  enum Whole: Sendable { case row, column, all }

  init(_ rows: CrosstabSide, _ columns: CrosstabSide, _ data: AnalysisData) {
    self.rows = rows
    self.columns = columns
    tables = rows.allVariables.map { row in
      columns.allVariables.map { Crosstab(row, $0, data) }
    }
  }

  /// The crosstabs that tests are about, without those of margins.
  var tested: [[Crosstab]] {
    tables.prefix(rows.variables.count).map {
      Array($0.prefix(columns.variables.count))
    }
  }

  /// Whether a side has several answers a row.
  var takesSeveral: Bool { rows.takesSeveral || columns.takesSeveral }

  /// Rows of the domain that are missing on either side.
  var missing: Int { tables.last?.last?.missing ?? 0 }

  /// The rows that were asked an option, or have the answers of both sides.
  func askedBase(_ row: Int?, _ column: Int?) -> Int {
    guard let found = table(row, column) else { return 0 }
    return found.table.base(found.table.group(nil, nil))
  }

  /// Rows in a cell or a margin; `nil` stands for all of a side.
  func base(_ row: Int?, _ column: Int?) -> Int {
    guard let found = table(row, column) else { return 0 }
    return found.table.base(found.table.group(found.row, found.column))
  }

  /// Σw of a cell or a margin.
  func weight(_ row: Int?, _ column: Int?) -> Double {
    guard let found = table(row, column) else { return .nan }
    return found.table.totals.totals[
      found.table.group(found.row, found.column)]
  }

  /// The share of a cell or a margin in its row, its column or everything;
  /// `nil` without options.
  func share(
    _ row: Int?, _ column: Int?, of whole: Whole, data: AnalysisData,
    reference: DesignEffectReference
  ) -> LinearEstimate? {
    guard let found = table(row, column) else { return nil }
    let below =
      switch whole {
      case .row: found.table.group(found.row, nil)
      case .column: found.table.group(nil, found.column)
      case .all: found.table.group(nil, nil)
      }
    return found.table.share(
      found.table.group(found.row, found.column), of: below, data: data,
      reference: reference)
  }

  /// Whether a cell or margin is the whole that its share would be of.
  func isWhole(_ row: Int?, _ column: Int?, of whole: Whole) -> Bool {
    switch whole {
    case .row: column == nil
    case .column: row == nil
    case .all: row == nil && column == nil
    }
  }

  private func table(
    _ row: Int?, _ column: Int?
  ) -> (table: Crosstab, row: Int?, column: Int?)? {
    let (above, beside) = (rows.place(row), columns.place(column))
    guard tables.indices.contains(above.variable),
      tables[above.variable].indices.contains(beside.variable)
    else { return nil }
    return (
      tables[above.variable][beside.variable], above.level, beside.level
    )
  }
}
