import Diagnostics
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Scorecards that cities and provinces published.
@Suite struct PublishedScorecardTests {
  private func evaluation(
    _ indicators: [Indicator], _ header: [String], _ rows: [[String]]
  ) throws -> EvaluationResult {
    try ExampleEvaluation.result(
      EvaluationAnalysis(
        tree: try IndicatorTree(indicators, log: DiagnosticLog()),
        inputs: EvaluationInputs(
          cases: evaluationTable("cases", ["unit"] + header, rows),
          caseKey: "unit"),
        options: EvaluationOptions(uncertainty: nil)))
  }

  private func leaf(
    _ id: String, weight: Double, _ normalisation: Normalisation
  ) throws -> Indicator {
    Indicator(
      id: id, parent: "total", weight: weight, source: .external,
      formula: try LeafFormula("column(\(id))"), normalisation: normalisation)
  }

  /// Haikou 2015: five departments, six items of together 100 points and a
  /// bonus, 110 in all. The totals 96, 94.5, 94, 100.6 and 93 are published,
  /// and not cut off at 100.
  @Test func haikouHasABonusAbove100() throws {
    let totals = [96, 94.5, 94, 100.6, 93]
    let list = [
      Indicator(id: "total", aggregate: .sum(cap: 110)),
      try leaf("items", weight: 1, .fixed(lower: 0, upper: 100)),
      try leaf("bonus", weight: 0.1, .fixed(lower: 0, upper: 10)),
    ]
    let rows = totals.enumerated().map { unit, total in
      // What goes beyond the six items is bonus.
      let bonus = max(2, total - 94)
      return ["D\(unit + 1)", plainText(total - bonus), plainText(bonus)]
    }
    let result = try evaluation(list, ["items", "bonus"], rows)
    let scores = result.cases.map { $0.score ?? 0 }
    #expect(result.cases.map(\.id) == ["D4", "D1", "D2", "D3", "D5"])
    #expect(isClose(scores, [100.6, 96, 94.5, 94, 93]))
    // A sum that is capped at 100 would take the bonus away.
    var capped = list
    capped[0].aggregate = .sumCapped
    let cut = try evaluation(capped, ["items", "bonus"], rows)
    #expect(cut.cases.first?.score == 100)
  }

  /// Hainan 2002: per lead case 20 points for speed, all or nothing, 50 for
  /// the quality of the reply and 30 for the result.
  @Test func hainanGivesSpeedAllOrNothing() throws {
    let list = [
      Indicator(id: "total"),
      try leaf(
        "in_time", weight: 20, .steps([.init(from: 1, points: 100)])),
      try leaf("quality", weight: 50, .fixed(lower: 0, upper: 50)),
      try leaf("result", weight: 30, .fixed(lower: 0, upper: 30)),
    ]
    let result = try evaluation(
      list, ["in_time", "quality", "result"],
      [
        ["a", "1", "50", "30"], ["b", "0", "50", "30"],
        ["c", "1", "40", "15"], ["d", "0.9", "45", "24"],
      ])
    let scores = Dictionary(
      uniqueKeysWithValues: result.cases.map { ($0.id, $0.score ?? 0) })
    #expect(isClose(scores["a"] ?? 0, 100))
    // Late by a day, and the 20 points are gone.
    #expect(isClose(scores["b"] ?? 0, 80))
    #expect(isClose(scores["c"] ?? 0, 75))
    #expect(isClose(scores["d"] ?? 0, 69))
  }
}
