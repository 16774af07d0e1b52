import Diagnostics
import Settings
import SurveyData
import SurveyImport

/// What reading one file without a study found.
public struct SingleImport: Sendable {
  /// The file as the user named it.
  public var file: String
  /// What was found out about the file; `nil` when it was refused.
  public var recognition: ImportRecognition?
  /// The columns in the order of the file.
  public var columns: [ColumnSummary] = []
  /// The number of records below the header.
  public var rowsRead = 0
  /// The number of records in the table.
  public var rowsKept = 0
  /// The records that were set aside, in the order of the file.
  public var rejected: [RejectedLine] = []
  /// What was odd and was read all the same, by short names.
  public var warnings: [String] = []
  /// The short name of what made the file be refused.
  public var error: String?
  /// Everything that was found on the way, sorted.
  public var findings: [Diagnostic] = []
  /// Whether records were set aside although that was not allowed.
  public var hasForbiddenRejects = false

  /// The table; `nil` when the file was refused.
  var table: Table?

  /// A record that was set aside.
  public struct RejectedLine: Sendable, Hashable {
    /// The line where it starts.
    public var line: Int
    /// The short name of its first fault.
    public var code: String
  }
}

/// Reads one file, with the keys of a study's data set as options:
/// `encoding=gb18030`, `skip-lines=2`. Keys may have underscores in the place
/// of hyphens.
///
/// - Parameters:
///   - file: The file.
///   - options: Keys and values.
///   - codebook: The codebook's file, when there is one.
///   - allText: Whether every cell stays the text that it is.
public func importFile(
  _ file: String, options: [String], codebook: String?, allText: Bool
) -> SingleImport {
  let log = DiagnosticLog()
  let texts = SourceTexts()
  var single = SingleImport(file: file)
  let plan = importPlan(file, options, codebook, allText, log: log)
  if let plan, !log.hasErrors {
    let reading = Workspace.read(plan, folder: "", texts: texts)
    log.report(reading.diagnostics)
    if let result = reading.result {
      single.fill(from: result, allowed: plan.options.maximumRejects)
    }
  }
  single.findings = log.diagnostics.map(texts.completing)
  if let fault = single.findings.first(where: { isBlocking([$0]) }) {
    single.error =
      fault.detail
      ?? String(fault.code.name.map { $0 == "-" ? "_" : $0 })
  }
  return single
}

private func importPlan(
  _ file: String, _ options: [String], _ codebook: String?, _ allText: Bool,
  log: DiagnosticLog
) -> DataPlan? {
  let node: SettingsNode
  do {
    node = try settings(fromOptions: options.map(withHyphens))
  } catch {
    log.report(error)
    return nil
  }
  let reader = SettingsReader(node, subject: "the import", log: log)
  var plan = dataPlan(
    reader, name: file,
    file: .named(file, log: log), filter: nil,
    design: nil, readsKey: false)
  reader.finish()
  plan.options.readsAllAsText = allText
  if let codebook {
    plan.codebook = FileReference(path: codebook, place: Place(file: codebook))
  }
  return plan
}

/// The key with hyphens, as a study has it.
func withHyphens(_ option: String) -> String {
  guard let equals = option.firstIndex(of: "=") else { return option }
  let key = String(option[..<equals].map { $0 == "_" ? "-" : $0 })
  return (key == "doublequote" ? "double-quote" : key) + option[equals...]
}

extension SingleImport {
  fileprivate mutating func fill(from result: ImportResult, allowed: Int?) {
    let table = result.table
    self.table = table
    recognition = ImportRecognition(
      result.recognition, byteCount: table.source.byteCount)
    columns = table.columns.map(ColumnSummary.init)
    rowsRead = table.source.rowsRead
    rowsKept = table.rowCount
    rejected = result.rejects.map {
      RejectedLine(line: $0.line, code: $0.reason.rawValue)
    }
    warnings = result.recognition.oddities
    // Rows of totals are set aside because somebody asked for it.
    let faulty = result.rejects.count { $0.reason != .totalRow }
    hasForbiddenRejects = faulty > allowed ?? 0
  }
}

extension SingleImport {
  /// A codebook to fill in; `nil` when the file was refused.
  public var draftCodebook: String? {
    table.map { SurveyImport.draftCodebook(for: $0) }
  }
}

/// The names of the encodings, as a sentence lists them.
public let encodingNames = TextEncoding.allCases.map(\.rawValue)
  .joined(separator: ", ")
