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

  /// The role of the attribute `name`. Names of one length with one first
  /// letter are few, which is faster than a set: a page has a hundred
  /// thousand attributes.
  init(_ name: String) {
    switch (name.utf8.count, name.utf8.first) {
    case (1, UInt8(ascii: "x")), (1, UInt8(ascii: "y")),
      (1, UInt8(ascii: "r")), (1, UInt8(ascii: "d")):
      self = .measure
    case (2, UInt8(ascii: "x")):
      self = name == "x1" || name == "x2" ? .measure : .other
    case (2, UInt8(ascii: "y")):
      self = name == "y1" || name == "y2" ? .measure : .other
    case (2, UInt8(ascii: "c")):
      self = name == "cx" || name == "cy" ? .measure : .other
    case (2, UInt8(ascii: "r")):
      self = name == "rx" || name == "ry" ? .measure : .other
    case (4, UInt8(ascii: "f")): self = name == "fill" ? .look : .other
    case (5, UInt8(ascii: "w")): self = name == "width" ? .measure : .other
    case (6, UInt8(ascii: "h")): self = name == "height" ? .measure : .other
    case (6, UInt8(ascii: "p")): self = name == "points" ? .measure : .other
    case (6, UInt8(ascii: "s")): self = name == "stroke" ? .look : .other
    case (7, UInt8(ascii: "v")): self = name == "viewBox" ? .measure : .other
    case (9, UInt8(ascii: "t")): self = name == "transform" ? .measure : .other
    case (11, UInt8(ascii: "a")):
      self = name == "aria-hidden" ? .hidden : .other
    case (9..., _): self = Self.isLongLook(name) ? .look : .other
    default: self = .other
    }
  }

  private static func isLongLook(_ name: String) -> Bool {
    switch name {
    case "font-size", "font-style", "font-weight", "font-family",
      "text-anchor", "paint-order", "stroke-width", "fill-opacity",
      "stroke-linecap", "stroke-opacity", "stroke-linejoin",
      "stroke-dasharray":
      true
    default: false
    }
  }
}
