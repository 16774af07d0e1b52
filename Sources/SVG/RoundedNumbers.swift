/// Rounds the numbers of an attribute's value.
enum RoundedNumbers {
  /// Adds a value with at most one decimal in each of its numbers.
  static func add(_ value: String, to text: inout [UInt8]) {
    var number = Number()
    for byte in value.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        number.add(digit: Int(byte - UInt8(ascii: "0")))
      case UInt8(ascii: ".") where number.decimals == nil: number.decimals = 0
      default:
        number.finish(&text)
        if byte == UInt8(ascii: "-") {
          number.isNegative = true
        } else if byte < 0x80 {
          text.append(byte)
        } else {
          text.append(contentsOf: String(Unicode.Scalar(byte)).utf8)
        }
      }
    }
    number.finish(&text)
  }

  /// A number as far as it was read.
  private struct Number {
    var isNegative = false
    var whole = 0
    var hasWhole = false
    /// How many decimals were read; `nil` before the point.
    var decimals: Int?
    var first = 0
    var second = 0

    mutating func add(digit: Int) {
      hasWhole = true
      guard let decimals else {
        if whole < 1 << 50 { whole = whole * 10 + digit }
        return
      }
      if decimals == 0 { first = digit }
      if decimals == 1 { second = digit }
      self.decimals = decimals + 1
    }

    mutating func finish(_ text: inout [UInt8]) {
      guard hasWhole || decimals != nil else {
        if isNegative { text.append(UInt8(ascii: "-")) }
        isNegative = false
        return
      }
      let tenths = whole * 10 + first + (second >= 5 ? 1 : 0)
      if isNegative, tenths > 0 { text.append(UInt8(ascii: "-")) }
      let whole = tenths / 10
      if whole < 10 {
        text.append(UInt8(ascii: "0") + UInt8(whole))
      } else if whole < 100 {
        text.append(UInt8(ascii: "0") + UInt8(whole / 10))
        text.append(UInt8(ascii: "0") + UInt8(whole % 10))
      } else {
        text.append(contentsOf: String(whole).utf8)
      }
      if tenths % 10 > 0 {
        text.append(UInt8(ascii: "."))
        text.append(UInt8(ascii: "0") + UInt8(tenths % 10))
      }
      self = Number()
    }
  }
}
