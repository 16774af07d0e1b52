import Diagnostics
import SurveyData

/// Checks tables that stand beside a ledger: evaluators' scores, ratings and
/// votes.
struct PanelChecks {
  private(set) var report = ConsistencyReport()
  /// The rows of the scores that count; `nil` for all.
  private(set) var keptScores: [Bool]?

  private let place: (Table, Int, String) -> Place = { table, row, name in
    Place(
      file: table.source.file,
      line: table.sourceLines.isEmpty ? nil : Int(table.sourceLines[row]),
      columnName: name)
  }

  /// Scores against the cases: own cases, and scores out of their range.
  ///
  /// An evaluator's own case is one that the evaluator put forward, or one
  /// of the evaluator's unit, when the scores have a column
  /// `evaluator_unit_id` or `evaluator_unit`.
  mutating func scores(
    _ scores: Table, cases: Table, key: String, deputy: String, unit: String
  ) {
    guard let ids = cases[key], let keys = scores[key] ?? scores["case_id"],
      let evaluators = scores["evaluator_id"]
    else { return }
    var rowOf: [String: Int] = [:]
    for row in 0..<cases.rowCount {
      if let id = ids.text(at: row), rowOf[id] == nil { rowOf[id] = row }
    }
    let caseOf = (0..<scores.rowCount).map { row in
      keys.text(at: row).flatMap { rowOf[$0] } ?? -1
    }
    let isOut = (0..<scores.rowCount).map { row in
      ["abstain", "conflict_of_interest"].contains { name in
        guard let text = scores[name]?.text(at: row)?.lowercased() else {
          return false
        }
        return ["1", "true", "yes", "是"].contains(text)
      }
    }
    let all = 0..<scores.rowCount
    let place = place
    var found: [Int] = []
    func evaluator(_ row: Int) -> String? {
      let id = keys.text(at: row) ?? ""
      return evaluators.text(at: row).map { "\($0), \(id)" }
    }
    if let deputies = cases[deputy] {
      found += report.check(
        "own-case-deputy", .ownCase,
        LocalizedText(
          zh: "评委给自己领衔的建议打分", en: "an evaluator scored an own case"),
        action: .leftOut, rows: all,
        place: { place(scores, $0, "evaluator_id") }, value: evaluator,
        help: "mark it with conflict_of_interest"
      ) { row in
        guard caseOf[row] >= 0, !isOut[row],
          let name = evaluators.text(at: row)
        else { return nil }
        return deputies.text(at: caseOf[row]) == name
      }
    }
    let own = scores["evaluator_unit_id"] ?? scores["evaluator_unit"]
    if let own, let units = cases[unit] {
      found += report.check(
        "own-case-unit", .ownCase,
        LocalizedText(
          zh: "评委给本单位主办的建议打分",
          en: "an evaluator scored a case of the own unit"),
        action: .leftOut, rows: all, place: { place(scores, $0, own.name) },
        value: evaluator, help: "mark it with conflict_of_interest"
      ) { row in
        guard caseOf[row] >= 0, !isOut[row], let name = own.text(at: row)
        else { return nil }
        return units.text(at: caseOf[row]) == name
      }
    }
    if let values = scores["score"]?.numbers() {
      let top = scores["max_score"]?.numbers()
      found += report.check(
        "score-out-of-range", .scoreRange,
        LocalizedText(
          zh: "得分低于 0 或高于满分", en: "a score below 0 or above its highest"),
        action: .leftOut, rows: all, place: { place(scores, $0, "score") },
        value: evaluator
      ) { row in
        if values[row].isNaN || isOut[row] { return nil }
        return values[row] < 0 || values[row] > (top?[row] ?? .infinity)
      }
    }
    if !found.isEmpty {
      var kept = [Bool](repeating: true, count: scores.rowCount)
      for row in found { kept[row] = false }
      keptScores = kept
    }
  }

