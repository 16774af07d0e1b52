/// Returns a value as bytes that `binaryValue` turns into the same value
/// again, bit for bit: numbers keep all their bits, not a number and minus
/// zero too.
///
/// Values follow each other in the order in which they are encoded, without
/// names; only the cases of enums are named. Both sides therefore have to be
/// the same program, which whoever keeps such bytes has to see to. What is
/// encoded may hold lists, but no dictionaries and no sets, whose order
/// nobody knows.
func binaryBytes(of value: some Encodable) throws -> [UInt8] {
  let writer = BinaryWriter()
  try writer.encode(value)
  return writer.bytes
}

/// A value that may be missing, told apart from other values.
private protocol OptionalEncodable {
  func encodePresence(to writer: BinaryWriter) throws
}

extension Optional: OptionalEncodable where Wrapped: Encodable {
  fileprivate func encodePresence(to writer: BinaryWriter) throws {
    writer.add(self != nil)
    if let self { try writer.encode(self) }
  }
}

/// The bytes that were written so far.
private final class BinaryWriter {
  var bytes: [UInt8] = []

  func add(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

  func add(_ number: some FixedWidthInteger) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  func add(_ text: String) {
    var text = text
    text.withUTF8 { utf8 in
      add(UInt32(truncatingIfNeeded: utf8.count))
      bytes.append(contentsOf: utf8)
    }
  }

  func encode<Value: Encodable>(_ value: Value) throws {
    // Types are compared first: a cast would look into optionals.
    if Value.self == Double.self, let number = value as? Double {
      add(number.bitPattern)
    } else if Value.self == String.self, let text = value as? String {
      add(text)
    } else if Value.self == [UInt8].self, let list = value as? [UInt8] {
      add(UInt32(truncatingIfNeeded: list.count))
      bytes.append(contentsOf: list)
    } else if Value.self == [Double].self, let list = value as? [Double] {
      // As any other list, an item at a time.
      add(UInt32(truncatingIfNeeded: list.count))
      for number in list { add(number.bitPattern) }
    } else if Value.self == [String].self, let list = value as? [String] {
      add(UInt32(truncatingIfNeeded: list.count))
      for text in list { add(text) }
    } else if isOptional(Value.self),
      let optional = value as? any OptionalEncodable
    {
      try optional.encodePresence(to: self)
    } else {
      try value.encode(to: BinaryEncoder(writer: self))
    }
  }

  /// Whether a type is an optional one; asking anew for each value would take
  /// longer than writing it.
  private func isOptional(_ type: Any.Type) -> Bool {
    let id = ObjectIdentifier(type)
    if let known = optionalTypes[id] { return known }
    let answer = type is any OptionalEncodable.Type
    optionalTypes[id] = answer
    return answer
  }

  private var optionalTypes: [ObjectIdentifier: Bool] = [:]

  /// Replaces the number of items of a list once it is known.
  func setCount(_ count: Int, at position: Int) {
    let number = UInt32(truncatingIfNeeded: count)
    for byte in 0..<4 {
      bytes[position + byte] = UInt8(truncatingIfNeeded: number >> (8 * byte))
    }
  }
}

private struct BinaryEncoder: Encoder {
  let writer: BinaryWriter
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    KeyedEncodingContainer(KeyedWriter(writer: writer))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    ListWriter(writer: writer)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer {
    SingleWriter(writer: writer)
  }
}

private struct SingleWriter: SingleValueEncodingContainer {
  let writer: BinaryWriter
  var codingPath: [any CodingKey] { [] }

  func encodeNil() { writer.add(false) }
  func encode(_ value: Bool) { writer.add(value) }
  func encode(_ value: String) { writer.add(value) }
  func encode(_ value: Double) { writer.add(value.bitPattern) }
  func encode(_ value: Float) { writer.add(value.bitPattern) }
  func encode(_ value: Int) { writer.add(Int64(value)) }
  func encode(_ value: Int8) { writer.add(value) }
  func encode(_ value: Int16) { writer.add(value) }
  func encode(_ value: Int32) { writer.add(value) }
  func encode(_ value: Int64) { writer.add(value) }
  func encode(_ value: UInt) { writer.add(UInt64(value)) }
  func encode(_ value: UInt8) { writer.add(value) }
  func encode(_ value: UInt16) { writer.add(value) }
  func encode(_ value: UInt32) { writer.add(value) }
  func encode(_ value: UInt64) { writer.add(value) }
  func encode<T: Encodable>(_ value: T) throws { try writer.encode(value) }
}

private struct ListWriter: UnkeyedEncodingContainer {
  let writer: BinaryWriter
  private let position: Int
  private(set) var count = 0
  var codingPath: [any CodingKey] { [] }

