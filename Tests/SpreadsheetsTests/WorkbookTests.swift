import Foundation
import TestSupport
import Testing

@testable import Spreadsheets

/// A folder that is gone when the test ends.
private func withScratch<Result>(
  _ body: (String) throws -> Result
) throws -> Result {
  let folder = FileManager.default.temporaryDirectory
    .appending(path: "workbook-\(UUID().uuidString)")
  try FileManager.default.createDirectory(
    at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder.path())
}

private func text(_ name: String, of bytes: [UInt8]) throws -> String {
  String(decoding: try ZipArchive(bytes).file(name), as: UTF8.self)
}

private let hostile = [
  "=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "＝1", "<f>1</f>", "a&b\"'",
  "\u{0}\u{1B}[31m\u{FFFE}", "_x0041_", "line\nbreak", "{=1}",
  "\u{202E}reversed", "http://example.org", "mailto:a@b",
]

private func sample() -> Workbook {
  var bold = CellFormat()
  bold.isBold = true
  var percent = CellFormat()
  percent.numberFormat = "0.0%"
  var first = Sheet(
    name: "目录",
    rows: [[.text("标题", bold)], [SheetCell(.link("见表", sheet: "数 '据"))]],
    widths: [30])
  first.frozenRows = 1
  var second = Sheet(
    name: "数 '据",
    rows: [[.text("t")], []]
      + hostile.map { [.text($0), SheetCell(.number(0.1 + 0.2), percent)] },
    table: Sheet.Table(
      name: "tab 1", headingRow: 1, headings: ["单位", "值"],
      rowCount: hostile.count))
  second.frozenRows = 2
  second.frozenColumns = 1
  return Workbook(title: "题", application: "test", sheets: [first, second])
}

@Test func sameWorkbookSameBytes() throws {
  let first = try withScratch { try sample().bytes(scratch: $0) }
  let second = try withScratch { try sample().bytes(scratch: $0) }
  #expect(first == second)
  #expect(first.count > 4000)
}

@Test func scratchIsEmptyAfterwards() throws {
  try withScratch { folder in
    _ = try sample().bytes(scratch: folder)
    let left = try FileManager.default.contentsOfDirectory(atPath: folder)
    #expect(left.isEmpty)
  }
}

@Test func textsAreNeverFormulas() throws {
  let bytes = try withScratch { try sample().bytes(scratch: $0) }
  let sheet = try text("xl/worksheets/sheet2.xml", of: bytes)
  #expect(!sheet.contains("<f>") && !sheet.contains("<f "))
  #expect(!sheet.contains("hyperlink"))
  let strings = try text("xl/sharedStrings.xml", of: bytes)
  #expect(strings.contains("=1+1") && strings.contains("&lt;f&gt;1&lt;/f&gt;"))
  #expect(strings.contains("_x005F_x0041_") && strings.contains("line break"))
  #expect(strings.utf8.allSatisfy { $0 >= 0x20 || $0 == 0x0A })
}

@Test func numbersKeepTheirDigits() throws {
  let bytes = try withScratch { try sample().bytes(scratch: $0) }
  let sheet = try text("xl/worksheets/sheet2.xml", of: bytes)
  #expect(sheet.contains("<v>0.3</v>") || sheet.contains("<v>0.30000"))
  let styles = try text("xl/styles.xml", of: bytes)
  #expect(styles.contains("0.0%"))
}

@Test func tablesFreezeAndLink() throws {
  let bytes = try withScratch { try sample().bytes(scratch: $0) }
  let table = try text("xl/tables/table1.xml", of: bytes)
  #expect(
    table.contains("name=\"T_tab_1\"") && table.contains("ref=\"A2:B15\""))
  let contents = try text("xl/worksheets/sheet1.xml", of: bytes)
  #expect(contents.contains("location=\"'数 ''据'!A1\""))
  #expect(contents.contains("frozen"))
  #expect(!contents.contains("mergeCell"))
}

