import Diagnostics
import SurveyData

/// A case ledger as arrays, one value a row of the table, with the limits of
/// each case.
struct LedgerFrame {
  let table: Table
  let options: LedgerOptions
  let calendar: WorkingCalendar
  /// The rows that the analysis is about.
  let rows: [Int]
  /// The day on which open cases are looked at.
  let today: Double
  /// Whether that day follows from the ledger.
  let isTodayFound: Bool
  let isEveryRound: Bool
  /// By column, the rows with a day after that of the analysis: what had not
  /// happened then counts as missing.
  private(set) var later: [LedgerRole: [Int]] = [:]
  /// Whether the reply of each row came after the day of the analysis.
  private var isReplyLater: [Bool]
  private let columns: [LedgerRole: Column]
  private var dayValues: [LedgerRole: [Double]] = [:]
  /// The days of a column that is not there.
  private let noDays: [Double]
  /// The last day by the rule, without an extension; not-a-number where the
  /// case has no assignment.
  private(set) var ruleDue: [Double] = []
  /// The last day that the reply is measured by.
  private(set) var due: [Double] = []
  /// The limit of each case; `nil` where its text is not understood.
  private(set) var limits: [TimeLimit?] = []

  /// Reads the ledger.
  ///
  /// - Throws: A diagnostic about a column that is not there or does not
  ///   hold dates.
  init(
    _ table: Table, domain: [Bool]?, options: LedgerOptions,
    calendar: WorkingCalendar
  ) throws(Diagnostic) {
    self.table = table
    self.options = options
    self.calendar = calendar
    rows = (0..<table.rowCount).filter { domain?[$0] ?? true }
    noDays = [Double](repeating: .nan, count: table.rowCount)
    isReplyLater = [Bool](repeating: false, count: table.rowCount)
    var columns: [LedgerRole: Column] = [:]
    for role in LedgerRole.allCases {
      if let name = options.columns[role] {
        columns[role] = try table.column(name)
      } else if let column = table[role.rawValue] {
        columns[role] = column
      }
    }
    self.columns = columns
    for role in LedgerRole.allCases where role.isDay {
      guard let column = columns[role] else { continue }
      dayValues[role] = try Self.days(column, table)
    }
    guard columns[.caseID] != nil else {
      throw Self.missing(.caseID, table)
    }
    guard dayValues[.assigned] != nil else {
      throw Self.missing(.assigned, table)
    }
    var last = Double.nan
    for role in LedgerRole.events {
      guard let days = dayValues[role] else { continue }
      for row in rows where !days[row].isNaN && !(days[row] <= last) {
        last = days[row]
      }
    }
    isTodayFound = options.asOf == nil
    today = options.asOf.map { Double($0.daysSinceEpoch) } ?? last
    isEveryRound = Self.hasEveryRound(
      columns[.caseID], columns[.round], rows, options)
    forgetLaterDays()
    makeLimits()
  }

  /// The events that an analysis on an earlier day cannot know of.
  private static let events = LedgerRole.events + [.returned, .withdrawn]

  private mutating func forgetLaterDays() {
    guard !isTodayFound, !today.isNaN else { return }
    for role in Self.events {
      guard var days = dayValues[role] else { continue }
      let found = rows.filter { days[$0] > today }
      guard !found.isEmpty else { continue }
      later[role] = found
      for row in found where role == .replied { isReplyLater[row] = true }
      // A case that was assigned later is left out with its days.
      guard role != .assigned else { continue }
      for row in found { days[row] = .nan }
      dayValues[role] = days
    }
  }

  private static func hasEveryRound(
    _ ids: Column?, _ rounds: Column?, _ rows: [Int], _ options: LedgerOptions
  ) -> Bool {
    if let given = options.rows { return given == .everyRound }
    guard let ids, let rounds else { return false }
    var seen: [String: String] = [:]
    for row in rows {
      guard let id = ids.text(at: row), let round = rounds.text(at: row) else {
        continue
      }
      if let other = seen[id], other != round { return true }
      seen[id] = round
    }
    return false
  }

