/// A JSON value, written as nbformat writes notebooks: keys in order, one
/// blank of indentation, no escapes for characters beyond ASCII.
enum JSONValue: Sendable {
  /// A text.
  case string(String)
  /// A whole number.
  case integer(Int)
  /// No value.
  case null
  /// A list.
  case array([JSONValue])
  /// Keys with values.
  case object([String: JSONValue])

  /// The value as text, without a line break at its end.
  var text: String {
    var text = ""
    write(to: &text, indent: 0)
    return text
  }

  /// A text as the list of its lines, each with its line break.
  static func lines(_ text: String) -> JSONValue {
    .array(splitKeepingBreaks(text).map { .string($0) })
  }

  private func write(to text: inout String, indent: Int) {
    switch self {
    case .string(let string): Self.quote(string, to: &text)
    case .integer(let number): text += String(number)
    case .null: text += "null"
    case .array(let values):
      Self.list("[", "]", values, to: &text, indent: indent) { value, text in
        value.write(to: &text, indent: indent + 1)
      }
    case .object(let members):
      let ordered = members.sorted {
        $0.key.unicodeScalars.lexicographicallyPrecedes($1.key.unicodeScalars)
      }
      Self.list("{", "}", ordered, to: &text, indent: indent) { member, text in
        Self.quote(member.key, to: &text)
        text += ": "
        member.value.write(to: &text, indent: indent + 1)
      }
    }
  }

  private static func list<Element>(
    _ open: String, _ close: String, _ elements: [Element],
    to text: inout String, indent: Int,
    write: (Element, inout String) -> Void
  ) {
    text += open
    for (position, element) in elements.enumerated() {
      text += position == 0 ? "\n" : ",\n"
      text += String(repeating: " ", count: indent + 1)
      write(element, &text)
    }
    if !elements.isEmpty {
      text += "\n" + String(repeating: " ", count: indent)
    }
    text += close
  }

  private static func quote(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\u{08}": text += "\\b"
      case "\u{0C}": text += "\\f"
      default:
        if scalar.value < 0x20 {
          let digits = String(scalar.value, radix: 16)
          text += "\\u" + String(repeating: "0", count: 4 - digits.count)
          text += digits
        } else {
          text.unicodeScalars.append(scalar)
        }
      }
    }
    text += "\""
  }
}

/// Splits after every line break that Python's `splitlines` knows, because
/// nbformat splits there.
func splitKeepingBreaks(_ text: String) -> [String] {
  var lines: [String] = []
  var line = String.UnicodeScalarView()
  var sawReturn = false
  for scalar in text.unicodeScalars {
    if sawReturn, scalar != "\n" {
      lines.append(String(line))
      line = String.UnicodeScalarView()
    }
    sawReturn = scalar == "\r"
    line.append(scalar)
    switch scalar {
    case "\n", "\u{0B}", "\u{0C}", "\u{1C}"..."\u{1E}", "\u{85}", "\u{2028}",
      "\u{2029}":
      lines.append(String(line))
      line = String.UnicodeScalarView()
    default: break
    }
  }
  if !line.isEmpty { lines.append(String(line)) }
  return lines
}
