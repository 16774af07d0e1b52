import CBoostMath

/// The number of successes in independent trials.
public struct BinomialDistribution: Distribution {
  /// The number of trials.
  public let trials: Int
  /// The probability of success in each.
  public let share: Double

  /// Creates the distribution.
  public init(trials: Int, share: Double) {
    self.trials = trials
    self.share = share
  }

  /// The probability of at most `value` successes.
  public func cumulative(_ value: Double) -> Double {
    if value.isNaN { return .nan }
    if value < 0 { return 0 }
    if value >= Double(trials) { return 1 }
    return manyi_binomial_lower(value.rounded(.down), Double(trials), share)
  }

  /// The probability of more than `value` successes.
  public func upperTail(_ value: Double) -> Double {
    if value.isNaN { return .nan }
    if value < 0 { return 1 }
    if value >= Double(trials) { return 0 }
    return manyi_binomial_upper(value.rounded(.down), Double(trials), share)
  }
}
