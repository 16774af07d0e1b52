import SurveyData

/// A cell of a statistics file that does not fit the codebook.
struct StatCellFault {
  var row: Int
  var problem: CellProblem
  var text: String
}

/// Makes a column of what came out of a statistics file.
struct StatColumn {
  let variable: Variable
  let rules: CellRules
  let format: StatFormat
  let readsAllAsText: Bool
  private(set) var faults: [StatCellFault] = []
  private(set) var reasons: [UInt8] = []

  init(variable: Variable, format: StatFormat, readsAllAsText: Bool) {
    self.variable = variable
    rules = CellRules(variable, readsAllAsText: readsAllAsText)
    self.format = format
    self.readsAllAsText = readsAllAsText
  }

  /// The values of `builder`, whose texts `decode` makes readable.
  mutating func values(
    _ builder: StatColumnBuilder, decode: (UnsafeBufferPointer<UInt8>) -> String
  ) -> ColumnValues {
    takeMarks(builder)
    if builder.isText {
      let levels = (0..<builder.dictionary.count).map { code in
        builder.dictionary.withText(code, decode)
      }
      return texts(builder.codes, levels)
    }
    if readsAllAsText { return written(builder) }
    switch format {
    case .days(let epoch):
      return days(builder, epoch: epoch, perDay: 1)
    case .moments(let epoch, let perSecond):
      return days(builder, epoch: epoch, perDay: 86_400 * perSecond)
    case .plain, .seconds, .percentages: break
    }
    switch rules.kind {
    case .text, .date: return written(builder)
    case .automatic, .integer, .number: return numbers(builder)
    }
  }

  // MARK: - Reasons

  private mutating func takeMarks(_ builder: StatColumnBuilder) {
    guard !builder.marks.isEmpty else { return }
    var known: [UInt8: UInt8] = [:]
    for mark in UInt8.min...UInt8.max where mark >= 128 {
      let code = StatMissingRules.name(ofTag: mark - 128)
      known[mark] = (variable.missingCodes[code] ?? .blank).rawValue
    }
    reasons = builder.marks.map { mark in
      switch mark {
      case StatColumnBuilder.Mark.value: 0
      case StatColumnBuilder.Mark.system: rules.blankReason.rawValue
      case StatColumnBuilder.Mark.infinite:
        MissingReason.unreadable.rawValue
      default: known[mark] ?? MissingReason.blank.rawValue
      }
    }
    for (row, mark) in builder.marks.enumerated()
    where mark == StatColumnBuilder.Mark.infinite {
      faults.append(
        StatCellFault(
          row: row, problem: .infinite, text: "\(builder.doubles[row])"))
    }
  }

  private mutating func setMissing(
    _ row: Int, _ reason: MissingReason, of count: Int
  ) {
    if reasons.isEmpty { reasons = [UInt8](repeating: 0, count: count) }
    reasons[row] = reason.rawValue
  }

  private func isMissing(_ row: Int) -> Bool {
    !reasons.isEmpty && reasons[row] != 0
  }

  // MARK: - Numbers

  private mutating func numbers(_ builder: StatColumnBuilder) -> ColumnValues {
    let hasRules =
      !rules.missingNumbers.isEmpty || !rules.missingRanges.isEmpty
      || rules.limits != nil
    if builder.isWhole {
      if hasRules { judge(builder.integers) { Double($0) } }
      if rules.kind == .number {
        return .doubles(builder.integers.map(Double.init))
      }
      return .integers(WholeNumbers(builder.integers))
    }
    if hasRules { judge(builder.doubles) { $0 } }
    guard rules.kind == .integer || hasOnlyWholeAnswers(builder.doubles)
    else { return .doubles(builder.doubles) }
    // A code beyond whole numbers, such as 1e20, may stand for no answer.
    return .integers(WholeNumbers(whole(builder.doubles)))
  }

