/// A whole drawing: the root element with what every figure needs to be
/// readable anywhere, by eye and by screen reader.
public struct SVGDocument: Sendable {
  /// The prefix of all ids in the drawing; made safe by `SVGDocument.slug`.
  public var id: String
  /// The language of the texts, such as `zh`.
  public var language: String
  /// The name of the drawing for screen readers: the finding.
  public var title: String
  /// What is drawn, in sentences.
  public var description: String
  /// The font list for all texts.
  public var fontFamily: String
  /// The colour of the page; `nil` leaves it transparent.
  public var background: String?
  /// The width in pixels.
  public var width: Double
  /// The height in pixels.
  public var height: Double
  /// What is drawn, in drawing order.
  public var content: [SVGElement]

  /// Creates a drawing.
  public init(
    id: String, language: String, title: String, description: String,
    fontFamily: String, background: String? = "#ffffff", width: Double,
    height: Double, content: [SVGElement]
  ) {
    self.id = id
    self.language = language
    self.title = title
    self.description = description
    self.fontFamily = fontFamily
    self.background = background
    self.width = width
    self.height = height
    self.content = content
  }

  /// The bytes of an SVG file, ending with a line feed.
  ///
  /// There are no classes, styles, scripts or links inside, so that notebooks
  /// and converters that strip them change nothing.
  public var text: String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(1 << 14)
    root.write(to: &bytes, indent: 0)
    bytes.append(UInt8(ascii: "\n"))
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The drawing as a tree.
  public var root: SVGElement {
    let id = Self.slug(id)
    let size = "0 0 \(Coordinate.text(width)) \(Coordinate.text(height))"
    var root = SVGElement(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "id": id, "viewBox": size,
        "width": width, "height": height, "role": "img", "lang": language,
        "xml:lang": language, "aria-labelledby": "\(id)-t \(id)-d",
        "font-family": fontFamily,
      ])
    root.append(SVGElement("title", ["id": "\(id)-t"], text: title))
    root.append(SVGElement("desc", ["id": "\(id)-d"], text: description))
    if let background {
      root.append(
        SVGElement(
          "rect",
          [
            "width": width, "height": height, "fill": background,
            "aria-hidden": "true",
          ]))
    }
    root.append(content)
    return root
  }

  /// A text as an id: ASCII letters, digits, `-` and `_`; other scalars are
  /// written as `-` and their hexadecimal code, so that different names stay
  /// different.
  public static func slug(_ name: String) -> String {
    var result = ""
    for scalar in name.unicodeScalars {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "_", "-":
        result.unicodeScalars.append(scalar)
      default: result += "-" + String(scalar.value, radix: 16)
      }
    }
    guard let first = result.unicodeScalars.first else { return "figure" }
    return first.properties.isAlphabetic ? result : "f" + result
  }
}
