/// What a page makes of an attribute of a drawing.
enum AttributeRole {
  /// A number or several, rounded.
  case measure
  /// A part of the look, which becomes a class.
  case look
  /// Said elsewhere, and left out.
  case hidden
  /// Written as it is.
  case other

  /// The role of the attribute `name`. Names of one length are few, which is
  /// faster than a set: a page has a hundred thousand attributes.
  init(_ name: String) {
    switch (name.utf8.count, name) {
    case (1, "x"), (1, "y"), (1, "r"), (1, "d"),
      (2, "x1"), (2, "x2"), (2, "y1"), (2, "y2"), (2, "cx"), (2, "cy"),
      (2, "rx"), (2, "ry"), (5, "width"), (6, "height"), (6, "points"),
      (7, "viewBox"), (9, "transform"):
      self = .measure
    case (4, "fill"), (6, "stroke"), (9, "font-size"), (10, "font-style"),
      (11, "font-weight"), (11, "font-family"), (11, "text-anchor"),
      (11, "paint-order"), (12, "stroke-width"), (12, "fill-opacity"),
      (14, "stroke-linecap"), (14, "stroke-opacity"),
      (15, "stroke-linejoin"), (16, "stroke-dasharray"):
      self = .look
    case (11, "aria-hidden"):
      self = .hidden
    default:
      self = .other
    }
  }
}

extension PageDrawing {
  /// The class of what an element says about its look.
  static func look(_ element: SVGElement, _ night: SVGElement?) -> String? {
    var day = ""
    var dark = ""
    for (index, attribute) in element.attributes.enumerated()
    where AttributeRole(attribute.name) == .look {
      if !day.isEmpty { day += ";" }
      declare(attribute.name, attribute.value, in: &day)
      guard let night,
        let value = value(of: attribute.name, in: night, near: index),
        value != attribute.value
      else { continue }
      if !dark.isEmpty { dark += ";" }
      declare(attribute.name, value, in: &dark)
    }
    return day.isEmpty ? nil : DrawingStyles.look(day, night: dark)
  }

  /// The value of an attribute, which mostly has the same place in both.
  private static func value(
    of name: String, in element: SVGElement, near index: Int
  ) -> String? {
    if element.attributes.indices.contains(index),
      element.attributes[index].name == name
    {
      return element.attributes[index].value
    }
    return element[name]
  }

  /// Adds a declaration; nothing in it can end its rule or the style sheet.
  private static func declare(
    _ name: String, _ value: String, in text: inout String
  ) {
    text += name
    text += ":"
    let isSafe = value.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "<"),
        UInt8(ascii: ">"), UInt8(ascii: ";"), UInt8(ascii: "\\"),
        UInt8(ascii: "|"), 0xEF...:
        false
      default: true
      }
    }
    text +=
      isSafe ? value : value.filter { !"{}<>;\\|\u{FFFE}".contains($0) }
    if name == "font-size" || name == "stroke-width" { text += "px" }
  }

  /// Numbers of a value with at most one decimal.
  static func rounded(_ value: String) -> String {
    guard value.utf8.contains(UInt8(ascii: ".")) else {
      return escapedForXML(value)
    }
    var text: [UInt8] = []
    text.reserveCapacity(value.utf8.count)
    var whole = 0
    var hasWhole = false
    /// The decimals that were read: how many, and the first two.
    var fraction: (count: Int, first: Int, second: Int)?
    var isNegative = false
    func finish() {
      guard hasWhole || fraction != nil else {
        if isNegative { text.append(UInt8(ascii: "-")) }
        isNegative = false
        return
      }
      var tenths = whole * 10 + (fraction?.first ?? 0)
      if let fraction, fraction.count > 1, fraction.second >= 5 { tenths += 1 }
      if isNegative, tenths > 0 { text.append(UInt8(ascii: "-")) }
      if tenths < 100 {
        let whole = UInt8(tenths / 10)
        text.append(UInt8(ascii: "0") + whole)
      } else {
        text.append(contentsOf: String(tenths / 10).utf8)
      }
      if tenths % 10 > 0 {
        text.append(UInt8(ascii: "."))
        text.append(UInt8(ascii: "0") + UInt8(tenths % 10))
      }
      whole = 0
      hasWhole = false
      fraction = nil
      isNegative = false
    }
    for byte in value.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        let digit = Int(byte - UInt8(ascii: "0"))
        if let read = fraction {
          fraction =
            switch read.count {
            case 0: (1, digit, 0)
            case 1: (2, read.first, digit)
            default: read
            }
        } else if whole < 1 << 50 {
          whole = whole * 10 + digit
        }
        hasWhole = true
      case UInt8(ascii: ".") where fraction == nil: fraction = (0, 0, 0)
      default:
        finish()
        if byte == UInt8(ascii: "-") {
          isNegative = true
        } else if byte < 0x80 {
          text.append(byte)
        } else {
          text.append(contentsOf: String(Unicode.Scalar(byte)).utf8)
        }
      }
    }
    finish()
    return String(decoding: text, as: UTF8.self)
  }
}
