/// An interval without missing codes and inside the scale, so that most
/// numbers need no closer look.
struct SafeNumbers {
  /// Whether all numbers are safe.
  let areAll: Bool
  private let low: Double
  private let high: Double

  init(_ rules: CellRules) {
    areAll =
      rules.missingNumbers.isEmpty && rules.missingRanges.isEmpty
      && rules.limits == nil
    var (low, high) = (-Double.infinity, Double.infinity)
    if let limits = rules.limits {
      (low, high) = (limits.lowerBound, limits.upperBound)
    }
    func leaveOut(_ range: ClosedRange<Double>) {
      // Answers are more often above zero than below.
      if range.lowerBound > 0 {
        high = min(high, range.lowerBound.nextDown)
      } else {
        low = max(low, range.upperBound.nextUp)
      }
    }
    for code in rules.missingNumbers where !code.value.isNaN {
      leaveOut(code.value...code.value)
    }
    for range in rules.missingRanges { leaveOut(range.numbers) }
    (self.low, self.high) = (low, high)
  }

  @inline(__always)
  func contain(_ value: Double) -> Bool { value >= low && value <= high }
}
