/// Where a score falls through 0: the variance that it belongs to.
///
/// The score is above 0 left of the root. When it is not even at 0, the
/// likelihood falls from there on and the variance is 0. The root is halved
/// in until neighbouring numbers enclose it, so that it does not depend on
/// a start or a tolerance.
///
/// - Returns: `nil` when the score stays above 0 up to 10¹² times `scale`,
///   or is not a number.
func varianceRoot(
  scale: Double, _ score: (Double) -> Double
) -> Double? {
  guard scale > 0, scale.isFinite else { return nil }
  let first = score(0)
  if first.isNaN { return nil }
  if first <= 0 { return 0 }
  var (low, high) = (0.0, scale)
  while true {
    let value = score(high)
    if value.isNaN { return nil }
    if value <= 0 { break }
    low = high
    high *= 4
    if high > scale * 1e12 { return nil }
  }
  for _ in 0..<2000 {
    let middle = low + (high - low) / 2
    if middle <= low || middle >= high || high < scale * 1e-14 { break }
    let value = score(middle)
    if value.isNaN { return nil }
    if value > 0 { low = middle } else { high = middle }
  }
  return low + (high - low) / 2
}
