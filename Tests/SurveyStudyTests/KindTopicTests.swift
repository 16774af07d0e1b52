import Diagnostics
import Testing

@testable import SurveyStudy

/// Whoever names no kind of analysis finds the kinds by what they are about.
@Suite struct KindTopicTests {
  @Test func everyKindStandsUnderOneTopic() {
    let kinds = KindTopic.allCases.flatMap(\.kinds)
    #expect(kinds.sorted() == AnalysisKinds.names.sorted())
  }

  @Test func unknownKindListsTheTopics() {
    #expect {
      try AnalysisKinds.named("frobnicate")
    } throws: { error in
      let fault = error as? Diagnostic
      return fault?.notes == KindTopic.lines
        && fault?.notes.allSatisfy { $0.count < 110 } == true
    }
  }

  @Test(arguments: [
    ("maen", "'mean'"), ("weighted-mean", "'mean'"), ("满意度指数", "'index'"),
    ("linear-regression", "'regression'"), ("排名表", "'evaluation'"),
  ])
  func partsOfWordsSayWhatIsMeant(word: String, kind: String) {
    #expect {
      try AnalysisKinds.named(word)
    } throws: { error in
      let fault = error as? Diagnostic
      return fault?.help == "did you mean \(kind)?" && fault?.notes == []
    }
  }
}
