import Diagnostics
import Testing

@Suite struct NearestTests {
  @Test(
    arguments: [
      ("q_overal", "q_overall"), ("Q_OVERALL", "q_overall"),
      ("wieght", "weight"), ("weigth", "weight"), ("满意渡", "满意度"),
      ("grades", "grade"),
    ])
  func closeName(name: String, expected: String) {
    let names = ["grade", "q_overall", "weight", "满意度"]
    #expect(nearest(to: name, in: names) == expected)
  }

  @Test(arguments: ["zzz", "", "x", "district", "weightings"])
  func farName(name: String) {
    #expect(nearest(to: name, in: ["grade", "q_overall", "weight"]) == nil)
  }

  /// A name never stands for the one that denies it.
  @Test func denialIsNoSlip() {
    #expect(nearest(to: "非常不满意", in: ["非常满意", "满意"]) == nil)
    #expect(nearest(to: "不满意", in: ["满意", "不满怠"]) == "不满怠")
  }

  @Test func firstOfEquallyCloseOnes() {
    #expect(nearest(to: "item", in: ["item1", "item2"]) == "item1")
    #expect(nearest(to: "item2", in: ["item1", "item2"]) == "item2")
    #expect(nearest(to: "a", in: [String]()) == nil)
  }
}
