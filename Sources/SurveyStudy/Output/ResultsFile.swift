import Diagnostics
import SurveyData

/// Every number of a run with where it came from, for other programs.
struct ResultsFile {
  var study: Study
  var results: [Released<AnalysisResult>]
  var tables: [String: Table]
  var plans: [DataPlan]
  var preparations: [String: PreparationLog]
  var findings: [Diagnostic]
  var quality: [String: QualityReport]

  var text: String {
    JSONValue.object([
      ("schema", .integer(1)),
      ("version", .text(manyiVersion)),
      ("title", .localized(study.title)),
      ("made_up", .bool(study.isMadeUp)),
      ("data", .list(plans.compactMap(data))),
      ("analyses", .list(results.map { Self.analysis($0.value) })),
      ("diagnostics", .list(findings.map(\.json))),
      ("source", .localized(study.source)),
    ]).fileText
  }

  private func data(_ plan: DataPlan) -> JSONValue? {
    guard let table = tables[plan.name] else { return nil }
    let source = table.source
    var entries: [(key: String, value: JSONValue)] = [
      ("name", .text(plan.name)), ("file", .text(source.file)),
      ("sha256", .text(source.sha256)), ("bytes", .integer(source.byteCount)),
      ("dialect", .list(source.dialect.map { .text($0[.english]) })),
      ("rows_read", .integer(source.rowsRead)),
      ("rows_kept", .integer(source.rowsKept)),
      ("rows_rejected", .integer(source.rowsRejected)),
      ("cells_set_missing", .integer(source.cellsSetMissing)),
      ("filter", .optional(plan.filter?.text)),
      ("rows_used", .integer(table.rowCount)),
      ("preparation", preparations[plan.name]?.json ?? .null),
      (
        "missing",
        .object(
          table.columns.compactMap { column in
            missing(column).map { (column.name, $0) }
          })
      ),
    ]
    if let quality = quality[plan.name] {
      entries.append(("quality", self.quality(quality)))
    }
    return .object(entries)
  }

  /// How many rows each rule of quality flags, and how many are excluded.
  private func quality(_ report: QualityReport) -> JSONValue {
    .object([
      ("rows", .integer(report.rowCount)),
      ("flagged", .integer(report.rows(withFlags: 1))),
      ("excluded", .integer(report.excluded.count { $0 })),
      (
        "rules",
        .object(
          report.findings.map {
            ($0.rule.rawValue, .integer(report.count(of: $0.rule)))
          })
      ),
    ])
  }

  /// How many cells of a column have no value, by reason.
  private func missing(_ column: Column) -> JSONValue? {
    if column.missing.isComplete { return nil }
    return .object(
      MissingReason.allCases.compactMap { reason in
        let count = column.missing.count(of: reason)
        return count == 0 ? nil : (reason.name, .integer(count))
      })
  }

  static func analysis(_ result: AnalysisResult) -> JSONValue {
    .object(
      [
        ("id", .text(result.id)), ("kind", .text(result.kind)),
        ("title", .localized(result.title)),
        ("convention", Convention.json(result.conventions)),
        ("provenance", result.provenance.json),
        ("estimates", .estimates(result.estimates)),
        ("details", result.details.json),
      ] + (result.headline.map { [("headline", .localized($0))] } ?? []))
  }
}
