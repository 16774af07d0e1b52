import SVG

/// Writes a table as an HTML fragment that screen readers can walk through.
///
/// The fragment is one `div` with one `table` that holds its caption and
/// notes. All classes start with `manyi-` and all ids with the table's id;
/// `styleSheet` dresses them.
///
/// Every heading has a `scope`; when there are spanners or groups, each
/// cell also names its headings in `headers`. A page of many tables says so
/// only where scopes are not enough: under spanners inside others. There the
/// heads of rows inside groups name their groups, and cells do not.
public struct HTMLTableWriter: TableWriter {
  /// Where alignment and indents are said.
  public enum Styling: Hashable, Sendable {
    /// In classes, for a page that carries `styleSheet`. What the sheet says
    /// of every cell is not repeated.
    case classes
    /// In classes and in `style` attributes, for hosts such as notebooks
    /// that drop classes or style sheets.
    case inline
  }

  /// Where alignment and indents are said.
  public var styling: Styling

  /// The names of rows that a page wants to find again, by their labels;
  /// they become `data-unit`.
  public var unit: (@Sendable (String) -> String?)?

  /// Creates a writer.
  public init(
    styling: Styling = .inline,
    unit: (@Sendable (String) -> String?)? = nil
  ) {
    self.styling = styling
    self.unit = unit
  }

  /// The extension of the file.
  public var fileExtension: String { "html" }

  /// The fragment.
  public func text(of table: LaidTable) -> String {
    HTMLTablePage(table.layout, self).text
  }
}

/// One table on its way to HTML.
private struct HTMLTablePage {
  let layout: TableLayout
  let styling: HTMLTableWriter.Styling
  let id: String
  let unit: (@Sendable (String) -> String?)?
  /// Whether cells name their headings.
  let namesHeadings: Bool
  let shapes: [ColumnShape]
  /// The groups that rows name.
  let namedRows: Set<String>
  /// What the cells of each column say of their side and their headings.
  private var sides: [String] = []
  private var columnHeads: [String] = []

  init(_ layout: TableLayout, _ writer: HTMLTableWriter) {
    self.layout = layout
    styling = writer.styling
    unit = writer.unit
    id = SVGDocument.slug(layout.table.id)
    namesHeadings =
      switch writer.styling {
      case .inline:
        layout.headings.contains(where: \.isSpanner)
          || layout.lines.contains { !$0.groups.isEmpty }
      case .classes: layout.headingRowCount > 2
      }
    shapes = layout.leaves.indices.map { ColumnShape(layout.numbers(of: $0)) }
    namedRows = Set(layout.lines.flatMap(\.groups).map { "r\($0)" })
    sides = layout.leaves.map { alignment($0.alignment, nil) }
    columnHeads = layout.leaves.map { leaf in
      (layout.headings[leaf.heading].spanners + [leaf.heading])
        .map { "\(id)-c\($0)" }.joined(separator: " ")
    }
  }

  var text: String {
    let language = escapedForXML(layout.table.language)
    var lines = [
      "<div class=\"manyi-table-frame\">",
      "<table id=\"\(id)\" class=\"manyi-table\" lang=\"\(language)\">",
    ]
    lines += caption
    lines += head
    lines += body
    lines += foot
    lines += ["</table>", "</div>"]
    return lines.joined(separator: "\n") + "\n"
  }

  // MARK: - Parts

  private var caption: [String] {
    var parts: [String] = []
    func add(_ name: String, _ text: String?) {
      guard let text, !text.isEmpty else { return }
      parts.append(span(name, escapedForXML(text)))
    }
    add("title", layout.table.title)
    add("subtitle", layout.table.subtitle)
    add("mark", layout.table.mark)
    guard !parts.isEmpty else { return [] }
    return [
      "<caption\(style("text-align", "left"))>"
        + parts.joined(separator: "<br>") + "</caption>"
    ]
  }

  private var head: [String] {
    guard layout.hasHeadings else { return [] }
    var lines = ["<thead>"]
    for row in 0..<layout.headingRowCount {
      lines.append("<tr>")
      if row == 0 { lines.append(stubHeading) }
      for (index, heading) in layout.headings.enumerated()
      where heading.row == row {
        lines.append(element(for: heading, index))
      }
      lines.append("</tr>")
    }
    return lines + ["</thead>"]
  }

  private var stubHeading: String {
    let span = attribute("rowspan", layout.headingRowCount)
    guard !layout.table.stubHeading.isEmpty else { return "<td\(span)></td>" }
    return "<th\(identifier("s")) scope=\"col\"\(span)"
      + alignment(.leading, "manyi-stub") + ">"
      + escapedForXML(layout.table.stubHeading) + "</th>"
  }

