import SurveyData

/// Writes JSON values as bytes, one after another, without a text in between.
struct JSONWriter {
  private(set) var bytes: [UInt8] = []

  /// What fits into as many bytes stays on one line.
  var lineLimit = 100

  /// Writes a value, on one line if it fits.
  mutating func write(_ value: JSONValue, indentation: Int) {
    let start = bytes.count
    if writeLine(value, from: start) || value.isScalar { return }
    bytes.removeLast(bytes.count - start)
    switch value {
    case .list(let items):
      writeItems(items.count, indentation) { items[$0] }
    case .items(let items):
      writeItems(items.count, indentation) { items.item($0) }
    case .object(let pairs):
      bytes.append(UInt8(ascii: "{"))
      for (position, pair) in pairs.enumerated() {
        breakLine(position > 0, indentation + 2)
        write(quoted: pair.key)
        write(": ")
        write(pair.value, indentation: indentation + 2)
      }
      breakLine(false, indentation)
      bytes.append(UInt8(ascii: "}"))
    default: break
    }
  }

  private mutating func writeItems(
    _ count: Int, _ indentation: Int, _ item: (Int) -> JSONValue
  ) {
    bytes.append(UInt8(ascii: "["))
    for position in 0..<count {
      breakLine(position > 0, indentation + 2)
      write(item(position), indentation: indentation + 2)
    }
    breakLine(false, indentation)
    bytes.append(UInt8(ascii: "]"))
  }

  private mutating func breakLine(_ hasComma: Bool, _ indentation: Int) {
    if hasComma { bytes.append(UInt8(ascii: ",")) }
    bytes.append(UInt8(ascii: "\n"))
    for _ in 0..<indentation { bytes.append(UInt8(ascii: " ")) }
  }

  /// Writes everything on one line; `false`, with part of it written, when it
  /// does not fit.
  private mutating func writeLine(_ value: JSONValue, from start: Int) -> Bool {
    switch value {
    case .null: write("null")
    case .bool(let value): write(value ? "true" : "false")
    case .integer(let value): write(String(value))
    case .number(let value):
      if value.isFinite { write(number: value) } else { write("null") }
    case .text(let value): write(quoted: value)
    case .list(let items):
      bytes.append(UInt8(ascii: "["))
      for (position, item) in items.enumerated() {
        if position > 0 { write(", ") }
        guard writeLine(item, from: start) else { return false }
      }
      bytes.append(UInt8(ascii: "]"))
    case .items(let items):
      bytes.append(UInt8(ascii: "["))
      for position in 0..<items.count {
        if position > 0 { write(", ") }
        guard writeLine(items.item(position), from: start) else {
          return false
        }
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let pairs):
      bytes.append(UInt8(ascii: "{"))
      for (position, pair) in pairs.enumerated() {
        if position > 0 { write(", ") }
        write(quoted: pair.key)
        write(": ")
        guard writeLine(pair.value, from: start) else { return false }
      }
      bytes.append(UInt8(ascii: "}"))
    }
    return bytes.count - start <= lineLimit
  }

  mutating func write(_ text: String) {
    bytes.append(contentsOf: text.utf8)
  }

  /// Writes a number as `plainText` has it: a whole one without `.0`.
  private mutating func write(number: Double) {
    let start = bytes.count
    write(number.description)
    let end = bytes.count
    if end - start > 2, bytes[end - 2] == UInt8(ascii: "."),
      bytes[end - 1] == UInt8(ascii: "0")
    {
      bytes.removeLast(2)
    }
  }

  private mutating func write(quoted text: String) {
    bytes.append(UInt8(ascii: "\""))
    let start = bytes.count
    bytes.append(contentsOf: text.utf8)
    if needsEscapes(from: start) {
      bytes.removeLast(bytes.count - start)
      for scalar in text.unicodeScalars { write(escaping: scalar) }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Whether the text that was just written holds characters that cannot
  /// stand in a quoted one, as `isHidden` has them.
  private func needsEscapes(from start: Int) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      var position = start
      func byte(_ offset: Int) -> UInt8 {
        position + offset < bytes.count ? bytes[position + offset] : 0
      }
      while position < bytes.count {
        switch bytes[position] {
        case 0..<0x20, 0x22, 0x5C, 0x7F: return true
        case 0xC2: if byte(1) < 0xA0 { return true }
        case 0xE2:
          // U+2000 to U+207F: marks of direction and line separators.
          if byte(1) == 0x80 || byte(1) == 0x81 { return true }
        case 0xEF: if byte(1) == 0xBB, byte(2) == 0xBF { return true }
        default: break
        }
        position += 1
      }
      return false
    }
  }

  private mutating func write(escaping scalar: Unicode.Scalar) {
    switch scalar {
    case "\"": write("\\\"")
    case "\\": write("\\\\")
    case "\n": write("\\n")
    case "\t": write("\\t")
    case "\r": write("\\r")
    default:
      if isHidden(scalar) {
        let digits = String(scalar.value, radix: 16)
        write("\\u" + String(repeating: "0", count: 4 - digits.count))
        write(digits)
      } else {
        bytes.append(contentsOf: String(scalar).utf8)
      }
    }
  }
}
