import Diagnostics
import SVG
import SurveyStudy
import SurveyTables

/// Says what is wrong with several studies, study by study, and ends with a
/// table.
struct CheckedStudies {
  let console: Console
  let format: OutputFormat
  let isQuiet: Bool
  /// Whether every finding is written in full.
  let showsAll: Bool
  /// Whether findings are coloured.
  let hasColor: Bool

  func show(_ checks: [StudyCheck]) {
    switch format {
    case .human: showText(checks)
    case .concise:
      for check in checks {
        let renderer = ConciseRenderer(folder: studyFolder(check.job.study))
        let text = renderer.text(of: check.findings)
        if !text.isEmpty { console.print(text) }
      }
    case .json: console.print(checksJSON(checks).fileText)
    case .jsonl: console.print(checks.map(events).joined() + summary(checks))
    }
  }

  // MARK: - For people

  private func showText(_ checks: [StudyCheck]) {
    for check in checks where !check.findings.isEmpty {
      let printer = FindingPrinter(
        hasColor: hasColor, width: console.width,
        folder: studyFolder(check.job.study), showsAll: showsAll)
      console.print(
        "\(visible(check.job.name)):\n\(printer.text(of: check.findings))\n")
    }
    let shown = isQuiet ? checks.filter { $0.status != .ok } : checks
    if !shown.isEmpty { console.print(table(shown)) }
    if isQuiet { return }
    let parts = StudyReport.Status.tally(
      checks.map(\.status), ok: "can be run",
      errors: "can be run, with errors in the data", failed: "cannot be run")
    console.note(
      "\(counted(checks.count, "study", "studies")): "
        + parts.joined(separator: "; "))
  }

  private func table(_ checks: [StudyCheck]) -> String {
    PlainTableWriter(width: console.width).text(
      of: TableModel(
        id: "check", language: "en", title: "", stubHeading: "study",
        columns: ["result", "data sets", "analyses", "errors", "warnings"]
          .map { ColumnNode($0) },
        rows: checks.map(row), words: ResultTable.words))
  }

  private func row(_ check: StudyCheck) -> RowNode {
    func count(_ severity: Diagnostic.Severity) -> TableCell {
      .value(
        Double(check.findings.count { $0.severity == severity }), .integer)
    }
    return RowNode(
      visible(check.job.name),
      [
        .text(word(check.status)),
        .value(Double(check.dataCount), .integer),
        .value(Double(check.analysisCount), .integer),
        count(.error), count(.warning),
      ])
  }

  private func word(_ status: StudyReport.Status) -> String {
    switch status {
    case .ok: "ok"
    case .errors: "errors"
    case .failed: "cannot run"
    }
  }

  // MARK: - For programs

  private func events(_ check: StudyCheck) -> String {
    check.findings.map { LogEvent($0, study: check.job.name).line }.joined()
      + LogEvent(
        "finished",
        [("of", .text("study"))]
          + check.fields.filter { $0.key != "diagnostics" }
      ).line
  }

  private func summary(_ checks: [StudyCheck]) -> String {
    LogEvent("summary", checkSummary(checks)).line
  }
}

extension StudyReport.Status {
  /// How many studies ended in each way, those of none left out: `2 ok`.
  static func tally(
    _ all: [Self], ok: String, errors: String, failed: String
  ) -> [String] {
    [(Self.ok, ok), (.errors, errors), (.failed, failed)].compactMap {
      status, words in
      let count = all.count { $0 == status }
      return count == 0 ? nil : "\(count) \(words)"
    }
  }
}
