import SurveyData

extension LedgerWork {
  private static let roles: [LedgerRole] = [
    .meetBefore, .meetDuring, .meetAfter,
  ]

  /// Whether each of the three meetings was held in its phase: the first not
  /// before the assignment and not after the reply, the second between the
  /// first and the reply, the third after the second or, as asked, after the
  /// reply.
  func meetings(_ row: Int) -> [Bool] {
    let days = Self.roles.map { frame.days($0)[row] }
    let (assigned, replied) = (
      frame.days(.assigned)[row], frame.days(.replied)[row]
    )
    func isAfter(_ day: Double, _ bound: Double) -> Bool {
      bound.isNaN || day >= bound
    }
    func isUpTo(_ day: Double, _ bound: Double) -> Bool {
      bound.isNaN || day <= bound
    }
    let (before, during, after) = (days[0], days[1], days[2])
    let first =
      !before.isNaN && isAfter(before, assigned) && isUpTo(before, replied)
    let second =
      !during.isNaN && isAfter(during, assigned) && isAfter(during, before)
      && isUpTo(during, replied)
    var third =
      !after.isNaN && isAfter(after, assigned) && isAfter(after, before)
      && isAfter(after, during)
    if options.lastMeeting == .reply, !(after >= replied) { third = false }
    return [first, second, third]
  }

  /// Whether the ledger has a column for each of the three meetings and tells
  /// of any: what nobody wrote down was not missed.
  var hasMeetings: Bool {
    Self.roles.allSatisfy(frame.hasColumn)
      && Self.roles.contains(where: frame.has)
  }

  /// Whether all three meetings were held; `nil` for an open case, and where
  /// the ledger has no columns of meetings.
  func hasAllMeetings(_ row: Int) -> Bool? {
    guard hasMeetings, !frame.days(.replied)[row].isNaN else { return nil }
    return !meetings(row).contains(false)
  }

  mutating func addMeetings() {
    guard Self.roles.contains(where: frame.has), frame.hasColumn(.replied)
    else { return }
    let phases = (0..<3).filter { frame.hasColumn(Self.roles[$0]) }
    let names = ["before", "during", "after"]
    let labels = [
      LocalizedText(zh: "办前见面", en: "Before"),
      LocalizedText(zh: "办中见面", en: "During"),
      LocalizedText(zh: "办后见面", en: "After"),
    ]
    let all = LocalizedText(zh: "三次见面齐全", en: "All three")
    var rows: [StatisticsTable.Row] = []
    for slice in slices {
      let answered = slice.rows.filter { !frame.days(.replied)[$0].isNaN }
      let held = answered.map { meetings($0) }
      let outside = answered.count { row in
        zip(Self.roles, meetings(row)).contains { role, isHeld in
          !isHeld && !frame.days(role)[row].isNaN
        }
      }
      let rates = phases.map { phase in CountedRate(held.map { $0[phase] }) }
      for (phase, rate) in zip(phases, rates) {
        add("meeting-\(names[phase])", labels[phase], rate, slice)
      }
      var cells: [StatisticsTable.Cell] =
        [.init(Double(answered.count))] + rates.map(intervals.cell)
      let complete = CountedRate(held.map { !$0.contains(false) })
      if hasMeetings {
        add("meetings-all", all, complete, slice)
        cells.append(intervals.cell(complete))
      }
      cells += (0...phases.count).map { number in
        .init(Double(held.count { $0.count { $0 } == number }))
      }
      rows.append(row(slice, cells + [.init(Double(outside))]))
      if slice.kind == .overall, complete.base > 0, hasMeetings {
        remarks.append(
          LocalizedText(
            zh: "三次见面齐全的占\(percent(complete))",
            en: "all three meetings were held in \(percent(complete))"))
      }
    }
    let held = LocalizedText(zh: "见面次数", en: "Meetings held")
    tables.append(
      StatisticsTable(
        "meetings",
        title: LocalizedText(zh: "三次见面", en: "The three meetings"),
        stub: stub,
        columns: [
          .init("answered", LocalizedText(zh: "已答复", en: "Answered"), .count)
        ] + phases.map { .init(names[$0], labels[$0], .share) }
          + (hasMeetings ? [.init("all_three", all, .share)] : [])
          + (0...phases.count).map {
            .init("held_\($0)", LocalizedText("\($0)"), .count, spanner: held)
          } + [
            .init(
              "outside",
              LocalizedText(zh: "有见面不在其阶段", en: "With one out of phase"), .count
            )
          ], rows: rows,
        notes: [
          LocalizedText(
            zh: "只计已答复的办件；日期不在相应阶段的见面不算。",
            en: "Answered cases only; a meeting outside its phase does not"
              + " count.")
        ],
        figure: rows.count > 1
          ? .dots(
            column: hasMeetings ? "all_three" : names[phases[0]],
            reference: nil) : nil))
  }
}
