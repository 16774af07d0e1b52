import Diagnostics
import SurveyData
import Testing

@testable import SurveyStatistics

/// Which rows count for a base, and what becomes of terms, items and units
/// that cannot be told apart from others.
@Suite struct CountingRowsTests {
  private func tables(
    _ analysis: some Analysis, _ data: AnalysisData
  ) throws -> [StatisticsTable] {
    guard case .tables(let tables, _) = try analysis.run(on: data).details
    else { return [] }
    return tables
  }

  /// R: `svymean` over 10 rows of which 4 have no weight; `degf` counts the
  /// rows with weight.
  @Test func rowsWithoutWeightAreNoBase() throws {
    let table = makeTable([
      makeColumn("y", ["1", "2", "3", "4", "5", "1", "2", "3", "4", "5"]),
      makeColumn("w", ["0", "0", "0", "0", "1", "1", "1", "1", "1", "1"]),
      makeColumn("g", ["a", "b", "a", "b", "a", "b", "a", "b", "a", "b"]),
    ])
    let data = AnalysisData(
      table: table,
      design: try SurveyDesign(
        DesignSpecification(weights: "w"), table: table))
    let found = try MeanAnalysis(variables: ["y"]).run(on: data)
    let mean = try #require(found.estimates.first)
    #expect(mean.base == 6)
    #expect(mean.weightedBase == 6)
    #expect(mean.degreesOfFreedom == 5)
    let crossed = try tables(
      CrosstabAnalysis(rows: ["y"], columns: ["g"], tests: []), data)
    let heads = crossed.first?.columns.map(\.label[.english]) ?? []
    #expect(heads == ["All", "a (n=3)", "b (n=3)"])
  }

  @Test func droppedTermsHaveNoEffect() throws {
    let x = (1...12).map { "\($0)" }
    let data = AnalysisData(
      table: makeTable([
        makeColumn(
          "y", ["3", "1", "4", "1", "5", "9", "2", "6", "5", "3", "5", "8"]),
        makeColumn("x", x),
        makeColumn("double", (1...12).map { "\(2 * $0)" }),
        makeColumn("same", x.map { _ in "7" }),
      ]))
    let found = try tables(
      RegressionAnalysis(
        model: ModelSpecification(
          outcome: "y", terms: ["x", "double", "same"])), data)
    let effects = try #require(found.first { $0.name == "effects" })
    let values = effects.rows.map { $0.cells[0].value != nil }
    #expect(values == [true, false, false])
    #expect(effects.notes.contains(ModelFrame.droppedNote))
  }

