import Diagnostics
import SurveyData

/// Checks a ledger, and says which of its rows and values count.
struct LedgerChecks {
  private(set) var report = ConsistencyReport()
  /// Rows that count.
  private(set) var kept: [Bool]
  /// Rows whose reply can be measured from the assignment.
  private(set) var hasSoundReply: [Bool]
  /// Rows whose sign-in can be measured from the assignment.
  private(set) var hasSoundSignIn: [Bool]
  /// Rows whose return can be measured from the assignment.
  private(set) var hasSoundReturn: [Bool]
  /// Rows whose commitment can be judged.
  private(set) var hasSoundCommitment: [Bool]
  /// Rows whose class is known.
  private(set) var hasKnownClass: [Bool]
  /// How many rows of earlier rounds count nowhere, because the study asked
  /// for last rounds.
  private(set) var earlierRounds = 0
  /// For each row the row of the earlier case; -1 for none.
  private(set) var earlier: [Int]

  private let frame: LedgerFrame

  init(_ frame: LedgerFrame) {
    self.frame = frame
    let count = frame.table.rowCount
    let all = [Bool](repeating: true, count: count)
    kept = [Bool](repeating: false, count: count)
    for row in frame.rows { kept[row] = true }
    // Not assigned yet on the day of the analysis.
    for row in frame.later[.assigned] ?? [] { kept[row] = false }
    hasSoundReply = all
    hasSoundSignIn = all
    hasSoundReturn = all
    hasSoundCommitment = all
    hasKnownClass = all
    earlier = [Int](repeating: -1, count: count)
    leaveOutEarlierRounds()
    identity()
    dates()
    rounds()
    meetings()
    commitments()
    others()
    repeats()
  }

  /// Of the rounds of a case the last counts, where the study asks for it;
  /// of two rows of one round the first.
  private mutating func leaveOutEarlierRounds() {
    guard frame.options.rows == .lastRound, frame.has(.round) else { return }
    var last: [String: Double] = [:]
    for row in frame.rows where kept[row] {
      let round = frame.round(row)
      guard let id = frame.text(.caseID, row), !round.isNaN else { continue }
      last[id] = max(last[id] ?? round, round)
    }
    for row in frame.rows where kept[row] {
      guard let id = frame.text(.caseID, row), let final = last[id],
        frame.round(row) < final
      else { continue }
      kept[row] = false
      earlierRounds += 1
    }
  }

  private mutating func check(
    _ rule: String, _ code: DiagnosticCode, _ role: LedgerRole,
    _ chinese: String, _ english: String, _ action: ConsistencyAction,
    value: ((Int) -> String?)? = nil, help: String? = nil,
    breaks: (Int) -> Bool?
  ) -> [Int] {
    let frame = frame
    return report.check(
      rule, code, LocalizedText(zh: chinese, en: english), action: action,
      rows: frame.rows.filter { kept[$0] },
      place: { frame.place($0, role) },
      value: value ?? { frame.text(.caseID, $0) }, help: help, breaks: breaks)
  }

  /// Whether `later` lies before `first`; `nil` when one is missing.
  private func isBefore(
    _ later: LedgerRole, _ first: LedgerRole
  ) -> (Int) -> Bool? {
    let (a, b) = (frame.days(later), frame.days(first))
    return { row in
      a[row].isNaN || b[row].isNaN ? nil : a[row] < b[row]
    }
  }

  // MARK: - Rules

  private mutating func identity() {
    let frame = frame
    for row in check(
      "no-id", .ledgerIdentity, .caseID, "没有编号", "no identifier", .leftOut,
      value: { _ in nil }, breaks: { frame.text(.caseID, $0) == nil })
    { kept[row] = false }
    var seen: Set<[String]> = []
    var repeated: Set<Int> = []
    for row in frame.rows where kept[row] {
      var key = [frame.text(.caseID, row) ?? ""]
      if frame.isEveryRound { key.append(plainText(frame.round(row))) }
      if !seen.insert(key).inserted { repeated.insert(row) }
    }
    for row in check(
      "duplicate-id", .ledgerIdentity, .caseID,
      frame.isEveryRound ? "编号与轮次重复" : "编号重复",
      frame.isEveryRound
        ? "an identifier and round that stand above already"
        : "an identifier that stands above already", .leftOut,
      help: "the first row counts", breaks: { repeated.contains($0) })
    { kept[row] = false }
    _ = check(
      "no-assignment", .ledgerDates, .assigned, "没有交办日期",
      "no day of assignment", .kept,
      help: "such cases count, but not where time is measured",
      breaks: { frame.days(.assigned)[$0].isNaN })
    if frame.hasColumn(.leadUnit) {
      _ = check(
        "lead-unit-missing", .ledgerUnit, .leadUnit, "没有主办单位",
        "no unit in charge", .kept,
        breaks: { frame.text(.leadUnit, $0) == nil })
    }
  }

