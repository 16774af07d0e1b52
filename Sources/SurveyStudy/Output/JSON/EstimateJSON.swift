import Diagnostics
import SurveyData

extension Estimate {
  /// The estimate with all its digits. Keys keep their order and meaning;
  /// more may be added at the end.
  var json: JSONValue { .written { write(to: &$0) } }

  func write(to writer: inout JSONWriter) {
    // The keys alone take up two lines.
    writer.object(atLeast: 200) { writer in
      if writer.key("variable") { writer.write(variable) }
      if writer.key("group") {
        writer.object { writer in
          for term in group where writer.key(quoting: term.variable) {
            writer.write(term.value)
          }
        }
      }
      if writer.key("statistic") { writer.write(statistic) }
      if writer.key("value") { writer.write(value) }
      if writer.key("se") { writer.write(standardError) }
      if writer.key("lower") { writer.write(interval?.lower) }
      if writer.key("upper") { writer.write(interval?.upper) }
      if writer.key("df") { writer.write(degreesOfFreedom) }
      if writer.key("n") { writer.write(base) }
      if writer.key("weighted_n") { writer.write(weightedBase) }
      if writer.key("deff") { writer.write(designEffect) }
      if writer.key("category") { writer.write(category) }
      if writer.key("effective_n") { writer.write(effectiveBase) }
      if writer.key("level") { writer.write(interval?.level) }
      if writer.key("interval") { writer.write(interval?.method) }
      if writer.key("unit") { writer.write(unit.rawValue) }
      if writer.key("remarks") { writer.write(remarks) }
      writeLabels(to: &writer)
    }
  }

  /// The labels that there are, for charts that are drawn again.
  private func writeLabels(to writer: inout JSONWriter) {
    if let label, writer.key("label") { writer.write(label) }
    if let categoryLabel, writer.key("category_label") {
      writer.write(categoryLabel)
    }
    let hasLabels = group.contains {
      $0.label != nil || $0.variableLabel != nil
    }
    if hasLabels, writer.key("group_labels") {
      writer.list(group.count) { writer, position in
        writer.object { writer in
          let term = group[position]
          if writer.key("variable") { writer.write(term.variableLabel) }
          if writer.key("value") { writer.write(term.label) }
        }
      }
    }
  }
}

extension JSONValue {
  /// A list of estimates.
  static func estimates(_ estimates: [Estimate]) -> JSONValue {
    .written { writer in
      estimates.withUnsafeBufferPointer { estimates in
        writer.list(estimates.count) { writer, position in
          estimates[position].write(to: &writer)
        }
      }
    }
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
      ("kept_by_quality", .bool(isKeptByQuality)),
      ("rows_available", .integer(rowsAvailable)),
      ("rows_used", .integer(rowsUsed)),
      ("design", .optional(design?[.english])),
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
      ("estimates", .estimates(value?.estimates ?? [])),
      ("diagnostics", .list(findings.map(\.json))),
      ("details", value?.details.json ?? .null),
      ("provenance", value?.provenance.json ?? .null),
      ("schema", .integer(1)),
      ("version", .text(manyiVersion)),
    ])
  }
}
