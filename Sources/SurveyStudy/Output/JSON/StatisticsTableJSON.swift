import SurveyData

extension StatisticsTable {
  /// The table with its numbers unrounded.
  var json: JSONValue {
    .object(
      [
        ("table", .text(name)), ("title", .localized(title)),
        (
          "columns",
          .list(
            columns.map { column in
              .object(
                [
                  ("name", .text(column.name)),
                  ("label", .localized(column.label)),
                  ("format", .text(column.format.rawValue)),
                ] + (column.spanner.map { [("spanner", .localized($0))] } ?? [])
                  + (column.isLowerBetter
                    ? [("lower_is_better", .bool(true))] : []))
            })
        ),
        (
          "rows",
          .each(rows) { [columns] row in
            .object(
              [
                ("row", .text(row.name)), ("label", .localized(row.label)),
                (
                  "section",
                  row.section.map { .localized($0) } ?? .null
                ),
                (
                  "format",
                  row.format.map { .text($0.rawValue) } ?? .null
                ),
                (
                  "cells",
                  .object(
                    zip(columns, row.cells).map { ($0.name, $1.json) })
                ),
              ]
                + (row.kind == .detail
                  ? [] : [("kind", .text(row.kind.rawValue))]))
          }
        ),
        ("notes", .list(notes.map { .localized($0) })),
        ("stub", .localized(stub)),
      ] + (headline.map { [("headline", .localized($0))] } ?? [])
        + (figure.map { [("figure", $0.json)] } ?? []))
  }
}

extension StatisticsTable.Cell {
  /// A plain number or text, an object where there is more to say.
  fileprivate var json: JSONValue {
    if let text { return .localized(text) }
    if interval == nil, letters.isEmpty, !isWeak { return .optional(value) }
    return .object(
      [
        ("value", .optional(value)), ("lower", .optional(interval?.lower)),
        ("upper", .optional(interval?.upper)), ("letters", .text(letters)),
        ("small_base", .bool(isWeak)),
      ]
        + (interval.map {
          [("level", .number($0.level)), ("interval", .text($0.method))]
        } ?? []))
  }
}
