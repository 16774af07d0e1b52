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
    let layout = Self.layouts[name]
    var text = "<"
    let inside = children.reduce(0) { $0 + $1.markup.utf8.count }
    if inside > 200 { text.reserveCapacity(inside + 100) }
    text += name
    for (key, value) in attributes {
      guard let value else { continue }
      text += " "
      text += key
      text += "=\""
      text += escapedHTML(value)
      text += "\""
    }
    text += layout == .void || layout == .container ? ">\n" : ">"
    if layout != .void {
      for child in children { text += child.markup }
      text += "</"
      text += name
      text += layout == nil ? ">" : ">\n"
    }
    markup = text
  }

  /// Several pieces in a row.
  static func all(_ pieces: [HTML]) -> HTML {
    HTML(trusted: pieces.map(\.markup).joined())
  }

  /// How an element stands on its lines; others stand within a line.
  private enum Layout {
    /// It has no content.
    case void
    /// It ends its line.
    case block
    /// Its content starts on a new line, and it ends its line.
    case container
  }

  private static let layouts: [String: Layout] = {
    var layouts: [String: Layout] = [:]
    for name in ["meta", "link", "br", "img", "input"] { layouts[name] = .void }
    for name in [
      "p", "h1", "h2", "h3", "h4", "li", "dt", "dd", "title", "style",
      "figcaption", "caption", "th", "td", "summary",
    ] {
      layouts[name] = .block
    }
    for name in [
      "html", "head", "body", "main", "header", "footer", "nav", "section",
      "article", "div", "ul", "ol", "dl", "figure", "details", "table",
      "thead", "tbody", "tr", "aside",
    ] {
      layouts[name] = .container
    }
    return layouts
  }()
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
