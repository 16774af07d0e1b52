import Diagnostics
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Rows of a ledger that contradict themselves.
@Suite struct LedgerCheckTests {
  func dates(_ name: String, _ texts: [String]) -> Column {
    let days = texts.map { CalendarDay($0) }
    return Column(
      name,
      .days(WholeNumbers(days.map { $0?.daysSinceEpoch ?? 0 })),
      missing: MissingReasons(days.map { $0 == nil ? 1 : 0 }))
  }

  /// Row by row: sound; reply before assignment; the id of the first; no
  /// unit and a cycle; a cycle and another class; round 2 without round 1.
  func ledger() -> Table {
    makeTable([
      makeColumn("case_id", ["1", "2", "1", "4", "5", "6"]),
      dates(
        "assigned_on",
        [
          "2024-03-15", "2024-03-15", "2024-03-15", "2024-03-15",
          "2024-03-15", "2024-11-30",
        ]),
      dates(
        "due_on",
        [
          "2024-06-15", "2024-06-15", "2024-06-15", "2024-06-16",
          "2024-06-15", "2025-02-28",
        ]),
      dates(
        "signed_on", ["2024-03-18", "2024-03-18", "", "2024-03-11", "", ""]),
      dates(
        "replied_on",
        ["2024-06-15", "2024-03-01", "", "2024-06-17", "2024-05-01", ""]),
      dates("meet_before_on", ["2024-04-01", "", "", "2024-03-01", "", ""]),
      dates("meet_during_on", ["2024-05-01", "", "", "2024-05-01", "", ""]),
      dates("meet_after_on", ["2024-06-01", "", "", "2024-04-20", "", ""]),
      makeColumn("lead_unit_id", ["U1", "U1", "U1", "", "U2", "U2"]),
      makeColumn("lead_deputy_id", ["D1", "D2", "D1", "D4", "D5", "D6"]),
      makeColumn("result_class", ["A", "B", "A", "C", "X", ""]),
      dates(
        "commitment_due_on", ["2024-12-31", "", "", "2024-12-31", "", ""]),
      dates(
        "commitment_done_on", ["2024-12-31", "", "", "2024-05-01", "", ""]),
      makeColumn("round", ["1", "1", "1", "1", "1", "2"]),
      makeColumn("parent_round", ["", "", "", "", "", ""]),
      makeColumn("repeat_of", ["", "9", "", "5", "4", ""]),
    ])
  }

  func run(
    _ analysis: LedgerAnalysis, _ table: Table
  ) throws -> (AnalysisOutcome, [StatisticsTable]) {
    let outcome = try analysis.run(on: AnalysisData(table: table))
    guard case .tables(let tables, _) = outcome.details else {
      return (outcome, [])
    }
    return (outcome, tables)
  }

  func options() -> LedgerOptions {
    var options = LedgerOptions()
    options.asOf = CalendarDay("2025-03-01")
    return options
  }

  @Test func everyRule() throws {
    let (outcome, tables) = try run(
      LedgerAnalysis(options: options()), ledger())
    let report = try #require(tables.first { $0.name == "consistency" })
    let wanted: [String: Double] = [
      "no-id": 0, "duplicate-id": 1, "lead-unit-missing": 1,
      "reply-before-assignment": 1, "sign-in-before-assignment": 1,
      "due-differs": 1, "round-without-earlier": 1,
      "meetings-out-of-order": 1, "meeting-before-assignment": 1,
      "commitment-done-before-made": 1, "class-unknown": 1,
      "repeat-unknown": 1, "repeat-cyclic": 2, "reply-before-sign-in": 1,
    ]
    for (rule, count) in wanted {
      #expect(report[rule, "found"]?.value == count, "\(rule)")
    }
    let codes = Set(outcome.diagnostics.map(\.code.id))
    let expected = ["D320", "D321", "D322", "D323", "D324", "D325", "D326"]
    #expect(codes.isSuperset(of: expected + ["D327", "D328"]))
  }

  /// What the rules leave out is in no table.
  @Test func countsWithoutFaultyRows() throws {
    let (_, tables) = try run(LedgerAnalysis(options: options()), ledger())
    let limits = try #require(tables.first { $0.name == "time-limits" })
    // The second row of case 1 is out; case 2 has no sound reply.
    #expect(limits["all", "cases"]?.value == 5)
    #expect(limits["all", "judged"]?.value == 4)
    #expect(limits["all", "on_time"]?.value == 2)
    #expect(limits["all", "open_late"]?.value == 1)
    #expect(limits["all", "overdue_max"]?.value == 1)
    let meetings = try #require(tables.first { $0.name == "meetings" })
    #expect(meetings["all", "held_3"]?.value == 1)
    #expect(meetings["all", "held_1"]?.value == 1)
    #expect(meetings["all", "outside"]?.value == 1)
    let kept = try #require(tables.first { $0.name == "commitments" })
    #expect(kept["all", "commitments"]?.value == 1)
    #expect(kept["all", "kept_in_time"]?.value == 1)
    let classes = try #require(tables.first { $0.name == "result-classes" })
    #expect(classes["all", "n"]?.value == 3)
  }

