import Diagnostics
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Normalisations beside those of `EvaluationMethodsTests`, relative
/// tolerance 1e-9.
@Suite struct NormalisationTests {
  private func wanted(_ name: String) throws -> [Double] {
    try EvaluationReference("../evaluation-weights/weights")["normalise"][name]
      .numbers
  }

  private func scores(
    _ method: Normalisation, _ column: Int, isBenefit: Bool = true
  ) throws -> [Double] {
    method.scores(
      try EvaluationReference.columns()[column], isBenefit: isBenefit
    ).scores
  }

  @Test func normalisesColumns() throws {
    let knots: [Normalisation.Knot] = [
      .init(60, 0), .init(80, 60), .init(95, 100),
    ]
    let cases: [(Normalisation, Int, Bool, String, Double)] = [
      (.minMaxTo(lower: 1, upper: 100), 2, true, "minmax_1_100", 1),
      (.sum, 2, true, "sum_benefit", 100), (.sum, 0, false, "sum_cost", 100),
      (.vector, 0, false, "vector_cost", 100),
      (.target(90, clips: false), 2, true, "target_90", 100),
      (.target(60, clips: false), 0, false, "target_cost_60", 100),
      (.borda, 2, true, "borda", 1), (.borda, 0, false, "borda_cost", 1),
      (.piecewise(knots), 2, true, "piecewise", 1),
    ]
    for (method, column, isBenefit, name, scale) in cases {
      let expected = try wanted(name).map { $0 * scale }
      #expect(expected.count == 8)
      let found = try scores(method, column, isBenefit: isBenefit)
      #expect(isClose(found, expected), "\(name)")
    }
    let z = try scores(
      .zScore(scale: 1, clips: false, isPopulation: true), 2)
    let expected = try wanted("z_population_scipy")
    #expect(isClose(z.map { $0 - 50 }, expected))
    let vector = EvaluationReference.transposed(
      try EvaluationReference("mcdm")["normalise"]["vector"].matrix)
    let shares = try scores(.vector, 1)
    #expect(isClose(shares, vector[1].map { 100 * $0 }))
  }

