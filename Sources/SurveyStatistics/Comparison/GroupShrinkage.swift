import Probability
import SurveyData

/// The shrinkage of one group.
struct GroupShrinkage {
  var beta: BetaBinomialModel?
  var normal: NormalShrinkage?
  var shrunken: [PeerComparison.Shrunken] = []
  private var posteriors: [BetaDistribution]?
  private var counts: Int

  init(
    options: ComparisonOptions, isRate: Bool, values: [Double],
    errors: [Double], counts: [Int], bases: [Double], level: Double
  ) {
    self.counts = values.count
    let tail = (1 - level) / 2
    if isRate, options.shrinkage != .normal {
      let trials = bases.map { Int($0) }
      beta = BetaBinomialModel(successes: counts, trials: trials)
      guard let beta else { return }
      let found = counts.indices.map {
        beta.posterior(counts[$0], of: trials[$0])
      }
      let total = trials.reduce(0, +)
      let pooled = clopperPearson(
        counts.reduce(0, +), of: total, level: level)
      shrunken = found.indices.map { unit in
        guard let posterior = found[unit] else {
          return .init(
            value: beta.mean, lower: pooled.lower, upper: pooled.upper,
            reliability: 0,
            sums: EstimateSums(
              above: Double(counts.reduce(0, +)), below: Double(total)))
        }
        return .init(
          value: posterior.alpha / (posterior.alpha + posterior.beta),
          lower: posterior.quantile(tail),
          upper: posterior.quantile(1 - tail),
          reliability: beta.reliability(trials[unit]),
          sums: posterior.sums,
          weights: EstimateSums(
            above: bases[unit], below: bases[unit] + beta.priorSize))
      }
      let known = found.compactMap { $0 }
      posteriors = known.count == found.count ? known : nil
      return
    }
    var variances = errors.map { $0 * $0 }
    if isRate {
      // A rate of 0 or 1 has no error of its own.
      let total = bases.reduce(0, +)
      let rate =
        total > 0
        ? zip(values, bases).reduce(0) { $0 + $1.0 * $1.1 } / total : 0
      variances = bases.map { rate * (1 - rate) / $0 }
    }
    guard variances.allSatisfy({ $0 > 0 }) else { return }
    normal = NormalShrinkage(
      estimates: values, variances: variances, method: options.between)
    guard let normal else { return }
    let critical = NormalDistribution().quantile(1 - tail)
    shrunken = values.indices.map { unit in
      let half = critical * normal.errors[unit].squareRoot()
      return .init(
        value: normal.estimates[unit], lower: normal.estimates[unit] - half,
        upper: normal.estimates[unit] + half,
        reliability: normal.reliability[unit],
        weights: EstimateSums(
          above: normal.variance,
          below: normal.variance + variances[unit]))
    }
  }

  /// The order of the units at `positions`.
  func order(_ positions: [Int]) -> PosteriorOrder {
    if let posteriors, !positions.isEmpty {
      return PosteriorOrder(positions.map { posteriors[$0] })
    }
    if let normal {
      return PosteriorOrder(
        means: positions.map { normal.estimates[$0] },
        variances: positions.map { normal.posteriorVariances[$0] })
    }
    return PosteriorOrder(
      means: positions.map { _ in 0 }, variances: positions.map { _ in 0 })
  }
}
