import Settings
import SurveyData
import SurveyImport

extension SettingsNode {
  /// The YAML of a value below a key that stands at `indentation`, with the
  /// line break or the blank before it.
  func yaml(indentation: Int) -> String {
    let blanks = String(repeating: " ", count: indentation)
    switch content {
    case .scalar(let text, let isQuoted):
      // A plain text is written as it stood; a folded one is quoted.
      return " " + (isQuoted || text.contains("\n") ? quotedYAML(text) : text)
        + "\n"
    case .list(let items):
      if items.isEmpty { return " []\n" }
      return "\n"
        + items.map { item in
          switch item.content {
          case .scalar: blanks + "-" + item.yaml(indentation: indentation + 2)
          case .list, .map:
            // The first key stands beside the dash.
            blanks + "- "
              + String(
                item.yaml(indentation: indentation + 2)
                  .drop { $0 == "\n" || $0 == " " })
          }
        }.joined()
    case .map(let entries):
      if entries.isEmpty { return " {}\n" }
      return "\n"
        + entries.map { entry in
          blanks + yamlScalar(entry.key) + ":"
            + entry.value.yaml(indentation: indentation + 2)
        }.joined()
    }
  }
}

/// A text in quotes, whatever it holds.
private func quotedYAML(_ text: String) -> String {
  let scalar = yamlScalar(text)
  return scalar.hasPrefix("\"") ? scalar : "\"\(scalar)\""
}

extension JSONValue {
  /// The value on one line, which is YAML too.
  var yamlLine: String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .number(let value): plainText(value)
    case .text(let text): yamlScalar(text)
    case .list(let items): "[\(items.map(\.yamlLine).joined(separator: ", "))]"
    case .items(let items):
      JSONValue.list((0..<items.count).map(items.item)).yamlLine
    case .written: lineText
    case .object(let pairs):
      "{"
        + pairs.map { "\(yamlScalar($0.key)): \($0.value.yamlLine)" }
        .joined(separator: ", ") + "}"
    }
  }
}
