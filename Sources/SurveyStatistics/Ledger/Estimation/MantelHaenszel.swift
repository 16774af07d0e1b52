import Probability
import SurveyData

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Differences between two groups over strata (Mantel and Haenszel 1959).
///
/// With aᵢ of n₁ᵢ cases of the first group and cᵢ of n₀ᵢ of the other in
/// stratum i, Nᵢ = n₁ᵢ + n₀ᵢ:
///
///     RD = Σ (aᵢn₀ᵢ − cᵢn₁ᵢ)/Nᵢ / Σ n₁ᵢn₀ᵢ/Nᵢ
///     OR = Σ aᵢ(n₀ᵢ − cᵢ)/Nᵢ / Σ cᵢ(n₁ᵢ − aᵢ)/Nᵢ
///
/// The variance of RD is that of Sato (1989), which holds for a few large
/// strata and for many small ones; that of log OR is by Robins, Breslow and
/// Greenland (1986).
///
/// Edge cases:
///
/// - A stratum with one group only says nothing and is left out.
/// - `nil` when no stratum has both groups; no odds ratio when its
///   denominator or numerator is 0.
///
/// Checked against R (`mantelhaen.test`, and the formulas in R) in
/// `Tests/References/ledger`.
public struct MantelHaenszel: Sendable {
  /// The counts of one stratum.
  public struct Stratum: Sendable, Hashable {
    /// Cases of the first group that meet the criterion.
    public var events: Int
    /// Cases of the first group.
    public var count: Int
    /// Cases of the other group that meet the criterion.
    public var otherEvents: Int
    /// Cases of the other group.
    public var otherCount: Int

    /// Creates a stratum.
    public init(
      events: Int, count: Int, otherEvents: Int, otherCount: Int
    ) {
      self.events = events
      self.count = count
      self.otherEvents = otherEvents
      self.otherCount = otherCount
    }

    /// Whether both groups are there.
    var isInformative: Bool { count > 0 && otherCount > 0 }
  }

  /// The difference of shares.
  public let difference: Double
  /// What it is made of, Σ (an₀ − cn₁)/N and Σ n₁n₀/N.
  public let sums: EstimateSums
  /// Its standard error.
  public let standardError: Double
  /// The odds ratio.
  public let oddsRatio: Double?
  /// The standard error of its logarithm.
  public let logOddsError: Double?
  /// Strata with both groups.
  public let strata: Int
  /// Cases of the first group in them.
  public let used: Int

  /// Puts strata together.
  public init?(_ strata: [Stratum]) {
    var (weight, top, p, q) = (0.0, 0.0, 0.0, 0.0)
    var (r, s, pr, ps, qs) = (0.0, 0.0, 0.0, 0.0, 0.0)
    var (count, used) = (0, 0)
    for stratum in strata where stratum.isInformative {
      let (a, n1) = (Double(stratum.events), Double(stratum.count))
      let (c, n0) = (Double(stratum.otherEvents), Double(stratum.otherCount))
      let n = n1 + n0
      let (b, d) = (n1 - a, n0 - c)
      weight += n1 * n0 / n
      top += (a * n0 - c * n1) / n
      p += c * (n1 / n) * (n1 / n) - a * (n0 / n) * (n0 / n)
      p += (n1 / n) * (n0 / n) * (n0 - n1) / 2
      q += (a * d + c * b) / n / 2
      let (ri, si) = (a * d / n, b * c / n)
      r += ri
      s += si
      pr += (a + d) / n * ri
      ps += (a + d) / n * si + (b + c) / n * ri
      qs += (b + c) / n * si
      count += 1
      used += stratum.count
    }
    guard count > 0, weight > 0 else { return nil }
    difference = top / weight
    sums = EstimateSums(above: top, below: weight)
    standardError =
      max(0, difference * p + q).squareRoot() / weight
    if r > 0, s > 0 {
      oddsRatio = r / s
      logOddsError =
        (pr / (2 * r * r) + ps / (2 * r * s) + qs / (2 * s * s)).squareRoot()
    } else {
      oddsRatio = nil
      logOddsError = nil
    }
    self.strata = count
    self.used = used
  }

  /// The interval of the difference.
  public func interval(level: Double) -> Interval {
    let half =
      NormalDistribution().quantile(1 - (1 - level) / 2) * standardError
    return Interval(
      lower: max(-1, difference - half), upper: min(1, difference + half),
      level: level, method: "z")
  }

  /// The interval of the odds ratio.
  public func oddsInterval(level: Double) -> Interval? {
    guard let oddsRatio, let logOddsError else { return nil }
    let half = NormalDistribution().quantile(1 - (1 - level) / 2) * logOddsError
    return Interval(
      lower: exp(log(oddsRatio) - half), upper: exp(log(oddsRatio) + half),
      level: level, method: "log")
  }
}
