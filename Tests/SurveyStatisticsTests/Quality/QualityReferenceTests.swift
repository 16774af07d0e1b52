import Foundation
import SurveyData
import SurveyStatistics
import TestSupport
import Testing

/// Indices of the bfi questionnaire against careless_py and numpy.
@Suite struct QualityReferenceTests {
  static let items = ["A", "C", "E", "N", "O"].flatMap { letter in
    (1...5).map { "\(letter)\($0)" }
  }

  static let scales = ["A", "C", "E", "N", "O"].map { letter in
    NamedScale(letter, items: (1...5).map { "\(letter)\($0)" })
  }

  func options(
    _ rules: [QualityRule: [String: Double]]
  ) -> QualityOptions {
    var options = QualityOptions()
    options.items = Self.items
    options.scales = Self.scales
    options.appliesDefaults = false
    options.rules = rules.mapValues { QualityOptions.Setting(numbers: $0) }
    return options
  }

  func complete() throws -> Table {
    let table = try referenceTable("survey/data/bfi.csv")
    let items = table.columns.prefix(25)
    return table.selecting(
      (0..<table.rowCount).filter { row in
        items.allSatisfy { !$0.missing.isMissing(row) }
      })
  }

  func values(_ report: QualityReport, _ rule: QualityRule) throws -> [Double] {
    try #require(report[rule]).values
  }

  func wanted(_ table: Table, _ name: String) throws -> [Double] {
    try #require(table[name]?.numbers())
  }

  func compare(
    _ report: QualityReport, _ rule: QualityRule, _ wanted: [Double]
  ) throws {
    let found = try values(report, rule)
    #expect(found.count == wanted.count)
    for (row, (left, right)) in zip(found, wanted).enumerated()
    where !isClose(left, right, relative: 1e-9, floor: 1e-11) {
      Issue.record("\(rule.rawValue), row \(row): \(left) is not \(right)")
    }
  }

  @Test func completeRows() throws {
    let table = try complete()
    #expect(table.rowCount == 2436)
    let report = try QualityCheck(
      options([
        .straightLine: ["longest": 10], .lowVariability: [:],
        .mahalanobis: ["p": 0.01], .personTotal: [:], .evenOdd: [:],
        .duplicate: [:],
      ])
    ).run(on: table)
    let reference = try referenceTable("quality/quality_bfi.csv")
    for (rule, name) in [
      (QualityRule.straightLine, "longstring"),
      (.lowVariability, "irv_sd_n1"), (.mahalanobis, "mahalanobis_d2"),
      (.personTotal, "person_total_r"), (.evenOdd, "evenodd_sb"),
    ] {
      try compare(report, rule, try wanted(reference, name))
    }
    // The numbers of quality_bfi_summary.json.
    let longest = try values(report, .straightLine)
    #expect(longest.max() == 25)
    #expect(longest.count { $0 >= 6 } == 151)
    #expect(report.count(of: .straightLine) == 5)
    #expect(report.count(of: .mahalanobis) == 210)
    #expect(report.count(of: .personTotal) == 166)
    #expect(report.count(of: .duplicate) == 2)
    let distances = try values(report, .mahalanobis)
    #expect(isClose(distances.max() ?? 0, 106.28047661371986))
    #expect(
      isClose(distances.reduce(0, +) / 2436, 24.989737274220026))
  }

  @Test func missingAnswers() throws {
    let table = try referenceTable("survey/data/bfi.csv")
    let report = try QualityCheck(
      options([
        .averageString: [:], .lowVariability: [:], .personTotal: [:],
        .mahalanobis: [:], .synonyms: ["critical": 0.5],
        .antonyms: ["critical": -0.35], .guttman: [:], .missing: [:],
        .extreme: [:], .nearDuplicate: ["share": 0.8],
      ])
    ).run(on: table)
    let reference = try referenceTable("quality/indices_bfi.csv")
    for (rule, name) in [
      (QualityRule.averageString, "average"), (.lowVariability, "irv"),
      (.personTotal, "total"), (.mahalanobis, "d2"),
      (.synonyms, "synonyms"), (.antonyms, "antonyms"),
      (.guttman, "guttman"), (.missing, "missing"), (.extreme, "extreme"),
      (.nearDuplicate, "near80"),
    ] {
      try compare(report, rule, try wanted(reference, name))
    }
    #expect(report.count(of: .nearDuplicate) == 72)
  }

  @Test func completeOnlyLeavesOutTheOthers() throws {
    let table = try referenceTable("survey/data/bfi.csv")
    var options = options([.mahalanobis: [:]])
    options.mahalanobisMissing = .complete
    let report = try QualityCheck(options).run(on: table)
    #expect(report[.mahalanobis]?.base == 2436)
  }

  /// The search by blocks finds what comparing every pair finds.
  @Test(arguments: [1, 2, 3])
  func nearDuplicates(threads: Int) throws {
    let table = try referenceTable("survey/data/bfi.csv")
    let reference = try referenceTable("quality/indices_bfi.csv")
    let report = try QualityCheck(
      options([.nearDuplicate: ["share": 0.9]]), threads: threads
    ).run(on: table)
    try compare(report, .nearDuplicate, try wanted(reference, "near90"))
    #expect(report.count(of: .nearDuplicate) == 25)
  }

  @Test func threadsChangeNothing() throws {
    let table = try referenceTable("survey/data/bfi.csv")
    let rows = (0..<4).flatMap { _ in Array(0..<table.rowCount) }
    let large = table.selecting(rows)
    var options = QualityOptions()
    options.scales = Self.scales
    options.rules = Dictionary(
      uniqueKeysWithValues: QualityRule.allCases.map {
        ($0, QualityOptions.Setting())
      })
    let first = try QualityCheck(options, threads: 1).run(on: large)
    for threads in [2, 5] {
      let other = try QualityCheck(options, threads: threads).run(on: large)
      #expect(first.flags == other.flags)
      #expect(first.items == other.items)
      for (left, right) in zip(first.findings, other.findings) {
        #expect(left.rule == right.rule)
        #expect(
          left.values.map(\.bitPattern) == right.values.map(\.bitPattern),
          "\(left.rule.rawValue)")
        #expect(left.remarks == right.remarks)
      }
    }
  }
}
