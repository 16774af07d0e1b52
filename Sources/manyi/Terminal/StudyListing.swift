import Diagnostics
import SurveyData
import SurveyStudy

/// What a study has, for other programs.
struct StudyListing {
  private let workspace: Workspace
  private let findings: [Diagnostic]

  init(_ workspace: Workspace, _ findings: [Diagnostic]) {
    self.workspace = workspace
    self.findings = findings
  }

  var json: JSONValue {
    let study = workspace.study
    return document([
      ("title", .localized(study.title)),
      ("data", .list(study.data.map(data))),
      (
        "analyses",
        .list(
          study.analyses.map { plan in
            let entry = workspace.entry(of: plan)
            return .object([
              ("name", .text(plan.name)), ("kind", .text(plan.kind)),
              ("data", .optional(plan.data)),
              ("title", .localized(plan.title)),
              ("items", .list(entry.items.map { .text($0) })),
              ("units", .list(entry.units.map { .text($0.name) })),
            ])
          })
      ),
      (
        "reports",
        .list(
          study.sections.map { section in
            .object([
              ("name", .text(section.name)),
              ("analyses", .list(section.analyses.map { .text($0) })),
            ])
          })
      ),
    ])
  }

  /// The columns of one data set.
  func columns(of table: Table) -> JSONValue {
    document([("columns", .list(table.columns.map(column)))])
  }

  private func document(
    _ fields: [(key: String, value: JSONValue)]
  ) -> JSONValue {
    .object(
      [("schema", .integer(1)), ("version", .text(manyiVersion))] + fields
        + [("diagnostics", .list(findings.map(\.json)))])
  }

  private func data(_ plan: DataPlan) -> JSONValue {
    let table = workspace.tables[plan.name]
    return .object([
      ("name", .text(plan.name)),
      ("file", .text(table?.source.file ?? plan.file.path)),
      ("rows", .optional(table?.rowCount)),
      ("columns", .list((table?.columns ?? []).map(column))),
    ])
  }

  private func column(_ column: Column) -> JSONValue {
    .object([
      ("name", .text(column.name)), ("type", .text(Self.type(of: column))),
      ("label", .localized(column.variable?.label)),
      ("missing", .integer(column.missing.count)),
    ])
  }

  // MARK: - Types

  private static func type(of texts: DictionaryText) -> String {
    texts.levels.count > 6
      ? "text, \(texts.levels.count) values"
      : "text: \(visible(texts.levels.sorted().joined(separator: ", ")))"
  }

  static func type(of column: Column) -> String {
    switch column.values {
    case .integers: "whole numbers"
    case .doubles: "numbers"
    case .days: "dates"
    case .choices(let answers): "several of \(answers.options.count) options"
    case .texts(let all):
      type(of: all.distinct(column.missing))
    }
  }
}
