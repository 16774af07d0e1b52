import Diagnostics

extension JSONValue {
  /// Reads a JSON text (RFC 8259). The last of equal keys counts when looked
  /// up; nesting is limited, so that no file exhausts the stack.
  ///
  /// - Throws: A sentence with the line where the text stops making sense.
  init(reading bytes: [UInt8]) throws(JSONFault) {
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw JSONFault(line: 1, sentence: "it is not UTF-8")
    }
    var parser = JSONParser(bytes: bytes)
    self = try parser.document()
  }

  /// The value of a key; `null` where there is none.
  subscript(key: String) -> JSONValue {
    guard case .object(let pairs) = self else { return .null }
    return pairs.last { $0.key == key }?.value ?? .null
  }

  /// The items of a list; none of anything else.
  var items: [JSONValue] {
    if case .list(let items) = self { items } else { [] }
  }

  /// Keys and values in order; none of anything else.
  var pairs: [(key: String, value: JSONValue)] {
    if case .object(let pairs) = self { pairs } else { [] }
  }

  /// A text.
  var string: String? {
    if case .text(let text) = self { text } else { nil }
  }

  /// A number.
  var double: Double? {
    switch self {
    case .number(let number): number
    case .integer(let number): Double(number)
    default: nil
    }
  }

  /// A whole number.
  var int: Int? { double.flatMap { Int(exactly: $0) } }

  /// A truth value.
  var truth: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }
}

/// Where and why a JSON text cannot be read.
struct JSONFault: Error {
  var line: Int
  var sentence: String
}

private struct JSONParser {
  let bytes: [UInt8]
  var place = 0
  var depth = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  private func fault(_ sentence: String) -> JSONFault {
    let line = bytes[..<min(place, bytes.count)].count { $0 == 10 } + 1
    return JSONFault(line: line, sentence: sentence)
  }

  mutating func document() throws(JSONFault) -> JSONValue {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
    let found = try value()
    skip()
    guard place == bytes.count else { throw fault("something follows the end") }
    return found
  }

  private mutating func skip() {
    while place < bytes.count, [32, 9, 10, 13].contains(bytes[place]) {
      place += 1
    }
  }

  private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

  private mutating func take(_ byte: UInt8) -> Bool {
    skip()
    guard next == byte else { return false }
    place += 1
    return true
  }

  private mutating func value() throws(JSONFault) -> JSONValue {
    skip()
    depth += 1
    defer { depth -= 1 }
    guard depth < 100 else { throw fault("it is nested too deeply") }
    switch next {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try list()
    case UInt8(ascii: "\""): return .text(try text())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case nil: throw fault("it ends too early")
    default: return try number()
    }
  }

  private mutating func word(
    _ text: String, _ value: JSONValue
  ) throws(JSONFault) -> JSONValue {
    guard bytes[place...].starts(with: text.utf8) else {
      throw fault("there is no value")
    }
    place += text.utf8.count
    return value
  }

  private mutating func number() throws(JSONFault) -> JSONValue {
    let start = place
    while let byte = next,
      (48...57).contains(byte) || [43, 45, 46, 69, 101].contains(byte)
    {
      place += 1
    }
    let text = String(decoding: bytes[start..<place], as: UTF8.self)
    if let whole = Int(text) { return .integer(whole) }
    guard let number = Double(text) else { throw fault("there is no value") }
    return .number(number)
  }

  private mutating func list() throws(JSONFault) -> JSONValue {
    place += 1
    var items: [JSONValue] = []
    if take(UInt8(ascii: "]")) { return .list(items) }
    repeat { items.append(try value()) } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw fault("a list does not end") }
    return .list(items)
  }

  private mutating func object() throws(JSONFault) -> JSONValue {
    place += 1
    var pairs: [(key: String, value: JSONValue)] = []
    if take(UInt8(ascii: "}")) { return .object(pairs) }
    repeat {
      skip()
      guard next == UInt8(ascii: "\"") else { throw fault("a key is missing") }
      let key = try text()
      guard take(UInt8(ascii: ":")) else { throw fault("a colon is missing") }
      pairs.append((key, try value()))
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw fault("an object does not end") }
    return .object(pairs)
  }

  private mutating func text() throws(JSONFault) -> String {
    place += 1
    var found: [UInt8] = []
    while let byte = next, byte != UInt8(ascii: "\"") {
      place += 1
      guard byte == UInt8(ascii: "\\") else {
        found.append(byte)
        continue
      }
      guard let escape = next else { break }
      place += 1
      switch escape {
      case UInt8(ascii: "n"): found.append(10)
      case UInt8(ascii: "t"): found.append(9)
      case UInt8(ascii: "r"): found.append(13)
      case UInt8(ascii: "b"): found.append(8)
      case UInt8(ascii: "f"): found.append(12)
      case UInt8(ascii: "u"):
        found += Array(String(try scalar()).utf8)
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
        found.append(escape)
      default:
        throw fault("'\\\(Character(Unicode.Scalar(escape)))' is unknown")
      }
    }
    guard next != nil else { throw fault("a text does not end") }
    place += 1
    return String(decoding: found, as: UTF8.self)
  }

  private mutating func scalar() throws(JSONFault) -> Character {
    let first = try unit()
    if (0xD800..<0xDC00).contains(first), place + 1 < bytes.count,
      bytes[place] == UInt8(ascii: "\\"),
      bytes[place + 1] == UInt8(ascii: "u")
    {
      place += 2
      let second = try unit()
      if (0xDC00..<0xE000).contains(second),
        let scalar = Unicode.Scalar(
          0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
      {
        return Character(scalar)
      }
    }
    guard let scalar = Unicode.Scalar(first) else {
      throw fault("'\\u' stands for half a character")
    }
    return Character(scalar)
  }

  private mutating func unit() throws(JSONFault) -> UInt32 {
    let end = place + 4
    guard end <= bytes.count,
      let unit = UInt32(
        String(decoding: bytes[place..<end], as: UTF8.self), radix: 16)
    else { throw fault("four digits are missing after '\\u'") }
    place = end
    return unit
  }
}
