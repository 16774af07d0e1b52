import CTextScan
import SurveyData

/// A cell that was set missing because it could not be used.
struct CellFault {
  var line: Int
  /// The position of the column.
  var position: Int
  /// The place of the record's first byte, to keep the order of the file.
  var recordStart: Int
  var problem: CellProblem
  /// What the cell holds, escaped.
  var text: String
}

/// How the cells of a column are to be taken.
enum ColumnMode: UInt8 {
  /// By what the cells of a part of the file are.
  case natural
  /// As texts, each distinct one with a number.
  case texts
  /// As texts, one a row, because nearly all are different.
  case plainTexts
  /// Not at all: the column has to be read once more.
  case skipped
}

/// The cells of one column in a part of the file, read without knowing the
/// parts before it.
///
/// What a part says depends on its bytes only, so that the order in which
/// parts are read does not matter; `ColumnBuilder` puts them together in the
/// order of the file. Cells of the usual form are read by `CTextScan`, which
/// stops at every other; those are read here, one by one.
final class ColumnSegment {
  // A segment belongs to one reader, and its loops are the hottest of all, so
  // that access is not checked while the program runs.
  /// What the cells of the part are.
  enum Form {
    /// No cell has a value.
    case undecided
    case integers
    case doubles
    case days
    case texts
    case plainTexts
    /// Texts among numbers or days: no type but text fits.
    case mixed
    /// Nothing was read.
    case skipped
  }

  /// What is done with the next cell.
  enum Phase {
    /// No cell had a value yet.
    case seeking
    /// Whole numbers, in a byte each.
    case small
    /// Whole numbers, in 32 bits each.
    case whole
    case doubles
    case days
    case declared
    case texts
    case plainTexts
    /// The cells are only looked at for totals.
    case rest
  }

  let position: Int
  let rules: CellRules
  /// Numbers in here are neither missing codes nor outside the scale.
  let safe: SafeNumbers
  @exclusivity(unchecked) var form = Form.undecided
  @exclusivity(unchecked) var phase = Phase.seeking
  /// The next row to be read.
  @exclusivity(unchecked) var row = 0
  /// Values of integers and days, or the codes of texts; -1 where missing.
  @exclusivity(unchecked) var numbers: UnsafeMutablePointer<Int32>
  /// Values of integers instead, as long as `isSmall`.
  @exclusivity(unchecked) var small: UnsafeMutablePointer<Int8>
  @exclusivity(unchecked) var isSmall = false
  /// A bit for each row that several columns at once left to this one; zeros
  /// in between.
  @exclusivity(unchecked) var odd: UnsafeMutablePointer<UInt64>
  /// Whether the cells are seldom of the form that is read so.
  @exclusivity(unchecked) var readsAlone = false
  @exclusivity(unchecked) var doubles: UnsafeMutablePointer<Double>
  private var numberCapacity = 0
  private var smallCapacity = 0
  private var doubleCapacity = 0
  private var blankCapacity = 0
  /// The number of records.
  @exclusivity(unchecked) var count = 0
  /// The least and the greatest of `numbers`, and 0.
  @exclusivity(unchecked) var low: Int32 = 0
  @exclusivity(unchecked) var high: Int32 = 0
  /// Whether every number with a fraction sign is whole all the same.
  @exclusivity(unchecked) var areWhole = true
  /// A bit for each row whose cell has nothing in it.
  @exclusivity(unchecked) var blanks: UnsafeMutablePointer<UInt64>
  /// Rows that are missing for another reason.
  @exclusivity(unchecked) var missingRows: [UInt32] = []
  @exclusivity(unchecked) var missingReasons: [UInt8] = []
  @exclusivity(unchecked) var faults: [CellFault] = []
  /// Cells that spell out that there is no value, such as `NA`.
  @exclusivity(unchecked) var spelledMissing = 0
  @exclusivity(unchecked) var percentages: (count: Int, first: String) = (0, "")
  @exclusivity(unchecked) var plainNumbers = 0
  /// Rows that may sum up others.
  @exclusivity(unchecked) var suspectRows: [UInt32] = []
  /// Texts one after the other, for `plainTexts`.
  @exclusivity(unchecked) var block: UnsafeMutablePointer<UInt8>
  @exclusivity(unchecked) var blockSize = 0
  private var blockCapacity = 0
  /// There is room for the texts of the rows before this one.
  @exclusivity(unchecked) var reservedRow = 0
  @exclusivity(unchecked) var lengths: UnsafeMutablePointer<UInt32>
  private var lengthCapacity = 0
  /// Of these the texts that may be numbers, days, blank or words for
  /// "missing", and that need a closer look.
  @exclusivity(unchecked) var oddTexts = 0

