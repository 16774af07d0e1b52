/// A piece of a page. Texts and attribute values are escaped when it is made,
/// so that a label of the data can never become markup.
struct HTML: Sendable {
  /// The markup.
  let markup: String

  /// Takes markup that another writer of the program has made.
  init(trusted markup: String) {
    self.markup = markup
  }

  /// A text node.
  init(_ text: String) {
    markup = escapedHTML(text)
  }

  /// An element with attributes; an attribute that is `nil` is left out.
  init(
    _ name: String, _ attributes: KeyValuePairs<String, String?> = [:],
    _ children: HTML...
  ) {
    self.init(name, attributes, children)
  }

  /// An element with attributes; an attribute that is `nil` is left out.
  init(
    _ name: String, _ attributes: KeyValuePairs<String, String?> = [:],
    _ children: [HTML]
  ) {
    var start = "<\(name)"
    for (key, value) in attributes {
      if let value { start += " \(key)=\"\(escapedHTML(value))\"" }
    }
    let inside = children.map(\.markup).joined()
    let isVoid = Self.voidElements.contains(name)
    let isBlock = Self.blockElements.contains(name)
    markup =
      isVoid
      ? "\(start)>\n"
      : "\(start)>\(Self.containers.contains(name) ? "\n" : "")\(inside)"
        + "</\(name)>\(isBlock ? "\n" : "")"
  }

  /// Several pieces in a row.
  static func all(_ pieces: [HTML]) -> HTML {
    HTML(trusted: pieces.map(\.markup).joined())
  }

  private static let voidElements: Set<String> = [
    "meta", "link", "br", "img", "input",
  ]

  /// Elements that end their line.
  private static let blockElements: Set<String> = containers.union([
    "p", "h1", "h2", "h3", "h4", "li", "dt", "dd", "title", "style",
    "figcaption", "caption", "th", "td", "summary",
  ])

  /// Elements whose content starts on a new line.
  private static let containers: Set<String> = [
    "html", "head", "body", "main", "header", "footer", "nav", "section",
    "article", "div", "ul", "ol", "dl", "figure", "details", "table", "thead",
    "tbody", "tr", "aside",
  ]
}

/// Returns `text` with the characters escaped that mean something in HTML, in
/// text and in quoted attributes.
///
/// Control characters, which no page may hold, become U+FFFD; the characters
/// that change the direction of a whole line are isolated by the page's CSS
/// and kept.
func escapedHTML(_ text: String) -> String {
  // Most texts are plain, and pages hold many of them. The bytes beyond ASCII
  // begin control characters and code points that are no characters.
  let isPlain = text.utf8.allSatisfy { byte in
    switch byte {
    case 0x26, 0x3C, 0x3E, 0x22, 0x27, 0x7F, 0xC2, 0xEF, 0xF0...: false
    default: byte >= 0x20
    }
  }
  if isPlain { return text }
  var result = ""
  result.reserveCapacity(text.utf8.count)
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    case "'": result += "&#x27;"
    case "\t", "\n": result.unicodeScalars.append(scalar)
    default:
      let value = scalar.value
      let isControl = value < 0x20 || (0x7F...0x9F).contains(value)
      let isNoncharacter = value & 0xFFFE == 0xFFFE
      let isUnfit = isControl || isNoncharacter || (0xFDD0...0xFDEF ~= value)
      result.unicodeScalars.append(isUnfit ? "\u{FFFD}" : scalar)
    }
  }
  return result
}
