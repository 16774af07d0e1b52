import SurveyData

/// Columns of texts.
extension ColumnSegment {
  /// Gives each distinct text a number.
  func readTexts(_ view: CellView, _ totals: TotalRows?) {
    form = .texts
    let values = numbers
    let known = dictionary
    var copy = scratch
    scratch = []
    for row in 0..<view.count {
      let cell = view.raw(row, position)
      if cell.isEmpty {
        values[row] = -1
        setMissing(row, rules.blankReason)
        continue
      }
      let code = view.withContent(row, position, &copy) { text -> Int32 in
        text.isEmpty ? -1 : known.code(for: text)
      }
      values[row] = code
      if code < 0 {
        setMissing(row, rules.blankReason)
      } else if Int(code) < isSuspect.count {
        if isSuspect[Int(code)] {
          suspectRows.append(UInt32(truncatingIfNeeded: row))
        }
      } else {
        let may = known.withText(Int(code)) { totals?.mayHead($0) ?? false }
        isSuspect.append(may)
        if may { suspectRows.append(UInt32(truncatingIfNeeded: row)) }
      }
    }
    scratch = copy
    range = -1...Int32(clamping: max(0, known.count - 1))
  }

  /// Keeps each text where it stands.
  func readPlainTexts(_ view: CellView, _ totals: TotalRows?) {
    form = .plainTexts
    block.removeAll(keepingCapacity: true)
    lengths.removeAll(keepingCapacity: true)
    var copy = scratch
    scratch = []
    for row in 0..<view.count {
      let length = view.withContent(row, position, &copy) { text -> Int in
        block.append(contentsOf: text)
        if let totals, totals.mayHead(text) {
          suspectRows.append(UInt32(truncatingIfNeeded: row))
        }
        return text.count
      }
      lengths.append(UInt32(truncatingIfNeeded: length))
      if length == 0 { setMissing(row, rules.blankReason) }
    }
    scratch = copy
  }
}
