import Diagnostics
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Rates near 100 %, against base R.
@Suite struct CeilingTests {
  @Test func exactIntervals() throws {
    for (key, found) in [
      ("clopper_pearson_47_9027", clopperPearson(47, of: 9027, level: 0.95)),
      ("clopper_pearson_0_444", clopperPearson(0, of: 444, level: 0.95)),
      ("garwood_47", garwoodLimits(47, level: 0.95)),
      ("garwood_0", garwoodLimits(0, level: 0.95)),
    ] {
      let limits = [found.lower, found.upper]
      let wanted = comparisonNumbers(key)
      #expect(isClose(limits, wanted, relative: 1e-9), "\(key)")
    }
    #expect(clopperPearson(0, of: 0, level: 0.95) == (0, 1))
  }

  @Test func pairs() throws {
    let table = PairedTable(both: 70, lost: 3, gained: 15, neither: 12)
    let wanted = comparisonNumbers("mcnemar_3_15")
    #expect(
      isClose(table.probability ?? 0, wanted.first ?? .nan, relative: 1e-9))
    for (key, table) in [
      ("newcombe_70_3_15_12", table),
      (
        "newcombe_90_0_10_0",
        PairedTable(both: 90, lost: 0, gained: 10, neither: 0)
      ),
    ] {
      let found = table.interval(level: 0.95)
      let limits = [found?.lower ?? 0, found?.upper ?? 0]
      let known = comparisonNumbers(key)
      #expect(isClose(limits, known, relative: 1e-9), "\(key)")
    }
    #expect(PairedTable().probability == nil)
    #expect(PairedTable(both: 5).probability == 1)
  }

  @Test func relations() throws {
    let table = OrderedTable(counts: [
      [480, 9, 2], [300, 14, 5], [30, 3, 4], [40, 6, 9],
    ])
    let tau = comparisonNumbers("kendall")
    #expect(isClose(table.tau ?? 0, (tau.first ?? .nan), relative: 1e-9))
    #expect(OrderedTable(counts: [[3, 0], [5, 0]]).tau == nil)
    #expect(OrderedTable(counts: []).tau == nil)
    for (key, pairs) in [
      ("fisher", PairedTable(both: 780, lost: 30, gained: 70, neither: 22)),
      ("fisher_small", PairedTable(both: 3, lost: 1, gained: 2, neither: 9)),
    ] {
      let wanted = comparisonNumbers(key)
      #expect(
        isClose(
          fisherProbability(pairs) ?? 0, wanted.first ?? .nan, relative: 1e-9),
        "\(key)")
    }
    #expect(fisherProbability(PairedTable(both: 4)) == 1)
    #expect(fisherProbability(PairedTable()) == nil)
  }

  @Test func boundsOfTheUnknown() throws {
    let wanted = comparisonNumbers("imbens_manski")
    let wide = imbensManskiInterval(
      lower: 0.7, upper: 0.8, lowerError: 0.02, upperError: 0.015, level: 0.95)
    let point = imbensManskiInterval(
      lower: 0.9, upper: 0.9, lowerError: 0.01, upperError: 0.01, level: 0.95)
    let found = [wide.lower, wide.upper, point.lower, point.upper]
    #expect(isClose(found, wanted, relative: 1e-9))
  }

  /// 40 cases in two units: 36 satisfied, 1 basic, 1 dissatisfied, 2 silent.
  let table = makeTable([
    makeColumn(
      "unit", (0..<40).map { $0 < 20 ? "P" : "Q" }),
    makeColumn(
      "answer",
      (0..<40).map { row in
        switch row {
        case 0: "bad"
        case 1: "basic"
        case 2, 30: ""
        default: "good"
        }
      }),
    makeColumn(
      "before", (0..<40).map { $0 % 10 == 3 ? "bad" : "good" }),
    makeColumn("class", (0..<40).map { $0 < 25 ? "A" : $0 < 35 ? "B" : "D" }),
    makeColumn("case", (0..<40).map { "\($0 / 2)" }),
    makeColumn("round", (0..<40).map { "\($0 % 2 + 1)" }),
    makeColumn("w", (0..<40).map { Double(1 + $0 % 3) }),
  ])
  let grades = CeilingAnalysis.Grades(
    satisfied: ["good"], dissatisfied: ["bad"])

  @Test func countsAndBounds() throws {
    let tables = try CeilingAnalysis(
      answers: .items(["answer"]), grades: grades, by: [["unit"]],
      threshold: 0.95
    ).tables(on: table)
    #expect(tables.numbers("dissatisfied", "valid") == [38, 19, 19])
    #expect(tables.numbers("dissatisfied", "dissatisfied") == [1, 1, 0])
    #expect(
      isClose(
        tables.numbers("dissatisfied", "rate"), [1000.0 / 38, 1000.0 / 19, 0],
        relative: 1e-12))
    #expect(
      Array(tables.numbers("dissatisfied", "place").dropFirst()) == [2, 1])
    let worst: [Double] = [36.0 / 40, 17.0 / 20, 19.0 / 20]
    let best: [Double] = [38.0 / 40, 18.0 / 20, 1]
    #expect(isClose(tables.numbers("bounds", "worst"), worst, relative: 1e-12))
    #expect(isClose(tables.numbers("bounds", "best"), best, relative: 1e-12))
    let needed = tables.numbers("bounds", "needed")
    #expect(isClose(needed[0], 1, relative: 1e-9))
    #expect(tables.texts("bounds", "needed")[1] == "out of reach")
    #expect(needed[2] == 0)
  }

  @Test func roundsAndResults() throws {
    let tables = try CeilingAnalysis(
      answers: .items(["answer"]), grades: grades,
      rounds: .columns(first: "before", final: "answer"),
      solved: .init(column: "class", values: ["A"])
    ).tables(on: table)
    let rounds = tables.first { $0.name == "rounds" }
    #expect(rounds?["matched", "count"]?.value == 38)
    #expect(rounds?["gained", "count"]?.value == 4)
    #expect(rounds?["lost", "count"]?.value == 2)
    let pairs = tables.first { $0.name == "solved-satisfied" }
    #expect(pairs?["satisfied-only", "count"]?.value == 14)
    #expect(pairs?["solved-only", "count"]?.value == 2)
    let long = try CeilingAnalysis(
      answers: .items(["answer"]), grades: grades,
      rounds: .rows(round: "round", keys: ["case"])
    ).tables(on: table)
    let matched = long.first { $0.name == "rounds" }
    #expect(matched?["matched", "count"]?.value == 18)
    #expect(
      throws: Diagnostic.self,
      performing: {
        try CeilingAnalysis(
          answers: .items(["answer"]), grades: grades,
          rounds: .rows(round: "round", keys: ["unit"])
        ).tables(on: table)
      })
  }

  @Test func weightsAreThoseOfTheDesign() throws {
    let design = try SurveyDesign(
      DesignSpecification(weights: "w"), table: table)
    let outcome = try CeilingAnalysis(
      answers: .items(["answer"]), grades: grades
    ).run(on: AnalysisData(table: table, design: design))
    guard case .tables(let tables, _) = outcome.details else { return }
    let weights = (0..<40).map { Double(1 + $0 % 3) }
    let valid = (0..<40).filter { $0 != 2 && $0 != 30 }
    let total = valid.reduce(0) { $0 + weights[$1] }
    #expect(
      isClose(
        tables.numbers("dissatisfied", "rate")[0], 1000 * weights[0] / total,
        relative: 1e-12))
    let all = weights.reduce(0, +)
    let satisfied = valid.filter { $0 > 1 }.reduce(0) { $0 + weights[$1] }
    #expect(
      isClose(
        tables.numbers("bounds", "worst")[0], satisfied / all, relative: 1e-12))
    #expect(outcome.conventions.contains { $0.name == "weights" })
  }

  @Test func countedAnswers() throws {
    let counts = makeTable([
      makeColumn("unit", ["P", "Q", "R"]),
      makeColumn("good", ["196", "200", "0"]),
      makeColumn("bad", ["1", "0", "0"]),
      makeColumn("valid", ["200", "200", "0"]),
      makeColumn("asked", ["250", "210", "0"]),
    ])
    let answers = CeilingAnalysis.Answers.counts(
      satisfied: "good", dissatisfied: "bad", valid: "valid", asked: "asked")
    let tables = try CeilingAnalysis(
      answers: answers, by: [["unit"]], per: 10_000, interval: .poisson
    ).tables(on: counts)
    #expect(
      isClose(tables.numbers("dissatisfied", "rate")[0], 25, relative: 1e-12))
    #expect(
      isClose(
        tables.numbers("bounds", "worst")[0], 396.0 / 460, relative: 1e-12))
    let wrong = CeilingAnalysis.Answers.counts(
      satisfied: "valid", dissatisfied: "bad", valid: "good", asked: nil)
    #expect(throws: Diagnostic.self) {
      try CeilingAnalysis(answers: wrong).tables(on: counts)
    }
  }

  @Test func nobody() throws {
    let none = try CeilingAnalysis(
      answers: .items(["answer"]), grades: grades, by: [["unit"]],
      solved: .init(column: "class", values: ["A"])
    ).tables(on: table, domain: [Bool](repeating: false, count: 40))
    #expect(none.first?.rows.count == 1)
    #expect(throws: Diagnostic.self) {
      try CeilingAnalysis(
        answers: .items(["answer"]), grades: .init(satisfied: ["great"])
      ).tables(on: table)
    }
    #expect(throws: Diagnostic.self) {
      try CeilingAnalysis(answers: .items([])).tables(on: table)
    }
  }
}

/// Weights that calibration made without any other design were ignored.
@Test func ceilingsKnowCalibratedWeights() throws {
  let table = makeTable([
    makeColumn("answer", ["a", "a", "b", "b", "a", "a"])
  ])
  var data = AnalysisData(table: table)
  let analysis = CeilingAnalysis(
    answers: .items(["answer"]),
    grades: .init(satisfied: ["a"], dissatisfied: ["b"]))
  func names() throws -> [String] {
    try analysis.run(on: data).conventions.map { "\($0.name)=\($0.value)" }
  }
  #expect(data.design.isSimple)
  #expect(try !names().contains("weights=design"))
  data.design.weights = [3, 1, 1, 1, 1, 1]
  #expect(!data.design.isSimple)
  #expect(try names().contains("weights=design"))
}
