import SurveyData
import Testing

@testable import SurveyStatistics

/// Columns that keep one text a row, as files with thousands of names give.
@Suite struct RepeatedTextsQualityTests {
  private func column(_ name: String, _ texts: [String]) -> Column {
    Column(
      name,
      .texts(
        DictionaryText(
          codes: WholeNumbers(texts.indices.map { Int32($0) }),
          levels: PackedTexts(texts), areLevelsDistinct: false)),
      missing: MissingReasons(texts.map { $0.isEmpty ? 1 : 0 }))
  }

  private func table(_ column: Column) -> Table {
    Table(name: "t", columns: [column], source: DataSource(file: "t.csv"))
  }

  @Test func aKeyThatStandsTwiceIsNone() {
    var texts = (0..<4000).map { "r\($0)" }
    let unique = ColumnFinder(table: table(column("case_id", texts)))
    #expect(unique.key()?.name == "case_id")
    texts[3999] = "r7"
    let repeated = ColumnFinder(table: table(column("case_id", texts)))
    #expect(repeated.key() == nil)
  }

  @Test func fewAnswersManyTimesAreNoOpenAnswers() {
    let words = ["good", "bad", "fair"]
    let few = (0..<4000).map { words[$0 % 3] }
    #expect(
      ColumnFinder(table: table(column("q", few))).openAnswers(without: [])
        .isEmpty)
    // What is missing is neither an answer nor a text.
    let letters = Array("abcdefghijklmnopqrst")
    let sparse = (0..<4000).map { row in
      row < 200 ? "word \(letters[row % 20])\(letters[row / 20 % 20])" : ""
    }
    #expect(
      ColumnFinder(table: table(column("q", sparse))).openAnswers(without: [])
        .count == 1)
  }

  @Test func devicesAreTheSameWhereTheirTextsAre() {
    var texts = (0..<4000).map { "device \($0)" }
    texts[3000] = "device 12"
    texts[5] = ""
    texts[6] = ""
    let found = SameDevice([column("device_id", texts)], rowCount: 4000)
    #expect(found.firstRows[3000] == 12)
    #expect(found.counts[12] == 2)
    #expect(found.firstRows[5] == -1)
    #expect(found.counts[13] == 1)
  }
}
