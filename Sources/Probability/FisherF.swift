import CBoostMath

/// Fisher's F distribution.
public struct FDistribution: ContinuousDistribution {
  /// Degrees of freedom above the line, above 0.
  public let numeratorDegrees: Double
  /// Degrees of freedom below the line, above 0.
  public let denominatorDegrees: Double

  /// Creates the distribution.
  public init(numeratorDegrees: Double, denominatorDegrees: Double) {
    self.numeratorDegrees = numeratorDegrees
    self.denominatorDegrees = denominatorDegrees
  }

  /// The probability of a value at most `value`.
  public func cumulative(_ value: Double) -> Double {
    manyi_fisher_lower(value, numeratorDegrees, denominatorDegrees)
  }

  /// The probability of a value above `value`.
  public func upperTail(_ value: Double) -> Double {
    manyi_fisher_upper(value, numeratorDegrees, denominatorDegrees)
  }

  /// The value that is not exceeded with `probability`; infinite at 1.
  public func quantile(_ probability: Double) -> Double {
    guard numeratorDegrees > 0, denominatorDegrees > 0 else { return .nan }
    if probability == 1 { return .infinity }
    return manyi_fisher_quantile(
      probability, numeratorDegrees, denominatorDegrees)
  }
}
