import SurveyData

/// What the dates say about one case.
struct CaseTimes {
  /// Days from the assignment to the reply.
  var toReply = Double.nan
  /// Whether it was answered in time; `nil` without an assignment, and for an
  /// open case that is not yet overdue.
  var isOnTime: Bool?
  /// Days beyond the limit, of the reply or so far.
  var overdue = Double.nan
  /// Whether it is open.
  var isOpen = false
}

extension LedgerWork {
  /// What the dates say about a case.
  func times(_ row: Int) -> CaseTimes {
    var times = CaseTimes()
    // Without a column of replies nothing is open and nothing is late.
    guard checks.hasSoundReply[row], frame.hasColumn(.replied) else {
      return times
    }
    let assigned = frame.days(.assigned)[row]
    let replied = frame.days(.replied)[row]
    let due = frame.due[row]
    // A case that was withdrawn waits for no reply.
    if !withdrawn(row).isNaN { return times }
    times.isOpen = replied.isNaN
    if !assigned.isNaN { times.toReply = replied - assigned }
    let last = replied.isNaN ? frame.today : replied
    guard !due.isNaN, !last.isNaN else { return times }
    times.overdue = max(0, last - due)
    if !replied.isNaN {
      times.isOnTime = replied <= due
    } else if last > due {
      times.isOnTime = false
    }
    return times
  }

  /// Days from the assignment to another day, and whether they keep a limit.
  private func lag(
    _ role: LedgerRole, _ limit: TimeLimit, _ isSound: [Bool], _ row: Int
  ) -> (days: Double, isWithin: Bool)? {
    let day = frame.days(role)[row]
    guard isSound[row],
      let assigned = LedgerFrame.day(frame.days(.assigned)[row]),
      let end = LedgerFrame.day(day)
    else { return nil }
    let last = limit.due(from: assigned, calendar: frame.calendar)
    let days: Double
    if case .workingDays = limit {
      // What happens on a free day is past the working day before it, and
      // counts as the next one: so many days keep a limit of as many.
      let isFree = end > assigned && !frame.calendar.isWorkday(end)
      days = Double(
        frame.calendar.count(after: assigned, through: end)
          + (isFree ? 1 : 0))
    } else {
      days = Double(end.daysSinceEpoch - assigned.daysSinceEpoch)
    }
    return (days, end <= last)
  }

  /// Whether a case was signed in within the limit.
  func isSignedInTime(_ row: Int) -> Bool? {
    lag(.signed, options.signInLimit, checks.hasSoundSignIn, row)?.isWithin
  }

  mutating func addTimeLimits() {
    guard frame.hasColumn(.replied) else { return }
    let times = (0..<frame.table.rowCount).map { self.times($0) }
    addDeadlines(times)
    addLags()
    addReplyTimes()
  }

  private mutating func addDeadlines(_ times: [CaseTimes]) {
    let label = LocalizedText(zh: "按期答复率", en: "Answered in time")
    var rows: [StatisticsTable.Row] = []
    for slice in slices {
      let found = slice.rows.map { times[$0] }
      let rate = CountedRate(found.map(\.isOnTime))
      let late = OrderedTimes(
        found.filter { $0.isOnTime == false }.map(\.overdue))
      let open = found.count { $0.isOpen }
      let openLate = found.count { $0.isOpen && $0.isOnTime == false }
      add("on-time", label, rate, slice)
      rows.append(
        row(
          slice,
          [
            .init(Double(slice.rows.count)), .init(Double(rate.base)),
            .init(Double(rate.count)), intervals.cell(rate),
            .init(Double(rate.base - rate.count)), late.cell(0.5),
            late.cell(0.9), late.cell(1), .init(Double(open)),
            .init(Double(openLate)),
          ]))
      if slice.kind == .overall, rate.base > 0, let finalRows {
        let late = rate.base - rate.count
        remarks.append(
          LocalizedText(
            zh: "\(finalRows.count)件的\(rate.base)轮到期或已答复的办理中"
              + "\(percent(rate))按期答复，逾期\(late)轮",
            en: "Of \(rate.base) rounds of \(finalRows.count) cases that were"
              + " answered or are due \(percent(rate)) were answered in time,"
              + " \(late) \(late == 1 ? "was" : "were") late"))
      } else if slice.kind == .overall, rate.base > 0 {
        remarks.append(
          LocalizedText(
            zh: "\(rate.base)件到期或已答复的办件中\(percent(rate))按期答复，"
              + "逾期\(rate.base - rate.count)件",
            en: "Of \(rate.base) cases that were answered or are due"
              + " \(percent(rate)) were answered in time,"
              + " \(rate.base - rate.count) were late"))
      }
    }
    let overdue = LocalizedText(zh: "逾期天数", en: "Days overdue")
    tables.append(
      StatisticsTable(
        "time-limits",
        title: LocalizedText(zh: "答复期限", en: "Replies and their time limits"),
        stub: stub,
        columns: [
          .init(
            "cases",
            frame.isEveryRound
              ? LocalizedText(zh: "轮数", en: "Rounds")
              : LocalizedText(zh: "件数", en: "Cases"), .count),
          .init(
            "judged", LocalizedText(zh: "已到期或已答复", en: "Answered or due"),
            .count),
          .init("on_time", LocalizedText(zh: "按期", en: "In time"), .count),
          .init("on_time_rate", label, .share),
          .init("late", LocalizedText(zh: "逾期", en: "Late"), .count),
          .init(
            "overdue_median", LocalizedText(zh: "中位数", en: "Median"), .degrees,
            spanner: overdue),
          .init("overdue_p90", "P90", .degrees, spanner: overdue),
          .init(
            "overdue_max", LocalizedText(zh: "最大", en: "Largest"), .degrees,
            spanner: overdue),
          .init("open", LocalizedText(zh: "未答复", en: "Open"), .count),
          .init(
            "open_late", LocalizedText(zh: "未答复且逾期", en: "Open and late"),
            .count),
        ], rows: rows,
        notes: [
          LocalizedText(
            zh: "未到期的未答复办件不进入分母；未答复但已过期限的按逾期计，"
              + "逾期天数算到分析日。",
            en: "Open cases that are not yet due are in no rate; open cases"
              + " beyond their limit are late, with the days up to the day of"
              + " the analysis.")
        ],
        figure: rows.count > 1
          ? .dots(column: "on_time_rate", reference: nil) : nil))
  }

