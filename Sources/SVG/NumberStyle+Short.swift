extension NumberStyle {
  /// A finite number of ordinary size, rounded in whole numbers; `nil` for
  /// others.
  static func short(
    _ value: Double, decimals: Int, shift: Int, plus: String
  ) -> String? {
    guard value.magnitude < 1e12, (0...4).contains(decimals) else { return nil }
    // The number is `mantissa` / 10^`places`.
    var mantissa: UInt64 = 0
    var places = 0
    var hasPoint = false
    for byte in value.magnitude.description.utf8 {
      switch byte {
      case UInt8(ascii: "."): hasPoint = true
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        guard places < 19 else { return nil }
        mantissa = mantissa * 10 + UInt64(byte - UInt8(ascii: "0"))
        if hasPoint { places += 1 }
      default: return nil
      }
    }
    let dropped = places - shift - decimals
    guard dropped <= 18 else { return nil }
    if dropped > 0 {
      mantissa /= powers[dropped - 1]
      mantissa = mantissa / 10 + (mantissa % 10 >= 5 ? 1 : 0)
    } else {
      // At most 12 + 2 + 4 digits.
      mantissa *= powers[-dropped]
    }
    let sign = mantissa == 0 ? "" : value.sign == .minus ? "\u{2212}" : plus
    let digits = grouped(mantissa, decimals: decimals)
    return sign.isEmpty ? digits : sign + digits
  }

  /// A whole number as digits with a point before the last `decimals` and
  /// commas between thousands.
  private static func grouped(_ number: UInt64, decimals: Int) -> String {
    // At most 20 digits, six commas and a point.
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { bytes in
      var rest = number
      var start = bytes.count
      func add(_ byte: UInt8) {
        start -= 1
        bytes[start] = byte
      }
      var written = 0
      while written <= decimals || rest > 0 {
        if written == decimals, decimals > 0 { add(UInt8(ascii: ".")) }
        let whole = written - decimals
        if whole > 0, whole.isMultiple(of: 3) { add(UInt8(ascii: ",")) }
        add(UInt8(ascii: "0") + UInt8(rest % 10))
        rest /= 10
        written += 1
      }
      return String(
        decoding: UnsafeBufferPointer(rebasing: bytes[start...]),
        as: UTF8.self)
    }
  }

  /// The powers of ten from 1 to 10^18.
  private static let powers: [UInt64] = {
    var powers: [UInt64] = [1]
    for step in 0..<18 { powers.append(powers[step] * 10) }
    return powers
  }()
}