  /// The texts that this reader has met in any part; the numbers in `numbers`
  /// are positions here.
  let dictionary = TextDictionary()
  /// Those that stand in the file as they are and are no heads of totals.
  @exclusivity(unchecked) var labels: UnsafeMutablePointer<manyi_label>?
  @exclusivity(unchecked) var labelSize = 0
  /// For each text whether it may be the head of a row of totals.
  @exclusivity(unchecked) var isSuspect: UnsafeMutablePointer<Bool>
  /// The number of texts that this is known of.
  @exclusivity(unchecked) var suspectCount = 0
  @exclusivity(unchecked) var suspectCapacity = 64
  /// For each text its number in the whole column, -1 when not yet known.
  @exclusivity(unchecked) var translation: [Int32] = []
  @exclusivity(unchecked) var scratch: [UInt8] = []

  init(position: Int, rules: CellRules) {
    self.position = position
    self.rules = rules
    safe = SafeNumbers(rules)
    numbers = .allocate(capacity: 1)
    small = .allocate(capacity: 1)
    odd = .allocate(capacity: 1)
    doubles = .allocate(capacity: 1)
    blanks = .allocate(capacity: 1)
    block = .allocate(capacity: 1)
    lengths = .allocate(capacity: 1)
    isSuspect = .allocate(capacity: suspectCapacity)
  }

  deinit {
    numbers.deallocate()
    small.deallocate()
    odd.deallocate()
    doubles.deallocate()
    blanks.deallocate()
    block.deallocate()
    lengths.deallocate()
    isSuspect.deallocate()
    labels?.deallocate()
  }

  var isFixed: Bool { rules.kind != .automatic }

  /// The least and the greatest of `numbers`, and 0.
  var range: ClosedRange<Int32> { low...max(low, high) }

  // MARK: - A part

  /// Reads all of the column's cells in `view`.
  func read(_ view: CellView, mode: ColumnMode, totals: TotalRows?) {
    start(view.count, mode)
    advance(view, to: view.count, totals)
    finish(view, totals)
  }

  /// Begins with the first of `count` rows.
  func start(_ count: Int, _ mode: ColumnMode) {
    self.count = count
    row = 0
    (form, phase, isSmall) = (.undecided, .seeking, false)
    (low, high) = (0, 0)
    areWhole = true
    faults = []
    spelledMissing = 0
    percentages = (0, "")
    plainNumbers = 0
    (oddTexts, blockSize, reservedRow) = (0, 0, 0)
    suspectRows.removeAll(keepingCapacity: true)
    prepareNumbers()
    forgetMissing()
    switch mode {
    case .skipped: (form, phase) = (.skipped, .rest)
    case .texts: startTexts()
    case .plainTexts: startPlainTexts()
    case .natural:
      switch rules.kind {
      case .automatic: break
      case .integer: (form, phase) = (.integers, .declared)
      case .number:
        (form, phase) = (.doubles, .declared)
        prepareDoubles()
      case .date: (form, phase) = (.days, .days)
      case .text: startTexts()
      }
    }
  }

  /// Reads the rows up to `end`.
  func advance(_ view: CellView, to end: Int, _ totals: TotalRows?) {
    while row < end {
      switch phase {
      case .seeking: seek(view, totals)
      case .small: advanceSmall(view, end)
      case .whole: advanceWhole(view, end)
      case .doubles: advanceDoubles(view, end)
      case .days: advanceDays(view, end, totals)
      case .declared: advanceDeclared(view, end, totals)
      case .texts: advanceTexts(view, end)
      case .plainTexts: advancePlainTexts(view, end)
      case .rest:
        if totals != nil {
          for rest in row..<end { suspect(view, rest, totals) }
        }
        row = end
      }
    }
  }

  /// Ends the part.
  func finish(_ view: CellView, _ totals: TotalRows?) {
    if form == .texts || form == .plainTexts { keepSuspects(view, totals) }
  }

