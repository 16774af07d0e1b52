import Probability
import SurveyData

/// Wilson's score interval of a share (Wilson 1927):
///
///     (p + z²/2n ± z·√(p(1 − p)/n + z²/4n²)) / (1 + z²/n)
///
/// Edge cases:
///
/// - At a share of 0 the lower limit is 0, at 1 the upper limit is 1.
/// - `nil` unless the base is above 0 and the share lies from 0 to 1.
///
/// Checked against R's `prop.test(correct = FALSE)`.
///
/// - Parameters:
///   - share: The share p.
///   - base: The effective base n; need not be a whole number.
///   - critical: The quantile z of the normal or the t distribution.
public func wilsonInterval(
  share: Double, base: Double, critical: Double
) -> (lower: Double, upper: Double)? {
  guard base > 0, share >= 0, share <= 1, critical.isFinite else { return nil }
  let square = critical * critical
  let centre = share + square / (2 * base)
  let half =
    critical
    * (share * (1 - share) / base + square / (4 * base * base)).squareRoot()
  let scale = 1 + square / base
  return (
    share == 0 ? 0 : max(0, (centre - half) / scale),
    share == 1 ? 1 : min(1, (centre + half) / scale)
  )
}

/// The interval `value ± t·se`.
///
/// - Returns: `nil` without a standard error, a finite value or degrees of
///   freedom.
func tInterval(
  _ value: Double, standardError: Double?, degreesOfFreedom: Double,
  level: Double
) -> Interval? {
  guard let standardError, standardError.isFinite, value.isFinite,
    degreesOfFreedom > 0
  else { return nil }
  let half =
    standardError
    * StudentTDistribution(degreesOfFreedom: degreesOfFreedom)
    .quantile(1 - (1 - level) / 2)
  return Interval(
    lower: value - half, upper: value + half, level: level, method: "t")
}

/// Makes intervals from estimates and their degrees of freedom.
struct IntervalMaker {
  let level: Double

  /// How an interval is made, and what values the estimate can have.
  enum Kind {
    /// `value ± t·se`.
    case unbounded
    /// `value ± z·se`.
    case normal
    /// A share from 0 to 1.
    case share(ShareInterval)
    /// A mean of values within a range: `value ± t·se`, or, where that
    /// leaves the range, the logit interval of the mean moved to 0…1.
    case bounded(ClosedRange<Double>)
  }

  /// The interval, and the remark when it is not of the kind asked for.
  ///
  /// There is none for a census, which leaves nothing to chance, and none
  /// without a degree of freedom.
  func interval(
    _ estimate: LinearEstimate, _ kind: Kind
  ) -> (interval: Interval?, remark: String?) {
    guard let value = estimate.value, let error = estimate.standardError,
      !estimate.isCensus, estimate.degreesOfFreedom > 0
    else { return (nil, nil) }
    let plain = make(
      value - error * critical(estimate),
      value + error * critical(estimate), "t")
    switch kind {
    case .unbounded:
      return (plain, nil)
    case .normal:
      let half = error * NormalDistribution().quantile(1 - (1 - level) / 2)
      return (make(value - half, value + half, "normal"), nil)
    case .share(let method):
      return share(estimate, value, error, method)
    case .bounded(let range):
      let width = range.upperBound - range.lowerBound
      guard width > 0 else { return (plain, nil) }
      var moved = estimate
      let position = (value - range.lowerBound) / width
      moved.standardError = error / width
      moved.value = position
      let isInside =
        plain.lower >= range.lowerBound && plain.upper <= range.upperBound
      if isInside, position > 0, position < 1 { return (plain, nil) }
      let found = share(moved, position, error / width, .logit)
      return (
        found.interval.map {
          make(
            range.lowerBound + width * $0.lower,
            range.lowerBound + width * $0.upper, $0.method)
        },
        found.remark ?? "interval-logit"
      )
    }
  }

  private func share(
    _ estimate: LinearEstimate, _ share: Double, _ error: Double,
    _ method: ShareInterval
  ) -> (interval: Interval?, remark: String?) {
    let known = ShareLimits(estimate, level: level)
    func limits(
      _ found: (lower: Double, upper: Double)?
    ) -> (interval: Interval?, remark: String?) {
      (found.map { make($0.lower, $0.upper, method.rawValue) }, nil)
    }
    if method == .beta { return limits(known?.beta(isCapped: false)) }
    if method == .kornGraubard { return limits(known?.beta(isCapped: true)) }
    // At the ends the linearised variance is 0, which says nothing about the
    // shares that could have led to this sample.
    if share <= 0 || share >= 1 || method == .wilsonKish {
      let quantile =
        method == .wilsonKish
        ? NormalDistribution().quantile(1 - (1 - level) / 2)
        : critical(estimate)
      let limits = wilsonInterval(
        share: min(max(share, 0), 1), base: estimate.effectiveBase,
        critical: quantile)
      let isFallback =
        method != .wilsonKish && method != .wilson
        && method != .wilsonAdjusted
      return (
        limits.map { make($0.lower, $0.upper, "wilson") },
        isFallback ? "interval-wilson" : nil
      )
    }
    let t = critical(estimate)
    switch method {
    case .wald, .wilsonKish:
      return (make(share - t * error, share + t * error, "t"), nil)
    case .logit: return limits(known?.logit)
    case .likelihood: return limits(known?.likelihood)
    case .arcsine: return limits(known?.arcsine)
    case .wilsonAdjusted:
      let found = known?.wilsonAdjusted
      return (found.map { make($0.lower, $0.upper, "wilson") }, nil)
    case .beta: return limits(known?.beta(isCapped: false))
    case .kornGraubard: return limits(known?.beta(isCapped: true))
    case .wilson:
      if error == 0 { return (make(share, share, "wilson"), nil) }
      let limits = wilsonInterval(
        share: share, base: share * (1 - share) / (error * error), critical: t)
      return (limits.map { make($0.lower, $0.upper, "wilson") }, nil)
    }
  }

  private func critical(_ estimate: LinearEstimate) -> Double {
    StudentTDistribution(
      degreesOfFreedom: Double(estimate.degreesOfFreedom)
    ).quantile(1 - (1 - level) / 2)
  }

  private func make(
    _ lower: Double, _ upper: Double, _ method: String
  ) -> Interval {
    Interval(lower: lower, upper: upper, level: level, method: method)
  }
}
