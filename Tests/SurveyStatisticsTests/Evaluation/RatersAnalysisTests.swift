import Diagnostics
import Probability
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// The kind `raters` on made-up scores with planted faults.
@Suite struct RatersAnalysisTests {
  /// 40 cases by 8 evaluators on 3 indicators. R1 is severe, R2 drifts, R3
  /// keeps to the middle, R4 gives one impression on all indicators, R5
  /// scores at random.
  private func table() -> Table {
    var stream = RandomStream(seed: 3, name: "planted")
    var columns: [[String]] = [[], [], [], [], []]
    for unit in 0..<40 {
      let level = 70 + 8 * stream.normal()
      let own = (0..<3).map { _ in 3 * stream.normal() }
      for rater in 1...8 {
        let day = Double((unit * 7 + rater * 13) % 100)
        let impression = 3 * stream.normal()
        for indicator in 0..<3 {
          var value = level + own[indicator]
          var error = 2.5 * stream.normal()
          switch rater {
          case 1: value -= 6
          case 2: value += 0.08 * (day - 50)
          case 3: value = 70 + 0.4 * (value - 70)
          case 4: error = 0.5 * error + impression
          case 5: error *= 3
          default: break
          }
          columns[0].append("C\(100 + unit)")
          columns[1].append("R\(rater)")
          columns[2].append("I\(indicator)")
          columns[3].append(String((value + error) * 1))
          columns[4].append(String(Int(day)))
        }
      }
    }
    return makeTable([
      makeColumn("case", columns[0]), makeColumn("rater", columns[1]),
      makeColumn("indicator", columns[2]), makeColumn("score", columns[3]),
      makeColumn("day", columns[4]),
    ])
  }

  private func tables(
    _ table: Table, _ change: (inout RatersAnalysis) -> Void = { _ in }
  ) throws -> [StatisticsTable] {
    var analysis = RatersAnalysis(
      caseColumn: "case", raterColumn: "rater", scoreColumn: "score", draws: 50)
    change(&analysis)
    let outcome = try analysis.run(on: AnalysisData(table: table))
    guard case .tables(let tables, _) = outcome.details else { return [] }
    return tables
  }

