import Foundation
import LinearAlgebra
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Weights calibrated to the counts of groups: what a group's mean explains
/// does not vary.
private struct GroupAdjustment: DesignAdjustment {
  var groups: [Int32]
  var weights: [Double]

  func residuals(_ columns: [[Double]]) -> [[Double]] {
    columns.map { column in
      var (sums, bases) = ([Int32: Double](), [Int32: Double]())
      for row in column.indices {
        sums[groups[row], default: 0] += weights[row] * column[row]
        bases[groups[row], default: 0] += weights[row]
      }
      return column.indices.map { row in
        let group = groups[row]
        return column[row] - (sums[group] ?? 0) / (bases[group] ?? 1)
      }
    }
  }
}

/// Numbers of R's survey package, at a relative 1e-9.
@Suite struct CrosstabTests {
  private func sample(_ id: String) throws -> AnalysisData {
    func data(_ name: String, _ design: DesignSpecification) throws
      -> AnalysisData
    {
      let table = try referenceTable("survey/data/\(name).csv")
      return AnalysisData(
        table: table, design: try SurveyDesign(design, table: table))
    }
    switch id {
    case "clus1": return try data("apiclus1", PeerTests.clustered)
    case "clus2": return try data("apiclus2", PeerTests.twoStage)
    case "jkn":
      var sample = try data("apistrat", PeerTests.stratified)
      sample.design.replicates = jackknife(sample.design)
      return sample
    case "post", "greg":
      var sample = try data("apiclus1", PeerTests.clustered)
      let groups = try sample.table.column("stype").categories()
      let known = [4421.0, 755, 1018]
      var sums = [0.0, 0, 0]
      for (row, group) in groups.codes.enumerated() {
        sums[Int(group)] += sample.design.weights[row]
      }
      for (row, group) in groups.codes.enumerated() {
        sample.design.weights[row] *= known[Int(group)] / sums[Int(group)]
      }
      sample.design.adjustments = [
        GroupAdjustment(groups: groups.codes, weights: sample.design.weights)
      ]
      return sample
    default: return try data("apistrat", PeerTests.stratified)
    }
  }

