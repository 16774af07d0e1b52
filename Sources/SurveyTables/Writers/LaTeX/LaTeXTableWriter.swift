import SVG

/// Writes a table as a fragment for a LaTeX document: rules of `booktabs`,
/// columns of `siunitx` that stand by the decimal point, notes of
/// `threeparttable`; a table of more than 40 lines as a `longtable`, which
/// breaks over pages. A table that is wider than a page is cut into parts
/// side by side, each with the names of the rows and with the same number; one
/// that is a little too wide for a document is made smaller there.
///
/// A comment at its head names the packages. An interval has a column of its
/// own beside its value, below the same heading.
public struct LaTeXTableWriter: TableWriter {
  /// Creates a writer.
  public init() {}

  /// The extension of the file.
  public var fileExtension: String { "tex" }

  /// The fragment.
  public func text(of table: LaidTable) -> String {
    LaTeXTablePage(table.layout).text
  }
}

/// One table on its way to LaTeX.
private struct LaTeXTablePage {
  let layout: TableLayout
  let columns: [LaTeXColumn]
  /// Whether it breaks over pages.
  let isLong: Bool
  /// The columns of each part of a table that is wider than a page.
  let parts: [Range<Int>]

  /// What fits on a page of A4 in letters of ten points, in halves of an em.
  private static let pageWidth = 92

  init(_ layout: TableLayout) {
    self.layout = layout
    columns = layout.leaves.indices.map { LaTeXColumn(layout, $0) }
    isLong = Self.lineCount(layout) > 40
    let labels = layout.lines.filter { !$0.isHeading }
      .map { cellWidth($0.label) + 2 * $0.depth }
    let room = Self.pageWidth - min(labels.max() ?? 0, 31)
    var parts: [Range<Int>] = []
    var (first, used) = (0, 0)
    for (index, column) in columns.enumerated() {
      if index > first, used + column.width > room {
        parts.append(first..<index)
        (first, used) = (index, 0)
      }
      used += column.width
    }
    self.parts = parts + [first..<columns.count]
  }

  /// About how many lines it takes, notes included: what does not fit on a
  /// page must break over pages.
  private static func lineCount(_ layout: TableLayout) -> Int {
    func broken(_ text: String, _ room: Int) -> Int {
      1 + max(0, cellWidth(text) - 1) / room
    }
    let rows = layout.lines.map { line in
      max(
        line.isHeading ? 1 : broken(line.label, 31),
        line.cells.map { $0.isNumber ? 1 : broken($0.value, 27) }.max() ?? 1)
    }
    let notes = layout.endNotes.map { broken($0.text, 100) }
    return rows.reduce(0, +) + notes.reduce(0, +) * 3 / 4
  }

  private var table: TableModel { layout.table }

  /// The number of columns of LaTeX in a part, the stub included.
  private func width(_ part: Range<Int>) -> Int {
    columns[part].reduce(1) { $0 + $1.span }
  }

  var text: String {
    let tables = parts.indices.flatMap { isLong ? long($0) : short($0) }
    return (opening + tables).joined(separator: "\n") + "\n"
  }

  private var opening: [String] {
    var packages = "array, booktabs, siunitx"
    packages += isLong ? ", longtable" : ", threeparttable, graphicx"
    var lines = [
      "% \\usepackage{\(packages)}",
      "% \\sisetup{group-minimum-digits=4}",
    ]
    let isChinese =
      table.language.hasPrefix("zh") || text(of: layout).contains(where: isHan)
    if isChinese {
      lines.append(
        "% Chinese: \\usepackage{xeCJK}, or the class ctexart; run xelatex.")
    }
    return lines
  }

  private func text(of layout: TableLayout) -> String {
    table.title + layout.headings.map(\.label).joined()
      + layout.lines.map(\.label).joined()
  }

  private func isHan(_ character: Character) -> Bool {
    character.unicodeScalars.contains { (0x3400...0x9FFF).contains($0.value) }
  }

  // MARK: - Frames

  private func short(_ index: Int) -> [String] {
    let part = parts[index]
    var lines = ["\\begin{table}[htbp]"]
    if index > 0 { lines.append("\\addtocounter{table}{-1}") }
    lines.append("\\centering")
    if let caption = caption(index) { lines.append(caption) }
    // As wide as the page at the most.
    lines.append(
      "\\resizebox{\\ifdim\\width>\\linewidth\\linewidth\\else\\width\\fi}{!}{%"
    )
    lines.append("\\begin{threeparttable}")
    lines.append("\\begin{tabular}{\(specification(part))}")
    lines.append("\\toprule")
    lines += head(part)
    lines += body(part)
    lines += ["\\bottomrule", "\\end{tabular}"]
    if !layout.endNotes.isEmpty, index == parts.count - 1 {
      lines += ["\\begin{tablenotes}[flushleft]", "\\footnotesize"]
      lines += layout.endNotes.map { note in
        let mark = note.mark.map { "[\($0)]" } ?? "[]"
        return "\\item\(mark) " + LaTeX.escaped(note.text)
      }
      lines.append("\\end{tablenotes}")
    }
    return lines + ["\\end{threeparttable}}", "\\end{table}"]
  }

