import Diagnostics
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Whole comparisons: status, verdicts, peers, case mix and faults.
@Suite struct ComparisonAnalysisTests {
  let units = makeTable([
    makeColumn("unit", (1...8).map { "U\($0)" }),
    makeColumn("x", ["19", "36", "4", "104", "2", "55", "12", "24"]),
    makeColumn("n", ["20", "50", "7", "120", "6", "60", "12", "40"]),
    makeColumn("y", [88.2, 79.5, 93.1, 84.4, 71, 86.7, 90.3, 77.8]),
    makeColumn("se", [1.9, 2.5, 5.8, 1.4, 6.9, 2.2, 4.1, 2.8]),
    makeColumn("kind", ["a", "a", "a", "a", "b", "b", "b", "b"]),
  ])
  let rates = ComparisonSource.counts(numerator: "x", denominator: "n")

  @Test func statusIsAResult() throws {
    let tables = try ComparisonAnalysis(unit: "unit", source: rates)
      .tables(on: units)
    let enough = "enough"
    let few = "not enough data"
    let status: [String] = [
      enough, enough, few, enough, few, enough, "barely enough", enough,
    ]
    #expect(tables.texts("units", "data") == status)
    var options = ComparisonOptions()
    options.reliability.minimum = 20
    options.reliability.isWithheld = true
    let strict = try ComparisonAnalysis(
      unit: "unit", source: rates, options: options
    ).tables(on: units)
    #expect(strict.texts("units", "data")[6] == few)
    #expect(strict.numbers("units", "shrunken")[6].isNaN)
    // Five units, of which single ranks would claim too much.
    #expect(strict.numbers("ranks", "rank").isEmpty)
    #expect(strict.numbers("ranks", "lower").count == 5)
  }

