import Diagnostics

/// A fault in how lines are laid out, told from what the parser says and from
/// the lines there and before: the parser's own words name the rule that
/// broke, not the slip.
struct LayoutFault {
  /// The line of the slip, counted from 1.
  private(set) var line: Int
  /// Where in the line it is, counted from 1.
  private(set) var column = 1
  /// What is wrong, in a sentence.
  private(set) var message = ""
  /// What to do.
  private(set) var help: String

  /// The fault behind `problem`, in the parser's words, found at `line`;
  /// `nil` when the lines do not tell.
  init?(_ problem: String, line: Int, column: Int, text: String) {
    let lines = text.split(
      maxSplits: max(0, line), omittingEmptySubsequences: false,
      whereSeparator: breaksLine)
    guard lines.indices.contains(line - 1) else { return nil }
    self.line = line
    help =
      "keys of one mapping stand below each other, what belongs to a key"
      + " two spaces further in"
    let depth = Self.depth(of: lines[line - 1])
    // Comments and empty lines say nothing about the indentation.
    let before = lines[..<(line - 1)].lastIndex { !Self.isEmpty($0) }
    if problem.contains("mapping values") {
      if let before, depth > Self.depth(of: lines[before]),
        Self.hasSingleKey(lines[line - 1], before: column)
      {
        self.column = depth + 1
        message =
          "line \(line) is indented further than line \(before + 1), "
          + "which has a value already"
      } else {
        self.column = column
        message = "a text without quotes has a colon and a space in it"
        help = "put quotes around the text: \"…: …\""
      }
    } else if problem.contains("expected key")
      || problem.contains("'-' indicator")
    {
      guard column == depth + 1 else {
        self.column = column
        message = "the value ends before this text"
        help = "put all of the text between the quotes, or none of it"
        return
      }
      guard let before else { return nil }
      self.column = depth + 1
      message =
        problem.contains("'-'") && depth == Self.depth(of: lines[before])
        ? "line \(line) belongs to a list and does not begin with '- '"
        : "the indentation of line \(line) fits none of the lines above"
    } else if problem.contains("',' or") {
      let sign = problem.contains("'}'") ? "}" : "]"
      let opening: Character = sign == "}" ? "{" : "["
      let last = lines[..<line].lastIndex { content in
        content.count { $0 == opening }
          > content.count { "\(sign)".contains($0) }
      }
      guard let last, let place = lines[last].firstIndex(of: opening) else {
        return nil
      }
      self.line = last + 1
      self.column =
        lines[last].distance(from: lines[last].startIndex, to: place) + 1
      message = "'\(opening)' is not closed, or a comma is missing after it"
      help = "close it with '\(sign)', and put commas between its parts"
    } else if problem.contains("expected ':'") {
      guard let before else { return nil }
      self.line = before + 1
      self.column = Self.depth(of: lines[before]) + 1
      message = "line \(before + 1) has no colon, where a key is expected"
      help = "write 'key: value'"
    } else if problem.contains("end of stream") {
      let open = lines.firstIndex { content in
        !content.count { $0 == "\"" }.isMultiple(of: 2)
      }
      guard let open, let quote = lines[open].lastIndex(of: "\"") else {
        return nil
      }
      self.line = open + 1
      self.column =
        lines[open].distance(from: lines[open].startIndex, to: quote) + 1
      message = "the quote is not closed"
      help = "end the text with \""
    } else {
      return nil
    }
  }

  private static func depth(of line: Substring) -> Int {
    line.prefix { $0 == " " }.count
  }

  private static func isEmpty(_ line: Substring) -> Bool {
    let content = line.drop { $0 == " " }
    return content.isEmpty || content.first == "#"
  }

  /// Whether the colon at `column` is the first of the line.
  private static func hasSingleKey(
    _ line: Substring, before column: Int
  ) -> Bool {
    !line.prefix(max(0, column - 1)).contains(":")
  }

  /// The finding, with the line.
  func diagnostic(text: String, file: String) -> Diagnostic {
    Diagnostic(
      .unreadableYAML, at: Place(file: file, line: line, column: column),
      message,
      excerpt: excerpt(of: text, line: line, column: column, count: 1),
      help: help)
  }
}
