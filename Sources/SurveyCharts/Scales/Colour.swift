#if canImport(Glibc)
  import Glibc
#else
  import Foundation
#endif

/// A colour in sRGB.
struct Colour: Hashable, Sendable {
  var red: Double
  var green: Double
  var blue: Double

  /// Reads `#rrggbb`; anything else is black.
  init(_ hex: String) {
    let code = UInt32(hex.dropFirst(), radix: 16) ?? 0
    red = Double((code >> 16) & 255) / 255
    green = Double((code >> 8) & 255) / 255
    blue = Double(code & 255) / 255
  }

  init(red: Double, green: Double, blue: Double) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// The colour as `#rrggbb`.
  var hex: String {
    let parts = [red, green, blue].map { part in
      let byte = Int((min(max(part, 0), 1) * 255).rounded())
      return (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
    return "#" + parts.joined()
  }

  /// The relative luminance of WCAG 2.
  var luminance: Double {
    let parts = [red, green, blue].map(Self.linear)
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }

  /// The contrast ratio of WCAG 2, from 1 to 21.
  func contrast(with other: Colour) -> Double {
    let (first, last) = (luminance, other.luminance)
    return (max(first, last) + 0.05) / (min(first, last) + 0.05)
  }

  /// The colour between this one and another; 0 is this one.
  func mixed(with other: Colour, _ share: Double) -> Colour {
    Colour(
      red: red + (other.red - red) * share,
      green: green + (other.green - green) * share,
      blue: blue + (other.blue - blue) * share)
  }

  /// The linear light of an sRGB component.
  static func linear(_ part: Double) -> Double {
    part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
  }

  /// The colour at a place 0...1 along a list of colours.
  static func along(_ colours: [String], at place: Double) -> Colour {
    guard let first = colours.first else { return Colour("#000000") }
    let place = place.isNaN ? 0 : min(max(place, 0), 1)
    let position = place * Double(colours.count - 1)
    let index = min(Int(position), colours.count - 2)
    guard index >= 0 else { return Colour(first) }
    return Colour(colours[index]).mixed(
      with: Colour(colours[index + 1]), position - Double(index))
  }
}

extension Theme {
  /// White or dark ink, whichever contrasts more with a fill.
  func inkOn(_ fill: Colour) -> String {
    fill.contrast(with: Colour("#ffffff"))
      > fill.contrast(with: Colour(darkInk)) ? "#ffffff" : darkInk
  }

  /// A colour made lighter for weak rows and interval lines.
  func softened(_ colour: String, _ share: Double = 0.5) -> String {
    Colour(colour).mixed(with: Colour(background), share).hex
  }
}
