import Foundation
import SVG
import Spreadsheets
import SurveyTables
import TestSupport
import Testing

private let tables = [
  ("rich", Example.rich), ("hostile", Example.hostile),
  ("empty", Example.empty), ("nothing", Example.nothing),
  ("single", Example.single), ("wide", Example.wide),
  ("long", Example.long), ("letters", Example.letters),
]

@Test(arguments: tables)
func tableAsMarkdown(name: String, table: TableModel) {
  let text = MarkdownTableWriter().text(of: table)
  #expect(goldenDifference(text, "tables/\(name).md") == nil)
}

@Test(arguments: tables)
func tableAsCSV(name: String, table: TableModel) {
  let tidy = CSVTableWriter(.tidy).text(of: table)
  #expect(goldenDifference(tidy, "tables/\(name).csv") == nil)
  let shown = CSVTableWriter(.asShown).text(of: table)
  #expect(goldenDifference(shown, "tables/\(name).shown.csv") == nil)
}

@Test(arguments: tables)
func tableAsPlainText(name: String, table: TableModel) {
  let text = PlainTableWriter(width: 100).text(of: table)
  #expect(goldenDifference(text, "tables/\(name).txt") == nil)
}

@Test func plainTableInANarrowTerminal() {
  let text = PlainTableWriter(width: 60).text(of: Example.rich)
  #expect(goldenDifference(text, "tables/rich.60.txt") == nil)
}

/// Words of a heading above narrow columns stay whole.
@Test func wordsAboveNarrowColumnsStayWhole() {
  let table = TableModel(
    id: "narrow", language: "en", title: "",
    columns: [
      ColumnNode(
        spanner: "Composition", [ColumnNode("A", statistic: "count")]),
      ColumnNode(
        spanner: "Since before",
        [
          ColumnNode("B", statistic: "count"),
          ColumnNode("C", statistic: "count"),
        ]),
    ],
    rows: [
      RowNode("x", [1, 2, 3].map { .estimate($0, .decimal(0)) })
    ],
    words: Example.english)
  let lines = PlainTableWriter(width: 60).text(of: table)
    .split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
  #expect(lines.contains { $0.hasPrefix("Composition") })
  #expect(lines.contains { $0.contains("before") })
}

@Test(arguments: tables)
func tableAsLaTeX(name: String, table: TableModel) {
  let text = LaTeXTableWriter().text(of: table)
  #expect(goldenDifference(text, "tables/\(name).tex") == nil)
}

/// Braces, environments and the number of columns: what LaTeX would stumble
/// over first.
@Test(arguments: tables)
func fragmentsAreBalanced(name: String, table: TableModel) {
  let text = LaTeXTableWriter().text(of: table)
  var depth = 0
  var isEscaped = false
  for character in text {
    defer { isEscaped = character == "\\" && !isEscaped }
    if isEscaped { continue }
    if character == "{" { depth += 1 }
    if character == "}" { depth -= 1 }
    #expect(depth >= 0)
  }
  #expect(depth == 0)
  func names(_ command: String) -> [String] {
    text.matches(of: /\\(begin|end)\{([a-z]+)\}/)
      .filter { $0.output.1 == command }.map { String($0.output.2) }
  }
  #expect(names("begin").sorted() == names("end").sorted())
  // The parts of a wide table have columns of their own.
  for part in text.split(separator: "\\toprule") {
    let ampersands = part.split(separator: "\n")
      .filter { $0.hasSuffix(" \\\\") && !$0.contains("\\multicolumn") }
      .filter { !$0.hasPrefix("\\caption") }
      .map { $0.replacing("\\&", with: "").count { $0 == "&" } }
    #expect(Set(ampersands).count <= 1)
  }
}

@Test(arguments: tables)
func tableAsSheet(name: String, table: TableModel) {
  let sheet = SheetWriter(back: ("contents", "contents"))
    .sheet(of: table, name: "sheet")
  #expect(goldenDifference(dump(sheet), "tables/\(name).sheet.txt") == nil)
}

/// A sheet as text: one line a row, one cell after the other, numbers with
/// their format.
func dump(_ sheet: Sheet) -> String {
  var lines = [
    "frozen \(sheet.frozenRows) rows, \(sheet.frozenColumns) columns"
  ]
  let widths = sheet.widths.map { NumberStyle.decimal(1).text($0) }
  lines.append("widths \(widths.joined(separator: " "))")
  for (row, cells) in sheet.rows.enumerated() {
    if let table = sheet.table, table.headingRow == row {
      let headings = table.headings.map { "<\(escapedForXML($0))>" }
      lines.append(
        "table \(escapedForXML(table.name)), \(table.rowCount) rows: "
          + headings.joined(separator: " "))
      continue
    }
    lines.append(
      cells.map { cell in
        switch cell.content {
        case .empty: "-"
        case .text(let text): "\"\(escapedForXML(text))\""
        case .number(let value): "\(value) {\(cell.format.numberFormat)}"
        case .link(let text, let sheet): "[\(text) -> \(sheet)]"
        }
      }.joined(separator: " | "))
  }
  return lines.joined(separator: "\n") + "\n"
}

@Test(
  arguments: [
    ("a\u{1B}[31mb", "a\\u{1B}[31mb"), ("\u{202E}x", "\\u{202E}x"),
    ("满\u{200B}意", "满\\u{200B}意"), ("a\u{200D}b", "a\\u{200D}b"),
    ("co\u{AD}op", "co\\u{AD}op"), ("t\u{E0041}", "t\\u{E0041}"),
    ("a\tb", "a b"), ("👩‍👩‍👧 ❤️‍🔥", "👩‍👩‍👧 ❤️‍🔥"),
    ("满意 – “很好”…　é", "满意 – “很好”…　é"), ("\u{7F}\u{85}", "\\u{7F}\\u{85}"),
  ])
func hiddenCharactersAreWrittenOut(text: String, expected: String) {
  #expect(visible(text) == expected)
}
