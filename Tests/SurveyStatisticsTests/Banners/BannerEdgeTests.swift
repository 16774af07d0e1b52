import Diagnostics
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Banner books at the edges: empty and tiny columns, constants, rows
/// without weight, columns of several answers.
@Suite struct BannerEdgeTests {
  func data(
    _ columns: [Column], _ design: DesignSpecification? = nil
  ) throws -> AnalysisData {
    let table = makeTable(columns)
    guard let design else { return AnalysisData(table: table) }
    return AnalysisData(
      table: table, design: try SurveyDesign(design, table: table))
  }

  func results(
    _ question: String, _ options: BannerOptions, _ data: AnalysisData
  ) throws -> (BannerFrame, BannerResult) {
    let (frame, results) = try BannerAnalysis(
      questions: [question], options: options
    ).results(on: data)
    return (frame, try #require(results.first))
  }

  /// Codes as texts, `n` times over.
  func texts(_ codes: [String], _ times: Int) -> [String] {
    (0..<times).flatMap { _ in codes }
  }

  @Test func emptyTable() throws {
    let data = try data([
      makeColumn("q", [String]()), makeColumn("g", [String]()),
    ])
    let options = BannerOptions(banner: [.total, .variables(["g"])])
    let (_, result) = try results("q", options, data)
    #expect(result.bases.map(\.count) == [0])
    #expect(result.question.items.isEmpty)
  }

  @Test func emptyColumnAndColumnOfOne() throws {
    let group = texts(["1"], 40) + ["2"] + texts(["3"], 40)
    let answers = texts(["1", "2"], 20) + ["1"] + texts([""], 40)
    let data = try data([makeColumn("q", answers), makeColumn("g", group)])
    let options = BannerOptions(banner: [.variables(["g"])], minimumBase: 0)
    let (_, result) = try results("q", options, data)
    let row = result.cells[0]
    #expect(result.bases.map(\.count) == [40, 1, 0])
    #expect(row[0].value == 0.5)
    #expect(row[1].value == 1)
    #expect(row[1].standardError == nil)
    #expect(row[2].value == nil)
    #expect(result.comparisons[0].isEmpty)
  }

  /// Two columns where everybody agrees differ by all they can, and the
  /// sample cannot say how exact that is.
  @Test func constantsAreNotCompared() throws {
    let group = texts(["1", "2", "3"], 40)
    let answers = (0..<40).flatMap { ["1", "2", $0 < 20 ? "1" : "2"] }
    let data = try data([makeColumn("q", answers), makeColumn("g", group)])
    let options = BannerOptions(banner: [.variables(["g"])])
    let (_, result) = try results("q", options, data)
    let pairs = result.comparisons[0].map { [$0.left, $0.right] }
    #expect(pairs == [[0, 2], [1, 2]])
    #expect(result.cells[0].map(\.letters) == ["C", "", "B"])
    #expect(result.cells[0][0].standardError == 0)
    #expect(result.cells[0][1].standardError == 0)
  }

  @Test func identicalColumnsAreNotCompared() throws {
    let everybody = try RowExpression("g > 0")
    let data = try data([
      makeColumn("q", texts(["1", "2", "2"], 20)),
      makeColumn("g", texts(["1"], 60)),
    ])
    let options = BannerOptions(
      banner: [
        .conditions(
          label: nil,
          [.init("one", where: everybody), .init("two", where: everybody)])
      ])
    let (_, result) = try results("q", options, data)
    #expect(result.comparisons.allSatisfy { $0.isEmpty })
  }

  @Test func smallBasesAreMarkedAndCarryNoLetters() throws {
    let group = texts(["1"], 60) + texts(["2"], 29) + texts(["3"], 60)
    let answers =
      texts(["1", "1", "2"], 20) + texts(["1"], 1) + texts(["2"], 28)
      + texts(["2", "2", "1"], 20)
    let data = try data([makeColumn("q", answers), makeColumn("g", group)])
    let options = BannerOptions(banner: [.variables(["g"])])
    let (_, result) = try results("q", options, data)
    #expect(result.cells[0].map(\.isWeak) == [false, true, false])
    #expect(result.cells[0].map(\.letters) == ["C", "", ""])
  }

  /// Weights that differ make a base of 40 worth less than 30.
  @Test func theBaseThatCountsIsChosen() throws {
    let data = try data(
      [
        makeColumn("q", texts(["1", "2"], 40)),
        makeColumn("g", texts(["1"], 40) + texts(["2"], 40)),
        makeColumn("w", texts(["1", "1", "9", "9"], 10) + texts(["1"], 40)),
      ], DesignSpecification(weights: "w"))
    var options = BannerOptions(banner: [.variables(["g"])])
    let effective = try results("q", options, data).1.isWeak
    #expect(effective == [true, false])
    options.weakBase = .unweighted
    let unweighted = try results("q", options, data).1.isWeak
    #expect(unweighted == [false, false])
  }

  @Test func rowsWithoutWeightDoNotCount() throws {
    let data = try data(
      [
        makeColumn("q", ["1", "1", "2", "2"]),
        makeColumn("w", ["1", "0", "1", "0"]),
      ], DesignSpecification(weights: "w"))
    let options = BannerOptions(banner: [.total], minimumBase: 0)
    let (_, result) = try results("q", options, data)
    #expect(result.bases[0].count == 2)
    #expect(result.bases[0].weighted == 2)
    #expect(result.cells[0][0].value == 0.5)
    #expect(result.cells[0][0].degreesOfFreedom == 1)
  }

  @Test func allMissing() throws {
    let data = try data([
      makeColumn("q", texts([""], 10)), makeColumn("g", texts(["1", "2"], 5)),
    ])
    let options = BannerOptions(banner: [.total, .variables(["g"])])
    let (frame, result) = try results("q", options, data)
    #expect(frame.columns.count == 3)
    #expect(result.bases.allSatisfy { $0.count == 0 })
    #expect(result.tests.allSatisfy { $0 == nil })
  }

  /// Options are over whoever was offered them; columns of options overlap.
  @Test func severalAnswers() throws {
    var ticks = MultipleResponse(
      options: [.init("a"), .init("b")], count: 120)
    for row in 0..<120 {
      if row % 2 == 0 { ticks.tick(0, row: row) }
      if row % 3 == 0 { ticks.tick(1, row: row) }
      if row >= 90 { ticks.setNotAsked(1, row: row) }
    }
    let data = try data([
      Column("m", .choices(ticks)), makeColumn("g", texts(["1", "2"], 60)),
    ])
    let options = BannerOptions(
      banner: [.total, .variables(["m"]), .variables(["g"])],
      nets: [BannerNet("any", values: ["a", "b"])])
    let (frame, result) = try results("m", options, data)
    #expect(frame.columns.groups[1].isPartition == false)
    #expect(result.cells[0][0].value == 0.5)
    #expect(isClose(result.cells[1][0].value ?? .nan, 30.0 / 90))
    #expect(isClose(result.cells[2][0].value ?? .nan, 80.0 / 120))
    #expect(result.bases[0].count == 120)
    // Nobody without 'a' is in its column.
    #expect(result.cells[0][1].value == 1)
    #expect(result.tests[1] == nil)
    #expect(result.tests[2] != nil)
  }

  @Test func namesOfColumns() {
    let names = [0, 25, 26, 27, 51, 52, 701, 702].map(bannerLetter)
    #expect(names == ["A", "Z", "AA", "AB", "AZ", "BA", "ZZ", "AAA"])
  }

  @Test func boxesFollowTheScale() throws {
    let answers = texts(["1", "2", "3", "4", "5", "5"], 10)
    let reversed = Variable(
      "q", scale: Variable.Scale(minimum: 1, maximum: 5, isReversed: true))
    for (variable, top, bottom) in [
      (nil, 3.0 / 6, 2.0 / 6), (reversed, 2.0 / 6, 3.0 / 6),
    ] as [(Variable?, Double, Double)] {
      let data = try data([makeColumn("q", answers, variable: variable)])
      let options = BannerOptions(
        banner: [.total], topBox: 2, bottomBox: 2,
        scale: Variable.Scale(minimum: 1, maximum: 5))
      let (_, result) = try results("q", options, data)
      let names = result.question.items.map(\.name)
      let row = try #require(names.firstIndex(of: "top-box"))
      #expect(isClose(result.cells[row][0].value ?? .nan, top))
      #expect(isClose(result.cells[row + 1][0].value ?? .nan, bottom))
      #expect(isClose(result.cells[row + 2][0].value ?? .nan, 20.0 / 6))
    }
  }

  @Test func whatCannotBeShownIsRefused() throws {
    let data = try data([
      makeColumn("q1", texts(["1", "2"], 100)),
      makeColumn("id", (0..<200).map { "x\($0)" }),
    ])
    func code(_ questions: [String], _ banner: [BannerVariable])
      -> DiagnosticCode?
    {
      do {
        _ = try BannerAnalysis(
          questions: questions, options: BannerOptions(banner: banner)
        ).run(on: data)
        return nil
      } catch {
        return error.code
      }
    }
    #expect(code(["q*"], [.total]) == nil)
    #expect(code(["z*"], [.total]) == .unknownColumn)
    #expect(code(["id"], [.total]) == .wrongOption)
    #expect(code(["q1"], [.variables(["id"])]) == .wrongOption)
    #expect(code(["q1"], [.variables(["none"])]) == .unknownColumn)
    #expect(code(["q1"], []) == .nothingToEstimate)
  }

  @Test func tablesHoldLettersAndAnIndex() throws {
    let data = try data([
      makeColumn("q", texts(["1", "1", "2", "2", "1", "2"], 20)),
      makeColumn("g", texts(["1", "1", "2", "2", "1", "2"], 20)),
    ])
    let outcome = try BannerAnalysis(
      questions: ["q"],
      options: BannerOptions(
        banner: [.total, .variables(["g"])], listsPairs: true)
    ).run(on: data)
    guard case .tables(let tables, let finding) = outcome.details else {
      Issue.record("no tables")
      return
    }
    #expect(tables.map(\.name) == ["index", "q", "q-errors"])
    #expect(finding != nil)
  }

  /// Questions that cannot be tested counted as ones without a difference.
  @Test func questionsThatCannotBeTestedAreCounted() throws {
    // "4" and "5" occur in one column only; "r" has one answer.
    let counts: [[Int]] = [
      [32, 28, 26], [39, 20, 48], [33, 43, 31], [1, 0, 0], [1, 0, 0],
    ]
    var (answers, columns) = ([String](), [String]())
    for (row, line) in counts.enumerated() {
      for (column, count) in line.enumerated() {
        answers += [String](repeating: "\(row + 1)", count: count)
        columns += [String](repeating: "\(column + 1)", count: count)
      }
    }
    let data = try data([
      makeColumn("q", answers), makeColumn("g", columns),
      makeColumn("r", answers.map { _ in "1" }),
    ])
    let options = BannerOptions(banner: [.total, .variables(["g"])])
    let (frame, results) = try BannerAnalysis(
      questions: ["q", "r"], options: options
    ).results(on: data)
    let test = try #require(results[0].tests.last ?? nil)
    #expect(isClose(test.statistic, 2.2812582589, relative: 1e-9))
    #expect(isClose(test.probability, 0.0393280665521, relative: 1e-9))
    let index = BannerIndex(frame: frame, results: results, options: options)
    #expect(
      index.finding[.chinese].hasPrefix(
        "2 道题中，1 题因g而异（可检验 1 题，1 题不能检验）"), "\(index.finding)")
    #expect(
      index.finding[.english].contains("1 by g (of 1 tested; 1 not testable)"))
  }
}
