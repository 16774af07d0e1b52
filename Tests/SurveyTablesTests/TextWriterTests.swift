import SurveyTables
import TestSupport
import Testing

private let tables = [
  ("rich", Example.rich), ("hostile", Example.hostile),
  ("empty", Example.empty), ("nothing", Example.nothing),
  ("single", Example.single), ("wide", Example.wide),
  ("long", Example.long),
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
