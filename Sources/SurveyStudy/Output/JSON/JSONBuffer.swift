import CellText

/// Bytes that grow at their end. Texts and numbers are written in place: a
/// long result has hundreds of millions of them.
struct JSONBuffer: ~Copyable {
  private var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private(set) var count = 0

  init(capacity: Int = 1 << 12) {
    self.capacity = max(64, capacity)
    base = .allocate(capacity: self.capacity)
  }

  deinit { base.deallocate() }

  /// What was written.
  var bytes: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: base, count: count)
  }

  /// Takes back everything from a position on.
  mutating func cut(to count: Int) { self.count = min(self.count, count) }

  @inline(__always)
  private mutating func reserve(_ further: Int) {
    if count + further > capacity { grow(further) }
  }

  @inline(never)
  private mutating func grow(_ further: Int) {
    let larger = max(2 * capacity, count + further)
    let new = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    new.initialize(from: base, count: count)
    base.deallocate()
    base = new
    capacity = larger
  }

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    reserve(1)
    base[count] = byte
    count += 1
  }

  mutating func append(_ byte: UInt8, times: Int) {
    reserve(times)
    (base + count).initialize(repeating: byte, count: times)
    count += times
  }

  @inline(__always)
  mutating func append(_ text: StaticString) {
    append(
      UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Writes a key that needs no escapes, in quotes, with its colon.
  @inline(__always)
  mutating func append(key: StaticString) {
    let length = key.utf8CodeUnitCount
    write(atMost: length + 4) { end in
      end[0] = UInt8(ascii: "\"")
      (end + 1).update(from: key.utf8Start, count: length)
      end[length + 1] = UInt8(ascii: "\"")
      end[length + 2] = UInt8(ascii: ":")
      end[length + 3] = UInt8(ascii: " ")
      return length + 4
    }
  }

  /// Writes a line break and blanks, after a comma when one is asked for.
  mutating func appendLineBreak(_ indentation: Int, comma: Bool) {
    write(atMost: indentation + 2) { end in
      end[0] = UInt8(ascii: ",")
      let start = comma ? 1 : 0
      end[start] = UInt8(ascii: "\n")
      // Written out: a call for so few bytes costs more than they do.
      for place in 0..<indentation {
        end[start + 1 + place] = UInt8(ascii: " ")
      }
      return start + 1 + indentation
    }
  }

  @inline(__always)
  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let start = bytes.baseAddress else { return }
    reserve(bytes.count)
    (base + count).initialize(from: start, count: bytes.count)
    count += bytes.count
  }

  @inline(__always)
  mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { append($0) }
  }

  /// Lets bytes be written where the end is.
  ///
  /// - Parameters:
  ///   - limit: More bytes are not written.
  ///   - write: Writes them and returns how many there are.
  @inline(__always)
  mutating func write(
    atMost limit: Int, _ write: (UnsafeMutablePointer<UInt8>) -> Int
  ) {
    reserve(limit)
    count += min(limit, write(base + count))
  }

  /// Writes a whole number.
  mutating func append(_ number: Int) {
    var rest = number.magnitude
    reserve(20)
    if number < 0 {
      base[count] = UInt8(ascii: "-")
      count += 1
    }
    var digits = 1
    var limit: UInt = 10
    while rest >= limit {
      digits += 1
      let (next, overflow) = limit.multipliedReportingOverflow(by: 10)
      if overflow { break }
      limit = next
    }
    var place = count + digits
    count = place
    repeat {
      place -= 1
      base[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    } while rest > 0
  }

  /// Writes a finite number with the digits that tell it from all others: a
  /// whole one without `.0`.
  mutating func append(_ number: Double) {
    if abs(number) < 1e9 {
      let whole = Int(number)
      if Double(whole) == number, whole != 0 || number.sign == .plus {
        return append(whole)
      }
    }
    if let decimal = ShortestDecimal(number.magnitude) {
      if number < 0 { append(UInt8(ascii: "-")) }
      return append(decimal)
    }
    append(number.description)
    if count > 2, base[count - 2] == UInt8(ascii: "."),
      base[count - 1] == UInt8(ascii: "0")
    {
      count -= 2
    }
  }

  /// Writes a text in quotes.
  mutating func append(quoted text: String) {
    var text = text
    append(UInt8(ascii: "\""))
    let isPlain = text.withUTF8 { bytes in
      guard Self.isPlain(bytes) else { return false }
      append(bytes)
      return true
    }
    if !isPlain {
      for scalar in text.unicodeScalars { append(escaping: scalar) }
    }
    append(UInt8(ascii: "\""))
  }

  /// Whether no character of a text needs an escape, as `isHidden` has them.
  private static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    func byte(_ position: Int) -> UInt8 {
      position < bytes.count ? bytes[position] : 0
    }
    for position in 0..<bytes.count {
      switch bytes[position] {
      case 0..<0x20, 0x22, 0x5C, 0x7F: return false
      case 0..<0xC2: break
      case 0xC2:
        let next = byte(position + 1)
        if next < 0xA0 || next == 0xAD { return false }
      // What may begin one of the rarer ones; the scalars decide.
      case 0xCD: if byte(position + 1) == 0x8F { return false }
      case 0xD8: if byte(position + 1) == 0x9C { return false }
      case 0xE1:
        let next = byte(position + 1)
        if next == 0x85 || next == 0x9E || next == 0xA0 { return false }
      case 0xE3: if byte(position + 1) == 0x85 { return false }
      case 0xF0: if byte(position + 1) == 0x9D { return false }
      case 0xF3: return false
      case 0xE2:
        // U+2000 to U+207F: marks of direction and line separators.
        let next = byte(position + 1)
        if next == 0x80 || next == 0x81 { return false }
      case 0xEF:
        let next = byte(position + 1)
        let last = byte(position + 2)
        if next == 0xBB, last == 0xBF { return false }
        if next == 0xBE, last == 0xA0 { return false }
        if next == 0xBF, last >= 0xB0 { return false }
      default: break
      }
    }
    return true
  }

  private mutating func append(escaping scalar: Unicode.Scalar) {
    switch scalar {
    case "\"": append("\\\"" as StaticString)
    case "\\": append("\\\\" as StaticString)
    case "\n": append("\\n" as StaticString)
    case "\t": append("\\t" as StaticString)
    case "\r": append("\\r" as StaticString)
    default:
      if isHidden(scalar) {
        // Above U+FFFF there are two codes.
        for code in String(scalar).utf16 {
          let digits = String(code, radix: 16)
          append("\\u" as StaticString)
          append(UInt8(ascii: "0"), times: 4 - digits.utf8.count)
          append(digits)
        }
      } else {
        append(String(scalar))
      }
    }
  }
}
