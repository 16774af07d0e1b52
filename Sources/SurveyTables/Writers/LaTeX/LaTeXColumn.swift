import SVG

/// A column of a table as one or more columns of LaTeX: the value, and
/// beside it the interval and the base, where cells have them.
struct LaTeXColumn {
  /// What its value is set in.
  private enum Kind {
    case number, text
  }

  private let kind: Kind
  private let hasInterval: Bool
  private let hasBase: Bool
  /// The column's part of the table's preamble.
  let specification: String
  /// About how much room it takes, in halves of an em.
  let width: Int

  /// How many columns of LaTeX it takes.
  var span: Int { 1 + (hasInterval ? 1 : 0) + (hasBase ? 1 : 0) }

  init(_ layout: TableLayout, _ leaf: Int) {
    let numbers = layout.numbers(of: leaf)
    hasInterval = numbers.contains { !$0.interval.isEmpty }
    hasBase = numbers.contains { !$0.base.isEmpty }
    let alignment = layout.leaves[leaf].alignment
    func widest(_ part: (LaidCell) -> String) -> Int {
      layout.lines.filter { !$0.isHeading }
        .map { cellWidth(part($0.cells[leaf])) }.max() ?? 0
    }
    let label = cellWidth(layout.leaves[leaf].node.label)
    let content =
      min(widest(\.value), 27) + (hasInterval ? widest(\.interval) + 1 : 0)
      + (hasBase ? widest(\.base) + 1 : 0)
    width = max(content, min(label, 18)) + 3
    let further =
      (hasInterval ? "@{\\,\\,}l" : "") + (hasBase ? "@{\\,\\,}l" : "")
    guard !numbers.isEmpty, alignment == .trailing else {
      kind = .text
      let widest =
        layout.lines.filter { !$0.isHeading }
        .map { cellWidth($0.cells[leaf].text) }.max() ?? 0
      let letter =
        switch alignment {
        case .leading: "l"
        case .center: "c"
        case .trailing, .automatic: "r"
        }
      specification =
        (widest > 40
          ? ">{\\raggedright\\arraybackslash}p{0.3\\linewidth}" : letter)
        + further
      return
    }
    kind = .number
    let plain = numbers.compactMap { Self.number($0.value) }
    let whole = plain.map(\.whole).max() ?? 1
    let decimals = plain.map(\.decimals).max() ?? 0
    let signs = Set(plain.compactMap(\.sign))
    var options =
      "table-format=\(signs.contains("+") ? "+" : signs.isEmpty ? "" : "-")"
      + "\(max(1, whole))" + (decimals > 0 ? ".\(decimals)" : "")
    if signs.contains("+") { options += ",retain-explicit-plus" }
    let posts = numbers.map { Self.post($0, marks: "") }
    if let post = posts.max(by: { $0.count < $1.count }), !post.isEmpty {
      options += ",table-space-text-post={\(post)}"
    }
    if whole > 3 { options += ",group-separator={,}" }
    if decimals > 3 { options += ",group-digits=integer" }
    if Set(plain.map(\.decimals)).count > 1 {
      // A sign of per cent stands at its digits, not behind the room for
      // more of them.
      options += ",table-align-text-post=false"
    }
    specification = "S[\(options)]" + further
  }

  /// The cells of LaTeX for one cell of the table.
  func cells(of cell: LaidCell, marks: String) -> [String] {
    var cells = [value(of: cell, marks: marks)]
    if hasInterval { cells.append(LaTeX.escaped(cell.interval)) }
    if hasBase { cells.append(LaTeX.escaped(cell.base)) }
    return cells
  }

  private func value(of cell: LaidCell, marks: String) -> String {
    guard kind == .number else {
      var text = LaTeX.escaped(cell.value)
      if cell.isNumber { text += Self.superscript(cell.letters) }
      if cell.isWeak { text += "~" + LaTeX.escaped("[u]") }
      return text + marks
    }
    if cell.isNumber, let number = Self.number(cell.value) {
      let post = Self.post(cell, marks: marks)
      return number.text + (post.isEmpty ? "" : " {\(post)}")
    }
    let letters = cell.isNumber ? Self.superscript(cell.letters) : ""
    let weak = cell.isWeak ? "~" + LaTeX.escaped("[u]") : ""
    return "{" + LaTeX.escaped(cell.value) + letters + weak + marks + "}"
  }

  /// What stands behind the digits of a number.
  private static func post(_ cell: LaidCell, marks: String) -> String {
    (cell.value.hasSuffix("%") ? "\\%" : "") + superscript(cell.letters)
      + (cell.isWeak ? "~" + LaTeX.escaped("[u]") : "") + marks
  }

  private static func superscript(_ text: String) -> String {
    text.isEmpty ? "" : "\\textsuperscript{\(LaTeX.escaped(text))}"
  }

  /// A printed number as siunitx reads it; `nil` for one that is not digits
  /// alone, such as `<0.001`.
  private static func number(
    _ text: String
  ) -> (text: String, sign: Character?, whole: Int, decimals: Int)? {
    var digits = text.replacing(",", with: "").replacing("\u{2212}", with: "-")
    if digits.hasSuffix("%") { digits.removeLast() }
    let sign = digits.first.flatMap { "+-".contains($0) ? $0 : nil }
    let parts = digits.dropFirst(sign == nil ? 0 : 1).split(
      separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count),
      parts.allSatisfy({ part in
        !part.isEmpty && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
      })
    else { return nil }
    return (digits, sign, parts[0].count, parts.count > 1 ? parts[1].count : 0)
  }
}
