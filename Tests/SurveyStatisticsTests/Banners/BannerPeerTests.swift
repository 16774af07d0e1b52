import Foundation
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Banner books beside R's survey package (`Tests/References/banner`).
@Suite struct BannerPeerTests {
  static let scale = Variable.Scale(minimum: 1, maximum: 5)

  /// The expected numbers of one record.
  static func record(_ id: String) throws -> [String: Double] {
    try referenceObject("banner/banner.json", id).compactMapValues {
      ($0 as? NSNumber)?.doubleValue
    }
  }

  static func survey(_ design: DesignSpecification) throws -> AnalysisData {
    let table = try referenceTable("banner/survey.csv")
    return AnalysisData(
      table: table, design: try SurveyDesign(design, table: table))
  }

  static let clustered = DesignSpecification(
    strata: ["stratum"], clusters: ["cluster"], weights: "w",
    singleCluster: .remove)
  static let rows = DesignSpecification(strata: ["stratum"], weights: "w")

  static let banner: [BannerVariable] = [
    .total, .variables(["sex"]), .variables(["age"]),
    .variables(["district"]),
  ]

  /// Compares shares, means, errors, probabilities, letters and tests of
  /// questions with R; returns the number of letters.
  func compare(
    _ prefix: String, _ questions: [Int], _ data: AnalysisData
  ) throws -> Int {
    let options = BannerOptions(
      banner: Self.banner, scale: Self.scale, minimumBase: 0)
    let analysis = BannerAnalysis(
      questions: questions.map { "q\($0)" }, options: options)
    let (frame, results) = try analysis.results(on: data)
    var letters = 0
    for (result, number) in zip(results, questions) {
      for (position, group) in frame.columns.groups.enumerated()
      where !group.isTotal {
        let id = "\(prefix).q\(number).\(group.name)"
        let wanted = try Self.record(id)
        try #require(!wanted.isEmpty)
        letters += try compare(id, wanted, result, group)
        let test = try #require(result.tests[position])
        #expect(isClose(test.statistic, wanted["rs.F"] ?? .nan), "\(id)")
        #expect(isClose(test.numerator, wanted["rs.ndf"] ?? .nan), "\(id)")
        #expect(isClose(test.denominator, wanted["rs.ddf"] ?? .nan), "\(id)")
        #expect(isClose(test.probability, wanted["rs.p"] ?? .nan), "\(id)")
      }
    }
    return letters
  }

