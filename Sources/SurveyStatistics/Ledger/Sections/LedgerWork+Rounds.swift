import Diagnostics
import SurveyData

/// One round of handling of a case.
struct HandlingRound {
  var id: String
  var number: Int
  var asked: Double
  var replied: Double
  var grade: String?
}

extension LedgerWork {
  /// The rounds of the kept cases: from a table of rounds, or from a ledger
  /// with a row a round; empty when neither is there.
  func roundRows() throws(Diagnostic) -> [HandlingRound] {
    if let table = analysis.inputs.rounds {
      let ids = table[frame.name(.caseID)] ?? table["case_id"]
      guard let ids, let numbers = table["round"]?.numbers() else {
        throw Diagnostic(
          .ledgerColumn, at: Place(file: table.source.file),
          "the table of rounds needs the columns 'case_id' and 'round'",
          zh: "轮次表须有列“case_id”和“round”",
          help: table.helpFinding(ids == nil ? "case_id" : "round", shown: 12))
      }
      let asked = try table["asked_on"].map { column throws(Diagnostic) in
        try LedgerFrame.days(column, table)
      }
      let replied = try table["replied_on"].map { column throws(Diagnostic) in
        try LedgerFrame.days(column, table)
      }
      var known: Set<String> = []
      for row in frame.rows where checks.kept[row] {
        if let id = frame.text(.caseID, row) { known.insert(id) }
      }
      return (0..<table.rowCount).compactMap { row in
        guard let id = ids.text(at: row), known.contains(id),
          numbers[row] >= 1, numbers[row] < 1000
        else { return nil }
        let asked = asked?[row] ?? .nan
        var end = replied?[row] ?? .nan
        var grade = table["grade"]?.text(at: row)
        if !frame.isTodayFound {
          if asked > frame.today { return nil }
          // Not answered yet on the day of the analysis, nor graded.
          if end > frame.today { (end, grade) = (.nan, nil) }
        }
        return HandlingRound(
          id: id, number: Int(numbers[row]), asked: asked, replied: end,
          grade: grade)
      }
    }
    guard frame.isEveryRound else { return [] }
    return frame.rows.compactMap { row in
      guard checks.kept[row], let id = frame.text(.caseID, row) else {
        return nil
      }
      let number = frame.round(row)
      guard number >= 1, number < 1000 else { return nil }
      return HandlingRound(
        id: id, number: Int(number), asked: frame.days(.assigned)[row],
        replied: frame.days(.replied)[row], grade: nil)
    }
  }

  mutating func addRounds() throws(Diagnostic) {
    let rounds = try roundRows()
    addRoundCounts(rounds)
    addFurtherReplies(rounds)
    addSatisfaction(rounds)
  }

  private mutating func addRoundCounts(_ rounds: [HandlingRound]) {
    var last: [String: Int] = [:]
    if !rounds.isEmpty {
      for round in rounds {
        last[round.id] = max(last[round.id] ?? 0, round.number)
      }
    } else if frame.has(.round) {
      for row in frame.rows where checks.kept[row] {
        let number = frame.round(row)
        if let id = frame.text(.caseID, row), number >= 1, number < 1000 {
          last[id] = Int(number)
        }
      }
    }
    guard let most = last.values.max() else { return }
    let total = last.count
    let mean = Double(last.values.reduce(0, +)) / Double(total)
    let again = CountedRate(last.values.count { $0 > 1 }, of: total)
    add(
      "handled-again", LocalizedText(zh: "再次办理率", en: "Handled again"), again)
    add(
      "rounds", LocalizedText(zh: "平均办理轮次", en: "Rounds a case"),
      statistic: "mean", mean, base: total)
    let rows = (1...most).map { number in
      StatisticsTable.Row(
        "\(number)",
        LocalizedText(
          zh: "办理\(number)轮",
          en: number == 1 ? "1 round" : "\(number) rounds"),
        [
          .init(Double(last.values.count { $0 == number })),
          intervals.cell(
            CountedRate(last.values.count { $0 == number }, of: total)),
          intervals.cell(
            CountedRate(last.values.count { $0 >= number }, of: total)),
        ])
    }
    tables.append(
      StatisticsTable(
        "rounds",
        title: LocalizedText(zh: "办理轮次", en: "Rounds of handling"),
        stub: LocalizedText(zh: "轮次", en: "Rounds"),
        columns: [
          .init("cases", LocalizedText(zh: "件数", en: "Cases"), .count),
          .init("share", LocalizedText(zh: "占比", en: "Share"), .share),
          .init(
            "reached", LocalizedText(zh: "达到该轮的占比", en: "That many or more"),
            .share),
        ], rows: rows))
  }

