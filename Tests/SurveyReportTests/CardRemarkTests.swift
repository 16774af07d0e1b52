import SurveyCharts
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
    for words in ["阅读提示", "只有一位评委打分", "没有“", "4.6%的模拟中本对象没有得分"] {
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

  /// A rule that was met without changing anything is only counted.
  @Test func onlyRulesThatChangedTheResultAreShown() throws {
    func hit(_ name: String, _ isDecisive: Bool) -> CaseResult.GateHit {
      CaseResult.GateHit(
        indicator: "I22", rule: "raw_\(name)>0=>cap:良好", effect: "cap:良好",
        sentence: LocalizedText(zh: "规则\(name)。", en: "Rule \(name)."),
        isDecisive: isDecisive)
    }
    let pages = cards {
      $0.gates = [hit("a", true), hit("b", false), hit("c", false)]
    }
    let chinese = try #require(pages["cards/2024-001.html"])
    let english = try #require(pages["cards/2024-001.en.html"])
    #expect(chinese.contains("<li>规则a。</li>"))
    #expect(english.contains("<li>Rule a.</li>"))
    #expect(chinese.contains("另有2条限制规则被触发，但未改变结果。"))
    #expect(english.contains("2 further rules were met and changed nothing."))
    for page in [chinese, english] {
      #expect(!page.contains("规则b") && !page.contains("Rule b"))
      #expect(!page.contains("=&gt;cap"))
    }
    let none = cards { $0.gates = [hit("b", false)] }
    let alone = try #require(none["cards/2024-001.en.html"])
    #expect(alone.contains("1 rule was met and changed nothing."))
    #expect(!alone.contains("class=\"gates\""))
  }

  /// Numbers of figures stand once: in the table below or on the page over
  /// all cards.
  @Test func cardsRepeatNoTable() throws {
    let page = try #require(cards { _ in }["cards/2024-001.en.html"])
    #expect(!page.contains("<details"))
    #expect(page.contains("href=\"#indicators\""))
    #expect(page.contains("id=\"indicators\""))
    #expect(page.contains("href=\"index.en.html\">Data of this figure"))
  }
}

/// A card has room for the cases around its own; ranks and scores stand on
/// the scales of all, so that cards compare.
@Test(arguments: [(15, 15), (16, 11), (545, 11)])
func cardsShowTheCasesAround(count: Int, shown: Int) {
  let result = Sample.evaluation(count: count)
  let document = ReportDocument(
    Sample.report(results: [result], cards: result), .english)
  guard let deck = document.cards else {
    Issue.record("no cards")
    return
  }
  for position in [0, count / 2, count - 1] {
    let id = deck.evaluation.cases[position].id
    let figure = deck.figures.league("l", title: "", highlighted: id)
    let chart = figure.chart as? LeagueChart
    #expect(chart?.rows.count == shown)
    #expect(chart?.rows.contains { $0.isHighlighted } == true)
    let whole = deck.evaluation.cases.compactMap(\.score)
    if shown < count {
      #expect(chart?.whole?.count == count)
      #expect(chart?.whole?.scores?.contains(whole.max() ?? 0) == true)
      #expect(chart?.whole?.scores?.contains(whole.min() ?? 0) == true)
      let svg = figure.svg
      #expect(svg.contains(">\(count)</text>"), "the last rank is labelled")
    } else {
      #expect(chart?.whole == nil)
    }
  }
}
