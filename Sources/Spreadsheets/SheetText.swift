import CellText

/// A text that a cell may hold.
///
/// Line breaks and tabs become spaces; characters that XML forbids become
/// U+FFFD; `_x0041_`, which spreadsheets would read as `A`, is protected; a
/// text longer than 32,767 UTF-16 units, which no cell holds, is cut.
func cellText(_ text: String) -> String {
  let limit = 32_767
  if text.utf8.count <= limit, isPlainCell(text) { return text }
  var result = ""
  var length = 0
  for scalar in text.replacing("\r\n", with: " ").unicodeScalars {
    let kept: Unicode.Scalar
    switch scalar {
    case "\t", "\n", "\r", "\u{B}", "\u{C}", "\u{85}", "\u{2028}",
      "\u{2029}":
      kept = " "
    case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}":
      kept = "\u{FFFD}"
    default: kept = scalar
    }
    length += kept.value > 0xFFFF ? 2 : 1
    result.unicodeScalars.append(kept)
  }
  if length > limit { result = cut(result, to: limit - 1) + "…" }
  return result.replacing(/_x[0-9A-Fa-f]{4}_/) { "_x005F" + $0.output }
}

/// Whether a text surely holds nothing that a cell may not, as nearly all do.
private func isPlainCell(_ text: String) -> Bool {
  var (before, last): (UInt8, UInt8) = (0, 0)
  for byte in text.utf8 {
    switch (before, last, byte) {
    case (_, _, ..<0x20), (_, _, 0x7F), (_, 0xC2, ..<0xA0),
      (0xE2, 0x80, 0xA8...0xA9), (0xEF, 0xBF, 0xBE...0xBF),
      (_, UInt8(ascii: "_"), UInt8(ascii: "x")):
      return false
    default: (before, last) = (last, byte)
    }
  }
  return true
}

/// The start of a text that has at most `units` UTF-16 units.
func cut(_ text: String, to units: Int) -> String {
  var result = ""
  var length = 0
  for character in text {
    length += character.utf16.count
    if length > units { break }
    result.append(character)
  }
  return result
}

/// Whether somebody who edits the cell in a spreadsheet would make another
/// text of it without wanting to: a formula, or one without its apostrophe.
func changesWhenEdited(_ text: String) -> Bool {
  looksLikeFormula(text) || text.drop(while: { $0 == " " }).hasPrefix("'")
}

/// Gives out names of sheets that are legal and differ.
public struct SheetNames: Sendable {
  private var taken: Set<String> = []

  /// Starts without any name.
  public init() {}

  /// A name close to `wish`: at most 31 UTF-16 units, without `[]:*?/\` and
  /// control characters, without an apostrophe at its ends, and not one that
  /// was given out already, be it in other case.
  public mutating func name(_ wish: String) -> String {
    var clean = ""
    for scalar in cellText(wish).unicodeScalars {
      switch scalar {
      case "[": clean += "("
      case "]": clean += ")"
      case ":", "*", "?", "/", "\\": clean += "-"
      case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}", "\u{200B}",
        "\u{FEFF}":
        break
      default: clean.unicodeScalars.append(scalar)
      }
    }
    clean = Self.trimmed(clean)
    if clean.isEmpty || ["history", "历史记录"].contains(clean.lowercased()) {
      clean = "_" + clean
    }
    var name = Self.shortened(clean, ending: "")
    var number = 2
    while !taken.insert(name.lowercased()).inserted {
      name = Self.shortened(clean, ending: " (\(number))")
      number += 1
    }
    return name
  }

  private static func shortened(_ text: String, ending: String) -> String {
    let room = 31 - ending.utf16.count
    guard text.utf16.count > room else { return text + ending }
    return trimmed(wholeWords(text, within: room - 1)) + "…" + ending
  }

  /// As many whole words as fit into `units` UTF-16 units, without one at the
  /// end that waits for the next, such as `of`; where a single word fills the
  /// room, and in writing without blanks, as many characters.
  public static func wholeWords(_ text: String, within units: Int) -> String {
    let start = cut(text, to: units)
    let next = text.dropFirst(start.count).first
    var words = start.split(separator: " ", omittingEmptySubsequences: true)
    // Writing without blanks is cut anywhere, after a blank too.
    let isCutInWord =
      next != nil && next != " " && start.last?.isASCII == true
      && next?.isASCII == true
    if isCutInWord, words.count > 1 { words.removeLast() }
    while words.count > 1, let last = words.last,
      waiting.contains(last.lowercased())
        || last.allSatisfy({ $0.isPunctuation || $0.isSymbol })
    {
      words.removeLast()
    }
    let kept = words.joined(separator: " ")
    // One very long word in the middle would leave next to nothing.
    let result = kept.utf16.count * 3 < units ? start : kept
    let open = ",;:-–—(，、；：（《“"
    return String(result.reversed().drop { open.contains($0) }.reversed())
  }

  /// Words that nobody ends with.
  private static let waiting: Set<String> = [
    "a", "an", "the", "of", "by", "in", "on", "at", "to", "for", "and", "or",
    "with", "from", "how", "what", "which", "that", "is", "are", "between",
  ]

  private static func trimmed(_ text: String) -> String {
    var text = text[...]
    while let first = text.first, first == " " || first == "'" {
      text.removeFirst()
    }
    while let last = text.last, last == " " || last == "'" {
      text.removeLast()
    }
    return String(text)
  }
}

/// Gives out names of tables that are legal and differ.
struct TableNames {
  private var taken: Set<String> = []

  /// A name close to `wish`, which never looks like the address of a cell.
  mutating func name(_ wish: String) -> String {
    var clean = "T_"
    for scalar in wish.unicodeScalars.prefix(200) {
      let isFine =
        scalar == "_" || scalar.isASCII && scalar.properties.isAlphabetic
        || ("0"..."9").contains(scalar)
      clean.unicodeScalars.append(isFine ? scalar : "_")
    }
    var name = clean
    var number = 2
    while !taken.insert(name.lowercased()).inserted {
      name = "\(clean)_\(number)"
      number += 1
    }
    return name
  }
}

/// Headings as spreadsheets demand them: none empty, none twice in any case,
/// none longer than 255 UTF-16 units.
func tableHeadings(_ headings: [String]) -> [String] {
  var taken: Set<String> = []
  return headings.map { heading in
    let clean = cut(cellText(heading), to: 240)
    let base = clean.allSatisfy(\.isWhitespace) ? "–" : clean
    var name = base
    var number = 2
    while !taken.insert(name.lowercased()).inserted {
      name = "\(base) (\(number))"
      number += 1
    }
    return name
  }
}