  @Test func unitsOfOneClusterSayWhy() throws {
    let table = makeTable([
      makeColumn("village", ["a", "a", "a", "b", "b", "b", "c", "c", "c"]),
      makeColumn("y", ["1", "2", "3", "4", "5", "6", "7", "8", "9"]),
    ])
    let data = AnalysisData(
      table: table,
      design: try SurveyDesign(
        DesignSpecification(clusters: ["village"]), table: table))
    let found = try ComparisonAnalysis(
      unit: "village", source: .means(variable: "y")
    ).run(on: data)
    let note = try #require(
      found.diagnostics.first { $0.code == .unitsWithoutError })
    #expect(note.message.contains("3 of them lie within one sampled cluster"))
    // A unit of two clusters whose answers are all equal is another matter.
    let towns = makeTable([
      makeColumn("town", ["p", "p", "q", "q", "r", "r", "r"]),
      makeColumn("village", ["a", "a", "b", "c", "d", "e", "e"]),
      makeColumn("y", ["1", "2", "5", "5", "7", "8", "9"]),
    ])
    let mixed = AnalysisData(
      table: towns,
      design: try SurveyDesign(
        DesignSpecification(clusters: ["village"]), table: towns))
    let one = try ComparisonAnalysis(
      unit: "town", source: .means(variable: "y")
    ).run(on: mixed).diagnostics.first { $0.code == .unitsWithoutError }
    #expect(one?.message.contains("2 units have no standard error") == true)
    #expect(
      one?.message.contains("1 of them lies within one sampled cluster")
        == true)
    #expect(note.help?.contains("clusters") == true)
  }

  @Test func anItemAgainstItsScaleIsTold() throws {
    let up = ["1", "2", "3", "4", "5", "2", "4"]
    let data = AnalysisData(
      table: makeTable([
        makeColumn("a", up),
        makeColumn("b", ["1", "3", "3", "4", "5", "2", "5"]),
        makeColumn("c", ["2", "2", "3", "5", "5", "1", "4"]),
        makeColumn("d", ["5", "4", "3", "2", "1", "4", "2"]),
      ]))
    func codes(_ reversed: [String]) throws -> [DiagnosticCode] {
      try AlphaAnalysis(
        items: ["a", "b", "c", "d"], reversed: reversed,
        scale: Variable.Scale(minimum: 1, maximum: 5)
      ).run(on: data).diagnostics.map(\.code)
    }
    #expect(try codes([]) == [.contraryItem])
    #expect(try codes(["d"]) == [])
  }

  @Test(arguments: ["asdfasdf", "qwerqwer", "asdf", "lkjhgfds"])
  func keysInARowAreNoAnswer(text: String) {
    #expect(GibberishReason(text) == .keyboardRun)
  }

  @Test(arguments: ["water power", "property", "were", "reservation", "poor"])
  func wordsAreAnswers(text: String) {
    #expect(GibberishReason(text) == nil)
  }

  @Test func testsAreToldInWords() throws {
    let data = AnalysisData(
      table: makeTable([
        makeColumn("g", ["a", "a", "a", "a", "b", "b", "b", "b"]),
        makeColumn("y", ["1", "2", "1", "2", "8", "9", "8", "9"]),
        makeColumn("z", ["1", "2", "3", "4", "1", "2", "3", "4"]),
      ]))
    func finding(_ analysis: some Analysis) throws -> LocalizedText? {
      guard case .tables(_, let finding) = try analysis.run(on: data).details
      else { return nil }
      return finding
    }
    let mean = try #require(
      try finding(TTestAnalysis(variables: ["y"], group: "g")))
    #expect(mean[.english] == "y: b is 7.00 above a (p < 0.001)")
    #expect(mean[.chinese] == "y：b比a高7.00（p < 0.001）")
    let equal = try #require(
      try finding(TTestAnalysis(variables: ["z"], group: "g")))
    #expect(equal[.english].contains("no difference is shown"))
    let ranks = try #require(
      try finding(RankTestAnalysis(variables: ["y"], group: "g")))
    #expect(ranks[.english].hasPrefix("y: b ranks above a (p"))
  }

  @Test func ratesOfLongScalesAreCalledByTheirGrades() throws {
    let grades = [
      ("很满意", 100.0), ("满意 > 一般：多数", 80), ("一般", 60), ("不满意", 30),
      ("很不满意", 0),
    ].map { GradeScore($0.0, $0.1) }
    let data = AnalysisData(
      table: makeTable([makeColumn("q", grades.map(\.grade))]))
    let found = try IndexAnalysis(
      items: ["q"], grades: grades, show: [.satisfied, .dissatisfied]
    ).run(on: data)
    let order = try #require(found.conventions.first { $0.name == "grades" })
    #expect(order.items.map { $0[.chinese] } == grades.map(\.grade))
    #expect(found.diagnostics.map(\.code) == [.extremeGradesOnly])
    let boxes = try IndexAnalysis(
      items: ["q"], grades: grades, show: [.topBox, .bottomBox]
    ).run(on: data)
    #expect(boxes.diagnostics.isEmpty)
    let rates = boxes.estimates.compactMap(\.value)
    #expect(rates == [0.4, 0.4])
  }
}
