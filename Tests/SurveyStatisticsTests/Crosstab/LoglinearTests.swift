import Foundation
import SurveyData
import SurveyStatistics
import TestSupport
import Testing

/// Numbers of R's survey package, with the traces of Δ² as they should be (see
/// `LoglinearComparison`). Its fits stop at a relative 1e-8 of the
/// deviance, and so are compared at 1e-7.
@Suite struct LoglinearTests {
  private func tables(
    _ analysis: LoglinearAnalysis, _ data: AnalysisData
  ) throws -> [StatisticsTable] {
    guard case .tables(let tables, _) = try analysis.run(on: data).details
    else { return [] }
    return tables
  }

  private func sample(
    _ name: String, _ design: DesignSpecification
  ) throws -> AnalysisData {
    let table = try referenceTable("survey/data/\(name).csv")
    return AnalysisData(
      table: table, design: try SurveyDesign(design, table: table))
  }

  private func reference() throws -> [String: [String: Double]] {
    let text = try String(
      contentsOf: Fixture.reference("crosstab/expected.csv"), encoding: .utf8)
    var result: [String: [String: Double]] = [:]
    for line in text.split(separator: "\n").dropFirst() {
      let cells = line.split(separator: ",").map(String.init)
      result[cells[0], default: [:]][cells[1]] = Double(cells[2])
    }
    return result
  }

  @Test func modelsAndComparisons() throws {
    let reference = try reference()
    let strata = try sample("apistrat", PeerTests.stratified)
    let clusters = try sample("apiclus1", PeerTests.clustered)
    let two = ["stype", "comp.imp"]
    for (id, data, variables, interactions) in [
      ("loglin2", strata, two, [two]),
      ("loglin3", strata, two + ["sch.wide"], [["comp.imp", "sch.wide"]]),
      ("loglinclus", clusters, two + ["awards"], [["stype", "awards"]]),
    ] as [(String, AnalysisData, [String], [[String]])] {
      // The larger model's numbers, from a run of its own where it is not
      // the one with every interaction.
      if id != "loglin2" {
        let found = try tables(
          LoglinearAnalysis(variables: variables, interactions: interactions),
          data)[0]
        for (part, column) in [("coef", "coefficient"), ("se", "se")] {
          let wanted = try #require(reference["\(id).\(part)"])
          #expect(found.rows.count == wanted.count)
          for (name, value) in wanted {
            let number = found[name, column]?.value ?? .nan
            // The strata fix some shares, and R leaves a rounding error.
            if value < 1e-7, part == "se" {
              #expect(number < 1e-7)
              continue
            }
            #expect(
              isClose(number, value, relative: 1e-7),
              "\(id) \(part) \(name): \(number) \(value)")
          }
        }
      }
      let tests = try tables(
        LoglinearAnalysis(
          variables: variables, against: id == "loglin2" ? nil : interactions),
        data)[1]
      let wanted = try #require(reference["\(id).anova"])
      for (key, row, column) in [
        ("deviance", "deviance", "statistic"), ("p", "deviance", "p"),
        ("saddlepoint", "deviance", "p_saddlepoint"),
        ("score", "score", "statistic"), ("scorep", "score", "p"),
        ("scoresaddlepoint", "score", "p_saddlepoint"),
      ] {
        let found = tests[row, column]?.value ?? .nan
        let value = wanted[key] ?? -1
        #expect(
          isClose(found, value, relative: 1e-6), "\(id) \(key): \(found)")
      }
    }
  }

  @Test func recordOfThePeer() throws {
    let data = try sample("apistrat", PeerTests.stratified)
    let found = try tables(
      LoglinearAnalysis(variables: ["stype", "comp.imp"]), data)
    let record = try peerRecord("strat.loglin")
    for name in ["stype1", "stype2", "comp.imp1"] {
      let value = found[0][name, "coefficient"]?.value ?? .nan
      #expect(isClose(value, record[name] ?? .nan, relative: 1e-7), "\(name)")
    }
    let deviance = found[1]["deviance", "statistic"]?.value ?? .nan
    #expect(isClose(deviance, record["dev"] ?? .nan, relative: 1e-7))
  }

  /// The deviance of a saturated model is rounding noise of the counts.
  @Test func saturatedModelsSettle() throws {
    var (a, b): ([String], [String]) = ([], [])
    for (row, column, count) in [
      ("u", "p", 50), ("u", "q", 49), ("v", "p", 55), ("v", "q", 46),
    ] {
      a += Array(repeating: row, count: count)
      b += Array(repeating: column, count: count)
    }
    let found = try tables(
      LoglinearAnalysis(variables: ["a", "b"]),
      AnalysisData(table: makeTable([makeColumn("a", a), makeColumn("b", b)])))
    #expect(found[0].rows.map(\.name) == ["a1", "b1"])
    let p = try #require(found[1]["deviance", "p"]?.value)
    #expect(p > 0.5 && p < 1)
  }

  @Test func edges() throws {
    func run(_ a: [String], _ b: [String]) throws -> [StatisticsTable] {
      try tables(
        LoglinearAnalysis(variables: ["a", "b"]),
        AnalysisData(
          table: makeTable([makeColumn("a", a), makeColumn("b", b)])))
    }
    // One value, nobody, and a cell that nobody is in.
    #expect(try run(["x", "x"], ["u", "v"])[0].rows.isEmpty)
    #expect(try run(["", ""], ["u", "v"])[0].rows.isEmpty)
    let empty = try run(["x", "y", "x", "y", "x"], ["u", "v", "v", "v", "u"])
    #expect(empty[0].rows.count == 2)
    #expect(empty[1]["deviance", "p"]?.value == nil)
    let open = try tables(
      LoglinearAnalysis(
        variables: ["a", "b", "c"], interactions: [["a", "b"]]),
      AnalysisData(
        table: makeTable([
          makeColumn("a", ["x", "y", "x", "y", "x"]),
          makeColumn("b", ["u", "v", "v", "v", "u"]),
          makeColumn("c", ["s", "s", "t", "t", "t"]),
        ])))
    #expect(open[0]["a1:b1", "coefficient"]?.value == nil)
    #expect(open[0]["c1", "coefficient"]?.value != nil)
    let wider = try run(
      ["x", "y", "x", "y", "x", "z", "z", "z", "y", "x"],
      ["u", "v", "v", "v", "u", "u", "v", "w", "w", "w"])
    let p = try #require(wider[1]["deviance", "p"]?.value)
    #expect(p > 0 && p < 1)
    let data = AnalysisData(
      table: makeTable([makeColumn("a", ["x"]), makeColumn("b", ["u"])]))
    #expect(throws: (any Error).self) {
      try LoglinearAnalysis(variables: ["a"]).run(on: data)
    }
    #expect(throws: (any Error).self) {
      try LoglinearAnalysis(variables: ["a", "b"], interactions: [["a", "z"]])
        .run(on: data)
    }
    #expect(throws: (any Error).self) {
      try LoglinearAnalysis(variables: ["a", "b"], interactions: [["a", "b"]])
        .run(on: data)
    }
  }
}
