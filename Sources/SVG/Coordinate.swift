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
    guard size < 10_000_000 else {
      return (hundredths < 0 ? "-" : "") + parts(size)
    }
    // As short as this it fits into a string without any other memory.
    return String(unsafeUninitializedCapacity: 15) { buffer in
      var count = 0
      func append(_ byte: UInt8) {
        buffer[count] = byte
        count += 1
      }
      func digit(_ number: UInt) -> UInt8 {
        UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10)
      }
      if hundredths < 0 { append(UInt8(ascii: "-")) }
      let whole = size / 100
      var power: UInt = 1
      while power * 10 <= whole { power *= 10 }
      while power > 0 {
        append(digit(whole / power))
        power /= 10
      }
      let rest = size % 100
      if rest > 0 {
        append(UInt8(ascii: "."))
        append(digit(rest / 10))
        if rest % 10 > 0 { append(digit(rest)) }
      }
      return count
    }
  }

  private static func parts(_ size: UInt) -> String {
    let text = String(size / 100)
    let rest = size % 100
    guard rest > 0 else { return text }
    return rest % 10 == 0
      ? "\(text).\(rest / 10)"
      : rest < 10 ? "\(text).0\(rest)" : "\(text).\(rest)"
  }
}