  private mutating func dates() {
    for row in check(
      "reply-before-assignment", .ledgerDates, .replied, "答复早于交办",
      "a reply before the assignment", .valueLeftOut,
      help: "the case counts, but not where the time to reply is measured",
      breaks: isBefore(.replied, .assigned))
    { hasSoundReply[row] = false }
    for row in check(
      "sign-in-before-assignment", .ledgerDates, .signed, "签收早于交办",
      "signed in before the assignment", .valueLeftOut,
      breaks: isBefore(.signed, .assigned))
    { hasSoundSignIn[row] = false }
    for row in check(
      "return-before-assignment", .ledgerDates, .returned, "退办早于交办",
      "given back before the assignment", .valueLeftOut,
      breaks: isBefore(.returned, .assigned))
    { hasSoundReturn[row] = false }
    _ = check(
      "reply-before-sign-in", .ledgerDates, .replied, "答复早于签收",
      "a reply before the sign-in", .kept, breaks: isBefore(.replied, .signed))
    _ = check(
      "assigned-before-submitted", .ledgerDates, .assigned, "交办早于提出",
      "assigned before it was submitted", .kept,
      breaks: isBefore(.assigned, .submitted))
    let frame = frame
    _ = check(
      "limit-unknown", .ledgerDue, .deadlineKind, "期限类别不明",
      "a time limit that is not understood", .kept,
      value: { frame.text(.deadlineKind, $0) },
      help: "write limits as 3m, 15d or 7wd",
      breaks: {
        frame.text(.deadlineKind, $0) == nil ? nil : frame.limits[$0] == nil
      })
    let written = frame.days(.due)
    _ = check(
      "due-differs", .ledgerDue, .due, "期限日期与规则不符",
      "a due date that is not the one by the rule", .kept,
      value: { row in
        func day(_ number: Double) -> String {
          LedgerFrame.day(number)?.text ?? "?"
        }
        return "\(frame.text(.caseID, row) ?? ""): \(day(written[row])),"
          + " \(day(frame.ruleDue[row]))"
      },
      help: "'due: rule' measures by the rule instead of the ledger",
      breaks: { row in
        written[row].isNaN || frame.ruleDue[row].isNaN
          ? nil : written[row] != frame.ruleDue[row]
      })
    _ = check(
      "extension-before-due", .ledgerDue, .extended, "延期日早于原期限",
      "extended to a day before the due date", .kept,
      breaks: isBefore(.extended, .due))
  }

  private mutating func rounds() {
    guard frame.hasColumn(.round) else { return }
    let frame = frame
    _ = check(
      "round-not-a-number", .ledgerRounds, .round, "办理轮次不是正整数",
      "a round that is no whole number from 1 on", .kept,
      value: { frame.text(.round, $0) },
      breaks: { row in
        let round = frame.round(row)
        return !(round >= 1) || round != round.rounded()
      })
    var known: Set<[String]> = []
    if frame.isEveryRound {
      for row in frame.rows where kept[row] {
        known.insert(
          [frame.text(.caseID, row) ?? "", plainText(frame.round(row))])
      }
    }
    let hasParent = frame.hasColumn(.parentRound)
    if frame.isEveryRound || hasParent {
      _ = check(
        "round-without-earlier", .ledgerRounds, .round, "缺少上一轮次",
        "a further round without the round before", .kept,
        breaks: { row in
          let round = frame.round(row)
          guard round > 1 else { return nil }
          if frame.isEveryRound {
            return !known.contains(
              [frame.text(.caseID, row) ?? "", plainText(round - 1)])
          }
          return frame.text(.parentRound, row).flatMap(Double.init)
            != round - 1
        })
    }
  }

  private mutating func meetings() {
    let frame = frame
    let roles: [LedgerRole] = [.meetBefore, .meetDuring, .meetAfter]
    guard roles.contains(where: frame.has) else { return }
    let days = roles.map(frame.days)
    _ = check(
      "meetings-out-of-order", .ledgerMeetings, .meetDuring, "三次见面日期次序不对",
      "meetings before, during and after handling in another order", .kept,
      help: "a meeting outside its phase does not count as held",
      breaks: { row in
        let present = days.map { $0[row] }.filter { !$0.isNaN }
        return present.count < 2
          ? nil : zip(present, present.dropFirst()).contains { $0 > $1 }
      })
    let assigned = frame.days(.assigned)
    _ = check(
      "meeting-before-assignment", .ledgerMeetings, .meetBefore, "见面早于交办",
      "a meeting before the assignment", .kept,
      help: "a meeting outside its phase does not count as held",
      breaks: { row in
        guard !assigned[row].isNaN else { return nil }
        let present = days.map { $0[row] }.filter { !$0.isNaN }
        return present.isEmpty ? nil : present.contains { $0 < assigned[row] }
      })
  }

