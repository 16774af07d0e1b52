import SVG

#if canImport(Glibc)
  import Glibc
#else
  import Foundation
#endif

/// A colour in sRGB, and another one in its place on dark pages.
///
/// Everything that is computed from a colour is computed for both, so that
/// one drawing has the looks of two themes.
struct Colour: Hashable, Sendable {
  /// The colour, on light pages where there is another one for dark ones.
  var day: Shade
  /// The colour on dark pages; `nil` when it is the same.
  var night: Shade?

  /// Reads `#rrggbb`, or a pair of them as `PairedColour` writes it; anything
  /// else is black.
  init(_ text: String) {
    if let pair = PairedColour(text) {
      day = Shade(pair.day)
      night = Shade(pair.night)
    } else {
      day = Shade(text)
    }
  }

  init(day: Shade, night: Shade?) {
    self.day = day
    self.night = night
  }

  /// The colour as `#rrggbb`, or both as a pair.
  var hex: String {
    guard let night else { return day.hex }
    return PairedColour.text(day: day.hex, night: night.hex)
  }

  /// The colour between this one and another; 0 is this one.
  func mixed(with other: Colour, _ share: Double) -> Colour {
    combined(with: other) { $0.mixed(with: $1, share) }
  }

  /// What `combine` makes of both colours, on light and on dark pages.
  func combined(
    with other: Colour, _ combine: (Shade, Shade) -> Shade
  ) -> Colour {
    Colour(
      day: combine(day, other.day),
      night: night == nil && other.night == nil
        ? nil : combine(night ?? day, other.night ?? other.day))
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

/// One colour in sRGB.
struct Shade: Hashable, Sendable {
  var red: Double
  var green: Double
  var blue: Double

  static let white = Shade("#ffffff")

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
    // As short as this it fits into a string without any other memory.
    String(unsafeUninitializedCapacity: 7) { buffer in
      buffer[0] = UInt8(ascii: "#")
      for (index, part) in [red, green, blue].enumerated() {
        let byte = Self.byte(part)
        buffer[1 + 2 * index] = Self.digit(byte >> 4)
        buffer[2 + 2 * index] = Self.digit(byte & 15)
      }
      return 7
    }
  }

  /// The colour as it is shown when it was written as `#rrggbb`.
  var written: Shade {
    Shade(
      red: Double(Self.byte(red)) / 255, green: Double(Self.byte(green)) / 255,
      blue: Double(Self.byte(blue)) / 255)
  }

  private static func byte(_ part: Double) -> UInt8 {
    UInt8((min(max(part, 0), 1) * 255).rounded())
  }

  private static func digit(_ number: UInt8) -> UInt8 {
    number < 10 ? UInt8(ascii: "0") + number : UInt8(ascii: "a") + number - 10
  }

  /// The relative luminance of WCAG 2.
  var luminance: Double {
    0.2126 * Self.linear(red) + 0.7152 * Self.linear(green)
      + 0.0722 * Self.linear(blue)
  }

  /// The contrast ratio of WCAG 2, from 1 to 21.
  func contrast(with other: Shade) -> Double {
    Self.contrast(luminance, other.luminance)
  }

  /// The contrast ratio of two colours by their luminance.
  static func contrast(_ first: Double, _ last: Double) -> Double {
    (max(first, last) + 0.05) / (min(first, last) + 0.05)
  }

  /// The contrast of this colour with white or with a dark ink, whichever is
  /// the larger, and whether that is white.
  func inkContrast(dark: Double) -> (ratio: Double, isWhite: Bool) {
    let own = luminance
    let white = Self.contrast(own, Self.whiteLuminance)
    let other = Self.contrast(own, dark)
    return white > other ? (white, true) : (other, false)
  }

  private static let whiteLuminance = white.luminance

  /// The colour between this one and another; 0 is this one.
  func mixed(with other: Shade, _ share: Double) -> Shade {
    Shade(
      red: red + (other.red - red) * share,
      green: green + (other.green - green) * share,
      blue: blue + (other.blue - blue) * share)
  }

  /// The linear light of an sRGB component.
  static func linear(_ part: Double) -> Double {
    part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
  }
}

extension Theme {
  /// White or dark ink, whichever contrasts more with a fill.
  func inkOn(_ fill: Colour) -> String {
    func ink(_ fill: Shade, _ dark: String) -> String {
      fill.inkContrast(dark: Shade(dark).luminance).isWhite ? "#ffffff" : dark
    }
    let dark = darkInk
    let pair = PairedColour(dark)
    guard pair != nil || fill.night != nil else { return ink(fill.day, dark) }
    return PairedColour.text(
      day: ink(fill.day, pair?.day ?? dark),
      night: ink(fill.night ?? fill.day, pair?.night ?? dark))
  }

  /// A colour made lighter for weak rows and interval lines.
  func softened(_ colour: String, _ share: Double = 0.5) -> String {
    Colour(colour).mixed(with: Colour(background), share).hex
  }
}
