import Diagnostics
import SurveyData
import Testing

@testable import SurveyStatistics

/// Days after that of the analysis, rounds of a case, and days that nobody
/// works on.
@Suite struct LedgerDayTests {
  private func column(_ name: String, _ texts: [String]) -> Column {
    guard name.hasSuffix("_on") else { return makeColumn(name, texts) }
    let days = texts.map { CalendarDay($0) }
    return Column(
      name, .days(WholeNumbers(days.map { $0?.daysSinceEpoch ?? 0 })),
      missing: MissingReasons(days.map { $0 == nil ? 1 : 0 }))
  }

  private func run(
    _ columns: [(String, [String])], _ options: LedgerOptions
  ) throws -> (tables: [StatisticsTable], outcome: AnalysisOutcome) {
    let outcome = try LedgerAnalysis(options: options).run(
      on: AnalysisData(table: makeTable(columns.map(column))))
    guard case .tables(let tables, _) = outcome.details else {
      return ([], outcome)
    }
    return (tables, outcome)
  }

  private func value(
    _ outcome: AnalysisOutcome, _ name: String, category: String? = nil
  ) -> Estimate? {
    outcome.estimates.first {
      $0.variable == name && $0.category == category
    }
  }

  /// Twenty cases of 6 January, answered every ten days: nine within the
  /// three months to 6 April, two late, nine not yet by 30 April.
  private var twenty: [(String, [String])] {
    let start = CalendarDay("2025-01-06")?.daysSinceEpoch ?? 0
    let replies = (1...20).map {
      CalendarDay(daysSinceEpoch: start + Int32(10 * $0)).text
    }
    return [
      ("case_id", (1...20).map { "K\($0)" }),
      ("assigned_on", replies.map { _ in "2025-01-06" }),
      ("replied_on", replies),
      ("result_class", (1...20).map { $0.isMultiple(of: 2) ? "A" : "C" }),
    ]
  }

  @Test func whatComesLaterHasNotHappened() throws {
    var options = LedgerOptions()
    options.asOf = CalendarDay("2025-04-30")
    let found = try run(twenty, options)
    let onTime = try #require(value(found.outcome, "on-time"))
    #expect(onTime.base == 20 && onTime.value == 9.0 / 20)
    let limits = try #require(found.tables.first { $0.name == "time-limits" })
    #expect(limits["all", "open"]?.value == 9)
    #expect(limits["all", "open_late"]?.value == 9)
    // Classes that later replies brought are not known either.
    let solved = try #require(
      value(found.outcome, "result-class", category: "A"))
    #expect(solved.base == 11 && solved.value == 5.0 / 11)
    let curve = try #require(found.tables.first { $0.name == "days-to-reply" })
    #expect(curve["all", "n"]?.value == 20)
    #expect(curve["all", "open"]?.value == 9)
    let note = try #require(
      found.outcome.diagnostics.first { $0.code.id == "D321" })
    #expect(note.severity == .note)
    #expect(note.message.contains("9 dates lie after"))
    #expect(note.message.contains("'replied_on'"))
    // On the last day all is known, and nothing is to be told.
    options.asOf = CalendarDay("2025-07-25")
    let last = try run(twenty, options)
    #expect(last.outcome.diagnostics.isEmpty)
    #expect(value(last.outcome, "on-time")?.base == 20)
  }

  @Test func casesAssignedLaterAreNotThereYet() throws {
    var options = LedgerOptions()
    options.asOf = CalendarDay("2025-02-01")
    let found = try run(
      [
        ("case_id", ["1", "2"]), ("assigned_on", ["2025-01-06", "2025-02-10"]),
        ("replied_on", ["2025-01-20", "2025-02-20"]),
      ], options)
    let limits = try #require(found.tables.first { $0.name == "time-limits" })
    #expect(limits["all", "cases"]?.value == 1)
    let note = found.outcome.diagnostics.first { $0.code.id == "D321" }
    #expect(note?.message.contains("1 row was not assigned yet") == true)
  }

  private let rounds: [(String, [String])] = [
    ("case_id", ["S1", "S2", "S3", "S1", "S3"]),
    ("lead_unit_id", ["u", "u", "u", "u", "u"]),
    (
      "assigned_on",
      ["2025-01-06", "2025-01-06", "2025-01-06", "2025-03-10", "2025-03-10"]
    ),
    (
      "replied_on",
      ["2025-03-03", "2025-03-03", "2025-03-03", "2025-04-03", "2025-04-03"]
    ),
    ("result_class", ["C", "A", "C", "A", "A"]),
    ("round", ["1", "1", "1", "2", "2"]),
  ]

  @Test func casesCountOnceByTheirLastRound() throws {
    let found = try run(rounds, LedgerOptions())
    let solved = try #require(
      value(found.outcome, "result-class", category: "A"))
    #expect(solved.base == 3 && solved.value == 1)
    let first = try #require(
      value(found.outcome, "first-result-class", category: "A"))
    #expect(first.base == 3 && abs((first.value ?? 0) - 1.0 / 3) < 1e-12)
    let classes = try #require(
      found.tables.first { $0.name == "result-classes" })
    #expect(classes.rows.map(\.name) == ["all", "first-round"])
    let units = try #require(found.tables.first { $0.name == "units" })
    #expect(units["u", "lead"]?.value == 3)
    #expect(units["u", "solved_rate"]?.value == 1)
    guard case .tables(_, let finding) = found.outcome.details else { return }
    let english = finding?[.english] ?? ""
    #expect(english.contains("Of 5 rounds of 3 cases"))
    #expect(english.contains("100% of the answered cases"))
  }

  @Test func theLastRoundIsTheLast() throws {
    var options = LedgerOptions()
    options.rows = .lastRound
    let found = try run(rounds, options)
    #expect(found.outcome.diagnostics.isEmpty)
    let solved = try #require(
      value(found.outcome, "result-class", category: "A"))
    #expect(solved.base == 3 && solved.value == 1)
    #expect(value(found.outcome, "rounds")?.value == 5.0 / 3)
    let rows = found.outcome.conventions.first { $0.name == "rows" }
    #expect(rows?.sentence[.english].contains("2 rows of earlier") == true)
  }

  /// Friday 31 January to Saturday 8 February: five working days have gone,
  /// and the fifth was Friday.
  @Test func daysTakenAndTheLimitHaveOneRule() throws {
    var options = LedgerOptions()
    options.signInLimit = .workingDays(5)
    for (day, days, within) in [
      ("2025-02-07", 5.0, 1.0), ("2025-02-08", 6, 0), ("2025-02-10", 6, 0),
    ] {
      let found = try run(
        [
          ("case_id", ["A"]), ("assigned_on", ["2025-01-31"]),
          ("signed_on", [day]), ("replied_on", ["2025-04-01"]),
        ], options)
      let lags = try #require(found.tables.first { $0.name == "lags" })
      #expect(lags["signed-in-time/all", "max"]?.value == days)
      #expect(lags["signed-in-time/all", "within"]?.value == within)
    }
  }
}
