import CBoostMath

/// Student's t distribution.
public struct StudentTDistribution: ContinuousDistribution {
  /// Degrees of freedom, above 0; infinity gives the normal distribution.
  public let degreesOfFreedom: Double

  /// Creates the distribution.
  public init(degreesOfFreedom: Double) {
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// The probability of a value at most `value`.
  public func cumulative(_ value: Double) -> Double {
    manyi_student_lower(value, degreesOfFreedom)
  }

  /// The probability of a value above `value`.
  public func upperTail(_ value: Double) -> Double {
    manyi_student_upper(value, degreesOfFreedom)
  }

  /// The value that is not exceeded with `probability`; infinite at 0 and 1.
  public func quantile(_ probability: Double) -> Double {
    guard degreesOfFreedom > 0 else { return .nan }
    if probability == 0 { return -.infinity }
    if probability == 1 { return .infinity }
    return manyi_student_quantile(probability, degreesOfFreedom)
  }
}
