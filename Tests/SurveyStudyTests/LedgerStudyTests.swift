import Diagnostics
import Foundation
import SurveyData
import TestSupport
import Testing

@testable import SurveyStudy

/// The ledger of `suggestion-handling` against R
/// (`Tests/References/ledger/expected.R`), and the points of
/// `station-stars`, from their study files.
@Suite struct LedgerStudyTests {
  func expected(
    _ id: String, of file: String = "expected.json"
  ) throws -> [String: [Double]] {
    let data = try Data(contentsOf: Fixture.reference("ledger/\(file)"))
    let root = try JSONSerialization.jsonObject(with: data) as? [String: Any]
    let record = root?[id] as? [String: Any] ?? [:]
    return record.mapValues { values in
      (values as? [Any] ?? []).map { $0 as? Double ?? .nan }
    }
  }

  func tables(
    _ study: String, _ name: String
  ) async throws -> (AnalysisResult, [StatisticsTable]) {
    let log = DiagnosticLog()
    let workspace = try #require(
      await openStudy(Fixture.dataset(study).path(), log: log))
    let plan = try #require(
      workspace.study.analyses.first { $0.name == name })
    let result = try #require(workspace.run(plan, log: log))
    #expect(log.diagnostics.allSatisfy { $0.severity != .error })
    guard case .tables(let tables, _) = result.details else {
      return (result, [])
    }
    return (result, tables)
  }

  @Test func suggestionHandling() async throws {
    let (result, tables) = try await tables(
      "suggestion-handling/study.yaml", "ledger")
    func cell(
      _ table: String, _ row: String, _ column: String
    ) -> StatisticsTable.Cell? {
      tables.first { $0.name == table }?[row, column]
    }
    func value(_ table: String, _ row: String, _ column: String) -> Double {
      cell(table, row, column)?.value ?? .nan
    }
    func close(_ found: [Double], _ wanted: [Double]?) {
      #expect(isClose(found, wanted ?? [], relative: 1e-9))
    }
    let time = try expected("time")
    close([value("time-limits", "all", "on_time")], time["onTime"])
    close([value("time-limits", "all", "judged")], time["judged"])
    let rate = cell("time-limits", "all", "on_time_rate")?.interval
    close([rate?.lower ?? .nan], time["lower"])
    close([rate?.upper ?? .nan], time["upper"])
    let overdue = ["overdue_median", "overdue_p90", "overdue_max"].map {
      value("time-limits", "all", $0)
    }
    close(overdue, time["overdue"])
    let quantiles = ["p25", "median", "p75", "p90"].map {
      value("days-to-reply", "all", $0)
    }
    close(quantiles, time["quantiles"])
    let median = cell("days-to-reply", "all", "median")?.interval
    close([median?.lower ?? .nan], time["medianLower"])
    close([median?.upper ?? .nan], time["medianUpper"])
    let days = ["30", "60", "90", "120", "180"]
    let curve = days.map { cell("reply-curve", $0, "answered_share") }
    close(curve.map { $0?.value ?? .nan }, time["answered"])
    close(curve.map { $0?.interval?.lower ?? .nan }, time["answeredLower"])
    close(curve.map { $0?.interval?.upper ?? .nan }, time["answeredUpper"])

    let outcomes = try expected("outcomes", of: "competing.json")
    for (index, name) in ["A", "B", "C", "D"].enumerated() {
      let cells = days.map { cell("outcome-curve", $0, "share_\(name)") }
      let way = index + 1
      close(cells.map { $0?.value ?? .nan }, outcomes["share\(way)"])
      close(
        cells.map { $0?.interval?.lower ?? .nan }, outcomes["lower\(way)"])
      close(
        cells.map { $0?.interval?.upper ?? .nan }, outcomes["upper\(way)"])
    }
    // Nobody was withdrawn: the ways to end add up to the replies.
    let sums = days.map { day in
      ["A", "B", "C", "D"].reduce(0.0) {
        $0 + value("outcome-curve", day, "share_\($1)")
      }
    }
    close(sums, time["answered"])

    let meetings = try expected("meetings")
    let phases = ["before", "during", "after"].map {
      value("meetings", "all", $0)
    }
    close(phases, meetings["rates"])
    close([value("meetings", "all", "all_three")], meetings["all"])
    let held = (0...3).map { value("meetings", "all", "held_\($0)") }
    close(held, meetings["counts"])

    let commitments = try expected("commitments")
    close([value("commitments", "all", "base")], commitments["base"])
    close([value("commitments", "all", "kept_in_time")], commitments["kept"])
    close([value("commitments", "all", "kept_late")], commitments["late"])
    close([value("commitments", "all", "overdue")], commitments["overdue"])
    let counts = ["A", "B", "C", "D"].map {
      value("result-classes", "all", "count_\($0)")
    }
    close(counts, try expected("classes")["counts"])
    let percents = ["A", "B", "C", "D"].map {
      value("result-classes", "all", "percent_\($0)")
    }
    #expect(isClose(percents.reduce(0, +), 100))

    for origin in ["B", "C"] {
      let wanted = try expected("conversion\(origin)")
      let cells = ["6", "12", "24"].map {
        cell("conversion", $0, "converted_\(origin)")
      }
      close(cells.map { $0?.value ?? .nan }, wanted["share"])
      close(cells.map { $0?.interval?.lower ?? .nan }, wanted["lower"])
      close(cells.map { $0?.interval?.upper ?? .nan }, wanted["upper"])
      let errors = result.estimates.filter {
        $0.variable == "conversion"
          && $0.category?.hasPrefix("\(origin)>") == true
      }.map { $0.standardError ?? .nan }
      close(errors, wanted["se"])
    }

    let supervision = try expected("supervision")
    for (row, key) in [("solved", "solved"), ("on-time", "onTime")] {
      let adjusted = result.estimates.first {
        $0.variable == row && $0.category == "adjusted"
      }
      close(
        [
          adjusted?.value ?? .nan, adjusted?.standardError ?? .nan,
          value("supervision", row, "strata"),
          value("supervision", row, "used"),
        ], supervision[key])
    }
    let adjusted = result.estimates.first {
      $0.variable == "days-to-reply" && $0.category == "adjusted"
    }
    close([adjusted?.value ?? .nan], supervision["days"])
    close([adjusted?.standardError ?? .nan], supervision["daysSE"])
    let raw = cell("supervision-days", "days-to-reply", "raw")
    close([raw?.value ?? .nan], supervision["raw"])
    close([raw?.interval?.lower ?? .nan], supervision["rawLower"])
    close([raw?.interval?.upper ?? .nan], supervision["rawUpper"])
    let repeats = try expected("repeats")
    close([value("repeats", "all", "repeats")], repeats["count"])
    close([value("repeats", "all", "cases")], repeats["n"])
    // 61 cases are under key supervision, and the data are in order.
    #expect(value("supervision", "signed-in-time", "key_n") == 61)
    let report = try #require(tables.first { $0.name == "consistency" })
    #expect(report.rows.allSatisfy { $0.cells[1].value == 0 })
    #expect(report.rows.count > 20)
  }

  /// 545 stations; the slips of the generator are found; caps hold.
  @Test func stationPoints() async throws {
    let (result, tables) = try await tables(
      "station-stars/study.yaml", "points")
    let units = try #require(tables.first { $0.name == "units" })
    #expect(units.rows.count == 545 && result.estimates.count == 545)
    let wanted = try stationPointsByHand()
    for row in units.rows {
      let found = units[row.name, "points"]?.value ?? .nan
      #expect(isClose(found, wanted.points[row.name] ?? .nan), "\(row.name)")
    }
    let differences = try #require(tables.first { $0.name == "differences" })
    #expect(differences.rows.count == wanted.different)
  }

  /// The same from the text of the file.
  private func stationPointsByHand() throws -> (
    points: [String: Double], different: Int
  ) {
    let text = try String(
      contentsOf: Fixture.dataset("station-stars/activities.csv"),
      encoding: .utf8)
    let lines = text.split(whereSeparator: \.isNewline).map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    var header: [Substring: Int] = [:]
    for (index, name) in lines[0].enumerated() { header[name] = index }
    func at(_ line: [Substring], _ name: Substring) -> Substring {
      line[header[name] ?? 0]
    }
    var months: [[Substring]: (reception: Double, rest: Double)] = [:]
    var different = 0
    for line in lines.dropFirst() {
      let rule = at(line, "points_rule").split(separator: ";")
      let first = rule[0].split(separator: "=")
      let fixed = Double(first[1]) ?? 0
      let opinions = Double(at(line, "opinions_collected")) ?? 0
      let rest = 0.5 * opinions + (Double(at(line, "opinions_resolved")) ?? 0)
      if Double(at(line, "points")) != fixed + rest { different += 1 }
      let key = [at(line, "station_id"), at(line, "held_on").prefix(7)]
      var sum = months[key] ?? (0, 0)
      if first[0] == "reception" {
        sum.reception += fixed
        sum.rest += rest
      } else {
        sum.rest += fixed + rest
      }
      months[key] = sum
    }
    var points: [String: Double] = [:]
    for (key, sum) in months {
      let capped = min(40, min(20, sum.reception) + sum.rest)
      points[String(key[0]), default: 0] += capped
    }
    return (points, different)
  }

  @Test func stationStars() async throws {
    let log = DiagnosticLog()
    let workspace = try #require(
      await openStudy(
        Fixture.dataset("station-stars/study.yaml").path(), log: log))
    let plan = try #require(
      workspace.study.analyses.first { $0.name == "stars" })
    let result = try #require(workspace.run(plan, log: log))
    guard case .evaluation(let evaluation) = result.details else {
      Issue.record("no evaluation")
      return
    }
    #expect(evaluation.cases.count == 545)
    let stars = Dictionary(grouping: evaluation.cases) { $0.band ?? -1 }
    #expect(stars.keys.sorted() == [0, 1, 2, 3, 4])
    for one in evaluation.cases {
      #expect(isClose(one.bandShares.reduce(0, +), 1))
    }
  }
}
