import Diagnostics
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Tests of means, ranks, agreement and fit against R survey 4.1-1.
@Suite struct HypothesisTests {
  func row(_ outcome: AnalysisOutcome) throws -> (String) -> Double? {
    let table = try #require(outcome.tables.first)
    let name = try #require(table.rows.first).name
    return { table[name, $0]?.value }
  }

  @Test func oneMean() throws {
    let wanted = try peerRecord("strat.ttest1")
    let outcome = try TTestAnalysis(variables: ["api00"], pair: "api99")
      .run(on: PeerSample.strata())
    let value = try row(outcome)
    #expect(isClose(value("estimate") ?? 0, wanted["estimate.1"] ?? 1))
    #expect(isClose(value("t") ?? 0, wanted["stat.t"] ?? 1))
    #expect(value("df") == 196)
    #expect(
      isClose(value("p") ?? 0, wanted["p.value"] ?? 1, floor: 1e-45))
    let interval = try #require(
      outcome.tables[0]["all", "estimate"]?.interval)
    #expect(
      isClose(
        [interval.lower, interval.upper],
        [wanted["ci.lo"] ?? 0, wanted["ci.hi"] ?? 0]))
    let design = try row(
      TTestAnalysis(variables: ["api00"], null: 650, degrees: .design)
        .run(on: PeerSample.strata()))
    #expect(design("df") == 197)
  }

  @Test func twoGroups() throws {
    let wanted = try peerRecord("strat.ttest2")
    let value = try row(
      TTestAnalysis(variables: ["api00"], group: "comp.imp")
        .run(on: PeerSample.strata()))
    #expect(isClose(value("estimate") ?? 0, wanted["estimate.1"] ?? 1))
    #expect(isClose(value("t") ?? 0, wanted["stat.t"] ?? 1))
    #expect(isClose(value("p") ?? 0, wanted["p.value"] ?? 1))
    #expect(value("df") == 196)
    let record = try estimatesRecord("ttest.clus")
    let clusters = try row(
      TTestAnalysis(variables: ["api00"], group: "comp.imp")
        .run(on: PeerSample.clusters()))
    #expect(isClose(clusters("t") ?? 0, record["t"] ?? 1))
    #expect(isClose(clusters("p") ?? 0, record["p"] ?? 1))
    #expect(clusters("df") == record["df"])
  }

  @Test func oneSidedProbabilities() throws {
    func p(_ alternative: Alternative) throws -> Double {
      try row(
        TTestAnalysis(
          variables: ["api00"], group: "comp.imp", alternative: alternative
        ).run(on: PeerSample.strata()))("p") ?? .nan
    }
    #expect(isClose(try p(.greater), try p(.twoSided) / 2))
    #expect(isClose(try p(.less), 1 - (try p(.greater))))
  }

  @Test func groupsHaveToBeTwo() throws {
    let data = try PeerSample.strata()
    #expect(throws: Diagnostic.self) {
      try TTestAnalysis(variables: ["api00"], group: "stype").run(on: data)
    }
    #expect(throws: Diagnostic.self) {
      try TTestAnalysis(
        variables: ["api00"], group: "stype", groups: ["E", "Q"]
      ).run(on: data)
    }
    let two = try row(
      TTestAnalysis(variables: ["api00"], group: "stype", groups: ["H", "E"])
        .run(on: data))
    let wanted = try peerRecord("strat.contrast")
    #expect(isClose(two("estimate") ?? 0, wanted["est.EvsH"] ?? 1))
  }

  @Test(arguments: [
    ("wilcoxon", RankTestAnalysis.Scores.wilcoxon),
    ("vanderWaerden", .vanDerWaerden), ("median", .median),
    ("KruskalWallis", .kruskalWallis),
  ])
  func ranksOfTwoGroups(
    name: String, scores: RankTestAnalysis.Scores
  ) throws {
    let wanted = try peerRecord("strat.rank.\(name)")
    let value = try row(
      RankTestAnalysis(
        variables: ["ell"], group: "comp.imp", scores: scores, ties: .rowOrder
      )
      .run(on: PeerSample.strata()))
    #expect(isClose(value("estimate") ?? 0, wanted["estimate.1"] ?? 1))
    #expect(isClose(value("t") ?? 0, wanted["stat.t"] ?? 1))
    #expect(isClose(value("p") ?? 0, wanted["p.value"] ?? 1))
    #expect(value("df") == 196)
  }

  @Test func ranksOfThreeGroups() throws {
    let wanted = try peerRecord("strat.rank.KW3")
    let value = try row(
      RankTestAnalysis(
        variables: ["api00"], group: "stype", ties: .rowOrder
      )
      .run(on: PeerSample.strata()))
    #expect(isClose(value("chi-squared") ?? 0, wanted["df.Chisq"] ?? 1))
    #expect(isClose(value("p") ?? 0, wanted["p.value"] ?? 1))
    for (name, scores) in [
      ("KruskalWallis", RankTestAnalysis.Scores.kruskalWallis),
      ("vanderWaerden", .vanDerWaerden), ("median", .median),
    ] {
      let record = try estimatesRecord("rank3.clus.\(name)")
      let found = try row(
        RankTestAnalysis(
          variables: ["meals"], group: "stype", scores: scores,
          ties: .rowOrder
        )
        .run(on: PeerSample.clusters()))
      #expect(isClose(found("chi-squared") ?? 0, record["chisq"] ?? 1))
      #expect(isClose(found("p") ?? 0, record["p"] ?? 1), "\(name)")
    }
  }

  @Test func kappa() throws {
    let wanted = try peerRecord("strat.kappa")
    let found = try KappaAnalysis(first: "comp.imp", second: "sch.wide")
      .run(on: PeerSample.strata()).estimates[0]
    #expect(isClose(found.value ?? 0, wanted["est.kappa"] ?? 1))
    #expect(isClose(found.standardError ?? 0, wanted["se.kappa"] ?? 1))
  }

  @Test func kappaWithWeightsOfAgreement() throws {
    let a = [1, 1, 2, 2, 3, 3, 3, 1, 2, 3, 2, 1, 1, 2, 3, 3, 2, 2, 1, 3]
    let b = [1, 2, 2, 2, 3, 2, 3, 1, 1, 3, 3, 1, 1, 2, 3, 1, 2, 2, 1, 3]
    let table = makeTable([
      makeColumn("a", a.map(Double.init)), makeColumn("b", b.map(Double.init)),
      makeColumn("w", (0..<20).map { $0 % 2 == 0 ? 1.0 : 2 }),
    ])
    let data = AnalysisData(
      table: table,
      design: try SurveyDesign(
        DesignSpecification(weights: "w"), table: table))
    for agreement in [KappaAnalysis.Agreement.linear, .quadratic] {
      let wanted = try estimatesRecord("kappa.\(agreement.rawValue)")
      let found = try KappaAnalysis(
        first: "a", second: "b", agreement: agreement
      ).run(on: data).estimates[0]
      #expect(isClose(found.value ?? 0, wanted["k"] ?? 1))
      // The derivatives of the reference are numerical.
      #expect(
        isClose(found.standardError ?? 0, wanted["se"] ?? 1, relative: 1e-8))
    }
  }

  @Test func goodnessOfFit() throws {
    func fit(
      _ variable: String, _ shares: [(String, Double)], _ data: AnalysisData
    ) throws -> (String) -> Double? {
      try row(
        GoodnessOfFitAnalysis(
          variable: variable, expected: shares.map { .init($0.0, $0.1) }
        ).run(on: data))
    }
    for (id, variable, shares, data) in [
      (
        "gof.sch", "sch.wide", [("No", 0.2), ("Yes", 0.8)],
        try PeerSample.strata()
      ),
      (
        "gof.stype.clus", "stype", [("E", 0.7), ("H", 0.12), ("M", 0.18)],
        try PeerSample.clusters()
      ),
    ] {
      let wanted = try estimatesRecord(id)
      let value = try fit(variable, shares, data)
      #expect(isClose(value("chi-squared") ?? 0, wanted["x2"] ?? 1), "\(id)")
      #expect(isClose(value("p-satterthwaite") ?? 0, wanted["p"] ?? 1), "\(id)")
      let exact = try #require(value("p-exact"))
      #expect(abs(exact - (wanted["p"] ?? 1)) < 0.02)
    }
    // The strata fix these shares.
    let record = try peerRecord("strat.gof")
    let fixed = try fit(
      "stype", [("E", 0.7), ("H", 0.12), ("M", 0.18)],
      PeerSample.data(
        "apistrat", DesignSpecification(strata: ["stype"], weights: "pw")))
    #expect(
      isClose(fixed("chi-squared") ?? 0, record["stat.X-squared"] ?? 1))
    #expect(fixed("p-exact") == nil && fixed("p") == nil)
  }

  @Test func fitNeedsEveryValue() throws {
    let data = try PeerSample.strata()
    for shares in [
      [("E", 0.5), ("H", 0.5)], [("E", 1.0)], [("E", 0.5), ("Q", 0.5)],
      [("E", 0), ("H", 0.5), ("M", 0.5)],
    ] as [[(String, Double)]] {
      #expect(throws: Diagnostic.self) {
        try GoodnessOfFitAnalysis(
          variable: "stype", expected: shares.map { .init($0.0, $0.1) }
        ).run(on: data)
      }
    }
  }

  @Test func smallTables() throws {
    for numbers in [[], [4.0], [3, 3], [3, 3, 3, 3]] {
      let groups = numbers.indices.map { $0 % 2 == 0 ? "a" : "b" }
      let table = makeTable([
        makeColumn("y", numbers),
        makeColumn("g", groups.isEmpty ? [] : groups),
        makeColumn("h", groups),
      ])
      let data = AnalysisData(table: table)
      let one = try TTestAnalysis(variables: ["y"]).run(on: data)
      #expect(one.tables[0].rows[0].cells[2].value == nil)
      let kappa = try KappaAnalysis(first: "g", second: "h").run(on: data)
      #expect(kappa.estimates.count == 2)
      guard groups.count > 1 else {
        #expect(throws: Diagnostic.self) {
          try RankTestAnalysis(variables: ["y"], group: "g").run(on: data)
        }
        continue
      }
      _ = try TTestAnalysis(variables: ["y"], group: "g").run(on: data)
      for scores in RankTestAnalysis.Scores.allCases {
        let outcome = try RankTestAnalysis(
          variables: ["y"], group: "g", scores: scores
        ).run(on: data)
        #expect(outcome.tables[0].rows[0].cells[4].value == nil)
      }
      _ = try GoodnessOfFitAnalysis(
        variable: "g", expected: [.init("a", 0.5), .init("b", 0.5)]
      ).run(on: data)
    }
  }

  @Test func manyGroupsInFewClusters() throws {
    let analysis = RankTestAnalysis(variables: ["api00"], group: "snum")
    let data = try PeerSample.clusters()
    #expect(throws: Diagnostic.self) { try analysis.run(on: data) }
  }
}

