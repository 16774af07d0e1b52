import Diagnostics
import Foundation
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Numbers of deaR 1.5.3, and what has to hold of any frontier.
@Suite struct DataEnvelopmentTests {
  let reference: EvaluationReference
  let inputs: [[Double]]
  let outputs: [[Double]]

  init() throws {
    reference = try EvaluationReference("dea")
    inputs = reference["inputs"].matrix
    outputs = reference["outputs"].matrix
  }

  private func frontier(
    _ returns: EfficiencyOptions.Returns = .constant
  ) -> DataEnvelopment {
    DataEnvelopment(inputs: inputs, outputs: outputs, returns: returns)
  }

  private func agree(_ found: [Double?], _ key: String) -> Bool {
    let wanted = reference[key].numbers
    return found.count == 8 && wanted.count == 8
      && zip(found, wanted).allSatisfy { found, wanted in
        abs((found ?? .nan) - wanted) < 1e-9
      }
  }

  @Test func radialModelsAgree() {
    let constant = frontier()
    let variable = frontier(.variable)
    func found(
      _ frontier: DataEnvelopment,
      _ orientation: EfficiencyOptions.Orientation
    ) -> [Double?] {
      (0..<8).map { frontier.radial($0, orientation: orientation).efficiency }
    }
    #expect(agree(found(constant, .input), "ccr_in"))
    #expect(agree(found(variable, .input), "bcc_in"))
    let constantOut = found(constant, .output).map { $0.map { 1 / $0 } }
    #expect(agree(constantOut, "ccr_out_phi"))
    let variableOut = found(variable, .output).map { $0.map { 1 / $0 } }
    #expect(agree(variableOut, "bcc_out_phi"))
  }

