import Probability

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How many pairs of units are told apart at once.
public enum RankSetMethod: String, Sendable, CaseIterable, Hashable {
  /// Step-down of the simulated maximum (Mogstad, Romano, Shaikh and Wilhelm
  /// 2024): pairs told apart are left out and the maximum is taken over the
  /// others, until no further pair is told apart.
  case stepDown = "step-down"
  /// The simulated maximum of all pairs, once.
  case singleStep = "single-step"
  /// Bonferroni over all pairs, two-sided.
  case bonferroni
  /// Holm's step-down (1979) over all pairs.
  case holm
  /// Intervals of all units at once at Šidák's level, and pairs whose
  /// intervals do not meet (Klein, Wright and Wieczorek 2020).
  case klein
}

/// Confidence sets for ranks.
///
/// With zᵢₖ = (yᵢ − yₖ)/√(sᵢ² + sₖ²) the set of unit i goes from
/// 1 + the number of units significantly above it to m − the number
/// significantly below it. The simultaneous sets hold all true ranks at once
/// with the level; the marginal set of a unit holds its own and looks at its
/// own m − 1 differences only. Units are independent.
///
/// The critical value of a marginal set is integrated, not simulated, up to
/// `OwnMaximum.most` units: given the error of the unit itself its
/// differences are independent.
///
/// Edge cases:
///
/// - Two units without error are told apart when they differ.
/// - One unit has the rank 1.
///
/// Checked against csranks, `reference/evaluation/rank_sets.json`, and
/// against scipy where csranks is too random to decide.
struct RankConfidence: Sendable {
  /// The ranks from the best to the worst that a unit can have.
  struct Ranks: Sendable, Hashable {
    var lower: Int
    var upper: Int
  }

  let marginal: [Ranks]
  let simultaneous: [Ranks]
  /// The critical value of the last step; of the first under `holm`.
  let critical: Double
  /// The share of pairs that are told apart at once.
  let separated: Double

  /// The share of the field that the widest simultaneous set covers.
  var widest: Double {
    guard simultaneous.count > 1 else { return 0 }
    return simultaneous.map {
      Double($0.upper - $0.lower + 1) / Double(simultaneous.count)
    }.max() ?? 0
  }

  /// How many units have a simultaneous set over half of the field.
  var unplaced: Int {
    simultaneous.count {
      2 * ($0.upper - $0.lower + 1) > simultaneous.count
    }
  }

  /// - Parameters:
  ///   - values: The estimates, the highest having rank 1.
  ///   - errors: Their standard errors.
  ///   - draws: The number of simulated maxima.
  ///   - seed: The seed of the simulation.
  init(
    values: [Double], errors: [Double], level: Double, method: RankSetMethod,
    draws: Int, seed: UInt64
  ) {
    let pairs = PairTable(values, errors)
    let count = values.count
    let alpha = 1 - level
    let normal = NormalDistribution()
    let number = Double(count * (count - 1) / 2)
    guard count > 1 else {
      marginal = values.map { _ in Ranks(lower: 1, upper: 1) }
      simultaneous = marginal
      critical = 0
      separated = 0
      return
    }
    var told = [Bool](repeating: false, count: count * count)
    var own = told
    switch method {
    case .bonferroni:
      critical = normal.quantile(1 - alpha / (2 * number))
      let single = normal.quantile(1 - alpha / (2 * Double(count - 1)))
      told = pairs.sizes.map { [critical] in $0 > critical }
      own = pairs.sizes.map { $0 > single }
    case .holm:
      critical = normal.quantile(1 - alpha / (2 * number))
      let all = (0..<count).flatMap { unit in
        (0..<unit).map { unit * count + $0 }
      }
      for pair in pairs.holm(all, alpha) {
        told[pair] = true
        told[pair % count * count + pair / count] = true
      }
      for unit in 0..<count {
        let others = (0..<count).filter { $0 != unit }
        for pair in pairs.holm(others.map { unit * count + $0 }, alpha) {
          own[pair] = true
        }
      }
    case .klein:
      let sidak = 1 - pow(level, 1 / Double(count))
      critical = normal.quantile(1 - sidak / 2)
      for unit in 0..<count {
        for other in 0..<count where other != unit {
          let gap = abs(values[unit] - values[other])
          let sum = errors[unit] + errors[other]
          told[unit * count + other] = gap > critical * sum
        }
      }
      // A rank rests on the intervals of all units.
      own = told
    case .singleStep, .stepDown:
      let simulated = SimulatedMaxima(
        errors: errors, draws: draws, seed: seed, level: level)
      var active = [Bool](repeating: true, count: count * count)
      var value = 0.0
      while true {
        value = simulated.critical(active)
        var hasMore = false
        for pair in told.indices
        where active[pair] && pairs.sizes[pair] > value {
          told[pair] = true
          active[pair] = false
          hasMore = true
        }
        if !hasMore || method == .singleStep { break }
      }
      critical = value
      for unit in 0..<count {
        var others = (0..<count).filter { $0 != unit }
        while !others.isEmpty {
          let value =
            count <= OwnMaximum.most
            ? OwnMaximum(
              error: errors[unit], others: others.map { errors[$0] }
            ).critical(level)
            : simulated.critical(of: unit, against: others)
          let rest = others.filter { pairs.sizes[unit * count + $0] <= value }
          for other in others where pairs.sizes[unit * count + other] > value {
            own[unit * count + other] = true
          }
          if rest.count == others.count || method == .singleStep { break }
          others = rest
        }
      }
    }
    marginal = pairs.ranks(own)
    simultaneous = pairs.ranks(told)
    separated = Double(told.count { $0 }) / (2 * number)
  }
}

