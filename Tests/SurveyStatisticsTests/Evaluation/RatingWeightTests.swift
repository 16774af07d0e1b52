import Diagnostics
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Ratings that count with survey weights.
@Suite struct RatingWeightTests {
  private func evaluate(
    _ formula: String, weights: [String]?, level: Double = 0.95
  ) throws -> (result: EvaluationResult, outcome: AnalysisOutcome) {
    let tree = try IndicatorTree(
      evaluationTable(
        "tree", ["indicator_id", "source", "formula", "norm"],
        [["S", "satisfaction", formula, "none"]]), log: DiagnosticLog())
    let grades = [
      ["A", "satisfied"], ["A", "basic"], ["B", "dissatisfied"],
      ["B", "satisfied"], ["B", "satisfied"],
    ]
    let rows = zip(grades, weights ?? grades.map { _ in "" }).map { $0 + [$1] }
    let outcome = try EvaluationAnalysis(
      tree: tree,
      inputs: EvaluationInputs(
        cases: evaluationTable("cases", ["id"], [["A"], ["B"]]), caseKey: "id",
        ratings: evaluationTable("ratings", ["id", "grade", "w"], rows),
        ratingItem: "grade", ratingWeights: weights == nil ? nil : "w"),
      options: EvaluationOptions(
        uncertainty: UncertaintyOptions(draws: 400), level: level)
    ).run()
    guard case .evaluation(let result) = outcome.details else {
      throw Stopped()
    }
    return (result, outcome)
  }

  private func scores(_ result: EvaluationResult) -> [Double] {
    result.cases.sorted { $0.id < $1.id }.map { $0.score ?? .nan }
  }

  /// A: (1·100 + 3·60)/4 = 70. B: (2·0 + 1·100 + 1·100)/4 = 50.
  @Test func workedByHand() throws {
    let found = try evaluate(
      "index(100;60;0)", weights: ["1", "3", "2", "1", "1"])
    #expect(scores(found.result) == [70, 50])
    let rate = try evaluate(
      "rate(satisfied)", weights: ["1", "3", "2", "1", "1"])
    #expect(scores(rate.result) == [25, 50])
    let plain = try evaluate("index(100;60;0)", weights: nil)
    #expect(isClose(scores(plain.result), [80, 200.0 / 3]))
    #expect(found.outcome.estimates.map(\.base) == [2, 3, 2, 3])
    let names = [found.outcome, plain.outcome].map { outcome in
      outcome.conventions.contains {
        $0.name == "rating-weights" && $0.value == "w"
      }
    }
    #expect(names == [true, false])
  }

  @Test func equalWeightsChangeNothing() throws {
    let equal = try evaluate(
      "index(100;60;0)", weights: ["2", "2", "2", "2", "2"])
    let plain = try evaluate("index(100;60;0)", weights: nil)
    #expect(equal.result.cases == plain.result.cases)
  }

  /// Two draws of two ratings: with weights 1 and 1e-12 three of four draws
  /// hold the heavy rating and score 100; with equal weights half of them
  /// score 80.
  @Test func ratingsKeepTheirWeightsWhenDrawn() throws {
    func lower(_ weights: [String]) throws -> Double {
      let found = try evaluate("index(100;60;0)", weights: weights, level: 0.4)
      let a = try #require(found.result.cases.first { $0.id == "A" })
      return try #require(a.scoreInterval).lower
    }
    #expect(isClose(try lower(["1", "1e-12", "1", "1", "1"]), 100))
    #expect(isClose(try lower(["1", "1", "1", "1", "1"]), 80))
  }

  @Test func withoutWeightThereIsNoValue() throws {
    let found = try evaluate(
      "index(100;60;0)", weights: ["0", "0", "1", "1", "1"])
    #expect(found.result.cases.first { $0.id == "A" }?.score == nil)
    for wrong in ["-1", ""] {
      #expect(throws: Diagnostic.self) {
        try evaluate(
          "index(100;60;0)", weights: [wrong, "1", "1", "1", "1"])
      }
    }
  }
}
