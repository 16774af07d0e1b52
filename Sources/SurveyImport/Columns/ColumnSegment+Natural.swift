import SurveyData

/// Columns whose type follows from their cells.
extension ColumnSegment {
  /// Finds what the part holds from its first cell with a value.
  func readNatural(_ view: CellView, _ totals: TotalRows?) {
    var row = 0
    while row < view.count {
      let found = view.withContent(row, position, &scratch) {
        cell -> Form? in
        let text = trimmed(cell)
        if rules.missingReason(text) != nil { return nil }
        if spellsMissing(text) {
          spelledMissing += 1
          return nil
        }
        if let number = parsePlainNumber(text, rules.numbers) {
          if case .integer(let value) = number, Int32(exactly: value) != nil {
            return .integers
          }
          return .doubles
        }
        return parsePlainDay(text, rules.days) == nil ? .texts : .days
      }
      guard let found else {
        numbers[row] = 0
        let reason = view.withContent(row, position, &scratch) {
          rules.missingReason(trimmed($0)) ?? rules.blankReason
        }
        setMissing(row, reason)
        row += 1
        continue
      }
      switch found {
      case .integers: readPlainIntegers(view, from: row, totals)
      case .days: readDays(view, from: row, totals)
      case .texts: startTexts(view, totals)
      default:
        prepareDoubles()
        for before in 0..<row { doubles[before] = 0 }
        readPlainDoubles(view, from: row, totals)
      }
      return
    }
    range = 0...0
    form = .undecided
  }

  /// Texts from the first row: what spelled that there is no value is a text
  /// like any other.
  private func startTexts(_ view: CellView, _ totals: TotalRows?) {
    missingRows.removeAll(keepingCapacity: true)
    missingReasons.removeAll(keepingCapacity: true)
    spelledMissing = 0
    readTexts(view, totals)
  }

  private func readPlainIntegers(
    _ view: CellView, from start: Int, _ totals: TotalRows?
  ) {
    let values = numbers
    let isPlain =
      rules.missingNumbers.isEmpty && rules.missingRanges.isEmpty
      && rules.limits == nil && rules.numbers.isPlain
    var (low, high): (Int32, Int32) = (0, 0)
    form = .integers
    var row = start
    while row < view.count {
      let cell = view.raw(row, position)
      let length = cell.count
      if length == 1 {
        let digit = cell[0] &- 0x30
        if digit < 10, isPlain {
          values[row] = Int32(digit)
          high = max(high, Int32(digit))
          row += 1
          continue
        }
      } else if length == 0 {
        values[row] = 0
        setMissing(row, rules.blankReason)
        row += 1
        continue
      }
      if isPlain, let value = smallInteger(cell) {
        values[row] = value
        low = min(low, value)
        high = max(high, value)
        row += 1
        continue
      }
      switch plainCell(view, row) {
      case .missing(let reason):
        values[row] = 0
        setMissing(row, reason)
      case .number(let number):
        guard let value = wholeNumber(number) else {
          prepareDoubles()
          for before in 0..<row { doubles[before] = Double(values[before]) }
          readPlainDoubles(view, from: row, totals)
          return
        }
        values[row] = value
        low = min(low, value)
        high = max(high, value)
        judge(Double(value), view, row)
      case .other:
        giveUp(view, from: row, totals)
        return
      }
      row += 1
    }
    range = low...high
  }

  private func readPlainDoubles(
    _ view: CellView, from start: Int, _ totals: TotalRows?
  ) {
    let values = doubles
    let isPlain =
      rules.missingNumbers.isEmpty && rules.missingRanges.isEmpty
      && rules.limits == nil && rules.numbers.isPlain
    form = .doubles
    for row in start..<view.count {
      let cell = view.raw(row, position)
      if isPlain, let value = smallDecimal(cell) {
        values[row] = value
        if areWhole, Int32(exactly: value) == nil { areWhole = false }
        continue
      }
      switch plainCell(view, row) {
      case .missing(let reason):
        values[row] = 0
        setMissing(row, reason)
      case .number(let number):
        values[row] = number.value
        if areWhole, wholeNumber(number) == nil { areWhole = false }
        judge(number.value, view, row)
      case .other:
        giveUp(view, from: row, totals)
        return
      }
    }
  }

