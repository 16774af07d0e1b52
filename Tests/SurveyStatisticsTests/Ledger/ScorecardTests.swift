import Diagnostics
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Published scorecards as trees: all-or-nothing, deductions by item, bonus
/// above 100, worst-of.
@Suite struct ScorecardTests {
  func tree(_ rows: [[String]]) throws -> IndicatorTree {
    let names = [
      "indicator_id", "parent_id", "weight", "source", "formula", "norm",
      "norm_params", "aggregate",
    ]
    let columns = names.enumerated().map { index, name in
      makeColumn(name, rows.map { $0[index] })
    }
    return try IndicatorTree(makeTable(columns), log: DiagnosticLog())
  }

  func scores(
    _ rows: [[String]], _ cases: Table
  ) throws -> ([Double], EvaluationResult) {
    let outcome = try EvaluationAnalysis(
      tree: tree(rows),
      inputs: EvaluationInputs(cases: cases, caseKey: "case_id"),
      options: EvaluationOptions(level: 0.95)
    ).run()
    guard case .evaluation(let result) = outcome.details else {
      throw Diagnostic(.caseKey, "no evaluation")
    }
    let order = result.cases.sorted { $0.id < $1.id }
    return (order.map { $0.score ?? .nan }, result)
  }

  /// Lianyungang: full 25 from 98 %, half a point less for each point below,
  /// at least 12.5; on time: a point for each point below 100, at least 0.
  @Test func deductions() throws {
    let cases = makeTable([
      makeColumn("case_id", ["1", "2", "3", "4", "5"]),
      makeColumn("sat", ["75", "83.33", "87.5", "71.43", "50"]),
      makeColumn("time", ["89.82", "100", "66.67", "100", "100"]),
    ])
    let (found, result) = try scores(
      [
        ["G", "", "", "", "", "", "", "sum"],
        [
          "S", "G", "0.25", "ledger", "sat", "deduct",
          "full=25;target=98;per_point=0.5;floor=12.5", "",
        ],
        [
          "T", "G", "0.25", "ledger", "time", "deduct",
          "full=25;target=100;per_point=1;floor=0", "",
        ],
      ], cases)
    // 13.5 + 14.82, 17.665 + 25, 19.75 + 0, 12.5 + 25, 12.5 + 25.
    #expect(isClose(found, [28.32, 42.665, 19.75, 37.5, 37.5]))
    let rules = try #require(result.tables.first { $0.name == "rules" })
    let words = rules["S", "rule"]?.text
    #expect(words?.english?.contains("25 points at 98") == true)
    #expect(words?.chinese?.contains("最低12.5分") == true)
  }

  /// Baoji: so much off for each item, not below 0.
  @Test func itemsOff() throws {
    let cases = makeTable([
      makeColumn("case_id", ["1", "2", "3"]),
      makeColumn("unsolved", ["1", "0", "40"]),
      makeColumn("no_plan", ["2", "", "0"]),
      makeColumn("dissatisfied", ["3", "0", "0"]),
    ])
    let (found, _) = try scores(
      [
        ["G", "", "", "", "", "", "", "arithmetic"],
        [
          "D", "G", "1", "ledger",
          "deductions(unsolved=3;no_plan=2;dissatisfied=0.2)", "deduct",
          "full=100;target=0;per_point=1;floor=0", "",
        ],
      ], cases)
    #expect(isClose(found, [92.4, 100, 0]))
  }

  /// Haikou: 100 points and a bonus of up to 10 (100.6 in all); Hainan: speed
  /// is all or nothing.
  @Test func bonusAndAllOrNothing() throws {
    let cases = makeTable([
      makeColumn("case_id", ["1", "2", "3"]),
      makeColumn("quality", ["96", "94", "100"]),
      makeColumn("bonus", ["46", "", "100"]),
      makeColumn("in_time", ["1", "0", "1"]),
    ])
    func rows(_ aggregate: String) -> [[String]] {
      [
        ["G", "", "", "", "", "", "", aggregate],
        ["Q", "G", "0.8", "ledger", "quality", "none", "", ""],
        ["T", "G", "0.2", "ledger", "in_time", "steps", "1=100", ""],
        ["B", "G", "0.1", "ledger", "bonus", "none", "", ""],
      ]
    }
    let (free, _) = try scores(rows("sum"), cases)
    #expect(isClose(free, [101.4, 75.2, 110]))
    let (capped, _) = try scores(rows("sum(105)"), cases)
    #expect(isClose(capped, [101.4, 75.2, 105]))
    let (old, _) = try scores(rows("sum_capped"), cases)
    #expect(isClose(old, [100, 75.2, 100]))
  }

