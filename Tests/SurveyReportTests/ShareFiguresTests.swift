import SurveyCharts
import SurveyData
import Testing

@testable import SurveyReport

private func answer(
  _ code: String, _ zh: String? = nil, _ en: String? = nil
) -> AnswerScale.Answer {
  AnswerScale.Answer(
    code: code,
    label: zh.map { LocalizedText(zh: $0, en: en ?? $0) })
}

@Test func gradesRunFromWorstToBest() {
  let scale = AnswerScale([
    answer("satisfied", "满意"), answer("basic", "基本满意"),
    answer("dissatisfied", "不满意"),
  ])
  #expect(scale?.order == [2, 1, 0])
  #expect(scale?.sides == [.favourable, .favourable, .unfavourable])
}

@Test func numbersBetweenWordsTakeTheirSides() {
  let scale = AnswerScale([
    answer("1", "1 差", "1 poor"), answer("2"), answer("3"), answer("4"),
    answer("5", "5 很好", "5 very good"),
  ])
  #expect(scale?.order == [0, 1, 2, 3, 4])
  #expect(
    scale?.sides == [
      .unfavourable, .unfavourable, .neutral, .favourable, .favourable,
    ])
}

@Test func answersWithoutAToneAreNoScale() {
  #expect(AnswerScale([answer("A"), answer("B"), answer("C")]) == nil)
  #expect(AnswerScale([answer("满意"), answer("基本满意")]) == nil)
  #expect(AnswerScale([answer("满意")]) == nil)
}

private func shares(
  _ variable: String, _ values: [(String, Double)],
  group: [GroupTerm] = [], half: Double = 0.01
) -> [Estimate] {
  values.map { code, value in
    Estimate(
      variable: variable, category: code, group: group, statistic: "share",
      unit: .share, value: value,
      interval: Interval(
        lower: value - half, upper: value + half, level: 0.95,
        method: "wilson"), base: 400, weightedBase: 400)
  }
}

private func view(
  _ estimates: [Estimate], _ language: Language = .chinese
) -> ResultView {
  let result = AnalysisResult(
    id: "answers", kind: "share", provenance: Sample.provenance,
    conventions: [], estimates: estimates)
  return ResultView(
    result, name: "answers", context: Context(language, Sample.report()))
}

@Test func gradesOfSeveralItemsAreOneChartOfBars() {
  let view = view(
    shares("态度", [("满意", 0.98), ("基本满意", 0.015), ("不满意", 0.005)])
      + shares("速度", [("满意", 0.97), ("基本满意", 0.02), ("不满意", 0.01)]))
  #expect(view.figures.map(\.name) == ["answers-share"])
  #expect(view.finding == "“满意”占各项回答的97%至98%")
}

@Test func theMostFrequentAnswerIsNamed() {
  let clear = shares("x", [("A", 0.58), ("B", 0.34), ("C", 0.08)])
  #expect(view(clear).finding == "“A”最多，占58%（57–59）")
  let close = shares("x", [("A", 0.46), ("B", 0.45), ("C", 0.09)])
  #expect(
    view(close, .english).finding
      == "“A” (46%) and “B” (45%) are the most frequent; their intervals "
      + "overlap")
}

@Test func groupsAreComparedAnswerByAnswer() {
  let overall = shares("x", [("A", 0.58), ("B", 0.42)])
  let alike = (1...2).flatMap {
    shares("x", [("A", 0.58), ("B", 0.42)], group: Sample.district($0))
  }
  #expect(
    view(overall + alike).figures.last?.title == "各类答案的比例按城区比较，均无明显差别")
  let different = (1...2).flatMap {
    shares(
      "x", [("A", 0.4 + Double($0) / 10), ("B", 0.6 - Double($0) / 10)],
      group: Sample.district($0))
  }
  #expect(
    view(overall + different).figures.last?.title == "第1区的“A”的比例在两组中最低")
}

/// Two of five answers were called the most frequent where all have 40 %.
@Test func answersThatCannotBeToldApartAreAllMeant() {
  let finding = { (values: [(String, Double)]) -> String in
    view(shares("q", values, half: 0.04)).finding
  }
  #expect(
    finding([("窗口", 0.41), ("网站", 0.40), ("电话", 0.39)])
      == "三项的比例区间互有重叠，仅凭区间不能断定高低")
  #expect(
    finding([("窗口", 0.41), ("网站", 0.40), ("电话", 0.39), ("其他", 0.1)])
      == "“窗口”“网站”等三项最多（39%至41%），区间互有重叠")
  #expect(
    finding([("窗口", 0.41), ("网站", 0.40), ("电话", 0.1)])
      == "“窗口”（41%）与“网站”（40%）最多，两者区间重叠")
}