  /// Makes room for whole numbers.
  private func prepareNumbers() {
    guard count > numberCapacity else { return }
    numbers.deallocate()
    numbers = .allocate(capacity: count)
    numberCapacity = count
  }

  /// Makes room for whole numbers in a byte each; up to fifteen more of them
  /// may be written.
  func prepareSmall() {
    guard count > smallCapacity else { return }
    small.deallocate()
    small = .allocate(capacity: count + 16)
    odd.deallocate()
    odd = .allocate(capacity: (count + 63) / 64)
    odd.initialize(repeating: 0, count: (count + 63) / 64)
    smallCapacity = count
  }

  /// Makes room for numbers with fractions; most columns have none.
  func prepareDoubles() {
    guard count > doubleCapacity else { return }
    doubles.deallocate()
    doubles = .allocate(capacity: count)
    doubleCapacity = count
  }

  /// Makes room for the lengths of texts.
  func prepareLengths() {
    guard count > lengthCapacity else { return }
    lengths.deallocate()
    lengths = .allocate(capacity: count)
    lengthCapacity = count
  }

  /// Makes room for `size` more bytes of texts.
  func reserveBlock(_ size: Int) {
    guard blockSize + size > blockCapacity else { return }
    let larger = max(blockCapacity * 2, blockSize + size)
    let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    copy.update(from: block, count: blockSize)
    block.deallocate()
    (block, blockCapacity) = (copy, larger)
  }

  /// Finds the least and greatest of the first `count` numbers.
  func measureRange() {
    var (low, high): (Int32, Int32) = (0, 0)
    for row in 0..<count {
      low = min(low, numbers[row])
      high = max(high, numbers[row])
    }
    (self.low, self.high) = (low, high)
  }

  /// From now on whole numbers have 32 bits; those of the first `rows` rows
  /// are known.
  func widen(_ rows: Int) {
    guard isSmall else { return }
    isSmall = false
    for row in 0..<rows {
      let value = Int32(small[row])
      numbers[row] = value
      low = min(low, value)
      high = max(high, value)
    }
  }

  // MARK: - Missing cells

  /// Makes all rows not missing.
  func forgetMissing() {
    missingRows.removeAll(keepingCapacity: true)
    missingReasons.removeAll(keepingCapacity: true)
    let words = (count + 63) / 64
    if words > blankCapacity {
      blanks.deallocate()
      blanks = .allocate(capacity: words)
      blankCapacity = words
    }
    blanks.update(repeating: 0, count: words)
  }

  @inline(__always)
  func isBlank(_ row: Int) -> Bool {
    blanks[row / 64] >> UInt64(truncatingIfNeeded: row % 64) & 1 == 1
  }

  /// The number of rows that are missing for any reason.
  var missingCount: Int {
    var blank = 0
    for word in 0..<(count + 63) / 64 { blank += blanks[word].nonzeroBitCount }
    return blank + missingRows.count
  }

  // MARK: - One cell

  @inline(__always)
  func setMissing(_ row: Int, _ reason: MissingReason) {
    if reason == rules.blankReason {
      blanks[row / 64] |= 1 << UInt64(truncatingIfNeeded: row % 64)
      return
    }
    missingRows.append(UInt32(truncatingIfNeeded: row))
    missingReasons.append(reason.rawValue)
  }

  func report(
    _ problem: CellProblem, _ reason: MissingReason, _ view: CellView,
    _ row: Int
  ) {
    setMissing(row, reason)
    let (start, content) = (
      view.recordStart(row), view.contentStart(row, position)
    )
    var line = view.line(row)
    let text = view.base - view.offset
    for i in start..<max(start, content) {
      let isFeed = text[i] == 0x0A && (i == start || text[i - 1] != 0x0D)
      if isFeed || text[i] == 0x0D { line += 1 }
    }
    faults.append(
      CellFault(
        line: line, position: position, recordStart: start, problem: problem,
        text: view.withContent(row, position, &scratch) { escapedExcerpt($0) })
    )
  }

  /// Notes a text that no number or day is; it may head a row of totals.
  func suspect(_ view: CellView, _ row: Int, _ totals: TotalRows?) {
    guard let totals else { return }
    let may = view.withContent(row, position, &scratch) {
      totals.mayHead($0)
    }
    if may { suspectRows.append(UInt32(truncatingIfNeeded: row)) }
  }
}
