import SurveyData

/// The first cell of a column that is not what was needed.
struct UnreadCell {
  /// What stands there.
  let text: String
  /// The line of the file; `nil` for tables that come from none.
  let line: Int?
  private let row: Int

  /// Looks for the first value that is `bad`; `nil` without any.
  init?(_ column: Column, of table: Table, where isBad: (String) -> Bool) {
    for row in 0..<table.rowCount {
      guard let text = column.text(at: row), isBad(text) else { continue }
      self.text = String(text.prefix(40))
      self.row = row
      line = table.sourceLines.isEmpty ? nil : Int(table.sourceLines[row])
      return
    }
    return nil
  }

  /// Where it stands and what it is, as a remark.
  func note(file: String) -> String {
    let place = line.map { "\(file):\($0)" } ?? "row \(row + 1) of \(file)"
    return "the first such value is '\(text)' in \(place)"
  }
}
