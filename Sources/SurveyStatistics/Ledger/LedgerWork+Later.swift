import Diagnostics
import SurveyData

extension LedgerWork {
  /// How many days of the ledger lie after the day of the analysis; `nil`
  /// when none does.
  var laterDays: Diagnostic? {
    let found = LedgerRole.allCases.compactMap { role in
      frame.later[role].map { (role: role, rows: $0) }
    }
    guard let first = found.first, let row = first.rows.first else {
      return nil
    }
    let count = found.reduce(0) { $0 + $1.rows.count }
    let day = LedgerFrame.day(frame.today)?.text ?? "–"
    let (zh, en) = (
      found.map { "“\(frame.name($0.role))”\($0.rows.count)个" },
      found.map { "\($0.rows.count) in '\(frame.name($0.role))'" }
    )
    let assigned = frame.later[.assigned]?.count ?? 0
    return Diagnostic(
      .ledgerDates, .note, at: frame.place(row, first.role),
      "\(count) \(count == 1 ? "date lies" : "dates lie") after the day of the"
        + " analysis (\(day)): \(en.joined(separator: ", ")); what they say had"
        + " not happened on that day"
        + (assigned == 0
          ? ""
          : ", and \(assigned) \(assigned == 1 ? "row was" : "rows were")"
            + " not assigned yet"),
      zh: "有\(count)个日期晚于分析日（\(day)）：\(zh.joined(separator: "、"))；"
        + "截至该日尚未发生，不计入"
        + (assigned == 0 ? "" : "，其中\(assigned)行尚未交办，整行不计"),
      help: "leave out 'as-of' to take the last event of the ledger as the day"
        + " of the analysis")
  }

  /// Whether a row is the last round of its case; every row is where a row is
  /// a case.
  func isFinal(_ row: Int) -> Bool {
    guard let finalRows else { return true }
    return frame.text(.caseID, row).map { finalRows[$0] == row } ?? false
  }

  /// The last round of the case that a row belongs to.
  func finalRow(_ row: Int) -> Int {
    guard let id = frame.text(.caseID, row) else { return row }
    return finalRows?[id] ?? row
  }

  /// The row that holds the last round of each case, in a ledger with a row a
  /// round; `nil` where every row is a case. Of two rows of one round, the
  /// one further below counts.
  static func finalRows(
    _ frame: LedgerFrame, kept: [Bool]
  ) -> [String: Int]? {
    guard frame.isEveryRound else { return nil }
    var last: [String: Int] = [:]
    for row in frame.rows where kept[row] {
      guard let id = frame.text(.caseID, row) else { continue }
      if let other = last[id], frame.round(other) > frame.round(row) {
        continue
      }
      last[id] = row
    }
    return last
  }
}
