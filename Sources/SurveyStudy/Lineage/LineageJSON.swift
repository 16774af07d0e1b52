import SurveyData
import SurveyReport

extension RowFunnel {
  /// The funnel for other programs.
  var json: JSONValue {
    .object([
      ("data", .text(data)), ("file", .text(file)),
      ("rows_read", .integer(read)),
      ("cells_set_missing", .integer(cellsSetMissing)),
      (
        "steps",
        .list(
          steps.map { step in
            .object([
              ("step", .text(step.kind.rawValue)),
              ("detail", .optional(step.detail)),
              ("change", .integer(step.change)),
              ("rows", .integer(step.rows)),
            ])
          })
      ),
      ("rows", .integer(rows)),
      (
        "items",
        .list(
          items.map { item in
            .object([
              ("variable", .text(item.variable)),
              (
                "missing",
                .object(
                  item.missing.map { ($0.reason, .integer($0.rows)) })
              ),
              ("unused", .integer(item.unused)),
              ("used", .integer(item.used)),
            ])
          })
      ),
    ])
  }
}

extension ListedNumber {
  /// The number with its address for other programs.
  public var json: JSONValue {
    .object([
      ("address", .text(address)), ("label", .localized(label)),
      ("value", .optional(value)), ("text", .localized(text)),
    ])
  }
}

extension Lineage {
  /// Everything, as `manyi explain --json` prints it.
  public var json: JSONValue {
    let provenance = value.provenance
    return .object([
      ("schema", .integer(1)), ("version", .text(manyiVersion)),
      ("number", number.json),
      ("analysis", .text(value.id)), ("kind", .text(value.kind)),
      (
        "changed",
        .list(
          changes.map { change in
            .object([
              ("file", .text(change.path)),
              ("before", .optional(change.before)),
              ("now", .optional(change.now)),
            ])
          })
      ),
      (
        "files",
        .list(
          sources.map { source in
            .object([
              ("file", .text(source.file)), ("sha256", .text(source.sha256)),
              ("bytes", .integer(source.byteCount)),
              ("dialect", .list(source.dialect.map { .text($0[.english]) })),
            ])
          })
      ),
      ("rows", .list(provenance.funnels.map(\.json))),
      ("design", .optional(provenance.design?[.english])),
      ("formula", .text(provenance.formula)),
      (
        "worked",
        .list(
          worked.map { worked in
            .object([
              ("name", .localized(worked.name)),
              ("formula", .text(worked.formula)),
              ("values", .text(worked.values)),
              ("result", .number(worked.result)),
            ])
          })
      ),
      ("sums", estimateSums),
      ("parts", parts),
      (
        "row",
        .list(
          neighbours.map { neighbour in
            .object([
              ("label", .localized(neighbour.label)),
              ("text", .localized(neighbour.text)),
            ])
          })
      ),
      ("rules", .list(rules.map { .localized($0) })),
      (
        "conventions",
        .list(
          value.conventions.map { convention in
            .object([
              ("name", .text(convention.name)),
              ("value", .text(convention.value)),
              ("sentence", .localized(convention.sentence)),
            ])
          })
      ),
      ("uncertainty", .list(uncertainty.map { .localized($0) })),
      ("behind", .list(rows.map(\.json))),
      ("estimate", estimate?.json ?? .null),
    ])
  }

  private var estimateSums: JSONValue {
    guard let sums = estimate?.sums else { return .null }
    return .object([
      ("above", .number(sums.above)), ("below", .optional(sums.below)),
    ])
  }

  /// What each indicator brings, with all digits, so that it can be added up.
  private var parts: JSONValue {
    guard let breakdown, !breakdown.parts.isEmpty,
      case .evaluation(let evaluation) = value.details
    else { return .null }
    return .list(
      breakdown.parts.map { part in
        .object([
          ("indicator", .text(evaluation.indicators[part.indicator].id)),
          ("weight", .number(part.weight)), ("score", .optional(part.score)),
          ("contribution", .number(part.contribution)),
          ("cut", .bool(part.isCut)),
        ])
      })
  }
}

extension RowsBehind {
  fileprivate var json: JSONValue {
    .object([
      ("data", .text(data)),
      ("conditions", .list(conditions.map { .text($0) })),
      ("count", .integer(count)),
      (
        "rows",
        .list(
          rows.map { row in
            .object([
              ("file", .text(row.file)), ("line", .optional(row.line)),
              (
                "cells",
                .object(
                  zip(columns, row.cells).map { ($0, .optional($1)) })
              ),
            ])
          })
      ),
    ])
  }
}
