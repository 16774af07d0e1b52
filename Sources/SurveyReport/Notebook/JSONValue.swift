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
    var bytes: [UInt8] = []
    write(to: &bytes, indent: 0)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A text as the list of its lines, each with its line break.
  static func lines(_ text: String) -> JSONValue {
    .array(splitKeepingBreaks(text).map { .string($0) })
  }

  private func write(to bytes: inout [UInt8], indent: Int) {
    switch self {
    case .string(let string): Self.quote(string, to: &bytes)
    case .integer(let number): bytes += String(number).utf8
    case .null: bytes += "null".utf8
    case .array(let values):
      Self.list("[", "]", values, to: &bytes, indent: indent) { value, bytes in
        value.write(to: &bytes, indent: indent + 1)
      }
    case .object(let members):
      let ordered = members.sorted {
        $0.key.utf8.lexicographicallyPrecedes($1.key.utf8)
      }
      Self.list("{", "}", ordered, to: &bytes, indent: indent) {
        member, bytes in
        Self.quote(member.key, to: &bytes)
        bytes += ": ".utf8
        member.value.write(to: &bytes, indent: indent + 1)
      }
    }
  }

  private static func list<Element>(
    _ open: String, _ close: String, _ elements: [Element],
    to bytes: inout [UInt8], indent: Int,
    write: (Element, inout [UInt8]) -> Void
  ) {
    bytes += open.utf8
    for (position, element) in elements.enumerated() {
      bytes += (position == 0 ? "\n" : ",\n").utf8
      bytes += repeatElement(UInt8(ascii: " "), count: indent + 1)
      write(element, &bytes)
    }
    if !elements.isEmpty {
      bytes.append(UInt8(ascii: "\n"))
      bytes += repeatElement(UInt8(ascii: " "), count: indent)
    }
    bytes += close.utf8
  }

  /// Copies what needs no escape in runs, which is nearly everything.
  private static func quote(_ string: String, to bytes: inout [UInt8]) {
    var string = string
    bytes.append(UInt8(ascii: "\""))
    string.withUTF8 { units in
      var start = 0
      for (position, unit) in units.enumerated() {
        guard let escape = escape(of: unit) else { continue }
        bytes += units[start..<position]
        bytes += escape.utf8
        start = position + 1
      }
      bytes += units[start...]
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func escape(of unit: UInt8) -> String? {
    if unit >= 0x20, unit != 0x22, unit != 0x5C { return nil }
    switch unit {
    case 0x22: return "\\\""
    case 0x5C: return "\\\\"
    case 0x0A: return "\\n"
    case 0x0D: return "\\r"
    case 0x09: return "\\t"
    case 0x08: return "\\b"
    case 0x0C: return "\\f"
    default:
      let digits = String(unit, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
  }
}

/// Splits after every line break that Python's `splitlines` knows, because
/// nbformat splits there.
func splitKeepingBreaks(_ text: String) -> [String] {
  var text = text
  return text.withUTF8 { units in
    var lines: [String] = []
    var start = 0
    var position = 0
    while position < units.count {
      let length = breakLength(in: units, at: position)
      position += max(1, length)
      if length > 0 {
        lines.append(String(decoding: units[start..<position], as: UTF8.self))
        start = position
      }
    }
    if start < units.count {
      lines.append(String(decoding: units[start...], as: UTF8.self))
    }
    return lines
  }
}

/// The bytes of the line break at `position`, 0 where there is none.
private func breakLength(
  in units: UnsafeBufferPointer<UInt8>, at position: Int
) -> Int {
  func follows(_ offset: Int, _ unit: UInt8) -> Bool {
    position + offset < units.count && units[position + offset] == unit
  }
  switch units[position] {
  case 0x0D: return follows(1, 0x0A) ? 2 : 1
  case 0x0A, 0x0B, 0x0C, 0x1C...0x1E: return 1
  // U+0085, U+2028 and U+2029.
  case 0xC2: return follows(1, 0x85) ? 2 : 0
  case 0xE2:
    return follows(1, 0x80) && (follows(2, 0xA8) || follows(2, 0xA9)) ? 3 : 0
  default: return 0
  }
}
