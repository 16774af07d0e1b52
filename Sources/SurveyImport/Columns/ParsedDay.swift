import SurveyData

/// Reads a day that nobody would take for anything else: `2024-03-05`,
/// `2024/3/5` or `2024年3月5日`.
func parsePlainDay(_ cell: UnsafeBufferPointer<UInt8>) -> CalendarDay? {
  if let day = isoDay(cell) { return day }
  var reader = DayReader(cell)
  guard let day = reader.day(separators: ["-", "/"]) else { return nil }
  return reader.isAtEnd ? day : nil
}

/// Reads a day where the codebook says that there is one: also with dots, as
/// `20240305`, in full-width digits, and with a time after it, which is left
/// out.
func parseDeclaredDay(_ cell: UnsafeBufferPointer<UInt8>) -> CalendarDay? {
  let folded = foldedWidth(cell)
  return folded.withUnsafeBufferPointer { text in
    var reader = DayReader(text)
    let day = reader.day(separators: ["-", "/", "."]) ?? compactDay(text)
    guard let day else { return nil }
    return reader.isAtEnd || text.count == 8 || reader.isAtTime ? day : nil
  }
}

/// The usual form, without the general reader.
func isoDay(_ text: UnsafeBufferPointer<UInt8>) -> CalendarDay? {
  guard text.count == 10, text[4] == UInt8(ascii: "-"),
    text[7] == UInt8(ascii: "-")
  else { return nil }
  var isDigits = true
  func number(_ start: Int, _ end: Int) -> Int {
    var value = 0
    for i in start..<end {
      let digit = text[i] &- 0x30
      if digit > 9 { isDigits = false }
      value = value * 10 + Int(digit)
    }
    return value
  }
  let (year, month, day) = (number(0, 4), number(5, 7), number(8, 10))
  return isDigits ? CalendarDay(year: year, month: month, day: day) : nil
}

private func compactDay(_ text: UnsafeBufferPointer<UInt8>) -> CalendarDay? {
  guard text.count == 8, text.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else {
    return nil
  }
  func number(_ range: Range<Int>) -> Int {
    text[range].reduce(0) { $0 * 10 + Int($1) - 0x30 }
  }
  return CalendarDay(
    year: number(0..<4), month: number(4..<6), day: number(6..<8))
}

private struct DayReader {
  private let text: UnsafeBufferPointer<UInt8>
  private var position = 0

  init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

  var isAtEnd: Bool { position == text.count }

  /// Whether a time of day follows, such as `T09:30:00+08:00` or ` 9:30`.
  var isAtTime: Bool {
    guard position + 4 < text.count else { return false }
    guard text[position] == UInt8(ascii: "T") || text[position] == 0x20 else {
      return false
    }
    let rest = text[(position + 1)...]
    return rest.contains(UInt8(ascii: ":"))
      && rest.first.map { $0 >= 0x30 && $0 <= 0x39 } ?? false
      && rest.allSatisfy {
        ($0 >= 0x30 && $0 <= 0x39) || ":.+-Z ".utf8.contains($0)
      }
  }

  mutating func day(separators: [Unicode.Scalar]) -> CalendarDay? {
    guard let year = number(digits: 4...4), position < text.count else {
      return nil
    }
    let parts: (Int, Int)?
    if skip("年") {
      parts = numbers(between: "月")
      guard skip("日") else { return nil }
    } else if let separator = separators.first(where: { skip(String($0)) }) {
      parts = numbers(between: String(separator))
    } else {
      return nil
    }
    guard let (month, day) = parts else { return nil }
    return CalendarDay(year: year, month: month, day: day)
  }

  private mutating func numbers(between separator: String) -> (Int, Int)? {
    guard let first = number(digits: 1...2), skip(separator),
      let second = number(digits: 1...2)
    else { return nil }
    return (first, second)
  }

  private mutating func number(digits: ClosedRange<Int>) -> Int? {
    var value = 0
    var count = 0
    while position < text.count, text[position] >= 0x30,
      text[position] <= 0x39, count < digits.upperBound
    {
      value = value * 10 + Int(text[position]) - 0x30
      position += 1
      count += 1
    }
    return count >= digits.lowerBound ? value : nil
  }

  private mutating func skip(_ sign: String) -> Bool {
    let bytes = sign.utf8
    guard position + bytes.count <= text.count,
      zip(bytes, text[position...]).allSatisfy({ $0 == $1 })
    else { return false }
    position += bytes.count
    return true
  }
}
