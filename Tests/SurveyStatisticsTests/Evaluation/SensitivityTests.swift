import Diagnostics
import Foundation
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Sobol's indices, on Ishigami's function and on evaluations.
@Suite struct SensitivityTests {
  private static func ishigami(_ point: [Double]) -> Double {
    let x = point.map { Double.pi * (2 * $0 - 1) }
    let power = x[2] * x[2] * x[2] * x[2]
    return sin(x[0]) + 7 * sin(x[1]) * sin(x[1]) + 0.1 * power * sin(x[0])
  }

  @Test func ishigamiAtStoredPoints() throws {
    let expected = try EvaluationReference("sobol")["ishigami"]
    let url = Fixture.reference("evaluation-draws/sobol_points.csv")
    let text = try String(contentsOf: url, encoding: .utf8)
    let points = text.split(separator: "\n").map { line in
      line.split(separator: ",").map { (Double($0) ?? .nan) / 1024 }
    }
    let first = points.map { Array($0.prefix(3)) }
    let second = points.map { Array($0.suffix(3)) }
    let a = first.map(Self.ishigami)
    let b = second.map(Self.ishigami)
    let mixed = (0..<3).map { factor in
      zip(first, second).map { left, right in
        var point = left
        point[factor] = right[factor]
        return Self.ishigami(point)
      }
    }
    for (found, wanted) in zip(a, expected["yA5"].numbers) {
      #expect(abs(found - wanted) < 1e-12)
    }
    let indices = try #require(
      SobolIndices(a, b, mixed: mixed, isCentred: false))
    #expect(
      isClose(indices.first, expected["S1_saltelli2010_popvar"].numbers))
    #expect(isClose(indices.total, expected["ST_jansen_popvar"].numbers))
    #expect(expected["N"].number == 1024)
    // COINr divides the squares by 2N - 1.
    let scale = 2047 / 2048.0
    let coinr = ["S1_COINr(ddof1)", "ST_COINr(ddof1)"]
    #expect(
      isClose(indices.first.map { $0 * scale }, expected[coinr[0]].numbers))
    #expect(
      isClose(indices.total.map { $0 * scale }, expected[coinr[1]].numbers))
    // Centred, they come closer to the truth for a factor without effect of
    // its own.
    let centred = try #require(SobolIndices(a, b, mixed: mixed))
    #expect(isClose(centred.total, indices.total))
    #expect(abs(centred.first[0] - 0.3139051911) < 0.02)
    #expect(abs(centred.first[2]) < 0.02)
    for (found, wanted) in [
      (centred.first, "analytic_S1"), (centred.total, "analytic_ST"),
    ] {
      for (found, wanted) in zip(found, expected[wanted].numbers) {
        #expect(abs(found - wanted) < 0.02)
      }
    }
    // SALib takes the mean of all runs out, those of mixed designs too.
    let all = a + b + mixed.flatMap { $0 }
    let mean = (a + b).reduce(0, +) / 2048
    let part = all.reduce(0, +) / Double(all.count) / mean
    let shifted = zip(indices.first, centred.first).map { plain, centred in
      plain - part * (plain - centred)
    }
    #expect(isClose(shifted, expected["SALib_S1"].numbers))
    #expect(isClose(indices.total, expected["SALib_ST"].numbers))
  }

  /// A composite whose ranks depend on the normalisation, the mean, the
  /// weights and the choice of indicators, at stored points.
  @Test func compositeAtStoredPoints() throws {
    let expected = try EvaluationReference("sobol")["composite"]
    let url = Fixture.reference("evaluation-draws/sobol_composite.csv")
    let text = try String(contentsOf: url, encoding: .utf8)
    let points = text.split(separator: "\n").map { line in
      line.split(separator: ",").map { (Double($0) ?? .nan) / 256 }
    }
    let raw = try EvaluationReference.columns()
    let isBenefit = EvaluationReference.isBenefit
    let given = EvaluationReference.weights
    let entropy = try MeasuredWeighting.entropy(.minMax)(
      raw, isBenefit: isBenefit
    ).weights
    let methods: [Normalisation] = [
      .minMaxTo(lower: 1, upper: 100), .zScore(scale: 10, clips: false),
      .percentileRank,
    ]
    let scored = methods.map { method in
      raw.indices.map { index -> [Double] in
        let scores = method.scores(raw[index], isBenefit: isBenefit[index])
          .scores
        return method == .percentileRank
          ? scores.map { 1 + 0.99 * $0 } : scores
      }
    }
    let nominal = expected["nominal_rank"].numbers
    func ranks(_ point: [Double]) throws -> [Double] {
      let columns = scored[Int(point[0] * 3)]
      let aggregate: Aggregate = point[1] < 0.5 ? .arithmetic : .geometric
      let dropped = Int(point[3] * 7)
      let weights = given.indices.map { index -> Double in
        let way = point[2]
        let mixed = (1 - way) * given[index] + way * entropy[index]
        return index == dropped ? 0 : mixed
      }
      let scores = try nominal.indices.map { item in
        try #require(aggregate(columns.map { $0[item] }, weights: weights))
      }
      return competitionRanks(scores).map { Double($0 ?? 0) }
    }
    func shift(_ ranks: [Double]) -> Double {
      let distances = zip(ranks, nominal).map { abs($0 - $1) }
      return distances.reduce(0, +) / 8
    }
    let first = points.map { Array($0.prefix(4)) }
    let second = points.map { Array($0.suffix(4)) }
    let (ranksA, ranksB) = (try first.map(ranks), try second.map(ranks))
    let (a, b) = (ranksA.map(shift), ranksB.map(shift))
    #expect(a == expected["yA"].numbers && b == expected["yB"].numbers)
    let mixed = try (0..<4).map { factor in
      try zip(first, second).map { left, right in
        var point = left
        point[factor] = right[factor]
        return shift(try ranks(point))
      }
    }
    let indices = try #require(
      SobolIndices(a, b, mixed: mixed, isCentred: false))
    #expect(isClose(indices.first, expected["S1"].numbers))
    #expect(isClose(indices.total, expected["ST"].numbers))
    let all = ranksA + ranksB
    let means = nominal.indices.map { item in
      all.reduce(0) { $0 + $1[item] } / Double(all.count)
    }
    #expect(isClose(means, expected["mean_rank"].numbers))
    let mean = all.map(shift).reduce(0, +) / Double(all.count)
    #expect(isClose(mean, expected["Rs_mean"].value))
    for (share, key) in [(0.05, "q05"), (0.95, "q95")] {
      let found = nominal.indices.map { item in
        RankDraws.quantile(all.map { $0[item] }.sorted(), share) ?? .nan
      }
      #expect(found == expected[key].numbers)
    }
  }

  @Test func constantResultsHaveNoIndices() {
    #expect(SobolIndices([1, 1], [1, 1], mixed: [[1, 1]]) == nil)
    #expect(SobolIndices([], [], mixed: [[]]) == nil)
  }

  private func audit(
    _ options: SensitivityOptions, weights: UncertaintyOptions.Weights,
    threads: Int? = nil
  ) throws -> (SensitivityAudit, CaseNames) {
    var analysis = try PassportTests.analysis()
    analysis.options.uncertainty = UncertaintyOptions(weights: weights)
    let (prepared, _, outcome) = try ExampleEvaluation.parts(analysis)
    return (
      SensitivityAudit(
        analysis, prepared, options: options, chosen: outcome.totals,
        threads: threads), CaseNames(analysis, prepared, outcome)
    )
  }

  /// With one factor everything comes from it; a factor that the scores do
  /// not know has no part.
  @Test func oneFactorIsEverything() throws {
    let (alone, _) = try audit(
      SensitivityOptions(draws: 200, factors: ["weights"]), weights: .fixed)
    #expect(alone.factors.map(\.name) == ["weights"])
    let ranks = try #require(alone.ranks)
    #expect(abs(ranks.total[0] - 1) < 0.15)
    #expect(abs(ranks.first[0] - ranks.total[0]) < 0.2)
  }

  @Test func allFactorsAndTheSameNumbersForAnyThreads() throws {
    let options = SensitivityOptions(draws: 64, bootstraps: 50)
    let (audit, names) = try audit(
      options, weights: .uniform(0.25), threads: 1)
    #expect(
      audit.factors.map(\.name) == [
        "normalisation", "weights", "score", "weight-noise",
      ])
    #expect(audit.runs == 64 * 6)
    let (other, _) = try self.audit(
      options, weights: .uniform(0.25), threads: 3)
    #expect(audit.ranks == other.ranks && audit.scores == other.scores)
    let page = SensitivityPage(audit: audit, names: names)
    #expect(page.tables.map(\.name) == ["sensitivity", "sensitivity-scores"])
    #expect(page.findings.count == 1)
    for (index, interval) in audit.intervals.enumerated() {
      #expect(interval.total.lower <= audit.ranks?.total[index] ?? .nan)
      #expect(interval.total.upper >= audit.ranks?.total[index] ?? .nan)
    }
  }

  /// Six rows tell nothing, and the sentence above the chart says so.
  @Test func noiseIsCalledNoise() throws {
    let (audit, names) = try audit(
      SensitivityOptions(draws: 6, bootstraps: 50), weights: .uniform(0.25))
    let page = SensitivityPage(audit: audit, names: names)
    let finding = try #require(page.findings.first)
    #expect(finding[.english].contains("noise"))
    #expect(finding[.chinese].contains("噪声"))
    #expect(page.tables.first?.headline == finding)
  }

  @Test func withoutAFactorItSaysSo() throws {
    let (audit, names) = try audit(
      SensitivityOptions(draws: 16, factors: ["raters"]), weights: .fixed)
    #expect(audit.factors.isEmpty && audit.ranks == nil)
    let page = SensitivityPage(audit: audit, names: names)
    #expect(page.tables.isEmpty)
    #expect(page.diagnostics.map(\.code) == [.nothingToCompare])
  }
}