  private static func missing(_ role: LedgerRole, _ table: Table) -> Diagnostic
  {
    Diagnostic(
      .ledgerColumn, at: Place(file: table.source.file),
      "the ledger has no column '\(role.rawValue)'",
      zh: "台账没有列“\(role.rawValue)”",
      help: "name the column that stands for it: columns: {"
        + "\(role.rawValue): COLUMN}; "
        + table.helpFinding(role.rawValue, shown: 12))
  }

  /// Dates as numbers; a column without any value counts as dates that are
  /// all missing.
  static func days(_ column: Column, _ table: Table) throws(Diagnostic)
    -> [Double]
  {
    if case .days = column.values, let days = column.numbers() { return days }
    if column.missing.count == column.count {
      return [Double](repeating: .nan, count: column.count)
    }
    throw Diagnostic(
      .ledgerColumn,
      at: Place(file: table.source.file, columnName: column.name),
      "column '\(column.name)' of the ledger does not hold dates",
      zh: "台账的列“\(column.name)”不是日期",
      help: "dates are written as 2024-03-15")
  }

  private mutating func makeLimits() {
    let count = table.rowCount
    ruleDue = [Double](repeating: .nan, count: count)
    due = ruleDue
    limits = [TimeLimit?](repeating: options.replyLimit, count: count)
    let assigned = days(.assigned)
    let (written, extended) = (days(.due), days(.extended))
    for row in rows {
      if let text = text(.deadlineKind, row) {
        limits[row] = TimeLimit(text)
      } else if isComplex(row) {
        limits[row] = options.complexLimit
      }
      if let limit = limits[row], let start = Self.day(assigned[row]) {
        var last = limit.due(from: start, calendar: calendar)
        if options.movesToWorkday { last = calendar.nextWorkday(from: last) }
        ruleDue[row] = Double(last.daysSinceEpoch)
      }
      switch options.dueDate {
      case .ledger:
        due[row] =
          !extended[row].isNaN
          ? extended[row] : !written[row].isNaN ? written[row] : ruleDue[row]
      case .rule:
        due[row] = !extended[row].isNaN ? extended[row] : ruleDue[row]
      }
    }
  }

  private func isComplex(_ row: Int) -> Bool {
    guard let text = text(.complexity, row)?.lowercased() else { return false }
    return ["complex", "复杂", "疑难"].contains(text)
  }

  // MARK: - Values

  /// Whether the ledger has the column and any value in it.
  func has(_ role: LedgerRole) -> Bool {
    guard let column = columns[role] else { return false }
    return column.missing.count < column.count
  }

  /// Whether the ledger has the column.
  func hasColumn(_ role: LedgerRole) -> Bool { columns[role] != nil }

  /// The days of a column; all missing without it.
  func days(_ role: LedgerRole) -> [Double] {
    dayValues[role] ?? noDays
  }

  /// The text of a cell.
  ///
  /// What a reply brought is not known before the reply.
  func text(_ role: LedgerRole, _ row: Int) -> String? {
    if isReplyLater[row], role == .resultClass || role == .status {
      return nil
    }
    return columns[role]?.text(at: row)
  }

  /// The name that the column has in the table.
  func name(_ role: LedgerRole) -> String {
    columns[role]?.name ?? role.rawValue
  }

  /// The label of a value of a column.
  func label(_ role: LedgerRole, _ value: String) -> LocalizedText {
    columns[role]?.variable?.valueLabels.first { $0.code == value }?.label
      ?? LocalizedText(value)
  }

  /// The value of a yes-or-no cell; `nil` when it is empty.
  func flag(_ role: LedgerRole, _ row: Int) -> Bool? {
    guard let text = text(role, row)?.lowercased() else { return nil }
    return ["1", "true", "yes", "y", "是"].contains(text)
  }

  /// The number of the round; 1 where none is written.
  func round(_ row: Int) -> Double {
    guard let text = text(.round, row) else { return 1 }
    return Double(text) ?? .nan
  }

  /// The day with a number.
  static func day(_ number: Double) -> CalendarDay? {
    guard number.isFinite, abs(number) < 2_900_000 else { return nil }
    return CalendarDay(daysSinceEpoch: Int32(number))
  }

  /// Where a row stands.
  func place(_ row: Int, _ role: LedgerRole? = nil) -> Place {
    Place(
      file: table.source.file,
      line: table.sourceLines.isEmpty ? nil : Int(table.sourceLines[row]),
      columnName: role.map(name))
  }
}
