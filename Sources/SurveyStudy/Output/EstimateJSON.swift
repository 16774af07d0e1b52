import Diagnostics
import SurveyData

extension Estimate {
  /// The estimate with all its digits. Keys keep their order and meaning;
  /// more may be added at the end.
  var json: JSONValue {
    .object(
      [
        ("variable", .text(variable)),
        ("group", .object(group.map { ($0.variable, .text($0.value)) })),
        ("statistic", .text(statistic)),
        ("value", .optional(value)),
        ("se", .optional(standardError)),
        ("lower", .optional(interval?.lower)),
        ("upper", .optional(interval?.upper)),
        ("df", .optional(degreesOfFreedom)),
        ("n", .integer(base)),
        ("weighted_n", .number(weightedBase)),
        ("deff", .optional(designEffect)),
        ("category", .optional(category)),
        ("effective_n", .optional(effectiveBase)),
        ("level", .optional(interval?.level)),
        ("interval", .optional(interval?.method)),
        ("unit", .text(unit.rawValue)),
        ("remarks", .list(remarks.map { .text($0) })),
      ] + labels)
  }
}

extension Estimate {
  /// The labels that there are, for charts that are drawn again.
  private var labels: [(key: String, value: JSONValue)] {
    let hasLabels = group.contains {
      $0.label != nil || $0.variableLabel != nil
    }
    return (label.map { [("label", .localized($0))] } ?? [])
      + (categoryLabel.map { [("category_label", .localized($0))] } ?? [])
      + (hasLabels
        ? [
          (
            "group_labels",
            .list(
              group.map {
                .object([
                  ("variable", .localized($0.variableLabel)),
                  ("value", .localized($0.label)),
                ])
              })
          )
        ] : [])
  }
}

extension Provenance {
  var json: JSONValue {
    .object([
      (
        "files",
        .list(
          sources.map {
            .object([
              ("file", .text($0.file)), ("sha256", .text($0.sha256)),
            ])
          })
      ),
      ("filter", .optional(filter)),
      ("rows_available", .integer(rowsAvailable)),
      ("rows_used", .integer(rowsUsed)),
      ("design", .optional(design)),
      ("formula", .text(formula)),
      ("rows", .list(funnels.map(\.json))),
    ])
  }
}

extension Diagnostic {
  /// The finding for other programs.
  public var json: JSONValue {
    .object([
      ("code", .text(code.id)),
      ("name", .text(code.name)),
      ("severity", .text(severity.rawValue)),
      ("file", .optional(place?.file)),
      ("line", .optional(place?.line)),
      ("column", .optional(place?.column)),
      ("column_name", .optional(place?.columnName)),
      ("message", .text(message)),
      ("notes", .list(notes.map { .text($0) })),
      ("help", .optional(help)),
    ])
  }
}

extension Convention {
  /// The conventions of a result as names and values.
  static func json(_ conventions: [Convention]) -> JSONValue {
    .object(conventions.map { ($0.name, .text($0.value)) })
  }
}

/// A result as it stands in `results.json`.
public func resultJSON(_ result: Released<AnalysisResult>) -> JSONValue {
  ResultsFile.analysis(result.value)
}

extension SingleResult {
  /// What `manyi analyze --json` prints.
  public var json: JSONValue {
    let value = result?.value
    return .object([
      ("kind", .text(kind)),
      ("convention", Convention.json(value?.conventions ?? [])),
      ("estimates", .each(value?.estimates ?? []) { $0.json }),
      ("diagnostics", .list(findings.map(\.json))),
      ("details", value?.details.json ?? .null),
      ("provenance", value?.provenance.json ?? .null),
      ("schema", .integer(1)),
      ("version", .text(manyiVersion)),
    ])
  }
}
