import SurveyData

/// Some records of a file whose fields are to be put into columns.
struct CellBatch {
  let scanner: RecordScanner
  /// The fields of all records, one record after the other.
  let fields: UnsafePointer<Field>
  /// Fields from one record to the next.
  let stride: Int
  let count: Int
  /// Place and line of each record.
  let records: UnsafePointer<(start: Int, line: Int)>
}

/// A cell that was set missing because it could not be used.
struct CellFault {
  enum Problem { case notWhole, notNumber, notDay, outOfRange }

  var line: Int
  /// The position of the column.
  var position: Int
  /// The place of the record's first byte, to keep the order of the file.
  var recordStart: Int
  var problem: Problem
  /// What the cell holds, escaped.
  var text: String
}

/// Collects the cells of one column, and finds its type unless the codebook
/// fixes it: by the first cell that has a value, moving from whole numbers to
/// numbers with fractions when they come. A text among numbers or days makes
/// the builder fail; the column is then read once more, as text.
final class ColumnBuilder {
  enum Kind { case integer, number, day, text }

  let position: Int
  let rules: CellRules
  /// The type as far as it is known.
  private(set) var kind: Kind?
  /// A cell does not fit the type that was found; read again as text.
  private(set) var hasFailed = false
  private(set) var faults: [CellFault] = []
  /// Cells that spell out that there is no value, such as `NA`.
  private(set) var spelledMissing = 0
  /// Numbers with a percent sign, and the first of them as written.
  private(set) var percentages: (count: Int, first: String) = (0, "")
  /// Numbers without one, where the codebook says that there are numbers.
  private(set) var plainNumbers = 0

  var integers: [Int32] = []
  var doubles: [Double] = []
  var codes: [Int32] = []
  var dictionary = TextDictionary()
  var reasons: [UInt8] = []
  private var scratch: [UInt8] = []

  /// Creates a builder; with `asText` the cells stay what they are.
  init(position: Int, rules: CellRules, asText: Bool = false) {
    self.position = position
    self.rules = rules
    switch rules.kind {
    case .automatic: kind = asText ? .text : nil
    case .integer: kind = .integer
    case .number: kind = .number
    case .date: kind = .day
    case .text: kind = .text
    }
  }

  private var isFixed: Bool { rules.kind != .automatic }

  /// Adds the cells of `batch`.
  func append(_ batch: CellBatch) {
    var row = 0
    while row < batch.count, !hasFailed {
      switch kind {
      case nil: row = appendUndecided(batch, from: row)
      case .integer: row = appendIntegers(batch, from: row)
      case .number: row = appendNumbers(batch, from: row)
      case .day: row = appendDays(batch, from: row)
      case .text: row = appendTexts(batch, from: row)
      }
    }
  }

  // MARK: - One loop for each type

  private func appendUndecided(_ batch: CellBatch, from start: Int) -> Int {
    for row in start..<batch.count {
      let decided = withCell(batch, row) { cell -> Kind?? in
        let text = trimmed(cell)
        if rules.missingReason(text) != nil || spellsMissing(text) {
          return .some(nil)
        }
        if let number = parsePlainNumber(text) {
          return .some(fitsInteger(number) ? .integer : .number)
        }
        return .some(parsePlainDay(text) == nil ? .text : .day)
      }
      if case .some(let found?) = decided {
        guard found != .text || spelledMissing == 0 else {
          hasFailed = true
          return row
        }
        kind = found
        let count = integers.count
        switch found {
        case .integer, .day: break
        case .number: doubles = Array(repeating: 0, count: count)
        case .text: codes = Array(repeating: -1, count: count)
        }
        if found != .integer && found != .day { integers = [] }
        return row
      }
      integers.append(0)
      appendMissing(batch, row)
    }
    return batch.count
  }

