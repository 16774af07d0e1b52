import Foundation
import SurveyData
import TestSupport
import Testing

@testable import SurveyReport

/// The page about the quality of the answers.
@Suite struct QualityPageTests {
  static let rules: [(QualityRule, QualityAction, [Double], Double)] = [
    (.straightLine, .flag, [2, 3, 2, 8, 2, 4, 3, 2], 6),
    (.mahalanobis, .flag, [3, 9.5, 4, .nan, 2, 7, 31, 5], 22.5),
    (.speeder, .exclude, [210, 180, 44, 39, 260, 300, 2_400, 190], 80),
  ]

  static func report(empty: Bool = false) -> QualityReport {
    let count = empty ? 0 : 8
    var flags = [UInt32](repeating: 0, count: count)
    let findings = rules.map { rule, action, values, limit in
      let values = Array(values.prefix(count))
      for (row, value) in values.enumerated()
      where rule == .speeder ? value < limit : value >= limit {
        flags[row] |= rule.bit
      }
      return QualityReport.Finding(
        rule: rule, action: action,
        convention: LocalizedText(zh: "约定。", en: "A convention."),
        threshold: LocalizedText("≥ \(limit)"), limit: limit, values: values,
        remarks: rule == .straightLine && !empty
          ? [3: LocalizedText(zh: "<八个4>", en: "<eight 4s>")] : [:])
    }
    return QualityReport(
      name: "answers", source: DataSource(file: "data/answers.csv"),
      rowCount: count, lines: SourceLines((0..<count).map { Int32($0 + 2) }),
      keyName: "id & key", keys: (0..<count).map { "R<\($0)>" },
      choices: [
        QualityReport.Choice(
          role: LocalizedText(zh: "题目", en: "Items"), columns: ["q1", "q2"],
          reason: LocalizedText(zh: "设置中指定", en: "named"))
      ],
      items: [
        QualityReport.Item(
          name: "q1", label: LocalizedText(zh: "总体", en: "Overall"),
          missing: empty ? [:] : [.blank: 1, .refused: 1],
          mean: empty ? nil : 3.5, base: empty ? 0 : 6,
          meanWithoutFlagged: empty ? nil : 3.25,
          meanWithoutExcluded: empty ? nil : 3.75)
      ],
      findings: findings,
      skipped: [
        QualityReport.Skipped(
          .gibberish,
          LocalizedText(zh: "没有开放题", en: "there are no open answers"))
      ], flags: flags, excludedAt: 3, durations: [])
  }

  func input(empty: Bool = false) -> QualityInput {
    QualityInput(
      report: Released(releasing: Self.report(empty: empty)),
      title: LocalizedText(zh: "调查", en: "A survey"),
      languages: [.chinese, .english], isMadeUp: true, source: nil,
      version: "0", comparisons: [])
  }

  @Test func pagesAreAsRecorded() {
    let files = renderQuality(input(), folder: "quality", name: "answers")
    #expect(
      files.map(\.path) == [
        "quality/answers.html", "quality/answers.en.html",
        "quality/answers-flags.csv",
      ])
    for file in files {
      #expect(goldenDifference(file.text, "report/\(file.path)") == nil)
    }
  }

  @Test func nobodyAnswered() {
    let page = renderQuality(input(empty: true), folder: "", name: "q")[1].text
    #expect(page.contains("There are no respondents"))
  }

  @Test func findingsAreTold() {
    let page = QualityPage(input(), .english, name: "q")
    #expect(
      page.finding
        == "3 of 8 respondents (37.5%) are flagged by at least one rule. "
        + "Excluded from the analyses: 2 (25.0%).")
  }

  @Test func labelsAreNoMarkup() {
    let page = QualityPage(input(), .english, name: "q").text
    #expect(page.contains("&lt;eight 4s&gt;"))
    #expect(!page.contains("<eight"))
  }

  @Test(
    arguments: [
      ([1.0, 2, 2, 3], nil, true, 3, nil),
      ([10.0, 11, 12, 10_000], 5.0, false, 10, 1),
      ([0.0, 0, 0], nil, false, 1, nil),
      ([5.0], 10.0, false, 20, nil),
      ([.nan], nil, false, 0, nil),
      ([-3.0, 4, 1e300], nil, false, nil, nil),
    ] as [([Double], Double?, Bool, Int?, Int?)])
  func everyValueIsInABar(
    values: [Double], limit: Double?, isWhole: Bool, bars: Int?, rest: Int?
  ) {
    let bins = HistogramBins(values, limit: limit, isWhole: isWhole) { $0 }
    #expect(
      bins.bins.map(\.count).reduce(0, +) == values.count { !$0.isNaN })
    #expect(bins.restCount == rest || bars == nil)
    #expect(bins.bins.count < 200)
  }

  /// Tables of more than 150 rows were links to files that nobody wrote.
  @Test func longTablesStandOnThePage() throws {
    var report = Self.report()
    let first = report.items[0]
    report.items = (0..<200).map { number in
      var item = first
      item.name = "q\(number)"
      return item
    }
    var input = input()
    input.report = Released(releasing: report)
    let files = renderQuality(input, folder: "quality", name: "answers")
    let paths = Set(files.map(\.path))
    for file in files where file.path.hasSuffix(".html") {
      let page = Markup(file.text)
      #expect(page.problems.isEmpty)
      for link in page.links
      where !link.hasPrefix("#") && !link.hasPrefix("../report") {
        #expect(paths.contains("quality/\(link)"), "\(link)")
      }
      #expect(file.text.contains("q199"))
    }
  }
}
