import Diagnostics
import TestSupport
import Testing

@testable import SurveyStudy

/// What a run would refuse is known before it.
@Suite struct AnalysisCheckTests {
  private func findings(
    _ analysis: String, _ files: [String: String] = [:]
  ) async throws -> [Diagnostic] {
    let study = """
      manyi: 1
      data: {a: {file: a.csv}}
      analyses:
        x:
          \(analysis.split(separator: "\n").joined(separator: "\n    "))
      """
    let base = [
      "study.yaml": study,
      "a.csv": "id,word,number,other\na,good,1,4\nb,bad,2,3\nc,弃权,3,1\n",
    ]
    let log = DiagnosticLog()
    let workspace = try #require(
      await openStudy(
        try newFolder(base.merging(files) { $1 }), log: log))
    return workspace.findings(log).filter { $0.severity == .error }
  }

  @Test(arguments: [
    ("kind: mean\nvariables: [number, word]", "A106", 6, 25),
    ("kind: total\nvariables: word", "A106", 6, 16),
    ("kind: ratio\nnumerator: number\ndenominator: word", "A106", 7, 18),
    ("kind: alpha\nitems: [number, word]", "A106", 6, 21),
    ("kind: index\nitems: [word]", "A106", 6, 13),
    ("kind: index\nitems: [number]", "A109", 6, 13),
    ("kind: index\nitems: [number]\nshow: [satisfied-or-basic]", "A109", 6, 13),
    (
      "kind: index\nitems: [word]\ngrades: {good: 100, bda: 0}", "A111", 6, 13
    ),
    ("kind: index\nitems: [word]\ngrades: {good: 100}", "A111", 6, 13),
    ("kind: verdict\nitem: word\ngrades: [good, bad]", "A111", 6, 11),
    (
      "kind: index\nitems: [word]\nshow: [mean]\nungraded: exclude\n"
        + "grades: {good: 100, bad: 0}", "A106", 6, 13
    ),
    ("kind: share\nvariables: [word]\nvalues: [nice]", "A108", 6, 17),
  ])
  func faultOfAColumnIsMarked(
    keys: String, code: String, line: Int, column: Int
  ) async throws {
    let found = try await findings(keys)
    #expect(found.map(\.code.id) == [code], "\(found)")
    #expect(
      found.first?.place?.description == "study.yaml:\(line):\(column)")
    #expect(found.first?.excerpt != nil)
  }

  @Test func foreseenValuesAreNoFault() async throws {
    for ungraded in ["exclude", "弃权", "[弃权]"] {
      for kind in ["index", "verdict"] {
        let keys =
          kind == "index"
          ? "kind: index\nitems: word\ngrades: {good: 100, bad: 0}"
          : "kind: verdict\nitem: word\ngrades: [good, bad]"
        let found = try await findings("\(keys)\nungraded: \(ungraded)")
        #expect(found == [])
      }
    }
    let without = try await findings(
      "kind: index\nitems: number\nscale: [1, 5]\nungraded: exclude")
    #expect(without.map(\.code.id) == ["S104"])
  }

  @Test func scalesHaveNoRates() async throws {
    let found = try await findings(
      "kind: index\nscale: [1, 5]\nscales: {s: [number, other]}\n"
        + "show: [index, top-box, net]\ntop-box: 2")
    #expect(found.map(\.message) == ["'scales' have no 'top-box', 'net'"])
    #expect(found.first?.place?.line == 8)
    #expect(found.first?.help?.hasPrefix("scales show index and mean") == true)
  }

  @Test(arguments: [
    ("case_id,indicator_id,score\na,E,1\n", "'evaluator_id'"),
    ("case_id,indicator_id,evaluator_id\na,E,r\n", "'score'"),
    ("case_id,indicator_id,evaluator_id,score\na,E,r,high\n", "holds text"),
    ("case_id,evaluator_id,score\na,r,1\n", nil),
  ])
  func tableOfScores(text: String, words: String?) async throws {
    let found = try await findings(
      """
      kind: evaluation
      data: a
      cases: {file: cases.csv, key: case_id}
      indicators: tree.csv
      """,
      [
        "a.csv": text, "cases.csv": "case_id\na\n",
        "tree.csv": "indicator_id,parent_id,weight,source,norm\nG,,1,,\n"
          + "E,G,1,evaluators,none\n",
      ])
    guard let words else {
      #expect(found == [])
      return
    }
    #expect(found.count == 1)
    #expect(found.first?.message.contains(words) == true, "\(found)")
  }

  @Test func unnamedScaleIsCalledByItsAnalysis() async throws {
    let path = try newFolder([
      "study.yaml": """
      manyi: 1
      data: {a: {file: a.csv}}
      analyses: {trust: {kind: alpha, items: [p, q]}}
      """,
      "a.csv": "p,q\n1,2\n2,2\n3,5\n",
    ])
    let log = DiagnosticLog()
    let workspace = try #require(await openStudy(path, log: log))
    let result = workspace.run(
      try #require(workspace.study.analyses.first), log: log)
    #expect(result?.estimates.first?.variable == "trust")
    let single = await analyze(
      kind: "alpha", file: path + "/a.csv", options: ["items=p,q"])
    #expect(
      single.result?.value.estimates.first?.variable == "all items")
  }
}