  /// Reads days; in an automatic column anything else ends it.
  func readDays(_ view: CellView, from start: Int, _ totals: TotalRows?) {
    var (low, high): (Int32, Int32) = (0, 0)
    form = .days
    for row in start..<view.count {
      let day = view.withContent(row, position, &scratch) { cell -> Int32? in
        // Reads most days without a look at anything else.
        if let day = isoDay(cell) { return day.daysSinceEpoch }
        let text = trimmed(cell)
        let day =
          isFixed
          ? parseDeclaredDay(text, rules.days)
          : parsePlainDay(text, rules.days)
        return day?.daysSinceEpoch
      }
      if let day {
        numbers[row] = day
        low = min(low, day)
        high = max(high, day)
        continue
      }
      numbers[row] = 0
      let reason = view.withContent(row, position, &scratch) {
        cell -> MissingReason? in
        let text = trimmed(cell)
        if let reason = rules.missingReason(text) { return reason }
        guard spellsMissing(text) else { return nil }
        spelledMissing += 1
        return rules.blankReason
      }
      if let reason {
        setMissing(row, reason)
      } else if isFixed {
        suspect(view, row, totals)
        report(.notDay, .unreadable, view, row)
      } else {
        giveUp(view, from: row, totals)
        return
      }
    }
    range = low...high
  }

  /// A text among numbers or days; the rest is only looked at for totals.
  private func giveUp(_ view: CellView, from row: Int, _ totals: TotalRows?) {
    form = .mixed
    for rest in row..<view.count { suspect(view, rest, totals) }
  }

  private enum PlainCell {
    case missing(MissingReason)
    case number(ParsedNumber)
    case other
  }

  @inline(never)
  private func plainCell(_ view: CellView, _ row: Int) -> PlainCell {
    view.withContent(row, position, &scratch) { cell in
      let text = trimmed(cell)
      if let reason = rules.missingReason(text) { return .missing(reason) }
      if let number = parsePlainNumber(text, rules.numbers) {
        return .number(number)
      }
      guard spellsMissing(text) else { return .other }
      spelledMissing += 1
      return .missing(rules.blankReason)
    }
  }

  /// Sets a number missing that is a missing code or outside the scale.
  private func judge(_ value: Double, _ view: CellView, _ row: Int) {
    if let reason = rules.missingReason(value) {
      setMissing(row, reason)
    } else if let limits = rules.limits, !limits.contains(value) {
      report(.outOfRange, .outOfRange, view, row)
    }
  }
}

/// Reads up to nine digits and a minus sign; the case that has to be fast.
@inline(__always)
func smallInteger(_ cell: UnsafeBufferPointer<UInt8>) -> Int32? {
  var count = cell.count
  guard count > 0, count <= 10, var digits = cell.baseAddress else {
    return nil
  }
  let isNegative = digits[0] == UInt8(ascii: "-")
  if isNegative {
    digits += 1
    count -= 1
  }
  guard count > 0, count <= 9 else { return nil }
  if digits[0] == UInt8(ascii: "0"), count > 1 { return nil }
  var value: Int32 = 0
  for i in 0..<count {
    let digit = digits[i] &- 0x30
    guard digit < 10 else { return nil }
    value = value &* 10 &+ Int32(digit)
  }
  return isNegative ? -value : value
}

/// Reads `12.5`: digits on both sides of a point, at most fifteen of them, so
/// that one division gives the nearest double.
@inline(__always)
private func smallDecimal(_ cell: UnsafeBufferPointer<UInt8>) -> Double? {
  let count = cell.count
  guard count >= 3, count <= 16, let bytes = cell.baseAddress,
    bytes[0] &- 0x31 < 9 || (bytes[0] == 0x30 && bytes[1] == 0x2E)
  else { return nil }
  var mantissa: Int64 = 0
  var point = -1
  for i in 0..<count {
    let digit = bytes[i] &- 0x30
    if digit < 10 {
      mantissa = mantissa &* 10 &+ Int64(digit)
    } else if bytes[i] == 0x2E, point < 0 {
      point = i
    } else {
      return nil
    }
  }
  guard point > 0, point < count - 1 else { return nil }
  return Double(mantissa) / smallPowersOfTen[count - 1 - point]
}

private let smallPowersOfTen: [Double] = [
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14,
  1e15, 1e16,
]

/// The number in 32 bits when it is whole.
func wholeNumber(_ number: ParsedNumber) -> Int32? {
  switch number {
  case .integer(let value): Int32(exactly: value)
  case .double(let value): Int32(exactly: value)
  }
}
