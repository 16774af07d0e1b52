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
    guard bytes.count == 15 else { return nil }
    for (place, byte) in bytes.enumerated() {
      switch (place, byte) {
      case (0, UInt8(ascii: "#")), (8, UInt8(ascii: "#")),
        (7, UInt8(ascii: "|")):
        continue
      case (0, _), (7, _), (8, _): return nil
      case (_, UInt8(ascii: "0")...UInt8(ascii: "9")),
        (_, UInt8(ascii: "a")...UInt8(ascii: "f")),
        (_, UInt8(ascii: "A")...UInt8(ascii: "F")):
        continue
      default: return nil
      }
    }
    return (text.prefix(7), text.suffix(7))
  }
}
