/// A correlation over pairs of numbers that come one after the other.
///
/// The sums are shifted by the first pair. Fewer than three pairs, or a side
/// without any variation, have no correlation.
struct PersonCorrelation {
  private(set) var count = 0.0
  private var first = (x: 0.0, y: 0.0)
  private var x = 0.0
  private var y = 0.0
  private var xx = 0.0
  private var yy = 0.0
  private var xy = 0.0

  /// Adds a pair; one with a not-a-number is left out.
  mutating func add(_ left: Double, _ right: Double) {
    if left.isNaN || right.isNaN { return }
    if count == 0 { first = (left, right) }
    let (left, right) = (left - first.x, right - first.y)
    count += 1
    x += left
    y += right
    xx += left * left
    yy += right * right
    xy += left * right
  }

  /// The correlation, or not-a-number.
  var value: Double {
    guard count > 2 else { return .nan }
    let (left, right) = (xx - x * x / count, yy - y * y / count)
    // A constant side leaves rounding errors only.
    guard left > 1e-12 * xx, right > 1e-12 * yy else { return .nan }
    let value = (xy - x * y / count) / (left * right).squareRoot()
    return min(1, max(-1, value))
  }
}

/// The correlation of a person's answers with the means of the items over
/// everybody who answered them (Donlon & Fischer 1968).
///
/// Only the items that the person answered count, the person is part of the
/// means. Fewer than three answers, or answers that are all the same, have
/// no correlation.
func personTotalCorrelation(_ row: RowAnswers, means: [Double]) -> Double {
  var correlation = PersonCorrelation()
  for item in row.indices { correlation.add(row[item], means[item]) }
  return correlation.value
}