  /// By the rule case 4 is a day late, by the ledger it is, too: the reply
  /// came two days after the rule's date and one after the ledger's.
  @Test func dueByRule() throws {
    var options = options()
    options.dueDate = .rule
    let (_, tables) = try run(LedgerAnalysis(options: options), ledger())
    let limits = try #require(tables.first { $0.name == "time-limits" })
    #expect(limits["all", "overdue_max"]?.value == 2)
  }

  @Test func censusHasNoIntervals() throws {
    var options = options()
    options.isCensus = true
    let (outcome, tables) = try run(
      LedgerAnalysis(options: options, by: [["lead_unit_id"]]), ledger())
    #expect(outcome.estimates.allSatisfy { $0.interval == nil })
    let cells = tables.flatMap(\.rows).flatMap(\.cells)
    #expect(cells.allSatisfy { $0.interval == nil })
  }

  @Test func oneRowAndNone() throws {
    let table = ledger()
    for rows in [[0], [], [5]] {
      _ = try run(
        LedgerAnalysis(options: LedgerOptions(), by: [["lead_unit_id"]]),
        table.selecting(rows))
    }
    let bare = makeTable([
      makeColumn("case_id", ["1"]), dates("assigned_on", ["2024-01-31"]),
    ])
    _ = try run(LedgerAnalysis(), bare)
    #expect(throws: Diagnostic.self) {
      _ = try run(LedgerAnalysis(), makeTable([makeColumn("case_id", ["1"])]))
    }
  }

  /// An evaluator's own cases, and scores above the highest, are left out of
  /// an evaluation.
  @Test func ownCases() throws {
    let scores = makeTable([
      makeColumn("case_id", ["1", "2", "4", "5", "5"]),
      makeColumn("evaluator_id", ["D1", "E1", "E2", "E1", "D5"]),
      makeColumn("evaluator_unit", ["", "U1", "U1", "U3", "U9"]),
      makeColumn("score", ["90", "80", "70", "101", "60"]),
      makeColumn("max_score", ["100", "100", "100", "100", "100"]),
      makeColumn("conflict_of_interest", ["0", "0", "0", "0", "1"]),
    ])
    let found = EvaluationConsistency(
      EvaluationInputs(
        cases: ledger().selecting([0, 1, 3, 4]), caseKey: "case_id",
        scores: scores))
    let table = try #require(found.report.table)
    #expect(table["own-case-deputy", "found"]?.value == 1)
    #expect(table["own-case-unit", "found"]?.value == 1)
    #expect(table["score-out-of-range", "found"]?.value == 1)
    #expect(found.inputs.scores?.rowCount == 2)
    // The reply before the assignment counts as missing.
    #expect(found.inputs.cases["replied_on"]?.text(at: 1) == nil)
    #expect(found.inputs.cases["replied_on"]?.text(at: 0) == "2024-06-15")
  }

  @Test func votes() throws {
    let votes = makeTable([
      makeColumn("present", ["29", "29", "29", "30"]),
      makeColumn("satisfied", ["28", "20", "20", ""]),
      makeColumn("basic", ["1", "8", "10", ""]),
      makeColumn("dissatisfied", ["0", "1", "1", ""]),
      makeColumn("abstained", ["0", "0", "0", ""]),
    ])
    var checks = PanelChecks()
    checks.votes(votes)
    #expect(checks.report.findings.first?.checked == 3)
    #expect(checks.report.findings.first?.places.count == 1)
  }

  /// The classes of a history: first and last, conversions, cut-off cases.
  @Test func history() throws {
    let table = makeTable([
      makeColumn("case_id", ["1", "1", "2", "2", "4", "4", "9", "5"]),
      dates(
        "as_of",
        [
          "2024-01-31", "2024-07-31", "2024-01-31", "2024-04-30",
          "2024-01-31", "2025-01-31", "2024-01-31", "",
        ]),
      makeColumn("class", ["B", "A", "B", "B", "C", "A", "B", "B"]),
    ])
    let history = try ClassHistory(
      table, key: "case_id", classes: ["A", "B", "C", "D"],
      known: { $0 != "9" })
    #expect(history.unused == [6, 7])
    let first = try #require(history.conversion("1", from: 1, to: 0))
    #expect(first.months == 6 && first.hasEnded)
    let second = try #require(history.conversion("2", from: 1, to: 0))
    #expect(isClose(second.months, 2 + 30.0 / 31) || second.months == 3)
    #expect(!second.hasEnded)
    #expect(history.conversion("4", from: 1, to: 0) == nil)
    let curve = history.curve(from: 1, to: 0, of: ["1", "2", "4"])
    #expect(curve.count == 2 && curve.survival(at: 6) == 0)
  }

  @Test func commitmentStates() {
    let today = 100.0
    let cases: [(Double, Double, CommitmentState)] = [
      (90, 80, .keptInTime), (90, 90, .keptInTime), (90, 95, .keptLate),
      (90, .nan, .overdue), (100, .nan, .overdue), (110, 80, .keptEarly),
      (110, .nan, .open), (.nan, 80, .undated), (90, 120, .overdue),
    ]
    for (due, done, state) in cases {
      #expect(commitmentState(due: due, done: done, today: today) == state)
    }
  }
}
