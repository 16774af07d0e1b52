import CBoostMath

/// The beta distribution on the range from 0 to 1.
public struct BetaDistribution: ContinuousDistribution {
  /// The first shape, above 0.
  public let alpha: Double
  /// The second shape, above 0.
  public let beta: Double

  /// Creates the distribution.
  public init(alpha: Double, beta: Double) {
    self.alpha = alpha
    self.beta = beta
  }

  /// The probability of a value at most `value`.
  public func cumulative(_ value: Double) -> Double {
    manyi_beta_lower(value, alpha, beta)
  }

  /// The probability of a value above `value`.
  public func upperTail(_ value: Double) -> Double {
    manyi_beta_upper(value, alpha, beta)
  }

  /// The value that is not exceeded with `probability`.
  public func quantile(_ probability: Double) -> Double {
    manyi_beta_quantile(probability, alpha, beta)
  }
}
