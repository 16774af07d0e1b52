import SurveyData
import Testing

@testable import SurveyStudy

@Suite struct ColumnSummaryTests {
  /// Texts kept one a row, empty where missing.
  private func column(_ texts: [String]) -> Column {
    Column(
      "q",
      .texts(
        DictionaryText(
          codes: WholeNumbers(texts.indices.map { Int32($0) }),
          levels: PackedTexts(texts), areLevelsDistinct: false)),
      missing: MissingReasons(texts.map { $0.isEmpty ? 1 : 0 }))
  }

  @Test func repeatedTextsCountOnce() {
    let texts = (0..<4000).map { row in
      row % 10 == 0 ? "" : row % 10 == 1 ? "twice" : "answer \(row)"
    }
    let summary = ColumnSummary(column(texts))
    #expect(summary.valid == 3600)
    #expect(summary.missing.map(\.count) == [400])
    #expect(summary.distinct == 3201)
  }

  @Test func fewRepeatedTextsAreListed() {
    let texts = (0..<3000).map { ["a", "b", ""][$0 % 3] }
    let summary = ColumnSummary(column(texts))
    #expect(summary.distinct == 2)
    #expect(summary.answers.map(\.value) == ["a", "b"])
    #expect(summary.answers.map(\.count) == [1000, 1000])
  }

  @Test func allMissingHasNoAnswers() {
    let summary = ColumnSummary(column(["", "", ""]))
    #expect(summary.valid == 0)
    #expect(summary.answers.isEmpty)
  }
}
