import CTextScan
import SurveyData
import Testing

@testable import SurveyImport

/// What the fast readers say of a cell is what the general ones say, and all
/// instructions find the same.
@Suite struct UsualCellsTests {
  static let pieces: [String] = [
    "a", "1", "23", ",", ",", ",", ",", "\n", "\n", "\r\n", "\r", "\"x,y\"",
    "\"two\nlines\"", "\"he said \"\"no\"\"\"", "中", "\"满意\"", "\"", "\0",
    "a longer text without anything", "1,2,3,4,5,6,7,8,9,0\n", "\n\n\n\n\n",
  ]

  @Test(arguments: 0..<400)
  func allInstructionsFindTheSameFields(seed: Int) {
    var draws = SeededDraws(seed: UInt64(seed))
    var text: [UInt8] = []
    let odd = draws.below(2) == 0 ? Self.pieces.count : 8
    for _ in 0..<draws.below(300) {
      text += Array(Self.pieces[draws.below(odd)].utf8)
    }
    let limit = draws.below(text.count + 2)
    let plain = Found(text, limit: limit, level: 0)
    for level in 1..<3 where level <= Int(manyi_text_level()) {
      #expect(Found(text, limit: limit, level: Int32(level)) == plain)
    }
  }

  @Test(arguments: 0..<400)
  func allInstructionsAcceptTheSameText(seed: Int) {
    var draws = SeededDraws(seed: UInt64(seed))
    let parts = ["a", "é", "满意", "😀", "plain text that is longer than others"]
    var text: [UInt8] = []
    for _ in 0..<draws.below(120) {
      text += Array(parts[draws.below(parts.count)].utf8)
    }
    if seed % 2 == 0, !text.isEmpty {
      text[draws.below(text.count)] = UInt8(draws.below(256))
    }
    let exact = manyi_find_invalid_utf8_at(text, text.count, 0)
    for level in 1..<3 where level <= Int(manyi_text_level()) {
      let found = manyi_find_invalid_utf8_at(text, text.count, Int32(level))
      #expect((found == text.count) == (exact == text.count))
      #expect(found <= exact && exact - found <= 80)
    }
  }

  @Test(arguments: 0..<200)
  func neighboursAreReadLikeOneColumn(seed: Int) {
    var draws = SeededDraws(seed: UInt64(seed))
    let cells: [String] = [
      "1", "2", "3", "4", "5", "", "10", "99", "0", "100", "07", "-1", "\"3\"",
      "x", " 4", "5x", "中",
    ]
    let columns = 1 + draws.below(20)
    let kinds = draws.below(3) == 0 ? cells.count : 8
    var table: [[String]] = []
    for _ in 0..<(1 + draws.below(150)) {
      table.append(
        (0..<columns).map { _ in cells[draws.below(kinds)] })
    }
    // A record of one empty cell would be a blank line.
    if columns == 1 { table = table.map { $0 == [""] ? ["1"] : $0 } }
    let text = Cells(table)
    let count = min(columns, 16)
    var numbers: [[Int8]] = []
    var blanks: [[UInt64]] = []
    var odd: [[UInt64]] = []
    guard text.readTogether(count, &numbers, &blanks, &odd) else { return }
    for (row, record) in table.enumerated() {
      for column in 0..<count {
        let cell = record[column]
        let (word, bit) = (row / 64, UInt64(row % 64))
        let isPlain =
          ["10", "99", "0"].contains(cell) || "12345".contains(cell)
        #expect((blanks[column][word] >> bit & 1 == 1) == cell.isEmpty)
        #expect(
          (odd[column][word] >> bit & 1 == 1) == !(isPlain || cell.isEmpty))
        let wanted = isPlain && !cell.isEmpty ? Int8(cell) : 0
        #expect(numbers[column][row] == wanted)
      }
    }
  }

  @Test(arguments: 0..<200)
  func numbersAreThoseOfTheGeneralReader(seed: Int) {
    var draws = SeededDraws(seed: UInt64(seed))
    let signs = Array("0123456789.-")
    let cells: [String] = (0..<64).map { _ in
      let length = draws.below(11)
      if draws.below(3) == 0 {
        let whole = String(draws.below(1_000_000))
        return draws.below(2) == 0
          ? whole : whole + "." + String(1 + draws.below(99))
      }
      return String((0..<length).map { _ in signs[draws.below(signs.count)] })
    }
    // The last bytes of a text are left to the general reader.
    let text = Cells(cells.map { [$0, "x"] } + [["the end", "of it"]])
    for (row, cell) in cells.enumerated() {
      let plain = Array(cell.utf8).withUnsafeBufferPointer {
        parsePlainNumber($0)
      }
      if let whole = text.whole(row), !cell.isEmpty {
        #expect(plain == .integer(Int64(whole)))
      }
      if let decimal = text.decimal(row), !cell.isEmpty {
        #expect(plain?.value == decimal)
      }
      let isUsual =
        !cell.isEmpty && cell.count <= 8 && !cell.hasPrefix("-")
        && !cell.hasPrefix(".") && !cell.hasSuffix(".")
      if isUsual, let plain {
        #expect(text.decimal(row) == plain.value)
        if case .integer(let value) = plain {
          #expect(text.whole(row) == Int32(value))
        }
      }
    }
  }

  @Test func daysAreThoseOfTheCalendar() {
    var cells: [String] = []
    for day in stride(from: Int32(-719_162), to: 2_932_896, by: 97) {
      cells.append(CalendarDay(daysSinceEpoch: day).text)
    }
    cells += [
      "2023-02-29", "2024-02-29", "2024-02-30", "1900-02-29", "2000-02-29",
      "2024-00-10", "2024-13-10", "2024-04-31", "2024-04-00", "0000-01-01",
      "2024/04/01", "2024-4-01", "2024-04-1x", "2024-14-99", "9999-12-31",
      "0001-01-01", "2024-1:-01", "2024-04-3/",
    ]
    let text = Cells(cells.map { [$0] })
    for (row, cell) in cells.enumerated() {
      let day = Array(cell.utf8).withUnsafeBufferPointer(isoDay)
      #expect(text.day(row) == day?.daysSinceEpoch, "\(cell)")
    }
  }
}

