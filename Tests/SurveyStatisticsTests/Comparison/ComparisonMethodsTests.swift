import Probability
import TestSupport
import Testing

@testable import SurveyStatistics

/// The parts of a comparison against `reference/evaluation` and base R.
@Suite struct ComparisonMethodsTests {
  let counts = [19, 36, 4, 104, 2, 55, 12, 24]
  let trials = [20, 50, 7, 120, 6, 60, 12, 40]
  let values = [88.2, 79.5, 93.1, 84.4, 71, 86.7, 90.3, 77.8]
  let errors = [1.9, 2.5, 5.8, 1.4, 6.9, 2.2, 4.1, 2.8]

  @Test func betaBinomial() throws {
    let wanted = try EvaluationReference("shrinkage")["beta_binomial_mle"]
    let model = try #require(
      BetaBinomialModel(successes: counts, trials: trials))
    let shapes: [Double] = [model.alpha, model.beta]
    let known = [wanted["alpha"].number ?? 0, wanted["beta"].number ?? 0]
    // The reference stops at a score of 6e-7; here it is below 1e-14.
    #expect(isClose(shapes, known, relative: 2e-7))
    let posteriors = counts.indices.compactMap {
      model.posterior(counts[$0], of: trials[$0])
    }
    let means = posteriors.map { $0.alpha / ($0.alpha + $0.beta) }
    #expect(
      isClose(means, wanted["posterior_mean"].numbers, relative: 1e-7))
    let limits = posteriors.map { [$0.quantile(0.025), $0.quantile(0.975)] }
    #expect(isClose(limits, wanted["cri95"].matrix, relative: 1e-7))
    let shares = trials.map { model.reliability($0) }
    #expect(isClose(shares, wanted["reliability"].numbers, relative: 1e-7))
    let above = posteriors.map { $0.upperTail(0.85) }
    #expect(isClose(above, wanted["P_gt_0.85"].numbers, relative: 1e-6))
  }

  @Test func noExcessVarianceHasAnInfinitePrior() throws {
    let model = try #require(
      BetaBinomialModel(successes: [9, 18, 27], trials: [10, 20, 30]))
    #expect(model.spread == 0 && model.priorSize == .infinity)
    #expect(isClose(model.mean, 0.9, relative: 1e-15))
    #expect(model.reliability(20) == 0)
    let full = BetaBinomialModel(successes: [5, 7], trials: [5, 7])
    #expect(full?.mean == 1 && full?.spread == 0)
    #expect(BetaBinomialModel(successes: [0], trials: [0]) == nil)
    let extreme = try #require(
      BetaBinomialModel(successes: [0, 9, 0, 9], trials: [9, 9, 9, 9]))
    #expect(extreme.spread > 1e3 && extreme.mean.isFinite)
  }

  @Test func orderOfBetaPosteriors() throws {
    let alpha = 4.74931919484294
    let beta = 1.4139411555972474
    let order = PosteriorOrder(
      counts.indices.map { unit in
        BetaDistribution(
          alpha: alpha + Double(counts[unit]),
          beta: beta + Double(trials[unit] - counts[unit]))
      })
    let first = (1..<8).map { order.above[0][$0] }
    #expect(
      isClose(first, comparisonNumbers("beta_above_1"), relative: 1e-10))
    let seventh = [0, 1, 2, 3, 4, 5, 7].map { order.above[6][$0] }
    #expect(
      isClose(seventh, comparisonNumbers("beta_above_7"), relative: 1e-10))
  }

  @Test func orderOfVeryUnequalPosteriors() {
    // A narrow one between two wide ones, at the ceiling.
    let order = PosteriorOrder([
      BetaDistribution(alpha: 999_000, beta: 1000),
      BetaDistribution(alpha: 2, beta: 0.5),
      BetaDistribution(alpha: 0.3, beta: 0.2),
    ])
    for unit in 0..<3 {
      for other in 0..<3 where other != unit {
        let sum = order.above[unit][other] + order.above[other][unit]
        #expect(isClose(sum, 1, relative: 1e-9))
      }
    }
    // P(beta(2, 0.5) ≤ 0.999), the narrow one being all but fixed.
    let tail = BetaDistribution(alpha: 2, beta: 0.5).cumulative(0.999)
    #expect(abs(order.above[0][1] - tail) < 1e-4)
  }

  @Test func normalModel() throws {
    let wanted = try EvaluationReference("shrinkage")["normal_normal"]
    let other = try EvaluationReference("shrinkage_R")
    let variances = errors.map { $0 * $0 }
    let fit = try #require(
      NormalShrinkage(
        estimates: values, variances: variances, method: .reml))
    let found: [Double] = [fit.variance, fit.mean, fit.meanError]
    let known = ["tau2_REML", "mu", "se_mu"].map { wanted[$0].number ?? 0 }
    #expect(isClose(found, known, relative: 1e-7))
    #expect(
      isClose(fit.reliability, wanted["reliability"].numbers, relative: 1e-7))
    #expect(isClose(fit.estimates, wanted["eb"].numbers, relative: 1e-7))
    #expect(
      isClose(fit.errors, other["sae"]["mse"].numbers, relative: 1e-7))
    #expect(
      isClose(
        fit.posteriorVariances, wanted["post_var_naive"].numbers,
        relative: 1e-7))
    #expect(wanted["y"].numbers == values && wanted["se"].numbers == errors)
    #expect(isClose(fit.estimates, other["sae"]["eblup"].numbers))
    #expect(isClose(fit.variance, other["sae"]["refvar"].value, relative: 1e-7))
    #expect(isClose(fit.mean, other["sae"]["beta"].value))
    // metafor takes the variance for known.
    let metafor = other["metafor"]
    let known2 = zip(fit.posteriorVariances, fit.reliability).map {
      own, share in
      let rest = (1 - share) * fit.meanError
      return (own + rest * rest).squareRoot()
    }
    #expect(isClose(known2, metafor["blup_se"].numbers, relative: 1e-7))
    #expect(isClose(fit.estimates, metafor["blup"].numbers))
    #expect(isClose(fit.mean, metafor["mu"].value))
    #expect(isClose(fit.meanError, metafor["se"].value, relative: 1e-7))
    let order = PosteriorOrder(
      means: fit.estimates, variances: fit.posteriorVariances)
    #expect(isClose(order.above, wanted["P_i_gt_k"].matrix, relative: 1e-6))
    #expect(
      isClose(
        order.expectedRanks, wanted["expected_rank"].numbers, relative: 1e-7))
  }

  @Test func otherVariances() throws {
    let metafor = try EvaluationReference("shrinkage_R")["metafor"]
    let variances = errors.map { $0 * $0 }
    for (method, key, tolerance) in [
      (BetweenVariance.dersimonianLaird, "tau2_DL", 1e-9),
      (.pauleMandel, "tau2_PM", 1e-7), (.reml, "tau2_REML", 1e-7),
    ] {
      let fit = NormalShrinkage(
        estimates: values, variances: variances, method: method)
      #expect(
        isClose(
          fit?.variance ?? 0, metafor[key].number ?? -1, relative: tolerance))
    }
    #expect(
      NormalShrinkage(estimates: [1], variances: [1], method: .reml) == nil)
    let equal = NormalShrinkage(
      estimates: [3, 3, 3], variances: [1, 2, 3], method: .dersimonianLaird)
    #expect(equal?.variance == 0 && equal?.estimates == [3, 3, 3])
  }

  @Test func exactLimits() throws {
    let wanted = try EvaluationReference("shrinkage")["funnel"]
    let target = 256.0 / 315
    #expect(isClose(target, wanted["p0"].number ?? 0, relative: 1e-15))
    let found = trials.map { trials in
      [0.001, 0.025, 0.975, 0.999].map { probability in
        binomialLimit(
          trials: trials, target: target, probability: probability) ?? .nan
      }
    }
    #expect(
      isClose(
        found, wanted["limits_0.1_2.5_97.5_99.9"].matrix, relative: 1e-9))
    #expect(binomialLimit(trials: 0, target: 0.5, probability: 0.9) == nil)
    #expect(binomialLimit(trials: 9, target: 1, probability: 0.001) == 1)
    #expect(binomialLimit(trials: 1, target: 0.5, probability: 0.001) == 0)
  }

  @Test func overDispersion() throws {
    let wanted = try EvaluationReference("shrinkage")["funnel"]
    let target = 256.0 / 315
    let nulls = trials.map { (target * (1 - target) / Double($0)).squareRoot() }
    let scores = counts.indices.map { unit in
      (Double(counts[unit]) / Double(trials[unit]) - target) / nulls[unit]
    }
    #expect(isClose(scores, wanted["z"].numbers, relative: 1e-9))
    let test = try #require(
      FunnelDispersionTest(
        scores: scores, errors: nulls, isTargetKnown: false))
    #expect(
      isClose(
        test.factor, wanted["phi_winsorised10"].number ?? 0, relative: 1e-9))
    let adjusted = scores.map { $0 / test.factor.squareRoot() }
    #expect(isClose(adjusted, wanted["z_adj"].numbers, relative: 1e-9))
    #expect(test.degreesOfFreedom == 7)
  }

  @Test func rankSets() throws {
    let wanted = try EvaluationReference("rank_sets")
    func sets(_ method: RankSetMethod, _ draws: Int = 1000) -> RankConfidence {
      RankConfidence(
        values: values, errors: errors, level: 0.95, method: method,
        draws: draws, seed: 7)
    }
    for (method, key, draws) in [
      (RankSetMethod.bonferroni, "bonferroni", 0), (.holm, "holm", 0),
      (.klein, "klein_sidak", 0),
      (.singleStep, "csranks_simul_single_step", 20_000),
      (.stepDown, "csranks_simul_stepdown", 20_000),
    ] {
      let found = sets(method, draws)
      let lower = found.simultaneous.map { Double($0.lower) }
      let upper = found.simultaneous.map { Double($0.upper) }
      #expect(lower == wanted[key]["L"].numbers, "\(key)")
      #expect(upper == wanted[key]["U"].numbers, "\(key)")
      if let critical = wanted[key]["z"].number {
        #expect(isClose(found.critical, critical, relative: 1e-9))
      }
    }
    let own = sets(.stepDown, 2000).marginal
    // The fifth unit: csranks drew 2 where the critical value of 2.4021 lies
    // 0.001 below the z of 2.4033 and 2.4046; integrated, it is 4.
    #expect(own.map(\.lower) == [1, 2, 1, 1, 4, 1, 1, 2])
    #expect(own.map(\.upper) == [6, 8, 8, 8, 8, 8, 8, 8])
  }

  /// csranks draws the critical value of a marginal set 200,000 times: its
  /// sets are those of critical values within two standard errors of the
  /// integrated one.
  @Test func marginalSetsAreThoseThatWereDrawn() throws {
    let wanted = try EvaluationReference("rank_sets")
    #expect(wanted["y"].numbers == values && wanted["se"].numbers == errors)
    let ranks = values.map { own in values.count { $0 > own } + 1 }
    #expect(wanted["rank"].numbers == ranks.map(Double.init))
    let drawn = wanted["csranks_marginal"]
    for unit in values.indices {
      let others = errors.indices.filter { $0 != unit }
      let own = OwnMaximum(
        error: errors[unit], others: others.map { errors[$0] })
      let exact = own.critical(0.95)
      let slope =
        (own.critical(0.951) - own.critical(0.949)) / 0.002
      let error = (0.95 * 0.05 / 200_000).squareRoot() * slope
      #expect(error < 0.0045)
      func set(_ critical: Double) -> [Double] {
        var (above, below) = (0, 0)
        for other in others {
          let scale =
            errors[unit] * errors[unit] + errors[other] * errors[other]
          let z = (values[unit] - values[other]) / scale.squareRoot()
          if z < -critical { above += 1 } else if z > critical { below += 1 }
        }
        return [Double(1 + above), Double(values.count - below)]
      }
      let sets = [set(exact - 2 * error), set(exact), set(exact + 2 * error)]
      let found = [drawn["L"].numbers[unit], drawn["U"].numbers[unit]]
      #expect(sets.contains(found), "unit \(unit + 1)")
      if unit != 4 { #expect(found == sets[1]) }
    }
  }

  @Test func ownMaximumIsIntegrated() throws {
    let wanted = comparisonNumbers("own_maximum")
    let found = errors.indices.map { unit in
      OwnMaximum(
        error: errors[unit],
        others: errors.indices.filter { $0 != unit }.map { errors[$0] }
      ).critical(0.95)
    }
    #expect(isClose(found, wanted, relative: 1e-8))
  }

  @Test func separatedUnitsHaveNarrowSets() {
    let found = RankConfidence(
      values: [1, 2, 3, 3], errors: [0.01, 0.01, 0.01, 0.01], level: 0.95,
      method: .stepDown, draws: 500, seed: 1)
    #expect(found.simultaneous.map(\.lower) == [4, 3, 1, 1])
    #expect(found.simultaneous.map(\.upper) == [4, 3, 2, 2])
    #expect(isClose(found.separated, 5.0 / 6, relative: 1e-12))
    let exact = RankConfidence(
      values: [1, 2], errors: [0, 0], level: 0.95, method: .singleStep,
      draws: 100, seed: 1)
    #expect(exact.simultaneous.map(\.lower) == [2, 1])
    let single = RankConfidence(
      values: [1], errors: [1], level: 0.95, method: .holm, draws: 1, seed: 1)
    #expect(single.simultaneous.map(\.upper) == [1])
    let none = RankConfidence(
      values: [], errors: [], level: 0.95, method: .stepDown, draws: 1, seed: 1)
    #expect(none.simultaneous.isEmpty && none.widest == 0)
  }

  @Test func comparisonIntervals() throws {
    let wanted = comparisonNumbers("goldstein_healy")
    let found = [errors, [Double](repeating: 1, count: 8)].map {
      goldsteinHealyFactor(errors: $0, level: 0.95) ?? 0
    }
    #expect(isClose(found, wanted, relative: 1e-9))
    #expect(goldsteinHealyFactor(errors: [1], level: 0.95) == nil)
  }

  @Test func poissonBinomial() throws {
    let shares = [0.9, 0.95, 0.99, 0.5, 0.7, 0.7, 0.85, 0.2]
    let sum = PoissonBinomial(shares)
    #expect(
      isClose(
        (0...8).map { sum.cumulative($0) },
        comparisonNumbers("poisson_binomial_cdf"), relative: 1e-12))
    #expect(
      isClose(
        [0.001, 0.025, 0.975, 0.999].map { sum.limit($0) },
        comparisonNumbers("poisson_binomial_limits"), relative: 1e-12))
    let found = PoissonBinomial.interval(
      observed: 4, probabilities: shares, level: 0.95)
    #expect(
      isClose(
        [found.lower, found.upper],
        comparisonNumbers("poisson_binomial_interval"), relative: 1e-9))
    #expect(PoissonBinomial([]).limit(0.975) == 0)
    let byar = byarLimits(
      observed: 12, critical: NormalDistribution().quantile(0.975))
    #expect(
      isClose(
        [byar.lower, byar.upper], comparisonNumbers("byar_12"),
        relative: 1e-12))
  }

  @Test func manyTrialsAreThoseOfTheBinomial() {
    let sum = PoissonBinomial([Double](repeating: 0.97, count: 1500))
    let binomial = BinomialDistribution(trials: 1500, share: 0.97)
    for count in [1400, 1440, 1455, 1470, 1499] {
      let wanted = binomial.cumulative(Double(count))
      #expect(isClose(sum.cumulative(count), wanted, relative: 1e-9))
    }
  }
}
