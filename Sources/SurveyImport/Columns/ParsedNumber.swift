/// A number that a cell holds.
enum ParsedNumber: Equatable {
  case integer(Int64)
  case double(Double)

  /// The number as a double.
  var value: Double {
    switch self {
    case .integer(let value): Double(value)
    case .double(let value): value
    }
  }
}

/// Reads a number that nobody would take for anything else.
///
/// Codes that only look like numbers stay text: leading zeros (`007`), a plus
/// sign (`+86…`), exponents without a sign (`1E5`), whole numbers of more than
/// 15 digits and fractions of more than 17, which a double cannot hold.
func parsePlainNumber(_ cell: UnsafeBufferPointer<UInt8>) -> ParsedNumber? {
  guard let parts = NumberParts(cell) else { return nil }
  if parts.hasPlus || parts.hasLeadingZero { return nil }
  if parts.hasExponent && !parts.hasExponentSign { return nil }
  let limit = parts.isWhole ? 15 : 17
  return parts.digitCount > limit ? nil : parts.number(cell)
}

/// Reads a number where the codebook says that there is one: also with a
/// plus sign, leading zeros, full-width digits and a percent sign.
///
/// - Parameter percentScale: What `1%` stands for.
/// - Returns: The number, and whether it has a percent sign.
func parseDeclaredNumber(
  _ cell: UnsafeBufferPointer<UInt8>, percentScale: Double
) -> (number: ParsedNumber, isPercentage: Bool)? {
  if let parts = NumberParts(cell) {
    return parts.number(cell).map { ($0, false) }
  }
  var folded = foldedWidth(cell)
  let isPercentage = folded.last == UInt8(ascii: "%")
  if isPercentage {
    folded.removeLast()
    while folded.last == UInt8(ascii: " ") { folded.removeLast() }
  }
  return folded.withUnsafeBufferPointer { text in
    guard let number = NumberParts(text)?.number(text) else { return nil }
    guard isPercentage, percentScale != 1 else { return (number, isPercentage) }
    // Dividing keeps 95% at the double nearest to 0.95.
    return (.double(number.value / (1 / percentScale)), true)
  }
}

/// Full-width forms as ASCII, the minus sign as a hyphen.
func foldedWidth(_ cell: UnsafeBufferPointer<UInt8>) -> [UInt8] {
  var folded: [UInt8] = []
  folded.reserveCapacity(cell.count)
  var i = 0
  while i < cell.count {
    if i + 2 < cell.count, cell[i] >= 0xE2 {
      let (a, b, c) = (cell[i], cell[i + 1], cell[i + 2])
      let ascii: UInt8? =
        switch (a, b, c) {
        case (0xEF, 0xBC, 0x81...0xBF): c - 0x60
        case (0xEF, 0xBD, 0x80...0x9E): c - 0x20
        case (0xE2, 0x88, 0x92): UInt8(ascii: "-")
        case (0xE3, 0x80, 0x80): UInt8(ascii: " ")
        default: nil
        }
      if let ascii {
        folded.append(ascii)
        i += 3
        continue
      }
    }
    folded.append(cell[i])
    i += 1
  }
  return folded
}

/// The parts of `-12.5e+3`; anything else is no number.
private struct NumberParts {
  var isNegative = false
  var hasPlus = false
  var hasLeadingZero = false
  var hasExponent = false
  var hasExponentSign = false
  var isWhole = true
  /// Digits without leading zeros.
  var digitCount = 0
  private var mantissa: UInt64 = 0
  private var exponent = 0

  init?(_ cell: UnsafeBufferPointer<UInt8>) {
    var i = 0
    let end = cell.count
    guard end > 0, end <= 400 else { return nil }
    if cell[0] == UInt8(ascii: "-") || cell[0] == UInt8(ascii: "+") {
      isNegative = cell[0] == UInt8(ascii: "-")
      hasPlus = !isNegative
      i = 1
    }
    let start = i
    while i < end, let digit = digit(cell[i]) {
      add(digit)
      i += 1
    }
    var count = i - start
    hasLeadingZero = count > 1 && cell[start] == UInt8(ascii: "0")
    if i < end, cell[i] == UInt8(ascii: ".") {
      isWhole = false
      i += 1
      while i < end, let digit = digit(cell[i]) {
        add(digit)
        exponent -= 1
        count += 1
        i += 1
      }
    }
    guard count > 0 else { return nil }
    if i < end, cell[i] | 0x20 == UInt8(ascii: "e") {
      isWhole = false
      hasExponent = true
      i += 1
      var isDown = false
      if i < end, cell[i] == UInt8(ascii: "-") || cell[i] == UInt8(ascii: "+") {
        hasExponentSign = true
        isDown = cell[i] == UInt8(ascii: "-")
        i += 1
      }
      var size = 0
      let exponentStart = i
      while i < end, let digit = digit(cell[i]) {
        size = min(size * 10 + Int(digit), 100_000)
        i += 1
      }
      guard i > exponentStart else { return nil }
      exponent += isDown ? -size : size
    }
    guard i == end else { return nil }
  }

  @inline(__always)
  private func digit(_ byte: UInt8) -> UInt64? {
    let value = byte &- 0x30
    return value < 10 ? UInt64(value) : nil
  }

  @inline(__always)
  private mutating func add(_ digit: UInt64) {
    if digitCount == 0 && digit == 0 { return }
    digitCount += 1
    if digitCount <= 19 { mantissa = mantissa * 10 + digit }
  }

  /// The number nearest to the text; `nil` beyond the range of doubles.
  func number(_ cell: UnsafeBufferPointer<UInt8>) -> ParsedNumber? {
    if isWhole, digitCount <= 18 {
      return .integer(isNegative ? -Int64(mantissa) : Int64(mantissa))
    }
    if digitCount <= 19, mantissa <= 1 << 53, abs(exponent) <= 22 {
      // Both are exact, so one rounding gives the nearest (Clinger 1990).
      let power = powersOfTen[abs(exponent)]
      let size =
        exponent < 0 ? Double(mantissa) / power : Double(mantissa) * power
      // -0.0 is 0, as -0 is.
      return .double(isNegative && size != 0 ? -size : size)
    }
    guard let value = Double(String(decoding: cell, as: UTF8.self)),
      value.isFinite
    else { return nil }
    return .double(value)
  }
}

private let powersOfTen: [Double] = [
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14,
  1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
]
