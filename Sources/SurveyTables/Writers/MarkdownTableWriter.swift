import SVG

/// Writes a table in GitHub's Markdown: one line of headings, with the
/// spanners' labels before the columns' (`Gender / Male`), and every label
/// escaped. Columns are padded so that the source lines up in a terminal,
/// Chinese included.
public struct MarkdownTableWriter: TableWriter {
  /// Creates a writer.
  public init() {}

  /// The extension of the file.
  public var fileExtension: String { "md" }

  /// The Markdown text.
  public func text(of table: LaidTable) -> String {
    let layout = table.layout
    let table = layout.table
    var blocks: [String] = []
    if !table.title.isEmpty { blocks.append(Markdown.bold(table.title)) }
    if let subtitle = table.subtitle, !subtitle.isEmpty {
      blocks.append(Markdown.paragraph(subtitle))
    }
    if let mark = table.mark, !mark.isEmpty {
      blocks.append(Markdown.bold(mark))
    }
    blocks.append(grid(layout))
    if layout.lines.isEmpty {
      blocks.append(Markdown.paragraph(table.words.noRows))
    }
    for note in layout.endNotes {
      let text = Markdown.paragraph(note.text)
      blocks.append(
        note.mark.map { "\(Markdown.superscript([$0])) \(text)" } ?? text)
    }
    return blocks.joined(separator: "\n\n") + "\n"
  }

  // MARK: - Grid

  private func grid(_ layout: TableLayout) -> String {
    var rows = [headings(layout)]
    rows += layout.lines.map { cells(of: $0, layout) }
    let isTrailing =
      [false] + layout.leaves.map { $0.alignment == .trailing }
    let isCentred = [false] + layout.leaves.map { $0.alignment == .center }
    var cellWidths = rows.map { $0.map(cellWidth) }
    let widths = isTrailing.indices.map { column in
      cellWidths.reduce(3) { max($0, $1[column]) }
    }
    let rule = isTrailing.indices.map { column in
      let dashes = String(
        repeating: "-", count: widths[column] - (isTrailing[column] ? 1 : 0))
      if isCentred[column] { return ":" + dashes.dropFirst(2) + ":" }
      return isTrailing[column] ? dashes + ":" : dashes
    }
    rows.insert(rule, at: 1)
    cellWidths.insert(widths, at: 1)
    let spaces = widths.map { String(repeating: " ", count: $0) }
    var text = ""
    for (row, taken) in zip(rows, cellWidths) {
      text += text.isEmpty ? "|" : "\n|"
      for column in row.indices {
        let space = spaces[column].utf8.dropFirst(taken[column])
        text += " "
        if isTrailing[column] { text += Substring(space) }
        text += row[column]
        if !isTrailing[column] { text += Substring(space) }
        text += " |"
      }
    }
    return text
  }

  private func headings(_ layout: TableLayout) -> [String] {
    [Markdown.escaped(layout.table.stubHeading)]
      + layout.leaves.map { leaf in
        layout.flattened(leaf) { heading in
          Markdown.escaped(heading.label) + Markdown.superscript(heading.marks)
        }
      }
  }

  private func cells(
    of line: TableLayout.Line, _ layout: TableLayout
  ) -> [String] {
    let label =
      Markdown.escaped(line.label) + Markdown.superscript(line.marks)
    let isBold = line.isHeading || line.kind != .detail
    // Em spaces, because plain spaces at the start of a cell are dropped.
    let stub =
      String(repeating: "\u{2003}", count: line.depth)
      + (isBold && !label.isEmpty ? "**\(label)**" : label)
    guard !line.isHeading else {
      return [stub] + layout.leaves.map { _ in "" }
    }
    return [stub]
      + line.cells.map {
        Markdown.escaped($0.text) + Markdown.superscript($0.marks)
      }
  }
}

/// Texts that Markdown must not read as anything else.
enum Markdown {
  /// A text inside a line or a cell.
  ///
  /// Line breaks become spaces, control characters U+FFFD. Web addresses are
  /// broken, so that a label does not become a link.
  static func escaped(_ text: String) -> String {
    if isPlain(text) { return text }
    let isOfLines = text.utf8.contains(UInt8(ascii: "\r"))
    let text = isOfLines ? text.replacing("\r\n", with: "\n") : text
    var result = ""
    result.reserveCapacity(text.utf8.count + 8)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\", "`", "*", "_", "[", "]", "<", ">", "#", "|", "~", "$", "&":
        result += "\\"
        result.unicodeScalars.append(scalar)
      case "\t", "\n", "\r", "\u{B}", "\u{C}", "\u{85}", "\u{2028}",
        "\u{2029}":
        result += " "
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}":
        result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    for (part, escaped) in [
      ("://", "\\://"), ("www.", "www\\."), ("@", "\\@"),
    ] where holds(result, part) {
      result = result.replacing(part, with: escaped)
    }
    guard result.utf8.first == UInt8(ascii: " ") else { return result }
    return result.trimmingPrefix { $0 == " " }.description
  }

  /// Whether a text holds the bytes of `part`, which nearly none does.
  private static func holds(_ text: String, _ part: String) -> Bool {
    guard let first = part.utf8.first else { return false }
    var rest = text.utf8[...]
    while let start = rest.firstIndex(of: first) {
      rest = rest[start...]
      if rest.starts(with: part.utf8) { return true }
      rest = rest.dropFirst()
    }
    return false
  }

  /// Whether a text holds nothing that could need an escape; nearly every
  /// cell of a table is so. Some that hold nothing either are not told.
  private static func isPlain(_ text: String) -> Bool {
    var last: UInt8 = 0x20
    for unit in text.utf8 {
      switch unit {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x76, 0x78...0x7A: break
      case UInt8(ascii: " "), UInt8(ascii: "."):
        if last == 0x20 { return false }
      // Parts of characters beyond ASCII; controls and separators of lines
      // follow 0xC2, 0xE2 0x80 and 0xEF.
      case 0xA8, 0xA9: if last == 0x80 { return false }
      case 0xC2, 0xEF: return false
      case 0x80...0xFF: break
      case UInt8(ascii: ","), UInt8(ascii: "%"), UInt8(ascii: "("),
        UInt8(ascii: ")"), UInt8(ascii: "-"), UInt8(ascii: "/"):
        break
      default: return false
      }
      last = unit
    }
    return true
  }

  /// A text that is a paragraph, and not a list or a rule.
  static func paragraph(_ text: String) -> String {
    let text = escaped(text)
    guard let first = text.first else { return text }
    if "-+=".contains(first) { return "\\" + text }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let rest = text.dropFirst(digits.count)
    if !digits.isEmpty, let next = rest.first, next == "." || next == ")" {
      return digits + "\\" + rest
    }
    return text
  }

  /// A bold paragraph.
  static func bold(_ text: String) -> String {
    let text = escaped(text)
    return text.isEmpty ? "" : "**\(text)**"
  }

  /// Marks as superscript digits, which need no HTML.
  static func superscript(_ marks: [Int]) -> String {
    if marks.isEmpty { return "" }
    let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    return marks.map { mark in
      String(String(mark).compactMap(\.wholeNumberValue).map { digits[$0] })
    }.joined(separator: ",")
  }
}
