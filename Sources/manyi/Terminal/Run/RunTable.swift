import SurveyStudy
import SurveyTables

/// What became of the studies of a batch, a row each.
struct RunTable {
  private let reports: [StudyReport]

  init(_ reports: [StudyReport]) { self.reports = reports }

  func text(width: Int) -> String {
    PlainTableWriter(width: width).text(
      of: TableModel(
        id: "run", language: "en", title: "", stubHeading: "study",
        columns: [
          "result", "analyses", "errors", "warnings", "time", "open",
        ].map { ColumnNode($0) },
        rows: reports.map(row), words: ResultTable.words))
  }

  private func row(_ report: StudyReport) -> RowNode {
    let findings = report.allFindings
    let summary = report.summary
    let entrance = summary?.entrances.first.map { report.job.path(of: $0) }
    return RowNode(
      visible(report.job.name),
      [
        .text(word(report.status)),
        summary.map { .text("\($0.succeeded)/\($0.analysisCount)") } ?? .empty,
        .value(
          Double(findings.count { $0.severity == .error }), .integer),
        .value(
          Double(findings.count { $0.severity == .warning }), .integer),
        .text(timeText(report.seconds)),
        entrance.map { .text(visible($0)) } ?? .empty,
      ])
  }

  private func word(_ status: StudyReport.Status) -> String {
    switch status {
    case .ok: "ok"
    case .errors: "errors"
    case .failed: "not run"
    }
  }
}
