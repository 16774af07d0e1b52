import Foundation
import Probability
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Records of `Tests/References/evaluation` that no other suite reads.
@Suite struct RemainingReferenceTests {
  private static let critical = NormalDistribution().quantile(0.975)

  @Test func intervalsOfRatesAreWilsons() throws {
    let reference = try EvaluationReference("shrinkage")
    let (hits, bases) = (reference["x"].numbers, reference["n"].numbers)
    for (index, wanted) in reference["wilson95"].list.enumerated() {
      let found = try #require(
        wilsonInterval(
          share: hits[index] / bases[index], base: bases[index],
          critical: Self.critical))
      #expect(isClose([found.lower, found.upper], wanted.numbers))
    }
  }

  @Test func distributionOfRankSumRatios() throws {
    let wanted = try EvaluationReference("mcdm")["aggregate"]["rsr"]
    let matrix = CaseMatrix(
      try EvaluationReference.columns(),
      isBenefit: EvaluationReference.isBenefit,
      weights: EvaluationReference.weights)
    let found = RankSumRatio(matrix)
    // Written with twelve decimals.
    let ratios = found.groups.map { ($0.ratio * 1e12).rounded() / 1e12 }
    #expect(isClose(ratios, wanted["unique"].numbers))
    #expect(found.groups.map { Double($0.count) } == wanted["f"].numbers)
    #expect(
      found.groups.map { Double($0.cumulative) } == wanted["cumf"].numbers)
    #expect(found.groups.map(\.meanRank) == wanted["avg_rank"].numbers)
    let verdict = try #require(VIKOR(matrix).verdict)
    let vikor = try EvaluationReference("mcdm")["aggregate"]["vikor"]
    #expect(verdict.isStable == (vikor["C2"].number == 1))
    #expect(
      verdict.cases.map { "S0\($0 + 1)" }
        == vikor["compromise"].list.map(\.text))
  }

  @Test func judgesTogether() throws {
    let reference = try EvaluationReference("ahp")
    let matrices = reference["individual"].list.map { entry in
      let rows = entry["A"].matrix
      return JudgementMatrix(
        upper: (0..<3).map { Array(rows[$0][($0 + 1)...]) })
    }
    let wanted = reference["AIJ"]
    let group = JudgementMatrix.group(matrices)
    let entries = group.rows.flatMap { $0 }
    #expect(isClose(entries, wanted["A"].matrix.flatMap { $0 }))
    let own = try #require(HierarchyWeights(group))
    #expect(isClose(own.largestEigenvalue, wanted["lambda_max"].value))
    let rows = try #require(
      HierarchyWeights(group, judgement: .geometricMean))
    #expect(isClose(rows.weights, wanted["w_geom"].numbers))
    #expect(isClose(rows.geometricConsistencyIndex, wanted["GCI"].value))
  }

  @Test func thresholdsAndRanksOfTheExample() throws {
    let reference = try EvaluationReference("mcdm")
    let columns = try EvaluationReference.columns()
    #expect(
      reference["X"].matrix == EvaluationReference.transposed(columns))
    #expect(reference["weights"].numbers == EvaluationReference.weights)
    let directions = EvaluationReference.isBenefit.map { $0 ? 1.0 : -1 }
    #expect(reference["types"].numbers == directions)
    let aggregate = reference["aggregate"]
    let ranks = zip(columns, directions).map { column, sign in
      risingRanks(column.map { sign * $0 })
    }
    #expect(
      EvaluationReference.transposed(ranks) == aggregate["rsr"]["ranks"].matrix)
    let matrix = CaseMatrix(
      columns, isBenefit: EvaluationReference.isBenefit,
      weights: EvaluationReference.weights)
    // Thresholds of the file, as numbers on the scales of the indicators.
    let gauss = Promethee(
      matrix,
      options: .init(
        function: .gauss,
        bend: .values(aggregate["promethee_gauss"]["s"].numbers)))
    #expect(isClose(gauss.net, aggregate["promethee_gauss"]["phi"].numbers))
    let stated = aggregate["electre3"]
    let third = Electre3(
      matrix,
      options: .init(
        indifference: .values(stated["q"].numbers),
        preference: .values(stated["p"].numbers),
        veto: .values(stated["v"].numbers)))
    let credibility = stated["credibility"].matrix.flatMap { $0 }
    #expect(isClose(third.credibility, credibility))
    let standard = try EvaluationReference("mpi_compind")["Z"].matrix
    let found = columns.indices.map { index in
      (standardScores(columns[index]) ?? []).map {
        100 + (EvaluationReference.isBenefit[index] ? 10 : -10) * $0
      }
    }
    for (column, wanted) in zip(
      found, EvaluationReference.transposed(standard))
    {
      #expect(isClose(column, wanted))
    }
  }

  /// Weights of benefit of the doubt are not unique; the stored ones give the
  /// score and no case more than 1, as those found do.
  @Test func benefitOfTheDoubtOfTheExample() throws {
    let aggregate = try EvaluationReference("mcdm")["aggregate"]
    let y = try EvaluationReference("extras")["bod"]
    let columns = EvaluationReference.transposed(y["Y"].matrix)
    let free = BenefitOfTheDoubt(columns)
    let stored = aggregate["bod_minmax+0.01"]
    #expect(isClose(free.scores, stored["score"].numbers))
    #expect(isClose(free.scores, y["score"].numbers))
    for (index, weights) in stored["w"].matrix.enumerated() {
      let sums = y["Y"].matrix.map { row in
        zip(row, weights).reduce(0) { $0 + $1.0 * $1.1 }
      }
      #expect(isClose(sums[index], free.scores[index]))
      #expect(sums.allSatisfy { $0 < 1 + 1e-9 })
    }
    let limited = BenefitOfTheDoubt(columns, limits: 0.05...0.4)
    #expect(
      isClose(limited.scores, aggregate["bod_share_5_40"]["score"].numbers))
  }

  @Test func sharesOfGames() throws {
    let methods = try EvaluationReference("mcdm")["weights_methods"]
    let game = GameWeights([
      EvaluationReference.weights, methods["entropy_minmax"]["w"].numbers,
      methods["critic"]["w"].numbers,
    ])
    // What the common recipe makes of them.
    let sizes = game.raw.map { abs($0) }
    let total = sizes.reduce(0, +)
    #expect(
      isClose(sizes.map { $0 / total }, methods["game"]["alpha_norm"].numbers))
  }

  @Test func priorAndHeterogeneity() throws {
    let reference = try EvaluationReference("shrinkage")
    let prior = reference["beta_binomial_mle"]
    let model = try #require(
      BetaBinomialModel(
        successes: reference["x"].numbers.map { Int($0) },
        trials: reference["n"].numbers.map { Int($0) }))
    #expect(isClose(model.mean, prior["prior_mean"].value, relative: 1e-7))
    #expect(isClose(model.priorSize, prior["prior_n"].value, relative: 2e-7))
    // The kernel of the likelihood, at its top: no worse than the stored one.
    func logBeta(_ a: Double, _ b: Double) -> Double {
      lgamma(a) + lgamma(b) - lgamma(a + b)
    }
    let terms = zip(reference["x"].numbers, reference["n"].numbers).map {
      logBeta($0 + model.alpha, $1 - $0 + model.beta)
        - logBeta(model.alpha, model.beta)
    }
    let likelihood = terms.reduce(0, +)
    #expect(isClose(likelihood, prior["loglik_kernel"].value))
    #expect(likelihood >= prior["loglik_kernel"].value - 1e-12)
    let normal = reference["normal_normal"]
    let variances = normal["se"].numbers.map { $0 * $0 }
    let q = NormalShrinkage.heterogeneity(normal["y"].numbers, variances)
    #expect(isClose(q, normal["Q"].value))
    let metafor = try EvaluationReference("shrinkage_R")["metafor"]
    #expect(isClose(q, metafor["Q"].value))
    // I² with the typical variance of Higgins and Thompson (2002).
    let weights = variances.map { 1 / $0 }
    let total = weights.reduce(0, +)
    let squares = weights.reduce(0) { $0 + $1 * $1 }
    let typical = 7 * total / (total * total - squares)
    let fit = try #require(
      NormalShrinkage(
        estimates: normal["y"].numbers, variances: variances, method: .reml))
    let share = 100 * fit.variance / (fit.variance + typical)
    #expect(isClose(share, metafor["I2"].value, relative: 1e-7))
  }

  @Test func logarithmsOfAllColumns() throws {
    for name in ["a", "b", "c"] {
      let wanted = try EvaluationReference("treat_COINr")[name]
      let always = OutlierOptions(skewness: 0, kurtosis: -9, winsorise: 0)
      let found = OutlierTreatment(wanted["x"].numbers, options: always)
      #expect(isClose(found.values, wanted["log_CT"].numbers), "\(name)")
    }
  }

  @Test func membershipsAreSharesOfCounts() throws {
    let reference = try EvaluationReference("fce")
    let shares = reference["counts"].matrix.map { row in
      row.map { $0 / row.reduce(0, +) }
    }
    for (row, wanted) in zip(shares, reference["R"].matrix) {
      #expect(isClose(row, wanted))
    }
  }

  @Test func breaksOfJenks() throws {
    let reference = try EvaluationReference("bands")
    let numbers = reference["x"].numbers
    let found = try #require(
      OptimalClusters(numbers, count: Int(reference["k"].value)))
    var breaks = [numbers.min() ?? .nan]
    for label in 0..<5 {
      breaks.append(
        zip(numbers, found.labels).filter { $0.1 == label }.map(\.0).max()
          ?? .nan)
    }
    #expect(breaks == reference["jenks_breaks(jenkspy)"].numbers)
  }

  @Test func scoresOfEvaluatorsAreTheTables() throws {
    let reference = try EvaluationReference("raters")
    for (file, key) in [("raters", "scores"), ("raters_full", "full")] {
      let rows = try EvaluationReference.csv(file)
      let stored = reference[key].list.map(\.numbers)
      let same = zip(rows.suffix(8), stored).allSatisfy { row, wanted in
        isClose(Array(row.suffix(7)), wanted)
      }
      #expect(same && stored.count == 8, "\(file)")
    }
  }
}
