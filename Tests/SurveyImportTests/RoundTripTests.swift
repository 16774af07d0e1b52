import SurveyData
import Testing

@testable import SurveyImport

/// Writes random tables in random dialects and reads them back.
@Suite struct RoundTripTests {
  @Test(arguments: 0..<300 as Range<UInt64>)
  func everyCellComesBack(seed: UInt64) throws {
    var random = Generator(state: seed)
    let delimiter = random.pick([",", ";", "\t", "|"])
    let ends = random.pick([["\n"], ["\r\n"], ["\r"], ["\n", "\r\n", "\r"]])
    let columns = 2 + random.below(5)
    let header = (1...columns).map { "c\($0)" }
    let rows = (0..<random.below(40)).map { _ in
      (0..<columns).map { _ in cell(&random) }
    }
    var text = random.below(2) == 0 ? "\u{FEFF}" : ""
    for (position, row) in ([header] + rows).enumerated() {
      text += row.map { written($0, delimiter, &random) }
        .joined(separator: delimiter)
      let isLast = position == rows.count
      if !isLast || random.below(2) == 0 { text += random.pick(ends) }
    }
    let result = try read(text) {
      $0.delimiter = delimiter.utf8.first
      $0.readsAllAsText = true
    }
    #expect(result.rejects.isEmpty)
    let found = (0..<result.table.rowCount).map { row in
      result.table.columns.map { $0.text(at: row) ?? "" }
    }
    #expect(found == rows)
  }

  /// Large enough for columns to be read at the same time, in many batches.
  /// Names with which files of other kinds begin.
  @Test(arguments: [
    "<styleon", "<html>", "中<table>", "%PDF-1.4", "PK\u{3}\u{4}", "sep=;",
  ])
  func namesOfOtherFilesComeBack(name: String) throws {
    let table = makeTexts(name, ["a", "b"])
    for mark in [false, true] {
      var file = CSVFile()
      file.hasByteOrderMark = mark
      let copy = try DelimitedReader.read(
        bytes: file.bytes(of: table), displayName: "g.csv",
        options: ImportOptions())
      #expect(copy.table.columns.map(\.name) == [name])
      #expect(copy.texts(name) == ["a", "b"])
    }
  }

  private func makeTexts(_ name: String, _ texts: [String]) -> Table {
    Table(
      name: "t", columns: [Column(name, .texts(DictionaryText(texts)))],
      source: DataSource(file: "t"))
  }

  @Test func largeTableComesBackTyped() throws {
    let count = 60_000
    var text = "id,n,x,day,grade,q\n"
    for row in 0..<count {
      text += "R\(row),\(row - 30_000),\(row).5,2024-02-\(10 + row % 19),"
      text += row % 3 == 0 ? "满意" : row % 3 == 1 ? "\"不\n满意\"" : ""
      text += row % 7 == 0 ? ",NA\n" : ",\(row % 5)\n"
    }
    let result = try read(text)
    #expect(result.rejects.isEmpty)
    let columns = result.table.columns
    #expect(
      columns.map { result.kind($0.name) }
        == ["texts", "integers", "doubles", "days", "texts", "integers"])
    for row in 0..<count {
      let expected: [String?] = [
        "R\(row)", "\(row - 30_000)", "\(row).5", "2024-02-\(10 + row % 19)",
        row % 3 == 0 ? "满意" : row % 3 == 1 ? "不\n满意" : nil,
        row % 7 == 0 ? nil : "\(row % 5)",
      ]
      guard columns.map({ $0.text(at: row) }) == expected else {
        Issue.record("row \(row)")
        return
      }
    }
  }

  private func cell(_ random: inout Generator) -> String {
    let pieces = [
      "1", "满意", " ", ",", ";", "\t", "|", "\"", "\n", "\r", "\r\n", "é",
      "=", "'", "𠮷", "x",
    ]
    return (0..<random.below(5)).map { _ in random.pick(pieces) }.joined()
  }

  private func written(
    _ cell: String, _ delimiter: String, _ random: inout Generator
  ) -> String {
    let needsQuotes = cell.unicodeScalars.contains {
      "\"\r\n".unicodeScalars.contains($0)
        || delimiter.unicodeScalars.contains($0)
    }
    guard needsQuotes || random.below(4) == 0 else { return cell }
    return "\""
      + cell.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }
}

/// A seeded stream of numbers (SplitMix64).
private struct Generator {
  var state: UInt64

  mutating func below(_ limit: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(limit))
  }

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[below(elements.count)]
  }
}
