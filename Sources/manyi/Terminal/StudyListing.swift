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

  /// The texts of the rows that are there: those of rows that a condition or
  /// a rule took out are no values any more.
  private static func type(
    of texts: DictionaryText, _ missing: MissingReasons
  ) -> String {
    var seen = Set<Int32>()
    for row in texts.codes.indices where !missing.isMissing(row) {
      let code = texts.codes[row]
      if code >= 0 { seen.insert(code) }
    }
    if seen.count > 6 { return "text, \(seen.count) values" }
    let names = seen.map { texts.levels[Int($0)] }.sorted()
    return "text: \(visible(names.joined(separator: ", ")))"
  }

  static func type(of column: Column) -> String {
    switch column.values {
    case .integers: "whole numbers"
    case .doubles: "numbers"
    case .days: "dates"
    case .choices(let answers): "several of \(answers.options.count) options"
    case .texts(let all):
      type(of: all.distinct(column.missing), column.missing)
    }
  }
}
