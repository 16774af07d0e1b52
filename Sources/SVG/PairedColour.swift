/// Two colours in the place of one: what is drawn once can then be shown on
/// light and on dark pages.
///
/// A pair is written `#rrggbb|#rrggbb`. Only `PageDrawing` understands pairs;
/// files of drawings hold plain colours.
public struct PairedColour: Hashable, Sendable {
  /// The colour on light pages, as `#rrggbb`.
  public let day: String
  /// The colour on dark pages, as `#rrggbb`.
  public let night: String

  /// Reads a pair; `nil` when the text is none.
  public init?(_ text: String) {
    guard let sides = Self.sides(of: text) else { return nil }
    day = String(sides.day)
    night = String(sides.night)
  }

  /// Both colours as one text; one of them when they are the same.
  public static func text(day: String, night: String) -> String {
    day == night ? day : day + "|" + night
  }

  /// Both sides of a pair. Nearly every text is told by its length.
  static func sides(of text: String) -> (day: Substring, night: Substring)? {
    let bytes = text.utf8
    guard bytes.count == 15, bytes.first == UInt8(ascii: "#") else {
      return nil
    }
    var place = 0
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "#"): if place != 0, place != 8 { return nil }
      case UInt8(ascii: "|"): if place != 7 { return nil }
      case UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "a")...UInt8(ascii: "f"),
        UInt8(ascii: "A")...UInt8(ascii: "F"):
        if place == 0 || place == 7 || place == 8 { return nil }
      default: return nil
      }
      place += 1
    }
    // All of it is ASCII, where a byte is a character.
    let bar = bytes.index(bytes.startIndex, offsetBy: 7)
    return (text[..<bar], text[bytes.index(after: bar)...])
  }
}
