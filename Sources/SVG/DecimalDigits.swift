/// The shortest decimal form of a number, which can be shifted and rounded
/// without binary error.
struct DecimalDigits {
  var isNegative: Bool
  /// Digits 0...9, most significant first.
  var digits: [UInt8]
  /// The number is 0.d₁d₂d₃… · 10^exponent.
  var exponent: Int

  /// Reads the digits of a finite number.
  init(_ number: Double) {
    isNegative = number.sign == .minus
    digits = []
    exponent = 0
    var pointAt: Int?
    var scientific = 0
    var scientificSign = 1
    var isScientific = false
    // Numbers such as 12.5 and 5e-324.
    for byte in number.magnitude.description.utf8 {
      switch byte {
      case UInt8(ascii: "."): pointAt = digits.count
      case UInt8(ascii: "e"): isScientific = true
      case UInt8(ascii: "-"): scientificSign = -1
      case UInt8(ascii: "+"): break
      default:
        if isScientific {
          scientific = scientific * 10 + Int(byte &- UInt8(ascii: "0"))
        } else {
          digits.append(byte &- UInt8(ascii: "0"))
        }
      }
    }
    exponent = (pointAt ?? digits.count) + scientificSign * scientific
  }

  var isZero: Bool { digits.allSatisfy { $0 == 0 } }

  /// The number rounded to `decimals`, halves away from zero, as its digits
  /// before and after the point.
  func rounded(to decimals: Int) -> (whole: [UInt8], fraction: [UInt8]) {
    let kept = exponent + decimals
    var result: [UInt8]
    if kept < 0 {
      result = []
    } else {
      result = Array(digits.prefix(kept))
      result += Array(repeating: 0, count: kept - result.count)
    }
    if kept >= 0, kept < digits.count, digits[kept] >= 5 {
      var index = result.count - 1
      while index >= 0, result[index] == 9 {
        result[index] = 0
        index -= 1
      }
      if index >= 0 { result[index] += 1 } else { result.insert(1, at: 0) }
    }
    if result.count < decimals + 1 {
      result = Array(repeating: 0, count: decimals + 1 - result.count) + result
    }
    let split = result.count - decimals
    let whole = result[..<split].drop { $0 == 0 }
    return (whole.isEmpty ? [0] : Array(whole), Array(result[split...]))
  }
}
