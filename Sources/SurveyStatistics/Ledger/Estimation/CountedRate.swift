import Probability
import SurveyData

/// A rate of fewer cases than this carries no claim; a census carries any.
let smallBase = 30

/// How many of how many.
struct CountedRate: Hashable {
  var count = 0
  var base = 0

  init(_ count: Int, of base: Int) {
    self.count = count
    self.base = base
  }

  /// Counts the values that are there and those that are true.
  init(_ values: some Sequence<Bool?>) {
    for case let value? in values {
      base += 1
      if value { count += 1 }
    }
  }

  /// Both counts.
  var sums: EstimateSums {
    EstimateSums(above: Double(count), below: Double(base))
  }

  /// The rate; `nil` of nothing.
  var value: Double? {
    base > 0 ? Double(count) / Double(base) : nil
  }
}

/// Makes the intervals of rates.
///
/// Wilson's (1927) score interval, or Clopper and Pearson's (1934) from
/// quantiles of the beta distribution:
///
///     lower = B(α/2; x, n − x + 1),   upper = B(1 − α/2; x + 1, n − x)
///
/// A census has none: the count is what it is.
struct RateIntervals {
  let level: Double
  let method: LedgerOptions.RateInterval
  let isCensus: Bool

  func interval(_ rate: CountedRate) -> Interval? {
    guard !isCensus, rate.base > 0 else { return nil }
    let (x, n) = (Double(rate.count), Double(rate.base))
    switch method {
    case .wilson:
      let z = NormalDistribution().quantile(1 - (1 - level) / 2)
      return wilsonInterval(share: x / n, base: n, critical: z).map {
        Interval(
          lower: $0.lower, upper: $0.upper, level: level, method: "wilson")
      }
    case .exact:
      let tail = (1 - level) / 2
      let lower =
        rate.count == 0
        ? 0 : BetaDistribution(alpha: x, beta: n - x + 1).quantile(tail)
      let upper =
        rate.count == rate.base
        ? 1 : BetaDistribution(alpha: x + 1, beta: n - x).quantile(1 - tail)
      return Interval(
        lower: lower, upper: upper, level: level, method: "clopper-pearson")
    }
  }

  func cell(_ rate: CountedRate) -> StatisticsTable.Cell {
    if rate.base == 0 { return .empty }
    let interval = interval(rate)
    var cell = StatisticsTable.Cell(
      rate.value, interval: interval,
      isWeak: interval != nil && rate.base < smallBase)
    cell.sums = rate.sums
    return cell
  }
}
