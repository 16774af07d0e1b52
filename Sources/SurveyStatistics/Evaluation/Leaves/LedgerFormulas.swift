import Diagnostics
import SurveyData

/// Formulas over the columns of the cases table.
///
///     column(x)            the number in x
///     days(a;b)            days from a to b
///     months(a;b)          calendar months from a to b, with a fraction
///     share(a;b;c)         the share of these columns that are not empty, 0…1
///     overdue(due;done)    days of done beyond due, at least 0
///     overdue(due;done;2024-12-31)
///                          the same; an open case is looked at on that day
///     working_days(a;b)    working days after a up to b
///     within(a;b;7wd)      1 when b lies within the limit after a, else 0;
///                          limits are 3m, 15d, 7wd
///     kept(due;done;2024-12-31)
///                          1 when a commitment was done by its due date, 0
///                          when it was done late or not by that day; missing
///                          while it is not due
///     converted(B;A;12)    1 when a case whose first class was B was recorded
///                          in A within 12 months, 0 when it was followed that
///                          long without; needs the history of classes
///     repeats(repeat_of)   how many earlier cases asked for the same
///     deductions(a=3;b=0.2)
///                          less 3 for each a and 0.2 for each b: minus the
///                          sum, which `deduct` takes off full points
///     rate(a)              100 a, for a share or a yes/no column
///     rate(a;b)            100 a / b
///
/// A name without brackets is the column with that name. `overdue_days` and
/// `on_time` are computed from `replied_on` and the first of `extended_until`
/// and `due_on` that is there, unless the table has columns of these names; a
/// case without a reply is looked at on the closing day.
struct LedgerFormulas {
  let table: Table
  /// The tables beside the cases.
  var inputs: EvaluationInputs?

  static let names =
    [
      "column", "days", "months", "share", "overdue", "working_days", "within",
      "kept", "converted", "repeats",
      "deductions", "rate",
    ]
    + EventFormulas.names

