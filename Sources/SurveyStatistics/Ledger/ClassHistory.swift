import Diagnostics
import SurveyData

/// The result classes of cases over time.
///
/// A case enters with its first record. What is followed is the time until a
/// record says the class that is asked for; between records the class is not
/// known, so the time is that of the record. A case without such a record is
/// cut off at its last one.
struct ClassHistory {
  /// One record.
  struct Record {
    var day: Double
    /// The position of the class.
    var level: Int
  }

  /// The classes, best first.
  let classes: [String]
  /// The records of each case in order of time; cases without any are left
  /// out.
  let records: [String: [Record]]
  /// Rows that were not used.
  let unused: [Int]
  private let table: Table

  /// Reads `case_id`, `as_of` and `class` (or 类别 and 日期).
  ///
  /// Of two records of a case on one day, the one further below counts;
  /// records after `until` are not there.
  init(
    _ table: Table, key: String, classes: [String], until: Double? = nil,
    known: (String) -> Bool
  ) throws(Diagnostic) {
    self.table = table
    let ids = table[key] ?? table["case_id"]
    let dates = ["as_of", "日期", "date"].compactMap { table[$0] }.first
    let values = ["class", "result_class", "类别"].compactMap { table[$0] }
      .first
    for (name, column) in [
      ("case_id", ids), ("as_of", dates), ("class", values),
    ] where column == nil {
      throw Diagnostic(
        .ledgerHistory, at: Place(file: table.source.file),
        "the history of classes has no column '\(name)'",
        zh: "类别历史表没有列“\(name)”",
        help: table.helpFinding(name, shown: 12))
    }
    guard let ids, let dates, let values, case .days = dates.values,
      let days = dates.numbers()
    else {
      throw Diagnostic(
        .ledgerHistory,
        at: Place(file: table.source.file, columnName: dates?.name),
        "column '\(dates?.name ?? "as_of")' does not hold dates",
        zh: "列“\(dates?.name ?? "as_of")”不是日期",
        help: "dates are written as 2024-09-30")
    }
    var levels = classes
    if levels.isEmpty { levels = values.categories().levels.map(\.value) }
    let positions = Dictionary(
      levels.enumerated().map { ($1, $0) }, uniquingKeysWith: { $1 })
    var records: [String: [Record]] = [:]
    var unused: [Int] = []
    for row in 0..<table.rowCount {
      // Not recorded yet on the day of the analysis.
      if let until, days[row] > until { continue }
      guard let id = ids.text(at: row), known(id), !days[row].isNaN,
        let level = values.text(at: row).flatMap({ positions[$0] })
      else {
        unused.append(row)
        continue
      }
      records[id, default: []].append(Record(day: days[row], level: level))
    }
    for (id, list) in records {
      var sorted: [Record] = []
      let order = list.indices.sorted {
        (list[$0].day, $0) < (list[$1].day, $1)
      }
      for index in order {
        if sorted.last?.day == list[index].day { sorted.removeLast() }
        sorted.append(list[index])
      }
      records[id] = sorted
    }
    self.classes = levels
    self.records = records
    self.unused = unused
  }

  /// How many months after its first record a case of class `origin` was
  /// first recorded in `target`, or how long it was followed without; `nil`
  /// for a case that began in another class.
  func conversion(
    _ id: String, from origin: Int, to target: Int
  ) -> (months: Double, hasEnded: Bool)? {
    guard let list = records[id], let first = list.first,
      first.level == origin, let last = list.last
    else { return nil }
    if let end = list.first(where: { $0.level == target }) {
      return (calendarMonths(first.day, end.day), true)
    }
    return (calendarMonths(first.day, last.day), false)
  }

  /// The curve of the cases that began in `origin`.
  func curve(from origin: Int, to target: Int, of ids: [String]) -> KaplanMeier
  {
    let found = ids.compactMap { conversion($0, from: origin, to: target) }
    return KaplanMeier(
      times: found.map(\.months), hasEnded: found.map(\.hasEnded))
  }

  /// A note about rows that were not used.
  var diagnostic: Diagnostic? {
    guard let first = unused.first else { return nil }
    return Diagnostic(
      .ledgerHistory, .warning,
      at: Place(
        file: table.source.file,
        line: table.sourceLines.isEmpty ? nil : Int(table.sourceLines[first])),
      unused.count == 1
        ? "1 row of the history names no case, day or class that is known, and"
          + " was left out"
        : "\(unused.count) rows of the history name no case, day or class that"
          + " is known, and were left out",
      zh: "历史表中有\(unused.count)行的对象、日期或类别无法识别，未计入")
  }
}
