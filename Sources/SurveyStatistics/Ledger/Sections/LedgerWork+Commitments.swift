import SurveyData

/// Where a commitment stands on the day of the analysis.
enum CommitmentState: CaseIterable {
  /// Done by its due date, which has come.
  case keptInTime
  /// Done after its due date.
  case keptLate
  /// Not done, and the due date has passed.
  case overdue
  /// Done although it is not due yet.
  case keptEarly
  /// Neither done nor due.
  case open
  /// Without a due date.
  case undated
}

/// The state of a commitment, from days since 1970-01-01; missing days are
/// not-a-number. One that is done after `today` is not done yet.
func commitmentState(
  due: Double, done: Double, today: Double
) -> CommitmentState {
  if due.isNaN { return .undated }
  let isDone = !done.isNaN && !(done > today)
  if isDone, done > due { return .keptLate }
  if due > today { return isDone ? .keptEarly : .open }
  return isDone ? .keptInTime : .overdue
}

extension LedgerWork {
  /// The state of the commitment of a case; `nil` without one.
  func commitment(_ row: Int) -> CommitmentState? {
    let (due, done) = (
      frame.days(.commitmentDue)[row], frame.days(.commitmentDone)[row]
    )
    guard
      !due.isNaN || !done.isNaN || frame.text(.commitment, row) != nil,
      checks.hasSoundCommitment[row]
    else { return nil }
    return commitmentState(due: due, done: done, today: frame.today)
  }

  /// Whether the commitment was kept in time; `nil` where that is not known
  /// yet, and where the ledger does not say what was done.
  func isKept(_ row: Int) -> Bool? {
    guard frame.hasColumn(.commitmentDone) else { return nil }
    return switch commitment(row) {
    case .keptInTime: true
    case .keptLate, .overdue: false
    case .keptEarly: options.commitmentBase == .settled ? true : nil
    case .open, .undated, nil: nil
    }
  }

  mutating func addCommitments() {
    guard frame.has(.commitmentDue), frame.hasColumn(.commitmentDone) else {
      return
    }
    let label = LocalizedText(zh: "按期兑现率", en: "Kept in time")
    var rows: [StatisticsTable.Row] = []
    for slice in slices {
      let states = slice.rows.compactMap { commitment($0) }
      func count(_ state: CommitmentState) -> Int {
        states.count { $0 == state }
      }
      let rate = CountedRate(slice.rows.map { isKept($0) })
      let kept = CountedRate(
        rate.count + count(.keptLate), of: rate.base)
      let late = OrderedTimes(
        slice.rows.filter { commitment($0) == .keptLate }.map {
          frame.days(.commitmentDone)[$0] - frame.days(.commitmentDue)[$0]
        })
      add("commitments-kept", label, rate, slice)
      rows.append(
        row(
          slice,
          [.init(Double(states.count)), .init(Double(rate.base))]
            + [.keptInTime, .keptLate, .overdue, .keptEarly, .open, .undated]
            .map { .init(Double(count($0))) }
            + [intervals.cell(rate), intervals.cell(kept), late.cell(0.5)]))
      if slice.kind == .overall, rate.base > 0 {
        remarks.append(
          LocalizedText(
            zh: "\(rate.base)项到期承诺中\(percent(rate))按期兑现",
            en: "of \(rate.base) commitments due \(percent(rate)) were kept"
              + " in time"))
      }
    }
    let due = LocalizedText(zh: "已到期", en: "Due")
    let notDue = LocalizedText(zh: "未到期", en: "Not due")
    tables.append(
      StatisticsTable(
        "commitments",
        title: LocalizedText(zh: "承诺事项兑现", en: "Commitments and their keeping"),
        stub: stub,
        columns: [
          .init(
            "commitments", LocalizedText(zh: "承诺项数", en: "Commitments"), .count),
          .init("base", LocalizedText(zh: "分母", en: "Judged"), .count),
          .init(
            "kept_in_time", LocalizedText(zh: "按期兑现", en: "Kept in time"),
            .count, spanner: due),
          .init(
            "kept_late", LocalizedText(zh: "逾期兑现", en: "Kept late"), .count,
            spanner: due),
          .init(
            "overdue", LocalizedText(zh: "逾期未兑现", en: "Overdue"), .count,
            spanner: due),
          .init(
            "kept_early", LocalizedText(zh: "提前兑现", en: "Done early"), .count,
            spanner: notDue),
          .init(
            "open", LocalizedText(zh: "进行中", en: "Open"), .count,
            spanner: notDue),
          .init("undated", LocalizedText(zh: "无期限", en: "No date"), .count),
          .init("kept_rate", label, .share),
          .init(
            "kept_any_rate", LocalizedText(zh: "兑现率", en: "Kept at all"), .share
          ),
          .init(
            "late_median",
            LocalizedText(zh: "逾期天数中位数", en: "Median days late"), .degrees),
        ], rows: rows,
        figure: rows.count > 1
          ? .dots(column: "kept_rate", reference: nil) : nil))
  }
}
