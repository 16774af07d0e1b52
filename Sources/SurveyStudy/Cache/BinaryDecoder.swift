/// Returns the value that `binaryBytes` made bytes of.
///
/// - Throws: `DecodingError` for bytes that are not of such a value; it never
///   reads beyond their end, and takes no memory that they cannot fill.
func binaryValue<Value: Decodable>(
  _ type: Value.Type, from bytes: [UInt8]
) throws -> Value {
  let reader = BinaryReader(bytes)
  let value = try reader.decode(type)
  guard reader.position == bytes.count else {
    throw reader.damaged("bytes are left over")
  }
  return value
}

private protocol OptionalDecodable {
  static func decodePresence(from reader: BinaryReader) throws -> Any
}

extension Optional: OptionalDecodable where Wrapped: Decodable {
  fileprivate static func decodePresence(
    from reader: BinaryReader
  ) throws -> Any {
    let value: Wrapped? =
      try reader.flag() ? try reader.decode(Wrapped.self) : nil
    return value as Any
  }
}

private final class BinaryReader {
  let bytes: [UInt8]
  var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func damaged(_ reason: String) -> DecodingError {
    .dataCorrupted(
      DecodingError.Context(codingPath: [], debugDescription: reason))
  }

  func flag() throws -> Bool {
    guard position < bytes.count, bytes[position] < 2 else {
      throw damaged("no flag")
    }
    position += 1
    return bytes[position - 1] == 1
  }

  func number<Number: FixedWidthInteger>(
    _ type: Number.Type
  ) throws -> Number {
    let size = MemoryLayout<Number>.size
    guard bytes.count - position >= size else { throw damaged("too short") }
    let number = bytes.withUnsafeBytes {
      $0.loadUnaligned(fromByteOffset: position, as: Number.self)
    }
    position += size
    return Number(littleEndian: number)
  }

  private func counted() throws -> ArraySlice<UInt8> {
    let count = Int(try number(UInt32.self))
    guard bytes.count - position >= count else { throw damaged("too short") }
    position += count
    return bytes[position - count..<position]
  }

  func text() throws -> String {
    String(decoding: try counted(), as: UTF8.self)
  }

  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    let value: Any
    if let optional = type as? any OptionalDecodable.Type {
      value = try optional.decodePresence(from: self)
    } else if type == [UInt8].self {
      value = Array(try counted())
    } else if type == String.self {
      value = try text()
    } else if type == Double.self {
      value = Double(bitPattern: try number(UInt64.self))
    } else {
      return try Value(from: BinaryDecoder(reader: self))
    }
    guard let value = value as? Value else { throw damaged("another type") }
    return value
  }
}

private struct BinaryDecoder: Decoder {
  let reader: BinaryReader
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
    KeyedDecodingContainer(KeyedReader(reader: reader))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try ListReader(reader: reader)
  }

  func singleValueContainer() -> any SingleValueDecodingContainer {
    SingleReader(reader: reader)
  }
}

private struct SingleReader: SingleValueDecodingContainer {
  let reader: BinaryReader
  var codingPath: [any CodingKey] { [] }

  func decodeNil() -> Bool { false }
  func decode(_ type: Bool.Type) throws -> Bool { try reader.flag() }
  func decode(_ type: String.Type) throws -> String { try reader.text() }
  func decode(_ type: Double.Type) throws -> Double {
    Double(bitPattern: try reader.number(UInt64.self))
  }
  func decode(_ type: Float.Type) throws -> Float {
    Float(bitPattern: try reader.number(UInt32.self))
  }
  func decode(_ type: Int.Type) throws -> Int {
    Int(truncatingIfNeeded: try reader.number(Int64.self))
  }
  func decode(_ type: Int8.Type) throws -> Int8 { try reader.number(type) }
  func decode(_ type: Int16.Type) throws -> Int16 { try reader.number(type) }
  func decode(_ type: Int32.Type) throws -> Int32 { try reader.number(type) }
  func decode(_ type: Int64.Type) throws -> Int64 { try reader.number(type) }
  func decode(_ type: UInt.Type) throws -> UInt {
    UInt(truncatingIfNeeded: try reader.number(UInt64.self))
  }
  func decode(_ type: UInt8.Type) throws -> UInt8 { try reader.number(type) }
  func decode(_ type: UInt16.Type) throws -> UInt16 { try reader.number(type) }
  func decode(_ type: UInt32.Type) throws -> UInt32 { try reader.number(type) }
  func decode(_ type: UInt64.Type) throws -> UInt64 { try reader.number(type) }
  func decode<T: Decodable>(_ type: T.Type) throws -> T {
    try reader.decode(type)
  }
}

