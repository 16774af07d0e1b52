/// How a number is written in charts, tables and on the terminal.
///
/// Halves are rounded away from zero on the shortest decimal form, so that
/// 0.35 is `0.4` at one decimal. The minus sign is U+2212 and thousands are
/// separated by a comma.
public enum NumberStyle: Hashable, Sendable {
  /// A whole number: `1,204`.
  case integer
  /// A number with that many decimals: `87.3`.
  case decimal(Int)
  /// A share 0...1 as a percentage with that many decimals: `87%`.
  case percent(Int)
  /// A difference, with its sign: `+1.2`, `−0.3`, `0.0`.
  case signed(Int)
  /// A difference of shares in percentage points, with its sign, without
  /// unit: 0.031 is `+3.1`.
  case signedPercentagePoints(Int)
  /// The spread of a difference of shares in percentage points, without sign
  /// and unit: 0.0281 is `2.81`.
  case percentagePoints(Int)
  /// A p-value with three decimals, never `0.000`: `0.031`, `<0.001`.
  case pValue

  /// Points of an index 0–100: one decimal.
  public static let points = NumberStyle.decimal(1)

  /// The number as text.
  ///
  /// Edge cases: not-a-number is `–`, infinities are `∞` and `−∞`, a number
  /// that rounds to zero has no sign.
  public func text(_ value: Double) -> String {
    switch self {
    case .integer: Self.plain(value, decimals: 0)
    case .decimal(let decimals): Self.plain(value, decimals: decimals)
    case .percent(let decimals):
      value.isFinite
        ? Self.plain(value, decimals: decimals, shift: 2) + "%"
        : Self.plain(value, decimals: decimals)
    case .signed(let decimals): Self.plain(value, decimals: decimals, plus: "+")
    case .signedPercentagePoints(let decimals):
      Self.plain(value, decimals: decimals, shift: 2, plus: "+")
    case .percentagePoints(let decimals):
      Self.plain(value, decimals: decimals, shift: 2)
    case .pValue:
      value < 0.001 ? "<0.001" : Self.plain(value, decimals: 3)
    }
  }

  /// An interval: `81–87`, with a negative bound `−3 to 4`.
  ///
  /// A per cent sign is written once, at the end: `81–87%`.
  ///
  /// - Parameter separator: the word between the bounds when one of them is
  ///   negative, with its spaces; Chinese text passes ` 至 `.
  public func interval(
    _ lower: Double, _ upper: Double, separator: String = " to "
  ) -> String {
    let (first, last) = (text(lower), text(upper))
    let isSigned = [first, last].contains {
      $0.hasPrefix("\u{2212}") || $0.hasPrefix("+")
    }
    if isSigned { return first + separator + last }
    return (first.hasSuffix("%") ? String(first.dropLast()) : first)
      + "\u{2013}" + last
  }

  /// A value with its interval: `84 (81–87)`, `84% (81–87)`.
  public func text(
    _ value: Double, lower: Double?, upper: Double?,
    separator: String = " to "
  ) -> String {
    guard let lower, let upper else { return text(value) }
    var range = interval(lower, upper, separator: separator)
    if range.hasSuffix("%") {
      range = Self.withoutPercentSigns(range)
    }
    return "\(text(value)) (\(range))"
  }

  /// A number or an interval whose per cent sign stands elsewhere.
  public static func withoutPercentSigns(_ text: String) -> String {
    // Tables have thousands of them, and a search by characters is slow.
    let sign = UInt8(ascii: "%")
    guard text.utf8.contains(sign) else { return text }
    return String(decoding: text.utf8.filter { $0 != sign }, as: UTF8.self)
  }

  private static func plain(
    _ value: Double, decimals: Int, shift: Int = 0, plus: String = ""
  ) -> String {
    guard !value.isNaN else { return "\u{2013}" }
    guard value.isFinite else { return value < 0 ? "\u{2212}∞" : plus + "∞" }
    if let text = short(value, decimals: decimals, shift: shift, plus: plus) {
      return text
    }
    return long(value, decimals: decimals, shift: shift, plus: plus)
  }

  /// The number whatever its size.
  static func long(
    _ value: Double, decimals: Int, shift: Int, plus: String
  ) -> String {
    var number = DecimalDigits(value)
    number.exponent += shift
    let (whole, fraction) = number.rounded(to: max(0, decimals))
    let isZero = whole == [0] && fraction.allSatisfy { $0 == 0 }
    var bytes: [UInt8] = Array(
      (isZero ? "" : number.isNegative ? "\u{2212}" : plus).utf8)
    bytes.reserveCapacity(
      bytes.count + whole.count * 4 / 3 + fraction.count + 2)
    for (index, digit) in whole.enumerated() {
      if index > 0, (whole.count - index).isMultiple(of: 3) {
        bytes.append(UInt8(ascii: ","))
      }
      bytes.append(UInt8(ascii: "0") + digit)
    }
    if !fraction.isEmpty {
      bytes.append(UInt8(ascii: "."))
      for digit in fraction { bytes.append(UInt8(ascii: "0") + digit) }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
