/// Reads JSON that this program wrote, keys in their order.
///
/// What is not JSON, or is nested more than 128 deep, gives `nil`.
struct JSONReader {
  private var bytes: ArraySlice<UInt8>

  /// The value that the bytes of a file hold.
  static func value(of bytes: [UInt8]) -> JSONValue? {
    guard String(validating: bytes, as: UTF8.self) != nil else { return nil }
    var reader = JSONReader(bytes: bytes[...])
    guard let value = reader.value(depth: 0) else { return nil }
    reader.skipBlanks()
    return reader.bytes.isEmpty ? value : nil
  }

  private mutating func skipBlanks() {
    while let byte = bytes.first, [32, 9, 10, 13].contains(byte) {
      bytes.removeFirst()
    }
  }

  private mutating func takes(_ text: StaticString) -> Bool {
    let wanted = UnsafeBufferPointer(
      start: text.utf8Start, count: text.utf8CodeUnitCount)
    guard bytes.starts(with: wanted) else { return false }
    bytes.removeFirst(wanted.count)
    return true
  }

  private mutating func value(depth: Int) -> JSONValue? {
    skipBlanks()
    guard depth < 128, let first = bytes.first else { return nil }
    switch first {
    case UInt8(ascii: "{"): return object(depth: depth)
    case UInt8(ascii: "["): return list(depth: depth)
    case UInt8(ascii: "\""): return text().map { .text($0) }
    case UInt8(ascii: "t"): return takes("true") ? .bool(true) : nil
    case UInt8(ascii: "f"): return takes("false") ? .bool(false) : nil
    case UInt8(ascii: "n"): return takes("null") ? .null : nil
    default: return number()
    }
  }

  private mutating func object(depth: Int) -> JSONValue? {
    guard takes("{") else { return nil }
    var pairs: [(key: String, value: JSONValue)] = []
    skipBlanks()
    if takes("}") { return .object(pairs) }
    while true {
      skipBlanks()
      guard let key = text() else { return nil }
      skipBlanks()
      guard takes(":"), let value = value(depth: depth + 1) else { return nil }
      pairs.append((key, value))
      skipBlanks()
      if takes("}") { return .object(pairs) }
      guard takes(",") else { return nil }
    }
  }

  private mutating func list(depth: Int) -> JSONValue? {
    guard takes("[") else { return nil }
    var items: [JSONValue] = []
    skipBlanks()
    if takes("]") { return .list(items) }
    while true {
      guard let item = value(depth: depth + 1) else { return nil }
      items.append(item)
      skipBlanks()
      if takes("]") { return .list(items) }
      guard takes(",") else { return nil }
    }
  }

  private mutating func number() -> JSONValue? {
    let signs = Set("+-.0123456789eE".utf8)
    let digits = bytes.prefix { signs.contains($0) }
    guard !digits.isEmpty else { return nil }
    bytes.removeFirst(digits.count)
    let text = String(decoding: digits, as: UTF8.self)
    if let whole = Int(text) { return .integer(whole) }
    return Double(text).map { .number($0) }
  }

  private mutating func text() -> String? {
    guard takes("\"") else { return nil }
    var found: [UInt8] = []
    while let byte = bytes.popFirst() {
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: found, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard let scalar = escaped() else { return nil }
        found += Array(String(scalar).utf8)
      default: found.append(byte)
      }
    }
    return nil
  }

  private mutating func escaped() -> Unicode.Scalar? {
    switch bytes.popFirst() {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "u"):
      guard let first = unit() else { return nil }
      guard (0xD800..<0xDC00).contains(first) else {
        return Unicode.Scalar(first)
      }
      guard takes("\\u"), let second = unit(),
        (0xDC00..<0xE000).contains(second)
      else { return nil }
      return Unicode.Scalar(
        0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    case let byte?: return byte < 0x80 ? Unicode.Scalar(byte) : nil
    case nil: return nil
    }
  }

  private mutating func unit() -> UInt32? {
    let digits = bytes.prefix(4)
    guard digits.count == 4,
      digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit })
    else { return nil }
    bytes.removeFirst(4)
    return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
  }
}
