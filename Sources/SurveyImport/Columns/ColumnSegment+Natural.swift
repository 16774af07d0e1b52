import CTextScan
import SurveyData

/// Columns whose type follows from their cells.
extension ColumnSegment {
  /// Looks for the first cell with a value, which tells what the part holds.
  func seek(_ view: CellView, _ totals: TotalRows?) {
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
    switch found {
    case .integers:
      (form, phase, isSmall) = (.integers, .small, true)
      prepareSmall()
      small.update(repeating: 0, count: row)
    case .days:
      (form, phase) = (.days, .days)
      numbers.update(repeating: 0, count: row)
    case .doubles:
      (form, phase) = (.doubles, .doubles)
      prepareDoubles()
      doubles.update(repeating: 0, count: row)
    case .texts:
      // From the first row: what spelled that there is no value is a text
      // like any other.
      row = 0
      spelledMissing = 0
      forgetMissing()
      startTexts()
    default:
      let reason = view.withContent(row, position, &scratch) {
        rules.missingReason(trimmed($0)) ?? rules.blankReason
      }
      setMissing(row, reason)
      row += 1
    }
  }

  // MARK: - Whole numbers

  func advanceSmall(_ view: CellView, _ end: Int) {
    if rules.numbers.isPlain {
      var cells = view.cells(position)
      let next = manyi_read_small(&cells, row, end, small, blanks)
      acceptSmall(view, to: next)
    }
    if row < end { takeWhole(view) }
  }

  /// Goes on to `end`; the numbers up to there were read.
  func acceptSmall(_ view: CellView, to end: Int) {
    if !safe.areAll {
      for row in row..<end
      where !safe.contain(Double(small[row])) && !isBlank(row) {
        takeWhole(view, row)
      }
    }
    row = end
  }

  /// Whether the cells from `row` on may be read with those of neighbours.
  func readsInGroup(_ view: CellView, from row: Int) -> Bool {
    phase == .small && self.row == row && !readsAlone && rules.numbers.isPlain
      && !(view.trimsReturns && position == view.columnCount - 1)
  }

  /// Goes on to `end` after the cells were read with those of neighbours.
  func acceptGroup(_ view: CellView, to end: Int, _ totals: TotalRows?) {
    var unusual = 0
    for word in row / 64..<(end + 63) / 64 {
      var left = odd[word]
      odd[word] = 0
      while left != 0, phase == .small, !readsAlone {
        acceptSmall(view, to: word * 64 + left.trailingZeroBitCount)
        takeWhole(view)
        left &= left - 1
        unusual += 1
        if unusual > 32 { readsAlone = true }
      }
    }
    if phase == .small, !readsAlone {
      acceptSmall(view, to: end)
    } else {
      advance(view, to: end, totals)
    }
  }

  func advanceWhole(_ view: CellView, _ end: Int) {
    if rules.numbers.isPlain {
      let next = readWhole(view, end)
      if !safe.areAll {
        for row in row..<next
        where !safe.contain(Double(numbers[row])) && !isBlank(row) {
          takeWhole(view, row)
        }
      }
      row = next
    }
    if row < end { takeWhole(view) }
  }

  /// Reads usual whole numbers; returns the first row with anything else.
  func readWhole(_ view: CellView, _ end: Int) -> Int {
    var cells = view.cells(position)
    var bounds = (low, high)
    let next = withUnsafeMutableBytes(of: &bounds) {
      manyi_read_whole(
        &cells, row, end, numbers, blanks,
        $0.baseAddress?.assumingMemoryBound(to: Int32.self))
    }
    (low, high) = bounds
    return next
  }

  /// Reads the next cell, whatever it is.
  private func takeWhole(_ view: CellView) {
    takeWhole(view, row)
    if phase == .small || phase == .whole { row += 1 }
  }