  private func appendIntegers(_ batch: CellBatch, from start: Int) -> Int {
    let isPlain =
      rules.missingNumbers.isEmpty && rules.missingRanges.isEmpty
      && rules.limits == nil
    var values = integers
    integers = []
    defer { integers = values }
    for row in start..<batch.count {
      let field = batch.fields[row * batch.stride + position]
      if let value = smallInteger(batch.scanner.base, field) {
        values.append(value)
        if !reasons.isEmpty { reasons.append(0) }
        if isPlain || rules.missingReason(Double(value)) == nil {
          plainNumbers += 1
        }
        if !isPlain { judge(Double(value), batch, row, values.count) }
        continue
      }
      switch slowNumber(batch, row) {
      case .missing(let reason):
        values.append(0)
        setMissing(reason, count: values.count)
      case .number(let number, let isPercentage):
        guard let value = integer(number) else {
          if isFixed && !isWhole(number) {
            values.append(0)
            report(.notWhole, .unreadable, batch, row, values.count)
            continue
          }
          doubles = values.map(Double.init)
          values = []
          kind = .number
          return row
        }
        values.append(value)
        if !reasons.isEmpty { reasons.append(0) }
        judge(Double(value), batch, row, values.count, isPercentage)
      case .other:
        guard isFixed else {
          hasFailed = true
          return row
        }
        values.append(0)
        report(.notWhole, .unreadable, batch, row, values.count)
      }
    }
    return batch.count
  }

  private func appendNumbers(_ batch: CellBatch, from start: Int) -> Int {
    var values = doubles
    doubles = []
    defer { doubles = values }
    for row in start..<batch.count {
      switch slowNumber(batch, row) {
      case .missing(let reason):
        values.append(0)
        setMissing(reason, count: values.count)
      case .number(let number, let isPercentage):
        values.append(number.value)
        if !reasons.isEmpty { reasons.append(0) }
        if rules.kind == .integer, !isWhole(number) {
          report(.notWhole, .unreadable, batch, row, values.count)
        } else {
          judge(number.value, batch, row, values.count, isPercentage)
        }
      case .other:
        guard isFixed else {
          hasFailed = true
          return row
        }
        values.append(0)
        report(
          rules.kind == .integer ? .notWhole : .notNumber, .unreadable, batch,
          row, values.count)
      }
    }
    return batch.count
  }

  private func appendDays(_ batch: CellBatch, from start: Int) -> Int {
    for row in start..<batch.count {
      let day = withCell(batch, row) { cell -> Int32? in
        let text = trimmed(cell)
        let day = isFixed ? parseDeclaredDay(text) : parsePlainDay(text)
        return day?.daysSinceEpoch
      }
      integers.append(day ?? 0)
      if day != nil {
        if !reasons.isEmpty { reasons.append(0) }
      } else if appendMissing(batch, row) {
        continue
      } else if isFixed {
        report(.notDay, .unreadable, batch, row, integers.count)
      } else {
        hasFailed = true
        return row
      }
    }
    return batch.count
  }

  private func appendTexts(_ batch: CellBatch, from start: Int) -> Int {
    // Local copies keep the loop free of checks for shared access.
    var known = dictionary
    var values = codes
    var copy = scratch
    dictionary = TextDictionary()
    codes = []
    scratch = []
    for row in start..<batch.count {
      let field = batch.fields[row * batch.stride + position]
      if field.length == 0 {
        values.append(-1)
        setMissing(rules.blankReason, count: values.count)
        continue
      }
      values.append(
        batch.scanner.withContent(of: field, &copy) { known.code(for: $0) })
      if !reasons.isEmpty { reasons.append(0) }
    }
    dictionary = known
    codes = values
    scratch = copy
    return batch.count
  }

  // MARK: - One cell

  private enum SlowCell {
    case missing(MissingReason)
    case number(ParsedNumber, isPercentage: Bool)
    case other
  }

