import Probability
import SurveyData

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The share of cases that have ended in each of several ways by a time, when
/// some are still open: ways to end compete, because a case ends in one of
/// them only (Aalen and Johansen 1978):
///
///     Fₖ(t) = Σ S(tᵢ₋₁) dₖᵢ/nᵢ,   S(t) = Π (1 − dᵢ/nᵢ) = 1 − Σₖ Fₖ(t)
///
/// with dₖᵢ of the nᵢ open cases ending in way k at the i-th time, dᵢ in any.
/// Following one way alone and cutting cases off that ended in another would
/// count these as if they could still end in the first. The variance is that
/// of Dinse and Larson (1986),
///
///     Σ (F − Fᵢ)² dᵢ/(nᵢ(nᵢ − dᵢ)) + S² dₖᵢ(nᵢ − dₖᵢ)/nᵢ³
///       − 2 (F − Fᵢ) S dₖᵢ/nᵢ²,   F = Fₖ(t), S = S(tᵢ₋₁),
///
/// which with one way to end is Greenwood's. Limits are those of
/// log(−log F), carried back.
///
/// Edge cases: as for `KaplanMeier`. Where F is 0 or 1 there is no interval.
///
/// Checked against R survival 3.5 in `Tests/References/ledger`.
public struct AalenJohansen: Sendable {
  private struct Step: Sendable {
    var time: Double
    var atRisk: Double
    var events: Double
    /// By way to end.
    var ends: [Double]
    /// S before it.
    var before: Double
    /// F after it, by way to end.
    var shares: [Double]
  }

  /// The number of cases.
  public let count: Int
  /// For each way the cases that ended in it.
  public let ends: [Int]
  /// The longest time, ended or cut off.
  public let longest: Double
  private let steps: [Step]
  private let times: [Double]

  /// Follows cases for `times`.
  ///
  /// - Parameters:
  ///   - times: When each case ended or was cut off.
  ///   - ways: The position of the way in which it ended; `nil` for a case
  ///     that was cut off.
  ///   - count: The number of ways.
  /// - Precondition: Both have the same number, no time is missing, and every
  ///   way lies from 0 to below `count`.
  public init(times: [Double], ways: [Int?], count: Int) {
    precondition(times.count == ways.count)
    precondition(ways.allSatisfy { $0.map { $0 >= 0 && $0 < count } ?? true })
    let order = times.indices.sorted { times[$0] < times[$1] }
    var steps: [Step] = []
    var survival = 1.0
    var shares = [Double](repeating: 0, count: count)
    var position = 0
    while position < order.count {
      let time = times[order[position]]
      let atRisk = Double(order.count - position)
      var ends = [Double](repeating: 0, count: count)
      while position < order.count, times[order[position]] == time {
        if let way = ways[order[position]] { ends[way] += 1 }
        position += 1
      }
      let events = ends.reduce(0, +)
      guard events > 0 else { continue }
      for way in 0..<count { shares[way] += survival * ends[way] / atRisk }
      steps.append(
        Step(
          time: time, atRisk: atRisk, events: events, ends: ends,
          before: survival, shares: shares))
      survival = events == atRisk ? 0 : survival * (1 - events / atRisk)
    }
    self.steps = steps
    self.count = times.count
    self.ends = (0..<count).map { way in ways.count { $0 == way } }
    longest = times.max() ?? 0
    self.times = times.sorted()
  }

  /// Cases that are still open at a time, the ones that end on it included.
  public func atRisk(at time: Double) -> Int {
    times.count { $0 >= time }
  }

  /// The steps that are not after a time.
  private func past(_ time: Double) -> ArraySlice<Step> {
    var (low, high) = (0, steps.count)
    while low < high {
      let middle = (low + high) / 2
      if steps[middle].time <= time { low = middle + 1 } else { high = middle }
    }
    return steps[..<low]
  }

  /// The share that has ended in a way by a time.
  public func share(_ way: Int, at time: Double) -> Double {
    past(time).last?.shares[way] ?? 0
  }

  /// The standard error of that share.
  public func standardError(_ way: Int, at time: Double) -> Double {
    let past = past(time)
    guard let end = past.last?.shares[way] else { return 0 }
    var variance = 0.0
    for step in past {
      let (n, d, k) = (step.atRisk, step.events, step.ends[way])
      let left = end - step.shares[way]
      if d < n { variance += left * left * d / (n * (n - d)) }
      variance += step.before * step.before * k * (n - k) / (n * n * n)
      variance -= 2 * left * step.before * k / (n * n)
    }
    return max(0, variance).squareRoot()
  }

  /// The interval of that share; `nil` where it is 0 or 1.
  public func interval(
    _ way: Int, at time: Double, level: Double
  ) -> Interval? {
    let share = share(way, at: time)
    let error = standardError(way, at: time)
    guard share > 0, share < 1, error > 0 else { return nil }
    let z = NormalDistribution().quantile(1 - (1 - level) / 2)
    let centre = log(-log(share))
    let half = z * error / (share * abs(log(share)))
    return Interval(
      lower: exp(-exp(centre + half)), upper: exp(-exp(centre - half)),
      level: level, method: "log-log")
  }
}