  @Test func edges() {
    func column(
      _ method: Normalisation, _ raw: [Double], isBenefit: Bool = true
    ) -> [Double] {
      method.scores(raw, isBenefit: isBenefit).scores
    }
    let every: [Normalisation] = [
      .minMaxTo(lower: 1, upper: 100), .borda, .zScore(), .vector, .sum,
      .target(3), .piecewise([.init(0, 0), .init(1, 100)]),
    ]
    for method in every {
      for isBenefit in [true, false] {
        #expect(column(method, [], isBenefit: isBenefit).isEmpty)
        let none = column(method, [.nan, .nan], isBenefit: isBenefit)
        #expect(none.count == 2 && none.allSatisfy { $0.isNaN })
        let found = column(method, [.nan, 2], isBenefit: isBenefit)
        #expect(found[0].isNaN && found[1].isFinite, "\(method)")
      }
    }
    // A constant column, by the convention that was asked for.
    #expect(column(.minMax(constant: 100), [4, 4]) == [100, 100])
    #expect(column(.minMaxTo(lower: 60, upper: 100), [4, 4]) == [80, 80])
    #expect(
      column(.minMaxTo(lower: 60, upper: 100, constant: 60), [4, 4])
        == [60, 60])
    #expect(column(.zScore(constant: 0), [4, 4]) == [0, 0])
    // Beyond the target, and a target that everybody has reached.
    #expect(column(.target(3), [1, 2, 5]) == [0, 50, 100])
    #expect(column(.target(3, clips: false), [1, 5]) == [0, 200])
    #expect(column(.target(3), [4, 5]) == [100, 100])
    #expect(column(.target(3), [1, 2], isBenefit: false) == [100, 100])
    // Shares of nothing, and of values that have none.
    #expect(column(.sum, [0, 0]) == [50, 50])
    #expect(isClose(column(.sum, [-1, 2, 2]), [.nan, 50, 50]))
    #expect(isClose(column(.sum, [0, 2], isBenefit: false), [.nan, 100]))
    #expect(Normalisation.sum.undefinedValues([-1, 0], isBenefit: true) == 1)
    #expect(Normalisation.sum.undefinedValues([-1, 0], isBenefit: false) == 2)
    #expect(column(.vector, [0, 0]) == [0, 0])
    #expect(column(.borda, [5, 5, 1, 9]) == [1, 1, 0, 3])
  }

  @Test func readsNames() {
    func read(_ name: String, _ parameters: String? = nil) -> Normalisation? {
      Normalisation(
        name: name, parameters: parameters, at: Place(file: "study.yaml"),
        log: DiagnosticLog())
    }
    #expect(read("vector") == .vector && read("sum") == .sum)
    #expect(read("borda") == .borda)
    #expect(read("minmax") == .minMax())
    #expect(read("minmax", "constant=100") == .minMax(constant: 100))
    #expect(
      read("minmax", "lo=1;hi=100") == .minMaxTo(lower: 1, upper: 100))
    #expect(read("z-score", "divisor=n") == .zScore(isPopulation: true))
    #expect(read("z-score", "divisor=n-1") == .zScore())
    #expect(read("target", "target=90;clip=0") == .target(90, clips: false))
    #expect(
      read("piecewise", "90=100;0=0;60=50")
        == .piecewise([.init(0, 0), .init(60, 50), .init(90, 100)]))
  }

  @Test(arguments: [
    ("piecewise", "0=0"), ("piecewise", "0=0;0.0=1"), ("piecewise", "a=1;2=3"),
    ("target", ""), ("minmax", "lo=5;hi=1"), ("vectr", ""), ("category", "A=1"),
    ("vector", "lo=1"),
  ])
  func refusesParameters(_ name: String, _ parameters: String) {
    let log = DiagnosticLog()
    let place = Place(file: "study.yaml", line: 7)
    let found = Normalisation(
      name: name, parameters: parameters.isEmpty ? nil : parameters, at: place,
      log: log)
    #expect(found == nil)
    #expect(!log.diagnostics.isEmpty)
    #expect(log.diagnostics.allSatisfy { $0.place?.line == 7 })
  }

  @Test func indicatorsThatSayNothingTakeTheOneOfTheStudy() throws {
    let rows = [
      EvaluationAnalysisTests.row(["indicator_id": "G"]),
      EvaluationAnalysisTests.row([
        "indicator_id": "a", "parent_id": "G", "weight": "0.5",
        "source": "ledger", "formula": "x",
      ]),
      EvaluationAnalysisTests.row([
        "indicator_id": "b", "parent_id": "G", "weight": "0.5",
        "source": "ledger", "formula": "x", "norm": "percentile-rank",
      ]),
    ]
    let tree = try IndicatorTree(
      evaluationTable("tree", EvaluationAnalysisTests.header, rows),
      normalisation: .vector, log: DiagnosticLog())
    #expect(tree.indicators[1].normalisation == .vector)
    #expect(tree.indicators[2].normalisation == .percentileRank)
    let plain = try EvaluationAnalysisTests.tree(rows)
    #expect(plain.indicators[1].normalisation == .minMax())
  }

  @Test func unitsHaveTwoLanguages() throws {
    let table = evaluationTable(
      "indicators",
      [
        "indicator_id", "parent_id", "source", "formula", "unit", "unit_zh",
        "unit_en",
      ],
      [
        ["G", "", "", "", "", "", ""],
        ["A", "G", "external", "column(a)", "", "天", "days"],
        ["B", "G", "external", "column(b)", "%", "", ""],
        ["C", "G", "external", "column(c)", "分", "", "points"],
      ])
    let log = DiagnosticLog()
    let tree = try IndicatorTree(table, log: log)
    let units = tree.indicators.map(\.unit)
    #expect(log.diagnostics.isEmpty)
    #expect(units[0] == nil && units[2] == LocalizedText("%"))
    #expect(units[1] == LocalizedText(zh: "天", en: "days"))
    #expect(units[3] == LocalizedText(zh: "分", en: "points"))
  }
}
