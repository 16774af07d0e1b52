import SurveyData
import TestSupport
import Testing

@testable import SurveyReport

/// What a card says about a case whose numbers are weaker than they look.
@Suite struct CardRemarkTests {
  private func cards(_ change: (inout CaseResult) -> Void) -> [String: String] {
    var result = Sample.evaluation(count: 4)
    guard case .evaluation(var evaluation) = result.details else { return [:] }
    change(&evaluation.cases[0])
    result.details = .evaluation(evaluation)
    let files = renderReport(Sample.report(results: [result], cards: result))
    return Dictionary(
      files.filter { $0.path.hasPrefix("cards/2024") }
        .map { ($0.path, $0.text) }, uniquingKeysWith: { first, _ in first })
  }

  @Test func weaknessesAreSaidInBothLanguages() throws {
    let id = try #require(Sample.indicators.last?.id)
    let pages = cards {
      $0.remarks = ["single-evaluator", "missing-indicator:\(id)"]
      $0.unscoredShare = 0.046
    }
    let chinese = try #require(pages["cards/2024-001.html"])
    let english = try #require(pages["cards/2024-001.en.html"])
    for words in ["阅读提示", "只有一位评委打分", "没有“", "4.6%的模拟中本案件没有得分"] {
      #expect(chinese.contains(words), "\(words)")
    }
    for words in [
      "Before you compare", "by one evaluator only", "has no value of",
      "In 4.6% of the draws",
    ] {
      #expect(english.contains(words), "\(words)")
    }
    let other = try #require(pages["cards/2024-002.html"])
    #expect(!other.contains("阅读提示"))
  }
}
