import Diagnostics
import SurveyData

/// Records at the end of a file that are notes below a table, such as
/// `注：数据截至10月`: a word for notes and a colon in the first column, and
/// nothing in the others.
struct NotesBelow {
  private static let words = [
    "注", "备注", "说明", "数据来源", "资料来源", "制表", "制表人", "填表人", "填报人", "审核人",
    "统计时间", "note", "notes", "remark", "source", "sources",
  ]
  /// Below a table stand a few lines.
  private static let most = 5

  /// The rows, in the order of the file.
  private(set) var rows: [Int] = []
  /// The first of the texts.
  private(set) var text = ""

  /// Looks at the last rows; `nil` when they are records.
  init?(_ columns: [Column], rowCount: Int) {
    guard let first = columns.first, columns.count > 1 else { return nil }
    for row in (max(0, rowCount - Self.most)..<rowCount).reversed() {
      guard !first.missing.isMissing(row), let text = first.text(at: row),
        Self.isNote(text),
        columns.dropFirst().allSatisfy({ $0.missing.isMissing(row) })
      else { break }
      rows.insert(row, at: 0)
      self.text = text
    }
    // A file of notes has records that look so, too.
    guard !rows.isEmpty, rows.count < rowCount else { return nil }
  }

  private static func isNote(_ text: String) -> Bool {
    guard let colon = text.firstIndex(where: { $0 == ":" || $0 == "：" })
    else { return false }
    let head = text[..<colon].lowercased().filter {
      !$0.isWhitespace && !$0.isNumber
    }
    return words.contains(head)
  }
}

extension DelimitedReading {
  /// Tells of notes that count as records.
  func noteDiagnostics(_ columns: [Column], _ file: String) -> [Diagnostic] {
    guard !options.readsAllAsText,
      let notes = NotesBelow(columns, rowCount: body.rowCount)
    else { return [] }
    let count = notes.rows.count
    let first = notes.rows[0]
    let second = nameInConditions(columns[1].name)
    return [
      Diagnostic(
        .noteLine, .warning,
        at: Place(
          file: file,
          line: body.lines.indices.contains(first)
            ? Int(body.lines[first]) : nil),
        (count == 1
          ? "the last record looks" : "the last \(count) records look")
          + " like notes below the table and count as rows: "
          + "'\(excerpt(notes.text))'",
        zh: "最后\(count)条记录像是表下的附注，仍按数据行计入：“\(excerpt(notes.text))”",
        help: "delete such lines in the file, or set 'filter: not missing("
          + "\(second))' for the data set")
    ]
  }
}
