import Diagnostics
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Calibration in which residuals vary with a column, beside R's `calibrate`
/// with its argument `variance`.
@Suite struct ResidualVarianceTests {
  private func calibration(
    _ method: Calibration.Method, variance: String?
  ) -> Calibration {
    var step = Calibration(
      method,
      margins: [
        CalibrationPeerTests.schools,
        TargetMargin(["enroll"], .total(3_811_472)),
      ], bounds: method == .logit ? 0.2...5 : nil)
    step.residualVariance = variance
    return step
  }

  @Test(arguments: [Calibration.Method.linear, .raking, .logit])
  func variancesOfResidualsAreUsed(method: Calibration.Method) throws {
    let data = try CalibrationPeerTests.clusters(
      .calibration(calibration(method, variance: "enroll")))
    var found = try CalibrationPeerTests.numbers(data)
    let total = try TotalAnalysis(variables: ["api.stu"]).run(on: data)
      .estimates[0]
    found["total"] = total.value
    found["setotal"] = total.standardError
    CalibrationPeerTests.compare(
      found, try CalibrationPeerTests.expected("variance.\(method.rawValue)"),
      relative: method == .linear ? 1e-9 : 1e-7, subject: method.rawValue)
  }

  @Test func aColumnOfOnesChangesNothing() throws {
    let table = try referenceTable("survey/data/apiclus1.csv")
    let ones = Column(
      "ones", .doubles([Double](repeating: 3, count: table.rowCount)))
    let wider = Table(
      name: table.name, columns: table.columns + [ones], source: table.source)
    let design = try SurveyDesign(PeerTests.clustered, table: wider)
    let plain = try design.weighted(
      by: WeightingPlan([.calibration(calibration(.linear, variance: nil))]),
      table: wider
    ).design
    let same = try design.weighted(
      by: WeightingPlan([.calibration(calibration(.linear, variance: "ones"))]),
      table: wider
    ).design
    #expect(isClose(same.weights, plain.weights, relative: 1e-10))
    let words = same.weightingConventions[0].sentence[.english]
    #expect(words.contains("in proportion to ones"))
  }

  /// Only the ratios of variances count, however large they are.
  @Test(arguments: [Calibration.Method.linear, .raking, .logit])
  func unitsOfVariancesChangeNothing(method: Calibration.Method) throws {
    let table = try referenceTable("survey/data/apiclus1.csv")
    let numbers = try #require(table["enroll"]?.numbers())
    let wider = Table(
      name: table.name,
      columns: table.columns + [
        Column("big", .doubles(numbers.map { $0 * 1e9 }))
      ], source: table.source)
    let design = try SurveyDesign(PeerTests.clustered, table: wider)
    let weights = try ["enroll", "big"].map { name in
      try design.weighted(
        by: WeightingPlan([.calibration(calibration(method, variance: name))]),
        table: wider
      ).design.weights
    }
    #expect(isClose(weights[1], weights[0], relative: 1e-9))
  }

  @Test func variancesHaveToBeAboveZero() throws {
    let fault = #expect(throws: Diagnostic.self) {
      _ = try CalibrationPeerTests.clusters(
        .calibration(calibration(.linear, variance: "awards")))
    }
    #expect(fault?.code == .notNumeric)
    let table = makeTable([
      makeColumn("g", ["a", "a", "b"]), makeColumn("q", [1.0, 0, 2]),
    ])
    var step = Calibration(
      .linear,
      margins: [
        TargetMargin(["g"], .cells([.init(["a"], 3), .init(["b"], 2)]))
      ])
    step.residualVariance = "q"
    let zero = #expect(throws: Diagnostic.self) {
      try SurveyDesign.simple(rowCount: 3).weighted(
        by: WeightingPlan([.calibration(step)]), table: table)
    }
    #expect(zero?.code == .wrongTarget)
  }
}
