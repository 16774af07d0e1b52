import CTextScan
import SurveyData

/// Columns of texts.
extension ColumnSegment {
  /// The most texts that are looked for in the table of labels.
  private static let mostLabels = 4096
  /// A table of labels pays from so many rows on.
  private static let fewRows = 128

  /// Gives each distinct text a number.
  func startTexts() {
    (form, phase) = (.texts, .texts)
    low = -1
    reserveSuspects(count)
    if labels == nil, count >= Self.fewRows { makeLabels(256) }
    high = max(0, Int32(clamping: suspectCount - 1))
  }

  func advanceTexts(_ view: CellView, _ end: Int) {
    guard let labels, suspectCount <= Self.mostLabels else {
      while row < end { takeText(view) }
      return
    }
    var cells = view.cells(position)
    row = manyi_read_labels(
      &cells, row, end, labels, labelSize, dictionary.bytes, numbers, blanks)
    if row < end { takeText(view) }
  }

  /// Gives the next text its number.
  private func takeText(_ view: CellView) {
    // Counting references would cost more than looking texts up.
    let known = Unmanaged.passUnretained(dictionary)
    let code: Int32
    if let text = view.plainContent(row, position) {
      code =
        text.isEmpty
        ? -1 : known._withUnsafeGuaranteedRef { $0.code(for: text) }
    } else {
      code = view.withContent(row, position, &scratch) { text in
        text.isEmpty
          ? -1 : known._withUnsafeGuaranteedRef { $0.code(for: text) }
      }
    }
    numbers[row] = code
    if code < 0 {
      setMissing(row, rules.blankReason)
    } else {
      if Int(code) >= suspectCount { addText(view, Int(code)) }
      if isSuspect[Int(code)] {
        suspectRows.append(UInt32(truncatingIfNeeded: row))
      }
    }
    row += 1
  }

  /// Judges a text that was not met before.
  @inline(never)
  private func addText(_ view: CellView, _ code: Int) {
    isSuspect[suspectCount] = dictionary.withText(code, TotalRows.mayBegin)
    suspectCount += 1
    high = max(high, Int32(truncatingIfNeeded: code))
    if labels == nil || suspectCount > Self.mostLabels { return }
    // In a fuller table texts would find no place, and be looked up slowly.
    if suspectCount * 4 > labelSize {
      makeLabels(labelSize * 4)
      for known in 0..<suspectCount { addLabel(view, known) }
    } else {
      addLabel(view, code)
    }
  }

  private func makeLabels(_ size: Int) {
    labels?.deallocate()
    let table = UnsafeMutablePointer<manyi_label>.allocate(capacity: size)
    table.initialize(repeating: manyi_label(), count: size)
    (labels, labelSize) = (table, size)
  }

  private func addLabel(_ view: CellView, _ code: Int) {
    guard let labels, !isSuspect[code] else { return }
    let isPlain = dictionary.withText(code) { text in
      !text.contains { $0 == view.quote || $0 == view.escape }
    }
    guard isPlain else { return }
    let range = dictionary.range(code)
    manyi_add_label(
      labels, labelSize, dictionary.bytes, range.lowerBound, range.count,
      Int32(truncatingIfNeeded: code))
  }

  /// Makes room for the flags of as many new texts as there are rows.
  private func reserveSuspects(_ rows: Int) {
    guard suspectCount + rows > suspectCapacity else { return }
    let larger = max(suspectCapacity * 2, suspectCount + rows)
    let flags = UnsafeMutablePointer<Bool>.allocate(capacity: larger)
    flags.update(from: isSuspect, count: suspectCount)
    isSuspect.deallocate()
    (isSuspect, suspectCapacity) = (flags, larger)
  }

  // MARK: - Texts that are all different

  /// Keeps each text where it stands.
  func startPlainTexts() {
    (form, phase) = (.plainTexts, .plainTexts)
    prepareLengths()
  }

  func advancePlainTexts(_ view: CellView, _ end: Int) {
    if reservedRow < end {
      reserveBlock(view.byteCount(row..<end, position) + 32)
      reservedRow = end
    }
    if view.escape == nil {
      var cells = view.cells(position)
      row = textKinds.withUnsafeBufferPointer { kinds in
        var texts = manyi_text_block(
          block: block, used: blockSize, lengths: lengths,
          may_be_escaped: view.mayBeEscaped, kinds: kinds.baseAddress,
          odd_count: oddTexts)
        let next = manyi_copy_texts(&cells, row, end, &texts, blanks)
        (blockSize, oddTexts) = (texts.used, texts.odd_count)
        return next
      }
    }
    guard row < end else { return }
    var copy = scratch
    scratch = []
    view.withContent(row, position, &copy) { text in
      lengths[row] = UInt32(truncatingIfNeeded: text.count)
      guard let base = text.baseAddress, !text.isEmpty else {
        setMissing(row, rules.blankReason)
        return
      }
      (block + blockSize).update(from: base, count: text.count)
      blockSize += text.count
      if isOddText(text) { oddTexts += 1 }
      if TotalRows.mayBegin(text) {
        suspectRows.append(UInt32(truncatingIfNeeded: row))
      }
    }
    scratch = copy
    row += 1
  }

  /// Of the rows that begin like one of totals keeps those that may be one.
  func keepSuspects(_ view: CellView, _ totals: TotalRows?) {
    let rows = suspectRows
    suspectRows.removeAll(keepingCapacity: true)
    for row in rows { suspect(view, Int(row), totals) }
  }
}

/// Whether a text may be a number, a day, blank or a word for "missing", so
/// that it needs a closer look.
@inline(__always)
func isOddText(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
  mayBeNumber(text) || text.count < 5 || text[0] == 0x20 || text[0] == 0x09
    || text[0] == 0xE3
}

/// For the first two bytes of a longer text whether it is odd, and whether it
/// may begin a row of totals, as `manyi_copy_texts` has it.
private let textKinds: [UInt8] = (0..<65_536).map { pair in
  let text = [UInt8(pair / 256), UInt8(pair % 256), 0x78, 0x78, 0x78]
  return text.withUnsafeBufferPointer {
    (isOddText($0) ? 1 : 0) | (TotalRows.mayBegin($0) ? 2 : 0)
  }
}
