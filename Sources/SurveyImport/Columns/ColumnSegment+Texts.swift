import SurveyData

/// Columns of texts.
extension ColumnSegment {
  /// Gives each distinct text a number.
  func readTexts(_ view: CellView, _ totals: TotalRows?) {
    form = .texts
    let (values, column, blank) = (numbers, position, rules.blankReason)
    // Counting references would cost more than looking texts up.
    let known = Unmanaged.passUnretained(dictionary)
    reserveSuspects(view.count)
    let flags = isSuspect
    var knownCount = suspectCount
    var copy = scratch
    scratch = []
    for row in 0..<view.count {
      let code: Int32
      if let text = view.plainContent(row, column) {
        code =
          text.isEmpty
          ? -1 : known._withUnsafeGuaranteedRef { $0.code(for: text) }
      } else {
        code = view.withContent(row, column, &copy) { text in
          text.isEmpty
            ? -1 : known._withUnsafeGuaranteedRef { $0.code(for: text) }
        }
      }
      values[row] = code
      if code < 0 {
        setMissing(row, blank)
        continue
      }
      if Int(code) >= knownCount {
        flags[knownCount] = known._withUnsafeGuaranteedRef {
          $0.withText(Int(code)) { TotalRows.mayBegin($0) }
        }
        knownCount += 1
      }
      if flags[Int(code)] {
        suspectRows.append(UInt32(truncatingIfNeeded: row))
      }
    }
    scratch = copy
    suspectCount = knownCount
    keepSuspects(view, totals)
    range = -1...Int32(clamping: max(0, knownCount - 1))
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

  /// Keeps each text where it stands.
  func readPlainTexts(_ view: CellView, _ totals: TotalRows?) {
    form = .plainTexts
    let (column, blank) = (position, rules.blankReason)
    var (copy, block, lengths) = (scratch, block, lengths)
    (scratch, self.block, self.lengths) = ([], [], [])
    block.removeAll(keepingCapacity: true)
    lengths.removeAll(keepingCapacity: true)
    lengths.reserveCapacity(view.count)
    for row in 0..<view.count {
      var length = 0
      if let text = view.plainContent(row, column) {
        length = text.count
        if length > 0 {
          block.append(contentsOf: text)
          look(at: text, row)
        }
      } else {
        view.withContent(row, column, &copy) { text in
          length = text.count
          block.append(contentsOf: text)
          look(at: text, row)
        }
      }
      lengths.append(UInt32(truncatingIfNeeded: length))
      if length == 0 { setMissing(row, blank) }
    }
    (scratch, self.block, self.lengths) = (copy, block, lengths)
    keepSuspects(view, totals)
  }

  @inline(__always)
  private func look(at text: UnsafeBufferPointer<UInt8>, _ row: Int) {
    guard !text.isEmpty else { return }
    if isOddText(text) { oddTexts += 1 }
    if TotalRows.mayBegin(text) {
      suspectRows.append(UInt32(truncatingIfNeeded: row))
    }
  }

  /// Of the rows that begin like one of totals keeps those that may be one.
  private func keepSuspects(_ view: CellView, _ totals: TotalRows?) {
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