  private mutating func addFurtherReplies(_ rounds: [HandlingRound]) {
    let further = rounds.filter { $0.number > 1 && !$0.asked.isNaN }
    guard !further.isEmpty else { return }
    var rows: [StatisticsTable.Row] = []
    let numbers = Set(further.map(\.number)).sorted()
    let label = LocalizedText(
      zh: "再次答复按期率（\(options.furtherLimit.words[.chinese])）",
      en: "Further reply within \(options.furtherLimit.words[.english])")
    for number in [0] + numbers {
      let chosen = further.filter { number == 0 || $0.number == number }
      let days = OrderedTimes(chosen.map { $0.replied - $0.asked })
      let rate = CountedRate(
        chosen.map { round -> Bool? in
          guard let start = LedgerFrame.day(round.asked) else { return nil }
          let due = Double(
            options.furtherLimit.due(from: start, calendar: frame.calendar)
              .daysSinceEpoch)
          if round.replied.isNaN { return frame.today > due ? false : nil }
          return round.replied <= due
        })
      if number == 0 { add("further-reply-in-time", label, rate) }
      rows.append(
        StatisticsTable.Row(
          number == 0 ? "all" : "\(number)",
          number == 0
            ? LocalizedText(zh: "全部再次办理", en: "All further rounds")
            : LocalizedText(zh: "第\(number)轮", en: "round \(number)"),
          kind: number == 0 ? .overall : .detail,
          [
            .init(Double(chosen.count)),
            .init(Double(chosen.count { $0.replied.isNaN })), days.cell(0.5),
            days.cell(0.9), days.cell(1), .init(Double(rate.count)),
            intervals.cell(rate),
          ]))
    }
    let days = LocalizedText(zh: "再次答复用时（天）", en: "Days to the further reply")
    tables.append(
      StatisticsTable(
        "further-replies",
        title: LocalizedText(
          zh: "再次办理的答复用时", en: "Time to reply in further rounds"),
        stub: LocalizedText(zh: "轮次", en: "Round"),
        columns: [
          .init("rounds", LocalizedText(zh: "轮数", en: "Rounds"), .count),
          .init("open", LocalizedText(zh: "未答复", en: "Open"), .count),
          .init(
            "median", LocalizedText(zh: "中位数", en: "Median"), .degrees,
            spanner: days),
          .init("p90", "P90", .degrees, spanner: days),
          .init(
            "max", LocalizedText(zh: "最大", en: "Largest"), .degrees,
            spanner: days),
          .init(
            "in_time", LocalizedText(zh: "按期", en: "In time"), .count),
          .init("in_time_rate", label, .share),
        ], rows: rows))
  }

  /// Grades of first rounds and of last ones.
  private mutating func addSatisfaction(_ rounds: [HandlingRound]) {
    var graded = rounds.compactMap { round in
      round.grade.map { (id: round.id, round: round.number, grade: $0) }
    }
    if graded.isEmpty { graded = ratedRounds() }
    guard !graded.isEmpty else { return }
    var last: [String: Int] = [:]
    for one in graded { last[one.id] = max(last[one.id] ?? 0, one.round) }
    let (good, fair) = (Set(options.satisfied), Set(options.basic))
    let groups: [(String, LocalizedText, [String])] = [
      (
        "first", LocalizedText(zh: "首次答复", en: "First reply"),
        graded.filter { $0.round == 1 }.map(\.grade)
      ),
      (
        "final", LocalizedText(zh: "最终答复", en: "Last reply"),
        graded.filter { $0.round == last[$0.id] }.map(\.grade)
      ),
      (
        "first-of-repeated",
        LocalizedText(
          zh: "再次办理件的首次答复", en: "First reply of cases handled again"),
        graded.filter { $0.round == 1 && (last[$0.id] ?? 1) > 1 }.map(\.grade)
      ),
      (
        "final-of-repeated",
        LocalizedText(
          zh: "再次办理件的最终答复", en: "Last reply of cases handled again"),
        graded.filter { $0.round > 1 && $0.round == last[$0.id] }.map(\.grade)
      ),
    ]
    var rows: [StatisticsTable.Row] = []
    for (name, label, grades) in groups where !grades.isEmpty {
      let satisfied = CountedRate(
        grades.count(where: good.contains), of: grades.count)
      let both = CountedRate(
        grades.count { good.contains($0) || fair.contains($0) },
        of: grades.count)
      let rest = CountedRate(grades.count - both.count, of: grades.count)
      add("satisfied-\(name)", label, satisfied)
      rows.append(
        StatisticsTable.Row(
          name, label,
          [.init(Double(grades.count))]
            + [satisfied, both, rest].map(intervals.cell)))
    }
    tables.append(
      StatisticsTable(
        "round-satisfaction",
        title: LocalizedText(
          zh: "首次与最终满意度", en: "Satisfaction with the first and the last reply"),
        stub: LocalizedText(zh: "答复", en: "Reply"),
        columns: [
          .init("grades", LocalizedText(zh: "评价数", en: "Grades"), .count),
          .init("satisfied", LocalizedText(zh: "满意", en: "Satisfied"), .share),
          .init(
            "satisfied_or_basic",
            LocalizedText(zh: "满意和基本满意", en: "Satisfied or basically"), .share),
          .init(
            "others",
            LocalizedText(zh: "不满意及其他", en: "Dissatisfied and others"),
            .share),
        ], rows: rows, figure: .dots(column: "satisfied", reference: nil)))
  }

  private func ratedRounds() -> [(id: String, round: Int, grade: String)] {
    guard let table = analysis.inputs.ratings,
      let ids = table[frame.name(.caseID)] ?? table["case_id"],
      let numbers = table["round"]?.numbers(),
      let grades = table[analysis.inputs.ratingItem] ?? table["grade"]
    else { return [] }
    var known: Set<String> = []
    for row in frame.rows where checks.kept[row] {
      if let id = frame.text(.caseID, row) { known.insert(id) }
    }
    let valid = table["is_valid"]?.numbers()
    return (0..<table.rowCount).compactMap { row in
      guard let id = ids.text(at: row), known.contains(id),
        numbers[row] >= 1, numbers[row] < 1000, valid?[row] != 0,
        let grade = grades.text(at: row)
      else { return nil }
      return (id, Int(numbers[row]), grade)
    }
  }
}
