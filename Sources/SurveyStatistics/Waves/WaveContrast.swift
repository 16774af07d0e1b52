import SurveyData

/// A weighted sum of estimates, such as a change, with its t test.
struct WaveContrast: Sendable {
  /// The value c'θ.
  var value: Double
  /// √(c'Vc); `nil` where it is not defined.
  var standardError: Double?
  /// Clusters less strata behind the estimates that enter.
  var degreesOfFreedom: Double
  /// `value ± t·se`.
  var interval: Interval?
  /// t = value/se.
  var statistic: Double?
  /// The probability of a t at least as far from 0, not adjusted.
  var probability: Double?

  /// Tests a value against 0.
  ///
  /// Without a standard error above 0, or without a degree of freedom, there
  /// is neither interval nor test.
  init(
    _ value: Double, standardError: Double?, degreesOfFreedom: Double,
    level: Double
  ) {
    self.value = value
    self.standardError = standardError
    self.degreesOfFreedom = degreesOfFreedom
    guard let error = standardError, error > 0, degreesOfFreedom >= 1 else {
      return
    }
    let tested = TestedNumber(
      value: value, standardError: error, degreesOfFreedom: degreesOfFreedom)
    interval = tested.interval(level: level)
    statistic = tested.statistic
    probability = tested.probability()
  }
}