  private func hasOnlyWholeAnswers(_ doubles: [Double]) -> Bool {
    guard rules.kind == .automatic, !reasons.isEmpty else { return false }
    var hasAnswer = false
    for row in doubles.indices where !isMissing(row) {
      if Int32(exactly: doubles[row]) == nil { return false }
      hasAnswer = true
    }
    return hasAnswer
  }

  private mutating func whole(_ doubles: [Double]) -> [Int32] {
    var integers = [Int32](repeating: 0, count: doubles.count)
    for row in doubles.indices where !isMissing(row) {
      if let number = Int32(exactly: doubles[row]) {
        integers[row] = number
      } else {
        faults.append(
          StatCellFault(
            row: row, problem: .notWhole, text: plainText(doubles[row])))
        setMissing(row, .unreadable, of: doubles.count)
      }
    }
    return integers
  }

  private mutating func judge<Number>(
    _ numbers: [Number], _ value: (Number) -> Double
  ) {
    for row in numbers.indices where !isMissing(row) {
      let number = value(numbers[row])
      if let reason = rules.missingReason(number) {
        setMissing(row, reason, of: numbers.count)
      } else if let limits = rules.limits, !limits.contains(number) {
        faults.append(
          StatCellFault(
            row: row, problem: .outOfRange, text: plainText(number)))
        setMissing(row, .outOfRange, of: numbers.count)
      }
    }
  }

  // MARK: - Days

  /// Days, or moments as texts when any is not midnight.
  private mutating func days(
    _ builder: StatColumnBuilder, epoch: Int, perDay: Double
  ) -> ColumnValues {
    let count = builder.count
    let numbers =
      builder.isWhole ? builder.integers.map(Double.init) : builder.doubles
    judge(numbers) { $0 }
    var days = [Int32](repeating: 0, count: count)
    var hasTime = false
    for row in 0..<count where !isMissing(row) {
      let day = (numbers[row] / perDay).rounded(.down)
      let time = numbers[row] - day * perDay
      // Days are written with years from 1 to 9999.
      guard (-719_162...2_932_896).contains(day + Double(epoch)) else {
        faults.append(
          StatCellFault(
            row: row, problem: .notDay, text: plainText(numbers[row])))
        setMissing(row, .unreadable, of: count)
        continue
      }
      days[row] = Int32(day) + Int32(epoch)
      if time != 0 { hasTime = true }
    }
    guard hasTime, perDay != 1, rules.kind != .date else {
      return rules.kind == .text
        ? .texts(
          DictionaryText(
            (0..<count).map {
              isMissing($0)
                ? nil : CalendarDay(daysSinceEpoch: days[$0]).text
            })) : .days(WholeNumbers(days))
    }
    let perSecond = perDay / 86_400
    return .texts(
      DictionaryText(
        (0..<count).map { row in
          if isMissing(row) { return nil }
          let start = Double(days[row] - Int32(epoch)) * perDay
          let seconds = Int((numbers[row] - start) / perSecond)
          return CalendarDay(daysSinceEpoch: days[row]).text + " "
            + Self.clock(seconds)
        }))
  }

  private static func clock(_ seconds: Int) -> String {
    func padded(_ number: Int) -> String {
      number < 10 ? "0\(number)" : "\(number)"
    }
    return "\(padded(seconds / 3600)):\(padded(seconds / 60 % 60)):"
      + padded(seconds % 60)
  }

  // MARK: - Texts

