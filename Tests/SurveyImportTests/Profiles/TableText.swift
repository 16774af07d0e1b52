import Foundation
import SurveyData
import TestSupport

@testable import SurveyImport

/// A table as text that can be written by hand: for each column its name, its
/// name in the file, kind, label and question, and below that its cells.
///
///     Q2_1 <- header | integers | Speed | Please rate
///       4, 3, (not-applicable)
///
/// Ticked options are joined with `+`, an option that was not asked has `!`.
func tableText(_ table: Table) -> String {
  table.columns.map { column in
    var head = column.name
    if let header = column.header { head += " <- \(header)" }
    head += " | \(kindName(column.values))"
    if case .choices(let answers) = column.values {
      let options = answers.options.map { option in
        let label = option.label?[.chinese] ?? option.code
        return label == option.code ? label : "\(option.code)=\(label)"
      }
      head += " \(options.joined(separator: ", "))"
    }
    if let label = column.variable?.label { head += " | \(label[.chinese])" }
    if let question = column.variable?.question,
      question != column.variable?.label
    {
      head += " | \(question[.chinese])"
    }
    if let unit = column.variable?.unit { head += " | \(unit[.chinese])" }
    let cells = (0..<column.count).map { row in cellText(column, row) }
    return "\(head)\n  \(cells.joined(separator: ", "))\n"
  }.joined()
}

private func cellText(_ column: Column, _ row: Int) -> String {
  if let reason = column.missing[row] { return "(\(reason.name))" }
  if case .choices(let answers) = column.values {
    let ticked = answers.options.indices.filter {
      answers.isTicked($0, row: row)
    }.map { answers.options[$0].code }
    let unasked = answers.options.indices.filter {
      !answers.isAsked($0, row: row)
    }.map { "!\(answers.options[$0].code)" }
    let all = ticked + unasked
    return all.isEmpty ? "none" : all.joined(separator: "+")
  }
  return (column.text(at: row) ?? "?")
    .replacingOccurrences(of: "\r", with: "\\r")
    .replacingOccurrences(of: "\n", with: "\\n")
}

private func kindName(_ values: ColumnValues) -> String {
  switch values {
  case .integers: "integers"
  case .doubles: "doubles"
  case .days: "days"
  case .texts: "texts"
  case .choices: "choices"
  }
}

/// The bytes of one of the samples.
func sample(_ name: String) throws -> [UInt8] {
  [UInt8](
    try Data(contentsOf: Fixture.reference("import-examples/\(name).csv")))
}

/// Reads `text` as an export, by default one that is found by itself.
func readExport(
  _ bytes: [UInt8], _ profile: ImportOptions.Profile = .automatic,
  codebook: [Variable] = []
) throws -> ImportResult {
  var options = ImportOptions(codebook: Codebook(codebook))
  options.profile = profile
  return try DelimitedReader.read(
    bytes: bytes, displayName: "t.csv", options: options)
}

/// Reads `text` as an export.
func readExport(
  _ text: String, _ profile: ImportOptions.Profile = .automatic,
  codebook: [Variable] = []
) throws -> ImportResult {
  try readExport(Array(text.utf8), profile, codebook: codebook)
}
