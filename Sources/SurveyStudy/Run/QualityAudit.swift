import Diagnostics
import Settings
import SurveyData
import SurveyReport

/// What the rules of quality found in one file, without a study.
public struct QualityAudit: Sendable {
  /// The report; `nil` when it could not be made.
  public var report: Released<QualityReport>?
  /// Everything that was found on the way, sorted.
  public var findings: [Diagnostic]
  /// The files that were read.
  var inputs: [Manifest.File]
  /// All rows, when some are excluded.
  var table: Table?
}

/// Applies the rules of quality to one file, with the keys of `quality` in a
/// study, and those that say how a file is read, as options.
public func auditQuality(
  file: String, codebook: String? = nil, options: [String],
  parameters: [String] = []
) async -> QualityAudit {
  let log = DiagnosticLog()
  let texts = SourceTexts()
  var workspace: Workspace?
  do {
    let reader = SettingsReader(
      try settings(
        fromOptions: options, parameters: parameters, log: log),
      subject: "'quality'", log: log)
    var data = dataPlan(
      reader, name: "file",
      file: .named(file, log: log), filter: nil,
      design: nil)
    if let codebook {
      if data.codebook != nil {
        reader.reportWrong(
          "codebook", "the codebook is named twice",
          help: "remove one of the two")
      }
      data.codebook = FileReference(
        path: codebook, place: Place(file: codebook))
    }
    data.quality = reader.qualityPlan()
    if let key = data.key { data.quality?.columns.append(key) }
    reader.finish()
    if !log.hasErrors {
      var opened = Workspace(
        study: Study(
          file: file, folder: "", id: "quality", title: LocalizedText(file),
          languages: [.chinese, .english], isMadeUp: false, level: 0.95,
          data: [data], analyses: [], sections: []), texts: texts)
      await opened.readFiles(log: log)
      workspace = opened
    }
  } catch {
    log.report(error)
  }
  return QualityAudit(
    report: workspace?.qualityReports["file"].map(release),
    findings: workspace?.findings(log) ?? log.diagnostics.map(texts.completing),
    inputs: workspace?.inputs ?? [],
    table: workspace?.rowsBeforeQuality["file"])
}

extension QualityAudit {
  /// Writes the page in each of `languages` and the flags to a folder.
  ///
  /// - Returns: The names of the files.
  /// - Throws: What `OutputFolder` throws.
  public func write(
    to output: OutputFolder, languages: [Language]
  ) throws(Diagnostic) -> [String] {
    guard let report else { return [] }
    var files = renderQuality(
      QualityInput(
        report: report, title: nil, languages: languages, isMadeUp: false,
        source: nil, version: manyiVersion, comparisons: []),
      folder: "", name: "quality")
    if let table, report.value.excluded.contains(true) {
      files.append(
        OutputFile(
          path: "quality-excluded.csv", text: excludedRowsFile(report, table)))
    }
    files.sort { $0.path < $1.path }
    let manifest = Manifest(
      inputs: inputs, seeds: [],
      outputs: files.map { Manifest.File(path: $0.path, text: $0.text) })
    do throws(Diagnostic) {
      for file in files { try output.write(file.text, to: file.path) }
      try output.write(manifest.text, to: "manifest.json")
      _ = try output.commit()
    } catch {
      output.discard()
      throw error
    }
    return files.map(\.path)
  }

  /// What `manyi quality --json` prints.
  public var json: JSONValue {
    let report = report?.value
    return .object([
      ("file", .optional(report?.source.file)),
      ("rows", .optional(report?.rowCount)),
      ("items", .list((report?.items ?? []).map { .text($0.name) })),
      ("rules", .list((report?.findings ?? []).map { rule($0) })),
      (
        "not_applied",
        .list(
          (report?.skipped ?? []).map {
            .object([
              ("rule", .text($0.rule.rawValue)),
              ("reason", .localized($0.reason)),
            ])
          })
      ),
      ("flagged", .list(flagged)),
      ("diagnostics", .list(findings.map(\.json))),
      ("schema", .integer(1)),
      ("version", .text(manyiVersion)),
    ])
  }

  private func rule(_ finding: QualityReport.Finding) -> JSONValue {
    .object([
      ("rule", .text(finding.rule.rawValue)),
      ("action", .text(finding.action.rawValue)),
      ("n", .integer(finding.base)),
      ("flagged", .optional(report?.value.count(of: finding.rule))),
      ("threshold", .localized(finding.threshold)),
      ("convention", .localized(finding.convention)),
    ])
  }

  private var flagged: [JSONValue] {
    guard let report = report?.value else { return [] }
    let excluded = report.excluded
    return report.flags.indices.filter { report.flags[$0] != 0 }.map { row in
      .object([
        (
          "line",
          .optional(report.lines.isEmpty ? nil : Int(report.lines[row]))
        ),
        ("key", .optional(report.keys.isEmpty ? nil : report.keys[row])),
        (
          "rules",
          .object(
            report.findings.filter { report.isFlagged(row, by: $0.rule) }
              .map { ($0.rule.rawValue, .number($0.values[row])) })
        ),
        ("excluded", .bool(excluded[row])),
      ])
    }
  }
}