  /// Computes a formula.
  func values(
    _ formula: LeafFormula, at place: Place?
  ) throws(Diagnostic) -> LeafValues {
    let arguments = formula.arguments
    if EventFormulas.names.contains(formula.name), let inputs {
      guard let events = inputs.events else {
        throw Diagnostic(
          .indicatorFormula, at: place,
          "formula '\(formula.text)' needs events, and there are none",
          zh: "公式“\(formula.text)”需要事件，而没有事件",
          help: "name them with events: {file: FILE}")
      }
      return try EventFormulas(
        events: events, cases: table, key: inputs.caseKey
      ).values(formula, at: place)
    }
    switch (formula.name, arguments.count) {
    case ("column", 1):
      return LeafValues(raw: try numbers(arguments[0], formula, place))
    case ("days", 2):
      let (from, to) = try (
        days(arguments[0], formula, place), days(arguments[1], formula, place)
      )
      return LeafValues(raw: zip(from, to).map { $1 - $0 })
    case ("months", 2):
      let (from, to) = try (
        days(arguments[0], formula, place), days(arguments[1], formula, place)
      )
      return LeafValues(raw: zip(from, to).map(calendarMonths))
    case ("share", 1...):
      var filled = [Double](repeating: 0, count: table.rowCount)
      for argument in arguments {
        let column = try column(argument, formula, place)
        for row in filled.indices where column.text(at: row) != nil {
          filled[row] += 1
        }
      }
      return LeafValues(
        raw: filled.map { $0 / Double(arguments.count) },
        bases: filled.map { _ in arguments.count })
    case ("overdue", 2), ("overdue", 3):
      let due = try days(arguments[0], formula, place)
      let done = try days(arguments[1], formula, place)
      var today = Double.nan
      if arguments.count == 3 {
        guard let day = CalendarDay(arguments[2].text) else {
          throw problem(
            formula, arguments[2], place,
            "'\(arguments[2].text)' is not a day such as 2024-12-31",
            zh: "“\(arguments[2].text)”不是日期（如2024-12-31）")
        }
        today = Double(day.daysSinceEpoch)
      }
      return LeafValues(
        raw: zip(due, done).map { due, done in
          let last = done.isNaN ? today : done
          return due.isNaN || last.isNaN ? .nan : max(0, last - due)
        })
    case ("working_days", 2):
      let (from, to) = try (
        days(arguments[0], formula, place), days(arguments[1], formula, place)
      )
      return LeafValues(raw: zip(from, to).map(workingDays))
    case ("within", 3):
      let (from, to) = try (
        days(arguments[0], formula, place), days(arguments[1], formula, place)
      )
      guard let limit = TimeLimit(arguments[2].text) else {
        throw problem(
          formula, arguments[2], place,
          "'\(arguments[2].text)' is not a time limit such as 3m, 15d or 7wd",
          zh: "“\(arguments[2].text)”不是期限（如3m、15d、7wd）")
      }
      return LeafValues(raw: zip(from, to).map { isWithin($0, $1, limit) })
    case ("kept", 3):
      let due = try days(arguments[0], formula, place)
      let done = try days(arguments[1], formula, place)
      guard let day = CalendarDay(arguments[2].text) else {
        throw problem(
          formula, arguments[2], place,
          "'\(arguments[2].text)' is not a day such as 2024-12-31",
          zh: "“\(arguments[2].text)”不是日期（如2024-12-31）")
      }
      let today = Double(day.daysSinceEpoch)
      return LeafValues(
        raw: zip(due, done).map { due, done in
          switch commitmentState(due: due, done: done, today: today) {
          case .keptInTime: 1
          case .keptLate, .overdue: 0
          case .keptEarly, .open, .undated: .nan
          }
        })
    case ("converted", 3):
      return LeafValues(raw: try conversions(formula, place))
    case ("repeats", 1):
      return LeafValues(
        raw: earlierCases(try column(arguments[0], formula, place)))
    case ("deductions", 1...):
      return LeafValues(raw: try deductions(formula, place))
    case ("rate", 1):
      let part = try numbers(arguments[0], formula, place)
      return LeafValues(raw: part.map { 100 * $0 })
    case ("rate", 2):
      let part = try numbers(arguments[0], formula, place)
      let whole = try numbers(arguments[1], formula, place)
      return LeafValues(
        raw: zip(part, whole).map { $1 > 0 ? 100 * $0 / $1 : .nan },
        bases: whole.map { $0 > 0 && $0 < 1e15 ? Int($0) : 0 })
    case (let name, 0) where !Self.names.contains(name):
      let argument = LeafFormula.Argument(
        formula.text.split(separator: " ").joined(separator: " "), position: 1)
      return LeafValues(raw: try numbers(argument, formula, place))
    default:
      throw Self.unknown(formula, Self.names, place)
    }
  }

  /// The grades in a column and their points.
  func categories(
    _ formula: LeafFormula, points: [String: Double], at place: Place?
  ) throws(Diagnostic) -> LeafValues {
    let argument: LeafFormula.Argument
    if formula.name == "column", formula.arguments.count == 1 {
      argument = formula.arguments[0]
    } else if formula.arguments.isEmpty {
      argument = LeafFormula.Argument(formula.text, position: 1)
    } else {
      throw Self.unknown(formula, ["column"], place)
    }
    let column = try column(argument, formula, place)
    let texts = (0..<table.rowCount).map { column.text(at: $0) }
    var raw: [Double] = []
    for (row, text) in texts.enumerated() {
      guard let text else {
        raw.append(.nan)
        continue
      }
      guard let value = points[text] else {
        throw Diagnostic(
          .indicatorSetting, at: place,
          "grade '\(text)' of column '\(column.name)' has no points",
          zh: "列“\(column.name)”的评价“\(text)”没有分值",
          notes: [
            table.sourceLines.isEmpty
              ? "first in row \(row + 1) of \(table.source.file)"
              : "first in \(table.source.file):\(table.sourceLines[row])"
          ],
          help: "add \(text)=… to 'norm_params'")
      }
      raw.append(value)
    }
    return LeafValues(raw: raw, texts: texts)
  }

  // MARK: - Columns

  func column(
    _ argument: LeafFormula.Argument, _ formula: LeafFormula, _ place: Place?
  ) throws(Diagnostic) -> Column {
    if let column = table[argument.text] { return column }
    if let derived = derived(argument.text) { return derived }
    let names = table.columns.map(\.name)
    throw problem(
      formula, argument, place,
      "no column of '\(table.source.file)' is named '\(argument.text)'",
      zh: "“\(table.source.file)”没有名为“\(argument.text)”的列",
      help: derivedHelp(argument.text)
        ?? nearest(to: argument.text, in: names).map {
          "did you mean '\($0)'?"
        }
        ?? "its columns: \(names.prefix(30).joined(separator: ", "))"
        + (names.count > 30 ? ", …" : ""))
  }

