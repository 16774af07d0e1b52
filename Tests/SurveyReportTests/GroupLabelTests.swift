import SurveyData
import Testing

@testable import SurveyReport

/// Groups by numbers stood as bare `1`, `2`, `3` in charts and tables.
@Suite struct GroupLabelTests {
  private let session = LocalizedText(zh: "会次", en: "Session")

  private func label(_ term: GroupTerm, _ language: Language) -> String {
    Context(language, Sample.report()).label(term)
  }

  @Test(arguments: ["1", "12", "2024"])
  func numbersCarryTheTitleOfTheirColumn(value: String) {
    let term = GroupTerm(
      variable: "session", value: value, variableLabel: session)
    #expect(label(term, .chinese) == "会次\(value)")
    #expect(label(term, .english) == "Session \(value)")
    let bare = GroupTerm(variable: "wave", value: value)
    #expect(label(bare, .english) == "wave \(value)")
  }

  @Test func labelsAndWordsStandAlone() {
    let labelled = GroupTerm(
      variable: "session", value: "1",
      label: LocalizedText(zh: "第一次会议", en: "First session"),
      variableLabel: session)
    #expect(label(labelled, .chinese) == "第一次会议")
    let word = GroupTerm(variable: "d", value: "A1", variableLabel: session)
    #expect(label(word, .english) == "A1")
    let long = GroupTerm(
      variable: "q", value: "3",
      variableLabel: LocalizedText("How satisfied are you with the reply?"))
    #expect(label(long, .english) == "3")
  }
}
