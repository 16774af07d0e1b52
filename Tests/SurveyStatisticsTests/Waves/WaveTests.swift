import Diagnostics
import LinearAlgebra
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Numbers of R's `svyby` and `svycontrast` on stacked waves.
@Suite struct WaveTests {
  static let clusters = DesignSpecification(
    clusters: ["dnum"], weights: "weight")
  static let rows = DesignSpecification(weights: "weight")

  func schools() throws -> Table { try referenceTable("waves/schools.csv") }

  func data(
    _ design: DesignSpecification, _ table: Table? = nil
  ) throws -> AnalysisData {
    let table = try table ?? schools()
    return AnalysisData(
      table: table, design: try SurveyDesign(design, table: table))
  }

  func numbers(_ id: String, _ key: String) throws -> [Double] {
    let record = try referenceObject("waves/expected.json", id)
    return try #require(record[key] as? [Double])
  }

  func tables(
    _ analysis: WaveAnalysis, _ data: AnalysisData
  ) throws -> [StatisticsTable] {
    guard case .tables(let tables, _) = try analysis.run(on: data).details
    else { return [] }
    return tables
  }

  func isNear(_ found: Double?, _ wanted: Double) -> Bool {
    isClose(found ?? .nan, wanted)
  }

  /// Compares a table of three waves with a record; `suffix` names the
  /// series.
  func compare(
    _ analysis: WaveAnalysis, _ data: AnalysisData, _ id: String,
    suffix: String = "", hasSameFreedom: Bool = true
  ) throws {
    let tables = try tables(analysis, data)
    let table = try #require(tables.first)
    let names = ["1999", "2000", "2001"].map { $0 + suffix }
    func value(_ wave: Int, _ column: String) -> Double? {
      table[names[wave], column]?.value
    }
    let estimates = try numbers(id, "est")
    let errors = try numbers(id, "se")
    for wave in 0..<3 {
      #expect(isNear(value(wave, "estimate"), estimates[wave]), "\(id)")
      #expect(isNear(value(wave, "se"), errors[wave]), "\(id)")
    }
    for (wave, column, key) in [
      (1, "change", "d21"), (2, "change", "d32"), (2, "since-first", "d31"),
      (2, "rolling", "mean"),
    ] {
      let wanted = try numbers(id, key)
      #expect(isNear(value(wave, column), wanted[0]), "\(id) \(key)")
      #expect(isNear(value(wave, "\(column)-se"), wanted[1]), "\(id) \(key)")
    }
    let trend = try #require(tables.first { $0.name == "trend" }?.rows.first)
    let slope = try numbers(id, "slope")
    #expect(isNear(trend.cells[2].value, slope[0]))
    #expect(isNear(trend.cells[3].value, slope[1]))
    guard hasSameFreedom else { return }
    let key = analysis.options.adjust == .none ? "p" : "holm"
    let probabilities = try numbers(id, key)
    #expect(isNear(value(1, "change-p"), probabilities[0]))
    #expect(isNear(value(2, "change-p"), probabilities[1]))
  }

  func analysis(
    _ options: WaveOptions = WaveOptions(rolling: 3),
    variables: [String] = ["score"], values: [String]? = nil,
    by: [[String]] = []
  ) -> WaveAnalysis {
    WaveAnalysis(
      wave: "year", variables: variables, values: values, by: by,
      options: options)
  }

  @Test func sharedClustersTieWavesTogether() throws {
    try compare(analysis(), data(Self.clusters), "clusters")
    try compare(
      analysis(WaveOptions(adjust: .none, rolling: 3)), data(Self.clusters),
      "clusters")
  }

  @Test func panelsTieWavesTogether() throws {
    try compare(
      analysis(WaveOptions(rolling: 3, panel: "snum")), data(Self.rows),
      "panel", hasSameFreedom: false)
  }

  @Test func wavesWithSamplesOfTheirOwnAreIndependent() throws {
    try compare(
      analysis(WaveOptions(rolling: 3, areClustersShared: false)),
      data(Self.clusters), "independent", hasSameFreedom: false)
  }

