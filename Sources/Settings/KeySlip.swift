import Diagnostics

/// A key whose colon YAML does not see: a full-width one, as Chinese input
/// methods write it, or one without a space after it.
struct KeySlip {
  /// The word before the colon.
  var key: String
  /// Whether the colon is full-width.
  var isWide: Bool

  /// The slip that `text` begins with, if it looks like a key with a value.
  init?(_ text: some StringProtocol) {
    guard let colon = text.firstIndex(where: { $0 == ":" || $0 == "：" }),
      colon != text.startIndex,
      text.distance(from: text.startIndex, to: colon) <= 40
    else { return nil }
    let key = text[..<colon]
    let isWord = key.allSatisfy {
      $0.isLetter || $0.isNumber || "-_. ".contains($0)
    }
    guard isWord, key.last != " " else { return nil }
    isWide = text[colon] == "："
    if !isWide {
      let rest = text[text.index(after: colon)...]
      // Nothing or a space is as it should be; `http://` is an address.
      guard let next = rest.first, !next.isWhitespace, !rest.hasPrefix("//")
      else { return nil }
    }
    self.key = String(key)
  }

  /// The slip at the line `number` of `lines`, counted from 1, with the
  /// character where it begins.
  init?(line number: Int, of lines: [Substring]) {
    guard lines.indices.contains(number - 1) else { return nil }
    let content = lines[number - 1].drop { $0 == " " || $0 == "-" }
    self.init(content)
  }

  /// What is wrong, in a sentence.
  var message: String {
    isWide
      ? "the full-width colon '：' after '\(key)' does not separate a key "
        + "from its value"
      : "there is no space after the colon of '\(key):'"
  }

  /// What to write instead.
  var help: String {
    "write '\(key): ' with an ASCII colon and a space after it"
  }
}

/// The slip that explains why `text` cannot be read up to `line`: a tab in an
/// indentation or a colon of the lines just above.
func slipDiagnostic(
  in text: String, upTo line: Int, file: String, looksForColons: Bool
) -> Diagnostic? {
  let lines = text.split(
    maxSplits: line + 1, omittingEmptySubsequences: false,
    whereSeparator: breaksLine)
  for number in [line, line - 1] where lines.indices.contains(number - 1) {
    let indentation = lines[number - 1].prefix { $0 == " " || $0 == "\t" }
    guard let tab = indentation.firstIndex(of: "\t") else { continue }
    let column =
      indentation.distance(from: indentation.startIndex, to: tab) + 1
    return Diagnostic(
      .unreadableYAML, at: Place(file: file, line: number, column: column),
      "the line is indented with a tab",
      excerpt: excerpt(of: text, line: number, column: column, count: 1),
      help: "use spaces for the indentation")
  }
  guard looksForColons else { return nil }
  for number in stride(from: line, through: max(1, line - 5), by: -1) {
    guard let slip = KeySlip(line: number, of: lines) else { continue }
    let content = lines[number - 1]
    let column =
      content.prefix { $0 == " " || $0 == "-" }.count + slip.key.count + 1
    return Diagnostic(
      .unreadableYAML, at: Place(file: file, line: number, column: column),
      slip.message,
      excerpt: excerpt(of: text, line: number, column: column, count: 1),
      help: slip.help)
  }
  return nil
}
