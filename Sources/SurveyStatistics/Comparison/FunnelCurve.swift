/// The limits of a funnel between its smallest and its largest base.
///
/// Rates have exact limits. Where units of the same base differ in their
/// errors, as means and case mixes do, the curve has the errors of a typical
/// unit; each unit is judged by its own.
struct FunnelCurve {
  let bases: [Double]
  private let rule: FunnelRule
  private let isRate: Bool
  /// The variance of one trial.
  private let unitVariance: Double
  private let factor: Double
  private let between: Double

  init(
    units: ComparedUnits, peer: PeerComparison, analysis: ComparisonAnalysis,
    from least: Double, to most: Double
  ) {
    let dispersion = analysis.options.funnel.dispersion
    rule = FunnelRule(
      measure: units.measure, dispersion: dispersion, limits: nil,
      target: peer.target)
    var isRate = false
    var variance = 0.0
    switch units.measure {
    case .rate:
      isRate = true
      variance = peer.target * (1 - peer.target)
    case .mean, .ratio:
      // The mean of base · v, weighted by the base.
      var total = 0.0
      for index in peer.compared {
        let unit = units.units[index]
        let base = unit.expected ?? unit.base
        let error = unit.error ?? 0
        variance += base * base * error * error
        total += base
      }
      variance = total > 0 ? variance / total : 0
    }
    self.isRate = isRate
    unitVariance = variance
    factor =
      dispersion == .multiplicative ? max(1, peer.dispersion?.factor ?? 1) : 1
    between = dispersion == .additive ? peer.dispersion?.variance ?? 0 : 0
    let low = max(least * 0.8, isRate ? 1 : least * 0.8)
    let high = most * 1.05
    var points: [Double] = []
    for step in 0...60 {
      let part = Double(step) / 60
      // More points where the limits bend.
      let base = low + (high - low) * part * part
      let point = isRate ? base.rounded() : base
      if point > (points.last ?? 0) { points.append(point) }
    }
    bases = points
  }

  func limits(_ base: Double, _ level: Double) -> PeerComparison.Limits {
    if isRate, rule.dispersion == .none {
      return rule.exact(Int(base), level)
    }
    let variance = unitVariance / base * factor + between
    return rule.normal(variance.squareRoot(), level)
  }
}
