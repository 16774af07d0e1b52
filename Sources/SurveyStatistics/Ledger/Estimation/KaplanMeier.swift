import Probability
import SurveyData

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The share of cases that something has happened to by a time, when some
/// cases are still open (Kaplan and Meier 1958):
///
///     S(t) = Π (1 − dᵢ/nᵢ),   var S = S² Σ dᵢ/(nᵢ(nᵢ − dᵢ))   (Greenwood 1926)
///
/// with dᵢ of the nᵢ cases still open ending at the i-th time. Limits are
/// those of log(−log S), carried back (Kalbfleisch and Prentice 1980), so that
/// they stay between 0 and 1.
///
/// Edge cases:
///
/// - A case that ends and one that is cut off on the same day: the first
///   comes first.
/// - Where S is 0 or 1, Greenwood's variance says nothing, and there is no
///   interval.
/// - Times that are negative or missing are left out by the caller.
///
/// Checked against R survival 3.5 in `Tests/References/ledger`.
public struct KaplanMeier: Sendable {
  /// One time at which something happened.
  public struct Step: Sendable, Hashable {
    /// The time.
    public var time: Double
    /// Cases that were still open just before.
    public var atRisk: Int
    /// Cases that ended.
    public var events: Int
    /// S after it.
    public var survival: Double
    /// Σ d/(n(n − d)) up to it; infinite where S is 0.
    public var hazardVariance: Double
  }

  /// The steps in order of time.
  public let steps: [Step]
  /// The number of cases.
  public let count: Int
  /// The cases that ended.
  public let events: Int
  /// The longest time, ended or cut off.
  public let longest: Double
  private let times: [Double]

  /// Follows cases for `times`; `hasEnded` says whether the time is that of
  /// the end, or the case was cut off then.
  ///
  /// - Precondition: Both have the same number, and no time is missing.
  public init(times: [Double], hasEnded: [Bool]) {
    precondition(times.count == hasEnded.count)
    let order = times.indices.sorted {
      times[$0] == times[$1]
        ? (hasEnded[$0] ? 0 : 1, $0) < (hasEnded[$1] ? 0 : 1, $1)
        : times[$0] < times[$1]
    }
    var steps: [Step] = []
    var survival = 1.0
    var sum = 0.0
    var position = 0
    while position < order.count {
      let time = times[order[position]]
      let atRisk = order.count - position
      var events = 0
      while position < order.count, times[order[position]] == time {
        if hasEnded[order[position]] { events += 1 }
        position += 1
      }
      guard events > 0 else { continue }
      let (n, d) = (Double(atRisk), Double(events))
      survival *= 1 - d / n
      if events == atRisk { survival = 0 }
      sum += events == atRisk ? .infinity : d / (n * (n - d))
      steps.append(
        Step(
          time: time, atRisk: atRisk, events: events, survival: survival,
          hazardVariance: sum))
    }
    self.steps = steps
    count = times.count
    self.events = hasEnded.count { $0 }
    longest = times.max() ?? 0
    self.times = times.sorted()
  }

  /// The last step that is not after `time`.
  private func step(at time: Double) -> Step? {
    var (low, high) = (0, steps.count)
    while low < high {
      let middle = (low + high) / 2
      if steps[middle].time <= time { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? steps[low - 1] : nil
  }

  /// S at a time.
  public func survival(at time: Double) -> Double {
    step(at: time)?.survival ?? 1
  }

  /// The standard error of S at a time.
  public func standardError(at time: Double) -> Double? {
    guard let step = step(at: time) else { return 0 }
    guard step.hazardVariance.isFinite else { return nil }
    return step.survival * step.hazardVariance.squareRoot()
  }

  /// Cases that are still open at a time, the ones that end on it included.
  public func atRisk(at time: Double) -> Int {
    times.count { $0 >= time }
  }

  /// The interval of 1 − S at a time; `nil` where S is 0 or 1.
  public func interval(at time: Double, level: Double) -> Interval? {
    guard let step = step(at: time) else { return nil }
    return limits(of: step, level: level).map {
      Interval(
        lower: 1 - $0.upper, upper: 1 - $0.lower, level: level,
        method: "log-log")
    }
  }

  private func limits(
    of step: Step, level: Double
  ) -> (lower: Double, upper: Double)? {
    let survival = step.survival
    guard survival > 0, survival < 1, step.hazardVariance.isFinite else {
      return nil
    }
    let z = NormalDistribution().quantile(1 - (1 - level) / 2)
    let centre = log(-log(survival))
    let half = z * step.hazardVariance.squareRoot() / abs(log(survival))
    return (exp(-exp(centre + half)), exp(-exp(centre - half)))
  }

  /// The time by which a share of the cases has ended: the first time at
  /// which S is not above 1 − share, and where S stays at that value up to
  /// the next step, the middle between the two, as in R. `nil` when fewer
  /// have ended.
  public func quantile(_ share: Double) -> Double? {
    Self.crossing(1 - share, steps.map { ($0.time, $0.survival) })
  }

  /// The interval of a quantile: where the limits of S cross 1 − share
  /// (Brookmeyer and Crowley 1982). A limit that is never reached is
  /// infinite; `nil` when there is no quantile.
  public func quantileInterval(_ share: Double, level: Double) -> Interval? {
    guard quantile(share) != nil else { return nil }
    var lower: [(Double, Double)] = []
    var upper: [(Double, Double)] = []
    for step in steps {
      guard let limits = limits(of: step, level: level) else { continue }
      lower.append((step.time, limits.lower))
      upper.append((step.time, limits.upper))
    }
    guard let first = Self.crossing(1 - share, lower) else { return nil }
    return Interval(
      lower: first, upper: Self.crossing(1 - share, upper) ?? .infinity,
      level: level, method: "log-log")
  }

  private static func crossing(
    _ target: Double, _ curve: [(time: Double, survival: Double)]
  ) -> Double? {
    // The slack of R's quantile.survfit.
    let slack = 1.490116119384766e-8
    guard let first = curve.firstIndex(where: { $0.survival <= target + slack })
    else { return nil }
    if abs(curve[first].survival - target) < slack, first + 1 < curve.count {
      return (curve[first].time + curve[first + 1].time) / 2
    }
    return curve[first].time
  }
}
