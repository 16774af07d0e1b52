import Diagnostics
import Foundation
import SurveyData
import TestSupport
import Testing

@testable import SurveyStudy

/// The evaluation of the data set `suggestion-handling`, from its study file
/// to the last rank, against `Tests/References/evaluation-by-numpy`.
@Suite struct SuggestionHandlingTests {
  /// Weights, raw values, scores, ranks, bands, gates and obstacles at a
  /// relative 1e-9; limits of intervals and shares of ranks within the error
  /// of the draws.
  @Test func evaluation() async throws {
    let expected = try NumpyEvaluation()
    let found = try await evaluated()
    #expect(found.indicators.count == expected.weights.count)
    for indicator in found.indicators {
      let weight = expected.weights[indicator.id] ?? [:]
      #expect(isClose(indicator.localWeight, weight["local"] ?? .nan))
      #expect(isClose(indicator.globalWeight, weight["global"] ?? .nan))
    }
    #expect(found.weightings.count == expected.weightings.count)
    for (group, wanted) in zip(found.weightings, expected.weightings) {
      #expect(group.parent == wanted.parent)
      #expect(
        isClose(
          group.largestEigenvalue ?? .nan, wanted.largest_eigenvalue))
      #expect(
        isClose(group.consistencyRatio ?? .nan, wanted.consistency_ratio))
    }
    #expect(found.raters.count == expected.severity.count)
    for (rater, wanted) in zip(found.raters, expected.severity) {
      #expect(rater.id == wanted.id && rater.scores == wanted.scores)
      #expect(isClose(rater.severity ?? .nan, wanted.severity))
    }
    #expect(found.cases.count == expected.cases.count)
    for one in found.cases {
      let wanted = try #require(expected.cases[one.id])
      compare(one, wanted, bands: found.bands)
      compareDraws(one, wanted.draws)
    }
  }

  private func evaluated() async throws -> EvaluationResult {
    let log = DiagnosticLog()
    let path = Fixture.dataset("suggestion-handling/study.yaml").path()
    let workspace = try #require(await openStudy(path, log: log))
    let plan = try #require(
      workspace.study.analyses.first { $0.name == "performance" })
    let result = try #require(workspace.run(plan, log: log))
    guard case .evaluation(let evaluation) = result.details else {
      throw NumpyEvaluation.Missing()
    }
    return evaluation
  }

  private func compare(
    _ one: CaseResult, _ wanted: NumpyEvaluation.Case, bands: [Band]
  ) {
    #expect(isClose(one.score ?? .nan, wanted.score ?? .nan), "\(one.id)")
    #expect(one.rank == wanted.rank.map { Int($0) }, "\(one.id)")
    #expect(isClose(one.coverage, wanted.coverage), "\(one.id)")
    #expect(one.band.map { bands[$0].label.chinese } == wanted.band)
    #expect(one.gates.map(\.indicator) == wanted.gates, "\(one.id)")
    for value in one.values {
      let name = "\(one.id) \(value.indicator)"
      let score = wanted.scores[value.indicator] ?? nil
      let raw = wanted.raw[value.indicator] ?? nil
      #expect(isClose(value.score ?? .nan, score ?? .nan), "\(name)")
      #expect(isClose(value.raw ?? .nan, raw ?? .nan), "\(name)")
    }
    #expect(one.obstacles.count == wanted.obstacles.count, "\(one.id)")
    for amount in one.obstacles {
      let degree = wanted.obstacles[amount.indicator] ?? .nan
      #expect(isClose(amount.amount, degree), "\(one.id) \(amount.indicator)")
    }
  }

  /// A limit lies between the quantiles of 20,000 other draws that it can
  /// reach by chance.
  private func compareDraws(
    _ one: CaseResult, _ draws: NumpyEvaluation.Draws
  ) {
    let limits = [one.scoreInterval?.lower, one.scoreInterval?.upper]
    let ranks = [one.rankInterval?.lower, one.rankInterval?.upper]
    for (index, first) in [0, 3].enumerated() {
      let score = limits[index] ?? .nan
      let rank = ranks[index] ?? .nan
      #expect(
        score >= draws.score[first] && score <= draws.score[first + 2],
        "\(one.id) \(score)")
      #expect(
        rank >= draws.rank[first].rounded(.down)
          && rank <= draws.rank[first + 2].rounded(.up), "\(one.id) \(rank)")
    }
    for (found, wanted) in zip(one.rankShares, draws.shares) {
      let share = (found + 10 * wanted) / 11
      let error = (share * (1 - share) * (1 / 2_000 + 1 / 20_000)).squareRoot()
      #expect(abs(found - wanted) <= 5 * error + 0.001, "\(one.id)")
    }
  }
}

/// What `evaluate.py` found.
private struct NumpyEvaluation {
  struct Missing: Error {}

  struct Weighting: Decodable {
    var parent: String
    var largest_eigenvalue: Double
    var consistency_ratio: Double
  }

  struct Evaluator: Decodable {
    var id: String
    var scores: Int
    var severity: Double
  }

  struct Draws: Decodable {
    /// The quantiles below, at and above each of the two limits.
    var score: [Double]
    var rank: [Double]
    var shares: [Double]
  }

  struct Case: Decodable {
    var id: String
    var score: Double?
    var rank: Double?
    var coverage: Double
    var band: String?
    var gates: [String]
    var raw: [String: Double?]
    var scores: [String: Double?]
    var obstacles: [String: Double]
    var draws: Draws
  }

  private struct Contents: Decodable {
    var weights: [String: [String: Double]]
    var weightings: [Weighting]
    var severity: [Evaluator]
    var cases: [Case]
  }

  var weights: [String: [String: Double]]
  var weightings: [Weighting]
  var severity: [Evaluator]
  var cases: [String: Case]

  init() throws {
    let file = Fixture.reference("evaluation-by-numpy/expected.json")
    let contents = try JSONDecoder().decode(
      Contents.self, from: Data(contentsOf: file))
    weights = contents.weights
    weightings = contents.weightings
    severity = contents.severity
    cases = Dictionary(
      contents.cases.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
  }
}
