import Diagnostics
import SurveyData

/// The rows of a table that stand for units, such as hospitals or stations,
/// one row a unit.
struct UnitRows: Sendable {
  /// The column that identifies a unit; `nil` when rows are numbered.
  let column: String?
  /// The rows of the domain, one a unit.
  let rows: [Int]
  /// The identifiers.
  let ids: [String]
  /// The labels of identifiers that have one.
  let labels: [LocalizedText?]

  /// Reads the units.
  ///
  /// - Throws: A diagnostic when there is none, or an identifier is missing
  ///   or stands twice.
  init(
    _ name: String?, title: String? = nil, data: AnalysisData
  ) throws(Diagnostic) {
    column = name
    let table = data.table
    rows = (0..<table.rowCount).filter { data.domain?[$0] ?? true }
    guard !rows.isEmpty else {
      throw Diagnostic(
        .caseKey, at: Place(file: table.source.file),
        "there are no units in '\(table.source.file)'",
        zh: "“\(table.source.file)”中没有单位",
        help: "look at the condition that chooses them")
    }
    let titles = try title.map { name throws(Diagnostic) in
      try table.column(name)
    }
    guard let name else {
      ids = rows.map { String($0 + 1) }
      labels = rows.map { row in
        titles?.text(at: row).map { LocalizedText($0) }
      }
      return
    }
    let key = try table.column(name)
    let answers = AnswerValues(key)
    var ids: [String] = []
    var seen: Set<String> = []
    var labels: [LocalizedText?] = []
    for row in rows {
      let place = Place(
        file: table.source.file,
        line: table.sourceLines.isEmpty ? nil : Int(table.sourceLines[row]),
        columnName: name)
      guard let id = key.text(at: row) else {
        throw Diagnostic(
          .caseKey, at: place, "a unit has no '\(name)'",
          zh: "有一个单位没有“\(name)”",
          help: "give every unit an identifier of its own")
      }
      guard seen.insert(id).inserted else {
        throw Diagnostic(
          .caseKey, at: place, "unit '\(id)' stands twice",
          zh: "单位“\(id)”出现两次",
          help: "keep one row a unit")
      }
      ids.append(id)
      let code = Int(answers.codes[row])
      labels.append(
        titles?.text(at: row).map { LocalizedText($0) }
          ?? (code < 0 ? nil : answers.levels[code].label))
    }
    self.ids = ids
    self.labels = labels
  }

  /// The label of a unit, or its identifier.
  func label(_ unit: Int) -> LocalizedText {
    labels[unit] ?? LocalizedText(ids[unit])
  }

  /// The unit as the group of an estimate.
  func group(_ unit: Int) -> [GroupTerm] {
    [
      GroupTerm(
        variable: column ?? "row", value: ids[unit], label: labels[unit])
    ]
  }
}
