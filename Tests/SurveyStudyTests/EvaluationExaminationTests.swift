import Diagnostics
import Foundation
import SurveyData
import SurveyStatistics
import TestSupport
import Testing

@testable import SurveyStudy

/// The keys `passport`, `sensitivity`, `what-if` and those of `uncertainty`,
/// from the command to the tables.
@Suite struct EvaluationExaminationTests {
  private let folder: String
  private let indicators =
    "indicators=[{id: a, column: a, weight: 0.5},"
    + " {id: b, column: b, direction: -1, weight: 0.3},"
    + " {id: c, column: c, weight: 0.2}]"

  init() throws {
    folder = try Fixture.temporaryFolder().path()
    let cases = """
      case,a,b,c
      p,91,20,70
      q,85,12,66
      r,78,30,88
      s,60,25,90
      t,55,8,71

      """
    try FileSystem.write(Array(cases.utf8), to: folder + "/cases.csv")
  }

  private func run(
    _ options: String...
  ) async -> (evaluation: EvaluationResult?, single: SingleResult) {
    let single = await analyze(
      kind: "evaluation", file: folder + "/cases.csv",
      options: [indicators] + options)
    guard case .evaluation(let found)? = single.result?.value.details else {
      return (nil, single)
    }
    return (found, single)
  }

  private func messages(_ single: SingleResult) -> [String] {
    single.findings.filter { $0.severity != .note }.map(\.message)
  }