  /// What `overdue_days` and `on_time` lack.
  private func derivedHelp(_ name: String) -> String? {
    guard name == "overdue_days" || name == "on_time" else { return nil }
    let missing = ["due_on", "replied_on"].filter { table[$0] == nil }
    let lacks =
      missing.isEmpty
      ? "days in both" : missing.map { "'\($0)'" }.joined(separator: " and ")
    return "it follows from 'due_on' and 'replied_on', and the file lacks"
      + " \(lacks); with other names write overdue(DUE;REPLIED)"
  }

  func numbers(
    _ argument: LeafFormula.Argument, _ formula: LeafFormula, _ place: Place?
  ) throws(Diagnostic) -> [Double] {
    let column = try column(argument, formula, place)
    if let numbers = column.numbers() { return numbers }
    if column.missing.count == column.count {
      return [Double](repeating: .nan, count: column.count)
    }
    throw problem(
      formula, argument, place,
      "column '\(argument.text)' holds text where numbers are needed",
      zh: "列“\(argument.text)”为文本，须为数字",
      cell: UnreadCell(column, of: table) { Double($0) == nil },
      help: "for grades use the normalisation 'category'")
  }

  func days(
    _ argument: LeafFormula.Argument, _ formula: LeafFormula, _ place: Place?
  ) throws(Diagnostic) -> [Double] {
    let column = try column(argument, formula, place)
    if let days = Self.daysOrEmpty(column) { return days }
    throw problem(
      formula, argument, place,
      "column '\(argument.text)' does not hold dates",
      zh: "列“\(argument.text)”不是日期",
      cell: UnreadCell(column, of: table) { CalendarDay($0) == nil },
      help: "dates are written as 2024-03-15")
  }

  /// Dates as numbers; a column without any value has no type of its own and
  /// counts as dates that are all missing.
  static func daysOrEmpty(_ column: Column) -> [Double]? {
    if case .days = column.values { return column.numbers() }
    return column.missing.count == column.count
      ? [Double](repeating: .nan, count: column.count) : nil
  }

  // MARK: - Diagnostics

  func problem(
    _ formula: LeafFormula, _ argument: LeafFormula.Argument, _ place: Place?,
    _ message: String, zh chinese: String, cell: UnreadCell? = nil,
    help: String? = nil
  ) -> Diagnostic {
    // Who wrote `column: a` has written no formula.
    let isColumn = formula.name == "column"
    let formulaPlace =
      isColumn
      ? "" : "formula '\(formula.text)', character \(argument.position): "
    let chinesePlace =
      isColumn ? "" : "公式“\(formula.text)”第\(argument.position)个字符："
    return Diagnostic(
      .indicatorFormula, at: place, formulaPlace + message,
      zh: chinesePlace + chinese,
      notes: cell.map { [$0.note(file: table.source.file)] } ?? [], help: help)
  }

  /// A function that is not there, or has another number of arguments.
  static func unknown(
    _ formula: LeafFormula, _ names: [String], _ place: Place?
  ) -> Diagnostic {
    if names.contains(formula.name) {
      return Diagnostic(
        .indicatorFormula, at: place,
        "formula '\(formula.text)': '\(formula.name)' does not take "
          + "\(formula.arguments.count) "
          + "argument\(formula.arguments.count == 1 ? "" : "s")",
        zh:
          "公式“\(formula.text)”：“\(formula.name)”不接受\(formula.arguments.count)个参数",
        help: "`manyi explain \(DiagnosticCode.indicatorFormula.id)` lists "
          + "the formulas")
    }
    return Diagnostic(
      .indicatorFormula, at: place,
      "formula '\(formula.text)': '\(formula.name)' is not known here",
      zh: "公式“\(formula.text)”：此处没有“\(formula.name)”",
      help: nearest(to: formula.name, in: names).map { "did you mean '\($0)'?" }
        ?? "the formulas are \(names.joined(separator: ", "))")
  }
}
