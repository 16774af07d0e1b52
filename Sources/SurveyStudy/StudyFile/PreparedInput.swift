import Diagnostics
import Settings
import SurveyData

/// A file that the log of a prepared table names, with its hash.
struct PreparedInput: Sendable {
  var path: String
  var sha256: String
  var place: Place
}

/// Reads the key `prepared` of a log: the files that it was written for. The
/// rest says what was done, and is there to be read by people.
func preparedInputs(_ reader: SettingsReader) -> [PreparedInput] {
  reader.acceptMapping("prepared")
  guard let prepared = reader.reader("prepared") else { return [] }
  return (prepared.list("inputs") ?? []).compactMap { node in
    let input = SettingsReader(
      node, subject: "an input of the log", log: reader.log)
    defer { input.finish() }
    guard let path = input.requiredString("path"),
      let sha256 = input.requiredString("sha256")
    else { return nil }
    return PreparedInput(path: path, sha256: sha256, place: node.place)
  }
}

extension Workspace {
  /// Reports files that are not those that a log was written for.
  func checkPreparedInputs(log: DiagnosticLog) {
    for expected in study.preparedInputs {
      guard let input = inputs.first(where: { $0.path == expected.path }),
        input.sha256 != expected.sha256
      else { continue }
      log.report(
        Diagnostic(
          .preparedInput, .warning, at: expected.place,
          "'\(input.path)' is not the file that the log was written for",
          zh: "“\(input.path)”不是处理记录所对应的文件",
          notes: [
            "its SHA-256 is \(input.sha256)",
            "the log names \(expected.sha256)",
          ],
          help: "the steps run on the file as it is now"))
    }
  }
}