  @Test func everyTableIsThere() async throws {
    let (found, single) = await run(
      "passport=true", "what-if=true", "sensitivity.draws=64",
      "bands={优: 80, 良: 50, 差: 0}", "uncertainty.draws=50")
    let evaluation = try #require(found, "\(messages(single))")
    let names = evaluation.tables.map(\.name)
    for name in [
      "rank-certainty", "rank-acceptability", "pairwise", "stability",
      "next-band", "without-indicator", "passport", "passport-pairs",
      "passport-choices", "passport-conventions",
      "sensitivity",
    ] {
      #expect(names.contains(name), "\(name) is not in \(names)")
    }
    for table in evaluation.tables {
      #expect(Set(table.columns.map(\.name)).count == table.columns.count)
      #expect(
        table.rows.allSatisfy { $0.cells.count == table.columns.count },
        "\(table.name)")
      #expect(table.title.chinese != nil && table.title.english != nil)
    }
    #expect(evaluation.findings.count == 5)
    #expect(
      evaluation.findings.allSatisfy { $0.chinese != nil && $0.english != nil })
    let json = single.json.fileText
    #expect(json.contains("\"next_band\""))
    #expect(json.contains("\"findings\""))
  }

  @Test func withoutTheKeysNothingIsAdded() async throws {
    let (found, _) = await run("uncertainty=none", "passport=false")
    let evaluation = try #require(found)
    #expect(
      evaluation.tables.allSatisfy {
        ["rules", "consistency"].contains($0.name)
      })
    #expect(evaluation.findings.isEmpty)
  }

  @Test(arguments: [true, false])
  func weightsComeFromAFile(hasHeader: Bool) async throws {
    let rows = ["0,1,0", "1,0,0"]
    let header = hasHeader ? ["c,b,a"] : []
    let text = (header + rows).joined(separator: "\n") + "\n"
    try FileSystem.write(Array(text.utf8), to: folder + "/weights.csv")
    let (found, single) = await run(
      "uncertainty.weight-draws=\(folder)/weights.csv")
    let evaluation = try #require(found, "\(messages(single))")
    #expect(evaluation.uncertainty?.draws == 2)
    // By b alone t is first; by a alone p, by c alone s.
    let p = try #require(evaluation.cases.first { $0.id == "p" })
    let s = try #require(evaluation.cases.first { $0.id == "s" })
    #expect(p.rankShares[0] == (hasHeader ? 0 : 0.5))
    #expect(s.rankShares[0] == (hasHeader ? 0.5 : 0))
  }

  @Test func alternativesAreChosen() async throws {
    let (found, _) = await run(
      "uncertainty=none", "passport.weights=[equal]", "passport.score=[]",
      "passport.normalisation=[z-score]", "passport.aggregate=[]",
      "passport.combine=one-at-a-time")
    let evaluation = try #require(found)
    let table = try #require(
      evaluation.tables.first { $0.name == "passport-conventions" })
    #expect(
      table.rows.map { $0.label[.english] } == [
        "as chosen", "z-scores", "equal weights",
      ])
  }

  /// `methods` is the key of the methods; `score` is understood too.
  @Test(arguments: ["methods", "score"])
  func methodsAreChosen(key: String) async throws {
    let (found, _) = await run(
      "uncertainty=none", "passport.weights=[]",
      "passport.\(key)=[vikor, borda]", "passport.normalisation=[]",
      "passport.aggregate=[]", "passport.ties=[]")
    let evaluation = try #require(found)
    let table = try #require(
      evaluation.tables.first { $0.name == "passport-conventions" })
    #expect(
      table.rows.map { $0.label[.english] } == ["as chosen", "VIKOR", "Borda"])
  }

  @Test(arguments: [
    ("passport.methods=[topsi]", "'methods' has no alternative 'topsi'"),
    (
      "passport.weights=[entropie]", "'weights' has no alternative 'entropie'"
    ),
    ("passport.wieghts=[equal]", "'passport' has no key 'wieghts'"),
    ("passport.limit=1", "'limit' has to lie between 2 and 100000, not '1'"),
    ("sensitivity.factors=[wind]", "no factor is called 'wind'"),
    (
      "sensitivity.draws=3",
      "'draws' has to lie between 16 and 1000000, not '3'"
    ),
    ("uncertainty.weight-draw=x.csv", "'uncertainty' has no key 'weight-draw'"),
  ])
  func faultIsNamed(option: String, message: String) async {
    let (found, single) = await run(option)
    #expect(found == nil)
    #expect(messages(single).contains(message), "\(messages(single))")
  }

  /// The clusters of the data set's design, or of the ratings' own, are
  /// drawn, and the method says so.
  @Test(arguments: [true, false])
  func ratingsAreDrawnByTheirDesign(ofTheData: Bool) async throws {
    let design = ", design: {clusters: unit, weights: w}"
    var ratings = "id,unit,grade,w\n"
    for unit in 0..<8 {
      for id in ["A", "B"] {
        ratings += "\(id),u\(unit),\(unit % 3 == 0 ? "不满意" : "满意"),2\n"
      }
    }
    let files = [
      "ids.csv": "id\nA\nB\n", "ratings.csv": ratings,
      "study.yaml": """
      manyi: 1
      title: Design
      data:
        cases: {file: ids.csv, key: id}
        ratings: {file: ratings.csv\(ofTheData ? design : "")}
      analyses:
        ranks:
          kind: evaluation
          data: cases
          cases: {key: id}
          ratings: {data: ratings, item: grade\(ofTheData ? "" : design)}
          indicators:
            - id: s
              source: satisfaction
              formula: index(100;60;0)
              norm: none
          uncertainty: {draws: 200, weights: fixed}
      """,
    ]
    for (name, text) in files {
      try FileSystem.write(Array(text.utf8), to: folder + "/" + name)
    }
    let log = DiagnosticLog()
    let workspace = try #require(await openStudy(folder, log: log))
    let plan = try #require(workspace.study.analyses.first)
    let result = try #require(
      workspace.run(plan, log: log), "\(log.diagnostics.map(\.message))")
    let convention = result.conventions.first { $0.name == "rating-draws" }
    #expect(convention?.value == "rao-wu")
    guard case .evaluation(let evaluation) = result.details else { return }
    // Whole units are drawn, so that both cases have the same scores in every
    // draw.
    let intervals = evaluation.cases.map(\.scoreInterval)
    #expect(intervals.count == 2 && intervals[0] == intervals[1])
    #expect((intervals[0]?.upper ?? 0) - (intervals[0]?.lower ?? 0) > 20)
  }

  /// Three of four rate well, and are half of the population: 50 and not 75.
  @Test(arguments: ["weights: w, ", ""])
  func ratingsCountWithCalibratedWeights(weights: String) async throws {
    func study(_ calibration: String) -> [String: String] {
      [
        "ids.csv": "id\nA\n",
        "ratings.csv": """
        id,sex,grade,w,kept
        A,m,满意,2,1
        A,m,满意,2,1
        A,m,满意,2,1
        A,f,不满意,2,1
        A,f,满意,2,0

        """,
        "study.yaml": """
        manyi: 1
        title: Weights
        data:
          cases: {file: ids.csv, key: id}
          ratings: {file: ratings.csv, design: {\(weights)\(calibration)}}
        analyses:
          scores:
            kind: evaluation
            data: cases
            cases: {key: id}
            ratings: {data: ratings, item: grade, where: kept = 1}
            indicators:
              - id: s
                source: satisfaction
                formula: index(100;60;0)
                norm: none
        """,
      ]
    }
    for (calibration, wanted) in [
      ("single-cluster: remove", 75.0),
      (
        "calibrate: {poststratify: {targets: {sex: {m: 30, f: 60}}}}",
        // Each woman counts 30, each man 10; one woman is left out.
        50
      ),
    ] {
      for (name, text) in study(calibration) {
        try text.write(
          toFile: folder + "/" + name, atomically: true, encoding: .utf8)
      }
      let log = DiagnosticLog()
      let workspace = try #require(await openStudy(folder, log: log))
      let plan = try #require(workspace.study.analyses.first)
      let result = try #require(
        workspace.run(plan, log: log), "\(log.diagnostics.map(\.message))")
      guard case .evaluation(let evaluation) = result.details else { return }
      let score = try #require(evaluation.cases.first?.score)
      #expect(isClose(score, wanted), "\(calibration): \(score)")
      let isCalibrated = wanted == 50
      #expect(
        result.conventions.contains { $0.name == "weighting" } == isCalibrated)
      #expect(log.diagnostics.allSatisfy { $0.severity == .note })
    }
  }
}
