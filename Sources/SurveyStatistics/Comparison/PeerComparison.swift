import Probability
import SurveyData

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The units of one peer group, compared with one another.
struct PeerComparison: Sendable {
  /// Whether a unit has enough data.
  enum Status: String, Sendable {
    case enough, marked, insufficient, none
  }

  /// Where a unit stands in the funnel.
  enum Position: Int, Sendable {
    case farBelow = -2
    case below, inside, above, farAbove
  }

  /// A shrunken estimate.
  struct Shrunken: Sendable {
    var value: Double
    var lower: Double
    var upper: Double
    var reliability: Double
    /// What the estimate of a rate is made of: x + a and n + a + b.
    var sums: EstimateSums?
    /// What the reliability is made of: n and n + a + b, or A and A + v.
    var weights: EstimateSums?
  }

  /// The limits of one unit.
  struct Limits: Sendable {
    var lower: Double
    var upper: Double

    /// The limits as they are printed beside a value.
    ///
    /// Limits lie between two counts, and tails judge counts: the value that
    /// a tail leaves inside may lie a part of one count beyond the limit, as
    /// 30 of 30 do. Its limit is then the value itself.
    func holding(_ value: Double, isInside: Bool) -> Limits {
      guard isInside, value.isFinite else { return self }
      return Limits(lower: min(lower, value), upper: max(upper, value))
    }
  }

  /// The levels of the funnel.
  static let levels = [0.95, 0.998]

  /// The positions of all units of the group.
  let members: [Int]
  /// Those that can be compared.
  let compared: [Int]
  /// Those that have ranks.
  let ranked: [Int]
  let target: Double
  let isTargetKnown: Bool
  /// a and b of the beta distribution.
  let beta: BetaBinomialModel?
  let normal: NormalShrinkage?
  /// By position among `compared`.
  let shrunken: [Shrunken]
  let scores: [Double]
  let adjusted: [Double]
  let dispersion: FunnelDispersionTest?
  /// For each level, by position among `compared`.
  let limits: [[Limits]]
  /// Where each compared unit stands.
  let positions: [Position]
  let order: PosteriorOrder
  let ranks: RankConfidence
  let bestRanks: [Int]
  let expectedRanks: [Double]
  /// The half width of comparison intervals in standard errors.
  let comparisonFactor: Double?
  let statuses: [Status]

  /// Whether there is anything to rank.
  var isRanked: Bool { ranked.count > 1 }

