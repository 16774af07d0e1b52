import SurveyData

/// Columns of texts.
extension ColumnSegment {
  /// Gives each distinct text a number.
  func readTexts(_ view: CellView, _ totals: TotalRows?) {
    form = .texts
    let (values, column, blank) = (numbers, position, rules.blankReason)
    // Counting references would cost more than looking texts up.
    let known = Unmanaged.passUnretained(dictionary)
    let flags = UnsafeMutablePointer<Bool>.allocate(
      capacity: isSuspect.count + view.count)
    flags.initialize(repeating: false, count: isSuspect.count + view.count)
    for (code, flag) in isSuspect.enumerated() { flags[code] = flag }
    defer { flags.deallocate() }
    let before = isSuspect.count
    var knownCount = before
    var copy = scratch
    scratch = []
    for row in 0..<view.count {
      if view.raw(row, column).isEmpty {
        values[row] = -1
        setMissing(row, blank)
        continue
      }
      let code = view.withContent(row, column, &copy) { text -> Int32 in
        if text.isEmpty { return -1 }
        return known._withUnsafeGuaranteedRef { $0.code(for: text) }
      }
      values[row] = code
      if code < 0 {
        setMissing(row, blank)
      } else {
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
    }
    scratch = copy
    for code in before..<knownCount { isSuspect.append(flags[code]) }
    keepSuspects(view, totals)
    range = -1...Int32(clamping: max(0, knownCount - 1))
  }

  /// Keeps each text where it stands.
  func readPlainTexts(_ view: CellView, _ totals: TotalRows?) {
    form = .plainTexts
    let (column, blank) = (position, rules.blankReason)
    block.removeAll(keepingCapacity: true)
    lengths.removeAll(keepingCapacity: true)
    var (copy, block, lengths) = (scratch, block, lengths)
    (scratch, self.block, self.lengths) = ([], [], [])
    lengths.reserveCapacity(view.count)
    var odd = 0
    for row in 0..<view.count {
      let length = view.withContent(row, column, &copy) { text -> Int in
        guard !text.isEmpty else { return 0 }
        block.append(contentsOf: text)
        if isOddText(text) { odd += 1 }
        if TotalRows.mayBegin(text) {
          suspectRows.append(UInt32(truncatingIfNeeded: row))
        }
        return text.count
      }
      lengths.append(UInt32(truncatingIfNeeded: length))
      if length == 0 { setMissing(row, blank) }
    }
    (scratch, self.block, self.lengths) = (copy, block, lengths)
    oddTexts = odd
    keepSuspects(view, totals)
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
