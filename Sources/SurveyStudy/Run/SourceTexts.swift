import Diagnostics
import Settings
import Synchronization

/// The text of study files and codebooks, to show the line that a finding
/// points at.
final class SourceTexts: Sendable {
  private let texts = Mutex<[String: String]>([:])
  private let values = Mutex<[(name: String, value: String)]>([])

  /// Keeps the text of a file under the name that places use.
  func add(_ text: String, file: String) {
    texts.withLock { $0[file] = text }
  }

  /// Keeps what `${name}` stands for.
  func add(_ parameters: StudyParameters) {
    values.withLock { $0 = parameters.values }
  }

  /// What the parameters of a line stand for.
  private func notes(on line: String?) -> [String] {
    guard let line, line.contains("${") else { return [] }
    return values.withLock { $0 }
      .filter { line.contains("${\($0.name)}") }
      .map { "${\($0.name)} is \($0.value) here" }
  }

  /// The line at `place` with the word marked that starts there.
  func excerpt(
    at place: Place?, label: String? = nil
  ) -> Diagnostic.Excerpt? {
    // With the name of a table column the place counts fields.
    guard let place, place.columnName == nil, let line = place.line,
      let column = place.column,
      let text = texts.withLock({ $0[place.file] }),
      let plain = Settings.excerpt(
        of: text, line: line, column: column, count: 1, label: label)
    else { return nil }
    let rest = plain.line.dropFirst(column - 1)
    return Settings.excerpt(
      of: text, line: line, column: column, count: max(1, wordLength(rest)),
      label: label)
  }

  /// Completes a finding as the study's files allow: with the line and with
  /// what the parameters in it stand for.
  func completing(_ diagnostic: Diagnostic) -> Diagnostic {
    var result = withLine(diagnostic)
    let line =
      excerpt(at: diagnostic.place)?.line ?? result.excerpt?.line
    if result.code != .unusedParameter { result.notes += notes(on: line) }
    return result
  }

  /// Adds the line to a finding in one of the files that has none, and puts
  /// the line of the file in the place of a condition shown by itself.
  private func withLine(_ diagnostic: Diagnostic) -> Diagnostic {
    var diagnostic = diagnostic
    guard let own = diagnostic.excerpt else {
      diagnostic.excerpt = excerpt(at: diagnostic.place)
      return diagnostic
    }
    guard diagnostic.code.id.hasPrefix("S"),
      let found = excerpt(at: diagnostic.place)
    else { return placedInFoldedText(diagnostic) }
    let marked = own.line.dropFirst(own.columns.lowerBound - 1)
      .prefix(own.columns.count)
    let start = found.columns.lowerBound
    if found.line.dropFirst(start - 1).hasPrefix(marked) {
      diagnostic.excerpt = Diagnostic.Excerpt(
        line: found.line,
        columns: start...max(start, start + own.columns.count - 1),
        label: own.label)
      return diagnostic
    }
    return placedInFoldedText(diagnostic)
  }

  /// The text of a file that was added.
  func text(of file: String) -> String? { texts.withLock { $0[file] } }

  private func wordLength(_ text: Substring) -> Int {
    guard let first = text.first else { return 1 }
    if first == "\"" || first == "'" {
      let rest = text.dropFirst()
      guard let end = rest.firstIndex(of: first) else { return text.count }
      return rest[..<end].count + 2
    }
    if "[{".contains(first) { return 1 }
    let word = text.prefix { !",]}#".contains($0) }
    let key = word.firstRange(of: ": ").map { word[..<$0.lowerBound] } ?? word
    let trimmed = key.hasSuffix(":") ? key.dropLast() : key
    return trimmed.count - trimmed.reversed().prefix { $0 == " " }.count
  }
}
