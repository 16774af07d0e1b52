import Diagnostics
import SurveyData
import TestSupport
import Testing

@testable import SurveyStudy

/// Where the data do not support ranks no table, chart or explanation has
/// single ones.
@Suite struct UnsupportedRanksTests {
  private func result(weights: String) async throws -> AnalysisResult {
    let folder = try Fixture.temporaryFolder().path()
    let files = [
      "cases.csv": """
      id,a,b
      A,90,20
      B,80,35
      C,60,55
      D,50,60
      E,30,85
      F,20,90

      """,
      "study.yaml": """
      manyi: 1
      title: Ranks
      data: {cases: {file: cases.csv}}
      analyses:
        e:
          kind: evaluation
          data: cases
          cases: {key: id}
          uncertainty: {draws: 200, seed: 1, weights: \(weights)}
          passport: true
          score: {compare: [topsis, borda]}
          indicators: [{id: a, column: a}, {id: b, column: b}]

      """,
    ]
    for (name, text) in files {
      try FileSystem.write(Array(text.utf8), to: folder + "/" + name)
    }
    let log = DiagnosticLog()
    let workspace = try #require(await openStudy(folder, log: log))
    return try #require(
      workspace.run(workspace.study.analyses[0], log: log),
      "\(log.diagnostics)")
  }

  private func names(
    _ result: AnalysisResult
  ) throws -> (found: EvaluationResult, columns: [String: [String]]) {
    guard case .evaluation(let found) = result.details else {
      Issue.record("no evaluation")
      throw Stopped()
    }
    var columns: [String: [String]] = [:]
    for table in found.tables {
      columns[table.name] = table.columns.map(\.name)
    }
    return (found, columns)
  }

  @Test func rangesStandAlone() async throws {
    let made = try await result(weights: "1.5")
    let (found, columns) = try names(made)
    #expect(!found.supportsRanking)
    let certainty = try #require(columns["rank-certainty"])
    #expect(certainty.starts(with: ["rank_lower", "rank_upper", "above_next"]))
    let passport = try #require(columns["passport"])
    #expect(passport.starts(with: ["lower", "upper"]))
    #expect(!passport.contains("rank") && !passport.contains("median"))
    #expect(columns["methods"] == ["best", "worst"])
    for name in ["rank-certainty", "passport", "methods"] {
      let table = found.tables.first { $0.name == name }
      #expect(
        table?.notes.contains(UncertaintyResult.rankingNotSupported) == true,
        "\(name)")
      for row in table?.rows ?? [] {
        #expect(row.cells.count == table?.columns.count)
      }
    }
    let rank = try #require(
      made.numbers.first { $0.parts.last?.name == "rank" })
    #expect(rank.value == nil)
    #expect(rank.text != nil)
  }

  @Test func supportedRanksAreShown() async throws {
    let (found, columns) = try names(try await result(weights: "0.01"))
    #expect(found.supportsRanking)
    #expect(columns["rank-certainty"]?.first == "rank")
    #expect(columns["passport"]?.first == "rank")
    #expect(columns["methods"]?.count == 5)
  }
}