  @inline(never)
  private func takeWhole(_ view: CellView, _ row: Int) {
    if rules.numbers.isPlain, safe.areAll,
      let value = smallInteger(view.raw(row, position))
    {
      store(whole: value, row)
      return
    }
    switch plainCell(view, row) {
    case .missing(let reason):
      store(whole: 0, row)
      setMissing(row, reason)
    case .number(let number):
      guard let value = wholeNumber(number) else {
        prepareDoubles()
        for before in 0..<row {
          doubles[before] =
            isSmall ? Double(small[before]) : Double(numbers[before])
        }
        (form, phase, isSmall) = (.doubles, .doubles, false)
        return
      }
      store(whole: value, row)
      judge(Double(value), view, row)
    case .other: giveUp()
    }
  }

  private func store(whole value: Int32, _ row: Int) {
    if isSmall {
      if let narrow = Int8(exactly: value) {
        small[row] = narrow
        return
      }
      widen(row)
      phase = .whole
    }
    numbers[row] = value
    low = min(low, value)
    high = max(high, value)
  }

  // MARK: - Numbers with fractions

  func advanceDoubles(_ view: CellView, _ end: Int) {
    if rules.numbers.isPlain {
      let next = readDecimals(view, end)
      if !safe.areAll {
        for row in row..<next where !isBlank(row) {
          if !safe.contain(doubles[row]) {
            takeDouble(view, row)
          } else if areWhole, Int32(exactly: doubles[row]) == nil {
            areWhole = false
          }
        }
      }
      row = next
    }
    guard row < end else { return }
    takeDouble(view, row)
    if phase == .doubles { row += 1 }
  }

  /// Reads usual numbers; returns the first row with anything else. Whether
  /// they are whole is told where all of them count.
  func readDecimals(_ view: CellView, _ end: Int) -> Int {
    var cells = view.cells(position)
    var isWhole = true
    let next = manyi_read_decimals(
      &cells, row, end, doubles, blanks, &isWhole)
    if safe.areAll, !isWhole { areWhole = false }
    return next
  }

  @inline(never)
  private func takeDouble(_ view: CellView, _ row: Int) {
    if rules.numbers.isPlain, safe.areAll,
      let value = smallDecimal(view.raw(row, position))
    {
      doubles[row] = value
      if areWhole, Int32(exactly: value) == nil { areWhole = false }
      return
    }
    switch plainCell(view, row) {
    case .missing(let reason):
      doubles[row] = 0
      setMissing(row, reason)
    case .number(let number):
      doubles[row] = number.value
      if areWhole, wholeNumber(number) == nil { areWhole = false }
      judge(number.value, view, row)
    case .other: giveUp()
    }
  }

  // MARK: - Days

  /// Reads days; in an automatic column anything else ends it.
  func advanceDays(_ view: CellView, _ end: Int, _ totals: TotalRows?) {
    var cells = view.cells(position)
    var bounds = (low, high)
    row = withUnsafeMutableBytes(of: &bounds) {
      manyi_read_days(
        &cells, row, end, numbers, blanks,
        $0.baseAddress?.assumingMemoryBound(to: Int32.self))
    }
    (low, high) = bounds
    if row < end { takeDay(view, totals) }
  }

  @inline(never)
  private func takeDay(_ view: CellView, _ totals: TotalRows?) {
    let day = view.withContent(row, position, &scratch) { cell -> Int32? in
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
      row += 1
      return
    }
    let reason = view.withContent(row, position, &scratch) {
      cell -> MissingReason? in
      let text = trimmed(cell)
      if let reason = rules.missingReason(text) { return reason }
      guard spellsMissing(text) else { return nil }
      spelledMissing += 1
      return rules.blankReason
    }
    numbers[row] = 0
    if let reason {
      setMissing(row, reason)
    } else if isFixed {
      suspect(view, row, totals)
      report(.notDay, .unreadable, view, row)
    } else {
      giveUp()
      return
    }
    row += 1
  }

  /// A text among numbers or days; the rest is only looked at for totals.
  private func giveUp() {
    (form, phase, isSmall) = (.mixed, .rest, false)
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