  /// The numbers as texts, which a codebook may read as days or texts.
  private mutating func written(_ builder: StatColumnBuilder) -> ColumnValues {
    var known: [Double: Int32] = [:]
    var levels: [String] = []
    var codes = [Int32](repeating: -1, count: builder.count)
    func level(_ text: String) -> Int32 {
      levels.append(text)
      return Int32(levels.count - 1)
    }
    for row in 0..<builder.count {
      let mark = builder.marks.isEmpty ? 0 : builder.marks[row]
      if mark == StatColumnBuilder.Mark.system { continue }
      if mark >= StatColumnBuilder.Mark.tagShift, !readsAllAsText { continue }
      // Tags and numbers share the dictionary; a tag has a number of its own.
      let number =
        mark >= StatColumnBuilder.Mark.tagShift
        ? -Double.greatestFiniteMagnitude / Double(mark)
        : builder.isWhole
          ? Double(builder.integers[row]) : builder.doubles[row]
      if let code = known[number] {
        codes[row] = code
        continue
      }
      let code = level(
        mark >= StatColumnBuilder.Mark.tagShift
          ? StatMissingRules.name(ofTag: mark - 128) : plainText(number))
      known[number] = code
      codes[row] = code
    }
    if readsAllAsText {
      reasons = codes.map { $0 < 0 ? MissingReason.blank.rawValue : 0 }
    }
    return texts(codes, levels)
  }

  /// What one distinct text becomes.
  private enum Cell {
    case missing(MissingReason)
    case number(Double)
    case day(Int32)
    case unreadable(CellProblem)
    case text
  }

  private mutating func texts(
    _ codes: [Int32], _ levels: [String]
  ) -> ColumnValues {
    let kind = rules.kind
    let cells = levels.map { level in
      Array(level.utf8).withUnsafeBufferPointer { cell(trimmed($0), kind) }
    }
    func each(_ body: (Int, Cell, String) -> Void) {
      for row in codes.indices where codes[row] >= 0 && !isMissing(row) {
        body(row, cells[Int(codes[row])], levels[Int(codes[row])])
      }
    }
    var missing: [(row: Int, reason: MissingReason)] = []
    var found: [StatCellFault] = []
    var doubles: [Double] = []
    var days: [Int32] = []
    if kind == .integer || kind == .number {
      doubles = [Double](repeating: 0, count: codes.count)
    } else if kind == .date {
      days = [Int32](repeating: 0, count: codes.count)
    }
    each { row, cell, text in
      switch cell {
      case .missing(let reason): missing.append((row, reason))
      case .number(let number): doubles[row] = number
      case .day(let day): days[row] = day
      case .unreadable(let problem):
        missing.append((row, .unreadable))
        found.append(
          StatCellFault(
            row: row, problem: problem,
            text: Array(text.utf8).withUnsafeBufferPointer {
              escapedExcerpt($0)
            }))
      case .text: break
      }
    }
    faults += found
    for (row, reason) in missing {
      setMissing(row, reason, of: codes.count)
    }
    switch kind {
    case .integer:
      judge(doubles) { $0 }
      return .integers(WholeNumbers(whole(doubles)))
    case .number:
      judge(doubles) { $0 }
      return .doubles(doubles)
    case .date: return .days(WholeNumbers(days))
    case .automatic, .text: return .texts(answers(codes, levels, cells))
    }
  }

  /// The texts without those that stand for no answer.
  private func answers(
    _ codes: [Int32], _ levels: [String], _ cells: [Cell]
  ) -> DictionaryText {
    var kept: [String] = []
    let translation = zip(levels, cells).map { level, cell -> Int32 in
      if case .missing = cell { return -1 }
      kept.append(level)
      return Int32(kept.count - 1)
    }
    return DictionaryText(
      codes: codes.map { $0 < 0 ? -1 : translation[Int($0)] }, levels: kept)
  }

  private func cell(
    _ text: UnsafeBufferPointer<UInt8>, _ kind: Variable.Kind
  ) -> Cell {
    if readsAllAsText { return .text }
    if let reason = rules.missingReason(text) { return .missing(reason) }
    switch kind {
    case .automatic, .text: return .text
    case .integer, .number:
      let parsed = parseDeclaredNumber(
        text, percentScale: rules.percentScale ?? 1)
      return parsed.map { .number($0.number.value) } ?? .unreadable(.notNumber)
    case .date:
      return parseDeclaredDay(text).map { .day($0.daysSinceEpoch) }
        ?? .unreadable(.notDay)
    }
  }
}
