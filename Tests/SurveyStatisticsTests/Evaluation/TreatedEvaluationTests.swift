import Diagnostics
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Treated values and shared ranks within whole evaluations.
@Suite struct TreatedEvaluationTests {
  // MARK: - Values

  @Test func fillsInAndFlags() throws {
    var columns = try EvaluationReference.columns()
    columns[2][1] = .nan
    columns[4][6] = .nan
    let (outcome, result) = try WeightingExample.run(columns: columns) {
      $0.imputation = ImputationOptions(.groupMean, group: "town")
    }
    let changed = try #require(
      result.tables.first { $0.name == "changed-values" })
    #expect(changed.rows.count == 2)
    let mean = (88.5 + 93.2 + 70.4) / 3
    #expect(
      isClose(changed["S02/quality", "used"]?.value ?? 0, mean))
    let second = try #require(result.cases.first { $0.id == "S02" })
    #expect(second.remarks == ["imputed:quality"])
    #expect(isClose(second.coverage, 1))
    let value = second.values.first { $0.indicator == "quality" }
    #expect(value?.raw == nil && value?.score != nil)
    #expect(outcome.diagnostics.map(\.code.id) == ["A254"])
    #expect(outcome.conventions.contains { $0.name == "imputation" })
    #expect(throws: Diagnostic.self) {
      _ = try WeightingExample.run(columns: columns) {
        $0.imputation = ImputationOptions(.groupMean, group: "nothing")
      }
    }
    let (_, earlier) = try WeightingExample.run(columns: columns) {
      $0.imputation = ImputationOptions(
        .previous, previous: ["quality": "done"])
    }
    let cells = try #require(
      earlier.tables.first { $0.name == "changed-values" })
    #expect(cells["S02/quality", "used"]?.value == 75.5)
  }

  @Test func treatsAndFlags() throws {
    var columns = try EvaluationReference.columns()
    columns[0] = [62, 60, 61, 63, 64, 65, 66, 900]
    let (outcome, result) = try WeightingExample.run(columns: columns) {
      $0.treatment = OutlierOptions()
    }
    let last = try #require(result.cases.first { $0.id == "S08" })
    #expect(last.remarks == ["treated:days"])
    let value = last.values.first { $0.indicator == "days" }
    // The card shows the file's value; the score is that of the next case.
    #expect(value?.raw == 900 && value?.score == 0)
    let seventh = try #require(result.cases.first { $0.id == "S07" })
    let other = seventh.values.first { $0.indicator == "days" }
    #expect(other?.score == 0)
    let table = try #require(result.tables.first { $0.name == "outliers" })
    #expect(table["days", "replaced"]?.value == 1)
    #expect(table.rows.count == 6)
    #expect(outcome.diagnostics.map(\.code.id) == ["A253"])
  }

  // MARK: - Ranks

  @Test func equalScoresShareARank() throws {
    let scores: [Double] = [80, 90, 90, .nan, 70 + 1e-12, 70]
    #expect(competitionRanks(scores) == [3, 1, 1, nil, 4, 4])
    let closed = competitionRanks(scores, ties: .dense)
    #expect(closed == [2, 1, 1, nil, 3, 3])
    let middles = RankSharing.means(of: competitionRanks(scores))
    #expect(middles == [3, 1.5, 1.5, nil, 4.5, 4.5])

    var columns = try EvaluationReference.columns()
    for column in columns.indices { columns[column][1] = columns[column][4] }
    func ranks(_ ties: RankSharing) throws -> [Double?] {
      try WeightingExample.run(columns: columns) { $0.rankTies = ties }.result
        .cases
        .map(\.publishedRank)
    }
    let least: [Double?] = [1, 2, 3, 4, 4, 6, 7, 8]
    let atLeast = try ranks(.minimum)
    #expect(atLeast == least)
    let means: [Double?] = [1, 2, 3, 4.5, 4.5, 6, 7, 8]
    let shared = try ranks(.average)
    #expect(shared == means)
    let next: [Double?] = [1, 2, 3, 4, 4, 5, 6, 7]
    let dense = try ranks(.dense)
    #expect(dense == next)
  }
}