@Test func nothingTellsTheClock() throws {
  let bytes = try withScratch { try sample().bytes(scratch: $0) }
  let core = try text("docProps/core.xml", of: bytes)
  #expect(core.contains("2000-01-01T00:00:00Z") && !core.contains("202"))
}

@Test func aMissingFolderIsAFault() {
  #expect(throws: WorkbookFault.self) {
    try sample().bytes(scratch: "/no/such/folder")
  }
  #expect(throws: WorkbookFault.self) {
    try Workbook(title: "", application: "", sheets: []).bytes(scratch: "/tmp")
  }
}

@Test func numbersThatAreNotFiniteAreAFault() throws {
  let book = Workbook(
    title: "", application: "",
    sheets: [Sheet(name: "a", rows: [[SheetCell(.number(.nan))]])])
  try withScratch { folder in
    #expect(throws: WorkbookFault.self) { try book.bytes(scratch: folder) }
    let left = try FileManager.default.contentsOfDirectory(atPath: folder)
    #expect(left.isEmpty)
  }
}

@Test func damagedFilesAreFound() throws {
  let bytes = try withScratch { try sample().bytes(scratch: $0) }
  #expect(throws: WorkbookFault.self) {
    try ZipArchive(Array(bytes.dropLast(3))).checkWorkbook(cells: [])
  }
  #expect(throws: WorkbookFault.self) {
    try ZipArchive(bytes).checkWorkbook(cells: [2, 30])
  }
  var changed = bytes
  changed[200] ^= 0xFF
  #expect(throws: WorkbookFault.self) {
    try ZipArchive(changed).checkWorkbook(cells: [])
  }
  try ZipArchive(bytes).checkWorkbook(cells: [2, 29])
}

@Test func namesOfSheetsAreLegalAndDiffer() {
  var names = SheetNames()
  let long = String(repeating: "满意度", count: 20)
  let wishes =
    hostile + [
      long, long, long, "a/b", "A\\B", "'x'", "", "History", "x" + long,
    ]
  let given = wishes.map { names.name($0) }
  #expect(Set(given.map { $0.lowercased() }).count == given.count)
  for name in given {
    #expect(!name.isEmpty && name.utf16.count <= 31)
    #expect(!name.contains { "[]:*?/\\".contains($0) })
    #expect(!name.hasPrefix("'") && !name.hasSuffix("'"))
    #expect(name.unicodeScalars.allSatisfy { $0.value >= 0x20 })
  }
  #expect(given.suffix(2).first == "_History")
}

/// Tabs were cut in the middle of words and after "of".
@Test(arguments: [
  ("12 Class of result: key-supervised cases", "12 Class of result…"),
  (
    "3 How satisfied the deputies are with it",
    "3 How satisfied the deputies…"
  ),
  (
    "Everything and the rest of all the cases",
    "Everything and the rest of all…"
  ),
  (String(repeating: "x", count: 40), String(repeating: "x", count: 30) + "…"),
  ("short", "short"),
])
func tabsEndWithWholeWords(wish: String, expected: String) {
  var names = SheetNames()
  #expect(names.name(wish) == expected)
  let second = names.name(wish)
  #expect(second != expected && second.hasSuffix("(2)"))
}

@Test func headingsOfTablesDiffer() {
  let given = tableHeadings([
    "n", "N", "", " ", String(repeating: "长", count: 400),
  ])
  #expect(given[0...3] == ["n", "N (2)", "–", "– (2)"])
  #expect(given[4].utf16.count <= 255)
}

@Test func longTextsAreCut() throws {
  let book = Workbook(
    title: String(repeating: "题", count: 500), application: "",
    sheets: [
      Sheet(
        name: "a",
        rows: [[.text(String(repeating: "\u{1F600}", count: 40_000))]])
    ])
  let bytes = try withScratch { try book.bytes(scratch: $0) }
  #expect(bytes.count > 1000)
}

