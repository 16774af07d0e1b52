import SurveyData

/// Rules that compare rows with each other.
extension QualityWork {
  mutating func applyComparisons(_ asked: [QualityRule]) {
    if asked.contains(.duplicate) || asked.contains(.nearDuplicate) {
      compareAnswers(asked)
    }
    if asked.contains(.sameDevice) { compareDevices() }
  }

  private mutating func compareAnswers(_ asked: [QualityRule]) {
    var asked = asked.filter { $0 == .duplicate || $0 == .nearDuplicate }
    for rule in asked where Double(items.count) < number(rule, "answers") {
      let least = plainText(number(rule, "answers"))
      let all = items.count
      skip(
        rule,
        "题目少于\(least)道，相同答案可能只是巧合"
          + (all > 1 ? "（可设 answers: \(all)）" : ""),
        "there are fewer than \(least) items, so that equal answers may be "
          + "chance"
          + (all > 1 ? " ('answers: \(all)' compares them all the same)" : ""))
    }
    asked.removeAll { Double(items.count) < number($0, "answers") }
    guard !asked.isEmpty else { return }
    let codes = AnswerCodes(items, rowCount: table.rowCount, threads: threads)
    if asked.contains(.duplicate) {
      let found = Duplicates(
        codes, rowCount: table.rowCount,
        minimum: Int(number(.duplicate, "answers")))
      add(.duplicate, copies(found.firstRows, counts: found.counts))
    }
    if asked.contains(.nearDuplicate) { compareNearly(codes) }
  }

  private mutating func compareNearly(_ codes: AnswerCodes) {
    let threshold = number(.nearDuplicate, "share")
    let duplicates = Duplicates(
      codes, rowCount: table.rowCount,
      minimum: Int(number(.nearDuplicate, "answers")))
    let near = NearDuplicates(
      codes, duplicates, threshold: threshold, threads: threads)
    guard !near.isRefused else {
      skip(
        .nearDuplicate, "部分相同的行过多，无法逐对比较，请提高share",
        "too many rows are alike in parts to be compared in pairs; raise "
          + "'share'")
      return
    }
    var outcome = RuleOutcome(
      near.shares, flagged: near.matches.map { $0 >= 0 })
    for (row, match) in near.matches.enumerated() where match >= 0 {
      let share = plainText((near.shares[row] * 1000).rounded() / 10)
      outcome.remarks[row] = LocalizedText(
        zh: "\(share)%与\(place(of: Int(match)).zh)相同",
        en: "\(share)% as \(place(of: Int(match)).en)")
    }
    add(.nearDuplicate, outcome)
  }

  private mutating func compareDevices() {
    guard !columns.device.isEmpty else {
      skip(
        .sameDevice, "没有设备标识列，也没有成对的IP与浏览器列",
        "there is no column of device ids, nor address and browser together")
      return
    }
    let found = SameDevice(columns.device, rowCount: table.rowCount)
    let least = Int32(number(.sameDevice, "rows"))
    var outcome = copies(found.firstRows, counts: found.counts)
    for row in outcome.flagged.indices where found.counts[row] < least {
      outcome.flagged[row] = false
      outcome.remarks[row] = nil
    }
    add(.sameDevice, outcome)
  }

  /// Flags every row but the first of those that are alike.
  private func copies(_ firsts: [Int32], counts: [Int32]) -> RuleOutcome {
    var outcome = RuleOutcome(
      zip(firsts, counts).map { $0 < 0 ? .nan : Double($1) },
      flagged: firsts.indices.map { firsts[$0] >= 0 && firsts[$0] != $0 })
    for row in firsts.indices where outcome.flagged[row] {
      let first = place(of: Int(firsts[row]))
      outcome.remarks[row] = LocalizedText(
        zh: "与\(first.zh)相同", en: "as \(first.en)")
    }
    return outcome
  }

  /// The line of a row, or its number in a table without lines.
  private func place(of row: Int) -> (zh: String, en: String) {
    let number =
      table.sourceLines.isEmpty ? row + 1 : Int(table.sourceLines[row])
    return table.sourceLines.isEmpty
      ? ("第\(number)条记录", "row \(number)") : ("第\(number)行", "line \(number)")
  }
}