  private func long(_ index: Int) -> [String] {
    let part = parts[index]
    var lines: [String] = []
    if index > 0 { lines.append("\\addtocounter{table}{-1}") }
    lines.append("\\begin{longtable}{\(specification(part))}")
    if let caption = caption(index) { lines.append(caption + " \\\\") }
    lines += ["\\toprule"] + head(part) + ["\\endfirsthead"]
    lines += ["\\toprule"] + head(part) + ["\\endhead"]
    lines += ["\\bottomrule", "\\endfoot"]
    lines += body(part)
    lines.append("\\end{longtable}")
    guard !layout.endNotes.isEmpty, index == parts.count - 1 else {
      return lines
    }
    lines.append("{\\footnotesize")
    lines += layout.endNotes.map { note in
      let mark = note.mark.map { "\\textsuperscript{\($0)} " } ?? ""
      return "\\noindent " + mark + LaTeX.escaped(note.text) + "\\par"
    }
    return lines + ["}"]
  }

  private func caption(_ index: Int) -> String? {
    let texts = [table.title, table.subtitle ?? "", table.mark ?? ""]
      .filter { !$0.isEmpty }.map(LaTeX.escaped)
    guard !texts.isEmpty else { return nil }
    let id = SVGDocument.slug(table.id)
    let isChinese = table.language.hasPrefix("zh")
    let count = parts.count > 1 ? " (\(index + 1)/\(parts.count))" : ""
    return "\\caption{" + texts.joined(separator: isChinese ? "。" : ". ")
      + count + "}" + (id.isEmpty || index > 0 ? "" : "\\label{\(id)}")
  }

  private func specification(_ part: Range<Int>) -> String {
    let labels = layout.lines.map {
      cellWidth($0.label) + 2 * $0.depth
    }
    let stub =
      (labels.max() ?? 0) > 36
      ? ">{\\raggedright\\arraybackslash}p{0.34\\linewidth}" : "l"
    return "@{}" + stub + columns[part].map(\.specification).joined() + "@{}"
  }

  // MARK: - Head

  private func head(_ part: Range<Int>) -> [String] {
    guard layout.hasHeadings else { return [] }
    var lines: [String] = []
    for row in 0..<layout.headingRowCount {
      let isLast = row == layout.headingRowCount - 1
      var cells = [isLast ? LaTeX.escaped(table.stubHeading) : ""]
      var rules = ""
      var column = part.lowerBound
      while column < part.upperBound {
        // A heading over several rows stands in the lowest. One that began
        // in the part before goes on here.
        let heading = layout.headings.first {
          ($0.column == column
            || $0.isSpanner && column == part.lowerBound
              && $0.column < column && $0.column + $0.columnSpan > column)
            && $0.row + $0.rowSpan - 1 == row && ($0.isSpanner || isLast)
        }
        let end = heading.map { $0.column + $0.columnSpan } ?? column + 1
        let span = min(end, part.upperBound) - column
        let places = columns[column..<column + span]
          .reduce(0) { $0 + $1.span }
        cells.append(element(heading, places))
        if let heading, heading.isSpanner, !heading.label.isEmpty {
          let first = columns[part.lowerBound..<column]
            .reduce(2) { $0 + $1.span }
          rules += "\\cmidrule(lr){\(first)-\(first + places - 1)}"
        }
        column += span
      }
      lines.append(cells.joined(separator: " & ") + " \\\\" + rules)
    }
    return lines + ["\\midrule"]
  }

  private func element(_ heading: TableLayout.Heading?, _ span: Int) -> String {
    guard let heading, !heading.label.isEmpty || !heading.marks.isEmpty else {
      return span > 1 ? "\\multicolumn{\(span)}{c}{}" : "{}"
    }
    var text = LaTeX.escaped(heading.label) + marks(heading.marks)
    if cellWidth(heading.label) > (heading.isSpanner ? 40 : 18) * span {
      text = "\\parbox[b]{\(8 * span)em}{\\centering \(text)}"
    }
    let leaf = layout.leaves[min(heading.column, layout.leaves.count - 1)]
    if span > 1 { return "\\multicolumn{\(span)}{c}{\(text)}" }
    // Braces keep siunitx from looking for a number.
    return leaf.alignment == .leading && !heading.isSpanner
      ? text : "{\(text)}"
  }

  // MARK: - Body

  private func body(_ part: Range<Int>) -> [String] {
    guard !layout.lines.isEmpty else {
      return [
        "\\multicolumn{\(width(part))}{@{}l@{}}"
          + "{\(LaTeX.escaped(table.words.noRows))} \\\\"
      ]
    }
    var lines: [String] = []
    for (index, line) in layout.lines.enumerated() {
      let label = LaTeX.escaped(line.label)
      let indent = line.depth > 0 ? "\\hspace*{\(line.depth)em}" : ""
      if line.isHeading {
        if index > 0 { lines.append("\\addlinespace") }
        lines.append(
          "\\multicolumn{\(width(part))}{@{}l@{}}{"
            + indent + LaTeX.bold(label) + marks(line.marks) + "} \\\\")
        continue
      }
      if line.kind == .subtotal { lines.append("\\addlinespace") }
      let stub =
        indent + (line.kind == .detail ? label : LaTeX.bold(label))
        + marks(line.marks)
      // An empty group keeps what follows from ending up as an option of
      // the row before.
      let cells = zip(columns[part], line.cells[part]).flatMap {
        column, cell in
        column.cells(of: cell, marks: marks(cell.marks))
      }
      lines.append(
        ([stub.isEmpty ? "{}" : stub] + cells).joined(separator: " & ")
          + " \\\\")
    }
    return lines
  }

  private func marks(_ marks: [Int]) -> String {
    guard !marks.isEmpty else { return "" }
    let text = marks.map { String($0) }.joined(separator: ",")
    return isLong ? "\\textsuperscript{\(text)}" : "\\tnote{\(text)}"
  }
}
