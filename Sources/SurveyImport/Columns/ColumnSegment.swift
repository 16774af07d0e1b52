import SurveyData

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
/// order of the file.
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

  let position: Int
  let rules: CellRules
  @exclusivity(unchecked) var form = Form.undecided
  /// Values of integers and days, or the codes of texts; -1 where missing.
  @exclusivity(unchecked) var numbers: UnsafeMutablePointer<Int32>
  @exclusivity(unchecked) var doubles: UnsafeMutablePointer<Double>
  private var numberCapacity = 0
  private var doubleCapacity = 0
  /// The number of records.
  @exclusivity(unchecked) var count = 0
  /// The least and the greatest of `numbers`.
  @exclusivity(unchecked) var range: ClosedRange<Int32> = 0...0
  /// Whether every number with a fraction sign is whole all the same.
  @exclusivity(unchecked) var areWhole = true
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
  @exclusivity(unchecked) var block: [UInt8] = []
  @exclusivity(unchecked) var lengths: [UInt32] = []
  /// Of these the texts that may be numbers, days, blank or words for
  /// "missing", and that need a closer look.
  @exclusivity(unchecked) var oddTexts = 0

  /// The texts that this reader has met in any part; the numbers in `numbers`
  /// are positions here.
  let dictionary = TextDictionary()
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
    numbers = .allocate(capacity: 1)
    doubles = .allocate(capacity: 1)
    isSuspect = .allocate(capacity: suspectCapacity)
  }

  deinit {
    numbers.deallocate()
    doubles.deallocate()
    isSuspect.deallocate()
  }

  var isFixed: Bool { rules.kind != .automatic }

  /// Reads the column's cells of `view`.
  func read(_ view: CellView, mode: ColumnMode, totals: TotalRows?) {
    reset(view.count)
    switch mode {
    case .skipped:
      form = .skipped
      for row in 0..<view.count { suspect(view, row, totals) }
    case .texts: readTexts(view, totals)
    case .plainTexts: readPlainTexts(view, totals)
    case .natural:
      switch rules.kind {
      case .automatic: readNatural(view, totals)
      case .integer: readNumbers(view, startsWhole: true, totals)
      case .number: readNumbers(view, startsWhole: false, totals)
      case .date: readDays(view, from: 0, totals)
      case .text: readTexts(view, totals)
      }
    }
  }

  private func reset(_ count: Int) {
    self.count = count
    form = .undecided
    areWhole = true
    missingRows.removeAll(keepingCapacity: true)
    missingReasons.removeAll(keepingCapacity: true)
    faults = []
    spelledMissing = 0
    percentages = (0, "")
    plainNumbers = 0
    oddTexts = 0
    suspectRows.removeAll(keepingCapacity: true)
    prepareNumbers()
  }

  /// Makes room for whole numbers; `reset` has done so unless a part grew.
  func prepareNumbers() {
    guard count > numberCapacity else { return }
    numbers.deallocate()
    numbers = .allocate(capacity: count)
    numberCapacity = count
  }

  /// Makes room for numbers with fractions; most columns have none.
  func prepareDoubles() {
    guard count > doubleCapacity else { return }
    doubles.deallocate()
    doubles = .allocate(capacity: count)
    doubleCapacity = count
  }

  /// Finds the least and greatest of the first `count` numbers.
  func measureRange() {
    var (low, high): (Int32, Int32) = (0, 0)
    for row in 0..<count {
      low = min(low, numbers[row])
      high = max(high, numbers[row])
    }
    range = low...high
  }

  // MARK: - One cell

  @inline(__always)
  func setMissing(_ row: Int, _ reason: MissingReason) {
    missingRows.append(UInt32(truncatingIfNeeded: row))
    missingReasons.append(reason.rawValue)
  }

  func report(
    _ problem: CellFault.Problem, _ reason: MissingReason, _ view: CellView,
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
