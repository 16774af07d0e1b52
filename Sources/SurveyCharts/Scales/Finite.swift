extension Optional<Double> {
  /// The number, or `nil` where it is missing, infinite or not a number.
  var finite: Double? { flatMap { $0.isFinite ? $0 : nil } }
}