/// Every kind works with replicates and with a domain.
@Suite struct HypothesisDesignTests {
  static let analyses: [any Analysis] = [
    TTestAnalysis(variables: ["api00"], group: "comp.imp"),
    TTestAnalysis(variables: ["api00"], pair: "api99"),
    RankTestAnalysis(variables: ["api00"], group: "comp.imp"),
    KappaAnalysis(first: "comp.imp", second: "sch.wide"),
    CorrelationAnalysis(variables: ["api00", "meals"]),
    VarianceAnalysis(variables: ["api00", "meals"]),
    GoodnessOfFitAnalysis(
      variable: "sch.wide", expected: [.init("No", 0.2), .init("Yes", 0.8)]),
    RatioAnalysis(
      numerator: "api.stu", denominator: "enroll", prediction: .combined(10)),
  ]

  private func errors(_ outcome: AnalysisOutcome) -> [Double?] {
    outcome.estimates.map(\.standardError)
      + outcome.tables.flatMap { table in
        table.rows.compactMap { table[$0.name, "se"]?.value }
      }
  }

  /// The jackknife is near the linearisation, and is not it.
  @Test(arguments: 0..<8)
  func replicates(index: Int) throws {
    let analysis = Self.analyses[index]
    let linear = errors(try analysis.run(on: PeerSample.strata()))
    let drawn = errors(try analysis.run(on: PeerSample.jackknifed()))
    #expect(linear.count == drawn.count && !linear.isEmpty)
    for (left, right) in zip(linear, drawn) {
      let (one, other) = (try #require(left), try #require(right))
      #expect(isClose(one, other, relative: 0.1), "\(type(of: analysis))")
      #expect(one > 0)
    }
  }

  /// A domain gives what the group of the same rows gives.
  @Test(arguments: 0..<8)
  func domains(index: Int) throws {
    var data = try PeerSample.strata()
    let whole = try PeerSample.strata()
    let types = try #require(data.table["stype"])
    data.domain = (0..<data.table.rowCount).map { types.text(at: $0) == "E" }
    var analysis = Self.analyses[index]
    let alone = try analysis.run(on: data)
    analysis = Self.grouped(analysis)
    let grouped = try analysis.run(on: whole)
    let estimates = grouped.estimates.filter { $0.group.first?.value == "E" }
    for (left, right) in zip(alone.estimates, estimates) {
      #expect(isClose(left.value ?? .nan, right.value ?? .nan))
      #expect(
        isClose(left.standardError ?? .nan, right.standardError ?? .nan))
      #expect(left.degreesOfFreedom == right.degreesOfFreedom)
    }
    if let table = alone.tables.first, alone.estimates.isEmpty {
      let row = try #require(
        grouped.tables[0].rows.first { $0.name == "E" })
      #expect(
        isClose(
          table.rows[0].cells.map { $0.value ?? -1 },
          row.cells.map { $0.value ?? -1 }))
    }
  }

  private static func grouped(_ analysis: any Analysis) -> any Analysis {
    let by = [["stype"]]
    switch analysis {
    case var found as TTestAnalysis:
      found.by = by
      return found
    case var found as RankTestAnalysis:
      found.by = by
      return found
    case var found as KappaAnalysis:
      found.by = by
      return found
    case var found as CorrelationAnalysis:
      found.by = by
      return found
    case var found as VarianceAnalysis:
      found.by = by
      return found
    case var found as GoodnessOfFitAnalysis:
      found.by = by
      return found
    case var found as RatioAnalysis:
      found.by = by
      found.prediction = nil
      return found
    default: return analysis
    }
  }
}