  private func compare(
    _ id: String, _ wanted: [String: Double], _ result: BannerResult,
    _ group: BannerColumns.Group
  ) throws -> Int {
    var letters = 0
    let start = group.columns.lowerBound
    for (row, item) in result.question.items.enumerated() {
      for column in group.columns {
        let key = "\(item.name) \(column - start + 1)"
        let cell = result.cells[row][column]
        let estimate = try #require(wanted["est \(key)"])
        let error = try #require(wanted["se \(key)"])
        #expect(isClose(cell.value ?? .nan, estimate), "\(id) \(key)")
        #expect(isClose(cell.standardError ?? .nan, error), "\(id) \(key)")
        var expected = ""
        for other in group.columns where other != column {
          let (a, b) = (min(column, other), max(column, other))
          let p = try #require(
            wanted["p \(item.name) \(a - start + 1) \(b - start + 1)"])
          let rest = try #require(
            wanted["est \(item.name) \(other - start + 1)"])
          if p < 0.05, estimate > rest {
            expected += bannerLetter(other - start)
          }
        }
        #expect(cell.letters == expected, "\(id) \(key)")
        letters += expected.count
      }
      for pair in result.comparisons[row]
      where group.columns.contains(pair.left) {
        let key =
          "p \(item.name) \(pair.left - start + 1) \(pair.right - start + 1)"
        #expect(
          isClose(pair.probability, wanted[key] ?? .nan, relative: 1e-8),
          "\(id) \(key)")
      }
    }
    return letters
  }

  @Test func everyLetterOfTwentyQuestionsAndTwelveColumns() throws {
    let data = try Self.survey(Self.clustered)
    let letters = try compare("seed", Array(1...20), data)
    #expect(letters > 150)
  }

  @Test func rowsAsUnits() throws {
    let letters = try compare("rows", [1, 2, 3], Self.survey(Self.rows))
    #expect(letters > 10)
  }

  /// The same numbers by the way that calibrated designs take.
  @Test func theGeneralWayAgrees() throws {
    for design in [Self.clustered, Self.rows] {
      var data = try Self.survey(design)
      data.design.adjustments = [NoAdjustment()]
      let prefix = design == Self.rows ? "rows" : "seed"
      _ = try compare(prefix, [1, 2], data)
    }
  }

  struct NoAdjustment: DesignAdjustment {
    func residuals(_ columns: [[Double]]) -> [[Double]] { columns }
  }

  // MARK: - Overlapping columns

  static let stratified = DesignSpecification(
    strata: ["stype"], weights: "pw", fpc: ["fpc"])
  static let byDistrict = DesignSpecification(
    clusters: ["dnum"], weights: "pw", fpc: ["fpc"])
  static let twoStage = DesignSpecification(
    clusters: ["dnum", "snum"], fpc: ["fpc1", "fpc2"])

  func schools(
    _ name: String, _ design: DesignSpecification
  ) throws -> AnalysisData {
    let table = try referenceTable("survey/data/\(name).csv")
    return AnalysisData(
      table: table, design: try SurveyDesign(design, table: table))
  }

  @Test(arguments: [
    ("strat", "apistrat", stratified), ("clus1", "apiclus1", byDistrict),
  ])
  func overlappingColumnsAndTheTotal(
    prefix: String, name: String, design: DesignSpecification
  ) throws {
    let conditions = try [
      "stype in (E, H, M)", "stype = E", "api99 > 600",
      "api99 > 500 and awards = Yes",
    ].map { BannerCondition(LocalizedText($0), where: try RowExpression($0)) }
    let options = BannerOptions(
      banner: [.conditions(label: nil, conditions)], minimumBase: 0)
    let (_, results) = try BannerAnalysis(
      questions: ["comp.imp", "api00"], options: options
    ).results(on: schools(name, design))
    for (result, question, item) in [
      (results[0], "comp", "Yes"), (results[1], "api00", "mean"),
    ] {
      let wanted = try Self.record("\(prefix).overlap.\(question)")
      let row = try #require(
        result.question.items.firstIndex { $0.name == item })
      let pairs = result.comparisons[row]
      #expect(pairs.count == 6)
      for pair in pairs {
        let key = "\(pair.left + 1) \(pair.right + 1)"
        #expect(isClose(pair.difference, wanted["d \(key)"] ?? .nan))
        #expect(isClose(pair.standardError, wanted["se \(key)"] ?? .nan))
      }
    }
  }

  /// A total beside its parts is the condition that everybody meets.
  @Test func comparisonWithTheTotal() throws {
    let options = BannerOptions(
      banner: [.variables(["stype"])],
      letters: BannerLetters(comparison: .total), minimumBase: 0)
    let (frame, results) = try BannerAnalysis(
      questions: ["comp.imp"], options: options
    ).results(on: schools("apistrat", Self.stratified))
    let wanted = try Self.record("strat.overlap.comp")
    #expect(frame.columns.columns.map(\.letter) == ["A", "B", "C", "D"])
    let row = try #require(
      results[0].question.items.firstIndex { $0.name == "Yes" })
    let pair = try #require(results[0].comparisons[row].first)
    #expect(results[0].comparisons[row].count == 3)
    #expect(isClose(pair.difference, wanted["d 1 2"] ?? .nan))
    #expect(isClose(pair.standardError, wanted["se 1 2"] ?? .nan))
  }

  // MARK: - Adjustments and tests

  @Test(arguments: [
    (BannerLetters.Adjustment.none, "p"), (.holm, "holm"),
    (.bonferroni, "bonf"), (.benjaminiHochberg, "BH"),
  ])
  func adjustedPairs(
    adjustment: BannerLetters.Adjustment, key: String
  ) throws {
    let wanted = try peerRecord("strat.pairwise.stype")
    let options = BannerOptions(
      banner: [.variables(["stype"])],
      letters: BannerLetters(adjustment: adjustment, freedom: .design))
    let (_, results) = try BannerAnalysis(
      questions: ["api00"], options: options
    ).results(on: schools("apistrat", Self.stratified))
    for (pair, name) in zip(
      results[0].comparisons[0], ["E_H", "E_M", "H_M"])
    {
      #expect(isClose(pair.difference, wanted[name] ?? .nan))
      #expect(isClose(pair.standardError, wanted["se.\(name)"] ?? .nan))
      #expect(isClose(pair.statistic, wanted["t.\(name)"] ?? .nan))
      #expect(isClose(pair.adjusted, wanted["\(key).\(name)"] ?? .nan))
    }
  }

  @Test func twoStages() throws {
    for (id, name, design) in [
      ("clus2", "apiclus2", Self.twoStage),
      ("clus1", "apiclus1", Self.byDistrict),
    ] {
      let wanted = try Self.record("\(id).pairs")
      let (_, results) = try BannerAnalysis(
        questions: ["api00", "comp.imp"],
        options: BannerOptions(
          banner: [.variables(["stype"])], minimumBase: 0)
      ).results(on: schools(name, design))
      for (pair, key) in zip(results[0].comparisons[0], ["EH", "EM", "HM"]) {
        #expect(isClose(pair.difference, wanted[key] ?? .nan))
        #expect(isClose(pair.standardError, wanted["se.\(key)"] ?? .nan))
      }
      try compare(results[1].tests[0], "\(id).chisq")
    }
  }

  @Test func testsOfQuestions() throws {
    for (id, name, design) in [
      ("strat", "apistrat", Self.stratified),
      ("clus1", "apiclus1", Self.byDistrict),
    ] {
      let (_, results) = try BannerAnalysis(
        questions: ["api00", "comp.imp"],
        options: BannerOptions(banner: [.variables(["stype"])])
      ).results(on: schools(name, design))
      try compare(results[0].tests[0], "\(id).wald")
      try compare(results[1].tests[0], "\(id).chisq")
    }
  }

  private func compare(_ test: BannerTest?, _ id: String) throws {
    let wanted = try Self.record(id)
    let test = try #require(test)
    #expect(isClose(test.statistic, wanted["F"] ?? .nan), "\(id)")
    #expect(isClose(test.numerator, wanted["ndf"] ?? .nan), "\(id)")
    #expect(isClose(test.denominator, wanted["ddf"] ?? .nan), "\(id)")
    #expect(isClose(test.probability, wanted["p"] ?? .nan), "\(id)")
  }
}