  init(writer: BinaryWriter) {
    self.writer = writer
    position = writer.bytes.count
    writer.add(UInt32(0))
  }

  private mutating func next() {
    count += 1
    writer.setCount(count, at: position)
  }

  mutating func encodeNil() {
    next()
    writer.add(false)
  }

  mutating func encode<T: Encodable>(_ value: T) throws {
    next()
    try writer.encode(value)
  }

  mutating func nestedContainer<Key: CodingKey>(
    keyedBy type: Key.Type
  ) -> KeyedEncodingContainer<Key> {
    next()
    return KeyedEncodingContainer(KeyedWriter(writer: writer))
  }

  mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    next()
    return ListWriter(writer: writer)
  }

  mutating func superEncoder() -> any Encoder {
    next()
    return BinaryEncoder(writer: writer)
  }
}

private struct KeyedWriter<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let writer: BinaryWriter
  var codingPath: [any CodingKey] { [] }

  func encodeNil(forKey key: Key) { writer.add(false) }

  func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
    try writer.encode(value)
  }

  // Most properties are of these types, which need no look at their type.
  func encode(_ value: Bool, forKey key: Key) throws { writer.add(value) }
  func encode(_ value: String, forKey key: Key) throws { writer.add(value) }
  func encode(_ value: Double, forKey key: Key) throws {
    writer.add(value.bitPattern)
  }
  func encode(_ value: Int, forKey key: Key) throws {
    writer.add(Int64(value))
  }

  // The one kind of value that is there or not without being an optional of
  // its own: every property that may be missing.
  func encodeIfPresent<T: Encodable>(_ value: T?, forKey key: Key) throws {
    try writer.encode(value)
  }
  func encodeIfPresent(_ value: Bool?, forKey key: Key) throws {
    writer.add(value != nil)
    if let value { writer.add(value) }
  }
  func encodeIfPresent(_ value: String?, forKey key: Key) throws {
    writer.add(value != nil)
    if let value { writer.add(value) }
  }
  func encodeIfPresent(_ value: Double?, forKey key: Key) throws {
    writer.add(value != nil)
    if let value { writer.add(value.bitPattern) }
  }
  func encodeIfPresent(_ value: Int?, forKey key: Key) throws {
    writer.add(value != nil)
    if let value { writer.add(Int64(value)) }
  }
  func encodeIfPresent(_ value: UInt64?, forKey key: Key) throws {
    try writer.encode(value)
  }
  func encodeIfPresent(_ value: Float?, forKey key: Key) throws {
    try writer.encode(value)
  }
  func encodeIfPresent(_ value: Int8?, forKey key: Key) throws {
    try writer.encode(value)
  }
  func encodeIfPresent(_ value: Int16?, forKey key: Key) throws {
    try writer.encode(value)
  }
  func encodeIfPresent(_ value: Int32?, forKey key: Key) throws {
    try writer.encode(value)
  }
  func encodeIfPresent(_ value: Int64?, forKey key: Key) throws {
    try writer.encode(value)
  }
  func encodeIfPresent(_ value: UInt?, forKey key: Key) throws {
    try writer.encode(value)
  }
  func encodeIfPresent(_ value: UInt8?, forKey key: Key) throws {
    try writer.encode(value)
  }
  func encodeIfPresent(_ value: UInt16?, forKey key: Key) throws {
    try writer.encode(value)
  }
  func encodeIfPresent(_ value: UInt32?, forKey key: Key) throws {
    try writer.encode(value)
  }

  /// The cases of enums are containers of their own, named by the case.
  func nestedContainer<Nested: CodingKey>(
    keyedBy keyType: Nested.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Nested> {
    writer.add(key.stringValue)
    return KeyedEncodingContainer<Nested>(KeyedWriter<Nested>(writer: writer))
  }

  func nestedUnkeyedContainer(
    forKey key: Key
  ) -> any UnkeyedEncodingContainer {
    ListWriter(writer: writer)
  }

  func superEncoder() -> any Encoder { BinaryEncoder(writer: writer) }
  func superEncoder(forKey key: Key) -> any Encoder {
    BinaryEncoder(writer: writer)
  }
}