  @Test func plantedFaultsAreFlagged() throws {
    let found = try tables(table()) {
      $0.indicatorColumn = "indicator"
      $0.timeColumn = "day"
    }
    let raters = try #require(found.first { $0.name == "raters" })
    func flags(_ name: String) -> String {
      raters[name, "flags"]?.text?.english ?? ""
    }
    #expect(flags("R1").contains("severe"))
    #expect(flags("R2").contains("drift"))
    #expect(flags("R3").contains("narrow range"))
    #expect(flags("R4").contains("halo"))
    #expect(flags("R5").contains("erratic"))
    for name in ["R6", "R7", "R8"] {
      #expect(!flags(name).contains("severe"))
      #expect(!flags(name).contains("halo"))
      #expect(!flags(name).contains("drift"))
    }
    // One who stands out does not make the others stand out.
    for name in ["R6", "R7", "R8"] { #expect(flags(name).isEmpty) }
    let drift = try #require(found.first { $0.name == "drift" })
    let slope = try #require(drift["R2", "value"]?.value)
    #expect(abs(slope - 2.4) < 1)
  }

  /// One who gives all indicators of a case the same score has an impression
  /// of the whole; one who drifts moves all indicators and has not.
  @Test func sameScoresForAllIndicatorsAreHalo() throws {
    let one = table()
    var scores = try #require(one["score"]?.numbers())
    let raters = (0..<one.rowCount).map { one["rater"]?.text(at: $0) ?? "" }
    for row in stride(from: 0, to: scores.count, by: 3)
    where raters[row] == "R7" {
      let mean = (scores[row] + scores[row + 1] + scores[row + 2]) / 3
      for offset in 0..<3 { scores[row + offset] = mean + Double(offset) / 10 }
    }
    var columns = one.columns
    columns[3] = makeColumn("score", scores)
    let found = try tables(makeTable(columns)) {
      $0.indicatorColumn = "indicator"
      $0.timeColumn = "day"
    }
    let list = try #require(found.first { $0.name == "raters" })
    func flags(_ name: String) -> String {
      list[name, "flags"]?.text?.english ?? ""
    }
    #expect(flags("R7").contains("halo") && flags("R4").contains("halo"))
    for name in ["R1", "R2", "R3", "R5", "R6", "R8"] {
      #expect(!flags(name).contains("halo"), "\(name)")
    }
    let profile = try #require(found.first { $0.name == "profile" })
    #expect(abs(profile["R7", "value"]?.value ?? 1) < 0.1)
    #expect((profile["R7", "statistic"]?.value ?? 0) < -5)
    #expect((profile["R6", "value"]?.value ?? 0) > 0.8)
  }

  /// By hand: two indicators in five cases.
  @Test func profileIsASlope() throws {
    let scores = (0..<5).flatMap { item -> [(Int, Double, Double)] in
      let level = 60 + 5 * Double(item)
      // Half of the difference of 4 is seen, and all of that of cases.
      let gap = 1 + 0.2 * Double(item - 2)
      return [
        (item, level - gap, level - 2), (item, level + gap, level + 2),
      ]
    }
    let check = try #require(RaterProfile(scores)).check
    #expect(isClose(check.value, 0.5) && check.base == 5)
    // Σ(y − bx)² = 2·(0.16 + 0.04)·2 and 10 − 5 − 1 degrees over Σx² = 40;
    // among cases the line is exact.
    let error = (0.8 / 4 / 40).squareRoot()
    #expect(isClose(check.statistic ?? 0, -0.5 / error))
    #expect(RaterProfile(Array(scores.prefix(8))) == nil)
    let flat = scores.map { ($0.0, $0.1, 60.0) }
    #expect(RaterProfile(flat) == nil)
  }

  /// G and Φ by hand from the variances of the open example.
  @Test func generalisabilityFollowsFromTheVariances() throws {
    let variances = [12.861732987646217, 129.708670844002, 2.0505355174117814]
    let found = RaterVariances.coefficients(
      variances, indicators: 1, panel: 6)
    let (rater, between, error) = (variances[0], variances[1], variances[2])
    #expect(isClose(found.relative, between / (between + error / 6)))
    #expect(isClose(found.absolute, between / (between + (error + rater) / 6)))
    let facets = RaterVariances.coefficients(
      [2, 20, 4, 3, 1, 6], indicators: 2, panel: 3)
    #expect(isClose(facets.relative, 22 / (22 + 6.0 / 3)))
    #expect(isClose(facets.absolute, 22 / (22 + 8.5 / 3)))
  }

  @Test func bootstrapSurroundsTheEstimates() throws {
    let one = table()
    let rows = (0..<one.rowCount).filter {
      one["indicator"]?.text(at: $0) == "I0"
    }
    let columns = one.columns.map { $0.selecting(rows) }
    let found = try tables(makeTable(columns)) {
      $0.model = .mixed
      $0.bootstrap = 60
    }
    let variances = try #require(found.first { $0.name == "variances" })
    for name in ["case", "rater", "residual"] {
      let cell = try #require(variances[name, "bootstrap"])
      let interval = try #require(cell.interval)
      let value = try #require(cell.value)
      #expect(interval.lower < value && value < interval.upper)
      let profile = try #require(variances[name, "variance"]?.interval)
      #expect(profile.lower < value && value < profile.upper)
    }
  }

  @Test(arguments: RatersAnalysis.Model.allCases)
  func edgesStopOrAnswer(model: RatersAnalysis.Model) throws {
    func run(_ rows: [(String, String, String)]) -> Bool {
      let table = makeTable([
        makeColumn("case", rows.map(\.0)), makeColumn("rater", rows.map(\.1)),
        makeColumn("score", rows.map(\.2)),
      ])
      return (try? tables(table) { $0.model = model }) != nil
    }
    #expect(!run([]))
    #expect(!run([("a", "x", "3")]))
    #expect(!run([("a", "x", ""), ("b", "y", "")]))
    #expect(!run([("a", "x", "3"), ("b", "x", "4")]))
    // All the same: nothing to model for Rasch, nothing adjusted for others.
    let same = [
      ("a", "x", "3"), ("a", "y", "3"), ("b", "x", "3"), ("b", "y", "3"),
    ]
    #expect(run(same) == (model != .rasch))
    // No errors at all.
    let exact = [
      ("a", "x", "1"), ("a", "y", "2"), ("b", "x", "2"), ("b", "y", "3"),
      ("c", "x", "1"), ("c", "y", "2"),
    ]
    _ = run(exact)
    // Two islands.
    let apart = [
      ("a", "x", "1"), ("a", "y", "2"), ("b", "x", "2"), ("b", "y", "2"),
      ("c", "z", "1"), ("c", "w", "2"), ("d", "z", "2"), ("d", "w", "2"),
    ]
    #expect(run(apart) == (model == .severityREML || model == .mixed))
  }
}