  private mutating func commitments() {
    let frame = frame
    for row in check(
      "commitment-done-before-made", .ledgerCommitments, .commitmentDone,
      "承诺兑现早于作出", "a commitment done before the reply that made it",
      .valueLeftOut, breaks: isBefore(.commitmentDone, .replied))
    { hasSoundCommitment[row] = false }
    _ = check(
      "commitment-due-before-made", .ledgerCommitments, .commitmentDue,
      "承诺期限早于答复", "a commitment due before the reply that made it", .kept,
      breaks: isBefore(.commitmentDue, .replied))
    let (due, done) = (frame.days(.commitmentDue), frame.days(.commitmentDone))
    if frame.hasColumn(.commitmentDue) {
      _ = check(
        "commitment-without-due", .ledgerCommitments, .commitmentDue,
        "承诺没有期限", "a commitment without a due date", .kept,
        breaks: { row in
          frame.text(.commitment, row) == nil && done[row].isNaN
            ? nil : due[row].isNaN
        })
    }
  }

  private mutating func others() {
    let frame = frame
    let classes = Set(frame.options.classes)
    if !classes.isEmpty {
      for row in check(
        "class-unknown", .ledgerClass, .resultClass, "办理结果类别代码不明",
        "a result class that is not in the list", .valueLeftOut,
        value: { frame.text(.resultClass, $0) },
        help: "name the classes with 'classes'",
        breaks: { row in
          frame.text(.resultClass, row).map { !classes.contains($0) }
        })
      { hasKnownClass[row] = false }
    }
    if frame.hasColumn(.replied) {
      _ = check(
        "class-without-reply", .ledgerClass, .resultClass, "有结果类别但没有答复",
        "a result class without a reply", .kept,
        breaks: { row in
          frame.text(.resultClass, row).map { _ in
            frame.days(.replied)[row].isNaN
          }
        })
      _ = check(
        "closed-without-reply", .ledgerClass, .status, "已办结但没有答复",
        "closed without a reply", .kept,
        breaks: { row in
          guard let status = frame.text(.status, row)?.lowercased(),
            ["closed", "办结", "已办结"].contains(status)
          else { return nil }
          return frame.days(.replied)[row].isNaN
        })
    }
    if frame.hasColumn(.supervisor) {
      _ = check(
        "supervisor-missing", .ledgerUnit, .supervisor, "重点督办件没有督办人",
        "under key supervision without a supervisor", .kept,
        breaks: { row in
          frame.flag(.keySupervised, row) == true
            ? frame.text(.supervisor, row) == nil : nil
        })
    }
  }

  private mutating func repeats() {
    guard frame.has(.repeatOf) else { return }
    let frame = frame
    var rowOf: [String: Int] = [:]
    for row in frame.rows where kept[row] {
      if let id = frame.text(.caseID, row), rowOf[id] == nil { rowOf[id] = row }
    }
    // The whole table is searched: an earlier case may lie outside of the
    // rows that the analysis is about.
    for row in 0..<frame.table.rowCount {
      if let id = frame.text(.caseID, row), rowOf[id] == nil { rowOf[id] = row }
    }
    _ = check(
      "repeat-unknown", .ledgerRepeats, .repeatOf, "原建议编号不存在",
      "repeats a case that is not in the ledger", .valueLeftOut,
      value: {
        "\(frame.text(.caseID, $0) ?? "") → \(frame.text(.repeatOf, $0) ?? "")"
      },
      breaks: { row in
        frame.text(.repeatOf, row).map { rowOf[$0] == nil }
      })
    for row in 0..<frame.table.rowCount {
      earlier[row] = frame.text(.repeatOf, row).flatMap { rowOf[$0] } ?? -1
    }
    // A link that leads back to its own row is cut.
    var state = [UInt8](repeating: 0, count: earlier.count)
    var cyclic: Set<Int> = []
    for start in earlier.indices where state[start] == 0 {
      var path: [Int] = []
      var row = start
      while row >= 0, state[row] == 0 {
        state[row] = 1
        path.append(row)
        row = earlier[row]
      }
      if row >= 0, state[row] == 1, let first = path.firstIndex(of: row) {
        cyclic.formUnion(path[first...])
      }
      for visited in path { state[visited] = 2 }
    }
    _ = check(
      "repeat-cyclic", .ledgerRepeats, .repeatOf, "重复关系成环",
      "repeats that lead back to the case itself", .valueLeftOut,
      breaks: { row in
        frame.text(.repeatOf, row) == nil ? nil : cyclic.contains(row)
      })
    for row in cyclic { earlier[row] = -1 }
    let assigned = frame.days(.assigned)
    let earlier = earlier
    _ = check(
      "repeat-of-later", .ledgerRepeats, .repeatOf, "原建议晚于本件",
      "repeats a case that was assigned later", .kept,
      breaks: { row in
        guard earlier[row] >= 0 else { return nil }
        let (own, other) = (assigned[row], assigned[earlier[row]])
        return own.isNaN || other.isNaN ? nil : other > own
      })
  }
}
