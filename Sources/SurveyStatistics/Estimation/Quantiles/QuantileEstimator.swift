import Probability
import SurveyData

/// Estimates quantiles of one variable in the cells of a grouping.
struct QuantileEstimator {
  let data: AnalysisData
  let values: [Double]
  let grouping: Grouping
  let rule: QuantileRule
  let interval: QuantileInterval
  /// The rows of each cell with a value and a weight, by their values.
  private let rows: [[Int32]]
  private let orders: [WeightedOrder]

  /// A quantile with its limits and the cumulated share behind it.
  struct Found {
    var share: LinearEstimate
    var value: Double?
    var standardError: Double?
    var interval: Interval?
  }

  init(
    _ values: [Double], in grouping: Grouping, data: AnalysisData,
    rule: QuantileRule, interval: QuantileInterval
  ) {
    self.data = data
    self.values = values
    self.grouping = grouping
    self.rule = rule
    self.interval = interval
    let weights = data.design.weights
    var sorted = values.indices.compactMap { row in
      grouping.cells[row] >= 0 && !values[row].isNaN && weights[row] > 0
        ? Int32(row) : nil
    }
    sorted.sort {
      let (left, right) = (values[Int($0)], values[Int($1)])
      return left == right ? $0 < $1 : left < right
    }
    var rows = [[Int32]](repeating: [], count: grouping.cellCount)
    for row in sorted { rows[Int(grouping.cells[Int(row)])].append(row) }
    self.rows = rows
    orders = rows.map {
      WeightedOrder(rows: $0, values: values, weights: weights)
    }
  }

  /// The quantile of the share `p` in each cell.
  func quantiles(_ p: Double) -> [Found] {
    let quantiles = orders.map { $0.quantile(p, rule) }
    let shares = shares(atOrBelow: quantiles.map { $0 ?? .nan })
    let errors =
      interval == .replicates ? replicatedErrors(p, quantiles) : []
    let scores =
      interval == .score || interval == .scoreWeighted
      ? scoreLimits(p, shares) : []
    return quantiles.indices.map { cell in
      var found = Found(share: shares[cell], value: quantiles[cell])
      guard let quantile = quantiles[cell], let t = critical(shares[cell])
      else { return found }
      let limits: (lower: Double, upper: Double)?
      switch interval {
      case .replicates:
        limits = errors[cell].map { (quantile - t * $0, quantile + t * $0) }
      case .score, .scoreWeighted: limits = scores[cell]
      case .mean, .beta, .xlogit, .asin, .wald:
        limits = carriedBack(shareLimits(shares[cell], p, t), cell)
      }
      guard let limits else { return found }
      found.standardError = (limits.upper - limits.lower) / (2 * t)
      found.interval = Interval(
        lower: limits.lower, upper: limits.upper, level: data.level,
        method: interval == .replicates ? "t" : "woodruff")
      return found
    }
  }

  /// F(x) of each cell at its own x.
  private func shares(atOrBelow points: [Double]) -> [LinearEstimate] {
    let cells = grouping.cells
    let indicators = values.indices.map { row -> Double in
      let (cell, value) = (Int(cells[row]), values[row])
      if cell < 0 || value.isNaN { return .nan }
      return value <= points[cell] ? 1 : 0
    }
    return LinearEstimator(data: data).means(of: indicators, in: grouping)
  }

  /// The t quantile; `nil` where there is no interval.
  private func critical(_ share: LinearEstimate) -> Double? {
    guard share.standardError != nil, !share.isCensus,
      share.degreesOfFreedom > 0
    else { return nil }
    return StudentTDistribution(
      degreesOfFreedom: Double(share.degreesOfFreedom)
    ).quantile(1 - (1 - data.level) / 2)
  }

  private func shareLimits(
    _ share: LinearEstimate, _ p: Double, _ t: Double
  ) -> (lower: Double, upper: Double)? {
    guard let value = share.value, let error = share.standardError else {
      return nil
    }
    // At the last value the share has no variance, and says nothing.
    if value <= 0 || value >= 1 { return nil }
    switch interval {
    case .beta:
      return ShareLimits(share, level: data.level)?.beta(isCapped: false)
    case .xlogit: return ShareLimits(share, level: data.level)?.logit
    case .asin: return ShareLimits(share, level: data.level)?.arcsine
    case .wald: return (p - t * error, p + t * error)
    case .mean, .score, .scoreWeighted, .replicates:
      return (value - t * error, value + t * error)
    }
  }