  private mutating func addLags() {
    var rows: [StatisticsTable.Row] = []
    let kinds: [(LedgerRole, TimeLimit, [Bool], LocalizedText, String)] = [
      (
        .signed, options.signInLimit, checks.hasSoundSignIn,
        LocalizedText(zh: "签收", en: "Signed in"), "signed-in-time"
      ),
      (
        .returned, options.returnLimit, checks.hasSoundReturn,
        LocalizedText(zh: "退办", en: "Given back"), "returned-in-time"
      ),
    ]
    for (role, limit, isSound, name, id) in kinds where frame.has(role) {
      let section = LocalizedText(
        zh: "\(name[.chinese])（时限\(limit.words[.chinese])）",
        en: "\(name[.english]) (limit: \(limit.words[.english]))")
      for slice in slices {
        let found = slice.rows.compactMap { lag(role, limit, isSound, $0) }
        guard !found.isEmpty else { continue }
        let rate = CountedRate(found.map { $0.isWithin })
        let days = OrderedTimes(found.map(\.days))
        add(
          id,
          LocalizedText(
            zh: "时限内\(name[.chinese])率",
            en: "\(name[.english]) within the limit"), rate, slice)
        let label =
          slice.kind == .overall
          ? slice.label
          : LocalizedText(
            zh: slice.label[.chinese], en: slice.label[.english])
        rows.append(
          StatisticsTable.Row(
            "\(id)/\(slice.name)", label, section: section, kind: slice.kind,
            [
              .init(Double(rate.base)), days.cell(0.25), days.cell(0.5),
              days.cell(0.75), days.cell(0.9), days.cell(1),
              .init(Double(rate.count)), intervals.cell(rate),
            ]))
      }
    }
    guard !rows.isEmpty else { return }
    let lags = LocalizedText(zh: "用时（天）", en: "Days taken")
    tables.append(
      StatisticsTable(
        "lags",
        title: LocalizedText(
          zh: "签收与退办用时", en: "Time to sign in and to give back"),
        stub: stub,
        columns: [
          .init("n", "n", .count),
          .init("p25", "P25", .degrees, spanner: lags),
          .init(
            "median", LocalizedText(zh: "中位数", en: "Median"), .degrees,
            spanner: lags),
          .init("p75", "P75", .degrees, spanner: lags),
          .init("p90", "P90", .degrees, spanner: lags),
          .init(
            "max", LocalizedText(zh: "最大", en: "Largest"), .degrees,
            spanner: lags),
          .init(
            "within", LocalizedText(zh: "时限内", en: "Within the limit"), .count),
          .init(
            "within_rate", LocalizedText(zh: "时限内比率", en: "Rate"), .share),
        ], rows: rows,
        notes: [
          LocalizedText(
            zh: "交办当日不计；以工作日为时限的，用时也按工作日计，休息日办理的算到下一个工作日。",
            en: "The day of assignment does not count. Under a limit of"
              + " working days, the days taken are working days, and what is"
              + " done on a free day counts as done on the next worked one.")
        ]))
  }

