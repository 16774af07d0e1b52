import Diagnostics

/// Returns the line of `text` that a diagnostic points at, with `count`
/// characters marked from `column` on, or `nil` when there is no such line.
public func excerpt(
  of text: String, line: Int, column: Int, count: Int, label: String? = nil
) -> Diagnostic.Excerpt? {
  let lines = text.split(
    maxSplits: max(0, line), omittingEmptySubsequences: false,
    whereSeparator: breaksLine)
  guard line >= 1, line <= lines.count else { return nil }
  let content = lines[line - 1]
  let first = min(max(1, column), content.count + 1)
  return Diagnostic.Excerpt(
    line: String(content), columns: first...max(first, first + count - 1),
    label: label)
}

/// Whether a character ends a line of YAML: a form feed does not.
func breaksLine(_ character: Character) -> Bool {
  ["\n", "\r", "\r\n", "\u{85}", "\u{2028}", "\u{2029}"].contains(character)
}
