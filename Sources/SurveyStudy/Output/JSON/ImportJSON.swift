import SurveyImport

extension SingleImport {
  /// What `manyi import --json` prints, also for a file that was refused.
  public var json: JSONValue {
    .object([
      ("file", .text(file)),
      ("format", .optional(recognition?.format.name)),
      ("bytes", .optional(recognition?.byteCount)),
      ("encoding", .optional(recognition?.encoding?.name)),
      ("dialect", recognition?.dialect?.json ?? .null),
      ("profile", .optional(recognition?.profile?.name)),
      ("compression", .optional(recognition?.compression?.name)),
      ("columns", .list(columns.map(\.json))),
      ("rows", error == nil ? .integer(rowsKept) : .null),
      ("rows_read", error == nil ? .integer(rowsRead) : .null),
      (
        "rejected",
        .list(
          rejected.map {
            .object([("line", .integer($0.line)), ("code", .text($0.code))])
          })
      ),
      ("warnings", .list(warnings.map { .text($0) })),
      ("error", .optional(error)),
      ("reasons", reasons),
      ("diagnostics", .list(findings.map(\.json))),
      ("schema", .integer(1)),
      ("version", .text(manyiVersion)),
    ])
  }

  private var reasons: JSONValue {
    guard let recognition else { return .object([]) }
    let named: [(String, ImportRecognition.Choice?)] = [
      ("format", recognition.format), ("compression", recognition.compression),
      ("encoding", recognition.encoding),
      ("delimiter", recognition.delimiter), ("profile", recognition.profile),
    ]
    let pairs = named.compactMap { key, choice -> (String, JSONValue)? in
      guard let choice, !choice.reason.isEmpty else { return nil }
      return (key, .text(choice.reason))
    }
    let others = recognition.others.map { ($0.name, JSONValue.text($0.reason)) }
    return .object(pairs + others)
  }
}

extension Dialect {
  fileprivate var json: JSONValue {
    func sign(_ byte: UInt8?) -> JSONValue {
      .optional(byte.map { String(Character(Unicode.Scalar($0))) })
    }
    return .object([
      ("delimiter", sign(delimiter)), ("quote", sign(quote)),
      ("escape", sign(escape)), ("doublequote", .bool(doublesQuotes)),
      ("comment", sign(comment)), ("header", .bool(hasHeader)),
      ("skip_lines", .integer(skippedLines)),
      ("duplicates", .text(duplicates.rawValue)),
      ("bare_quote", .text(bareQuotes.rawValue)),
      ("max_field_bytes", .integer(maximumFieldBytes)),
      ("max_columns", .integer(maximumColumns)),
      ("line_ends", .object(lineEnds.map { ($0.name, .integer($0.count)) })),
    ])
  }
}

extension ColumnSummary {
  fileprivate var json: JSONValue {
    .object([
      ("name", .text(name)), ("header", .optional(header)),
      ("type", .text(type)), ("label", .localized(label)),
      ("valid", .integer(valid)),
      (
        "missing",
        .object(missing.map { ($0.reason.name, .integer($0.count)) })
      ),
      ("distinct", .optional(distinct)), ("min", .optional(minimum)),
      ("max", .optional(maximum)), ("mean", .optional(mean)),
      (
        "values",
        .list(
          answers.map { answer in
            .object([
              ("value", .text(answer.value)),
              ("label", .localized(answer.label)),
              ("count", .integer(answer.count)),
            ])
          })
      ),
    ])
  }
}
