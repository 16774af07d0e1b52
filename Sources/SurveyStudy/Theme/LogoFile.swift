import Diagnostics
import SurveyReport

/// Makes a picture file harmless enough to stand in every chart.
///
/// The picture becomes an `image` with a `data:` address. Viewers run no
/// script and load nothing inside an image; what could is refused all the
/// same, because charts are passed on and taken apart.
enum LogoFile {
  static let largest = 256 * 1024

  /// Reads a picture.
  ///
  /// - Throws: `themeLogo` when it is too large, no PNG or SVG, or holds what
  ///   a logo does not need.
  static func read(
    _ bytes: [UInt8], name: String, place: Place?
  ) throws(Diagnostic) -> ReportTheme.Logo {
    func refused(_ sentence: String, help: String) -> Diagnostic {
      Diagnostic(.themeLogo, at: place, sentence, help: help)
    }
    guard bytes.count <= largest else {
      throw refused(
        "the logo '\(name)' has \(bytes.count) bytes, more than \(largest)",
        help: "make the picture smaller; it is drawn 34 pixels high")
    }
    let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    if bytes.starts(with: signature) {
      guard bytes.count > 24, bytes[12..<16].elementsEqual("IHDR".utf8) else {
        throw refused(
          "the logo '\(name)' is a broken PNG file", help: "save it again")
      }
      func number(_ place: Int) -> Double {
        bytes[place..<place + 4].reduce(0) { $0 * 256 + Double($1) }
      }
      return try logo(
        bytes, type: "image/png", width: number(16), height: number(20), name,
        place)
    }
    guard let text = String(validating: bytes, as: UTF8.self),
      let root = text.firstRange(of: "<svg")
    else {
      throw refused(
        "the logo '\(name)' is neither a PNG nor an SVG file",
        help: "save it as PNG or SVG")
    }
    if let found = forbidden(in: text) {
      throw refused(
        "the logo '\(name)' holds '\(found)', which a logo may not hold",
        help: "save it as plain SVG, or as PNG")
    }
    let tag = text[root.lowerBound...].prefix { $0 != ">" }
    let box = attribute("viewBox", in: tag)?.split { $0 == " " || $0 == "," }
      .compactMap { Double($0) }
    if let box, box.count == 4 {
      return try logo(
        bytes, type: "image/svg+xml", width: box[2], height: box[3], name,
        place)
    }
    func length(_ key: String) -> Double {
      let text = attribute(key, in: tag) ?? ""
      return Double(text.prefix { $0.isNumber || $0 == "." }) ?? 0
    }
    return try logo(
      bytes, type: "image/svg+xml", width: length("width"),
      height: length("height"), name, place)
  }

  private static func logo(
    _ bytes: [UInt8], type: String, width: Double, height: Double,
    _ name: String, _ place: Place?
  ) throws(Diagnostic) -> ReportTheme.Logo {
    let aspect = width / height
    guard width > 0, height > 0, (0.05...20).contains(aspect) else {
      throw Diagnostic(
        .themeLogo, at: place,
        "the logo '\(name)' has no size, or is far wider or taller than a logo",
        help: "give it a viewBox, or a width and a height")
    }
    return ReportTheme.Logo(
      data: "data:\(type);base64,\(base64(bytes))", aspect: aspect)
  }

  /// The first thing in an SVG text that runs, loads or declares something.
  private static func forbidden(in text: String) -> String? {
    let small = text.lowercased()
    let words = [
      "<script", "javascript:", "<foreignobject", "<!entity", "<!doctype",
      "<?xml-stylesheet", "@import", "<iframe", "<object", "<embed", "<audio",
      "<video", "<animate", "<set", "<handler", "<a ", "<a>", "<use",
    ]
    if let word = words.first(where: { small.contains($0) }) { return word }
    if let found = small.firstMatch(of: /[\s"'\/](on[a-z]+)\s*=/) {
      return String(found.output.1)
    }
    for match in small.matches(of: /href\s*=\s*["']?\s*([^"'\s>]*)/)
    where !match.output.1.hasPrefix("#") {
      return "href=\(match.output.1.prefix(24))"
    }
    for match in small.matches(of: /url\(\s*["']?\s*([^)]*)/)
    where !match.output.1.hasPrefix("#") {
      return "url(\(match.output.1.prefix(24))"
    }
    return nil
  }

  private static func attribute(_ key: String, in tag: Substring) -> String? {
    for quote in ["\"", "'"] {
      guard let start = tag.firstRange(of: " \(key)=\(quote)") else { continue }
      return String(tag[start.upperBound...].prefix { String($0) != quote })
    }
    return nil
  }

  private static let digits = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func base64(_ bytes: [UInt8]) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count * 4 / 3 + 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let count = min(3, bytes.count - start)
      var value = 0
      for offset in 0..<3 {
        value = value << 8 | (offset < count ? Int(bytes[start + offset]) : 0)
      }
      for place in 0..<4 {
        result.append(
          place <= count
            ? digits[(value >> (18 - 6 * place)) & 63] : UInt8(ascii: "="))
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
