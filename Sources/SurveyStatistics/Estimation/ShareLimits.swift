import Probability

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The limits of a share by the methods that need more than p ± t·se.
///
/// With t the quantile of the design's degrees of freedom and se the standard
/// error of the share p. The limits agree with `svyciprop` of R survey 4.1-1
/// (`Tests/References/survey`), those of `likelihood` with the root of the
/// deviance (`Tests/References/estimates`), and those of `korn-graubard` and
/// `wilson-adjusted` with svy 0.35.
struct ShareLimits {
  let share: Double
  let error: Double
  /// The rows behind the share.
  let base: Double
  let effectiveBase: Double
  let level: Double
  let freedom: Double
  let critical: Double

  /// `nil` without a standard error or a degree of freedom.
  init?(_ estimate: LinearEstimate, level: Double) {
    guard let share = estimate.value, let error = estimate.standardError,
      estimate.degreesOfFreedom > 0
    else { return nil }
    self.share = share
    self.error = error
    self.level = level
    base = Double(estimate.base)
    effectiveBase = estimate.effectiveBase
    freedom = Double(estimate.degreesOfFreedom)
    critical = StudentTDistribution(degreesOfFreedom: freedom)
      .quantile(1 - (1 - level) / 2)
  }

  private var isInside: Bool { share > 0 && share < 1 }

  /// logit p ± t·se/(p(1 − p)), carried back.
  var logit: (lower: Double, upper: Double)? {
    guard isInside else { return nil }
    let centre = log(share / (1 - share))
    let half = critical * error / (share * (1 - share))
    return (1 / (1 + exp(half - centre)), 1 / (1 + exp(-centre - half)))
  }

  /// asin √p ± t·se/(2√(p(1 − p))), carried back; limits of the angle end at
  /// 0 and π/2, where R folds them back.
  var arcsine: (lower: Double, upper: Double)? {
    guard isInside else { return nil }
    let centre = asin(share.squareRoot())
    let half = critical * error / (2 * (share * (1 - share)).squareRoot())
    let lower = sin(max(0, centre - half))
    let upper = sin(min(Double.pi / 2, centre + half))
    return (lower * lower, upper * upper)
  }

  /// Where the deviance of a binomial model, divided by the design effect
  /// and by the dispersion n/(n − 1), is t² (Rao and Scott 1984):
  ///
  ///     p·log(p/θ) + (1 − p)·log((1 − p)/(1 − θ)) = t²se²/(2p(1 − p))·n/(n−1)
  ///
  /// R interpolates between a few points of the deviance; where a share is
  /// rare its limits are off by up to some thousandths of their size.
  var likelihood: (lower: Double, upper: Double)? {
    guard isInside, base > 1 else { return nil }
    let wanted =
      critical * critical * error * error / (2 * share * (1 - share))
      * base / (base - 1)
    func deviance(_ theta: Double) -> Double {
      share * log(share / theta)
        + (1 - share) * log((1 - share) / (1 - theta))
    }
    func crossing(_ end: Double) -> Double {
      var (inside, outside) = (share, end)
      for _ in 0..<200 {
        let middle = (inside + outside) / 2
        if middle == inside || middle == outside { break }
        if deviance(middle) < wanted {
          inside = middle
        } else {
          outside = middle
        }
      }
      return (inside + outside) / 2
    }
    return (crossing(0), crossing(1))
  }

  /// The base of a simple random sample with the same standard error,
  /// p(1 − p)/se²; `nil` where the standard error is 0.
  var sampleBase: Double? {
    error > 0 && isInside ? share * (1 - share) / (error * error) : nil
  }

  /// (t of n − 1 by t of the design)², what few clusters cost.
  var degreesFactor: Double {
    guard base > 1 else { return 1 }
    let simple = StudentTDistribution(degreesOfFreedom: base - 1)
      .quantile(1 - (1 - level) / 2)
    return simple * simple / (critical * critical)
  }

  /// Clopper and Pearson's limits (1934) with the base that Korn and
  /// Graubard (1998) put in the place of n, capped at n where asked for.
  /// At 0 and 1 the base is n when capped, else Kish's.
  func beta(isCapped: Bool) -> (lower: Double, upper: Double)? {
    var effective: Double
    if isInside {
      guard let found = sampleBase else { return (share, share) }
      effective = found * degreesFactor
    } else {
      effective = isCapped ? base : effectiveBase
    }
    if isCapped { effective = min(effective, base) }
    guard effective > 0 else { return nil }
    let tail = (1 - level) / 2
    let (hits, rest) = (effective * share, effective * (1 - share))
    return (
      share <= 0
        ? 0 : BetaDistribution(alpha: hits, beta: rest + 1).quantile(tail),
      share >= 1
        ? 1 : BetaDistribution(alpha: hits + 1, beta: rest).quantile(1 - tail)
    )
  }

  /// Wilson's limits with the base p(1 − p)/se² times `degreesFactor` and
  /// the t quantile, so that few clusters count twice.
  var wilsonAdjusted: (lower: Double, upper: Double)? {
    guard let base = sampleBase else { return (share, share) }
    return wilsonInterval(
      share: share, base: base * degreesFactor, critical: critical)
  }
}
