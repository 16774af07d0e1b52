import Diagnostics
import SurveyData

/// What trimming did.
struct TrimmedWeights: Sendable {
  /// The weights.
  var weights: [Double]
  /// The thresholds.
  var lower: Double?
  var upper: Double?
  /// How many weights were cut.
  var count: Int
}

extension WeightTrimming {
  /// Cuts weights at the thresholds and gives what was cut to the others.
  ///
  /// The sum of the weights stays what it is. With `isStrict` cutting goes on
  /// until no weight is beyond a threshold, as `strict = TRUE` in
  /// `trimWeights` of R's survey package. Weights of 0 stay 0.
  ///
  /// - Returns: `nil` when the thresholds leave nobody to give weight to, or
  ///   cannot hold the sum of the weights, or are no numbers, or the lower one
  ///   is above the upper one.
  func trimmed(_ weights: [Double]) -> TrimmedWeights? {
    let low = lower.map { $0.value(for: weights) ?? .nan }
    let high = upper.map { $0.value(for: weights) ?? .nan }
    return trimmed(weights, lower: low, upper: high)
  }

  /// Cuts weights at numbers.
  func trimmed(
    _ weights: [Double], lower: Double?, upper: Double?
  ) -> TrimmedWeights? {
    let low = lower ?? 0
    let high = upper ?? .infinity
    // Strictly below: thresholds that are no numbers end here as well.
    guard low < high, high > 0 else { return nil }
    var result = TrimmedWeights(
      weights: weights, lower: lower, upper: upper, count: 0)
    var isCut = [Bool](repeating: false, count: weights.count)
    if isStrict {
      var sum = CompensatedSum()
      for weight in weights { sum.add(weight) }
      let count = Double(weights.count { $0 != 0 })
      guard low * count <= sum.value, sum.value <= high * count else {
        return nil
      }
    }
    for _ in 0..<1000 {
      var cut = CompensatedSum()
      var others = 0.0
      var isOutside = [Bool](repeating: false, count: weights.count)
      var outside = 0
      // A weight that only rounding put beyond a threshold is at it.
      let slack = 1e-12 * (high.isFinite ? high : low)
      for row in weights.indices where weights[row] != 0 {
        let weight = result.weights[row]
        if weight < low - slack || weight > high + slack {
          isOutside[row] = true
          isCut[row] = true
          outside += 1
          let kept = min(high, max(low, weight))
          cut.add(weight - kept)
          result.weights[row] = kept
        } else {
          others += redistribution == .equal ? 1 : weight
        }
      }
      if outside == 0 { break }
      guard others > 0 else { return nil }
      let share = cut.value / others
      for row in weights.indices where weights[row] != 0 && !isOutside[row] {
        result.weights[row] +=
          redistribution == .equal ? share : share * result.weights[row]
      }
      if !isStrict { break }
    }
    result.count = isCut.count { $0 }
    return result
  }

  /// The diagnostic about thresholds that cannot be applied.
  func refusal(_ weights: [Double], file: String) -> Diagnostic {
    func described(_ threshold: WeightThreshold) -> String {
      let value = threshold.value(for: weights).map(plainText)
      return "'\(threshold.text)' is \(value ?? "not a number")"
    }
    return Diagnostic(
      .wrongTrimming, at: Place(file: file),
      "weights cannot be trimmed at these thresholds",
      zh: "权重不能按这些界限截尾",
      notes: [lower, upper].compactMap { $0.map(described) },
      help: "the lower threshold has to be below the upper one, and some"
        + " weights have to lie between them to take over what is cut")
  }
}