  private func element(
    for heading: TableLayout.Heading, _ index: Int
  ) -> String {
    let side =
      heading.isSpanner ? .center : layout.leaves[heading.column].alignment
    let content = escapedForXML(heading.label) + marks(heading.marks)
    let spans =
      attribute("colspan", heading.columnSpan)
      + attribute("rowspan", heading.rowSpan)
    let parents =
      namesHeadings ? headers(heading.spanners.map { "c\($0)" }) : ""
    return "<th\(identifier("c\(index)"))"
      + " scope=\"\(heading.isSpanner ? "colgroup" : "col")\"" + spans
      + alignment(side, heading.isSpanner ? "manyi-spanner" : nil)
      + "\(parents)>\(content)</th>"
  }

  private var body: [String] {
    let width = layout.leaves.count + 1
    guard !layout.lines.isEmpty else {
      return [
        "<tbody>", "<tr>",
        "<td\(attribute("colspan", width)) class=\"manyi-no-rows\">"
          + escapedForXML(layout.table.words.noRows) + "</td>",
        "</tr>", "</tbody>",
      ]
    }
    var lines: [String] = []
    for (index, line) in layout.lines.enumerated() {
      // A group at the top level is a body of its own, so that the scope of
      // its heading ends with it.
      let follows = index > 0 ? layout.lines[index - 1] : nil
      let startsBody =
        line.depth == 0
        && (follows == nil || line.isHeading || (follows?.depth ?? 0) > 0)
      if startsBody {
        if follows != nil { lines.append("</tbody>") }
        lines.append("<tbody>")
      }
      lines += row(line, index, width: width)
    }
    return lines + ["</tbody>"]
  }

  private func row(
    _ line: TableLayout.Line, _ index: Int, width: Int
  ) -> [String] {
    let named =
      styling == .inline || namesHeadings
      ? line.groups[...] : line.groups.suffix(1)
    let groups = headers(named.map { "r\($0)" })
    let label = escapedForXML(line.label) + marks(line.marks)
    var name = "manyi-stub"
    if line.depth > 0 { name += " manyi-indent-\(min(line.depth, 5))" }
    let indent = line.depth > 0 ? "padding-left:\(line.depth + 1)em" : nil
    let look = alignment(.leading, name, further: indent)
    if line.isHeading {
      let scope = line.depth == 0 ? "rowgroup" : "row"
      return [
        "<tr class=\"manyi-group\">",
        "<th\(identifier("r\(index)")) scope=\"\(scope)\""
          + "\(attribute("colspan", width))\(look)\(groups)>\(label)</th>",
        "</tr>",
      ]
    }
    var lines: [String] = []
    let mark =
      unit?(line.label).map { " data-unit=\"\(escapedForXML($0))\"" } ?? ""
    switch line.kind {
    case .detail: lines.append("<tr\(mark)>")
    case .subtotal: lines.append("<tr class=\"manyi-subtotal\"\(mark)>")
    case .overall: lines.append("<tr class=\"manyi-overall\"\(mark)>")
    }
    lines.append(
      "<th\(identifier("r\(index)")) scope=\"row\"\(look)\(groups)>"
        + "\(label)</th>")
    let rowHeads =
      namesHeadings
      ? (line.groups + [index]).map { "\(id)-r\($0)" }.joined(separator: " ")
      : ""
    for (leaf, cell) in line.cells.enumerated() {
      var text = "<td"
      text += sides[leaf]
      if namesHeadings {
        text += " headers=\""
        text += rowHeads
        text += " "
        text += columnHeads[leaf]
        text += "\""
      }
      text += ">"
      addContent(of: cell, leaf, to: &text)
      text += "</td>"
      lines.append(text)
    }
    lines.append("</tr>")
    return lines
  }

  private var foot: [String] {
    guard !layout.endNotes.isEmpty else { return [] }
    let notes = layout.endNotes.map { note in
      span(
        note.isSource ? "source" : "note",
        marks(note.mark.map { [$0] } ?? []) + (note.mark == nil ? "" : " ")
          + escapedForXML(note.text))
    }
    return [
      "<tfoot>", "<tr>",
      "<td\(attribute("colspan", layout.leaves.count + 1))"
        + alignment(.leading, "manyi-notes") + ">"
        + notes.joined(separator: "<br>") + "</td>",
      "</tr>", "</tfoot>",
    ]
  }

  // MARK: - Cells

  /// Adds the content of a cell, which most often is a number alone.
  private func addContent(
    of cell: LaidCell, _ leaf: Int, to text: inout String
  ) {
    guard cell.isNumber, cell.marks.isEmpty, !cell.isWeak,
      cell.interval.isEmpty, cell.base.isEmpty, shapes[leaf].letters == 0
    else {
      text += content(of: cell, leaf)
      return
    }
    text += escapedForXML(cell.value)
    if layout.leaves[leaf].alignment == .trailing {
      text += shapes[leaf].padding(after: cell)
    }
  }

