import Diagnostics
import SurveyData

/// One side of a crosstab: a variable with one answer a row, or a question
/// with several, whose options are ticked or not.
struct CrosstabSide: Sendable {
  /// The column.
  let name: String
  /// The label of the column, or its name.
  let label: LocalizedText
  /// The values, or the options.
  let levels: [(value: String, label: LocalizedText)]
  /// Whether a row may have several of them.
  let takesSeveral: Bool
  /// The variable itself, or for each option one of two values: ticked, and
  /// asked but not ticked.
  let variables: [CrosstabVariable]

  /// - Throws: A diagnostic when there is no such column or it has too many
  ///   values.
  init(
    _ name: String, showsMissing: Bool, data: AnalysisData
  ) throws(Diagnostic) {
    let column = try data.table.column(name)
    guard case .choices(let answers) = column.values else {
      let variable = try CrosstabVariable(
        name, showsMissing: showsMissing, data: data)
      self.name = name
      (label, levels) = (variable.label, variable.levels)
      (takesSeveral, variables) = (false, [variable])
      return
    }
    if showsMissing {
      throw Diagnostic(
        .wrongOption, at: data.place(of: name),
        "'\(name)' has several answers a row, and missing ones are no option"
          + " of it",
        zh: "“\(name)”为多选题，缺失不是其中的选项",
        help: "leave 'show-missing' out")
    }
    self.name = name
    let label = column.variable?.label ?? LocalizedText(name)
    self.label = label
    takesSeveral = true
    levels = answers.options.map {
      ($0.code, $0.label ?? LocalizedText($0.code))
    }
    variables = answers.options.indices.map { option in
      CrosstabVariable(
        name: name, label: label,
        levels: [
          (answers.options[option].code, LocalizedText("")),
          ("", LocalizedText("")),
        ],
        codes: (0..<answers.count).map { row in
          guard !column.missing.isMissing(row),
            answers.isAsked(option, row: row)
          else { return -1 }
          return answers.isTicked(option, row: row) ? 0 : 1
        })
    }
  }

  /// The variable that a level belongs to and the position of the level in
  /// it; all levels together belong to the first one.
  fileprivate func place(_ level: Int?) -> (variable: Int, level: Int?) {
    guard takesSeveral else { return (0, level) }
    return (level ?? 0, level.map { _ in 0 })
  }
}

/// Two sides crossed.
///
/// The options of a question with several answers do not exclude each other.
/// Each of them is crossed with the other side by itself, as ticked or not, so
/// that shares are shares of cases and every number has the variance of a
/// crosstab with exclusive cells.
struct CrosstabGrid: Sendable {
  let rows: CrosstabSide
  let columns: CrosstabSide
  /// For each variable of the rows and of the columns their crosstab.
  let tables: [[Crosstab]]

  /// What a share is a share of.
  enum Whole: Sendable { case row, column, all }

  init(_ rows: CrosstabSide, _ columns: CrosstabSide, _ data: AnalysisData) {
    self.rows = rows
    self.columns = columns
    tables = rows.variables.map { row in
      columns.variables.map { Crosstab(row, $0, data) }
    }
  }

  /// Whether a side has several answers a row.
  var takesSeveral: Bool { rows.takesSeveral || columns.takesSeveral }

  /// Rows of the domain that are missing on either side.
  var missing: Int { tables.first?.first?.missing ?? 0 }

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
