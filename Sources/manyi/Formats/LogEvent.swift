import Diagnostics
import SurveyStudy

/// A line of a log for other programs.
///
/// `event` is `started`, `finished`, `diagnostic`, `summary`, or with
/// `--watch` also `watching` and `changed`. More keys may be added at the
/// end; none changes its meaning while `schema` stays the same.
struct LogEvent {
  private let fields: [(key: String, value: JSONValue)]

  init(_ event: String, _ fields: [(key: String, value: JSONValue)]) {
    self.fields =
      [("schema", .integer(1)), ("event", .text(event))]
      + fields.filter { $0.key != "schema" }
  }

  /// A finding, of a study where there are several.
  init(_ finding: Diagnostic, study: String? = nil) {
    var fields: [(key: String, value: JSONValue)] = []
    if case .object(let pairs) = finding.json { fields = pairs }
    if let study { fields.insert(("study", .text(study)), at: 0) }
    self.init("diagnostic", fields)
  }

  /// The event with its line break.
  var line: String { JSONValue.object(fields).lineText + "\n" }
}

extension JSONValue {
  /// A document as events: its findings, then the rest of it as the summary.
  func events(of command: String) -> String {
    guard case .object(let pairs) = self else { return "" }
    var lines = ""
    var rest: [(key: String, value: JSONValue)] = []
    for pair in pairs {
      if pair.key == "diagnostics", case .list(let findings) = pair.value {
        for case .object(let fields) in findings {
          lines += LogEvent("diagnostic", fields).line
        }
      } else {
        rest.append(pair)
      }
    }
    return lines
      + LogEvent("summary", [("command", .text(command))] + rest).line
  }
}

extension Console {
  /// Writes a document for other programs, whole or as events.
  func print(
    _ document: JSONValue, as format: OutputFormat, command: String
  ) {
    if format == .jsonl {
      print(document.events(of: command))
    } else {
      document.writeFile { write($0) }
    }
  }
}
