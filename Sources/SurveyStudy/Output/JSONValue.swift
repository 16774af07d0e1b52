import SurveyData

/// A value of a JSON file. Keys keep their order, so that the same results
/// give the same bytes.
public indirect enum JSONValue: Sendable {
  /// Nothing.
  case null
  /// A truth value.
  case bool(Bool)
  /// A whole number.
  case integer(Int)
  /// A number with all its digits; what is not finite becomes `null`.
  case number(Double)
  /// A text.
  case text(String)
  /// A list.
  case list([JSONValue])
  /// Keys and values in order.
  case object([(key: String, value: JSONValue)])

  /// A number, or `null` when there is none.
  public static func optional(_ number: Double?) -> JSONValue {
    number.map { .number($0) } ?? .null
  }

  /// A text, or `null` when there is none.
  public static func optional(_ text: String?) -> JSONValue {
    text.map { .text($0) } ?? .null
  }

  /// A whole number, or `null` when there is none.
  public static func optional(_ number: Int?) -> JSONValue {
    number.map { .integer($0) } ?? .null
  }

  /// The translations that a text has.
  public static func localized(_ text: LocalizedText?) -> JSONValue {
    guard let text else { return .null }
    if text.chinese == text.english { return .optional(text.chinese) }
    var pairs: [(key: String, value: JSONValue)] = []
    if let chinese = text.chinese { pairs.append(("zh", .text(chinese))) }
    if let english = text.english { pairs.append(("en", .text(english))) }
    return .object(pairs)
  }
}

extension JSONValue {
  /// The JSON text, ending with a line break. What fits into a line stays on
  /// one, so that two files can be compared line by line.
  public var fileText: String {
    var text = ""
    write(to: &text, indentation: 0)
    return text + "\n"
  }

  /// The JSON text on one line, without a line break.
  public var lineText: String {
    var text = ""
    _ = writeLine(to: &text, limit: .max)
    return text
  }

  private func write(to text: inout String, indentation: Int) {
    let limit = 100
    var line = ""
    if writeLine(to: &line, limit: limit) || isScalar {
      text += line
      return
    }
    let inner = String(repeating: " ", count: indentation + 2)
    let outer = String(repeating: " ", count: indentation)
    switch self {
    case .list(let items):
      text += "[\n"
      for (position, item) in items.enumerated() {
        text += inner
        item.write(to: &text, indentation: indentation + 2)
        text += position == items.count - 1 ? "\n" : ",\n"
      }
      text += outer + "]"
    case .object(let pairs):
      text += "{\n"
      for (position, pair) in pairs.enumerated() {
        text += inner + quoted(pair.key) + ": "
        pair.value.write(to: &text, indentation: indentation + 2)
        text += position == pairs.count - 1 ? "\n" : ",\n"
      }
      text += outer + "}"
    default:
      break
    }
  }

  private var isScalar: Bool {
    switch self {
    case .list, .object: false
    default: true
    }
  }

  /// Writes everything on one line; `false` when it does not fit.
  private func writeLine(to text: inout String, limit: Int) -> Bool {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .number(let value):
      text += value.isFinite ? plainText(value) : "null"
    case .text(let value): text += quoted(value)
    case .list(let items):
      text += "["
      for (position, item) in items.enumerated() {
        if position > 0 { text += ", " }
        guard item.writeLine(to: &text, limit: limit) else { return false }
      }
      text += "]"
    case .object(let pairs):
      text += "{"
      for (position, pair) in pairs.enumerated() {
        if position > 0 { text += ", " }
        text += quoted(pair.key) + ": "
        guard pair.value.writeLine(to: &text, limit: limit) else {
          return false
        }
      }
      text += "}"
    }
    return text.utf8.count <= limit
  }

  private func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      default:
        if isHidden(scalar) {
          let digits = String(scalar.value, radix: 16)
          result += "\\u" + String(repeating: "0", count: 4 - digits.count)
          result += digits
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }
}

/// Whether a character could steer a terminal or change the order of a line:
/// control characters, line separators and marks of writing direction.
public func isHidden(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0..<0x20, 0x7F..<0xA0, 0x200E...0x200F, 0x2028...0x202E,
    0x2066...0x2069, 0xFEFF, 0xFFFE...0xFFFF:
    true
  default: false
  }
}
