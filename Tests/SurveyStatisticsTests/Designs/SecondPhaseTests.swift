import Diagnostics
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Numbers of R's `twophase`, and what a second phase refuses.
@Suite struct SecondPhaseTests {
  private func sample(
    strata: [String] = [], fpc: [String], weights: String? = nil,
    unequal: UnequalSpecification? = nil, second: SecondPhaseSpecification
  ) throws -> AnalysisData {
    let table = try referenceTable("designs/twophase.csv")
    let design = DesignSpecification(
      strata: strata, weights: weights, fpc: fpc, unequal: unequal,
      secondPhase: second)
    return AnalysisData(
      table: table, design: try SurveyDesign(design, table: table))
  }

  private func compare(
    _ id: String, _ data: AnalysisData, errors: Double = 1e-9
  ) throws {
    let mean = try designRecord("\(id).mean")
    for found in try MeanAnalysis(variables: ["api00", "enroll"])
      .run(on: data).estimates
    {
      let name = found.variable
      #expect(isClose(found.value ?? 0, mean["est.\(name)"] ?? 1), "\(id)")
      let error = found.standardError ?? 0
      #expect(
        isClose(error, mean["se.\(name)"] ?? 1, relative: errors),
        "\(id) \(name) \(error)")
      #expect(found.degreesOfFreedom == mean["df"])
    }
    let total = try designRecord("\(id).total")
    let sum = try TotalAnalysis(variables: ["enroll"]).run(on: data)
      .estimates[0]
    #expect(isClose(sum.value ?? 0, total["est.enroll"] ?? 1))
    let error = sum.standardError ?? 0
    #expect(
      isClose(error, total["se.enroll"] ?? 1, relative: errors),
      "\(id) total \(error)")
    let ratio = try designRecord("\(id).ratio")
    let part = try RatioAnalysis(numerator: "enroll", denominator: "api00")
      .run(on: data).estimates[0]
    #expect(isClose(part.value ?? 0, ratio["est"] ?? 1))
    let own = part.standardError ?? 0
    #expect(isClose(own, ratio["se"] ?? 1, relative: errors), "\(id) \(own)")
    if data.design.secondPhase?.units == nil {
      let strata = id.contains("plain") ? 1 : 3
      #expect(part.base == Int(mean["df"] ?? 0) + strata)
    }
  }

  @Test(arguments: [TwoPhaseMethod.full, .approximate])
  func matchesThePeer(method: TwoPhaseMethod) throws {
    let name = method.rawValue
    let types = SecondPhaseSpecification(
      sampled: "second", strata: ["stype"], method: method)
    let plain = SecondPhaseSpecification(sampled: "second", method: method)
    try compare("phases.\(name)", sample(fpc: ["fpc"], second: types))
    try compare("phases.plain.\(name)", sample(fpc: ["fpc"], second: plain))
    try compare(
      "phases.strata.\(name)",
      sample(strata: ["area"], fpc: ["areafpc"], second: types))
  }

  /// Whole clusters in the second phase, and rows drawn within them.
  @Test func clustersOfTheSecondPhase() throws {
    for (column, method, id) in [
      ("chosen", TwoPhaseMethod.full, "phases.clusters.full"),
      ("chosen", .approximate, "phases.clusters.approx"),
      ("part", .full, "phases.stages.full"),
    ] {
      let second = SecondPhaseSpecification(
        sampled: column, strata: ["stype"], clusters: ["group"],
        method: method)
      try compare(id, sample(fpc: ["fpc"], second: second))
    }
  }

  @Test func unequalProbabilitiesInAPhase() throws {
    for draw in SecondPhaseDraw.allCases {
      let second = SecondPhaseSpecification(
        sampled: "second", strata: ["stype"], probabilities: "chance",
        draw: draw)
      try compare(
        "phases.\(draw.rawValue).full", sample(fpc: ["fpc"], second: second))
    }
    let second = SecondPhaseSpecification(
      sampled: "chosen", strata: ["stype"], clusters: ["group"])
    try compare(
      "phases.first.full",
      sample(
        fpc: ["first"], unequal: UnequalSpecification(.overton),
        second: second))
  }

  /// The next step that the refusal of replicates names.
  @Test func replicatesDrawTheSecondPhaseAnew() throws {
    let table = try referenceTable("designs/twophase.csv")
    let design = try SurveyDesign(
      DesignSpecification(
        fpc: ["fpc"], replicates: ReplicateSpecification(.made(.jk1))),
      table: table)
    let step = WeightingPlan.Step.nonresponse(
      NonresponseAdjustment(
        column: "second",
        values: [.respondent: ["TRUE"], .nonrespondent: ["FALSE"]],
        method: .cells(["stype"])))
    let data = AnalysisData(
      table: table,
      design: try design.weighted(by: WeightingPlan([step]), table: table)
        .design)
    let record = try designRecord("phases.jackknife")
    for found in try MeanAnalysis(variables: ["api00", "enroll"])
      .run(on: data).estimates
    {
      let name = found.variable
      #expect(isClose(found.value ?? 0, record["est.\(name)"] ?? 1))
      #expect(isClose(found.standardError ?? 0, record["se.\(name)"] ?? 1))
    }
  }

  /// Crosstabs and banner books sum cells by ways of their own; their errors
  /// have to be those of shares, which are R's.
  @Test func tablesKnowOfTheSecondPhase() throws {
    let data = try sample(
      strata: ["area"], fpc: ["areafpc"],
      second: SecondPhaseSpecification(sampled: "second", strata: ["stype"]))
    let shares = try ShareAnalysis(variables: ["stype"], by: [["area"]])
      .run(on: data).estimates.filter { !$0.group.isEmpty }
    let errors = shares.compactMap(\.standardError)
    #expect(errors.count > 3)
    let crosstab = try CrosstabAnalysis(rows: ["stype"], columns: ["area"])
      .run(on: data)
    let book = try BannerAnalysis(
      questions: ["stype"],
      options: BannerOptions(banner: [.variables(["area"])])
    ).run(on: data)
    for outcome in [crosstab, book] {
      guard case .tables(let tables, _) = outcome.details else {
        Issue.record("no tables")
        continue
      }
      let numbers = tables.flatMap(\.rows).flatMap(\.cells)
        .compactMap(\.value)
      for error in errors {
        #expect(
          numbers.contains { isClose($0, error, relative: 1e-9) },
          "\(tables[0].name) \(error)")
      }
    }
  }

  @Test func withoutPopulationSizes() throws {
    try compare(
      "phases.open.approx",
      sample(
        fpc: [], weights: "pw",
        second: SecondPhaseSpecification(
          sampled: "second", strata: ["stype"], method: .approximate)))
  }

  /// When every row is in the second phase, the first is all there is.
  @Test func completeSecondPhaseAddsNothing() throws {
    try completeSecondPhase(
      "survey/data/apiclus1",
      DesignSpecification(clusters: ["dnum"], weights: "pw", fpc: ["fpc"]),
      "api00", ["stype"])
    try completeSecondPhase(
      "survey/data/apiclus2",
      DesignSpecification(clusters: ["dnum", "snum"], fpc: ["fpc1", "fpc2"]),
      "api00", ["stype"])
    for method in [UnequalMethod.brewer, .overton] {
      try completeSecondPhase(
        "survey/data/election_pps",
        DesignSpecification(
          fpc: ["p"], unequal: UnequalSpecification(method)), "Bush", [])
    }
  }

  private func completeSecondPhase(
    _ file: String, _ plain: DesignSpecification, _ variable: String,
    _ strata: [String]
  ) throws {
    let source = try referenceTable("\(file).csv")
    let every = makeColumn(
      "every", [String](repeating: "yes", count: source.rowCount))
    let table = makeTable(source.columns + [every])
    var design = plain
    func error() throws -> Double {
      let data = AnalysisData(
        table: table, design: try SurveyDesign(design, table: table))
      return try MeanAnalysis(variables: [variable]).run(on: data)
        .estimates[0].standardError ?? 0
    }
    let wanted = try error()
    design.secondPhase = SecondPhaseSpecification(
      sampled: "every", strata: strata)
    #expect(isClose(try error(), wanted, relative: 1e-10), "\(file)")
  }

  @Test func refusals() throws {
    let table = makeTable([
      makeColumn("g", ["a", "a", "a", "b", "b"]),
      makeColumn("one", ["1", "0", "0", "1", "1"]),
      makeColumn("none", ["1", "1", "0", "0", "0"]),
      makeColumn("odd", ["1", "1", "maybe", "1", "1"]),
      makeColumn("gap", ["1", "1", "", "1", "1"]),
      makeColumn("fine", ["1", "1", "0", "1", "1"]),
    ])
    func code(_ column: String, _ base: DesignSpecification) -> DiagnosticCode?
    {
      var design = base
      design.secondPhase = SecondPhaseSpecification(
        sampled: column, strata: ["g"])
      do throws(Diagnostic) {
        _ = try SurveyDesign(design, table: table)
        return nil
      } catch {
        return error.code
      }
    }
    let simple = DesignSpecification()
    for column in ["one", "none", "odd", "gap"] {
      #expect(code(column, simple) == .wrongSecondPhase, "\(column)")
    }
    #expect(code("fine", simple) == nil)
    #expect(code("absent", simple) == .unknownColumn)
    let replicates = DesignSpecification(
      replicates: ReplicateSpecification(.made(.raoWu)))
    #expect(code("fine", replicates) == .wrongSecondPhase)
    let sure = makeTable([
      makeColumn("in", ["1", "1", "0", "1"]),
      makeColumn(
        "p",
        [
          0.5, 0.5, 1, 0.7,
        ]),
      makeColumn("pp", [0.5, 0.5, 0.5, 0.7]),
      makeColumn("c", ["a", "a", "b", "b"]),
    ])
    func fault(_ plan: SecondPhaseSpecification) -> DiagnosticCode? {
      do throws(Diagnostic) {
        _ = try SurveyDesign(
          DesignSpecification(secondPhase: plan), table: sure)
        return nil
      } catch {
        return error.code
      }
    }
    let plans: [(SecondPhaseSpecification, DiagnosticCode?)] = [
      (.init(sampled: "in", probabilities: "p"), .wrongSecondPhase),
      (.init(sampled: "in", probabilities: "pp"), nil),
      (
        .init(sampled: "in", clusters: ["c"], probabilities: "pp"),
        .populationVaries
      ),
      (.init(sampled: "in", clusters: ["c"]), .wrongSecondPhase),
      (.init(sampled: "in", draw: .poisson), .wrongSecondPhase),
    ]
    for (plan, wanted) in plans { #expect(fault(plan) == wanted) }
  }
}
