import Diagnostics
import SurveyData

/// Rows of a table beside the cases that are about none of them.
public struct StrayCases {
  /// The positions of the rows, in their order.
  public private(set) var rows: [Int] = []
  /// The identifiers that no case has, in the order of their first row.
  public private(set) var ids: [String] = []
  /// How many of the rows name no case at all.
  public private(set) var unnamed = 0

  /// At most as many identifiers are named.
  private static let shown = 5

  /// Finds the rows of `column` whose value is not one of `known`.
  ///
  /// - Parameter isIn: Whether a row counts; `nil` when all do.
  public init(
    _ column: Column, known: Column, among isIn: [Bool]? = nil
  ) {
    let cases = Set(known.categories().levels.map(\.value))
    let values = column.categories()
    let isKnown = values.levels.map { cases.contains($0.value) }
    var isNamed = [Bool](repeating: false, count: isKnown.count)
    for (row, code) in values.codes.enumerated() where isIn?[row] ?? true {
      guard code >= 0 else {
        unnamed += 1
        rows.append(row)
        continue
      }
      let level = Int(code)
      if isKnown[level] { continue }
      rows.append(row)
      if isNamed[level] { continue }
      isNamed[level] = true
      ids.append(values.levels[level].value)
    }
  }

  /// The warning about them; `nil` when there are none.
  ///
  /// - Parameters:
  ///   - table: The table of the rows.
  ///   - key: The column with the identifiers.
  ///   - subject: What the rows are, as in `of the ratings`.
  public func warning(
    in table: Table, key: String, subject: LocalizedText
  ) -> Diagnostic? {
    guard let first = rows.first else { return nil }
    let rest = ids.count - Self.shown
    let list =
      ids.prefix(Self.shown).map { "'\($0)'" }.joined(separator: ", ")
      + (rest > 0 ? " and \(rest) more" : "")
    var notes: [String] = []
    if !ids.isEmpty { notes.append("no case is called \(list)") }
    if unnamed > 0 {
      notes.append("\(unnamed) of them name no case in '\(key)'")
    }
    let position = table.columns.firstIndex { $0.name == key }
    return Diagnostic(
      .strayScores, .warning,
      at: Place(
        file: table.source.file,
        line: table.sourceLines.isEmpty ? nil : Int(table.sourceLines[first]),
        column: position.map { $0 + 1 }, columnName: key),
      "\(rows.count) of \(table.rowCount) rows of the \(subject[.english]) belong to no"
        + " case of this evaluation and are left out",
      zh: "\(subject[.chinese])的\(table.rowCount)行中有\(rows.count)行不属于参评对象，未计入",
      notes: notes,
      help: "correct '\(key)', or add the cases; the first such row is shown")
  }
}
