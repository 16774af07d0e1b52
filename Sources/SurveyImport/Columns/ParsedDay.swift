import SurveyData

/// How the days of a column may be written besides the usual ways.
struct DayForm: Hashable {
  /// The order in days such as `5/3/2024`.
  var order: ImportOptions.DateOrder?
  /// How serial numbers of spreadsheets count, when that was declared.
  var system: ImportOptions.DateSystem?
  /// Whether numbers are serial numbers of a spreadsheet.
  var readsSerials = false
}

/// Reads a day that nobody would take for anything else: `2024-03-05`,
/// `2024/3/5`, `2024年3月5日`, `二〇二四年三月五日`; with a declared order also
/// `5.3.2024` and `3/5/2024`.
func parsePlainDay(
  _ cell: UnsafeBufferPointer<UInt8>, _ form: DayForm = DayForm()
) -> CalendarDay? {
  if let day = isoDay(cell) { return day }
  var reader = DayReader(cell)
  if let day = reader.day(separators: ["-", "/"]), reader.isAtEnd {
    return day
  }
  if let day = chineseDay(cell) { return day }
  guard let order = form.order else { return nil }
  reader = DayReader(cell)
  guard let day = reader.day(order: order) else { return nil }
  return reader.isAtEnd ? day : nil
}

/// Reads a day where the codebook says that there is one: also with dots, as
/// `20240305`, in full-width digits, as the serial number of a spreadsheet,
/// and with a time after it, which is left out.
func parseDeclaredDay(
  _ cell: UnsafeBufferPointer<UInt8>, _ form: DayForm = DayForm()
) -> CalendarDay? {
  let folded = foldedWidth(cell)
  let written = folded.withUnsafeBufferPointer { text -> CalendarDay? in
    var reader = DayReader(text)
    if let day = reader.day(separators: ["-", "/", "."]) ?? compactDay(text) {
      return reader.isAtEnd || text.count == 8 || reader.isAtTime ? day : nil
    }
    if let order = form.order {
      reader = DayReader(text)
      if let day = reader.day(order: order), reader.isAtEnd || reader.isAtTime {
        return day
      }
    }
    return form.readsSerials ? serialDay(text, form.system) : nil
  }
  return written ?? chineseDay(cell)
}

/// The day that a spreadsheet numbers so; a time of day after a point is left
/// out.
///
/// The numbers from 1900 to 2100 are more often years than days of 1905, so
/// that they count only when `system` was declared.
func serialDay(
  _ text: UnsafeBufferPointer<UInt8>, _ system: ImportOptions.DateSystem?
) -> CalendarDay? {
  guard let parsed = parsePlainNumber(text), text.count <= 24 else {
    return nil
  }
  let number = parsed.value.rounded(.down)
  guard number >= 0, number <= 2_958_465 else { return nil }
  let serial = Int32(number)
  if system == nil, (1900...2100).contains(serial) { return nil }
  switch system {
  case .macintosh:
    return CalendarDay(daysSinceEpoch: serial - 24_107)
  case .windows, nil:
    // The calendar of 1900 has a 29 February that never was.
    guard serial >= 1, serial != 60 else { return nil }
    return CalendarDay(daysSinceEpoch: serial - (serial < 60 ? 25_568 : 25_569))
  }
}

/// A day in Chinese numerals: `二〇二五年三月五日`, `二零二五年十二月二十一日`.
private func chineseDay(_ cell: UnsafeBufferPointer<UInt8>) -> CalendarDay? {
  // Three bytes a character; the first byte keeps other texts cheap.
  guard cell.count >= 27, cell.count <= 42, cell[0] >= 0xE3 else { return nil }
  let text = String(decoding: cell, as: UTF8.self)
  guard let year = text.firstIndex(of: "年"),
    let month = text.firstIndex(of: "月"), year < month, text.last == "日"
  else { return nil }
  var years = 0
  let digits = text[..<year]
  guard digits.count == 4 else { return nil }
  for digit in digits {
    guard let value = chineseDigits[digit] else { return nil }
    years = years * 10 + value
  }
  guard let months = chineseNumber(text[text.index(after: year)..<month]),
    let days = chineseNumber(text[text.index(after: month)...].dropLast())
  else { return nil }
  return CalendarDay(year: years, month: months, day: days)
}

/// A number from one to ninety-nine: `三`, `十二`, `二十一`.
private func chineseNumber(_ text: Substring) -> Int? {
  guard let ten = text.firstIndex(of: "十") else {
    return text.count == 1 ? text.first.flatMap { chineseDigits[$0] } : nil
  }
  let (before, after) = (text[..<ten], text[text.index(after: ten)...])
  guard before.count <= 1, after.count <= 1 else { return nil }
  let tens = before.isEmpty ? 1 : before.first.flatMap { chineseDigits[$0] }
  let ones = after.isEmpty ? 0 : after.first.flatMap { chineseDigits[$0] }
  guard let tens, let ones else { return nil }
  return tens * 10 + ones
}

private let chineseDigits: [Character: Int] = [
  "〇": 0, "零": 0, "○": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6,
  "七": 7, "八": 8, "九": 9,
]

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
        ($0 >= 0x30 && $0 <= 0x39) || ":.+-Z APMapm".utf8.contains($0)
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

  /// A day whose year has four digits, in a declared order.
  mutating func day(order: ImportOptions.DateOrder) -> CalendarDay? {
    guard order != .yearFirst else {
      return day(separators: ["-", "/", "."])
    }
    guard let first = number(digits: 1...2),
      let separator = ["/", ".", "-"].first(where: { skip($0) }),
      let second = number(digits: 1...2), skip(separator),
      let year = number(digits: 4...4)
    else { return nil }
    return order == .dayFirst
      ? CalendarDay(year: year, month: second, day: first)
      : CalendarDay(year: year, month: first, day: second)
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