  /// Shenzhen's gates as a tree, against the grading of a unit.
  @Test func worstOf() throws {
    let grades: [(Double, Double, Double)] = [
      (100, 100, 100), (60, 60, 100), (60, 100, 60), (100, 100, 0),
      (100, 0, 100), (0, 100, 100), (100, 60, 100),
    ]
    let wanted: [Double] = [100, 60, 60, 0, 0, 0, 100]
    let rule = Aggregate.worstOf(2)
    let found = grades.map {
      rule([$0.0, $0.1, $0.2], weights: [1, 1, 1]) ?? .nan
    }
    #expect(found == wanted)
    let text = try tree([
      ["G", "", "", "", "", "", "", "worst_of(2)"],
      ["A", "G", "1", "ledger", "a", "steps", "1=100;0.9=60", ""],
    ])
    #expect(text.root.aggregate == .worstOf(2))
    #expect(text.indicators[1].normalisation.summary == "steps 1=100 0.9=60")
    let steps = text.indicators[1].normalisation.scores(
      [1, 0.95, 0.9, 0.89, .nan], isBenefit: true)
    #expect(steps.scores.prefix(4) == [100, 60, 60, 0])
    #expect(steps.scores[4].isNaN)
  }

  /// Formulas of ledgers that trees can use.
  @Test func ledgerFormulas() throws {
    func dates(_ name: String, _ texts: [String]) -> Column {
      let days = texts.map { CalendarDay($0) }
      return Column(
        name, .days(WholeNumbers(days.map { $0?.daysSinceEpoch ?? 0 })),
        missing: MissingReasons(days.map { $0 == nil ? 1 : 0 }))
    }
    let cases = makeTable([
      makeColumn("case_id", ["1", "2", "3"]),
      dates("a", ["2024-09-27", "2024-09-27", "2024-09-27"]),
      dates("b", ["2024-10-08", "2024-10-09", ""]),
      dates("due", ["2024-12-31", "2024-12-31", "2025-12-31"]),
      dates("done", ["2024-12-31", "2025-01-01", ""]),
      makeColumn("repeat_of", ["", "1", "2"]),
    ])
    var inputs = EvaluationInputs(cases: cases, caseKey: "case_id")
    inputs.ledger = cases
    let free = (1...7).compactMap { CalendarDay("2024-10-0\($0)") }
    inputs.calendar = WorkingCalendar(holidays: free)
    inputs.history = makeTable([
      makeColumn("case_id", ["1", "1", "2", "3", "3"]),
      dates(
        "as_of",
        ["2024-01-01", "2024-12-31", "2024-01-01", "2024-01-01", "2025-02-01"]),
      makeColumn("class", ["B", "A", "B", "B", "C"]),
    ])
    func values(_ text: String) throws -> [Double] {
      let formula = try LeafFormula(text)
      return try LedgerFormulas(table: cases, inputs: inputs)
        .values(formula, at: nil).raw
    }
    #expect(try values("working_days(a;b)").prefix(2) == [2, 3])
    #expect(try values("within(a;b;2wd)").prefix(2) == [1, 0])
    #expect(try values("kept(due;done;2025-06-30)").prefix(2) == [1, 0])
    #expect(try values("kept(due;done;2025-06-30)")[2].isNaN)
    #expect(try values("repeats(repeat_of)") == [0, 1, 2])
    let converted = try values("converted(B;A;12)")
    #expect(converted[0] == 1 && converted[1].isNaN && converted[2] == 0)
    for text in [
      "within(a;b;2w)", "kept(due;done;soon)", "converted(B;Z;12)",
      "deductions(x)", "event_sum(a)",
    ] {
      #expect(throws: Diagnostic.self) { _ = try values(text) }
    }
  }

  @Test func pointsRules() throws {
    let rule = try #require(PointsRule("reception=5;opinion = 0.5；resolved=1"))
    #expect(rule.terms.map(\.name) == ["reception", "opinion", "resolved"])
    for text in ["", "a", "a=", "a=1;a=2", "=1", "a=x"] {
      #expect(PointsRule(text) == nil)
    }
    let table = makeTable([
      makeColumn("station_id", ["S", "S", "T", ""]),
      makeColumn("opinions_collected", ["9", "3", "", "1"]),
      makeColumn("opinions_resolved", ["4", "1", "", "1"]),
      makeColumn(
        "points_rule",
        [
          "reception=5;opinion=0.5;resolved=1",
          "inspection=3;opinion=0.5;resolved=1", "?", "reception=5",
        ]),
      makeColumn("points", ["13.5", "5", "", "5"]),
    ])
    let ledger = try PointsLedger(
      table, domain: nil, options: PointsOptions())
    #expect(ledger.units.map(\.name) == ["S", "T"])
    #expect(ledger.units.map(\.capped) == [19, 0])
    #expect(ledger.different == [1] && ledger.unread == [2])
    #expect(ledger.unnamed == 1)
  }