  /// The content of a cell. What hangs on a number goes before it, so that
  /// it does not push the number out of its column.
  private func content(of cell: LaidCell, _ leaf: Int) -> String {
    if case .text = cell.content {
      return escapedForXML(cell.value) + marks(cell.marks)
    }
    var lead = marks(cell.marks)
    if cell.isWeak {
      lead += span("state", CellState.lowReliability.shorthand) + " "
    } else if !lead.isEmpty {
      lead += " "
    }
    let shape = shapes[leaf]
    let isAligned = layout.leaves[leaf].alignment == .trailing
    guard cell.isNumber else {
      guard !cell.value.isEmpty else { return marks(cell.marks) }
      return lead + span("state", cell.value)
        + (isAligned ? letters(cell, shape) + shape.padding(after: cell) : "")
    }
    var text = lead + escapedForXML(cell.value) + letters(cell, shape)
    if isAligned { text += shape.padding(after: cell) }
    for (name, part, full) in [
      ("interval", cell.interval, shape.interval),
      ("base", cell.base, shape.base),
    ] where !part.isEmpty {
      let padding = isAligned ? NumberShape(part).padding(to: full) : ""
      text += " " + padding + span(name, escapedForXML(part))
    }
    return text
  }

  /// The letters behind a number, small and raised. They take the same room
  /// in every row, so that the numbers stay in line.
  private func letters(_ cell: LaidCell, _ shape: ColumnShape) -> String {
    guard shape.letters > 0 else { return "" }
    let padding = String(
      repeating: "\u{2007}", count: shape.letters - cell.letters.count)
    // What is only heard stands at its letters: without a place of its own
    // it would stand outside of what scrolls, and make the page wider.
    let look = style(
      "font",
      "0.7em ui-monospace, Menlo, Consolas, monospace;position:relative")
    guard !cell.letters.isEmpty else {
      return "<sup class=\"manyi-letters\"\(look) aria-hidden=\"true\">"
        + padding + "</sup>"
    }
    let hidden = style(
      "position", "absolute;width:1px;height:1px;overflow:hidden")
    let words = layout.table.words.above
    let aloud =
      words.isEmpty
      ? ""
      : "<span class=\"manyi-aloud\"\(hidden)>, \(escapedForXML(words))</span>"
    return "<sup class=\"manyi-letters\"\(look)>" + aloud
      + escapedForXML(cell.letters) + padding + "</sup>"
  }

  // MARK: - Pieces

  private func span(_ name: String, _ content: String) -> String {
    "<span class=\"manyi-\(name)\">\(content)</span>"
  }

  private func marks(_ marks: [Int]) -> String {
    guard !marks.isEmpty else { return "" }
    return "<sup class=\"manyi-marks\">"
      + marks.map { String($0) }.joined(separator: ",") + "</sup>"
  }

  private func attribute(_ name: String, _ span: Int) -> String {
    span == 1 ? "" : " \(name)=\"\(span)\""
  }

  private func headers(_ names: [String]) -> String {
    guard !names.isEmpty else { return "" }
    return " headers=\""
      + names.map { "\(id)-\($0)" }.joined(separator: " ") + "\""
  }

  /// The id of a heading, which a page gives only to those that are named.
  private func identifier(_ name: String) -> String {
    guard styling == .inline || namesHeadings || namedRows.contains(name)
    else { return "" }
    return " id=\"\(id)-\(name)\""
  }

  private func style(_ property: String, _ value: String) -> String {
    styling == .inline ? " style=\"\(property):\(value)\"" : ""
  }

  private func alignment(
    _ side: ColumnNode.Alignment, _ names: String?, further: String? = nil
  ) -> String {
    let (name, value) =
      switch side {
      case .leading: ("manyi-start", "left")
      case .center: ("manyi-center", "center")
      case .trailing, .automatic: ("manyi-end", "right")
      }
    let classes =
      styling == .inline
      ? [names, name].compactMap(\.self).joined(separator: " ")
      : compact(names, side == .leading || side == .center ? name : nil)
    if classes.isEmpty { return "" }
    let rest = further.map { ";\($0)" } ?? ""
    return " class=\"\(classes)\"" + style("text-align", value + rest)
  }

  /// The classes that say more than the style sheet says of every cell:
  /// heads of rows are stubs at the start, numbers stand at the end.
  private func compact(_ names: String?, _ side: String?) -> String {
    let isStub = names?.hasPrefix("manyi-stub") ?? false
    let rest = names?.split(separator: " ").dropFirst(isStub ? 1 : 0) ?? []
    return (rest.map(String.init) + (isStub ? [] : [side].compactMap(\.self)))
      .joined(separator: " ")
  }
}
