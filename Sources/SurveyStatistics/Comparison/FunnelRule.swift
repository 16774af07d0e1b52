import Probability

/// Limits of the funnel.
struct FunnelRule: Sendable {
  let measure: ComparedUnits.Measure
  let dispersion: FunnelDispersion
  /// How limits of expected numbers are found.
  let limits: CaseMix.Limits?
  let target: Double

  /// The limits of one unit.
  func limits(
    _ unit: ComparedUnit, error: Double, level: Double
  ) -> PeerComparison.Limits {
    let tail = (1 - level) / 2
    guard dispersion == .none else { return normal(error, level) }
    switch measure {
    case .rate:
      return exact(Int(unit.base), level)
    case .mean:
      return normal(error, level)
    case .ratio:
      guard let expected = unit.expected, expected > 0, target == 1 else {
        return normal(error, level)
      }
      if limits == .byar {
        let critical = NormalDistribution().quantile(1 - tail)
        let found = byarLimits(observed: expected, critical: critical)
        return .init(
          lower: found.lower / expected, upper: found.upper / expected)
      }
      let sum = PoissonBinomial(unit.probabilities)
      return .init(
        lower: sum.limit(tail) / expected,
        upper: sum.limit(1 - tail) / expected)
    }
  }

  /// Exact limits of a rate.
  func exact(_ trials: Int, _ level: Double) -> PeerComparison.Limits {
    let tail = (1 - level) / 2
    return .init(
      lower: binomialLimit(
        trials: trials, target: target, probability: tail) ?? target,
      upper: binomialLimit(
        trials: trials, target: target, probability: 1 - tail) ?? target)
  }

  /// target ± z·error, within the range of rates.
  func normal(_ error: Double, _ level: Double) -> PeerComparison.Limits {
    let half = NormalDistribution().quantile(1 - (1 - level) / 2) * error
    var (lower, upper) = (target - half, target + half)
    switch measure {
    case .rate, .mean(isShare: true):
      lower = max(0, lower)
      upper = min(1, upper)
    case .ratio: lower = max(0, lower)
    case .mean: break
    }
    return .init(lower: lower, upper: upper)
  }
}
