import SurveyData

extension StatisticsTable {
  /// The table with its numbers unrounded.
  var json: JSONValue {
    .object([
      ("table", .text(name)), ("title", .localized(title)),
      (
        "columns",
        .list(
          columns.map { column in
            .object([
              ("name", .text(column.name)), ("label", .localized(column.label)),
              ("format", .text(column.format.rawValue)),
            ])
          })
      ),
      (
        "rows",
        .each(rows) { [columns] row in
          .object([
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
          ])
        }
      ),
      ("notes", .list(notes.map { .localized($0) })),
    ])
  }
}

extension StatisticsTable.Cell {
  /// A plain number or text, an object where there is more to say.
  fileprivate var json: JSONValue {
    if let text { return .localized(text) }
    if interval == nil, letters.isEmpty, !isWeak { return .optional(value) }
    return .object([
      ("value", .optional(value)), ("lower", .optional(interval?.lower)),
      ("upper", .optional(interval?.upper)), ("letters", .text(letters)),
      ("small_base", .bool(isWeak)),
    ])
  }
}
