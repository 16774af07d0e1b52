import Diagnostics
import SurveyData
import SurveyStatistics
import Testing

@testable import SurveyStudy

@Suite struct BinaryCodingTests {
  private struct Sample: Codable, Equatable {
    enum Choice: Codable, Equatable {
      case nothing
      case one(String?)
      case named(column: String, bound: Double?)
    }
    enum Word: String, Codable { case first, second }

    var numbers: [Double?]
    var texts: [String?]
    var lists: [[Int]]
    var choices: [Choice]
    var word: Word?
    var seed: UInt64?
    var small: Int32?
    var bytes: [UInt8]
    var range: ClosedRange<Int>
    var isThere: Bool?
  }

  private let sample = Sample(
    numbers: [1.5, nil, -0.0, .infinity, .leastNonzeroMagnitude, .pi],
    texts: ["", nil, "满意\u{0}\u{1F600}e\u{301}", "$null"],
    lists: [[], [1, -1, .max, .min]],
    choices: [
      .nothing, .one(nil), .one(""), .named(column: "a", bound: nil),
      .named(column: "b", bound: 0.1),
    ],
    word: .second, seed: .max, small: nil, bytes: [0, 255, 10], range: 3...9,
    isThere: false)

  @Test func valuesComeBack() throws {
    let bytes = try binaryBytes(of: sample)
    #expect(try binaryValue(Sample.self, from: bytes) == sample)
    #expect(try binaryBytes(of: sample) == bytes)
  }

  @Test func numbersKeepEveryBit() throws {
    let patterns: [UInt64] = [
      0x8000_0000_0000_0000, 0x7FF8_0000_0000_0001, 0xFFF0_0000_0000_0000,
      0x0000_0000_0000_0001, 0x3FB9_9999_9999_999A,
    ]
    let numbers = patterns.map { Double(bitPattern: $0) }
    let back = try binaryValue(
      [Double].self, from: binaryBytes(of: numbers))
    #expect(back.map(\.bitPattern) == patterns)
  }

  @Test func findingsComeBack() throws {
    var finding = Diagnostic(
      .unknownColumn, .warning,
      at: Place(file: "a.csv", line: 3, column: nil, columnName: "q"), "text",
      zh: "文字",
      excerpt: Diagnostic.Excerpt(line: "a,b", columns: 1...2, label: nil),
      notes: ["one"], help: "two")
    finding.detail = "x:y"
    let back = try binaryValue(Diagnostic.self, from: binaryBytes(of: finding))
    #expect(back == finding)
    #expect(back.code.explanation == finding.code.explanation)
  }

  @Test func damagedBytesAreRefused() throws {
    let bytes = try binaryBytes(of: sample)
    for length in 0..<bytes.count {
      #expect(throws: (any Error).self) {
        try binaryValue(Sample.self, from: Array(bytes[..<length]))
      }
    }
    #expect(throws: (any Error).self) {
      try binaryValue(Sample.self, from: bytes + [0])
    }
    // Other bytes may mean another value, but must never do harm.
    for position in bytes.indices {
      for value: UInt8 in [0, 1, 0x7F, 0xFF] {
        var other = bytes
        other[position] = value
        _ = try? binaryValue(Sample.self, from: other)
      }
    }
  }

  @Test func outcomesOfEveryStudyComeBack() async throws {
    for name in ["suggestion-handling", "station-stars", "mobile-satisfaction"]
    {
      let log = DiagnosticLog()
      let study = datasetFolder(name)
      let workspace = try #require(await openStudy(study, log: log))
      for released in await workspace.runAnalyses(log: log, progress: { _ in })
      {
        let bytes = try binaryBytes(of: released.value)
        let back = try binaryValue(AnalysisResult.self, from: bytes)
        #expect(try binaryBytes(of: back) == bytes, "\(released.value.id)")
        #expect(back.estimates == released.value.estimates)
      }
    }
  }

  @Test func canonicalTextTellsValuesApart() {
    func text(_ value: Any) -> [UInt8] {
      var text = LengthPrefixed()
      addCanonically(value, to: &text)
      return text.bytes
    }
    let plain = LocalizedText(zh: "甲", en: nil)
    #expect(text(plain) == text(LocalizedText(zh: "甲", en: nil)))
    #expect(text(plain) != text(LocalizedText(zh: nil, en: "甲")))
    #expect(text(["a", "bc"]) != text(["ab", "c"]))
    #expect(text(["a": 1, "b": 2]) == text(["b": 2, "a": 1]))
    #expect(text(["a": 1, "b": 2]) != text(["b": 1, "a": 2]))
    #expect(text(Set([1, 2, 3])) == text(Set([3, 2, 1])))
    #expect(text([Language.chinese]) != text([Language.english]))
  }
}