  private func slowNumber(_ batch: CellBatch, _ row: Int) -> SlowCell {
    withCell(batch, row) { cell in
      let text = trimmed(cell)
      if let reason = rules.missingReason(text) { return .missing(reason) }
      if !isFixed, let number = parsePlainNumber(text) {
        return .number(number, isPercentage: false)
      }
      if isFixed,
        let (number, isPercentage) = parseDeclaredNumber(
          text, percentScale: rules.percentScale ?? 1)
      {
        if !isPercentage {
          // A missing code is no answer that lacks the sign.
          if rules.missingReason(number.value) == nil { plainNumbers += 1 }
        } else {
          if percentages.count == 0 { percentages.first = escapedExcerpt(text) }
          percentages.count += 1
        }
        return .number(number, isPercentage: isPercentage)
      }
      guard spellsMissing(text) else { return .other }
      spelledMissing += 1
      return .missing(rules.blankReason)
    }
  }

  /// Marks the last row as missing when its cell says so.
  @discardableResult
  private func appendMissing(_ batch: CellBatch, _ row: Int) -> Bool {
    let reason = withCell(batch, row) { cell -> MissingReason? in
      let text = trimmed(cell)
      if let reason = rules.missingReason(text) { return reason }
      guard spellsMissing(text) else { return nil }
      spelledMissing += 1
      return rules.blankReason
    }
    guard let reason else { return false }
    setMissing(reason, count: integers.count)
    return true
  }

  private func withCell<Result>(
    _ batch: CellBatch, _ row: Int,
    _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    let field = batch.fields[row * batch.stride + position]
    var copy = scratch
    scratch = []
    defer { scratch = copy }
    return batch.scanner.withContent(of: field, &copy, body)
  }

  /// Sets the last of `count` rows missing.
  private func setMissing(_ reason: MissingReason, count: Int) {
    if reasons.isEmpty {
      reasons = [UInt8](repeating: 0, count: count - 1)
    }
    if reasons.count < count { reasons.append(reason.rawValue) }
    reasons[count - 1] = reason.rawValue
  }

  /// Sets a number missing that is a missing code or outside the scale.
  private func judge(
    _ value: Double, _ batch: CellBatch, _ row: Int, _ count: Int,
    _ isPercentage: Bool = false
  ) {
    // `9%` is never the code 9.
    if !isPercentage, let reason = rules.missingReason(value) {
      setMissing(reason, count: count)
    } else if let limits = rules.limits, !limits.contains(value) {
      report(.outOfRange, .outOfRange, batch, row, count)
    }
  }

  private func report(
    _ problem: CellFault.Problem, _ reason: MissingReason,
    _ batch: CellBatch, _ row: Int, _ count: Int
  ) {
    setMissing(reason, count: count)
    let record = batch.records[row]
    let field = batch.fields[row * batch.stride + position]
    faults.append(
      CellFault(
        line: batch.scanner.line(of: field, in: record), position: position,
        recordStart: record.start, problem: problem,
        text: withCell(batch, row) { escapedExcerpt($0) }))
  }
}

/// Reads up to nine digits and a minus sign; the case that has to be fast.
@inline(__always)
private func smallInteger(
  _ base: UnsafePointer<UInt8>, _ field: Field
) -> Int32? {
  var count = Int(field.length)
  var cell = base + field.start
  guard count > 0 else { return nil }
  let isNegative = cell[0] == UInt8(ascii: "-")
  if isNegative {
    cell += 1
    count -= 1
  }
  guard count > 0, count <= 9 else { return nil }
  if cell[0] == UInt8(ascii: "0"), count > 1 { return nil }
  var value: Int32 = 0
  for i in 0..<count {
    let digit = cell[i] &- 0x30
    guard digit < 10 else { return nil }
    value = value &* 10 &+ Int32(digit)
  }
  return isNegative ? -value : value
}

private func integer(_ number: ParsedNumber) -> Int32? {
  switch number {
  case .integer(let value): Int32(exactly: value)
  case .double(let value): Int32(exactly: value)
  }
}

/// Whether a column that starts with `number` starts as whole numbers.
private func fitsInteger(_ number: ParsedNumber) -> Bool {
  if case .integer(let value) = number { return Int32(exactly: value) != nil }
  return false
}

private func isWhole(_ number: ParsedNumber) -> Bool {
  number.value.rounded() == number.value
}
