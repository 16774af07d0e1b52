import Probability

/// How wide intervals have to be so that two that do not meet differ
/// significantly on average over all pairs (Goldstein and Healy 1995).
///
/// The factor β solves, over the pairs,
///
///     mean 2(1 − Φ(β(sᵢ + sₖ)/√(sᵢ² + sₖ²))) = 1 − level
///
/// With equal errors and 95 % it is 1.386. Such intervals serve one pair that
/// was chosen beforehand, not a whole table.
///
/// - Returns: `nil` for fewer than two units with errors above 0.
func goldsteinHealyFactor(errors: [Double], level: Double) -> Double? {
  let errors = errors.filter { $0 > 0 && $0.isFinite }
  guard errors.count > 1 else { return nil }
  let normal = NormalDistribution()
  func meanLevel(_ factor: Double) -> Double {
    var sum = 0.0
    for unit in errors.indices {
      for other in 0..<unit {
        let (first, second) = (errors[unit], errors[other])
        let square = first * first + second * second
        sum +=
          2 * normal.upperTail(factor * (first + second) / square.squareRoot())
      }
    }
    return sum / Double(errors.count * (errors.count - 1) / 2)
  }
  var (low, high) = (0.0, 10.0)
  for _ in 0..<100 {
    let middle = (low + high) / 2
    if middle <= low || middle >= high { break }
    if meanLevel(middle) > 1 - level { low = middle } else { high = middle }
  }
  return (low + high) / 2
}