  /// The bootstrap over stored draws, against scipy.
  @Test(arguments: [EfficiencyOptions.Orientation.input, .output])
  func bootstrapAgrees(
    orientation: EfficiencyOptions.Orientation
  ) throws {
    let rows = try String(
      contentsOf: Fixture.reference("efficiency/draws.csv"), encoding: .utf8
    ).split(separator: "\n").map { line in
      line.split(separator: ",").map { Double($0) ?? .nan }
    }
    let file = try referenceObject("efficiency/bootstrap.json")
    let id = "\(orientation.rawValue)-constant"
    let wanted = try #require(file[id] as? [String: Any])
    func numbers(_ key: String) throws -> [Double] {
      try #require(wanted[key] as? [Double])
    }
    let found = try #require(
      EfficiencyBootstrap(
        frontier(), orientation: orientation, count: rows.count
      ) { number in
        EfficiencyBootstrap.Draw(
          units: rows[number].prefix(8).map { Int($0) },
          noise: Array(rows[number].suffix(8)))
      })
    #expect(
      abs(found.bandwidth - (wanted["bandwidth"] as? Double ?? 0)) < 1e-9)
    #expect(found.failed == 0 && found.count == rows.count)
    func close(_ found: [Double], _ wanted: [Double]) -> Bool {
      zip(found, wanted).allSatisfy { abs($0 - $1) < 1e-7 }
    }
    let isOutput = orientation == .output
    func scores(_ key: String) throws -> [Double] {
      try numbers(key).map { isOutput ? 1 / $0 : $0 }
    }
    #expect(close(found.results.map(\.efficiency), try scores("score")))
    #expect(close(found.results.map(\.corrected), try scores("corrected")))
    #expect(close(found.results.map(\.bias), try numbers("bias")))
    #expect(close(found.results.map(\.deviation), try numbers("sd")))
    let lower = try scores(isOutput ? "upper" : "lower")
    let upper = try scores(isOutput ? "lower" : "upper")
    #expect(close(found.results.map(\.lower), lower))
    #expect(close(found.results.map(\.upper), upper))
  }

  @Test func bootstrapEdges() throws {
    // All efficient, and one unit that is not: nothing to draw from.
    let same = DataEnvelopment(inputs: [[1, 1, 1]], outputs: [[2, 2, 2]])
    #expect(
      EfficiencyBootstrap(same, orientation: .input, draws: 20, seed: 1) == nil)
    let one = DataEnvelopment(inputs: [[1, 1, 2]], outputs: [[2, 2, 2]])
    #expect(
      EfficiencyBootstrap(one, orientation: .input, draws: 20, seed: 1) == nil)
    #expect(
      EfficiencyBootstrap(frontier(), orientation: .input, draws: 1, seed: 1)
        == nil)
    // Any number of threads gives the same numbers.
    let single = try #require(
      EfficiencyBootstrap(
        frontier(), orientation: .input, draws: 20, seed: 3, threads: 1))
    let many = try #require(
      EfficiencyBootstrap(
        frontier(), orientation: .input, draws: 20, seed: 3, threads: 3))
    #expect(single.results == many.results)
    #expect(
      single.results.allSatisfy {
        $0.lower <= $0.upper && $0.upper <= $0.efficiency + 1e-9
      })
  }

  @Test func superEfficiencyAgrees() {
    let constant = frontier()
    let found = (0..<8).map {
      constant.radial($0, orientation: .input, excludesItself: true).efficiency
    }
    #expect(agree(found, "super_ccr_in"))
  }

  @Test func slacksAgree() {
    for (returns, key) in [
      (EfficiencyOptions.Returns.constant, "sbm_crs"), (.variable, "sbm_vrs"),
    ] {
      let model = frontier(returns)
      let found = (0..<8).map {
        model.slacksBased($0, orientation: .both).efficiency
      }
      #expect(agree(found, key))
    }
  }

  /// Targets lie on the frontier, and are what the weights of peers give.
  @Test func targetsAreWhatPeersGive() {
    for returns in EfficiencyOptions.Returns.allCases {
      let model = frontier(returns)
      for orientation in [EfficiencyOptions.Orientation.input, .output] {
        for unit in 0..<8 {
          let score = model.radial(unit, orientation: orientation)
          for (column, target) in zip(inputs, score.inputTargets) {
            let mixed = zip(column, score.weights).reduce(0.0) {
              $0 + $1.0 * $1.1
            }
            #expect(abs(mixed - target) < 1e-7)
            #expect(target <= column[unit] + 1e-7)
          }
          for (column, target) in zip(outputs, score.outputTargets) {
            let mixed = zip(column, score.weights).reduce(0.0) {
              $0 + $1.0 * $1.1
            }
            #expect(abs(mixed - target) < 1e-7)
            #expect(target >= column[unit] - 1e-7)
          }
        }
      }
    }
  }

  /// More freedom in the reference set never raises an efficiency, and units
  /// of measurement do not matter.
  @Test func returnsAreNestedAndUnitsDoNotMatter() {
    func scores(_ model: DataEnvelopment) -> [Double] {
      (0..<8).map { model.efficiency($0, orientation: .input) ?? .nan }
    }
    let constant = scores(frontier())
    let variable = scores(frontier(.variable))
    for returns in [EfficiencyOptions.Returns.increasing, .decreasing] {
      let between = scores(frontier(returns))
      for unit in 0..<8 {
        #expect(constant[unit] <= between[unit] + 1e-9)
        #expect(between[unit] <= variable[unit] + 1e-9)
      }
    }
    let scaled = DataEnvelopment(
      inputs: [inputs[0].map { $0 * 1e6 }, inputs[1].map { $0 * 1e-5 }],
      outputs: outputs, returns: .constant)
    for (a, b) in zip(scores(scaled), constant) { #expect(abs(a - b) < 1e-9) }
  }

  // MARK: - The analysis

  private func table(_ extra: [[String]] = []) -> Table {
    let rows = (0..<8).map { row in
      ["U\(row + 1)"]
        + (inputs + outputs).map { plainText($0[row]) }
    }
    return evaluationTable("units", ["unit", "a", "b", "c", "d"], rows + extra)
  }

  private func run(
    _ options: EfficiencyOptions, _ table: Table
  ) throws -> AnalysisOutcome {
    try EfficiencyAnalysis(
      unit: "unit", inputs: ["a", "b"], outputs: ["c", "d"], options: options
    ).run(on: AnalysisData(table: table))
  }

  @Test func analysisTellsScaleAndFewUnits() throws {
    let found = try run(EfficiencyOptions(), table())
    guard case .tables(let tables, _) = found.details else { return }
    let scales = (1...8).map {
      tables[0]["U\($0)", "scale"]?.value
    }
    #expect(agree(scales, "scale_eff"))
    #expect(found.diagnostics.map(\.code) == [.fewUnits])
    let values = found.estimates.map(\.value)
    #expect(agree(values, "ccr_in"))
    #expect(found.estimates.allSatisfy { $0.statistic == "efficiency" })
  }

  @Test func outputOrientationHasBothNumbers() throws {
    let found = try run(
      EfficiencyOptions(
        model: .bcc, orientation: .output, returns: .variable), table())
    let expansions = found.estimates.filter { $0.statistic == "expansion" }
    #expect(agree(expansions.map(\.value), "bcc_out_phi"))
  }

  /// With variable returns nobody else reaches the smallest input.
  @Test func infeasibleSuperEfficiencyIsAResult() throws {
    let found = try run(
      EfficiencyOptions(model: .super, returns: .variable), table())
    #expect(found.estimates.contains { $0.value == nil })
    #expect(found.diagnostics.contains { $0.code == .incomparableUnits })
  }

  @Test func unitsWithoutNumbersAreLeftOut() throws {
    let found = try run(
      EfficiencyOptions(), table([["U9", "", "1", "1", "1"]]))
    #expect(found.estimates.count == 9)
    #expect(found.estimates[8].value == nil)
    #expect(found.estimates[8].remarks == ["not-rated"])
    #expect(agree(Array(found.estimates.prefix(8).map(\.value)), "ccr_in"))
  }

  @Test(arguments: [
    (["U9", "-1", "1", "1", "1"], EfficiencyOptions.Model.ccr),
    (["U9", "0", "0", "1", "1"], .ccr), (["U9", "1", "1", "0", "0"], .ccr),
    (["U9", "0", "1", "1", "1"], .sbm), (["U1", "1", "1", "1", "1"], .ccr),
    (["", "1", "1", "1", "1"], .ccr), (["U9", "x", "1", "1", "1"], .ccr),
  ])
  func numbersThatDoNotFit(row: [String], model: EfficiencyOptions.Model) {
    #expect(throws: Diagnostic.self) {
      try run(EfficiencyOptions(model: model), table([row]))
    }
  }

  @Test func tooFewRowsAndColumnsNamedTwice() {
    let one = evaluationTable("units", ["unit", "a", "b"], [["A", "1", "2"]])
    for (inputs, outputs) in [(["a"], ["b"]), (["a"], ["a"]), ([], ["b"])] {
      #expect(throws: Diagnostic.self) {
        try EfficiencyAnalysis(
          unit: "unit", inputs: inputs, outputs: outputs
        ).run(on: AnalysisData(table: one))
      }
    }
    let none = evaluationTable("units", ["unit", "a", "b"], [])
    #expect(throws: Diagnostic.self) {
      try EfficiencyAnalysis(unit: "unit", inputs: ["a"], outputs: ["b"])
        .run(on: AnalysisData(table: none))
    }
  }

  @Test func equalUnitsAreAllEfficient() throws {
    let rows = (1...9).map { ["U\($0)", "2", "3", "1", "4"] }
    for model in EfficiencyOptions.Model.allCases {
      let found = try run(
        EfficiencyOptions(model: model),
        evaluationTable("units", ["unit", "a", "b", "c", "d"], rows))
      #expect(found.estimates.allSatisfy { $0.value == 1 })
    }
  }
}
