import CBoostMath

/// The chi-squared distribution.
public struct ChiSquaredDistribution: ContinuousDistribution {
  /// Degrees of freedom, above 0.
  public let degreesOfFreedom: Double

  /// Creates the distribution.
  public init(degreesOfFreedom: Double) {
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// The probability of a value at most `value`.
  public func cumulative(_ value: Double) -> Double {
    manyi_chi_squared_lower(value, degreesOfFreedom)
  }

  /// The probability of a value above `value`.
  public func upperTail(_ value: Double) -> Double {
    manyi_chi_squared_upper(value, degreesOfFreedom)
  }

  /// The value that is not exceeded with `probability`; infinite at 1.
  public func quantile(_ probability: Double) -> Double {
    guard degreesOfFreedom > 0 else { return .nan }
    if probability == 1 { return .infinity }
    return manyi_chi_squared_quantile(probability, degreesOfFreedom)
  }
}
