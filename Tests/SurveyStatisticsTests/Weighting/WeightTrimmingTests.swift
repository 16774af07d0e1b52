import Diagnostics
import SurveyData
import Testing

@testable import SurveyStatistics

/// Thresholds, trimming, and raking between trimmings.
@Suite struct WeightTrimmingTests {
  static let weights: [Double] = [1, 2, 3, 4, 10, 0]

  @Test(
    arguments: [
      ("median + 3.5 * iqr", 3 + 3.5 * 2), ("5 * mean", 20),
      ("-(1 - 3) / 4", 0.5),
      ("p50", 3), ("q3 - q1", 2), ("max-min", 9), ("sd", 3.5355339059327378),
      ("2e1", 20),
    ] as [(String, Double)])
  func thresholds(text: String, value: Double) throws {
    let found = try WeightThreshold(text).value(for: Self.weights)
    #expect(abs((found ?? .nan) - value) < 1e-12, "\(text)")
  }

  @Test(arguments: ["", "5 *", "maen", "(1", "p100", "1 2", "median +* 3"])
  func unreadableThresholds(text: String) {
    #expect(throws: Diagnostic.self) { _ = try WeightThreshold(text) }
  }

  @Test func deepNestingIsRefused() {
    let text = String(repeating: "(", count: 500)
    #expect(throws: Diagnostic.self) { _ = try WeightThreshold(text) }
  }

  @Test func whatIsCutGoesToTheOthers() throws {
    let upper = WeightThreshold(6)
    let equal = try #require(
      WeightTrimming(upper: upper).trimmed(Self.weights))
    #expect(equal.weights == [2, 3, 4, 5, 6, 0])
    #expect(equal.count == 1)
    let shared = try #require(
      WeightTrimming(upper: upper, redistribution: .proportional)
        .trimmed(Self.weights))
    let wanted = [1.4, 2.8, 4.2, 5.6, 6, 0]
    for (weight, value) in zip(shared.weights, wanted) {
      #expect(abs(weight - value) < 1e-12)
    }
    // The sum does not fit below the threshold.
    let low = WeightTrimming(upper: WeightThreshold(2), isStrict: true)
    #expect(low.trimmed(Self.weights) == nil)
  }

  /// Raking and trimming in turn end where the targets are met and no weight
  /// is beyond the threshold.
  @Test func rakingWithinThresholds() throws {
    let table = try referenceTable("survey/data/apiclus1.csv")
    let design = try SurveyDesign(
      DesignSpecification(clusters: ["dnum"], weights: "pw"), table: table)
    var calibration = Calibration(
      .rake,
      margins: [CalibrationPeerTests.schools, CalibrationPeerTests.wide],
      trimming: WeightTrimming(upper: WeightThreshold(66.5)))
    let found = try design.weighted(
      by: WeightingPlan([.calibration(calibration)]), table: table)
    #expect(found.findings.isEmpty)
    let largest = try #require(found.design.weights.max())
    #expect(largest <= 66.5 * (1 + 1e-6))
    let step = try #require(found.design.weighting?.steps.first)
    let targets = try #require(step.targets)
    let reached = targets.variables.totals(found.design.weights)
    for (total, goal) in zip(reached, targets.goals) {
      #expect(abs(total - goal.target) < 1e-6 * goal.target)
    }
    #expect(step.trimmed?.count == 3)
    // No weights meet the targets below this threshold.
    calibration.trimming = WeightTrimming(upper: WeightThreshold(40))
    let missed = try design.weighted(
      by: WeightingPlan([.calibration(calibration)]), table: table)
    #expect(missed.findings.map(\.code) == [.unmetTargets])
  }

  @Test func theReportShowsWhatWeightsCost() throws {
    let margins = try CalibrationPeerTests.segmented(["stype", "awards"])
    let data = try CalibrationPeerTests.clusters(
      .calibration(Calibration(.rake, margins: margins, segments: "sch.wide")))
    let outcome = try WeightingAnalysis(by: [["stype"]]).run(on: data)
    guard case .tables(let tables, let finding) = outcome.details else {
      Issue.record("no tables")
      return
    }
    let names = tables.map(\.name)
    #expect(
      names == [
        "steps", "targets", "distribution", "histogram", "bases", "extremes-1",
      ])
    let wanted = try CalibrationPeerTests.expected("kish")
    for (column, name) in [("deff", "deff"), ("effective", "effective")] {
      let value = try #require(tables[4]["all", column]?.value)
      #expect(abs(value - (wanted[name] ?? .nan)) < 1e-9 * value)
    }
    let rows = Int((wanted["effective"] ?? 0).rounded())
    #expect(tables[2].headline?[.english].contains("\(rows) with") == true)
    let achieved = try #require(tables[1]["Yes/stype/H", "after"]?.value)
    #expect(abs(achieved - 421) < 1e-6)
    let text = try #require(finding)
    #expect(text[.english].contains("1.11"))
    #expect(text[.chinese].contains("均已达到"))
    for table in tables {
      #expect(table.rows.allSatisfy { $0.cells.count == table.columns.count })
    }
  }
}
