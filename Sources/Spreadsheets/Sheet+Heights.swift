extension Sheet {
  /// The heights in points of rows that need more than one line of ordinary
  /// letters.
  ///
  /// Not every program finds them by itself when it opens a file.
  var heights: [(row: Int, height: Double)] {
    rows.indices.compactMap { row in
      let height = height(row)
      return height > 15 ? (row, min(409, height)) : nil
    }
  }

  private func height(_ row: Int) -> Double {
    if let table, table.headingRow == row {
      let lines = table.headings.enumerated().map { column, heading in
        self.lines(heading, column, isBold: true)
      }
      return 15 * Double(lines.max() ?? 1)
    }
    return rows[row].enumerated().map { column, cell in
      guard case .text(let text) = cell.content, !text.isEmpty else {
        return 0
      }
      let line = cell.format.size > 11 ? cell.format.size * 1.4 : 15
      guard cell.format.wraps else { return line }
      return line
        * Double(lines(text, column, isBold: cell.format.isBold))
    }.max() ?? 0
  }

  /// About how many lines a text takes in its column.
  private func lines(_ text: String, _ column: Int, isBold: Bool) -> Int {
    guard column < widths.count else { return 1 }
    let room = min(max(widths[column], 3), 100) - 0.5
    var lines = 1
    var used = 0.0
    // Han characters may end a line anywhere, other words only at spaces.
    func add(_ piece: Double) {
      if used > 0, used + piece > room {
        lines += 1
        used = 0
      }
      used += piece
      while used > room {
        lines += 1
        used -= room
      }
    }
    var word = 0.0
    for scalar in text.unicodeScalars {
      let isWide = scalar.value >= 0x2E80
      let width = (isWide ? 2.0 : 1.05) * (isBold ? 1.08 : 1)
      if isWide || scalar == " " {
        add(word)
        word = 0
        if isWide { add(width) } else { used += width }
      } else {
        word += width
      }
    }
    add(word)
    return lines
  }

  /// Whether the first cell with content below a heading is a number or
  /// stands at the end as numbers do.
  func holdsNumbers(_ column: Int) -> Bool {
    guard let table else { return false }
    let first = table.headingRow + 1
    guard first < rows.count else { return false }
    for row in rows[first...].prefix(table.rowCount) {
      guard column < row.count else { continue }
      switch row[column].content {
      case .empty: continue
      case .text(let text) where text.isEmpty: continue
      case .text, .link: return row[column].format.alignment == .trailing
      case .number: return true
      }
    }
    return false
  }
}
