/// Writes the numbers of a drawing.
public enum Coordinate {
  /// The number with at most two decimals, without exponent, separators or
  /// trailing zeros.
  ///
  /// Edge cases:
  ///
  /// - Minus zero, and anything that rounds to zero, is `0`.
  /// - Not-a-number is `0`; infinities and numbers beyond 10¹² are cut there,
  ///   because a drawing cannot use them and an exponent is not allowed.
  public static func text(_ number: Double) -> String {
    guard !number.isNaN else { return "0" }
    let bounded = min(max(number, -1e12), 1e12)
    let hundredths = Int((bounded * 100).rounded(.toNearestOrAwayFromZero))
    let size = hundredths.magnitude
    var text = String(size / 100)
    let rest = size % 100
    if rest > 0 {
      text +=
        rest % 10 == 0 ? ".\(rest / 10)" : rest < 10 ? ".0\(rest)" : ".\(rest)"
    }
    return hundredths < 0 ? "-" + text : text
  }
}
