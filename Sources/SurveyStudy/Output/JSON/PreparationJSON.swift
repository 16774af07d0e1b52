import SurveyData

extension PreparationLog {
  /// What was done to a table, for the file of results.
  var json: JSONValue {
    .object([
      (
        "files",
        .list(
          sources.map { source in
            .object([
              ("file", .text(source.file)), ("sha256", .text(source.sha256)),
              ("rows_kept", .integer(source.rowsKept)),
            ])
          })
      ),
      ("combining", .list(combining.map(\.json))),
      ("rows_before", .integer(recipe.rowsBefore)),
      ("steps", .list(recipe.steps.map(\.json))),
      ("rows_after", .integer(recipe.rowsAfter)),
    ])
  }
}

extension CombiningReport {
  fileprivate var json: JSONValue {
    .object([
      ("step", .text(step)),
      (
        "counts",
        .object(counts.map { ($0.what, .integer($0.number)) })
      ),
    ])
  }
}

extension StepReport {
  fileprivate var json: JSONValue {
    .object([
      ("step", .text(step)), ("line", .optional(place.line)),
      (
        "changed",
        .list(
          changes.map { change in
            .object([
              ("column", .optional(change.column)),
              (change.unit.rawValue, .integer(change.count)),
            ])
          })
      ),
      ("rows", .integer(rows)),
    ])
  }
}
