import Diagnostics
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Replicates that are kept as what solved the steps, against the steps done to
/// the weights of each replicate as if they were those of a sample.
@Suite struct RepeatedStepsTests {
  static let rows = 60

  private func table() -> Table {
    func column(_ name: String, _ value: (Int) -> Int) -> Column {
      makeColumn(name, (0..<Self.rows).map { "\(value($0))" })
    }
    let numbers = (0..<Self.rows).map { (row: Int) -> Double in
      let whole = Double(10 + row * 7 % 23)
      return whole + Double(row % 5) / 8
    }
    let weights = (0..<Self.rows).map { (row: Int) -> Double in
      2 + Double(row * 5 % 9) / 4
    }
    var columns: [Column] = [
      makeColumn("x", numbers), makeColumn("w", weights),
    ]
    columns.append(column("h") { $0 % 3 })
    columns.append(column("c") { $0 % 12 / 3 })
    columns.append(column("s") { $0 % 2 })
    columns.append(column("v") { 1 + $0 % 4 })
    columns.append(column("r") { $0 * 11 % 7 > 1 || $0 < 12 ? 1 : 0 })
    return makeTable(columns)
  }

  static let plans: [String: [WeightingPlan.Step]] = {
    let sex = TargetMargin(
      ["s"], .cells([.init(["0"], 110), .init(["1"], 105)]))
    let total = TargetMargin(["x"], .total(4600))
    var varied = Calibration(.linear, margins: [sex, total])
    varied.residualVariance = "v"
    let response: [NonresponseAdjustment.Status: [String]] = [
      .respondent: ["1"], .nonrespondent: ["0"],
    ]
    func nonresponse(_ classes: Int?) -> WeightingPlan.Step {
      .nonresponse(
        NonresponseAdjustment(
          column: "r", values: response,
          method: .propensity(["x", "s"], classes: classes)))
    }
    let trim = WeightTrimming(upper: try? WeightThreshold("1.6 * mean"))
    var raked = Calibration(.rake, margins: [sex])
    raked.trimming = trim
    return [
      "linear": [.calibration(Calibration(.linear, margins: [sex, total]))],
      "variance": [.calibration(varied)],
      "raking": [.calibration(Calibration(.raking, margins: [sex, total]))],
      "logit": [
        .calibration(
          Calibration(.logit, margins: [sex, total], bounds: 0.3...3))
      ],
      "bounded": [
        .calibration(
          Calibration(.linear, margins: [sex, total], bounds: 0.6...1.6))
      ],
      "propensity": [nonresponse(nil)],
      "classes": [nonresponse(3), .trim(trim), .calibration(raked)],
      "all": [
        nonresponse(nil), .trim(trim),
        .calibration(Calibration(.raking, margins: [sex, total])),
        .calibration(Calibration(.poststratify, margins: [sex])),
      ],
    ]
  }()

  @Test(arguments: Self.plans.keys.sorted())
  func replicatesAreTheStepsDoneToEach(name: String) throws {
    let plan = WeightingPlan(try #require(Self.plans[name]))
    let table = table()
    let design = try SurveyDesign(
      DesignSpecification(
        strata: ["h"], clusters: ["c"], weights: "w",
        replicates: ReplicateSpecification(.made(.jkn))), table: table)
    let sampled = try #require(design.replicates)
    let repeated = try #require(
      design.weighted(by: plan, table: table).design.replicates)
    guard case .steps = repeated.storage else {
      Issue.record("not kept as steps")
      return
    }
    // Propensities are centred at the rows with weight, and end elsewhere by
    // rounding.
    let relative = ["propensity", "all"].contains(name) ? 1e-9 : 1e-13
    for replicate in 0..<sampled.count {
      var plain = design
      plain.replicates = nil
      sampled.fill(&plain.weights, replicate: replicate)
      let own = try plain.weighted(by: plan, table: table).design.weights
      var found = repeated.baseWeights
      repeated.fill(&found, replicate: replicate)
      #expect(isClose(found, own, relative: relative), "\(replicate)")
    }
  }
}
