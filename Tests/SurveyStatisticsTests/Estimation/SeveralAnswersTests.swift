import Diagnostics
import SurveyData
import SurveyStatistics
import TestSupport
import Testing

/// Shares of the options of a question with several answers.
@Suite struct SeveralAnswersTests {
  /// Six rows; the last two are missing, and `c` was not offered in row 1.
  ///
  ///     row   a b c
  ///     0     1 0 1
  ///     1     1 1 -
  ///     2     0 0 0
  ///     3     1 0 1
  private func table() -> Table {
    var answers = MultipleResponse(
      options: [
        .init("a", label: "A"), .init("b", label: "B"), .init("c", label: "C"),
      ], count: 6)
    for (option, row) in [(0, 0), (2, 0), (0, 1), (1, 1), (0, 3), (2, 3)] {
      answers.tick(option, row: row)
    }
    answers.setNotAsked(2, row: 1)
    let column = Column(
      "q", .choices(answers), missing: MissingReasons([0, 0, 0, 0, 1, 4]))
    return makeTable([
      column, makeColumn("w", [1.0, 2, 1, 1, 5, 5]),
      makeColumn("g", ["x", "x", "y", "y", "y", "x"]),
    ])
  }

  @Test func everyOptionHasItsOwnBase() throws {
    let found = try ShareAnalysis(variables: ["q"])
      .run(on: AnalysisData(table: table())).estimates
    #expect(found.map(\.category) == ["a", "b", "c"])
    #expect(found.map { $0.categoryLabel?.english } == ["A", "B", "C"])
    #expect(found.map(\.base) == [4, 4, 3])
    #expect(found[0].value == 0.75 && found[1].value == 0.25)
    #expect(abs((found[2].value ?? 0) - 2.0 / 3) < 1e-15)
    // Of 6 sampled rows 4 answered a: 6/5 · Σ(x - p)²/4², worked by hand.
    let variance: Double = 6.0 / 5 * 0.75 / 16
    #expect(
      abs((found[0].standardError ?? 0) - variance.squareRoot()) < 1e-12)
  }

  @Test func weightsCountPerOption() throws {
    let table = table()
    let data = AnalysisData(
      table: table,
      design: try SurveyDesign(
        DesignSpecification(weights: "w"), table: table))
    let found = try ShareAnalysis(variables: ["q"]).run(on: data).estimates
    // a: (1 + 2 + 1)/5; b: 2/5; c: 2/3 without row 1.
    #expect(abs((found[0].value ?? 0) - 0.8) < 1e-12)
    #expect(abs((found[1].value ?? 0) - 0.4) < 1e-12)
    #expect(abs((found[2].value ?? 0) - 2.0 / 3) < 1e-12)
  }

  @Test func optionsCanBeNamedAndGrouped() throws {
    let outcome = try ShareAnalysis(
      variables: ["q"], values: ["C"], by: [["g"]]
    ).run(on: AnalysisData(table: table()))
    #expect(outcome.estimates.map(\.category) == ["c", "c", "c"])
    let shares = outcome.estimates.map { $0.value ?? .nan }
    #expect(zip(shares, [2.0 / 3, 1, 0.5]).allSatisfy { abs($0 - $1) < 1e-12 })
    #expect(outcome.conventions.contains { $0.name == "several-answers" })
    #expect(throws: Diagnostic.self) {
      try ShareAnalysis(variables: ["q"], values: ["d"])
        .check(on: AnalysisData(table: table()))
    }
  }

  @Test func optionsWithoutAnswersHaveNoShare() throws {
    let answers = MultipleResponse(options: [.init("a")], count: 2)
    let column = Column(
      "q", .choices(answers), missing: MissingReasons([1, 4]))
    let found = try ShareAnalysis(variables: ["q"])
      .run(on: AnalysisData(table: makeTable([column]))).estimates
    #expect(found.count == 1 && found[0].value == nil && found[0].base == 0)
  }
}
