/// Writes drawings into a page, where many of them share one style sheet.
///
/// What is drawn is the same as in the file of the drawing; the writing is a
/// third of its size. Looks become classes of the page's style sheet,
/// coordinates have one decimal, and what a page says elsewhere is left out:
/// the description, because the numbers stand in a table below, the language,
/// and what is hidden from screen readers, because a drawing is one image to
/// them.
public struct PageDrawing: Sendable {
  /// The drawing; where a colour is a `PairedColour`, it changes with the
  /// page.
  public var drawing: SVGDocument
  /// Whether marks keep their tooltips.
  public var hasTooltips: Bool
  /// Names the unit that a label belongs to; `nil` when it is no unit's.
  public var unit: (@Sendable (String) -> String?)?

  /// Creates a writer for one drawing.
  public init(
    _ drawing: SVGDocument, hasTooltips: Bool = true,
    unit: (@Sendable (String) -> String?)? = nil
  ) {
    self.drawing = drawing
    self.hasTooltips = hasTooltips
    self.unit = unit
  }

  /// The `svg` element, with its looks as `DrawingStyles` gathers them.
  public var markup: String {
    var root = drawing.root
    root["xmlns"] = nil
    root["lang"] = nil
    root["xml:lang"] = nil
    root["aria-labelledby"] = root["id"].map { $0 + "-t" }
    var writer = PageWriter(hasTooltips: hasTooltips, unit: unit)
    writer.writeRoot(root)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