  /// The jackknife that leaves out one district in turn, `as.svrepdesign`
  /// with type JK1.
  @Test func replicateWeightsTieWavesTogether() throws {
    var data = try data(Self.clusters)
    let stage = data.design.stages[0]
    let count = stage.unitCount
    var factors = Matrix(
      rows: count, columns: count,
      repeating: Double(count) / Double(count - 1))
    for unit in 0..<count { factors[unit, unit] = 0 }
    data.design.replicates = ReplicateWeights(
      method: "jk1", storage: .factors(unitOfRow: stage.unitOfRow, factors),
      scale: Double(count - 1) / Double(count),
      replicateScales: [Double](repeating: 1, count: count),
      centre: .replicates, freedom: .fixed(Double(count - 1)),
      baseWeights: data.design.weights)
    try compare(analysis(), data, "jackknife")
    // Replicates say themselves how waves depend on each other.
    #expect(throws: Diagnostic.self) {
      try analysis(WaveOptions(areClustersShared: false)).check(on: data)
    }
  }

  @Test func groupsAreDomains() throws {
    try compare(
      analysis(by: [["stype"]]), data(Self.clusters), "clusters")
    let tables = try tables(analysis(by: [["stype"]]), data(Self.clusters))
    let table = try #require(tables.first)
    let wanted = try numbers("group", "d21")
    #expect(isNear(table["2000/stype=E", "change"]?.value, wanted[0]))
    #expect(isNear(table["2000/stype=E", "change-se"]?.value, wanted[1]))
    let holm = try numbers("group", "holm")
    #expect(isNear(table["2000/stype=E", "change-p"]?.value, holm[0]))
  }

  @Test func sharesAreFollowed() throws {
    try compare(
      analysis(variables: ["good"], values: ["yes"]), data(Self.clusters),
      "share", suffix: "/yes")
  }

  @Test func averagesOfSharesStayShares() throws {
    let tables = try tables(
      analysis(
        WaveOptions(rolling: 2), variables: ["good"], values: ["no"],
        by: [["stype"]]), data(Self.clusters))
    let interval = try #require(
      tables.first?["2000/no/stype=H", "rolling"]?.interval)
    #expect(interval.upper < 1 && interval.lower > 0)
    #expect(interval.method == "logit")
  }

  @Test func changesSplitIntoCompositionAndScore() throws {
    let tables = try tables(
      analysis(WaveOptions(decompose: "stype")), data(Self.clusters))
    let table = try #require(tables.first { $0.name == "composition-1" })
    for key in ["change", "composition", "score"] {
      let wanted = try numbers("kitagawa", key)
      #expect(isNear(table["1999/2000", key]?.value, wanted[0]))
      #expect(isNear(table["1999/2000", "\(key)-se"]?.value, wanted[1]))
    }
    #expect(table.rows.map(\.name) == ["1999/2000", "2000/2001", "1999/2001"])
  }

  /// Shares ½ and ½ become ¼ and ¾; means 10 and 20 become 12 and 24.
  /// Composition −¼·11 + ¼·22 = 2.75; score 2·⅜ + 4·⅝ = 3.25.
  @Test func splitByHand() throws {
    let table = makeTable([
      makeColumn("year", [1.0, 1, 1, 1, 2, 2, 2, 2]),
      makeColumn("type", ["a", "a", "b", "b", "a", "b", "b", "b"]),
      makeColumn("score", [8.0, 12, 19, 21, 12, 20, 24, 28]),
    ])
    let tables = try tables(
      analysis(WaveOptions(decompose: "type")), AnalysisData(table: table))
    let split = try #require(tables.first { $0.name == "composition-1" })
    #expect(split["1/2", "change"]?.value == 6)
    #expect(split["1/2", "composition"]?.value == 2.75)
    #expect(split["1/2", "score"]?.value == 3.25)
  }

  @Test func nothingIsComparedAcrossABreak() throws {
    let tables = try tables(
      analysis(WaveOptions(rolling: 2, decompose: "stype", breaks: ["2000"])),
      data(Self.clusters))
    let table = try #require(tables.first)
    for column in ["change", "since-first", "rolling"] {
      #expect(table["2000", column]?.isEmpty == true)
      #expect(table["2001", column]?.value != nil)
    }
    let since = table["2001", "since-first"]?.value
    #expect(since == table["2001", "change"]?.value)
    #expect(table["2000", "remark"]?.text != nil)
    #expect(!tables.contains { $0.name == "trend" })
    let split = try #require(tables.first { $0.name == "composition-1" })
    #expect(split.rows.map(\.name) == ["2000/2001"])
    let last = try self.tables(
      analysis(WaveOptions(breaks: ["2001"])), data(Self.clusters))
    #expect(last.first?.headline?[.chinese] == "2001的问法与之前不同，不作前后比较")
  }

  @Test func benchmarksAreFixedNumbers() throws {
    let tables = try tables(
      analysis(WaveOptions(benchmarks: ["score": 600], adjust: .none)),
      data(Self.clusters))
    let table = try #require(tables.first)
    let value = table["2001", "from-benchmark"]?.value
    let error = table["2001", "from-benchmark-se"]?.value
    #expect(value == (table["2001", "estimate"]?.value ?? 0) - 600)
    #expect(error == table["2001", "se"]?.value)
    #expect(table.figure == .dots(column: "estimate", reference: 600))
  }

  @Test func probabilitiesAreAdjustedLikeR() {
    let values: [Double?] = [0.01, nil, 0.04, 0.03, 0.005]
    func isSame(_ method: WaveAdjustment, _ wanted: [Double?]) -> Bool {
      zip(method.adjusted(values), wanted).allSatisfy { found, wanted in
        guard let found, let wanted else { return found == wanted }
        return isClose(found, wanted)
      }
    }
    // p.adjust(c(.01, .04, .03, .005), "holm") and "BH".
    #expect(isSame(.holm, [0.03, nil, 0.06, 0.06, 0.02]))
    #expect(isSame(.benjaminiHochberg, [0.02, nil, 0.04, 0.04, 0.02]))
    #expect(isSame(.none, values))
  }
}

