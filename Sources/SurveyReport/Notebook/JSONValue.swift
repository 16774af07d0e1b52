/// A JSON value, written as nbformat writes notebooks: keys in order, one
/// blank of indentation, no escapes for characters beyond ASCII.
enum JSONValue: Sendable {
  /// A text.
  case string(String)
  /// A text as the list of its lines, each with its line break.
  case lines(String)
  /// A whole number.
  case integer(Int)
  /// No value.
  case null
  /// A list.
  case array([JSONValue])
  /// Keys with values.
  case object([String: JSONValue])

  /// The value as text, without a line break at its end.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The value as UTF-8, without a line break at its end.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(1 << 16)
    write(to: &bytes, indent: 0)
    return bytes
  }

  private func write(to bytes: inout [UInt8], indent: Int) {
    switch self {
    case .string(let string): Self.quote(string, to: &bytes)
    case .lines(let text): Self.write(lines: text, to: &bytes, indent: indent)
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

  /// Writes lines without a text for each.
  private static func write(
    lines text: String, to bytes: inout [UInt8], indent: Int
  ) {
    let space = [UInt8](repeating: UInt8(ascii: " "), count: indent + 1)
    var text = text
    bytes.append(UInt8(ascii: "["))
    var isFirst = true
    text.withUTF8 { units in
      eachLine(of: units) { line in
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: space)
        quote(line, to: &bytes)
      }
    }
    if !isFirst {
      bytes.append(UInt8(ascii: "\n"))
      bytes.append(contentsOf: space.dropLast())
    }
    bytes.append(UInt8(ascii: "]"))
  }

  private static func quote(_ string: String, to bytes: inout [UInt8]) {
    var string = string
    string.withUTF8 { quote($0, to: &bytes) }
  }

  /// Copies what needs no escape in runs, which is nearly everything.
  private static func quote(
    _ units: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]
  ) {
    bytes.append(UInt8(ascii: "\""))
    var start = 0
    var position = 0
    while position < units.count {
      let unit = units[position]
      if unit < 0x20 || unit == 0x22 || unit == 0x5C {
        bytes.append(
          contentsOf: UnsafeBufferPointer(rebasing: units[start..<position]))
        addEscape(of: unit, to: &bytes)
        start = position + 1
      }
      position += 1
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: units[start...]))
    bytes.append(UInt8(ascii: "\""))
  }

  private static func addEscape(of unit: UInt8, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\\"))
    switch unit {
    case 0x22, 0x5C: bytes.append(unit)
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    case 0x08: bytes.append(UInt8(ascii: "b"))
    case 0x0C: bytes.append(UInt8(ascii: "f"))
    default:
      let digits = String(unit, radix: 16)
      bytes.append(
        contentsOf: ("u" + String(repeating: "0", count: 4 - digits.count)
          + digits).utf8)
    }
  }
}

/// Hands over each line with its break. Lines end with every line break that
/// Python's `splitlines` knows, because nbformat splits there.
func eachLine(
  of units: UnsafeBufferPointer<UInt8>,
  _ take: (UnsafeBufferPointer<UInt8>) -> Void
) {
  var start = 0
  var position = 0
  while position < units.count {
    // Nearly every byte is neither a control nor the first of a break.
    let unit = units[position]
    if unit >= 0x20, unit != 0xC2, unit != 0xE2 {
      position += 1
      continue
    }
    let length = breakLength(in: units, at: position)
    position += max(1, length)
    if length > 0 {
      take(UnsafeBufferPointer(rebasing: units[start..<position]))
      start = position
    }
  }
  if start < units.count {
    take(UnsafeBufferPointer(rebasing: units[start...]))
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