  init(
    _ all: ComparedUnits, peer: Int, analysis: ComparisonAnalysis,
    level: Double
  ) {
    let options = analysis.options
    let units = all.units
    members = units.indices.filter { units[$0].peer == peer }
    let compared = members.filter { unit in
      guard units[unit].isUsable else { return false }
      if case .rate = all.measure { return true }
      return (units[unit].error ?? 0) > 0
    }
    self.compared = compared
    let values = compared.map { units[$0].value ?? .nan }
    let errors = compared.map { units[$0].error ?? .nan }
    let bases = compared.map { units[$0].base }
    let counts = compared.map { units[$0].successes ?? 0 }
    var isRate = false
    if case .rate = all.measure { isRate = true }
    let found = Self.target(
      all.measure, values, errors, bases, options.funnel.target)
    target = found
    isTargetKnown = options.funnel.target != nil
    // Standard errors under the target.
    let nulls: [Double] =
      isRate
      ? bases.map { (found * (1 - found) / $0).squareRoot() } : errors
    let model = GroupShrinkage(
      options: options, isRate: isRate, values: values, errors: errors,
      counts: counts, bases: bases, level: level)
    beta = model.beta
    normal = model.normal
    shrunken = model.shrunken
    let scores = zip(values, nulls).map { value, error in
      error > 0 ? (value - found) / error : 0
    }
    self.scores = scores
    let dispersion =
      nulls.allSatisfy { $0 > 0 }
      ? FunnelDispersionTest(
        scores: scores, errors: nulls,
        isTargetKnown: options.funnel.target != nil) : nil
    self.dispersion = dispersion
    let factor = max(1, dispersion?.factor ?? 1)
    let between = dispersion?.variance ?? 0
    let widened = nulls.map { error in
      switch options.funnel.dispersion {
      case .none: error
      case .multiplicative: error * factor.squareRoot()
      case .additive: (error * error + between).squareRoot()
      }
    }
    adjusted = zip(values, widened).map { value, error in
      error > 0 ? (value - found) / error : 0
    }
    let rule = FunnelRule(
      measure: all.measure, dispersion: options.funnel.dispersion,
      limits: analysis.caseMix?.limits, target: found)
    let drawn = Self.levels.map { level in
      compared.indices.map { position in
        rule.limits(
          units[compared[position]], error: widened[position], level: level)
      }
    }
    let isExact = options.funnel.dispersion == .none
    let positions = compared.indices.map { index in
      let unit = units[compared[index]]
      return rule.position(
        unit, isExact: isExact, inner: drawn[0][index],
        outer: drawn[1][index])
    }
    self.positions = positions
    limits = drawn.enumerated().map { place, limits in
      compared.indices.map { index in
        limits[index].holding(
          values[index],
          isInside: abs(positions[index].rawValue) <= place)
      }
    }
    let reliabilities = model.shrunken.map(\.reliability)
    var statuses: [Status] = []
    for unit in members {
      guard let position = compared.firstIndex(of: unit) else {
        statuses.append(.none)
        continue
      }
      statuses.append(
        Self.status(
          reliabilities.isEmpty ? nil : reliabilities[position],
          bases[position], options.reliability))
    }
    self.statuses = statuses
    let withheld = Set(
      options.reliability.isWithheld
        ? zip(members, statuses).filter { $0.1 == .insufficient }.map(\.0)
        : [])
    let ranked = compared.filter { !withheld.contains($0) }
    self.ranked = ranked
    let places = compared.indices.filter { !withheld.contains(compared[$0]) }
    let sign = options.isHighBetter ? 1.0 : -1.0
    let isArcsine = isRate && options.ranks.scale == .arcsine
    let scaled = places.map { position in
      isArcsine
        ? asin(
          ((Double(counts[position]) + 0.375) / (bases[position] + 0.75))
            .squareRoot()) : values[position]
    }
    let scaledErrors = places.map { position in
      isArcsine
        ? 1 / (4 * bases[position] + 2).squareRoot() : errors[position]
    }
    ranks = RankConfidence(
      values: scaled.map { sign * $0 }, errors: scaledErrors, level: level,
      method: options.ranks.method, draws: options.ranks.draws,
      seed: options.ranks.seed)
    bestRanks = competitionRanks(places.map { sign * values[$0] })
      .map { $0 ?? 0 }
    let order = model.order(places)
    self.order = order
    let best = order.expectedRanks
    expectedRanks =
      options.isHighBetter
      ? best : best.map { Double(places.count + 1) - $0 }
    let quantile =
      options.ranks.hasComparisonIntervals
      ? goldsteinHealyFactor(
        errors: places.map { errors[$0] }, level: level) : nil
    comparisonFactor = quantile
  }

  private static func status(
    _ reliability: Double?, _ base: Double,
    _ rule: ComparisonOptions.Reliability
  ) -> Status {
    if base < rule.minimum { return .insufficient }
    guard let reliability else { return .enough }
    if reliability < rule.insufficient { return .insufficient }
    return reliability < rule.marked ? .marked : .enough
  }

  private static func target(
    _ measure: ComparedUnits.Measure, _ values: [Double], _ errors: [Double],
    _ bases: [Double], _ given: Double?
  ) -> Double {
    if let given { return given }
    switch measure {
    case .rate:
      let total = bases.reduce(0, +)
      return total > 0
        ? zip(values, bases).reduce(0) { $0 + $1.0 * $1.1 } / total : 0
    case .mean:
      let weights = errors.map { 1 / ($0 * $0) }
      let total = weights.reduce(0, +)
      return total > 0
        ? zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 } / total : 0
    case .ratio: return 1
    }
  }
}
