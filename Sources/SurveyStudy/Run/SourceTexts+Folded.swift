import Diagnostics

extension SourceTexts {
  /// Moves a fault in an expression that is written on several lines to the
  /// line and character of the file where it stands.
  ///
  /// The place of such a fault counts characters from where the expression
  /// begins; line breaks and indentations of the file are no part of it. Both
  /// texts are followed character by character, blanks left out. A text that
  /// differs in another way, such as by escapes, stays as it is.
  func placedInFoldedText(_ diagnostic: Diagnostic) -> Diagnostic {
    guard let own = diagnostic.excerpt, let place = diagnostic.place,
      let line = place.line, let column = place.column,
      let text = text(of: place.file)
    else { return diagnostic }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    var cursor = Cursor(
      lines: lines, line: line, column: column - own.columns.lowerBound + 1)
    cursor.skipBlockSign()
    let expression = Array(own.line)
    let target = own.columns.lowerBound - 1
    for (position, character) in expression.enumerated()
    where !character.isWhitespace {
      guard cursor.moveToText(), cursor.character == character else {
        return diagnostic
      }
      if position >= target {
        return moved(diagnostic, own, to: cursor, of: expression.count)
      }
      cursor.column += 1
    }
    return diagnostic
  }

  private func moved(
    _ diagnostic: Diagnostic, _ own: Diagnostic.Excerpt, to cursor: Cursor,
    of count: Int
  ) -> Diagnostic {
    var diagnostic = diagnostic
    diagnostic.place?.line = cursor.line
    diagnostic.place?.column = cursor.column
    let content = cursor.lines[cursor.line - 1]
    let rest = content.count - cursor.column + 1
    diagnostic.excerpt = Diagnostic.Excerpt(
      line: String(content),
      columns: cursor.column...cursor.column
        + max(0, min(own.columns.count, rest) - 1),
      label: own.label)
    return diagnostic
  }
}

/// A character of a file; lines and columns count from 1.
private struct Cursor {
  let lines: [Substring]
  var line: Int
  var column: Int

  var character: Character? {
    guard lines.indices.contains(line - 1), column >= 1 else { return nil }
    return lines[line - 1].dropFirst(column - 1).first
  }

  /// Goes on to the next character that is no blank.
  mutating func moveToText() -> Bool {
    while lines.indices.contains(line - 1) {
      guard let character else {
        line += 1
        column = 1
        continue
      }
      if !character.isWhitespace { return true }
      column += 1
    }
    return false
  }

  /// Leaves out the `>` or `|` with which YAML begins a text of several
  /// lines. It counts as a quotation mark, behind which the text begins.
  mutating func skipBlockSign() {
    let before = Cursor(lines: lines, line: line, column: column - 1).character
    let signs: Set<Character> = [">", "|"]
    guard before.map(signs.contains) == true,
      character.map({ "-+ #".contains($0) || $0.isNumber }) ?? true
    else { return }
    line += 1
    column = 1
  }
}
