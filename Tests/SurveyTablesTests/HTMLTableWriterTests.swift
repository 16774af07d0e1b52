import Foundation
import SurveyTables
import TestSupport
import Testing

/// A whole page around a fragment, so that the golden file can be opened.
func page(_ fragments: String...) -> String {
  """
  <!DOCTYPE html>
  <html lang="zh"><head><meta charset="utf-8"><title>Tables</title>
  <style>body { font-family: sans-serif; margin: 2em; max-width: 60em; }
  \(HTMLTableWriter.styleSheet)</style></head><body>
  \(fragments.joined(separator: "\n"))</body></html>

  """
}

@Test func richTableAsHTML() {
  let text = HTMLTableWriter().text(of: Example.rich)
  #expect(goldenDifference(page(text), "tables/rich.html") == nil)
}

@Test func otherTablesAsHTML() {
  let writer = HTMLTableWriter(styling: .classes)
  let text = [Example.empty, Example.nothing, Example.single, Example.wide]
    .map(writer.text).joined(separator: "\n")
  #expect(goldenDifference(page(text), "tables/others.html") == nil)
}

@Test func hostileTableAsHTML() {
  let text = HTMLTableWriter().text(of: Example.hostile)
  #expect(goldenDifference(page(text), "tables/hostile.html") == nil)
}

@Test func longTableAsHTML() {
  let text = HTMLTableWriter(styling: .classes).text(of: Example.long)
  #expect(goldenDifference(page(text), "tables/long.html") == nil)
}

@Test func equalTablesGiveEqualBytes() {
  let writers: [any TableWriter] = [
    HTMLTableWriter(), SVGTableWriter(), MarkdownTableWriter(),
    CSVTableWriter(.tidy), CSVTableWriter(.asShown), PlainTableWriter(),
    LaTeXTableWriter(),
  ]
  for writer in writers {
    let text = writer.text(of: Example.rich)
    #expect(text == writer.text(of: Example.rich))
    #expect(text == writer.text(of: LaidTable(Example.rich)))
    #expect(text.hasSuffix("\n") && !text.contains("\r"))
  }
}

@Test func laidTablesSayWhatIsShown() {
  let table = TableModel(
    id: "t", language: "en", title: "T", stubHeading: "Unit",
    columns: [ColumnNode("Share"), ColumnNode("Word")],
    rows: [
      RowNode(
        group: "Group", [RowNode("A", [.value(0.5, .percent(1)), .empty])]),
      RowNode("B", [.value(0.25, .percent(1)), .text("x")]),
    ], words: Example.rich.words)
  let expected: [[String]] = [["A", "50.0%", ""], ["B", "25.0%", "x"]]
  #expect(LaidTable(table).texts == expected)
}