  /// Stations with the same activities in every draw, with activities that
  /// differ, and with one.
  @Test func activitiesAreDrawnAgain() throws {
    let days = ["2025-01-05", "2025-01-09", "2025-02-02", "2025-02-20"]
    var rows = zip(days, [5, 5, 5, 5]).map { ["A", $0, "\($1)"] }
    rows += zip(days, [1, 2, 9, 30]).map { ["B", $0, "\($1)"] }
    rows.append(["C", days[0], "8"])
    let table = evaluationTable(
      "activities", ["station_id", "held_on", "visitors"], rows)
    var options = PointsOptions()
    options.rule = PointsRule("visitor=1")
    options.monthCap = 25
    let ledger = try PointsLedger(table, domain: nil, options: options)
    #expect(ledger.units.map(\.capped) == [20, 28, 8])
    let draws = PointsDraws(
      ledger, PointsUncertainty(draws: 400, seed: 1), threads: 1)
    // Four activities of five points, in whichever month: no cap is reached.
    let same = draws.interval(of: 0, level: 0.95)
    #expect(same?.lower == 20 && same?.upper == 20)
    let wide = try #require(draws.interval(of: 1, level: 0.95))
    #expect(wide.lower < 20 && wide.upper > 28 && wide.upper <= 50)
    #expect(draws.interval(of: 2, level: 0.95) == nil)
    // Drawn twice each, 1 and 2 stay below the 8 of C.
    #expect(draws.rankInterval(of: 1, level: 0.95)?.upper == 3)
    #expect(draws.share(of: 0, stars: 2, lowest: [25, 15]) == 1)
    let share = try #require(draws.share(of: 1, stars: 3, lowest: [25, 15]))
    #expect(share > 0.2 && share < 0.9)
    #expect(draws.share(of: 2, stars: 1, lowest: [25, 15]) == nil)
    let other = PointsDraws(
      ledger, PointsUncertainty(draws: 400, seed: 1), threads: 3)
    #expect(other.interval(of: 1, level: 0.95) == wide)
  }

  /// Ten months at the cap: activities drawn one by one would crowd into
  /// months and lose points, so that every draw lay below the points.
  @Test func pointsLieWithinTheirIntervals() throws {
    var rows: [[String]] = []
    for month in 1...10 {
      let text = month < 10 ? "0\(month)" : "\(month)"
      rows.append(["乙", "2025-\(text)-03", "5"])
      rows.append(["乙", "2025-\(text)-17", "5"])
      rows.append(["甲", "2025-\(text)-03", month < 6 ? "12" : "4"])
    }
    rows.append(["丙", "2025-12-03", "8"])
    rows.append(["丙", "2025-11-03", "3"])
    let table = evaluationTable(
      "activities", ["station_id", "held_on", "visitors"], rows)
    var options = PointsOptions()
    options.rule = PointsRule("visitor=1")
    options.monthCap = 10
    for cap in [nil, 60, 90] as [Double?] {
      options.yearCap = cap
      let ledger = try PointsLedger(table, domain: nil, options: options)
      let draws = PointsDraws(
        ledger, PointsUncertainty(draws: 400, seed: 7), threads: 2)
      for (index, unit) in ledger.units.enumerated() {
        let found = try #require(draws.interval(of: index, level: 0.95))
        #expect(
          found.lower <= unit.capped && unit.capped <= found.upper,
          "\(unit.name) \(unit.capped) \(found)")
      }
    }
  }

  @Test func starsOfStationsHaveCertainty() throws {
    let table = makeTable([
      makeColumn("station_id", ["A", "A", "B", "B", "C"]),
      makeColumn("visitors", ["9", "1", "5", "5", "3"]),
    ])
    var options = PointsOptions()
    options.rule = PointsRule("visitor=1")
    let outcome = try PointsAnalysis(options: options, stars: [10, 5]).run(
      on: AnalysisData(table: table))
    guard case .tables(let tables, _) = outcome.details else { return }
    let units = try #require(tables.first { $0.name == "units" })
    #expect(units["B", "certainty"]?.value == 1)
    #expect(units["B", "text"]?.text?.english == "3 (100%)")
    #expect((units["A", "certainty"]?.value ?? 1) < 1)
    #expect(units["C", "certainty"]?.value == nil)
    #expect(units["C", "points"]?.interval == nil)
    #expect(outcome.conventions.contains { $0.name == "uncertainty" })
    let without = try PointsAnalysis(
      options: options, stars: [10, 5], uncertainty: nil
    ).run(on: AnalysisData(table: table))
    #expect(without.estimates.allSatisfy { $0.interval == nil })
  }
}
