import SVG
import Testing

@testable import SurveyTables

@Test func marksFollowTheEye() {
  let layout = TableLayout(Example.rich)
  #expect(
    layout.endNotes.map(\.mark) == [1, 2, 3, 4, 5, nil, nil, nil])
  #expect(layout.endNotes[0].text.hasPrefix("满意计"))
  #expect(layout.endNotes[2].text.hasPrefix("按承办时"))
  #expect(layout.endNotes.last?.isSource == true)
}

@Test func equalNotesShareAMark() {
  var marks = NoteMarks()
  #expect(marks.marks(of: ["b", "a", "b"]) == [1, 2])
  #expect(marks.marks(of: ["a"]) == [2])
  #expect(marks.marks(of: []) == [])
  #expect(marks.texts == ["b", "a"])
}

@Test func spannersMakeAGrid() throws {
  let layout = TableLayout(Example.rich)
  #expect(layout.headingRowCount == 3)
  #expect(layout.leaves.count == 6)
  let spanner = layout.headings[0]
  #expect(spanner.columnSpan == 3 && spanner.rowSpan == 1 && spanner.isSpanner)
  let leaf = try #require(layout.leaves.last)
  let heading = layout.headings[leaf.heading]
  #expect(heading.rowSpan == 3 && heading.column == 5)
  #expect(layout.leaves[2].path == ["满意度指数", "办理过程与结果", "结果"])
}

@Test func onlyStatesThatOccurAreExplained() {
  func explanation(_ cells: [TableCell]) -> String? {
    let table = TableModel(
      id: "t", language: "en", title: "",
      columns: cells.map { _ in ColumnNode("x") }, rows: [RowNode("r", cells)],
      words: Example.english)
    return TableLayout(table).endNotes.last?.text
  }
  #expect(explanation([.value(1, .integer), .empty, .text("[c]")]) == nil)
  #expect(
    explanation([.notApplicable, .suppressed()])
      == "Shorthand: [c] withheld to protect respondents; "
      + "[z] not applicable.")
  #expect(
    explanation([.value(1, .integer, isWeak: true)])
      == "Shorthand: [u] low reliability, small base.")
}

@Test func numbersThatAreNotFiniteAreNotAvailable() {
  let table = TableModel(
    id: "t", language: "en", title: "", columns: [ColumnNode("x")],
    rows: [
      RowNode("a", [.value(.nan, .integer, isWeak: true)]),
      RowNode("b", [.estimate(-.infinity, .integer)]),
      RowNode("c", [.estimate(1, lower: .nan, upper: 2, .integer)]),
    ], words: Example.english)
  let cells = TableLayout(table).lines.map { $0.cells[0] }
  #expect(cells.map(\.text) == ["[x]", "[x]", "1"])
  #expect(cells.map(\.state) == [.notAvailable, .notAvailable, nil])
}

@Test func cellsTooManyGetColumns() {
  let layout = TableLayout(Example.wide)
  #expect(layout.leaves.count == 4)
  #expect(layout.lines.allSatisfy { $0.cells.count == 4 })
}

@Test(arguments: [
  ("87.3%", ".3%"), ("1,287", ""), ("\u{2212}0.25", ".25"), ("<0.001", ".001"),
  ("∞", ""), ("", ""),
])
func tailOfANumber(number: String, tail: String) {
  #expect(NumberShape.tail(of: number) == tail)
}

@Test func paddingAlignsPoints() {
  let full = NumberShape(".3%")
  #expect(NumberShape("").padding(to: full) == "\u{2007}\u{2007}\u{2008}")
  #expect(NumberShape(".3%").padding(to: full) == "")
}

@Test(arguments: [
  ("承办单位（合并）", 8, ["承办单位", "（合并）"]),
  ("满意，很好", 4, ["满", "意，", "很好"]),
  ("a long-ish label", 7, ["a long-", "ish", "label"]),
  ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
  ("", 5, [""]),
])
func breakingByCells(text: String, width: Int, lines: [String]) {
  #expect(CellBreaker(width: width).lines(text) == lines)
}
