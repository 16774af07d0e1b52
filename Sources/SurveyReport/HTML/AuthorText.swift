/// The author's own text: a small part of Markdown.
///
/// Paragraphs are parted by empty lines. A line that begins with `#` is a
/// heading below that of its section; lines that begin with `- ` or `1. ` are
/// items; lines in `|` are a table when the second one is a rule. Inside a
/// text `**strong**`, `*emphasis*`, `` `code` `` and `[words](address)` are
/// known, and `\` takes a mark literally. Everything else is text: HTML is
/// shown as it is written, images are not loaded, and an address that is not
/// `https:`, `http:`, `mailto:` or a place of the page stays text.
struct AuthorText: Sendable {
  private let lines: [Substring]

  /// Takes a text.
  init(_ text: String) {
    lines = text.split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline)
  }

  /// The blocks of the text.
  var blocks: [HTML] {
    var blocks: [HTML] = []
    var index = 0
    while index < lines.count {
      let line = Self.trimmed(lines[index])
      if line.isEmpty {
        index += 1
      } else if let heading = Self.heading(line) {
        blocks.append(heading)
        index += 1
      } else if Self.isTable(lines[index...]) {
        blocks.append(table(&index))
      } else if Self.item(line) != nil {
        blocks.append(list(&index))
      } else {
        blocks.append(paragraph(&index))
      }
    }
    return blocks
  }

  // MARK: - Blocks

  private static func heading(_ line: Substring) -> HTML? {
    let level = line.prefix { $0 == "#" }.count
    guard (1...4).contains(level), line.dropFirst(level).first == " " else {
      return nil
    }
    let words = trimmed(line.dropFirst(level))
    // Below the heading of the section, which is the second level.
    return HTML(level < 3 ? "h3" : "h4", [:], inline(words))
  }

  private func paragraph(_ index: inout Int) -> HTML {
    var found: [Substring] = []
    while index < lines.count {
      let line = Self.trimmed(lines[index])
      let ends =
        line.isEmpty || Self.heading(line) != nil || Self.item(line) != nil
        || Self.isTable(lines[index...])
      if ends, !found.isEmpty || line.isEmpty { break }
      found.append(line)
      index += 1
    }
    return HTML("p", [:], Self.inline(found.joined(separator: "\n")[...]))
  }

  private static func item(
    _ line: Substring
  ) -> (isNumbered: Bool, text: Substring)? {
    if let mark = line.first, "-*+".contains(mark),
      line.dropFirst().first == " "
    {
      return (false, trimmed(line.dropFirst(2)))
    }
    let digits = line.prefix { $0.isASCII && $0.isNumber }
    let rest = line.dropFirst(digits.count)
    guard (1...4).contains(digits.count), let mark = rest.first,
      mark == "." || mark == ")", rest.dropFirst().first == " "
    else { return nil }
    return (true, trimmed(rest.dropFirst(2)))
  }

  /// A list; items that stand further in are a list inside the last item.
  private func list(_ index: inout Int) -> HTML {
    let indent = Self.indent(lines[index])
    let isNumbered = Self.item(Self.trimmed(lines[index]))?.isNumbered ?? false
    var items: [HTML] = []
    var text = ""
    var inside: [HTML] = []
    func close() {
      guard !text.isEmpty else { return }
      items.append(HTML("li", [:], [Self.inline(text[...])] + inside))
      (text, inside) = ("", [])
    }
    while index < lines.count {
      let line = Self.trimmed(lines[index])
      let depth = Self.indent(lines[index])
      if line.isEmpty || depth < indent { break }
      if let item = Self.item(line) {
        if depth > indent + 1, !text.isEmpty {
          inside.append(list(&index))
          continue
        }
        if item.isNumbered != isNumbered { break }
        close()
        text = String(item.text)
      } else {
        text += "\n" + line
      }
      index += 1
    }
    close()
    return HTML(isNumbered ? "ol" : "ul", [:], items)
  }

  private static func isTable(_ lines: ArraySlice<Substring>) -> Bool {
    guard lines.count > 1, let first = lines.first, first.contains("|") else {
      return false
    }
    let rule = trimmed(lines[lines.startIndex + 1])
    return rule.contains("|") && rule.contains("-")
      && rule.allSatisfy { "|-: ".contains($0) }
  }

  private func table(_ index: inout Int) -> HTML {
    func cells(_ line: Substring) -> [Substring] {
      var line = Self.trimmed(line)
      if line.first == "|" { line = line.dropFirst() }
      if line.last == "|" { line = line.dropLast() }
      return line.split(separator: "|", omittingEmptySubsequences: false)
        .map(Self.trimmed)
    }
    let head = cells(lines[index])
    let sides = cells(lines[index + 1]).map { $0.hasSuffix(":") }
    index += 2
    var rows: [HTML] = []
    func row(_ name: String, _ texts: [Substring]) -> HTML {
      HTML(
        "tr", [:],
        head.indices.map { column in
          let isNumber = sides.indices.contains(column) && sides[column]
          return HTML(
            name,
            [
              "scope": name == "th" ? "col" : nil,
              "class": isNumber ? "number" : nil,
            ], Self.inline(texts.indices.contains(column) ? texts[column] : ""))
        })
    }
    while index < lines.count, !Self.trimmed(lines[index]).isEmpty,
      lines[index].contains("|")
    {
      rows.append(row("td", cells(lines[index])))
      index += 1
    }
    return HTML(
      "div", ["class": "scroll"],
      HTML(
        "table", ["class": "plain"],
        HTML("thead", [:], row("th", head)), HTML("tbody", [:], rows)))
  }

  private static func indent(_ line: Substring) -> Int {
    line.prefix { $0 == " " }.count
  }

  private static func trimmed(_ line: Substring) -> Substring {
    var line = line.drop(while: \.isWhitespace)
    while line.last?.isWhitespace ?? false { line = line.dropLast() }
    return line
  }

  // MARK: - Inside a text

  /// The marks inside a text; one that is not closed stands for itself.
  private static func inline(_ text: Substring) -> HTML {
    var pieces: [HTML] = []
    var plain = ""
    var rest = text
    func flush() {
      if !plain.isEmpty { pieces.append(HTML(unfolded(plain))) }
      plain = ""
    }
    while let character = rest.first {
      if character == "\\", let next = rest.dropFirst().first,
        next.isPunctuation || next.isSymbol
      {
        plain.append(next)
        rest = rest.dropFirst(2)
      } else if let (piece, after) = marked(rest) {
        flush()
        pieces.append(piece)
        rest = after
      } else {
        // A run of marks that opens nothing is text as a whole.
        let run = rest.prefix { $0 == character && "*`".contains($0) }
        plain += run.isEmpty ? Substring("\(character)") : run
        rest = rest.dropFirst(max(1, run.count))
      }
    }
    flush()
    return .all(pieces)
  }

  private static func marked(
    _ text: Substring
  ) -> (piece: HTML, rest: Substring)? {
    func between(_ mark: String) -> (inside: Substring, rest: Substring)? {
      guard text.hasPrefix(mark) else { return nil }
      let inside = text.dropFirst(mark.count)
      guard let first = inside.first, !first.isWhitespace,
        let end = inside.firstRange(of: mark),
        end.lowerBound > inside.startIndex
      else { return nil }
      return (inside[..<end.lowerBound], inside[end.upperBound...])
    }
    switch text.first {
    case "`":
      return between("`").map {
        (HTML("code", [:], HTML(String($0.inside))), $0.rest)
      }
    case "*":
      if text.hasPrefix("**") {
        return between("**").map {
          (HTML("strong", [:], inline($0.inside)), $0.rest)
        }
      }
      return between("*").map { (HTML("em", [:], inline($0.inside)), $0.rest) }
    case "[": return link(text)
    default: return nil
    }
  }

  private static func link(
    _ text: Substring
  ) -> (piece: HTML, rest: Substring)? {
    guard let middle = text.firstRange(of: "]("),
      let end = text[middle.upperBound...].firstIndex(of: ")")
    else { return nil }
    let words = text[text.index(after: text.startIndex)..<middle.lowerBound]
    let address = text[middle.upperBound..<end]
    guard isKnown(address), !words.isEmpty, !words.contains("["),
      !address.contains(where: { $0.isWhitespace || $0 == "(" })
    else { return nil }
    return (
      HTML("a", ["href": String(address)], inline(words)),
      text[text.index(after: end)...]
    )
  }

  /// Whether a link may lead to an address.
  private static func isKnown(_ address: Substring) -> Bool {
    let start = address.lowercased()
    return ["https://", "http://", "mailto:", "#"].contains {
      start.hasPrefix($0)
    }
  }

  /// The text as Markdown for a notebook: HTML is text there too, images are
  /// links, and links to anything else than `blocks` knows are text.
  var markdown: String {
    lines.map { line in
      var text = ""
      var rest = line
      while let character = rest.first {
        switch character {
        case "&": text += "&amp;"
        case "<": text += "&lt;"
        case ">": text += "&gt;"
        case "$": text += "\\$"
        case "!" where rest.dropFirst().first == "[": text += "\\!"
        case "]" where rest.hasPrefix("](") && !Self.isKnown(rest.dropFirst(2)):
          text += "\\]"
        default: text.append(character)
        }
        rest = rest.dropFirst()
      }
      return text
    }.joined(separator: "\n")
  }
}
