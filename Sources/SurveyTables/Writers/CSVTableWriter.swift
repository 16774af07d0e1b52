import CellText

/// Writes a table as comma-separated values after RFC 4180, in UTF-8, with
/// line feeds.
public struct CSVTableWriter: TableWriter {
  /// Who reads the file.
  public enum Form: Hashable, Sendable {
    /// Programs: one line a cell, with the columns `row`, `column`,
    /// `statistic`, `value`, `lower`, `upper`, `base`, `state` and `text`.
    ///
    /// The text of a number is the letters behind it. Numbers are exact: a share is 0...1 and not a percentage. Paths in
    /// the trees are joined by ` / `. The state is empty for a number that
    /// can be relied on, else `suppressed`, `not-available`,
    /// `not-applicable` or `low-reliability`.
    case tidy
    /// People with a spreadsheet: the table as it is shown elsewhere, with
    /// rounded numbers and notes, opened by a byte order mark. There is one
    /// line of headings, so that the table can be sorted and filtered.
    case asShown
  }

  /// Who reads the file.
  public var form: Form
  /// Whether labels are written as they are. Otherwise a text that a
  /// spreadsheet could take for a formula is led by an apostrophe.
  public var isRaw: Bool

  /// Creates a writer.
  public init(_ form: Form, isRaw: Bool = false) {
    self.form = form
    self.isRaw = isRaw
  }

  /// The extension of the file.
  public var fileExtension: String { "csv" }

  /// The lines of the file, each ended by a line feed.
  public func text(of table: LaidTable) -> String {
    let layout = table.layout
    return switch form {
    case .tidy: tidy(layout)
    case .asShown: "\u{FEFF}" + lines(shown(layout))
    }
  }

  /// A field: a text from elsewhere, or something written here.
  private enum Field {
    case text(String)
    case own(String)
  }

  // MARK: - Tidy

  private func tidy(_ layout: TableLayout) -> String {
    var text = "row,column,statistic,value,lower,upper,base,state,text\n"
    let columns = layout.leaves.map {
      written(.text(layout.flattened($0, \.label)))
    }
    for line in layout.lines {
      let row = written(.text(line.path.joined(separator: " / ")))
      for (index, cell) in line.cells.enumerated() {
        text += row
        text += ","
        text += columns[index]
        text += ","
        text += written(
          .text(Self.statistic(of: layout.leaves[index], in: line)))
        addNumbers(of: cell, to: &text)
        text += "\n"
      }
    }
    return text
  }

  /// The name of a cell's statistic; the row's stands for an asterisk.
  private static func statistic(
    of leaf: TableLayout.Leaf, in line: TableLayout.Line
  ) -> String {
    let name = leaf.node.statistic
    return name.utf8.contains(UInt8(ascii: "*"))
      ? name.replacing("*", with: line.statistic) : name
  }

  /// Adds value, limits, base, state and text, each led by a comma.
  private func addNumbers(of cell: LaidCell, to text: inout String) {
    var words = ""
    text += ","
    switch cell.content {
    case .value(let value, _):
      text += Self.exact(value)
      text += ",,,"
      words = cell.letters
    case .estimate(let estimate):
      text += Self.exact(estimate.value)
      text += ","
      text += Self.exact(estimate.lower)
      text += ","
      text += Self.exact(estimate.upper)
      text += ","
      text += estimate.base.map { String($0) } ?? ""
      words = cell.letters
    case .text(let content):
      text += ",,,"
      words = content
    case .empty, .state: text += ",,,"
    }
    text += ","
    text += cell.state?.rawValue ?? ""
    text += ","
    if !words.isEmpty { text += written(.text(words)) }
  }

  /// The shortest text that reads back as the same number.
  private static func exact(_ value: Double?) -> String {
    guard let value, value.isFinite else { return "" }
    let text = value.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  // MARK: - As shown

  private func shown(_ layout: TableLayout) -> [[Field]] {
    let table = layout.table
    var records: [[Field]] = []
    for text in [table.title, table.subtitle, table.mark] {
      if let text, !text.isEmpty { records.append([.text(text)]) }
    }
    records.append(
      [.text(table.stubHeading)]
        + layout.leaves.map { leaf in
          .text(layout.flattened(leaf) { Self.marked($0.label, $0.marks) })
        })
    for line in layout.lines {
      let indent = String(repeating: "  ", count: line.depth)
      records.append(
        [.text(indent + Self.marked(line.label, line.marks))]
          + line.cells.map(shown))
    }
    if layout.lines.isEmpty { records.append([.text(table.words.noRows)]) }
    for note in layout.endNotes {
      let mark = note.mark.map { "[\($0)] " } ?? ""
      records.append([.text(mark + note.text)])
    }
    return records
  }

  private func shown(_ cell: LaidCell) -> Field {
    guard cell.isNumber else {
      return .text(Self.marked(cell.text, cell.marks))
    }
    var text = [cell.value, cell.interval, cell.base]
      .filter { !$0.isEmpty }.joined(separator: " ")
    if text == cell.value {
      // A number alone gets the minus that a spreadsheet can read.
      if text.utf8.contains(0xE2) {
        text = text.replacing("\u{2212}", with: "-")
      }
    }
    if !cell.letters.isEmpty { text += " " + cell.letters }
    if cell.isWeak { text += " " + CellState.lowReliability.shorthand }
    return .own(Self.marked(text, cell.marks))
  }

  private static func marked(_ text: String, _ marks: [Int]) -> String {
    ([text] + marks.map { "[\($0)]" }).filter { !$0.isEmpty }
      .joined(separator: " ")
  }

  // MARK: - Fields

  private func lines(_ records: [[Field]]) -> String {
    records.map { record in
      record.map(written).joined(separator: ",") + "\n"
    }.joined()
  }

  private func written(_ field: Field) -> String {
    switch field {
    case .own(let text): csvField(text)
    case .text(let text):
      csvField(isRaw ? text : withFormulaGuard(text))
    }
  }
}
