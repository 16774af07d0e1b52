import CellText
import SurveyData

/// Returns the page about quality in each language, and the flags of every
/// row as CSV.
///
/// - Parameter folder: Where the files go, empty for the output folder itself.
/// - Parameter name: What their names start with.
public func renderQuality(
  _ input: QualityInput, folder: String, name: String
) -> [OutputFile] {
  let stem = folder.isEmpty ? name : "\(folder)/\(name)"
  var languages: [Language] = []
  for language in input.languages.isEmpty ? [.chinese] : input.languages
  where !languages.contains(language) {
    languages.append(language)
  }
  var input = input
  input.languages = languages
  let pages = languages.map { language in
    let suffix = FileNames(language, in: languages).suffix
    return OutputFile(
      path: "\(stem)\(suffix).html",
      text: QualityPage(input, language, folder: folder, name: name).text)
  }
  return pages + [
    OutputFile(
      path: "\(stem)-flags.csv", text: qualityFlagsFile(input.report))
  ]
}

/// Returns one line for each row: where it stands, its flags, whether it is
/// excluded and by which rules, each index, and what there is to say.
public func qualityFlagsFile(_ report: Released<QualityReport>) -> String {
  let report = report.value
  let excluded = report.excluded
  var heads = ["line"]
  if let key = report.keyName { heads.append(csvText(key)) }
  heads += ["flags", "excluded", "excluded_by"]
  for finding in report.findings {
    heads += [finding.rule.rawValue, "\(finding.rule.rawValue)_flag"]
  }
  heads.append("remarks")
  var file = byteOrderMark + csvLine(heads)
  for row in 0..<report.rowCount {
    file += String(report.lines.isEmpty ? row + 1 : Int(report.lines[row]))
    if report.keyName != nil { file += "," + csvText(report.keys[row]) }
    file += ",\(report.flagCount(row)),"
    file += excluded[row] ? "1," : "0,"
    if excluded[row] { file += excluders(of: row, report) }
    for finding in report.findings {
      let value = finding.values[row]
      file += ","
      if !value.isNaN { file += plainText(value) }
      file += report.isFlagged(row, by: finding.rule) ? ",1" : ",0"
    }
    file += "," + csvText(remarks(of: row, report)) + "\n"
  }
  return file
}

private func excluders(of row: Int, _ report: QualityReport) -> String {
  report.excludingRules(row).map(\.rawValue).joined(separator: ";")
}

/// Returns the excluded rows with the line in the file, the rules that
/// exclude them, what there is to say, and all their values.
public func excludedRowsFile(
  _ report: Released<QualityReport>, _ table: Table
) -> String {
  let report = report.value
  let excluded = report.excluded
  var file =
    byteOrderMark
    + csvLine(
      ["line", "excluded_by", "remarks"]
        + table.columns.map { csvText($0.name) })
  for row in 0..<min(table.rowCount, excluded.count) where excluded[row] {
    var fields = [
      String(report.lines.isEmpty ? row + 1 : Int(report.lines[row])),
      excluders(of: row, report),
      csvText(remarks(of: row, report)),
    ]
    fields += table.columns.map { csvText($0.text(at: row) ?? "") }
    file += fields.joined(separator: ",") + "\n"
  }
  return file
}

private func remarks(of row: Int, _ report: QualityReport) -> String {
  if report.flags[row] == 0 { return "" }
  return report.findings.compactMap { finding in
    guard report.isFlagged(row, by: finding.rule),
      let remark = finding.remarks[row]
    else { return nil }
    return "\(finding.rule.rawValue): \(remark[.english])"
  }.joined(separator: "; ")
}

/// What tells a spreadsheet that a file is UTF-8. These files are for people,
/// as the tables of the format `csv-shown`.
private let byteOrderMark = "\u{FEFF}"

private func csvLine(_ fields: [String]) -> String {
  fields.joined(separator: ",") + "\n"
}

/// A field of a text: a number stays one, and what a spreadsheet would take
/// for a formula is led by an apostrophe.
private func csvText(_ text: String) -> String {
  if text.utf8.allSatisfy({ $0.isPlain }) { return text }
  return csvField(Double(text) == nil ? withFormulaGuard(text) : text)
}

extension UInt8 {
  /// Letters, digits, dots and underscores.
  fileprivate var isPlain: Bool {
    switch self {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2E, 0x5F: true
    default: false
    }
  }
}