@Test func printedPagesRepeatTheHeadings() throws {
  let bytes = try withScratch { try sample().bytes(scratch: $0) }
  let book = try text("xl/workbook.xml", of: bytes)
  #expect(book.contains("_xlnm.Print_Titles"))
  #expect(book.contains("$2:$2"))
  let page = try text("xl/worksheets/sheet2.xml", of: bytes)
  #expect(page.contains("numberStoredAsText=\"1\""))
  #expect(page.contains("fitToPage=\"1\""))
}

/// A table of fifty columns was one page, two millimetres high.
@Test func wideSheetsArePrintedOnPagesSideBySide() throws {
  var wide = Sheet(
    name: "wide", rows: [(0..<51).map { SheetCell(.number(Double($0))) }],
    widths: [22] + Array(repeating: 14.0, count: 50))
  wide.isLandscape = true
  wide.frozenColumns = 1
  #expect(wide.pagesAcross == 4)
  var narrow = wide
  narrow.widths = [22] + Array(repeating: 14.0, count: 12)
  #expect(narrow.pagesAcross == 1)
  // However wide the label: every page has room for more.
  wide.widths[0] = 1e9
  wide.widths[1] = .infinity
  #expect(wide.pagesAcross < 20)
  wide.widths = [22] + Array(repeating: 14.0, count: 50)
  let bytes = try withScratch {
    try Workbook(title: "", application: "", sheets: [wide]).bytes(scratch: $0)
  }
  let page = try text("xl/worksheets/sheet1.xml", of: bytes)
  #expect(page.contains("fitToWidth=\"4\""))
  let book = try text("xl/workbook.xml", of: bytes)
  #expect(book.contains("$A:$A"))
}

/// The library cut the titles of pages in the middle of a character, and no
/// program opened the file.
@Test(arguments: [
  "short", String(repeating: "满", count: 31), String(repeating: "'", count: 29),
])
func titlesOfPagesAreNeverCut(name: String) throws {
  for rows in [10, 200] {
    var names = SheetNames()
    var sheet = Sheet(
      name: names.name("x" + name + "x"),
      rows: [[]]
        + (0..<rows).map { row in
          (0..<51).map { SheetCell(.number(Double($0 + row))) }
        }, widths: Array(repeating: 14.0, count: 51),
      table: Sheet.Table(
        name: "t", headingRow: 0, headings: (0..<51).map { "h\($0)" },
        rowCount: rows))
    sheet.isLandscape = true
    sheet.frozenColumns = 1
    let bytes = try withScratch {
      try Workbook(title: "", application: "", sheets: [sheet])
        .bytes(scratch: $0)
    }
    let book = try text("xl/workbook.xml", of: bytes)
    let begin = book.range(of: "Print_Titles\" localSheetId=\"0\">")
    let rest = book[try #require(begin).upperBound...]
    let titles = rest[..<(try #require(rest.range(of: "<")).lowerBound)]
    #expect(titles.hasSuffix("$A:$A") || titles.hasSuffix("$1:$1"))
    #expect(!book.contains("\u{FFFD}"))
    let parts = sheet.repeatedOnPages
    #expect(titles.contains("$A:$A") == parts.columns)
    #expect(titles.contains("$1:$1") == parts.headings)
  }
}

@Test func rowsAreAsHighAsTheirTexts() {
  var wrapped = CellFormat()
  wrapped.wraps = true
  var large = CellFormat()
  large.size = 18
  let sheet = Sheet(
    name: "s",
    rows: [
      [.text("Title", large)], [],
      [.text("一二三四五六七八九十", wrapped), SheetCell(.number(1))],
      [.text("short", wrapped)], [.text("long but not broken at all")],
    ], widths: [10, 10],
    table: Sheet.Table(
      name: "t", headingRow: 1, headings: ["Heading", "A long heading"],
      rowCount: 3))
  let heights = Dictionary(
    uniqueKeysWithValues: sheet.heights.map { ($0.row, $0.height) })
  #expect(heights[0] == 18 * 1.4)
  #expect(heights[1] == 30)
  #expect(heights[2] == 45)
  #expect(heights[3] == nil && heights[4] == nil)
  #expect(!sheet.holdsNumbers(0) && sheet.holdsNumbers(1))
}
