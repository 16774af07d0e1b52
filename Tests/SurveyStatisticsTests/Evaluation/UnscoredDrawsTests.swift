import Diagnostics
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Draws of evaluators that leave a case without a score.
@Suite struct UnscoredDrawsTests {
  /// Case A has three evaluators, case B one, and case C none of the two
  /// indicators' second.
  private func outcome() throws -> AnalysisOutcome {
    typealias Whole = EvaluationAnalysisTests
    let rows = [
      Whole.row([
        "indicator_id": "G", "thresholds": "80|60", "bands": "优秀|合格|不合格",
      ]),
      Whole.row([
        "indicator_id": "E", "parent_id": "G", "weight": "0.8",
        "source": "evaluators", "formula": "mean", "norm": "none",
      ]),
      Whole.row([
        "indicator_id": "X", "parent_id": "G", "weight": "0.2",
        "source": "ledger", "formula": "column(x)", "norm": "none",
      ]),
    ]
    let cases = evaluationTable(
      "cases", ["case_id", "x"], [["A", "90"], ["B", "70"], ["C", ""]])
    let scores = evaluationTable(
      "scores", ["case_id", "indicator_id", "evaluator_id", "score"],
      [
        ["A", "E", "R1", "90"], ["A", "E", "R2", "85"], ["A", "E", "R3", "95"],
        ["B", "E", "R1", "70"],
        ["C", "E", "R1", "50"], ["C", "E", "R2", "55"], ["C", "E", "R3", "52"],
      ])
    let analysis = EvaluationAnalysis(
      tree: try Whole.tree(rows),
      inputs: EvaluationInputs(
        cases: cases, caseKey: "case_id", titleColumn: nil, scores: scores,
        ratings: nil, ratingItem: nil, judges: nil),
      options: EvaluationOptions(
        uncertainty: UncertaintyOptions(draws: 400, seed: 3, weights: .fixed),
        minimumCoverage: 0.6))
    return try analysis.run()
  }

  @Test func sharesAreOfTheDrawsWithAScore() throws {
    let outcome = try outcome()
    guard case .evaluation(let result) = outcome.details else {
      Issue.record("no evaluation")
      return
    }
    let b = try #require(result.cases.first { $0.id == "B" })
    // R1 is in none of three draws of three evaluators: (2/3)³.
    #expect(abs(b.unscoredShare - 8.0 / 27) < 0.08)
    #expect(isClose(b.rankShares.reduce(0, +), 1))
    #expect(b.bandShares == [0, 1, 0])
    #expect(b.remarks == ["single-evaluator"])
    let a = try #require(result.cases.first { $0.id == "A" })
    #expect(a.unscoredShare == 0 && a.remarks == [])
    let c = try #require(result.cases.first { $0.id == "C" })
    #expect(c.remarks == ["missing-indicator:X"])
    let warning = try #require(
      outcome.diagnostics.first { $0.code == .unscoredDraws })
    #expect(warning.severity == .warning)
    #expect(warning.notes.count == 1 && warning.notes[0].hasPrefix("'B': "))
    #expect(warning.notes[0].hasSuffix("(single-evaluator)"))
  }
}
