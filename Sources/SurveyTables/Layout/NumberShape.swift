import SVG

/// How much room a number's characters take, counted by kind, so that
/// numbers of a column can be padded until their points stand below one
/// another.
struct NumberShape: Hashable {
  /// Digits, as wide as a figure space.
  var digits = 0
  /// Points, commas, brackets and spaces, about as wide as a punctuation
  /// space.
  var points = 0
  /// Everything else, counted in half Chinese characters, which is padded
  /// by figure spaces, as near as can be.
  var others = 0

  init() {}

  /// Counts the characters of a text.
  init(_ text: some StringProtocol) {
    self.init()
    if countPlainly(text) { return }
    self = NumberShape()
    for character in text {
      switch character {
      case "0"..."9": digits += 1
      case ".", ",", " ", "(", ")": points += 1
      default: others += cellWidth(String(character))
      }
    }
  }

  /// Counts a text in which each scalar is a character of its own, which
  /// nearly every number is.
  ///
  /// - Returns: Whether it is such a text; if not what is counted is wrong.
  private mutating func countPlainly(_ text: some StringProtocol) -> Bool {
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x30...0x39: digits += 1
      case 0x2E, 0x2C, 0x20, 0x28, 0x29: points += 1
      // The rest of ASCII, en dash and minus.
      case 0x21..<0x7F, 0x2013, 0x2212: others += 1
      default: return false
      }
    }
    return true
  }

  /// The larger count of each kind.
  func union(_ other: NumberShape) -> NumberShape {
    var result = self
    result.digits = max(digits, other.digits)
    result.points = max(points, other.points)
    result.others = max(others, other.others)
    return result
  }

  /// The spaces that make a text of this shape as wide as `full`: figure
  /// spaces (U+2007) and punctuation spaces (U+2008).
  func padding(to full: NumberShape) -> String {
    let figures =
      max(0, full.digits - digits) + max(0, full.others - others)
    return String(repeating: "\u{2007}", count: figures)
      + String(repeating: "\u{2008}", count: max(0, full.points - points))
  }

  /// What follows the whole part of a number: `.3%` of `1,287.3%`.
  static func tail(of number: String) -> Substring {
    if number.utf8.allSatisfy({ $0 < 0x80 }) {
      let bytes = number.utf8
      func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
      guard let start = bytes.firstIndex(where: isDigit) else { return "" }
      let end = bytes[start...].firstIndex {
        !isDigit($0) && $0 != UInt8(ascii: ",")
      }
      return number[(end ?? number.endIndex)...]
    }
    let start = number.firstIndex { $0 == "0" || ("1"..."9").contains($0) }
    guard let start else { return "" }
    let end =
      number[start...].firstIndex { !("0"..."9").contains($0) && $0 != "," }
    return number[(end ?? number.endIndex)...]
  }
}