/// What is refused, and what is left open.
@Suite struct WaveEdgeTests {
  let options = WaveOptions(rolling: 2, decompose: "type")

  func outcome(
    _ columns: [Column], design: DesignSpecification? = nil
  ) throws -> [StatisticsTable] {
    let table = makeTable(columns)
    let data = AnalysisData(
      table: table,
      design: try design.map { try SurveyDesign($0, table: table) }
        ?? .simple(rowCount: table.rowCount))
    let found = try WaveAnalysis(
      wave: "year", variables: ["score"], options: options
    ).run(on: data)
    guard case .tables(let tables, _) = found.details else { return [] }
    return tables
  }

  @Test func oneWaveIsRefused() {
    for years in [[], [2020.0], [2020, 2020]] {
      #expect(throws: Diagnostic.self) {
        try outcome([
          makeColumn("year", years), makeColumn("score", years),
          makeColumn("type", years),
        ])
      }
    }
  }

  @Test func wavesWithoutAnswersAreLeftOpen() throws {
    let tables = try outcome([
      makeColumn("year", [1.0, 1, 2, 2, 3, 3]),
      makeColumn("score", [1, 2, .nan, .nan, 4, 4]),
      makeColumn("type", ["a", "b", "a", "b", "a", "b"]),
    ])
    let table = try #require(tables.first)
    #expect(table["2", "n"]?.value == 0)
    #expect(table["2", "remark"]?.text != nil)
    #expect(table["3", "change"]?.isEmpty == true)
    #expect(table["3", "since-first"]?.value == 2.5)
    #expect(table["3", "rolling"]?.isEmpty == true)
  }

  @Test func oneRowAWaveHasNoError() throws {
    let tables = try outcome([
      makeColumn("year", [1.0, 2]), makeColumn("score", [1.0, 2]),
      makeColumn("type", ["a", "b"]),
    ])
    let table = try #require(tables.first)
    #expect(table["2", "change"]?.value == 1)
    let cell = table["2", "change-se"]
    #expect(cell?.value == nil)
    let split = try #require(tables.first { $0.name == "composition-1" })
    #expect(split["1/2", "change"]?.isEmpty == true)
    #expect(split["1/2", "remark"]?.text != nil)
  }

  @Test func constantAnswersHaveNoTest() throws {
    let tables = try outcome([
      makeColumn("year", [1.0, 1, 2, 2]), makeColumn("score", [3.0, 3, 3, 3]),
      makeColumn("type", ["a", "a", "a", "a"]),
    ])
    let table = try #require(tables.first)
    #expect(table["2", "change"]?.value == 0)
    let cell = table["2", "change-p"]
    #expect(cell?.value == nil)
  }

  @Test func rowsWithoutWeightMakeNoWave() throws {
    let tables = try outcome(
      [
        makeColumn("year", [1.0, 1, 2, 2]),
        makeColumn("score", [1.0, 2, 3, 4]),
        makeColumn("type", ["a", "b", "a", "b"]),
        makeColumn("w", [1.0, 1, 0, 0]),
      ], design: DesignSpecification(weights: "w"))
    let table = try #require(tables.first)
    #expect(table["2", "remark"]?.text != nil)
  }

  @Test func unknownBreaksAreRefused() throws {
    let table = makeTable([
      makeColumn("year", [1.0, 2]), makeColumn("score", [1.0, 2]),
    ])
    let analysis = WaveAnalysis(
      wave: "year", variables: ["score"], options: WaveOptions(breaks: ["7"]))
    #expect(throws: Diagnostic.self) {
      try analysis.check(on: AnalysisData(table: table))
    }
  }

  /// The finding looked at the first index only and said that nothing had
  /// changed beside a share that had.
  @Test func eachStatisticIsToldByItsOwnTest() throws {
    // Many move from basically satisfied to satisfied, and some fall out.
    let counts: [(wave: String, answers: [(String, Int)])] = [
      ("2024", [("a", 343), ("b", 162), ("c", 36)]),
      ("2025", [("a", 410), ("b", 128), ("c", 50)]),
    ]
    var (waves, answers) = ([String](), [String]())
    for wave in counts {
      for (answer, count) in wave.answers {
        waves += [String](repeating: wave.wave, count: count)
        answers += [String](repeating: answer, count: count)
      }
    }
    let data = AnalysisData(
      table: makeTable([makeColumn("w", waves), makeColumn("q", answers)]))
    let analysis = WaveAnalysis(
      wave: "w",
      index: IndexAnalysis(
        items: ["q"],
        grades: [
          GradeScore("a", 100), GradeScore("b", 60),
          GradeScore("c", 0),
        ], show: [.index, .satisfied]))
    let outcome = try analysis.run(on: data)
    guard case .tables(let tables, let finding) = outcome.details else {
      Issue.record("no tables")
      return
    }
    func p(_ table: Int) -> Double {
      tables[table]["2025", "change-p"]?.value ?? .nan
    }
    #expect(p(0) > 0.05 && p(1) < 0.05)
    #expect(
      finding?[.chinese]
        == "从2024到2025，“q（满意率）”上升，超出抽样误差的范围；其余1项的变化没有超出。")
    #expect(
      tables.map { $0.title[.chinese] }.prefix(2) == [
        "q（指数）：各期结果", "q（满意率）：各期结果",
      ])
    #expect(tables[0].headline?[.chinese].contains("没有超出") == true)
    #expect(tables[1].headline?[.chinese].contains("上升") == true)
    // With two waves the first is the one before.
    #expect(!tables[0].columns.contains { $0.name == "since-first" })
    let formats = tables[1].columns.map(\.format)
    #expect(
      formats == [
        .count, .share, .share, .points, .pointsError, .probability,
      ])
    #expect(tables[0].columns[1].format == .index)
    #expect(tables[0].columns[3].format == .indexChange)
  }
}