private struct ListReader: UnkeyedDecodingContainer {
  let reader: BinaryReader
  let count: Int?
  private(set) var currentIndex = 0
  var codingPath: [any CodingKey] { [] }
  var isAtEnd: Bool { currentIndex >= (count ?? 0) }

  init(reader: BinaryReader) throws {
    self.reader = reader
    let count = Int(try reader.number(UInt32.self))
    // Lists reserve room for their items, each of which takes a byte.
    guard count <= reader.bytes.count - reader.position else {
      throw reader.damaged("too short")
    }
    self.count = count
  }

  mutating func decodeNil() -> Bool { false }

  mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
    currentIndex += 1
    return try reader.decode(type)
  }

  mutating func nestedContainer<Key: CodingKey>(
    keyedBy type: Key.Type
  ) -> KeyedDecodingContainer<Key> {
    currentIndex += 1
    return KeyedDecodingContainer(KeyedReader(reader: reader))
  }

  mutating func nestedUnkeyedContainer() throws
    -> any UnkeyedDecodingContainer
  {
    currentIndex += 1
    return try ListReader(reader: reader)
  }

  mutating func superDecoder() -> any Decoder {
    currentIndex += 1
    return BinaryDecoder(reader: reader)
  }
}

private struct KeyedReader<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let reader: BinaryReader
  var codingPath: [any CodingKey] { [] }

  /// The case of an enum, the only thing that is decoded by name.
  var allKeys: [Key] {
    guard let name = try? reader.text(), let key = Key(stringValue: name)
    else { return [] }
    return [key]
  }

  func contains(_ key: Key) -> Bool { true }
  func decodeNil(forKey key: Key) -> Bool { false }

  func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
    try reader.decode(type)
  }

  func decodeIfPresent<T: Decodable>(
    _ type: T.Type, forKey key: Key
  ) throws -> T? { try reader.decode(T?.self) }
  func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? {
    try reader.decode(Bool?.self)
  }
  func decodeIfPresent(
    _ type: String.Type, forKey key: Key
  ) throws -> String? { try reader.decode(String?.self) }
  func decodeIfPresent(
    _ type: Double.Type, forKey key: Key
  ) throws -> Double? { try reader.decode(Double?.self) }
  func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? {
    try reader.decode(Int?.self)
  }
  func decodeIfPresent(
    _ type: UInt64.Type, forKey key: Key
  ) throws -> UInt64? { try reader.decode(UInt64?.self) }
  func decodeIfPresent(_ type: Float.Type, forKey key: Key) throws -> Float? {
    try reader.decode(Float?.self)
  }
  func decodeIfPresent(_ type: Int8.Type, forKey key: Key) throws -> Int8? {
    try reader.decode(Int8?.self)
  }
  func decodeIfPresent(_ type: Int16.Type, forKey key: Key) throws -> Int16? {
    try reader.decode(Int16?.self)
  }
  func decodeIfPresent(_ type: Int32.Type, forKey key: Key) throws -> Int32? {
    try reader.decode(Int32?.self)
  }
  func decodeIfPresent(_ type: Int64.Type, forKey key: Key) throws -> Int64? {
    try reader.decode(Int64?.self)
  }
  func decodeIfPresent(_ type: UInt.Type, forKey key: Key) throws -> UInt? {
    try reader.decode(UInt?.self)
  }
  func decodeIfPresent(_ type: UInt8.Type, forKey key: Key) throws -> UInt8? {
    try reader.decode(UInt8?.self)
  }
  func decodeIfPresent(_ type: UInt16.Type, forKey key: Key) throws -> UInt16? {
    try reader.decode(UInt16?.self)
  }
  func decodeIfPresent(_ type: UInt32.Type, forKey key: Key) throws -> UInt32? {
    try reader.decode(UInt32?.self)
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) -> KeyedDecodingContainer<Nested> {
    KeyedDecodingContainer<Nested>(KeyedReader<Nested>(reader: reader))
  }

  func nestedUnkeyedContainer(
    forKey key: Key
  ) throws -> any UnkeyedDecodingContainer { try ListReader(reader: reader) }

  func superDecoder() -> any Decoder { BinaryDecoder(reader: reader) }
  func superDecoder(forKey key: Key) -> any Decoder {
    BinaryDecoder(reader: reader)
  }
}
