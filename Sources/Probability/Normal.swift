import CBoostMath

/// The normal distribution with mean 0 and standard deviation 1.
public struct NormalDistribution: ContinuousDistribution {
  /// Creates the distribution.
  public init() {}

  /// The probability of a value at most `value`.
  public func cumulative(_ value: Double) -> Double {
    manyi_normal_lower(value)
  }

  /// The probability of a value above `value`.
  public func upperTail(_ value: Double) -> Double {
    manyi_normal_upper(value)
  }

  /// The value that is not exceeded with `probability`; infinite at 0 and 1.
  public func quantile(_ probability: Double) -> Double {
    if probability == 0 { return -.infinity }
    return probability == 1 ? .infinity : manyi_normal_quantile(probability)
  }
}
