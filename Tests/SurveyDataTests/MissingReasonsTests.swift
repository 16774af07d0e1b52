import SurveyData
import Testing

@Suite struct MissingReasonsTests {
  @Test func completeColumnsCostNothing() {
    let reasons = MissingReasons([0, 0, 0])
    #expect(reasons.isComplete)
    #expect(reasons == .none)
    #expect(reasons[1] == nil)
    #expect(reasons.count == 0)
    #expect(reasons.selecting([2, 0]) == .none)
  }

  @Test func reasonsAreCountedAndSelected() {
    let refused = MissingReason.refused
    let blank = MissingReason.blank
    let reasons = MissingReasons([0, refused.rawValue, blank.rawValue, 0])
    #expect(!reasons.isComplete)
    #expect(reasons[1] == refused)
    #expect(reasons[0] == nil)
    #expect(reasons.isMissing(2))
    #expect(reasons.count == 2)
    #expect(reasons.count(of: refused) == 1)
    #expect(reasons.count(of: .outOfRange) == 0)
    #expect(reasons.selecting([3, 2]).rawReasons == [0, blank.rawValue])
    #expect(reasons.selecting([0, 3]).isComplete)
  }

  @Test(arguments: MissingReason.allCases)
  func nameLeadsBack(reason: MissingReason) {
    #expect(MissingReason(name: reason.name) == reason)
  }

  @Test func missingNumbersAreNotNumbers() {
    let column = Column(
      "n", .integers([5, 0]),
      missing: MissingReasons([0, MissingReason.blank.rawValue]))
    let numbers = column.numbers() ?? []
    #expect(numbers[0] == 5)
    #expect(numbers[1].isNaN)
    #expect(column.text(at: 1) == nil)
    #expect(Column("t", .texts(DictionaryText(["a"]))).numbers() == nil)
  }
}
