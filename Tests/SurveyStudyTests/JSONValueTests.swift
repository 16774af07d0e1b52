import CellText
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

  /// What the terminal writes out is written out in files too.
  @Test func whatIsHiddenIsEscaped() {
    var codes: [UInt32] = Array(0...0xFFFF)
    codes += Array(0x1D100...0x1D200)
    codes += Array(0xE0000...0xE0100)
    for scalar in codes.compactMap({ Unicode.Scalar($0) })
    where isHidden(scalar) {
      let text = JSONValue.text("满\(String(scalar))").fileText
      #expect(!text.unicodeScalars.dropLast().contains { isHidden($0) })
    }
    #expect(
      JSONValue.text("\u{E0041}").fileText == "\"\\udb40\\udc41\"\n")
  }

  /// The shortest digits are found in several ways, none of which matters.
  @Test func digitsAreTheSameHoweverTheyAreFound() {
    var state: UInt64 = 88_172_645_463_325_252
    func next() -> UInt64 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return state &* 2_685_821_657_736_338_717
    }
    var numbers: [Double] = [
      0.1, 1 / 3, 2 / 3, 62.53, 1e-4, 1e-4.nextDown, 1e-4.nextUp, 1e9, 1e15,
      1e15.nextDown, 999_999_999_999_999.9, 123_456_789_012_345.67,
      0.3, 0.1 + 0.2, 4.35, 0.000123456, 9_007_199_254_740_992,
    ]
    for _ in 0..<20_000 {
      let power = (1008 + next() % 67) << 52
      let exact = Double(bitPattern: power)
      numbers += [
        Double(bitPattern: power | next() >> 12), exact, exact.nextDown,
        exact.nextUp, Double(bitPattern: power | next() % 8),
        Double(next() % 1_000_000_000) / 100_000,
        -Double(next() % 100_000_000_000_000) / 1e12,
      ]
    }
    var wrong: [Double] = []
    for number in numbers {
      var text = number.description
      if text.hasSuffix(".0") { text.removeLast(2) }
      if JSONValue.number(number).fileText != text + "\n" {
        wrong.append(number)
      }
    }
    #expect(wrong.isEmpty)
  }

  /// What is said to be long is written as what is found to be.
  @Test func whatIsSureNotToFitIsWrittenTheSame() {
    func text(_ least: Int, _ each: Int) -> String {
      JSONValue.written { writer in
        writer.object(atLeast: least) { writer in
          if writer.key("name") {
            writer.write(String(repeating: "n", count: 99))
          }
          if writer.key("items") {
            writer.list(9, eachAtLeast: each) { writer, position in
              writer.object { writer in
                if writer.key("number") { writer.write(position) }
              }
            }
          }
        }
      }.fileText
    }
    #expect(text(101, 10) == text(0, 1))
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

  /// What writes itself is broken into lines as the same value is, wherever
  /// it stands and however long it is.
  @Test(arguments: 0...14)
  func whatWritesItselfIsWrittenAsTheSameValue(length: Int) {
    let name = String(repeating: "名", count: length)
    let tree = JSONValue.object([
      ("name", .text(name)), ("share", .number(0.125)), ("n", .integer(-7)),
      ("parts", .list([.text(name), .null, .bool(true)])), ("none", .list([])),
    ])
    let written = JSONValue.written { writer in
      writer.object { writer in
        if writer.key("name") { writer.write(name) }
        if writer.key("share") { writer.write(0.125) }
        if writer.key("n") { writer.write(-7) }
        if writer.key("parts") {
          writer.list(3) { writer, position in
            switch position {
            case 0: writer.write(name)
            case 1: writer.null()
            default: writer.write(true)
            }
          }
        }
        if writer.key("none") { writer.list(0) { _, _ in } }
      }
    }
    func wrapped(_ value: JSONValue) -> JSONValue {
      .object([("a", value), ("b", .list([value, value]))])
    }
    #expect(written.fileText == tree.fileText)
    #expect(wrapped(written).fileText == wrapped(tree).fileText)
    #expect(wrapped(written).lineText == wrapped(tree).lineText)
  }

  /// A text that is handed on piece by piece is the whole text.
  @Test func piecesAddUp() {
    let numbers = (0..<200_000).map { Double($0) * 1.1 }
    let value = JSONValue.object([
      ("long", .each(numbers) { .object([("n", .number($0))]) }),
      ("short", .list([.integer(1)])),
    ])
    var pieces: [[UInt8]] = []
    value.writeFile { pieces.append(Array($0)) }
    #expect(pieces.count > 2)
    #expect(Array(pieces.joined()) == value.fileBytes)
  }

  /// Whole numbers are written digit by digit, others by their description.
  @Test func numbersHaveTheDigitsOfTheirDescription() {
    var numbers = [
      0, 1, 9, 10, 99, 100, 999_999_999, 1e9, 1e9 + 1, 1e15, 1e16, 1e17,
      9_007_199_254_740_992, 0.5, 1e-5, 1.0 / 3, .greatestFiniteMagnitude,
      .leastNonzeroMagnitude,
    ]
    numbers += numbers.map { -$0 }
    for number in numbers {
      let text = JSONValue.number(number).lineText
      #expect(text == plainText(number))
    }
    for number in [0, 7, 10, 1_000_000, Int.max, Int.min, -1] {
      #expect(JSONValue.integer(number).lineText == String(number))
    }
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
