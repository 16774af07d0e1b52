import SurveyData

/// Puts the parts of one column together, in the order of the file, and finds
/// its type unless the codebook fixes it: whole numbers become numbers with
/// fractions when they come. A text among numbers or days makes the builder
/// fail; the column is then read once more, as text.
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

  /// The number of records.
  private(set) var count = 0
  private(set) var integers = NarrowNumbers()
  private(set) var doubles: [Double] = []
  /// The distinct texts, or with `isPlain` one text a record.
  private(set) var texts = PackedTexts()
  private(set) var isPlain = false
  /// With `isPlain` the texts that may be anything else than a text; while
  /// there is none, nobody has to look at them one by one.
  private(set) var oddTexts = 0
  private(set) var missing = MissingRows()
  private var dictionary = TextDictionary()
  private let isRereading: Bool
  private var expected = 0
  /// Records with a text.
  private var valued = 0

  /// Creates a builder; with `asText` the cells stay what they are.
  init(position: Int, rules: CellRules, asText: Bool = false) {
    self.position = position
    self.rules = rules
    isRereading = asText
    switch rules.kind {
    case .automatic: kind = asText ? .text : nil
    case .integer: kind = .integer
    case .number: kind = .number
    case .date: kind = .day
    case .text: kind = .text
    }
  }

  private var isFixed: Bool { rules.kind != .automatic }

  /// How the next part is best read.
  var mode: ColumnMode {
    if hasFailed { return .skipped }
    if isPlain { return .plainTexts }
    return kind == .text ? .texts : .natural
  }

  /// Says how many records the file has, about.
  func expect(_ records: Int) {
    expected = records
    integers.reserve(records)
  }

  /// Forgets the records, which were taken away; what is known about the
  /// column stays: its type and its texts.
  func startNextBatch() {
    count = 0
    integers = NarrowNumbers()
    integers.reserve(expected)
    doubles.removeAll(keepingCapacity: true)
    if isPlain {
      texts = PackedTexts()
      oddTexts = 0
    }
    missing = MissingRows()
    faults = []
  }

  /// Whether `segment` was read in a way that does not fit what is known by
  /// now, so that its cells have to be read again in `mode`.
  func needsRereading(_ segment: ColumnSegment) -> Bool {
    if hasFailed || segment.count == 0 { return false }
    let hasTexts = segment.form == .texts || segment.form == .plainTexts
    if kind == .text { return !hasTexts }
    return segment.form == .skipped
  }

  /// Adds the next part. The lines of its faults are counted from `line`.
  func append(_ segment: ColumnSegment, line: Int) {
    guard !hasFailed, segment.count > 0 else { return }
    settleKind(segment)
    if hasFailed {
      release()
      return
    }
    missing.set(
      segment.blanks, count: segment.count, at: count, rules.blankReason)
    for i in segment.missingRows.indices {
      missing.set(
        count + Int(segment.missingRows[i]), segment.missingReasons[i])
    }
    for fault in segment.faults {
      var fault = fault
      fault.line += line
      faults.append(fault)
    }
    spelledMissing += segment.spelledMissing
    if percentages.count == 0 { percentages.first = segment.percentages.first }
    percentages.count += segment.percentages.count
    plainNumbers += segment.plainNumbers
    switch kind {
    case nil: integers.append(repeating: 0, times: segment.count)
    case .integer, .day: appendIntegers(segment)
    case .number: appendDoubles(segment)
    case .text: appendTexts(segment)
    }
    count += segment.count
  }

  /// Finds the type that the column has with `segment`.
  private func settleKind(_ segment: ColumnSegment) {
    guard !isFixed, !isRereading else {
      // Declared whole numbers may turn out to need more than 32 bits.
      if kind == .integer, segment.form == .doubles { widenToDoubles() }
      return
    }
    switch (kind, segment.form) {
    case (_, .undecided), (.text, _), (.integer, .integers),
      (.number, .integers), (.number, .doubles), (.day, .days):
      break
    case (.integer, .doubles):
      if !segment.areWhole { widenToDoubles() }
    case (nil, .integers): kind = .integer
    case (nil, .days): kind = .day
    case (nil, .doubles): widenToDoubles()
    case (nil, .texts), (nil, .plainTexts):
      if spelledMissing > 0 {
        hasFailed = true
      } else {
        kind = .text
        integers = NarrowNumbers()
        integers.reserve(expected)
        integers.append(repeating: -1, times: count)
      }
    default: hasFailed = true
    }
  }

  private func widenToDoubles() {
    kind = .number
    doubles.reserveCapacity(max(expected, count))
    doubles.append(contentsOf: integers.numbers.doubles())
    integers = NarrowNumbers()
  }

  private func release() {
    integers = NarrowNumbers()
    doubles = []
    texts = PackedTexts()
    dictionary = TextDictionary()
    missing = MissingRows()
  }

  private func appendIntegers(_ segment: ColumnSegment) {
    switch segment.form {
    case .integers where segment.isSmall:
      integers.append(
        UnsafeBufferPointer(start: segment.small, count: segment.count))
    case .integers, .days:
      integers.append(
        UnsafeBufferPointer(start: segment.numbers, count: segment.count),
        in: segment.range)
    case .doubles:
      // Written with a fraction, and whole all the same.
      for row in 0..<segment.count {
        segment.numbers[row] = Int32(exactly: segment.doubles[row]) ?? 0
      }
      segment.measureRange()
      integers.append(
        UnsafeBufferPointer(start: segment.numbers, count: segment.count),
        in: segment.range)
    default: integers.append(repeating: 0, times: segment.count)
    }
  }

  private func appendDoubles(_ segment: ColumnSegment) {
    switch segment.form {
    case .doubles:
      doubles.append(
        contentsOf: UnsafeBufferPointer(
          start: segment.doubles, count: segment.count))
    case .integers:
      segment.widen(segment.count)
      let numbers = UnsafeBufferPointer(
        start: segment.numbers, count: segment.count)
      doubles.append(contentsOf: numbers.lazy.map(Double.init))
    default:
      doubles.append(contentsOf: repeatElement(0, count: segment.count))
    }
  }

  // MARK: - Texts

  private func appendTexts(_ segment: ColumnSegment) {
    switch segment.form {
    case .plainTexts:
      oddTexts += segment.oddTexts
      texts.append(
        block: UnsafeBufferPointer(
          start: segment.block, count: segment.blockSize),
        lengths: UnsafeBufferPointer(
          start: segment.lengths, count: segment.count))
    case .texts where isPlain:
      for row in 0..<segment.count {
        appendPlain(segment.dictionary, segment.numbers[row])
      }
    case .texts:
      appendCodes(segment)
    default:
      if isPlain {
        for _ in 0..<segment.count { texts.append(EmptyCollection<UInt8>()) }
      } else {
        integers.append(repeating: -1, times: segment.count)
      }
    }
  }

  /// Numbers of this reader become numbers of the column, in the order in
  /// which texts first appear in the file.
  private func appendCodes(_ segment: ColumnSegment) {
    let codes = segment.numbers
    segment.translation.append(
      contentsOf: repeatElement(
        -1, count: segment.dictionary.count - segment.translation.count))
    segment.translation.withUnsafeMutableBufferPointer { translation in
      for row in 0..<segment.count {
        let code = Int(codes[row])
        guard code >= 0 else { continue }
        var known = translation[code]
        if known < 0 {
          known = segment.dictionary.withText(code) {
            dictionary.code(for: $0)
          }
          translation[code] = known
        }
        codes[row] = known
      }
    }
    integers.append(
      UnsafeBufferPointer(start: codes, count: segment.count),
      in: -1...Int32(clamping: max(0, dictionary.count - 1)))
    valued += segment.count - segment.missingCount
    let distinct = dictionary.count
    if distinct >= 1024, distinct * 2 > valued { turnPlain() }
  }

  /// Nearly every record has a text of its own: from here on each keeps it.
  private func turnPlain() {
    isPlain = true
    let known = dictionary
    dictionary = TextDictionary()
    let codes = integers.numbers
    integers = NarrowNumbers()
    for code in codes { appendPlain(known, code) }
    // The texts so far tell how long all of them will be.
    let share = Double(expected) / Double(max(1, codes.count))
    let size = Double(texts.utf8Count) * share * 1.1
    texts.reserve(count: expected, byteCount: Int(min(size, 1e12)) + 4096)
  }

  private func appendPlain(_ known: TextDictionary, _ code: Int32) {
    guard code >= 0 else {
      texts.append(EmptyCollection<UInt8>())
      return
    }
    known.withText(Int(code)) { text in
      texts.append(text)
      if isOddText(text) { oddTexts += 1 }
    }
  }

  /// The texts of the column: with `isPlain` one a record.
  var levels: PackedTexts { isPlain ? texts : dictionary.texts }

  /// For each record the position of its text; -1 without one.
  var codes: WholeNumbers {
    isPlain ? WholeNumbers(.positions(count)) : integers.numbers
  }
}