  /// The jackknife that leaves out one row of a stratum at a time.
  private func jackknife(_ design: SurveyDesign) -> ReplicateWeights {
    let stage = design.stages[0]
    let count = design.rowCount
    var factors = Matrix(rows: count, columns: count, repeating: 1)
    var scales: [Double] = []
    for left in 0..<count {
      let parent = stage.parent(of: left)
      let sampled = Double(stage.sampled[parent])
      for row in 0..<count where stage.parent(of: row) == parent {
        factors[row, left] = row == left ? 0 : sampled / (sampled - 1)
      }
      scales.append((sampled - 1) / sampled * (1 - stage.fraction[parent]))
    }
    return ReplicateWeights(
      method: "jkn", storage: .factors(unitOfRow: nil, factors), scale: 1,
      replicateScales: scales, centre: .replicates, freedom: .fixed(197),
      baseWeights: design.weights)
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

  private func tables(
    _ analysis: CrosstabAnalysis, _ data: AnalysisData
  ) throws -> [StatisticsTable] {
    guard case .tables(let tables, _) = try analysis.run(on: data).details
    else { return [] }
    return tables
  }

  @Test(arguments: ["strat", "clus1", "clus2", "jkn", "post", "greg"])
  func cells(id: String) throws {
    let reference = try reference()
    let analysis = CrosstabAnalysis(rows: ["sch.wide"], columns: ["stype"])
    let table = try #require(
      tables(analysis, sample(id)).first { $0.name == "cells" })
    var compared = 0
    for row in ["No", "Yes"] {
      for column in ["E", "H", "M"] {
        for part in ["total", "row", "column"] {
          for suffix in ["", "_se", "_deff"] {
            let key = part + suffix.replacingOccurrences(of: "_", with: ".")
            guard let wanted = reference["\(id).\(key)"]?["\(row).\(column)"]
            else { continue }
            let found = table["\(row)|\(column)", part + suffix]?.value
            compared += 1
            #expect(
              isClose(found ?? .nan, wanted),
              "\(id) \(key) \(row)|\(column): \(found ?? .nan) \(wanted)")
          }
        }
      }
    }
    #expect(compared == (id == "jkn" ? 36 : 42))
  }

  private func compareTests(
    _ id: String, _ analysis: CrosstabAnalysis, _ data: AnalysisData
  ) throws {
    let reference = try reference()
    let table = try #require(
      tables(analysis, data).first { $0.name == "tests" })
    for (test, name) in [
      ("f", "F"), ("chi-square", "Chisq"), ("wald", "Wald"),
      ("adjusted-wald", "adjWald"), ("saddlepoint", "saddlepoint"),
    ] {
      guard let wanted = reference["\(id).\(name)"] else { continue }
      let p = table[test, "p"]?.value
      // R finds the saddlepoint to 1e-8 only.
      let tolerance = name == "saddlepoint" ? 1e-6 : 1e-9
      let limit = try #require(wanted["p"])
      #expect(
        isClose(p ?? .nan, limit, relative: tolerance, floor: 1e-40),
        "\(id) \(name): \(p ?? .nan) \(limit)")
      if name == "Chisq" { continue }
      for (column, key) in [
        ("statistic", "statistic"), ("df1", "df1"), ("df2", "df2"),
      ] {
        guard let wanted = wanted[key] else { continue }
        let found = table[test, column]?.value
        #expect(
          isClose(found ?? .nan, wanted), "\(id) \(name) \(key): \(wanted)")
      }
    }
  }

  @Test(arguments: ["strat", "clus1", "clus2", "jkn", "post", "greg"])
  func tests(id: String) throws {
    let data = try sample(id)
    for (pair, rows, columns) in [
      ("wide-stype", "sch.wide", "stype"),
      ("comp-awards", "comp.imp", "awards"),
    ] {
      try compareTests(
        "\(id).\(pair)",
        CrosstabAnalysis(
          rows: [rows], columns: [columns],
          tests: IndependenceTest.allCases), data)
    }
  }

  @Test func testsWithMoreCellsAndInADomain() throws {
    let data = try sample("strat")
    let scores = try data.numbers("api00")
    let grades = scores.map { score -> Double in
      score <= 500
        ? 1
        : score <= 600
          ? 2
          : score <= 700
            ? 3
            : score <= 800 ? 4 : 5
    }
    let wider = AnalysisData(
      table: makeTable(data.table.columns + [makeColumn("grade", grades)]),
      design: data.design)
    try compareTests(
      "strat.grade-stype",
      CrosstabAnalysis(
        rows: ["grade"], columns: ["stype"],
        tests: IndependenceTest.allCases), wider)
    let domain = AnalysisData(
      table: data.table, domain: scores.map { $0 > 600 }, design: data.design)
    try compareTests(
      "strat.domain",
      CrosstabAnalysis(
        rows: ["sch.wide"], columns: ["awards"],
        tests: IndependenceTest.allCases), domain)
  }

  @Test func recordsOfThePeer() throws {
    let data = try sample("strat")
    let analysis = CrosstabAnalysis(
      rows: ["sch.wide"], columns: ["stype"], tests: [.linearCombination],
      weightedTotal: 100)
    let found = try tables(analysis, data)
    let cells = try #require(found.first { $0.name == "cells" })
    for (key, wanted) in try peerRecord("strat.table.Ntotal100") {
      let value = cells[key, "weighted"]?.value ?? .nan
      #expect(isClose(value, wanted), "\(key)")
    }
    let tests = try #require(found.first { $0.name == "tests" })
    let record = try peerRecord("strat.chisq.lincom")
    let statistic = tests["lincom", "statistic"]?.value ?? .nan
    #expect(isClose(statistic, record["stat.X-squared"] ?? .nan))
    // Without CompQuadForm R falls back to the saddlepoint.
    let p = tests["lincom", "p"]?.value ?? .nan
    #expect(p > 1e-7 && p < 1e-6)
  }

  @Test func missingAnswersAreLeftOutOrShown() throws {
    let table = makeTable([
      makeColumn("a", ["x", "y", "x", "y", "", "x", "y", "x"]),
      makeColumn("b", ["u", "v", "v", "u", "u", "", "v", "u"]),
    ])
    let data = AnalysisData(table: table)
    var analysis = CrosstabAnalysis(rows: ["a"], columns: ["b"])
    let left = try tables(analysis, data)
    #expect(left[0].rows.map(\.name) == ["x", "y"])
    #expect(left[0].notes.first?[.english].contains("2 more") == true)
    let base = left.last?["|", "n"]?.value
    #expect(base == 6)
    analysis.showsMissing = true
    let shown = try tables(analysis, data)
    #expect(shown[0].rows.map(\.name) == ["x", "y", "missing"])
    #expect(shown.last?["|", "n"]?.value == 8)
  }

  @Test func edges() throws {
    func run(_ a: [String], _ b: [String], weights: [Double]? = nil) throws
      -> [StatisticsTable]
    {
      var columns = [makeColumn("a", a), makeColumn("b", b)]
      columns.append(
        makeColumn("w", weights ?? a.map { _ in 1.0 }))
      let table = makeTable(columns)
      var specification = DesignSpecification(weights: "w")
      specification.singleCluster = .remove
      let design = try SurveyDesign(specification, table: table)
      return try tables(
        CrosstabAnalysis(
          rows: ["a"], columns: ["b"], tests: IndependenceTest.allCases),
        AnalysisData(table: table, design: design))
    }
    for found in [
      try run(["x"], ["u"]), try run(["", ""], ["u", "v"]),
      try run(["x", "x"], ["u", "v"]),
      try run(["x", "y"], ["u", "v"], weights: [1, 0]),
    ] {
      let tests = try #require(found.first { $0.name == "tests" })
      #expect(tests.rows.allSatisfy { $0.cells[3].value == nil })
    }
    let diagonal = try run(["x", "y", "x", "y"], ["u", "v", "u", "v"])
    #expect(diagonal[0]["x", "b=u"]?.value == 1)
    #expect(diagonal[0]["x", "b=v"]?.value == 0)
  }

  /// Rows of a table from the counts of its cells.
  private func sample(_ counts: [[Int]]) -> AnalysisData {
    var (rows, columns) = ([String](), [String]())
    for (row, line) in counts.enumerated() {
      for (column, count) in line.enumerated() {
        rows += [String](repeating: "\(row + 1)", count: count)
        columns += [String](repeating: "\(column + 1)", count: count)
      }
    }
    return AnalysisData(
      table: makeTable([makeColumn("a", rows), makeColumn("b", columns)]))
  }

  static let sparse: [[Int]] = [
    [32, 28, 26], [39, 20, 48], [33, 43, 31], [1, 0, 0], [1, 0, 0],
  ]

  /// Answers that occur in one column only took the test away; R's `svychisq`
  /// stops. Numbers of the formula in `Tests/References/crosstab/sparse.R`.
  @Test func answersOfOneColumnAreTested() throws {
    let analysis = CrosstabAnalysis(
      rows: ["a"], columns: ["b"], tests: [.raoScottF, .wald])
    let outcome = try analysis.run(on: sample(Self.sparse))
    guard case .tables(let tables, let finding) = outcome.details else {
      Issue.record("no tables")
      return
    }
    let tests = try #require(tables.first { $0.name == "tests" })
    func value(_ row: String, _ column: String) -> Double {
      tests[row, column]?.value ?? .nan
    }
    #expect(
      isClose(value("pearson", "statistic"), 17.4981327263, relative: 1e-10))
    #expect(isClose(value("f", "statistic"), 2.2812582589, relative: 1e-9))
    #expect(isClose(value("f", "df1"), 5.4439694953, relative: 1e-9))
    #expect(isClose(value("f", "df2"), 1638.63481808, relative: 1e-9))
    #expect(isClose(value("f", "p"), 0.0393280665521, relative: 1e-9))
    // Wald's test says why it has no result.
    #expect(tests["wald", "statistic"]?.value == nil)
    let notes = tests.notes.map { $0[.english] }
    #expect(notes.contains { $0.contains("the shares under independence") })
    #expect(notes.contains { $0.contains("cannot be inverted") })
    #expect(finding?[.english].contains("p = 0.039") == true)
    // The headline of the chart is what the test says.
    #expect(tables[0].headline?[.english].contains("p = 0.039") == true)
  }

  /// Rounding may leave a pivot above 0 where there is none, and a solution
  /// that means nothing (a design effect of -0.155 in the first table).
  @Test(arguments: [
    (
      [[32, 0, 0], [10, 0, 0], [34, 23, 2]],
      [23.6507582516, 14.5147912635, 2.7609378886, 276.09378886]
    ),
    (
      [[10, 0, 0, 0], [13, 0, 0, 0], [12, 26, 8, 35], [35, 9, 8, 1]],
      [80.3439992753, 14.7674956511, 5.0894502839, 793.95424429]
    ),
  ])
  func roundingMakesNoRank(counts: [[Int]], expected: [Double]) throws {
    let analysis = CrosstabAnalysis(
      rows: ["a"], columns: ["b"], tests: [.raoScottF])
    let outcome = try analysis.run(on: sample(counts))
    guard case .tables(let tables, _) = outcome.details else {
      Issue.record("no tables")
      return
    }
    let tests = try #require(tables.first { $0.name == "tests" })
    let found = [
      tests["pearson", "statistic"], tests["f", "statistic"],
      tests["f", "df1"], tests["f", "df2"],
    ].map { $0?.value ?? .nan }
    for (found, expected) in zip(found, expected) {
      #expect(isClose(found, expected, relative: 1e-9))
    }
  }

  @Test func aMissingTestHasAReason() throws {
    let analysis = CrosstabAnalysis(rows: ["a"], columns: ["b"])
    let outcome = try analysis.run(on: sample([[5, 7]]))
    guard case .tables(let tables, let finding) = outcome.details else {
      Issue.record("no tables")
      return
    }
    #expect(
      finding?[.chinese] == "“a”与“b”之间无法检验：有一边只有一个取值有回答。")
    let tests = try #require(tables.first { $0.name == "tests" })
    #expect(tests.notes.contains { $0[.english].contains("fewer than two") })
  }
}
