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

  /// Where a unit stands.
  ///
  /// Counts are judged by exact tails, not by the limits that are drawn: a
  /// unit is above when P(X ≥ x) is no more than the tail of the level. The
  /// interpolated upper limit never reaches 1, so that 12 of 12 would lie
  /// above it however small the base.
  func position(
    _ unit: ComparedUnit, isExact: Bool, inner: PeerComparison.Limits,
    outer: PeerComparison.Limits
  ) -> PeerComparison.Position {
    if isExact, let (above, below) = tails(unit) {
      let tails = PeerComparison.levels.map { (1 - $0) / 2 }
      if above <= tails[1] { return .farAbove }
      if above <= tails[0] { return .above }
      if below <= tails[1] { return .farBelow }
      return below <= tails[0] ? .below : .inside
    }
    let value = unit.value ?? target
    if value > outer.upper { return .farAbove }
    if value > inner.upper { return .above }
    if value < outer.lower { return .farBelow }
    return value < inner.lower ? .below : .inside
  }

  /// P(X ≥ x) and P(X ≤ x) of a count at the target; `nil` where the funnel
  /// is no distribution of counts.
  private func tails(_ unit: ComparedUnit) -> (Double, Double)? {
    guard let hits = unit.successes else { return nil }
    switch measure {
    case .rate:
      return binomialTails(hits, of: Int(unit.base), target: target)
    case .ratio:
      guard target == 1, limits != .byar else { return nil }
      let found = PoissonBinomial(unit.probabilities)
      return (1 - found.cumulative(hits - 1), found.cumulative(hits))
    case .mean: return nil
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
