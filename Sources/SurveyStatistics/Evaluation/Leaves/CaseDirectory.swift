import Diagnostics
import SurveyData

/// The cases by their identifier.
struct CaseDirectory {
  let table: Table
  let key: String
  let ids: [String]
  let titles: [LocalizedText?]
  private let positions: [String: Int]

  var count: Int { ids.count }

  /// - Throws: A `caseKey` diagnostic for a case without an identifier or
  ///   with that of another one.
  init(_ inputs: EvaluationInputs) throws(Diagnostic) {
    let table = inputs.cases
    self.table = table
    key = inputs.caseKey
    let column = try table.column(inputs.caseKey)
    let titleColumn: Column?
    if let name = inputs.titleColumn {
      titleColumn = try table.column(name)
    } else {
      titleColumn = nil
    }
    func place(_ row: Int) -> Place {
      Place(
        file: table.source.file,
        line: table.sourceLines.isEmpty ? nil : Int(table.sourceLines[row]),
        columnName: inputs.caseKey)
    }
    if table.rowCount == 0 {
      throw Diagnostic(
        .caseKey, at: Place(file: table.source.file),
        "there are no cases to evaluate in '\(table.source.file)'",
        zh: "“\(table.source.file)”中没有参评对象",
        help: "look at the condition that chooses the cases")
    }
    var ids: [String] = []
    var positions: [String: Int] = [:]
    for row in 0..<table.rowCount {
      guard let id = column.text(at: row) else {
        throw Diagnostic(
          .caseKey, at: place(row), "a case has no '\(inputs.caseKey)'",
          zh: "有一个对象没有“\(inputs.caseKey)”",
          help: "give every case an identifier of its own")
      }
      if let first = positions[id] {
        throw Diagnostic(
          .caseKey, at: place(row),
          "case '\(id)' stands twice, first in "
            + (place(first).line.map { "line \($0)" } ?? "row \(first + 1)"),
          zh: "对象“\(id)”出现两次，第一次在第\(place(first).line ?? first + 1)行",
          help: "keep one row a case, for example with a condition on the "
            + "round")
      }
      positions[id] = row
      ids.append(id)
    }
    self.ids = ids
    self.positions = positions
    titles = (0..<table.rowCount).map { row in
      titleColumn?.text(at: row).map { LocalizedText($0) }
    }
  }

  /// For each row of another table the position of its case, -1 for none.
  func caseOfRows(in other: Table) throws(Diagnostic) -> [Int] {
    let column = try other.column(key)
    // Text is looked up once for each distinct value, not once a row.
    if case .texts(let values) = column.values {
      let known = values.levels.map { positions[$0] ?? -1 }
      return values.codes.indices.map { row in
        let code = values.codes[row]
        return code < 0 || column.missing.isMissing(row) ? -1 : known[Int(code)]
      }
    }
    return (0..<other.rowCount).map { row in
      column.text(at: row).flatMap { positions[$0] } ?? -1
    }
  }
}
