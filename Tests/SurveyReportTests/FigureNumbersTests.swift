import SurveyCharts
import SurveyData
import SurveyTables
import Testing

@testable import SurveyReport

private let context = Context(
  .english,
  ReportInput(id: "x", title: LocalizedText("X"), version: "0", sections: []))

/// A heat table of two rows, of which one cell is missing.
private func figure() -> Figure {
  Figure("f", context.frame("f", title: "F")) { frame in
    HeatTable(
      frame: frame, words: context.words.chartWords(row: "Unit"),
      columns: [.init(label: "p"), .init(label: "q")],
      rows: [
        .init(
          label: "A",
          cells: [
            .init(value: nil, text: ""), .init(value: 0.5, text: "50.0%"),
          ]),
        .init(
          label: "B",
          cells: [
            .init(value: 0.25, text: "25.0%"), .init(value: nil, text: ""),
          ]),
      ],
      scale: .sequential(min: 0, max: 1), legendLabel: "share")
  }
}

private func table(_ first: Double) -> NamedTable {
  NamedTable(
    "t",
    context.table(
      "t", title: "T", stub: "Unit",
      columns: [ColumnNode("p"), ColumnNode("q")],
      rows: [
        RowNode("A", [.empty, .value(0.5, .percent(1))]),
        RowNode("B", [.value(first, .percent(1)), .empty]),
      ]), isSupplement: true)
}

@Test func aTableWithTheSameNumbersIsTheDataOfAFigure() {
  #expect(table(0.25).holdsNumbers(of: figure()))
  #expect(!table(0.26).holdsNumbers(of: figure()))
  let page = HTML.figure(figure(), context, table: table(0.25)).markup
  #expect(page.contains("<details>") && page.contains("id=\"tab-t\""))
  #expect(!page.contains("class=\"plain\""))
  #expect(HTML.figure(figure(), context).markup.contains("class=\"plain\""))
}
