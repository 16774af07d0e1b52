import Probability
import SurveyData

/// What an interval of a rate is made from: the quantiles that its limits are,
/// with the numbers put in.
///
/// The limits are computed anew from what is told; where they are not those of
/// the interval, nothing is told. So it is empty where the method is no such
/// formula or the numbers are not known.
///
/// - Parameters:
///   - sums: How many of how many the rate is, and what it is multiplied with.
///   - estimate: The estimate that the interval belongs to, whose design
///     decides about the base and the quantile.
public func intervalParameters(
  _ interval: Interval, sums: EstimateSums?, estimate: Estimate? = nil
) -> [LocalizedText] {
  guard interval.level > 0, interval.level < 1 else { return [] }
  let limits = KnownLimits(interval: interval)
  if let counts = RateCounts(sums) {
    let found =
      switch interval.method {
      case "clopper-pearson": limits.clopperPearson(counts)
      case "poisson": limits.poisson(counts)
      case "wilson": limits.wilson(counts)
      default: [LocalizedText]?.none
      }
    if let found { return found }
  }
  if interval.method == "wilson", let estimate {
    return limits.wilson(estimate) ?? []
  }
  return []
}

/// How many of how many, and the factor of the rate.
private struct RateCounts {
  let x: Double
  let n: Double
  let scale: Double

  /// `nil` for sums of weights.
  init?(_ sums: EstimateSums?) {
    guard let sums, let n = sums.below, n > 0,
      sums.above == sums.above.rounded(), n == n.rounded(), sums.above >= 0,
      sums.above <= n
    else { return nil }
    (x, self.n, scale) = (sums.above, n, sums.factor)
  }

  var factor: String { scale == 1 ? "" : " · " + compactNumber(scale, 7) }
}

/// The limits of an interval and what they may be made from.
private struct KnownLimits {
  let interval: Interval

  private var tail: Double { (1 - interval.level) / 2 }
  private var low: String { text(tail) }
  private var high: String { text(1 - tail) }

  private func text(_ number: Double) -> String { compactNumber(number, 7) }

  /// Whether the interval has these limits.
  private func are(_ lower: Double, _ upper: Double) -> Bool {
    func isClose(_ made: Double, _ known: Double) -> Bool {
      abs(made - known) <= 1e-9 * max(1, abs(known))
    }
    return isClose(lower, interval.lower) && isClose(upper, interval.upper)
  }

  private func both(_ lower: String, _ upper: String) -> [LocalizedText] {
    [
      LocalizedText(zh: "下限 = \(lower)", en: "lower limit = \(lower)"),
      LocalizedText(zh: "上限 = \(upper)", en: "upper limit = \(upper)"),
    ]
  }

  func clopperPearson(_ counts: RateCounts) -> [LocalizedText]? {
    let (x, n, factor) = (counts.x, counts.n, counts.factor)
    let lower =
      x == 0 ? 0 : BetaDistribution(alpha: x, beta: n - x + 1).quantile(tail)
    let upper =
      x == n
      ? 1 : BetaDistribution(alpha: x + 1, beta: n - x).quantile(1 - tail)
    guard are(lower * counts.scale, upper * counts.scale) else { return nil }
    return both(
      x == 0
        ? "0"
        : "Beta⁻¹(\(low); x, n − x + 1)\(factor)"
          + " = Beta⁻¹(\(low); \(text(x)), \(text(n - x + 1)))\(factor)",
      x == n
        ? "1\(factor)"
        : "Beta⁻¹(\(high); x + 1, n − x)\(factor)"
          + " = Beta⁻¹(\(high); \(text(x + 1)), \(text(n - x)))\(factor)")
  }

