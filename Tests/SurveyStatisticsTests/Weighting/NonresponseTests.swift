import Diagnostics
import SurveyData
import Testing

@testable import SurveyStatistics

/// Non-response adjustments against formulas in
/// `Tests/References/weighting/weighting.R`.
@Suite struct NonresponseTests {
  /// The data of the script, with its status by the position of the row.
  static func table() throws -> Table {
    let table = try referenceTable("survey/data/apiclus1.csv")
    let types = try #require(table["stype"])
    let statuses = (1...table.rowCount).map { position -> String in
      if position % 11 == 0 { return "IN" }
      if position % 13 == 0 { return "UK" }
      let limit = types.text(at: position - 1) == "E" ? 4 : 3
      return (position * 7) % 10 < limit ? "NR" : "RR"
    }
    let elementary = (0..<table.rowCount).map { row in
      types.text(at: row) == "E" ? "yes" : "no"
    }
    return makeTable(
      table.columns + [
        makeColumn("status", statuses), makeColumn("elementary", elementary),
      ])
  }

  static func adjustment(
    _ method: NonresponseAdjustment.Method, sharesUnknown: Bool = true
  ) -> WeightingPlan.Step {
    .nonresponse(
      NonresponseAdjustment(
        column: "status",
        values: [
          .respondent: ["RR"], .nonrespondent: ["NR"], .ineligible: ["IN"],
          .unknown: ["UK"],
        ], method: method, sharesUnknown: sharesUnknown))
  }

  static func data(_ steps: [WeightingPlan.Step]) throws -> AnalysisData {
    let table = try table()
    let design = try SurveyDesign(
      DesignSpecification(clusters: ["dnum"], weights: "pw", fpc: ["fpc"]),
      table: table)
    return AnalysisData(
      table: table,
      design: try design.weighted(by: WeightingPlan(steps), table: table).design
    )
  }

  static let cells = NonresponseAdjustment.Method.cells([
    "sch.wide", "elementary",
  ])

  @Test(
    arguments: [
      ("nonresponse.w.cell", cells, true),
      ("nonresponse.w.cell2", cells, false),
      (
        "nonresponse.w.prop", .propensity(["stype", "api99"], classes: nil),
        true
      ),
      (
        "nonresponse.w.class", .propensity(["stype", "api99"], classes: 5), true
      ),
    ] as [(String, NonresponseAdjustment.Method, Bool)])
  func weightsMatchTheFormulas(
    id: String, method: NonresponseAdjustment.Method, sharesUnknown: Bool
  ) throws {
    let data = try Self.data([
      Self.adjustment(method, sharesUnknown: sharesUnknown)
    ])
    CalibrationPeerTests.compare(
      try CalibrationPeerTests.numbers(data),
      try CalibrationPeerTests.expected(id), relative: 1e-8, subject: id)
    if case .propensity = method {
      let chances = try #require(data.design.weighting?.steps[0].chances)
      let found = try #require(
        ResponsePropensity.indicator(
          chances, data.design.weighting?.initial ?? []))
      let wanted = try CalibrationPeerTests.expected("nonresponse.indicator")
      CalibrationPeerTests.compare(["r": found], wanted, relative: 1e-8)
    }
  }

  @Test func calibrationFollows() throws {
    let data = try Self.data([
      Self.adjustment(Self.cells),
      .calibration(
        Calibration(.poststratify, margins: [CalibrationPeerTests.schools])),
    ])
    // R has the respondents only.
    let wanted = try CalibrationPeerTests.expected("nonresponse.poststratify")
      .filter { !["min", "w1", "w50"].contains($0.key) }
    CalibrationPeerTests.compare(
      try CalibrationPeerTests.numbers(data), wanted, relative: 1e-9)
  }

  @Test func aCellWithoutRespondentsIsNamed() throws {
    let table = makeTable([
      makeColumn("cell", ["a", "a", "b"]),
      makeColumn("status", ["RR", "NR", "NR"]),
    ])
    let design = SurveyDesign.simple(rowCount: 3)
    let plan = WeightingPlan([Self.adjustment(.cells(["cell"]))])
    #expect {
      _ = try design.weighted(by: plan, table: table)
    } throws: { error in
      let fault = error as? Diagnostic
      return fault?.code == .nonresponseCell
        && fault?.message.contains("'b'") == true
    }
  }
}
