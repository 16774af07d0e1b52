/// Whether a spreadsheet could run the text as a formula: it begins with
/// `=`, `+`, `-`, `@`, their full-width forms, a tab or a line break, be it
/// after quotes, spaces or a byte order mark.
///
/// This is the one rule for every file that a spreadsheet opens.
public func looksLikeFormula(_ text: some StringProtocol) -> Bool {
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"", "'", " ", "\u{A0}", "\u{3000}", "\u{FEFF}", "\u{0}": continue
    case "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠":
      return true
    default: return false
    }
  }
  return false
}

/// The text with an apostrophe before it where a spreadsheet could run it.
public func withFormulaGuard(_ text: String) -> String {
  looksLikeFormula(text) ? "'" + text : text
}

/// The text as a field of CSV (RFC 4180): quoted where it holds a comma, a
/// quote, a line break or a space at an end. A NUL, which ends the text for
/// many programs, becomes U+FFFD.
public func csvField(_ text: String) -> String {
  let text =
    text.utf8.contains(0) ? text.replacing("\u{0}", with: "\u{FFFD}") : text
  let needsQuotes =
    text.utf8.contains {
      $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"")
        || $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r")
    } || text.hasPrefix(" ") || text.hasSuffix(" ")
  guard needsQuotes else { return text }
  guard text.utf8.contains(UInt8(ascii: "\"")) else {
    return "\"" + text + "\""
  }
  return "\"" + text.replacing("\"", with: "\"\"") + "\""
}

/// Whether a character could steer a terminal, change the order of a line or
/// hide in it: control characters, line separators, marks of writing
/// direction, characters without width, soft hyphens, fillers, tags and what
/// is no character.
///
/// This is the one list for the terminal, for JSON and for addresses.
public func isHidden(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x20..<0x7F, 0xA0..<0xAD: false
  case 0..<0x20, 0x7F..<0xA0, 0xAD, 0x34F, 0x61C, 0x115F...0x1160,
    0x17B4...0x17B5, 0x180B...0x180E, 0x200B...0x200F, 0x2028...0x202E,
    0x2060...0x206F, 0x3164, 0xFEFF, 0xFFA0, 0xFFF0...0xFFFB, 0xFFFE...0xFFFF,
    0x1D173...0x1D17A, 0xE0000...0xE007F:
    true
  default: false
  }
}