  /// The values at shares; none where a share lies outside of 0 to 1, since
  /// the data do not tell what is beyond them.
  private func carriedBack(
    _ limits: (lower: Double, upper: Double)?, _ cell: Int
  ) -> (lower: Double, upper: Double)? {
    guard let limits, limits.lower >= 0, limits.upper <= 1,
      let lower = orders[cell].quantile(limits.lower, rule),
      let upper = orders[cell].quantile(limits.upper, rule)
    else { return nil }
    return (lower, upper)
  }

  // MARK: - Replicates

  private func replicatedErrors(
    _ p: Double, _ quantiles: [Double?]
  ) -> [Double?] {
    guard let replicates = data.design.replicates else {
      return quantiles.map { _ in nil }
    }
    let (rows, values, rule) = (rows, values, rule)
    let drawn = replicates.replicated { weights in
      rows.map {
        WeightedOrder(rows: $0, values: values, weights: weights)
          .quantile(p, rule) ?? .nan
      }
    }
    return quantiles.indices.map { cell in
      guard let quantile = quantiles[cell] else { return nil }
      let known = drawn.map { drawn -> [Double]? in
        guard let value = drawn?[cell], value.isFinite else { return nil }
        return [value]
      }
      let variance = replicates.covariance(known, around: [quantile])[0, 0]
      return variance.isFinite && variance >= 0 ? variance.squareRoot() : nil
    }
  }

  // MARK: - Scores

  /// The limits where the test of F(θ) = p changes, found by bisection over
  /// the different values of all cells at once.
  private func scoreLimits(
    _ p: Double, _ shares: [LinearEstimate]
  ) -> [(lower: Double, upper: Double)?] {
    let steps = orders.map { order in
      var distinct: [Double] = []
      for value in order.values where distinct.last != value {
        distinct.append(value)
      }
      return distinct
    }
    let quantiles = shares.map { self.critical($0) ?? .nan }
    let lower = crossings(p, steps, quantiles)
    let upper = crossings(p, steps, quantiles.map { -$0 })
    return lower.indices.map { cell in
      guard let lower = lower[cell], let upper = upper[cell] else { return nil }
      return (lower, upper)
    }
  }

  /// The θ of each cell where (p − F(θ))/se(F(θ)) falls through `limits`.
  private func crossings(
    _ p: Double, _ steps: [[Double]], _ limits: [Double]
  ) -> [Double?] {
    func excesses(_ positions: [Int]) -> [Double] {
      let points = positions.indices.map { cell in
        steps[cell].indices.contains(positions[cell])
          ? steps[cell][positions[cell]] : .nan
      }
      return self.shares(atOrBelow: points).enumerated().map { cell, share in
        guard let value = share.value, let error = share.standardError,
          !points[cell].isNaN
        else { return .nan }
        return (p - value) / error - limits[cell]
      }
    }
    // The last value has F = 1 and no variance.
    var low = steps.map { _ in 0 }
    var high = steps.map { $0.count - 2 }
    var (above, below) = (excesses(low), excesses(high))
    let isKnown = steps.indices.map { cell in
      high[cell] > 0 && above[cell] > 0 && below[cell] <= 0
    }
    while true {
      let isOpen = steps.indices.map {
        isKnown[$0] && high[$0] - low[$0] > 1
      }
      guard isOpen.contains(true) else { break }
      let middle = steps.indices.map {
        isOpen[$0] ? (low[$0] + high[$0]) / 2 : low[$0]
      }
      let found = excesses(middle)
      for cell in steps.indices where isOpen[cell] {
        if found[cell] > 0 {
          (low[cell], above[cell]) = (middle[cell], found[cell])
        } else {
          (high[cell], below[cell]) = (middle[cell], found[cell])
        }
      }
    }
    return steps.indices.map { cell in
      guard isKnown[cell] else { return nil }
      if interval == .scoreWeighted { return steps[cell][high[cell]] }
      // A root finder ends on the side where the step is nearer to 0.
      let side = above[cell] < -below[cell] ? low[cell] : high[cell]
      let point = steps[cell][side]
      let order = orders[cell]
      let count = order.values.count { $0 <= point }
      return order.quantile(
        Double(count) / Double(order.values.count), rule)
    }
  }
}
