import Diagnostics
import Probability
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// What imputers fill in, and what they leave alone.
@Suite struct ImputerTests {
  /// Made up: y = 3 + 2x + e, z is "high" where y is above 4; y is missing
  /// more often where x is large, z now and then.
  func answers(_ count: Int = 600) -> (table: Table, mean: Double) {
    var stream = RandomStream(seed: 11, name: "test")
    var (x, y, z, all) = ([Double](), [Double](), [String](), 0.0)
    for row in 0..<count {
      let predictor = stream.normal()
      let value = 3 + 2 * predictor + stream.normal()
      all += value
      x.append(predictor)
      y.append(stream.uniform() < (predictor > 0 ? 0.6 : 0.1) ? .nan : value)
      z.append(row % 7 == 0 ? "" : value > 4 ? "high" : "low")
    }
    return (
      makeTable([
        makeColumn("x", x), makeColumn("y", y), makeColumn("z", z),
      ]), all / Double(count)
    )
  }

  let chained = Imputer(columns: ["y", "z"], predictors: ["x"], count: 5)

  func completed(_ imputer: Imputer, _ table: Table) throws -> [Table] {
    try imputer.complete(AnalysisData(table: table)).tables
  }

  @Test func answersStayAndGapsTakeAnswersOfOthers() throws {
    let (table, _) = answers()
    let tables = try completed(chained, table)
    #expect(tables.count == 5)
    let before = try #require(table["y"]?.numbers())
    let known = Set(before.filter { !$0.isNaN })
    for table in tables {
      let after = try #require(table["y"]?.numbers())
      #expect(after.allSatisfy { known.contains($0) })
      for row in before.indices where !before[row].isNaN {
        #expect(before[row] == after[row])
      }
      #expect(table["z"]?.missing.count == 0)
    }
    #expect(tables[0]["y"]?.numbers() != tables[1]["y"]?.numbers())
  }

  @Test func theSeedDecides() throws {
    let (table, _) = answers(80)
    var imputer = chained
    let first = try completed(imputer, table).map { $0["y"]?.numbers() }
    let again = try completed(imputer, table).map { $0["y"]?.numbers() }
    #expect(first == again)
    imputer.count = 2
    let fewer = try completed(imputer, table).map { $0["y"]?.numbers() }
    #expect(Array(first.prefix(2)) == fewer)
    imputer.seed = 2
    let other = try completed(imputer, table).map { $0["y"]?.numbers() }
    #expect(other != fewer)
  }

  /// Rows with an answer are low on x, so their mean is too low; the pooled
  /// mean comes back to that of all rows.
  @Test func predictionsTakeTheBiasAway() throws {
    let (table, mean) = answers()
    let data = AnalysisData(table: table)
    let answered = try MeanAnalysis(variables: ["y"]).run(on: data).estimates
    let pooled = try ImputationAnalysis(
      estimates: .means(MeanAnalysis(variables: ["y"])),
      source: .imputer(chained)
    ).run(on: data)
    let biased = try #require(answered.first?.value)
    let found = try #require(pooled.estimates.first)
    let error = try #require(found.standardError)
    #expect(mean - biased > 0.4)
    #expect(abs((found.value ?? .nan) - mean) < 2 * error)
    #expect(error > 0.09)
    // 'high' goes with y above 4, which the filled values have to respect.
    let share = try ImputationAnalysis(
      estimates: .shares(ShareAnalysis(variables: ["z"], values: ["high"])),
      source: .imputer(chained)
    ).run(on: data).estimates.first?.value
    #expect(abs((share ?? 0) - 0.33) < 0.06)
  }

  @Test func whatDoesNotApplyStaysEmpty() throws {
    var column = makeColumn("y", [1.0, 2, .nan, .nan, 5])
    column.missing = MissingReasons([
      0, 0, MissingReason.notApplicable.rawValue,
      MissingReason.blank.rawValue, 0,
    ])
    let table = makeTable([makeColumn("x", [1.0, 2, 3, 4, 5]), column])
    for method in [
      Imputer.Method.chained(iterations: 3, donors: 2),
      .hotDeck(cells: [], nearest: nil),
    ] {
      let imputer = Imputer(
        columns: ["y"], predictors: [], method: method, count: 2)
      let found = try imputer.complete(AnalysisData(table: table))
      for table in found.tables {
        #expect(table["y"]?.missing[2] == .notApplicable)
        #expect(table["y"]?.missing[3] == nil)
      }
      #expect(found.report["y", "missing"]?.value == 2)
      #expect(found.report["y", "filled"]?.value == 1)
      #expect(found.report["y", "left"]?.value == 1)
    }
  }

  @Test func hotDecksStayInTheirCell() throws {
    let table = makeTable([
      makeColumn("cell", ["a", "a", "a", "b", "b", "c", "a"]),
      makeColumn("x", [1.0, 2, 9, 1, 2, 3, 8]),
      makeColumn("y", [10.0, 11, 12, 20, .nan, .nan, .nan]),
    ])
    let imputer = Imputer(
      columns: ["y"], method: .hotDeck(cells: ["cell"], nearest: "x"),
      count: 20)
    let found = try imputer.complete(AnalysisData(table: table))
    for table in found.tables {
      let values = try #require(table["y"]?.numbers())
      #expect(values[4] == 20)
      #expect(values[5].isNaN)
      #expect(values[6] <= 12)
    }
    let nearest = found.tables.count { $0["y"]?.numbers()?[6] == 12 }
    #expect(nearest > 8)
    #expect(found.findings.count == 1)
  }

  @Test func columnsNobodyAnsweredStayEmpty() throws {
    let table = makeTable([
      makeColumn("x", [1.0, 2]), makeColumn("y", [Double.nan, .nan]),
    ])
    let found = try Imputer(columns: ["y"], predictors: ["x"]).complete(
      AnalysisData(table: table))
    #expect(found.tables.allSatisfy { $0["y"]?.missing.count == 2 })
    let one = makeTable([
      makeColumn("x", [1.0, 2, 3]), makeColumn("y", [7.0, .nan, .nan]),
    ])
    let filled = try Imputer(columns: ["y"], predictors: ["x"]).complete(
      AnalysisData(table: one))
    #expect(filled.tables.allSatisfy { $0["y"]?.numbers() == [7, 7, 7] })
    let none = makeTable([makeColumn("y", [Double]())])
    let empty = try Imputer(columns: ["y"]).complete(AnalysisData(table: none))
    #expect(empty.tables.count == 5)
  }

  @Test func incompletePredictorsAreRefused() {
    let table = makeTable([
      makeColumn("x", [1.0, .nan]), makeColumn("y", [1.0, .nan]),
    ])
    #expect(throws: Diagnostic.self) {
      try Imputer(columns: ["y"], predictors: ["x"]).check(
        on: AnalysisData(table: table))
    }
  }
}
