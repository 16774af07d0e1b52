import Diagnostics
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Contrasts against R survey 4.1-1.
@Suite struct ContrastTests {
  func contrast(
    _ text: String, _ data: AnalysisData, variables: [String] = [],
    statistic: ContrastStatistic = .mean, value: String? = nil,
    by: [[String]] = []
  ) throws -> StatisticsTable.Row {
    let outcome = try ContrastAnalysis(
      variables: variables, statistic: statistic, value: value, by: by,
      contrasts: [
        .init("x", label: "x", try ContrastExpression(text))
      ]
    ).run(on: data)
    return try #require(outcome.tables.first?.rows.first)
  }

  func check(
    _ row: StatisticsTable.Row, _ value: Double?, _ error: Double?,
    _ name: String
  ) {
    #expect(isClose(row.cells[0].value ?? .nan, value ?? 0), "\(name)")
    #expect(isClose(row.cells[1].value ?? .nan, error ?? 0), "\(name)")
  }

  @Test func groups() throws {
    let wanted = try peerRecord("strat.contrast")
    let data = try PeerSample.strata()
    for (text, name) in [("E - H", "EvsH"), ("(E + H + M) / 3", "avg")] {
      let row = try contrast(
        text, data, variables: ["api00"], by: [["stype"]])
      check(row, wanted["est.\(name)"], wanted["se.\(name)"], name)
      #expect(row.cells[3].value == 197)
    }
    let named = try contrast(
      "mean(api00, E) - mean(api00, H)", data, by: [["stype"]])
    check(named, wanted["est.EvsH"], wanted["se.EvsH"], "named")
  }

  @Test func calculations() throws {
    let data = try PeerSample.strata()
    let wanted = try peerRecord("strat.contrast.nonlin")
    for text in ["mean(api00)/mean(api99)", "api00 / api99"] {
      check(
        try contrast(text, data), wanted["est.contrast"],
        wanted["se.contrast"], text)
    }
    let product = try estimatesRecord("contrast.product")
    check(
      try contrast(
        "log(mean(api00)) * sqrt(mean(meals)) - mean(ell)^2 / exp(1)", data),
      product["est"], product["se"], "product")
    let difference = try peerRecord("srs.diff")
    check(
      try contrast(
        "api00 - api99",
        PeerSample.data(
          "apisrs", DesignSpecification(weights: "pw", fpc: ["fpc"]))),
      difference["est.contrast"], difference["se.contrast"], "srs.diff")
    let ratio = try peerRecord("strat.ratio")
    check(
      try contrast("total(api.stu) / total(enroll)", data), ratio["ratio"],
      ratio["se"], "ratio")
  }

  @Test func shares() throws {
    let data = try PeerSample.data("apistrat", PeerSample.stratified) {
      table in
      let numbers = table["api00"]?.numbers() ?? []
      return [
        makeColumn(
          "level",
          numbers.map { $0 >= 700 ? "high" : $0 < 560 ? "low" : "mid" })
      ]
    }
    let wanted = try peerRecord("strat.topbox.diff")
    check(
      try contrast("share(level, high) - share(level, low)", data),
      wanted["net"], wanted["se"], "topbox")
  }

  @Test func replicates() throws {
    let wanted = try estimatesRecord("contrast.jkn")
    let row = try contrast(
      "E - H", PeerSample.jackknifed(), variables: ["api00"],
      by: [["stype"]])
    check(row, wanted["est"], wanted["se"], "jkn")
  }

  @Test func pairs() throws {
    let wanted = try peerRecord("strat.pairwise.stype")
    for (adjustment, name) in [
      (PValueAdjustment.holm, "holm"), (.bonferroni, "bonf"),
      (.benjaminiHochberg, "BH"),
    ] {
      let table = try #require(
        try ContrastAnalysis(
          variables: ["api00"], by: [["stype"]], isPairwise: true,
          adjustment: adjustment
        ).run(on: PeerSample.strata()).tables.first)
      #expect(table.rows.count == 3)
      for row in table.rows {
        let pair = row.name.replacing(" - ", with: "_")
        let expected = [
          wanted[pair], wanted["se.\(pair)"], wanted["t.\(pair)"], 197,
          wanted["p.\(pair)"], wanted["\(name).\(pair)"],
        ].map { $0 ?? 0 }
        #expect(
          isClose(row.cells.map { $0.value ?? .nan }, expected), "\(pair)")
      }
    }
  }

  @Test func adjustments() throws {
    let p = [0.01, 0.04, 0.03, 0.2, 0.5, 0.04, 0.9, 0.002]
    for (adjustment, name) in [
      (PValueAdjustment.holm, "holm"), (.hochberg, "hochberg"),
      (.benjaminiHochberg, "BH"), (.benjaminiYekutieli, "BY"),
      (.bonferroni, "bonferroni"),
    ] {
      let wanted = try estimatesRecord("adjust.\(name)")
      let expected = p.indices.map { wanted["\($0 + 1)"] ?? 0 }
      #expect(isClose(adjustment.adjusted(p), expected), "\(name)")
      let gap = adjustment.adjusted([0.01, .nan, 0.04])
      #expect(gap[1].isNaN && gap[0] >= 0.01)
      #expect(adjustment.adjusted([]).isEmpty)
    }
  }

  @Test(arguments: [
    "", "mean(", "E -", "mean(api00) +* 2", "1 + 2", "median(api00)",
    "share(api00)", "mean(api00)) - 1", "'api00", "mean(api00 api99)",
    "share()", "log()", "((((", "^2", "mean(+)",
  ])
  func faults(text: String) throws {
    #expect(throws: Diagnostic.self) { try ContrastExpression(text) }
  }

  @Test func longCalculationsAreRefused() {
    let deep = String(repeating: "(", count: 5000) + "a"
    #expect(throws: Diagnostic.self) { try ContrastExpression(deep) }
    let minus = String(repeating: "-", count: 5000) + "a"
    #expect(throws: Diagnostic.self) { try ContrastExpression(minus) }
    let long = String(repeating: "a + ", count: 5000) + "a"
    #expect(throws: Diagnostic.self) { try ContrastExpression(long) }
  }

  @Test func unknownNames() throws {
    let data = try PeerSample.strata()
    for (text, by) in [
      ("nothing - api00", []), ("mean(stype)", []), ("share(stype, Q)", []),
      ("mean(api00, E)", []), ("E - Q", [["stype"]]),
    ] as [(String, [[String]])] {
      #expect(throws: Diagnostic.self, "\(text)") {
        try contrast(text, data, variables: ["api00"], by: by)
      }
    }
  }

  @Test func valuesThatAreNotDefined() throws {
    let data = try PeerSample.strata()
    let row = try contrast("1 / (mean(api00) - mean(api00))", data)
    #expect(row.cells.allSatisfy { $0.value == nil })
    let squares = try contrast("(mean(api99) - mean(api00))^2", data)
    #expect(squares.cells[1].value?.isFinite == true)
    let empty = AnalysisData(table: makeTable([makeColumn("x", [Double]())]))
    #expect(
      try contrast("mean(x)", empty).cells.allSatisfy { $0.value == nil })
  }

  @Test func wideSigns() throws {
    let data = try PeerSample.strata()
    let plain = try contrast("mean(api00) - mean(api99) * 2", data)
    let wide = try contrast("mean（api00）－ mean（api99）× 2", data)
    #expect(plain.cells[0].value == wide.cells[0].value)
  }
}

extension AnalysisOutcome {
  /// The tables that the analysis laid out.
  var tables: [StatisticsTable] {
    if case .tables(let tables, _) = details { return tables }
    return []
  }
}