  @Test func verdictsFollowExactTails() throws {
    let tables = try ComparisonAnalysis(unit: "unit", source: rates)
      .tables(on: units)
    // P(X ≥ 55) is 0.0215, P(X ≥ 12) of 12 is 0.083: a full small unit is
    // not above the limits.
    let inside = "within the limits"
    let wanted: [String] = [
      inside, inside, inside, inside, "below the 95% limit",
      "above the 95% limit", inside, "below the 95% limit",
    ]
    #expect(tables.texts("funnel", "verdict") == wanted)
    var options = ComparisonOptions()
    options.funnel.dispersion = .multiplicative
    let adjusted = try ComparisonAnalysis(
      unit: "unit", source: rates, options: options
    ).tables(on: units)
    let isInside = adjusted.texts("funnel", "verdict")
      .allSatisfy { $0 == inside }
    #expect(isInside)
    let wanted2 = try EvaluationReference("shrinkage")["funnel"]["z_adj"]
    #expect(
      isClose(
        adjusted.numbers("funnel", "z-adjusted"), wanted2.numbers,
        relative: 1e-9))
  }

  /// 30 of 30 and 75 of 75 lie above the interpolated limits and are no more
  /// than chance: table, chart and message follow the tails.
  @Test func tableAndChartHaveTheVerdictsOfTheTails() throws {
    let full = makeTable([
      makeColumn("unit", ["甲", "乙", "丙", "丁", "戊", "己"]),
      makeColumn("x", ["30", "75", "40", "88", "259", "200"]),
      makeColumn("n", ["30", "75", "42", "90", "260", "208"]),
    ])
    let outcome = try ComparisonAnalysis(unit: "unit", source: rates).run(
      on: AnalysisData(table: full))
    guard case .tables(let tables, _) = outcome.details else { return }
    let funnel = try #require(tables.first { $0.name == "funnel" })
    let verdicts = tables.texts("funnel", "verdict")
    #expect(verdicts.prefix(2) == ["within the limits", "within the limits"])
    let values = tables.numbers("funnel", "value")
    let upper = tables.numbers("funnel", "upper-95")
    for index in values.indices where verdicts[index].hasPrefix("within") {
      #expect(values[index] <= upper[index])
    }
    #expect(funnel["甲", "upper-95"]?.value == 1)
    #expect(funnel["乙", "upper-95"]?.value == 1)
    guard case .funnel(let figure) = funnel.figure else { return }
    let wanted = verdicts.map { verdict in
      verdict.contains("99.8")
        ? 2 : verdict.contains("95") ? 1 : 0
    }
    #expect(figure.positions.map { abs($0 ?? 9) } == wanted)
    let crowded = outcome.diagnostics.first { $0.code.id == "A300" }
    #expect(
      crowded?.message.contains("too many lie") != wanted.allSatisfy { $0 == 0 }
    )
  }

  @Test func findingSaysWhatRanksAreWorth() throws {
    let outcome = try ComparisonAnalysis(
      unit: "unit",
      source: .given(estimate: "y", standardError: "se", base: nil)
    ).run(on: AnalysisData(table: units))
    guard case .tables(_, let finding) = outcome.details else {
      Issue.record("no tables")
      return
    }
    #expect(
      finding?.english?.contains("most units cannot be separated") == true)
    #expect(finding?.chinese?.contains("多数单位") == true)
    #expect(outcome.diagnostics.contains { $0.code == .unsupportedRanking })
  }

  @Test func lowIsBetterTurnsRanksRound() throws {
    let source = ComparisonSource.given(
      estimate: "y", standardError: "se", base: nil)
    var options = ComparisonOptions()
    options.isHighBetter = false
    let high = try ComparisonAnalysis(unit: "unit", source: source)
      .tables(on: units)
    let low = try ComparisonAnalysis(
      unit: "unit", source: source, options: options
    ).tables(on: units)
    let turned = high.numbers("ranks", "expected-rank").reversed()
      .map { 9 - $0 }
    #expect(
      isClose(
        low.numbers("ranks", "expected-rank"), turned, relative: 1e-12))
    let lower = high.numbers("ranks", "lower").reversed().map { 9 - $0 }
    #expect(low.numbers("ranks", "upper") == lower)
  }

  @Test func peersAreComparedAmongThemselves() throws {
    let tables = try ComparisonAnalysis(
      unit: "unit", source: rates, peers: .column("kind")
    ).tables(on: units)
    let targets = tables.numbers("model", "target")
    #expect(isClose(targets, [163.0 / 197, 93.0 / 118], relative: 1e-12))
    #expect(tables.numbers("ranks-1", "lower").count == 4)
    #expect(tables.numbers("funnel-2", "value").count == 4)
    let sizes = try ComparisonAnalysis(
      unit: "unit", source: rates, peers: .sizes(2)
    ).tables(on: units)
    #expect(sizes.numbers("model", "units") == [4, 4])
    let cuts = try ComparisonAnalysis(
      unit: "unit", source: rates, peers: .cuts([10, 100, 1000])
    ).tables(on: units)
    #expect(cuts.numbers("model", "units") == [2, 5, 1])
  }

  @Test(arguments: [
    (CaseMix.Method.logistic, "logistic_expected"),
    (.indirect, "indirect_expected"),
  ])
  func caseMix(method: CaseMix.Method, key: String) throws {
    let table = try referenceTable("comparison/casemix.csv")
    let analysis = ComparisonAnalysis(
      unit: "unit", source: .answers(variable: "solved", values: ["1"]),
      caseMix: CaseMix(terms: ["category", "complexity"], method: method))
    let tables = try analysis.tables(on: table)
    let wanted = comparisonNumbers(key)
    #expect(
      isClose(tables.numbers("units", "expected"), wanted, relative: 1e-9))
    let observed = tables.numbers("units", "count")
    #expect(observed.reduce(0, +) > 0)
    #expect(
      isClose(
        observed.reduce(0, +), wanted.reduce(0, +), relative: 1e-12))
    let ratios = zip(observed, wanted).map { $0 / $1 }
    #expect(isClose(tables.numbers("units", "value"), ratios, relative: 1e-9))
    // The second unit was made worse than its cases are.
    let found = tables.numbers("funnel", "z")
    #expect(found[1] == found.min())
    var byar = analysis
    byar.caseMix?.limits = .byar
    let wide = try byar.tables(on: table)
    #expect(
      wide.numbers("funnel", "lower-95")[1]
        < tables.numbers("funnel", "lower-95")[1])
  }

  @Test func rowsAreCountedByUnit() throws {
    let table = try referenceTable("comparison/casemix.csv")
    let rows = try ComparisonAnalysis(
      unit: "unit", source: .answers(variable: "solved", values: ["1"])
    ).tables(on: table)
    #expect(rows.numbers("units", "n") == [35, 50, 65, 80, 95, 110])
    let means = try ComparisonAnalysis(
      unit: "unit", source: .means(variable: "solved")
    ).tables(on: table)
    #expect(
      isClose(
        rows.numbers("units", "value"), means.numbers("units", "value"),
        relative: 1e-12))
  }

  @Test func edges() throws {
    let table = makeTable([
      makeColumn("unit", ["A", "B", "C", "D", ""]),
      makeColumn("x", ["5", "7", "", "0", "1"]),
      makeColumn("n", ["5", "7", "4", "0", "1"]),
      makeColumn("y", [1, 1, .nan, 2, 3]),
      makeColumn("se", [0, 1, 1, .nan, 1]),
    ])
    let rates = try ComparisonAnalysis(unit: "unit", source: self.rates)
      .tables(on: table)
    #expect(
      rates.texts("units", "data")
        == [
          "not enough data", "not enough data", "no data", "no data",
        ])
    #expect(rates.numbers("ranks", "lower") == [1, 1])
    let means = try ComparisonAnalysis(
      unit: "unit",
      source: .given(estimate: "y", standardError: "se", base: nil)
    ).tables(on: table)
    #expect(means.numbers("ranks", "rank") == [1])
    #expect(
      throws: Diagnostic.self,
      performing: {
        _ = try ComparisonAnalysis(
          unit: "unit", source: .counts(numerator: "n", denominator: "x")
        ).tables(
          on: makeTable([
            makeColumn("unit", ["A"]), makeColumn("x", ["1"]),
            makeColumn("n", ["2"]),
          ]))
      })
    let nobody = try? ComparisonAnalysis(unit: "unit", source: self.rates)
      .tables(on: table, domain: [false, false, false, false, false])
    #expect(nobody == nil)
  }

  @Test func unitsInTwoPeerGroupsAreRefused() throws {
    let table = makeTable([
      makeColumn("unit", ["A", "A"]), makeColumn("x", ["1", "1"]),
      makeColumn("n", ["2", "2"]), makeColumn("kind", ["p", "q"]),
      makeColumn("y", [1, 2]), makeColumn("se", [1, 1]),
    ])
    let peers = ComparisonAnalysis(
      unit: "unit", source: rates, peers: .column("kind"))
    #expect(throws: Diagnostic.self) { try peers.tables(on: table) }
    let twice = ComparisonAnalysis(
      unit: "unit",
      source: .given(estimate: "y", standardError: "se", base: nil))
    #expect(throws: Diagnostic.self) { try twice.tables(on: table) }
    let mix = ComparisonAnalysis(
      unit: "unit", source: rates, caseMix: CaseMix(terms: ["kind"]))
    #expect(throws: Diagnostic.self) { try mix.tables(on: table) }
  }

  @Test func hugeAndTinyUnitsStandSideBySide() throws {
    let table = makeTable([
      makeColumn("unit", ["A", "B", "C"]),
      makeColumn("x", ["1999700", "1", "2"]),
      makeColumn("n", ["2000000", "1", "3"]),
    ])
    let tables = try ComparisonAnalysis(unit: "unit", source: rates)
      .tables(on: table)
    let isFinite = tables.numbers("units", "shrunken").allSatisfy {
      $0.isFinite
    }
    #expect(isFinite)
  }
}
