import Diagnostics
import SurveyData
import Testing

@testable import SurveyStatistics

/// Rules in words follow the direction of an indicator, as its score does.
@Suite struct RuleDirectionTests {
  private func words(
    _ normalisation: Normalisation, isBenefit: Bool
  ) throws -> LocalizedText {
    let tree = try IndicatorTree(
      [
        Indicator(id: "G"),
        Indicator(
          id: "A", parent: "G", isBenefit: isBenefit,
          normalisation: normalisation),
      ], log: DiagnosticLog())
    return RuleWords(tree: tree, weights: [1, 1]).rule(1)
  }

  @Test func lowIsGoodInWordsToo() throws {
    let score = Normalisation.zScore(
      scale: 10, clips: false, isPopulation: false, constant: 50)
    let high = try words(score, isBenefit: true)
    let low = try words(score, isBenefit: false)
    #expect(high[.english].hasSuffix("standard deviation above"))
    #expect(low[.english].hasSuffix("standard deviation below"))
    #expect(low[.chinese] == "平均水平50分，每低一个标准差加10分")
    for other in [Normalisation.sum, .vector] {
      #expect(
        try words(other, isBenefit: true) != words(other, isBenefit: false))
    }
    #expect(
      try words(.sum, isBenefit: false)[.english].contains("reciprocal"))
  }
}
