import SVG
import Spreadsheets
import SurveyTables
import Testing

@Test(arguments: [
  (NumberStyle.integer, "#,##0"), (.decimal(2), "#,##0.00"),
  (.percent(1), "0.0%"), (.signed(1), "+#,##0.0;-#,##0.0;#,##0.0"),
  (.pValue, "[<0.001]\"<0.001\";0.000"),
])
func formatsPrintAsElsewhere(style: NumberStyle, format: String) {
  let table = TableModel(
    id: "t", language: "en", title: "", columns: [ColumnNode("x")],
    rows: [RowNode("r", [.value(0.1 + 0.2, style)])], words: Example.english)
  let sheet = SheetWriter().sheet(of: table, name: "t")
  let cell = sheet.rows[1][1]
  #expect(cell.content == .number(0.1 + 0.2))
  #expect(cell.format.numberFormat == format)
}

@Test func pointsOfPercentagesStandAsPoints() {
  let table = TableModel(
    id: "t", language: "en", title: "", columns: [ColumnNode("x")],
    rows: [RowNode("r", [.value(0.25, .signedPercentagePoints(1))])],
    words: Example.english)
  let cell = SheetWriter().sheet(of: table, name: "t").rows[1][1]
  #expect(cell.content == .number(25))
}

@Test func intervalsHaveColumnsOfTheirOwn() throws {
  let sheet = SheetWriter().sheet(of: Example.letters, name: "t")
  let table = try #require(sheet.table)
  #expect(
    table.headings[1...5] == [
      "Age / 18–34 (A)", "Age / 18–34 (A) / lower limit",
      "Age / 18–34 (A) / upper limit", "Age / 18–34 (A) / significantly above",
      "Age / 35–59 (B)",
    ]
      || table.headings[1...4] == [
        "Age / 18–34 (A)", "Age / 18–34 (A) / lower limit",
        "Age / 18–34 (A) / upper limit", "Age / 18–34 (A) / above",
      ])
  let first = sheet.rows[table.headingRow + 1]
  #expect(first.count == table.headings.count)
  #expect(first[1].content == .number(0.345))
  #expect(first[4].content == .text(""))
  // West shows no interval and has letters alone.
  #expect(
    Array(table.headings.suffix(2).map { $0.suffix(5) })
      == ["t (D)", "above"])
}

@Test func groupsStandInEveryRow() throws {
  let sheet = SheetWriter().sheet(of: Example.rich, name: "t")
  let table = try #require(sheet.table)
  #expect(table.headings[0...2] == ["Group 1", "Group 2", "承办单位"])
  #expect(table.rowCount == 6)
  let rows = sheet.rows[(table.headingRow + 1)...].prefix(table.rowCount)
  let labels = rows.map { row in
    row.prefix(3).map { cell in
      if case .text(let text) = cell.content { text } else { "?" }
    }
  }
  #expect(labels[4] == ["区县", "城区", "东城区"])
  #expect(labels[0] == ["", "", "全部单位"])
  #expect(labels[3][0] == "市政府部门 " || labels[3][0] == "市政府部门")
  #expect(sheet.frozenRows == table.headingRow + 1)
  #expect(sheet.frozenColumns == 3)
}

@Test func statesStandInThePlaceOfNumbers() throws {
  let sheet = SheetWriter().sheet(of: Example.rich, name: "t")
  let texts = sheet.rows.flatMap { $0 }.compactMap { cell -> String? in
    if case .text(let text) = cell.content { text } else { nil }
  }
  for state in ["[c]", "[x]", "[z]"] { #expect(texts.contains(state)) }
  #expect(texts.contains { $0.hasPrefix("[u]") })
  #expect(texts.contains { $0.contains("[c] 为保护受访者不予公布") })
}

@Test func tablesWithoutRowsStaySheets() throws {
  for table in [Example.empty, Example.nothing] {
    let sheet = SheetWriter().sheet(of: table, name: "t")
    #expect(sheet.table?.rowCount == 0)
    #expect(!(sheet.table?.headings.isEmpty ?? true))
  }
}