  func poisson(_ counts: RateCounts) -> [LocalizedText]? {
    let (x, n, factor) = (counts.x, counts.n, counts.factor)
    func limit(_ degrees: Double, _ probability: Double) -> Double {
      ChiSquaredDistribution(degreesOfFreedom: degrees).quantile(probability)
        / (2 * n) * counts.scale
    }
    guard
      are(x == 0 ? 0 : limit(2 * x, tail), limit(2 * x + 2, 1 - tail))
    else { return nil }
    return both(
      x == 0
        ? "0"
        : "χ²⁻¹(\(low); 2x) / 2n\(factor)"
          + " = χ²⁻¹(\(low); \(text(2 * x))) / \(text(2 * n))\(factor)",
      "χ²⁻¹(\(high); 2x + 2) / 2n\(factor)"
        + " = χ²⁻¹(\(high); \(text(2 * x + 2))) / \(text(2 * n))\(factor)")
  }

  func wilson(_ counts: RateCounts) -> [LocalizedText]? {
    wilson(
      counts.x / counts.n, base: counts.n,
      critical: NormalDistribution().quantile(1 - tail), scale: counts.scale,
      share: "\(text(counts.x))/\(text(counts.n))",
      baseText: text(counts.n), quantile: "Φ⁻¹(\(high))")
  }

  /// Wilson's limits of a share that a design has weighed: with the base that
  /// a simple random sample would need for its standard error, or Kish's.
  func wilson(_ estimate: Estimate) -> [LocalizedText]? {
    guard let p = estimate.value, p >= 0, p <= 1 else { return nil }
    let share = text(p)
    let z = NormalDistribution().quantile(1 - tail)
    let normal = "Φ⁻¹(\(high))"
    func student(_ degrees: Double) -> Double {
      StudentTDistribution(degreesOfFreedom: degrees).quantile(1 - tail)
    }
    if let freedom = estimate.degreesOfFreedom, freedom > 0 {
      let t = student(freedom)
      let quantile = "t⁻¹(\(high); \(text(freedom))) = \(text(t))"
      if p > 0, p < 1, let error = estimate.standardError, error > 0 {
        let base = p * (1 - p) / (error * error)
        let formula = "p(1 − p)/se²"
        if let found = wilson(
          p, base: base, critical: t, share: share,
          baseText: "\(formula) = \(text(base))", quantile: quantile)
        {
          return found
        }
        if estimate.base > 1 {
          let simple = student(Double(estimate.base - 1))
          let adjusted = base * (simple / t) * (simple / t)
          let factor = "(t⁻¹(\(high); \(estimate.base - 1))/z)²"
          if let found = wilson(
            p, base: adjusted, critical: t, share: share,
            baseText: "\(formula) · \(factor) = \(text(adjusted))",
            quantile: quantile)
          {
            return found
          }
        }
      }
      if let base = estimate.effectiveBase,
        let found = wilson(
          p, base: base, critical: t, share: share,
          baseText: "(Σw)²/Σw² = \(text(base))", quantile: quantile)
      {
        return found
      }
    }
    return estimate.effectiveBase.flatMap { base in
      wilson(
        p, base: base, critical: z, share: share,
        baseText: "(Σw)²/Σw² = \(text(base))", quantile: normal)
    }
  }

  private func wilson(
    _ p: Double, base n: Double, critical z: Double, scale: Double = 1,
    share: String, baseText: String, quantile: String
  ) -> [LocalizedText]? {
    guard n > 0, z.isFinite else { return nil }
    let centre = p + z * z / (2 * n)
    let half = z * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
    let whole = 1 + z * z / n
    let lower = p == 0 ? 0 : max(0, (centre - half) / whole)
    let upper = p == 1 ? 1 : min(1, (centre + half) / whole)
    guard are(lower * scale, upper * scale) else { return nil }
    let factor = scale == 1 ? "" : " · \(text(scale))"
    let formula =
      "(p + z²/2n ± z·√(p(1 − p)/n + z²/4n²)) / (1 + z²/n)\(factor)"
    return [
      LocalizedText(
        zh: "\(formula)，p = \(share)，n = \(baseText)，z = \(quantile)",
        en: "\(formula) with p = \(share), n = \(baseText), z = \(quantile)")
    ]
  }
}
