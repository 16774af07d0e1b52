/// What the dictionary of an SPSS file says about questions with several
/// answers, which ReadStat does not read.
///
/// The layout is that of the PSPP documentation, "System File Format". Every
/// step is checked against the end of the file; a record that does not fit
/// ends the reading, and what was found before it counts.
struct SPSSDictionary {
  /// A set as its record defines it.
  struct ResponseSet: Equatable {
    /// The name without its dollar sign.
    var name: [UInt8]
    var label: [UInt8]
    /// The value of a ticked option; `nil` for a set of mentions.
    var counted: [UInt8]?
    /// The short names of its variables.
    var variables: [[UInt8]]
  }

  private(set) var sets: [ResponseSet] = []
  /// The long names of variables by their short ones in capital letters.
  private(set) var longNames: [[UInt8]: [UInt8]] = [:]

  private let bytes: UnsafeRawBufferPointer
  private let isSwapped: Bool

  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
    var layout: Int32 = 0
    if bytes.count >= 68 {
      layout = bytes.loadUnaligned(fromByteOffset: 64, as: Int32.self)
    }
    // Either 2 or 3 in the order of bytes of the program that wrote it.
    isSwapped = !(1...3).contains(layout)
    walk()
  }

  private func integer(_ offset: Int) -> Int? {
    guard offset >= 0, offset + 4 <= bytes.count else { return nil }
    let value = bytes.loadUnaligned(fromByteOffset: offset, as: Int32.self)
    return Int(isSwapped ? value.byteSwapped : value)
  }

  private mutating func walk() {
    var offset = 176
    while let type = integer(offset) {
      offset += 4
      let length: Int?
      switch type {
      case 2: length = variableLength(offset)
      case 3: length = labelsLength(offset)
      case 4: length = integer(offset).map { 4 + 4 * $0 }
      case 6: length = integer(offset).map { 4 + 80 * $0 }
      case 7: length = extensionLength(offset)
      default: return
      }
      guard let length, length > 0, length <= bytes.count - offset else {
        return
      }
      if type == 7 { take(offset, length) }
      offset += length
    }
  }

  private func variableLength(_ offset: Int) -> Int? {
    guard let hasLabel = integer(offset + 4),
      let missing = integer(offset + 8)
    else { return nil }
    var length = 28 + 8 * min(abs(missing), 3)
    if hasLabel == 1 {
      guard let label = integer(offset + 28), label >= 0, label <= 1 << 16
      else { return nil }
      length += 4 + (label + 3) / 4 * 4
    }
    return length
  }

  private func labelsLength(_ offset: Int) -> Int? {
    guard let count = integer(offset), count >= 0, count <= bytes.count else {
      return nil
    }
    var length = 4
    for _ in 0..<count {
      let place = offset + length + 8
      guard place < bytes.count else { return nil }
      length += 8 + (Int(bytes[place]) + 8) / 8 * 8
    }
    return length
  }

  private func extensionLength(_ offset: Int) -> Int? {
    guard let size = integer(offset + 4), let count = integer(offset + 8),
      size >= 0, count >= 0
    else { return nil }
    let (length, overflows) = size.multipliedReportingOverflow(by: count)
    return overflows ? nil : length + 12
  }

  private mutating func take(_ offset: Int, _ length: Int) {
    let text = bytes[(offset + 12)..<(offset + length)]
    switch integer(offset) {
    case 7, 19:
      for line in text.split(separator: 0x0A) {
        guard let set = Self.responseSet(line),
          !sets.contains(where: { $0.name == set.name })
        else { continue }
        sets.append(set)
      }
    case 13:
      for pair in text.split(separator: 0x09) {
        let parts = pair.split(separator: 0x3D, maxSplits: 1)
        guard parts.count == 2 else { continue }
        longNames[Self.capitals(parts[0])] = Array(parts[1])
      }
    default: break
    }
  }

  static func capitals(_ name: some Sequence<UInt8>) -> [UInt8] {
    name.map { (0x61...0x7A).contains($0) ? $0 - 0x20 : $0 }
  }

  /// Reads `$name=D1 1 5 label VAR1 VAR2` and its kin.
  private static func responseSet(
    _ line: Slice<UnsafeRawBufferPointer>
  ) -> ResponseSet? {
    var rest = line[...]
    guard rest.popFirst() == UInt8(ascii: "$"),
      let equals = rest.firstIndex(of: UInt8(ascii: "="))
    else { return nil }
    let name = Array(rest[..<equals])
    rest = rest[(equals + 1)...]
    /// A length, a space, and so many bytes.
    func counted() -> [UInt8]? {
      let digits = rest.prefix { (0x30...0x39).contains($0) }
      guard !digits.isEmpty, digits.count <= 6,
        let length = Int(String(decoding: digits, as: UTF8.self))
      else { return nil }
      rest = rest.dropFirst(digits.count)
      guard rest.popFirst() == 0x20, rest.count >= length else { return nil }
      let text = Array(rest.prefix(length))
      rest = rest.dropFirst(length)
      if rest.first == 0x20 { rest = rest.dropFirst() }
      return text
    }
    var value: [UInt8]?
    switch rest.popFirst() {
    case UInt8(ascii: "D"):
      value = counted()
      if value == nil { return nil }
    case UInt8(ascii: "E"):
      // Where the labels of options come from, which tells nothing about
      // the answers.
      rest = rest.drop { $0 == 0x20 }.drop { $0 != 0x20 }.drop { $0 == 0x20 }
      value = counted()
      if value == nil { return nil }
    case UInt8(ascii: "C"):
      if rest.first == 0x20 { rest = rest.dropFirst() }
    default: return nil
    }
    guard let label = counted() else { return nil }
    let variables = rest.split(separator: 0x20).map { capitals($0) }
    guard !name.isEmpty, variables.count > 1 else { return nil }
    return ResponseSet(
      name: name, label: label, counted: value, variables: variables)
  }
}
