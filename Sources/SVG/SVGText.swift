/// Where a text stands relative to its x.
public enum TextAnchor: String, Hashable, Sendable {
  /// The text begins at x.
  case start
  /// The text is centred on x.
  case middle
  /// The text ends at x.
  case end
}

/// How a text looks.
public struct TextLook: Hashable, Sendable {
  /// The font size in pixels.
  public var size: Double
  /// The colour.
  public var colour: String
  /// Whether the text is bold.
  public var isBold: Bool

  /// Creates a look.
  public init(size: Double, colour: String, isBold: Bool = false) {
    self.size = size
    self.colour = colour
    self.isBold = isBold
  }
}

extension SVGElement {
  /// A text on one line whose baseline is at `y`.
  public static func text(
    _ text: String, x: Double, y: Double, look: TextLook,
    anchor: TextAnchor = .start
  ) -> SVGElement {
    SVGElement("text", textAttributes(x, y, look, anchor), text: text)
  }

  /// A text on one line whose middle is at `y`, as near as can be without
  /// `dominant-baseline`, which not every renderer knows.
  public static func text(
    _ text: String, x: Double, middle y: Double, look: TextLook,
    anchor: TextAnchor = .start
  ) -> SVGElement {
    .text(text, x: x, y: y + 0.35 * look.size, look: look, anchor: anchor)
  }

  /// A text on several lines; the first baseline is at `y`.
  ///
  /// When the lines are shortened, the whole text follows as `<title>`.
  public static func text(
    _ lines: LineBreaker.Lines, whole: String, x: Double, y: Double,
    lineHeight: Double, look: TextLook, anchor: TextAnchor = .start
  ) -> SVGElement {
    guard lines.lines.count > 1 || lines.isShortened else {
      return .text(
        lines.lines.first ?? "", x: x, y: y, look: look, anchor: anchor)
    }
    var element = SVGElement("text", textAttributes(x, y, look, anchor))
    if lines.isShortened { element.append(SVGElement("title", text: whole)) }
    for (index, line) in lines.lines.enumerated() {
      element.append(
        SVGElement(
          "tspan", ["x": x, "y": y + Double(index) * lineHeight], text: line))
    }
    return element
  }

  private static func textAttributes(
    _ x: Double, _ y: Double, _ look: TextLook, _ anchor: TextAnchor
  ) -> KeyValuePairs<String, (any SVGAttributeValue)?> {
    [
      "x": x, "y": y, "font-size": look.size, "fill": look.colour,
      "text-anchor": anchor == .start ? nil : anchor.rawValue,
      "font-weight": look.isBold ? "bold" : nil,
    ]
  }
}
