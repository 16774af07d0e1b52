import Foundation
import SurveyData
import Testing

@testable import SurveyStudy

@Suite struct JSONValueTests {
  @Test(arguments: [
    (JSONValue.number(0.1), "0.1"),
    (.number(1e300), "1e+300"),
    (.number(662.2873631593206), "662.2873631593206"),
    (.number(-0.0), "-0"),
    (.number(3), "3"),
    (.number(.nan), "null"),
    (.number(.infinity), "null"),
    (.text("满意\"\\\n\u{1B}\u{202E}"), "\"满意\\\"\\\\\\n\\u001b\\u202e\""),
    (.list([]), "[]"),
    (.object([("b", .integer(1)), ("a", .null)]), "{\"b\": 1, \"a\": null}"),
  ])
  func valueIsWritten(value: JSONValue, text: String) {
    #expect(value.fileText == text + "\n")
  }

  @Test func everyTextReadsBack() throws {
    let hard = (0..<0x300).compactMap(Unicode.Scalar.init).map(String.init)
      .joined()
    let text = JSONValue.list([.text(hard), .number(1e-300)]).fileText
    let read = try JSONSerialization.jsonObject(with: Data(text.utf8))
    let list = try #require(read as? [Any])
    #expect(list[0] as? String == hard)
    #expect(list[1] as? Double == 1e-300)
  }

  /// A list that is made item by item is written as any other.
  @Test(arguments: [0, 1, 3, 40])
  func itemsAreWrittenAsLists(count: Int) {
    let numbers = Array(0..<count)
    let list = JSONValue.list(numbers.map { .object([("n", .integer($0))]) })
    let items = JSONValue.each(numbers) { .object([("n", .integer($0))]) }
    func wrapped(_ value: JSONValue) -> String {
      JSONValue.object([("a", value), ("b", .list([value]))]).fileText
    }
    #expect(wrapped(list) == wrapped(items))
  }

  @Test func longValuesAreBroken() {
    let long = JSONValue.list(
      (0..<3).map { _ in .text(String(repeating: "x", count: 60)) })
    #expect(long.fileText.split(separator: "\n").count == 5)
  }

  @Test func estimateHasTheAgreedKeys() throws {
    let estimate = Estimate(
      variable: "y", group: [GroupTerm(variable: "g", value: "1")],
      statistic: "mean", unit: .value, value: 2, standardError: .nan, base: 3,
      weightedBase: 4)
    let text = estimate.json.fileText
    let read = try JSONSerialization.jsonObject(with: Data(text.utf8))
    let object = try #require(read as? [String: Any])
    for key in [
      "variable", "group", "statistic", "value", "se", "lower", "upper", "df",
      "n", "weighted_n", "deff",
    ] {
      #expect(object[key] != nil, "\(key)")
    }
    #expect(object["se"] is NSNull)
    #expect(object["group"] as? [String: String] == ["g": "1"])
  }
}