  /// Ratings against the cases: unknown cases, and ratings from before the
  /// reply.
  mutating func ratings(
    _ ratings: Table, cases: Table, key: String, replied: String
  ) {
    guard let ids = cases[key], let keys = ratings[key] ?? ratings["case_id"]
    else { return }
    var rowOf: [String: Int] = [:]
    for row in 0..<cases.rowCount {
      if let id = ids.text(at: row), rowOf[id] == nil { rowOf[id] = row }
    }
    let all = 0..<ratings.rowCount
    let place = place
    if let dates = ratings["rated_on"], case .days = dates.values,
      let rated = dates.numbers(), let column = cases[replied],
      case .days = column.values, let replies = column.numbers()
    {
      let rounds = ratings["round"]?.numbers()
      let last = cases["round"]?.numbers()
      report.check(
        "rated-before-reply", .strayLedgerRows,
        LocalizedText(zh: "评价早于答复", en: "a rating before the reply"),
        action: .kept, rows: all, place: { place(ratings, $0, "rated_on") },
        value: { keys.text(at: $0) }
      ) { row in
        guard let found = keys.text(at: row).flatMap({ rowOf[$0] }),
          !rated[row].isNaN, !replies[found].isNaN
        else { return nil }
        // Ratings of earlier rounds rate earlier replies.
        if let round = rounds?[row], let final = last?[found], round < final {
          return nil
        }
        return rated[row] < replies[found]
      }
    }
  }

  /// The columns of counts that may have printed percentages beside them.
  private static let countColumns = [
    ["satisfied", "basic", "dissatisfied", "abstained"],
    ["sat_satisfied", "sat_basic", "sat_dissatisfied", "sat_abstain"],
    ["votes_for", "votes_against", "votes_abstain"],
  ]
  /// What such a column's name has at its end.
  private static let percentEndings = ["_percent", "_rate", "_pct", "率"]

  /// Printed percentages that their counts cannot give.
  mutating func percentages(_ votes: Table) {
    var columns: [(percent: String, count: String?)] = []
    for name in Self.countColumns.flatMap({ $0 }) {
      for ending in Self.percentEndings where votes[name + ending] != nil {
        columns.append((name + ending, votes[name] == nil ? nil : name))
      }
    }
    guard !columns.isEmpty else { return }
    var bases: [(name: String, values: [Double])] = []
    for names in Self.countColumns {
      // Abstentions are no valid votes.
      let counts = names.prefix(3).compactMap { votes[$0]?.numbers() }
      guard counts.count == min(3, names.count) else { continue }
      bases.append(
        (
          "valid",
          (0..<votes.rowCount).map { row in
            counts.reduce(0) { $0 + $1[row] }
          }
        ))
    }
    for name in ["valid", "present", "members", "eligible"] {
      if let values = votes[name]?.numbers() { bases.append((name, values)) }
    }
    guard !bases.isEmpty else { return }
    let printed = PrintedPercentages(votes, columns, bases: bases)
    guard let first = printed.items.first else { return }
    let place = place
    report.check(
      "printed-percentages", .printedPercentages,
      LocalizedText(
        zh: "所列百分比与票数不符",
        en: "a printed percentage that the counts cannot give"),
      action: .kept, rows: 0..<votes.rowCount,
      place: { place(votes, $0, first.name) },
      value: { printed.fault($0)?.text },
      help: "counts count, percentages are only compared"
    ) { printed.fault($0)?.isWrong }
  }

  /// Votes that do not add up to those present.
  mutating func votes(_ votes: Table) {
    percentages(votes)
    guard let present = votes["present"]?.numbers() else { return }
    // Each set of counts adds up by itself; without a count of abstentions
    // they can fall short.
    let sets = [
      ["satisfied", "basic", "dissatisfied", "abstained"],
      ["sat_satisfied", "sat_basic", "sat_dissatisfied"],
      ["votes_for", "votes_against", "votes_abstain"],
    ].map { names in names.compactMap { votes[$0]?.numbers() } }
      .filter { !$0.isEmpty }
    guard !sets.isEmpty else { return }
    let hasAbstained = votes["abstained"] != nil
    func sum(_ counts: [[Double]], _ row: Int) -> Double? {
      if counts.allSatisfy({ $0[row].isNaN }) { return nil }
      return counts.reduce(0) { $0 + ($1[row].isNaN ? 0 : $1[row]) }
    }
    func sums(_ row: Int) -> [Double] { sets.compactMap { sum($0, row) } }
    let place = place
    report.check(
      "votes-not-present", .votesDiffer,
      LocalizedText(
        zh: "各项票数之和不等于实到人数",
        en: "votes that do not add up to those present"),
      action: .kept, rows: 0..<votes.rowCount,
      place: { place(votes, $0, "present") },
      value: { row in
        sums(row).map(plainText).joined(separator: ", ")
          + " / \(plainText(present[row]))"
      }
    ) { row in
      let sums = sums(row)
      if present[row].isNaN || sums.isEmpty { return nil }
      return sums.contains { sum in
        sum > present[row] || (hasAbstained && sum != present[row])
      }
    }
  }
}