  /// The cases of a slice followed from their assignment; cut off when they
  /// are withdrawn.
  func replyCurve(_ rows: [Int]) -> KaplanMeier {
    var times: [Double] = []
    var ended: [Bool] = []
    let (assigned, replied) = (frame.days(.assigned), frame.days(.replied))
    for row in rows where checks.hasSoundReply[row] && !assigned[row].isNaN {
      let gone = withdrawn(row)
      let last =
        !gone.isNaN ? gone : replied[row].isNaN ? frame.today : replied[row]
      guard last >= assigned[row] else { continue }
      times.append(last - assigned[row])
      ended.append(gone.isNaN && !replied[row].isNaN)
    }
    return KaplanMeier(times: times, hasEnded: ended)
  }

  private mutating func addReplyTimes() {
    var rows: [StatisticsTable.Row] = []
    for slice in slices {
      let curve = replyCurve(slice.rows)
      guard curve.count > 0 else { continue }
      let median = curve.quantile(0.5)
      let interval =
        options.isCensus
        ? nil : curve.quantileInterval(0.5, level: level).flatMap(finite)
      add(
        "days-to-reply",
        LocalizedText(zh: "答复用时中位数（天）", en: "Median days to reply"),
        statistic: "median", median, interval: interval, base: curve.count,
        slice)
      rows.append(
        row(
          slice,
          [
            .init(Double(curve.count)), .init(Double(curve.events)),
            .init(Double(curve.count - curve.events)),
            curve.quantile(0.25).map { .init($0) } ?? .empty,
            median.map { .init($0, interval: interval) } ?? .empty,
            curve.quantile(0.75).map { .init($0) } ?? .empty,
            curve.quantile(0.9).map { .init($0) } ?? .empty,
          ]))
    }
    let days = LocalizedText(zh: "答复用时（天）", en: "Days to reply")
    tables.append(
      StatisticsTable(
        "days-to-reply",
        title: LocalizedText(zh: "答复用时", en: "Time to reply"), stub: stub,
        columns: [
          .init("n", "n", .count),
          .init("answered", LocalizedText(zh: "已答复", en: "Answered"), .count),
          .init("open", LocalizedText(zh: "未答复", en: "Open"), .count),
          .init("p25", "P25", .degrees, spanner: days),
          .init(
            "median", LocalizedText(zh: "中位数", en: "Median"), .degrees,
            spanner: days),
          .init("p75", "P75", .degrees, spanner: days),
          .init("p90", "P90", .degrees, spanner: days),
        ], rows: rows,
        notes: [
          LocalizedText(
            zh: "由 Kaplan–Meier 曲线读出，未答复办件按截至分析日计入；"
              + "空格表示已答复的不足该比例。",
            en: "Read from Kaplan and Meier's curve, in which open cases count"
              + " up to the day of the analysis; empty where fewer than that"
              + " have been answered.")
        ]))
    addCurve()
  }

  private func finite(_ interval: Interval) -> Interval? {
    interval.upper.isFinite ? interval : nil
  }

  private mutating func addCurve() {
    let curve = replyCurve(slices.first?.rows ?? [])
    guard curve.events > 0 else { return }
    let rows = Self.marks(upTo: curve.longest).map { day in
      StatisticsTable.Row(
        plainText(day),
        LocalizedText(
          zh: "第\(plainText(day))天", en: "day \(plainText(day))"),
        [
          .init(Double(curve.atRisk(at: day))),
          .init(
            1 - curve.survival(at: day),
            interval: options.isCensus
              ? nil : curve.interval(at: day, level: level)),
        ])
    }
    tables.append(
      StatisticsTable(
        "reply-curve",
        title: LocalizedText(
          zh: "交办后各日已答复的比例", en: "Share answered by day after assignment"),
        stub: LocalizedText(zh: "时间", en: "Time"),
        columns: [
          .init("at_risk", LocalizedText(zh: "仍未答复", en: "Still open"), .count),
          .init(
            "answered_share", LocalizedText(zh: "已答复比例", en: "Share answered"),
            .share),
        ], rows: Array(rows),
        notes: [
          LocalizedText(
            zh: "Kaplan–Meier 估计，Greenwood 方差，区间按 log(−log) 变换。",
            en: "Kaplan and Meier's estimate; Greenwood's variance, intervals"
              + " on the scale of log(−log).")
        ], figure: .trend(columns: ["answered_share"])))
    addOutcomes()
  }
}
