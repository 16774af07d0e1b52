import Probability

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Clopper and Pearson's exact interval (1934) of a share.
///
/// - Returns: 0 to 1 without a trial.
func clopperPearson(
  _ successes: Int, of trials: Int, level: Double
) -> (lower: Double, upper: Double) {
  guard trials > 0 else { return (0, 1) }
  let tail = (1 - level) / 2
  let (hits, misses) = (Double(successes), Double(trials - successes))
  let lower =
    successes == 0
    ? 0 : BetaDistribution(alpha: hits, beta: misses + 1).quantile(tail)
  let upper =
    successes == trials
    ? 1 : BetaDistribution(alpha: hits + 1, beta: misses).quantile(1 - tail)
  return (lower, upper)
}

/// Garwood's exact interval of a Poisson number (1936): half the chi-squared
/// quantiles with 2d and 2d + 2 degrees of freedom.
func garwoodLimits(
  _ number: Int, level: Double
) -> (lower: Double, upper: Double) {
  let tail = (1 - level) / 2
  let twice = 2 * Double(number)
  return (
    number == 0
      ? 0 : ChiSquaredDistribution(degreesOfFreedom: twice).quantile(tail) / 2,
    ChiSquaredDistribution(degreesOfFreedom: twice + 2).quantile(1 - tail) / 2
  )
}

/// Two answers of the same cases, each yes or no.
struct PairedTable: Sendable, Hashable {
  /// Both yes.
  var both = 0
  /// Yes only at first.
  var lost = 0
  /// Yes only at last.
  var gained = 0
  /// Neither.
  var neither = 0

  var count: Int { both + lost + gained + neither }

  /// The change of the share of yes.
  var change: Double? {
    count > 0 ? Double(gained - lost) / Double(count) : nil
  }

  /// McNemar's exact test: twice the smaller tail of the discordant pairs
  /// under a fair coin, at most 1; 1 without discordant pairs.
  var probability: Double? {
    guard count > 0 else { return nil }
    let discordant = lost + gained
    if discordant == 0 { return 1 }
    return min(
      1,
      2
        * BinomialDistribution(trials: discordant, share: 0.5)
        .cumulative(Double(min(lost, gained))))
  }

  /// Newcombe's interval of the change (1998, method 10): Wilson's intervals
  /// of both shares joined, with their correlation φ corrected for
  /// continuity.
  func interval(level: Double) -> (lower: Double, upper: Double)? {
    guard let change else { return nil }
    let total = Double(count)
    let critical = NormalDistribution().quantile(1 - (1 - level) / 2)
    let first = Double(both + lost) / total
    let last = Double(both + gained) / total
    guard
      let before = wilsonInterval(
        share: first, base: total, critical: critical),
      let after = wilsonInterval(share: last, base: total, critical: critical)
    else { return nil }
    let (a, b) = (Double(both), Double(lost))
    let (c, d) = (Double(gained), Double(neither))
    let product = (a + b) * (c + d) * (a + c) * (b + d)
    var cross = a * d - b * c
    if cross > 0 { cross = max(cross - total / 2, 0) }
    let correlation = product > 0 ? cross / product.squareRoot() : 0
    func distance(_ one: Double, _ other: Double) -> Double {
      max(0, one * one - 2 * correlation * one * other + other * other)
        .squareRoot()
    }
    return (
      change - distance(last - after.lower, before.upper - first),
      change + distance(after.upper - last, first - before.lower)
    )
  }
}

/// A table of counts, rows and columns in their order.
struct OrderedTable: Sendable {
  let counts: [[Int]]

  /// Kendall's τ_b = (C − D)/√((P − Tᵣ)(P − T_c)), P being all pairs and T
  /// those tied in rows or columns; `nil` where one of the two never varies.
  var tau: Double? {
    let rows = counts.map { $0.reduce(0, +) }
    let width = counts.first?.count ?? 0
    let columns = (0..<width).map { column in
      counts.reduce(0) { $0 + $1[column] }
    }
    let total = rows.reduce(0, +)
    func pairs(_ number: Int) -> Double {
      Double(number) * Double(number - 1) / 2
    }
    let all = pairs(total)
    let left = all - rows.reduce(0) { $0 + pairs($1) }
    let right = all - columns.reduce(0) { $0 + pairs($1) }
    guard left > 0, right > 0 else { return nil }
    var difference = 0.0
    for row in counts.indices {
      for column in 0..<width where counts[row][column] > 0 {
        for lower in counts.indices where lower > row {
          for other in 0..<width where other != column {
            let product =
              Double(counts[row][column]) * Double(counts[lower][other])
            difference += other > column ? product : -product
          }
        }
      }
    }
    return difference / (left * right).squareRoot()
  }
}

/// Fisher's exact test of a table of two by two, two-sided: the probability
/// of all tables with the same margins that are no more probable than this
/// one.
///
/// As R's `fisher.test` does, tables that are more probable by less than one
/// part in 10⁷ count as equally probable.
func fisherProbability(_ table: PairedTable) -> Double? {
  guard table.count > 0 else { return nil }
  let first = table.both + table.lost
  let column = table.both + table.gained
  let low = max(0, column - (table.count - first))
  let high = min(first, column)
  // Ratios of neighbours, from the table at hand.
  var logarithms = [Double](repeating: 0, count: high - low + 1)
  for value in (low + 1)..<max(low + 2, high + 1) where value <= high {
    let above =
      Double(first - value + 1) * Double(column - value + 1)
    let rest = table.count - first - column + value
    let below = Double(value) * Double(rest)
    logarithms[value - low] = logarithms[value - low - 1] + log(above / below)
  }
  let top = logarithms.max() ?? 0
  let masses = logarithms.map { exp($0 - top) }
  let total = masses.reduce(0, +)
  let own = masses[table.both - low]
  let tail = masses.filter { $0 <= own * (1 + 1e-7) }.reduce(0, +)
  return min(1, tail / total)
}

/// The interval of Imbens and Manski (2004) for a number between two bounds:
/// c solves Φ(c + (u − l)/max(sₗ, sᵤ)) − Φ(−c) = level, and the interval is
/// l − c·sₗ to u + c·sᵤ.
func imbensManskiInterval(
  lower: Double, upper: Double, lowerError: Double, upperError: Double,
  level: Double
) -> (lower: Double, upper: Double) {
  let largest = max(lowerError, upperError)
  guard largest > 0 else { return (lower, upper) }
  let normal = NormalDistribution()
  let width = (upper - lower) / largest
  var (low, high) = (0.0, 10.0)
  for _ in 0..<100 {
    let middle = (low + high) / 2
    let found =
      normal.cumulative(middle + width) - normal.cumulative(-middle)
    if found < level { low = middle } else { high = middle }
  }
  let factor = (low + high) / 2
  return (
    max(0, lower - factor * lowerError), min(1, upper + factor * upperError)
  )
}
