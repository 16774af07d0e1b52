import Diagnostics
import SurveyData

/// One of the files that a codebook consists of.
public struct CodebookFile: Sendable {
  /// What the user calls it.
  public var name: String
  /// Its bytes.
  public var bytes: [UInt8]

  /// Creates a file.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}

/// The forms that a codebook may have.
enum CodebookForm {
  case yaml
  /// DDI-Codebook, in XML.
  case ddi
  /// A dictionary of variables, or the sheets of an XLSForm.
  case sheet

  /// The ending of the name decides; without one that is known, the content.
  init(_ file: CodebookFile) {
    switch file.name.split(separator: ".").last?.lowercased() {
    case "yaml", "yml": self = .yaml
    case "xml", "ddi": self = .ddi
    case "csv", "tsv", "tab": self = .sheet
    default:
      let marks: [[UInt8]] = [
        [0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0xFE, 0xFF],
      ]
      let mark = marks.first { file.bytes.starts(with: $0) } ?? []
      let text = file.bytes.dropFirst(mark.count).drop { $0 <= 0x20 }
      let line = text.prefix { $0 != 0x0A && $0 != 0x0D }
      if text.first == UInt8(ascii: "<") {
        self = .ddi
      } else if mark.first == 0xFF || mark.first == 0xFE
        || line.contains(where: { [0x2C, 0x3B, 0x09].contains($0) })
          && !line.contains(UInt8(ascii: ":"))
      {
        self = .sheet
      } else {
        self = .yaml
      }
    }
  }
}

/// Reads a codebook of any form: YAML, a dictionary of variables as CSV,
/// DDI-Codebook as XML, or the sheets `survey` and `choices` of an XLSForm as
/// CSV. Several files may stand together; a later one tells about variables
/// that earlier ones do not have.
///
/// - Parameters:
///   - files: The files.
///   - log: Where faults of single parts are reported; all are collected.
/// - Throws: A `Diagnostic` when a file cannot be read at all.
public func readCodebook(
  files: [CodebookFile], log: DiagnosticLog
) throws(Diagnostic) -> Codebook {
  var parts: [Codebook] = []
  var sheets: [CodebookSheet] = []
  for file in files {
    switch CodebookForm(file) {
    case .yaml:
      guard let text = String(validating: file.bytes, as: UTF8.self) else {
        throw Diagnostic(
          .unreadableYAML, at: Place(file: file.name),
          "the codebook is not UTF-8 text", help: "save it as UTF-8")
      }
      let withoutMark =
        text.unicodeScalars.first == "\u{FEFF}"
        ? String(text.unicodeScalars.dropFirst()) : text
      parts.append(
        try readCodebook(yaml: withoutMark, displayName: file.name, log: log))
    case .ddi: parts.append(try readDDICodebook(file, log: log))
    case .sheet: sheets.append(try CodebookSheet(file))
    }
  }
  let choices = sheets.filter(\.isListOfChoices)
  for sheet in sheets where !sheet.isListOfChoices {
    parts.append(
      sheet.isForm
        ? readForm(sheet, choices: choices, log: log)
        : try readDictionary(sheet, log: log))
  }
  if !choices.isEmpty, !sheets.contains(where: \.isForm) {
    throw Diagnostic(
      .damagedCodebook, at: Place(file: choices[0].file),
      "'\(choices[0].file)' lists the choices of a form, and the sheet with "
        + "the questions is not named",
      help: "write 'codebook: [survey.csv, \(choices[0].file)]'")
  }
  var known: Set<String> = []
  return Codebook(
    parts.flatMap(\.variables).filter { known.insert($0.name).inserted })
}