/// What was found in a text.
private struct Found: Equatable {
  var isSound: Bool
  var ends: [UInt32]
  var records: [UInt32]
  var breaks: [UInt32]
  var numbers: [Int]
  var flags: [Bool]

  init(_ text: [UInt8], limit: Int, level: Int32) {
    let capacity = text.count * 2 + 512
    var (ends, records, breaks): ([UInt32], [UInt32], [UInt32]) = (
      Array(repeating: 0, count: capacity),
      Array(repeating: 0, count: capacity),
      Array(repeating: 0, count: capacity)
    )
    var scan = manyi_text_scan()
    var isSound = false
    text.withUnsafeBufferPointer { text in
      ends.withUnsafeMutableBufferPointer { ends in
        records.withUnsafeMutableBufferPointer { records in
          breaks.withUnsafeMutableBufferPointer { breaks in
            scan.text = text.baseAddress
            scan.count = text.count
            scan.limit = limit
            scan.delimiter = 0x2C
            scan.quote = 0x22
            scan.ends = ends.baseAddress
            scan.capacity = capacity
            scan.records = records.baseAddress
            scan.breaks = breaks.baseAddress
            scan.break_capacity = capacity
            isSound = manyi_scan_text_at(&scan, level)
          }
        }
      }
    }
    self.isSound = isSound
    self.ends = Array(ends.prefix(scan.end_count))
    self.records = Array(records.prefix(scan.record_count))
    self.breaks = Array(breaks.prefix(scan.break_count))
    numbers = [scan.pair_count, scan.stop]
    flags = [scan.has_high_bytes, scan.has_doubled_quotes, scan.is_open]
  }
}

/// A table as text whose fields were found.
private struct Cells {
  let text: [UInt8]
  let ends: [UInt32]
  let first: [UInt32]

  init(_ table: [[String]]) {
    text = Array(
      table.map { $0.joined(separator: ",") + "\n" }.joined().utf8)
    let found = Found(text, limit: text.count, level: 0)
    ends = [.max] + found.ends + Array(repeating: 0, count: 32)
    first = [1] + found.records.dropLast().map { $0 + 1 }
  }

  private func withCells<Result>(
    _ body: (inout manyi_cells) -> Result
  ) -> Result {
    text.withUnsafeBufferPointer { text in
      ends.withUnsafeBufferPointer { ends in
        first.withUnsafeBufferPointer { first in
          var cells = manyi_cells(
            text: text.baseAddress,
            text_end: text.baseAddress.map { $0 + text.count },
            ends: ends.baseAddress, first: first.baseAddress, column: 0,
            quote: 0x22, trims_return: false)
          return body(&cells)
        }
      }
    }
  }

  func readTogether(
    _ count: Int, _ numbers: inout [[Int8]], _ blanks: inout [[UInt64]],
    _ odd: inout [[UInt64]]
  ) -> Bool {
    let rows = first.count
    let words = rows / 64 + 1
    let values = (0..<count).map { _ in
      UnsafeMutablePointer<Int8>.allocate(capacity: rows + 16)
    }
    let bits = (0..<count * 2).map { _ in
      let bits = UnsafeMutablePointer<UInt64>.allocate(capacity: words)
      bits.initialize(repeating: 0, count: words)
      return bits
    }
    defer {
      for value in values { value.deallocate() }
      for bit in bits { bit.deallocate() }
    }
    let isDone = withCells { cells in
      manyi_read_small_columns(
        &cells, count, 0, rows, values.map(Optional.some),
        bits[..<count].map(Optional.some), bits[count...].map(Optional.some))
    }
    func list(_ bits: UnsafeMutablePointer<UInt64>) -> [UInt64] {
      Array(UnsafeBufferPointer(start: bits, count: words))
    }
    numbers = values.map {
      Array(UnsafeBufferPointer(start: $0, count: rows))
    }
    blanks = bits[..<count].map { list($0) }
    odd = bits[count...].map { list($0) }
    return isDone
  }

  /// The number that the fast reader finds in a row, 0 for an empty cell.
  func whole(_ row: Int) -> Int32? {
    var numbers = [Int32](repeating: 0, count: first.count)
    var blanks = [UInt64](repeating: 0, count: first.count / 64 + 1)
    var range: [Int32] = [0, 0]
    let next = withCells {
      manyi_read_whole(&$0, row, row + 1, &numbers, &blanks, &range)
    }
    return next > row ? numbers[row] : nil
  }

  func decimal(_ row: Int) -> Double? {
    var numbers = [Double](repeating: 0, count: first.count)
    var blanks = [UInt64](repeating: 0, count: first.count / 64 + 1)
    var areWhole = true
    let next = withCells {
      manyi_read_decimals(&$0, row, row + 1, &numbers, &blanks, &areWhole)
    }
    if next > row {
      #expect(areWhole == (numbers[row].rounded() == numbers[row]))
    }
    return next > row ? numbers[row] : nil
  }

  func day(_ row: Int) -> Int32? {
    var numbers = [Int32](repeating: 0, count: first.count)
    var blanks = [UInt64](repeating: 0, count: first.count / 64 + 1)
    var range: [Int32] = [0, 0]
    let next = withCells {
      manyi_read_days(&$0, row, row + 1, &numbers, &blanks, &range)
    }
    return next > row ? numbers[row] : nil
  }
}
