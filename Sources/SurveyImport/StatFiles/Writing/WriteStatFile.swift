import Diagnostics
import SurveyData

/// Writes `table` as a file of SPSS or Stata.
///
/// Labels of columns and values, missing values and their reasons go along:
/// in SPSS as codes that are declared missing, in Stata as the tagged missing
/// values `.a` to `.z`. A question with several answers becomes a column of 0
/// and 1 for each option, called `question_option`. The same table gives the
/// same bytes at any time and place.
///
/// - Parameters:
///   - table: What is written.
///   - path: Where; the file appears when it is whole.
///   - format: The format.
///   - language: The language of labels that have several.
/// - Returns: What was renamed or shortened.
/// - Throws: A `Diagnostic` when the format cannot hold the table, or the
///   file cannot be written.
@discardableResult
public func writeStatFile(
  _ table: Table, to path: String, format: StatFileFormat,
  language: Language = .chinese
) throws(Diagnostic) -> WrittenStatFile {
  do throws(Diagnostic) {
    let planner = try StatPlanner(table, format: format, language: language)
    guard !planner.plans.isEmpty else {
      throw Diagnostic(.unwritableTable, at: nil, "the table has no columns")
    }
    guard table.rowCount <= Int(Int32.max) else {
      throw Diagnostic(
        .unwritableTable, at: nil, "the table has more than \(Int32.max) rows")
    }
    guard format.isSPSS || planner.plans.count <= 32_767 else {
      throw Diagnostic(
        .unwritableTable, at: nil,
        "the table has more than 32767 columns, which Stata "
          + "cannot hold", help: "write a .sav or CSV file instead")
    }
    let output = try StatOutput(path: path)
    switch format {
    case .sav, .zsav:
      writeSPSS(
        planner, rows: table.rowCount, isZipped: format == .zsav, to: output)
    case .dta:
      try StataWriting(planner, rows: table.rowCount, output).write()
    }
    try output.finish()
    return WrittenStatFile(
      renamed: planner.renamed,
      diagnostics: planner.findings(file: path))
  } catch {
    var fault = error
    fault.place = fault.place ?? Place(file: path)
    throw fault
  }
}

extension StatPlanner {
  /// What the format had no room for.
  func findings(file: String) -> [Diagnostic] {
    let place = Place(file: file)
    var findings: [Diagnostic] = []
    func list(_ names: [String]) -> [String] {
      let rest = names.count - 20
      return Array(names.prefix(20)) + (rest > 0 ? ["and \(rest) more"] : [])
    }
    if !renamed.isEmpty {
      findings.append(
        Diagnostic(
          .renamedVariables, .note, at: place,
          counted(renamed.count, "variable")
            + (renamed.count == 1
              ? " has another name than its column, "
              : " have another name than their columns, ")
            + "because \(format.program) does not allow it",
          zh: "\(renamed.count)个变量的名称与列名不同，因为\(format.program)不允许原名",
          notes: list(renamed.map { "'\($0.column)': \($0.variable)" })))
    }
    if !cutLabels.isEmpty {
      findings.append(
        Diagnostic(
          .shortenedTexts, .warning, at: place,
          "labels of \(counted(Set(cutLabels).count, "variable")) were cut to the length "
            + "that \(format.program) allows",
          zh: "\(Set(cutLabels).count)个变量的标签已截短至\(format.program)允许的长度",
          notes: list(cutLabels)))
    }
    if !lostReasons.isEmpty {
      findings.append(
        Diagnostic(
          .shortenedTexts, .warning, at: place,
          "\(format.program) has no room for the reasons of missing texts; "
            + "they are blank",
          zh: "\(format.program)无法记录文本缺失的原因，均为空白", notes: list(lostReasons)))
    }
    return findings
  }
}
