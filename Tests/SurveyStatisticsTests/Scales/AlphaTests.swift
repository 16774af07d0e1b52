import Diagnostics
import Foundation
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Reliabilities of the bfi questionnaire against `psych::alpha`, and of
/// weighted covariances against `survey::svycralpha`.
@Suite struct AlphaTests {
  func reliability(
    _ analysis: AlphaAnalysis, _ data: AnalysisData
  ) throws -> ScaleReliability {
    let outcome = try analysis.run(on: data)
    guard case .reliability(let found) = outcome.details else {
      throw Missing()
    }
    return found[0]
  }

  struct Missing: Error {}

  @Test func completeRows() throws {
    let table = try referenceTable("survey/data/bfi.csv")
    let items = Array(table.columns.prefix(25))
    let rows = (0..<table.rowCount).filter { row in
      items.allSatisfy { !$0.missing.isMissing(row) }
    }
    let data = AnalysisData(table: table.selecting(rows))
    let scales = try referenceObject(
      "satisfaction/alpha_bfi.json", "reliability")
    #expect(scales.count == 5)
    for (name, value) in scales {
      let wanted = try #require(value as? [String: Any])
      let names = try #require(wanted["items"] as? [String])
      let found = try reliability(
        AlphaAnalysis(
          items: names.map { $0.replacing("-", with: "") },
          reversed: names.filter { $0.hasPrefix("-") }.map {
            $0.replacing("-", with: "")
          }), data)
      #expect(found.base == 2436)
      #expect(isClose(found.alpha ?? 0, wanted["alpha_raw"] as? Double ?? 1))
      #expect(
        isClose(
          found.standardizedAlpha ?? 0, wanted["alpha_std"] as? Double ?? 1))
      let rest = wanted["item_total_r_drop"] as? [String: Double] ?? [:]
      let without = wanted["alpha_if_deleted"] as? [String: Double] ?? [:]
      for item in found.items {
        let key = item.variable
        #expect(
          isClose(item.restCorrelation ?? 0, rest[key] ?? 1), "\(name) \(key)")
        #expect(
          isClose(item.alphaWithout ?? 0, without[key] ?? 1), "\(name) \(key)")
      }
      let limits = wanted["alpha_feldt"] as? [Double] ?? []
      #expect(isClose(found.interval?.lower ?? 0, limits[0]))
      #expect(isClose(found.interval?.upper ?? 0, limits[2]))
    }
  }

  @Test func pairwiseCovariances() throws {
    let data = AnalysisData(table: try referenceTable("survey/data/bfi.csv"))
    let found = try reliability(
      AlphaAnalysis(
        items: ["A1", "A2", "A3", "A4", "A5"], reversed: ["A1"],
        missing: .pairwise), data)
    let wanted = try expected("bfi.alpha.A")
    #expect(isClose(found.alpha ?? 0, wanted["raw"] ?? 1))
    #expect(isClose(found.standardizedAlpha ?? 0, wanted["std"] ?? 1))
    let without = try expected("bfi.alpha.A.drop")
    for item in found.items {
      #expect(isClose(item.alphaWithout ?? 0, without[item.variable] ?? 1))
    }
    let rest = try peerRecord("bfi.alpha.A.item")
    for item in found.items {
      #expect(isClose(item.restCorrelation ?? 0, rest[item.variable] ?? 1))
    }
    // psych turns these items round by itself.
    let scales: [(name: String, record: String, reversed: [String])] = [
      ("C", "bfi.alpha.C", ["C4", "C5"]), ("E", "bfi.alpha.E", ["E1", "E2"]),
      ("N", "bfi.alpha.N", []), ("O", "bfi.alpha.O", ["O2", "O5"]),
    ]
    for (name, record, reversed) in scales {
      let other = try reliability(
        AlphaAnalysis(
          items: (1...5).map { "\(name)\($0)" }, reversed: reversed,
          missing: .pairwise), data)
      let wanted = try peerRecord(record)
      #expect(isClose(other.alpha ?? 0, wanted["raw"] ?? 1))
      #expect(isClose(other.standardizedAlpha ?? 0, wanted["std"] ?? 1))
    }
  }

  @Test func weighted() throws {
    let table = try referenceTable("survey/data/apistrat.csv")
    let data = AnalysisData(
      table: table,
      design: try SurveyDesign(
        DesignSpecification(strata: ["stype"], weights: "pw", fpc: ["fpc"]),
        table: table))
    let items = ["ell", "mobility", "meals", "emer", "not.hsg"]
    let found = try reliability(AlphaAnalysis(items: items), data)
    #expect(
      isClose(found.alpha ?? 0, try expected("strat.alpha")["alpha"] ?? 1))
    let conventions = try AlphaAnalysis(items: items).run(on: data).conventions
    #expect(
      conventions.contains { $0.name == "weights" && $0.value == "weighted" })
  }

  /// The design's standard error beside the asymptotic one of a simple random
  /// sample, which a sample without strata has to come near.
  @Test func designGivesAStandardError() throws {
    let table = try referenceTable("survey/data/apistrat.csv")
    let items = ["ell", "mobility", "meals", "emer", "not.hsg"]
    var analysis = AlphaAnalysis(items: items)
    analysis.interval = .design
    let stratified = AnalysisData(
      table: table,
      design: try SurveyDesign(
        DesignSpecification(strata: ["stype"], weights: "pw", fpc: ["fpc"]),
        table: table))
    let found = try #require(analysis.run(on: stratified).estimates.first)
    let error = try #require(found.standardError)
    let interval = try #require(found.interval)
    #expect(found.degreesOfFreedom == 197)
    #expect(interval.method == "t")
    #expect(error > 0.005 && error < 0.1)
    let value = try #require(found.value)
    #expect(isClose(interval.upper - value, value - interval.lower))
    // Two rows of every row halve the squared error, and leave alpha alone.
    let twice = AnalysisData(
      table: table.selecting((0..<2 * table.rowCount).map { $0 / 2 }))
    let once = AnalysisData(table: table)
    let one = try #require(analysis.run(on: once).estimates.first)
    let two = try #require(analysis.run(on: twice).estimates.first)
    #expect(isClose(one.value ?? 0, two.value ?? 1, relative: 1e-12))
    let ratio = (one.standardError ?? 0) / (two.standardError ?? 1)
    let count = Double(one.base)
    #expect(
      isClose(
        ratio * ratio, (2 * count - 1) / (count - 1),
        relative: 1e-6))
    analysis.missing = .pairwise
    #expect(throws: (any Error).self) { try analysis.run(on: once) }
  }

  /// Two items with variances 1 and covariance ½: alpha = 2·(1 − 2/3).
  @Test func workedByHand() throws {
    let table = makeTable([
      makeColumn("a", [1.0, 2, 3]), makeColumn("b", [2.0, 1, 3]),
    ])
    let found = try reliability(
      AlphaAnalysis(items: ["a", "b"]), AnalysisData(table: table))
    #expect(isClose(found.alpha ?? 0, 2.0 / 3))
    #expect(isClose(found.items[0].restCorrelation ?? 0, 0.5))
    #expect(found.items[0].alphaWithout == nil)
    #expect(isClose(found.items[0].standardDeviation ?? 0, 1))
  }

  /// A reversed item has its mean on the codebook's scale.
  @Test func reversedMean() throws {
    let table = makeTable([
      makeColumn("a", [1.0, 2, 3]),
      makeColumn(
        "b", [5.0, 4, 3],
        variable: Variable(
          "b", scale: .init(minimum: 1, maximum: 5, isReversed: true))),
    ])
    let found = try reliability(
      AlphaAnalysis(items: ["a", "b"]), AnalysisData(table: table))
    #expect(isClose(found.alpha ?? 0, 1))
    #expect(found.items[1].isReversed && found.items[1].mean == 2)
  }

  @Test func edges() throws {
    let constant = makeTable([
      makeColumn("a", [1.0, 2, 3]), makeColumn("b", [4.0, 4, 4]),
    ])
    let analysis = AlphaAnalysis(items: ["a", "b"])
    let data = AnalysisData(table: constant)
    let found = try reliability(analysis, data)
    #expect(isClose(found.alpha ?? 1, 0))
    #expect(found.standardizedAlpha == nil)
    #expect(found.items[1].restCorrelation == nil)
    #expect(
      try analysis.run(on: data).diagnostics.map(\.code) == [.constantItem])
    for numbers in [[Double.nan, .nan], [1.0]] {
      let table = makeTable([
        makeColumn("a", numbers), makeColumn("b", numbers),
      ])
      let none = try reliability(analysis, AnalysisData(table: table))
      #expect(none.alpha == nil && none.interval == nil)
    }
    #expect(throws: Diagnostic.self) {
      try AlphaAnalysis(items: ["a"]).run(on: data)
    }
    #expect(throws: Diagnostic.self) {
      try AlphaAnalysis(items: ["a", "b"], reversed: ["c"]).run(on: data)
    }
  }

  /// Points 100, 60, 0 of grades are the numbers that the grades stand for.
  @Test func gradesStandForTheirPoints() throws {
    let words = ["good", "fair", "bad"]
    let points = [100.0, 60, 0]
    let answers = [
      [0, 1, 2, 0, 2, 1], [0, 0, 2, 1, 1, 1], [2, 1, 0, 1, 0, 1],
    ]
    let names = ["a", "b", "c"]
    let texts = makeTable(
      zip(names, answers).map { name, codes in
        makeColumn(name, codes.map { words[$0] } + [""])
      })
    let numbers = makeTable(
      zip(names, answers).map { name, codes in
        makeColumn(name, codes.map { points[$0] } + [.nan])
      })
    let grades = zip(words, points).map { GradeScore($0, $1) }
    let graded = AlphaAnalysis(
      items: names, reversed: ["c"], grades: grades)
    let found = try reliability(graded, AnalysisData(table: texts))
    let wanted = try reliability(
      AlphaAnalysis(
        items: names, reversed: ["c"],
        scale: Variable.Scale(minimum: 0, maximum: 100)),
      AnalysisData(table: numbers))
    #expect(found.alpha == wanted.alpha && found.alpha != nil)
    #expect(found.interval == wanted.interval)
    #expect(found.items == wanted.items)
    // 100 less the mean of 0, 60, 100, 60, 100 and 60.
    #expect(isClose(found.items[2].mean ?? 0, 100 - 380.0 / 6))
    #expect(found.base == 6)
    let conventions = try graded.run(on: AnalysisData(table: texts)).conventions
    #expect(
      conventions.first
        == Convention(
          "scoring", "100/60/0",
          LocalizedText(
            zh: "各等次计分：good 100，fair 60，bad 0。",
            en: "Points of the grades: good 100, fair 60, bad 0.")))
  }

  @Test func answersWithoutGradesAreMissing() throws {
    let table = makeTable([
      makeColumn("a", ["good", "bad", "good", "none"]),
      makeColumn("b", ["good", "bad", "bad", "good"]),
    ])
    let data = AnalysisData(table: table)
    let outcome = try AlphaAnalysis(
      items: ["a", "b"], grades: [GradeScore("good", 1), GradeScore("bad", 0)],
      ungraded: .excluding(["none"])
    ).run(on: data)
    #expect(outcome.diagnostics == [])
    #expect(outcome.estimates[0].base == 3)
    let fault = #expect(throws: Diagnostic.self) {
      try AlphaAnalysis(items: ["a", "b"]).run(on: data)
    }
    #expect(fault?.help == "give its values points with 'grades'")
    #expect(throws: Diagnostic.self) {
      try AlphaAnalysis(items: ["a", "b"], grades: [GradeScore("great", 1)])
        .run(on: data)
    }
  }

  /// The codebook's scale comes before that of the analysis.
  @Test func scaleReversesItemsWithoutOne() throws {
    let table = makeTable([
      makeColumn("a", [1.0, 2, 3]),
      makeColumn("b", [6.0, 5, 4]),
      makeColumn(
        "c", [5.0, 4, 3],
        variable: Variable("c", scale: .init(minimum: 1, maximum: 5))),
    ])
    var analysis = AlphaAnalysis(items: ["a", "b", "c"], reversed: ["b", "c"])
    let data = AnalysisData(table: table)
    #expect(try reliability(analysis, data).items.map(\.mean) == [2, nil, 2])
    analysis.scale = Variable.Scale(minimum: 1, maximum: 6)
    let found = try reliability(analysis, data)
    #expect(found.items.map(\.mean) == [2, 2, 2])
    #expect(isClose(found.alpha ?? 0, 1))
  }

  /// Weights that calibration made were called none.
  @Test func calibratedWeightsAreWeights() throws {
    let table = makeTable([
      makeColumn("a", ["1", "2", "3", "4"]),
      makeColumn("b", ["2", "2", "4", "3"]),
    ])
    func convention(_ data: AnalysisData) throws -> String? {
      try AlphaAnalysis(items: ["a", "b"]).run(on: data).conventions
        .first { $0.name == "weights" }?.value
    }
    var data = AnalysisData(table: table)
    #expect(try convention(data) == "unweighted")
    data.design.weights = [1, 2, 1, 1]
    #expect(try convention(data) == "weighted")
  }
}
