import SurveyData

/// Writes the cells of one column; what is the same for many rows is made
/// ready once.
struct CSVCells {
  private let values: ColumnValues
  private let reasons: [UInt8]
  /// The text of each reason.
  private let missing: [[UInt8]]
  /// The texts of the column one after the other, quoted as needed.
  private var texts: [UInt8] = []
  /// Where each text ends.
  private var ends: [Int] = []

  init(_ column: Column, file: CSVFile) {
    values = column.values
    reasons = column.missing.rawReasons
    switch file.missingCells {
    case .empty:
      missing = Array(repeating: [], count: MissingReason.allCases.count + 1)
    case .coded:
      missing = MissingSpelling(column).texts.map { text in
        var bytes: [UInt8] = []
        CSVFile().append(text, to: &bytes)
        return bytes
      }
    }
    if case .texts(let dictionary) = column.values {
      ends.reserveCapacity(dictionary.levels.count)
      for level in dictionary.levels {
        file.append(level, to: &texts)
        ends.append(texts.count)
      }
    }
  }

  @inline(__always)
  func append(_ row: Int, to line: inout [UInt8]) {
    if !reasons.isEmpty, reasons[row] != 0 {
      let reason = Int(reasons[row])
      if reason < missing.count { line.append(contentsOf: missing[reason]) }
      return
    }
    switch values {
    case .integers(let values): appendWhole(Int(values[row]), to: &line)
    case .doubles(let values): appendNumber(values[row], to: &line)
    case .days(let values): appendDay(values[row], to: &line)
    case .texts(let values):
      let code = Int(values.codes[row])
      guard code >= 0 else { return }
      line.append(
        contentsOf: texts[(code == 0 ? 0 : ends[code - 1])..<ends[code]])
    case .choices: return
    }
  }
}

private func appendWhole(_ number: Int, to line: inout [UInt8]) {
  if number < 0 { line.append(UInt8(ascii: "-")) }
  appendDigits(number.magnitude, width: 1, to: &line)
}

private func appendDigits(
  _ number: UInt, width: Int, to line: inout [UInt8]
) {
  let start = line.count
  var rest = number
  repeat {
    line.append(UInt8(ascii: "0") + UInt8(rest % 10))
    rest /= 10
  } while rest > 0 || line.count - start < width
  line[start...].reverse()
}

private func appendNumber(_ number: Double, to line: inout [UInt8]) {
  // A number that is none would read back as a text.
  guard number.isFinite else { return }
  if abs(number) < 1e15, let whole = Int(exactly: number) {
    appendWhole(whole, to: &line)
  } else {
    line.append(contentsOf: plainText(number).utf8)
  }
}

private func appendDay(_ day: Int32, to line: inout [UInt8]) {
  let (year, month, day) = CalendarDay(daysSinceEpoch: day).components
  // Years of a calendar day are from 1 to 9999.
  appendDigits(UInt(max(0, year)), width: 4, to: &line)
  line.append(UInt8(ascii: "-"))
  appendDigits(UInt(max(0, month)), width: 2, to: &line)
  line.append(UInt8(ascii: "-"))
  appendDigits(UInt(max(0, day)), width: 2, to: &line)
}
