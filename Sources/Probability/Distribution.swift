/// A probability distribution of one number.
///
/// Outside the domain of a function, and for parameters outside theirs, the
/// result is not-a-number. The numbers come from Boost.Math and agree with
/// 50-digit values to a relative 1e-12 (`Tests/References/probability`).
public protocol Distribution: Sendable {
  /// The probability of a value at most `value`.
  func cumulative(_ value: Double) -> Double
  /// The probability of a value above `value`, exact in small tails too.
  func upperTail(_ value: Double) -> Double
}

/// A distribution whose cumulative probability can be inverted.
public protocol ContinuousDistribution: Distribution {
  /// The value that is not exceeded with `probability`.
  func quantile(_ probability: Double) -> Double
}
