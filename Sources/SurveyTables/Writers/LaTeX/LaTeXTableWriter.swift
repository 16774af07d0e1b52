import SVG

/// Writes a table as a fragment for a LaTeX document: rules of `booktabs`,
/// columns of `siunitx` that stand by the decimal point, notes of
/// `threeparttable`; a table of more than 40 rows as a `longtable`, which
/// breaks over pages.
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

  init(_ layout: TableLayout) {
    self.layout = layout
    columns = layout.leaves.indices.map { LaTeXColumn(layout, $0) }
    isLong = layout.lines.count > 40
  }

  private var table: TableModel { layout.table }

  /// The number of columns of LaTeX, the stub included.
  private var width: Int { columns.reduce(1) { $0 + $1.span } }

  var text: String {
    (opening + (isLong ? long : short)).joined(separator: "\n") + "\n"
  }

  private var opening: [String] {
    var packages = "booktabs, siunitx"
    packages += isLong ? ", longtable" : ", threeparttable"
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

  private var short: [String] {
    var lines = [
      "\\begin{table}[htbp]", "\\centering", "\\begin{threeparttable}",
    ]
    if let caption { lines.append(caption) }
    lines.append("\\begin{tabular}{\(specification)}")
    lines.append("\\toprule")
    lines += head
    lines += body
    lines += ["\\bottomrule", "\\end{tabular}"]
    if !layout.endNotes.isEmpty {
      lines += ["\\begin{tablenotes}[flushleft]", "\\footnotesize"]
      lines += layout.endNotes.map { note in
        let mark = note.mark.map { "[\($0)]" } ?? "[]"
        return "\\item\(mark) " + LaTeX.escaped(note.text)
      }
      lines.append("\\end{tablenotes}")
    }
    return lines + ["\\end{threeparttable}", "\\end{table}"]
  }

  private var long: [String] {
    var lines = ["\\begin{longtable}{\(specification)}"]
    if let caption { lines.append(caption + " \\\\") }
    lines += ["\\toprule"] + head + ["\\endfirsthead"]
    lines += ["\\toprule"] + head + ["\\endhead"]
    lines += ["\\bottomrule", "\\endfoot"]
    lines += body
    lines.append("\\end{longtable}")
    guard !layout.endNotes.isEmpty else { return lines }
    lines.append("{\\footnotesize")
    lines += layout.endNotes.map { note in
      let mark = note.mark.map { "\\textsuperscript{\($0)} " } ?? ""
      return "\\noindent " + mark + LaTeX.escaped(note.text) + "\\par"
    }
    return lines + ["}"]
  }

  private var caption: String? {
    let texts = [table.title, table.subtitle ?? "", table.mark ?? ""]
      .filter { !$0.isEmpty }.map(LaTeX.escaped)
    guard !texts.isEmpty else { return nil }
    let id = SVGDocument.slug(table.id)
    let isChinese = table.language.hasPrefix("zh")
    return "\\caption{" + texts.joined(separator: isChinese ? "。" : ". ") + "}"
      + (id.isEmpty ? "" : "\\label{\(id)}")
  }

  private var specification: String {
    let labels = layout.lines.map {
      cellWidth($0.label) + 2 * $0.depth
    }
    let stub =
      (labels.max() ?? 0) > 36
      ? ">{\\raggedright\\arraybackslash}p{0.34\\linewidth}" : "l"
    return "@{}" + stub + columns.map(\.specification).joined() + "@{}"
  }

  // MARK: - Head

  private var head: [String] {
    guard layout.hasHeadings else { return [] }
    var lines: [String] = []
    for row in 0..<layout.headingRowCount {
      let isLast = row == layout.headingRowCount - 1
      var cells = [isLast ? LaTeX.escaped(table.stubHeading) : ""]
      var rules = ""
      var column = 0
      while column < layout.leaves.count {
        // A heading over several rows stands in the lowest.
        let heading = layout.headings.first {
          $0.column == column && $0.row + $0.rowSpan - 1 == row
            && ($0.isSpanner || isLast)
        }
        let span = heading?.columnSpan ?? 1
        let places = columns[column..<min(column + span, columns.count)]
          .reduce(0) { $0 + $1.span }
        cells.append(element(heading, places))
        if let heading, heading.isSpanner, !heading.label.isEmpty {
          let first = columns[..<column].reduce(2) { $0 + $1.span }
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

  private var body: [String] {
    guard !layout.lines.isEmpty else {
      return [
        "\\multicolumn{\(width)}{@{}l@{}}"
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
          "\\multicolumn{\(width)}{@{}l@{}}{"
            + indent + LaTeX.bold(label) + marks(line.marks) + "} \\\\")
        continue
      }
      if line.kind == .subtotal { lines.append("\\addlinespace") }
      let stub =
        indent + (line.kind == .detail ? label : LaTeX.bold(label))
        + marks(line.marks)
      // An empty group keeps what follows from ending up as an option of
      // the row before.
      let cells = zip(columns, line.cells).flatMap { column, cell in
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
