import Diagnostics
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Numbers of R's `twophase`, and what a second phase refuses.
@Suite struct SecondPhaseTests {
  private func sample(
    strata: [String] = [], fpc: [String], weights: String? = nil,
    second: SecondPhaseSpecification
  ) throws -> AnalysisData {
    let table = try referenceTable("designs/twophase.csv")
    let design = DesignSpecification(
      strata: strata, weights: weights, fpc: fpc, secondPhase: second)
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
    #expect(part.base == Int(mean["df"] ?? 0) + (id.contains("plain") ? 1 : 3))
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
    let source = try referenceTable("survey/data/apiclus1.csv")
    let every = makeColumn(
      "every", [String](repeating: "yes", count: source.rowCount))
    let table = makeTable(source.columns + [every])
    var design = DesignSpecification(
      clusters: ["dnum"], weights: "pw", fpc: ["fpc"])
    func error() throws -> Double {
      let data = AnalysisData(
        table: table, design: try SurveyDesign(design, table: table))
      return try MeanAnalysis(variables: ["api00"]).run(on: data)
        .estimates[0].standardError ?? 0
    }
    let wanted = try error()
    design.secondPhase = SecondPhaseSpecification(
      sampled: "every", strata: ["stype"])
    #expect(isClose(try error(), wanted, relative: 1e-11))
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
  }
}
