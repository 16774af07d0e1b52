import SVG
import Testing

@testable import SurveyTables

/// The hostile table with harmless labels of the same structure.
private func benign(_ table: TableModel) -> TableModel {
  var table = table
  table.id = "x"
  table.language = "en"
  table.title = "t"
  table.subtitle = "s"
  table.stubHeading = "h"
  table.mark = "m"
  table.source = "src"
  table.notes = table.notes.map { _ in "n" }
  func column(_ node: ColumnNode) -> ColumnNode {
    var node = node
    node.label = "c"
    node.children = node.children.map(column)
    return node
  }
  table.columns = table.columns.map(column)
  return table
}

/// Elements with the names of their attributes, in order.
private func tags(_ text: String) -> [String] {
  text.matches(of: /<[^>]*>/).map { tag in
    String(tag.output).replacing(/="[^"]*"/, with: "")
  }
}

@Test func labelsCannotAddElementsOrAttributesToHTML() {
  let writer = HTMLTableWriter()
  let hostile = tags(writer.text(of: Example.hostile))
  var harmless = benign(Example.hostile)
  harmless.rows = Example.hostile.rows.enumerated().map { number, row in
    var row = row
    row.label = "label"
    row.cells = row.cells.map { cell in
      .text("text", notes: cell.notes.map { _ in "note \(number)" })
    }
    row.children = row.children.map { _ in RowNode("x", [.text("y")]) }
    return row
  }
  #expect(hostile == tags(writer.text(of: harmless)))
  #expect(!hostile.contains { $0.contains("onload") || $0.contains("script") })
}

@Test func labelsCannotAddElementsToSVG() {
  let allowed: Set = [
    "svg", "title", "desc", "rect", "line", "text", "tspan",
  ]
  let text = SVGTableWriter().text(of: Example.hostile)
  for tag in text.matches(of: /<\/?([^\s>\/]*)[^>]*>/) {
    #expect(allowed.contains(String(tag.output.1)))
    #expect(!tag.output.0.contains(" onload="))
  }
  #expect(
    text.unicodeScalars.allSatisfy { $0.value >= 0x20 || $0 == "\n" })
}

private func apostrophes(_ text: String) -> Int {
  text.unicodeScalars.count { $0 == "'" }
}

@Test(arguments: [
  "=1", "+1", "-1", "@a", "\t=1", "\r=1", "\n=1", " =1", "\"=1", "'=1",
  "\u{FEFF}=1", "＝1", "＋1", "－1", "＠a", "\u{A0}@a", "\u{3000}=1", "\u{0}=1",
])
func formulasAreNeutralised(label: String) {
  let table = TableModel(
    id: "t", language: "en", title: label, columns: [ColumnNode(label)],
    rows: [RowNode(label, [.text(label)])], words: Example.english)
  for form in [CSVTableWriter.Form.asShown, .tidy] {
    let guarded = CSVTableWriter(form).text(of: table)
    let raw = CSVTableWriter(form, isRaw: true).text(of: table)
    let count = form == .asShown ? 4 : 3
    #expect(apostrophes(guarded) == apostrophes(raw) + count)
  }
}

@Test func ownNumbersAreNotGuarded() {
  let table = TableModel(
    id: "t", language: "en", title: "", columns: [ColumnNode("x")],
    rows: [RowNode("r", [.value(-1234.5, .decimal(1))])],
    words: Example.english)
  #expect(
    CSVTableWriter(.asShown).text(of: table)
      == "\u{FEFF},x\nr,\"-1,234.5\"\n")
}

@Test(arguments: [
  0.1 + 0.2, 1 / 3.0, 1e-7, .leastNonzeroMagnitude, .greatestFiniteMagnitude,
  -0.0, 123_456,
])
func tidyNumbersReadBackExactly(value: Double) throws {
  let table = TableModel(
    id: "t", language: "en", title: "",
    columns: [ColumnNode("x", statistic: "mean")],
    rows: [
      RowNode(
        "r", [.estimate(value, lower: value, upper: value, base: 7, .integer)])
    ], words: Example.english)
  let text = CSVTableWriter(.tidy).text(of: table)
  let fields = text.split(separator: "\n")[1]
    .split(separator: ",", omittingEmptySubsequences: false)
  #expect(fields.count == 9)
  #expect(fields[2] == "mean" && fields[6] == "7")
  for field in fields[3...5] {
    let number = try #require(Double(field))
    #expect(number.bitPattern == value.bitPattern)
  }
}

@Test func controlCharactersCanBeSeenInATerminal() {
  let text = PlainTableWriter().text(of: Example.hostile)
  let forbidden = text.unicodeScalars.filter {
    ($0.value < 0x20 && $0 != "\n") || (0x7F...0x9F).contains($0.value)
      || (0x202A...0x202E).contains($0.value)
      || (0x2066...0x2069).contains($0.value)
  }
  #expect(forbidden.isEmpty)
  #expect(text.contains("\\u{1B}[31mred"))
}

@Test(arguments: [60, 70, 80, 100, 120, 200])
func plainTablesFitTheTerminal(width: Int) {
  for table in [Example.rich, Example.hostile, Example.long] {
    let text = PlainTableWriter(width: width).text(of: table)
    for line in text.split(separator: "\n") {
      #expect(cellWidth(String(line)) <= width)
    }
  }
}

@Test func markdownHasOneRowALine() {
  let text = MarkdownTableWriter().text(of: Example.hostile)
  let rows = text.split(separator: "\n").filter { $0.hasPrefix("|") }
  #expect(rows.count == Example.hostile.rows.count + 3)
  for row in rows {
    // What is left after the escaped ones divides two columns.
    let bars = row.replacing("\\\\", with: "").replacing("\\|", with: "")
    #expect(bars.filter { $0 == "|" }.count == 3)
  }
}
