import Diagnostics
import SurveyData
import Testing

@testable import SurveyStatistics

/// Groups that lie in some strata and clusters only, under calibrated weights,
/// against R's survey package in `Tests/References/weighting/weighting.R`.
///
/// What a calibration explains of a group is taken from rows outside of it
/// too, so that strata and clusters without a row of the group have a part in
/// its variance.
@Suite struct CalibratedGroupTests {
  static let steps: [String: Calibration] = [
    "post": Calibration(.poststratify, margins: [CalibrationPeerTests.wide]),
    "rake": Calibration(
      .rake,
      margins: [
        CalibrationPeerTests.wide,
        TargetMargin(
          ["yr.rnd"], .cells([.init(["No"], 5244), .init(["Yes"], 950)])),
      ]),
    "linear": Calibration(
      .linear,
      margins: [CalibrationPeerTests.wide, CalibrationPeerTests.points]),
  ]

  @Test(arguments: ["strat", "clus2"], ["post", "rake", "linear"])
  func agreesWithPeer(sample: String, step: String) throws {
    let isStratified = sample == "strat"
    let plain = try referenceTable("survey/data/api\(sample).csv")
    let source = try #require(plain[isStratified ? "stype" : "dnum"])
    let inside = (0..<plain.rowCount).map { row -> String in
      let text = source.text(at: row) ?? ""
      let isIn = isStratified ? text != "E" : (Int(text) ?? 0) < 300
      return isIn ? "in" : "out"
    }
    let table = makeTable(plain.columns + [makeColumn("part", inside)])
    let design = try SurveyDesign(
      isStratified
        ? DesignSpecification(strata: ["stype"], weights: "pw", fpc: ["fpc"])
        : DesignSpecification(
          clusters: ["dnum", "snum"], fpc: ["fpc1", "fpc2"]),
      table: table)
    let calibration = try #require(Self.steps[step])
    let data = AnalysisData(
      table: table,
      design: try design.weighted(
        by: WeightingPlan([.calibration(calibration)]), table: table
      ).design)
    let found =
      try MeanAnalysis(variables: ["api00"], by: [["part"]]).run(on: data)
      .estimates
      + TotalAnalysis(variables: ["meals"], by: [["part"]]).run(on: data)
      .estimates
      + RatioAnalysis(
        numerator: "api00", denominator: "api99", by: [["part"]]
      ).run(on: data).estimates
    let own = found.filter { $0.group.first?.value == "in" }
    try #require(own.count == 3)
    var numbers: [String: Double] = [:]
    for (name, estimate) in zip(["mean", "total", "ratio"], own) {
      numbers[name] = estimate.value ?? .nan
      numbers[name == "mean" ? "se" : "se" + name] =
        estimate.standardError ?? .nan
    }
    numbers["df"] = own[0].degreesOfFreedom ?? .nan
    CalibrationPeerTests.compare(
      numbers, try CalibrationPeerTests.expected("group.\(sample).\(step)"),
      relative: step == "rake" ? 1e-8 : 1e-9, subject: "\(sample) \(step)")
  }
}