/// The differences of all pairs.
private struct PairTable {
  let values: [Double]
  /// |z| of each pair, 0 of a unit and itself.
  let sizes: [Double]

  init(_ values: [Double], _ errors: [Double]) {
    self.values = values
    let count = values.count
    var sizes = [Double](repeating: 0, count: count * count)
    for unit in 0..<count {
      for other in 0..<count where other != unit {
        let gap = abs(values[unit] - values[other])
        let error =
          (errors[unit] * errors[unit] + errors[other] * errors[other])
          .squareRoot()
        sizes[unit * count + other] =
          gap == 0 ? 0 : error > 0 ? gap / error : .infinity
      }
    }
    self.sizes = sizes
  }

  /// The pairs that Holm's procedure tells apart.
  func holm(_ pairs: [Int], _ alpha: Double) -> [Int] {
    let normal = NormalDistribution()
    let order = pairs.sorted { (sizes[$1], $0) < (sizes[$0], $1) }
    var result: [Int] = []
    for (position, pair) in order.enumerated() {
      let left = Double(order.count - position)
      if sizes[pair] <= normal.quantile(1 - alpha / (2 * left)) { break }
      result.append(pair)
    }
    return result
  }

  func ranks(_ told: [Bool]) -> [RankConfidence.Ranks] {
    let count = values.count
    return (0..<count).map { unit in
      var (above, below) = (0, 0)
      for other in 0..<count where told[unit * count + other] {
        if values[other] > values[unit] { above += 1 } else { below += 1 }
      }
      return RankConfidence.Ranks(lower: 1 + above, upper: count - below)
    }
  }
}

/// Simulated errors of all units, and quantiles of the largest difference.
private struct SimulatedMaxima {
  let count: Int
  let draws: Int
  let level: Double
  /// The errors of a draw, unit after unit.
  let errors: [Double]
  /// 1/√(sᵢ² + sₖ²), 0 for a unit and itself.
  let scales: [Double]

  init(errors: [Double], draws: Int, seed: UInt64, level: Double) {
    count = errors.count
    self.draws = draws
    self.level = level
    let stream = RandomStream(seed: seed, name: "comparison/ranks")
    var drawn = [Double](repeating: 0, count: errors.count * draws)
    for draw in 0..<draws {
      var numbers = stream.draw(draw)
      for unit in errors.indices {
        drawn[draw * errors.count + unit] = errors[unit] * numbers.normal()
      }
    }
    self.errors = drawn
    var scales = [Double](repeating: 0, count: errors.count * errors.count)
    for unit in errors.indices {
      for other in errors.indices where other != unit {
        let square =
          errors[unit] * errors[unit] + errors[other] * errors[other]
        if square > 0 {
          scales[unit * errors.count + other] = 1 / square.squareRoot()
        }
      }
    }
    self.scales = scales
  }

  /// The quantile of the largest |z| over the active pairs.
  func critical(_ active: [Bool]) -> Double {
    // A pair that is left out has the scale 0 and adds nothing.
    var used = scales
    for pair in used.indices where !active[pair] { used[pair] = 0 }
    var maxima = [Double](repeating: 0, count: draws)
    errors.withUnsafeBufferPointer { errors in
      used.withUnsafeBufferPointer { used in
        for draw in 0..<draws {
          let start = draw * count
          var top = 0.0
          for unit in 1..<max(2, count) where unit < count {
            let own = errors[start + unit]
            let row = unit * count
            for other in 0..<unit {
              let size = abs(own - errors[start + other]) * used[row + other]
              if size > top { top = size }
            }
          }
          maxima[draw] = top
        }
      }
    }
    return quantile(maxima)
  }

  /// The quantile of the largest |z| of one unit.
  func critical(of unit: Int, against others: [Int]) -> Double {
    var maxima = [Double](repeating: 0, count: draws)
    for draw in 0..<draws {
      let start = draw * count
      var top = 0.0
      for other in others {
        let size =
          abs(errors[start + unit] - errors[start + other])
          * scales[unit * count + other]
        if size > top { top = size }
      }
      maxima[draw] = top
    }
    return quantile(maxima)
  }

  private func quantile(_ maxima: [Double]) -> Double {
    RankDraws.quantile(maxima.sorted(), level) ?? .infinity
  }
}
