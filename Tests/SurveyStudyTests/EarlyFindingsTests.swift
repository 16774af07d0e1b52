import Diagnostics
import TestSupport
import Testing

@testable import SurveyStudy

/// `check` says of the data what a run would say, and a run says it once.
@Suite struct EarlyFindingsTests {
  private func study(
    _ analysis: String, _ files: [String: String]
  ) throws -> String {
    let folder = try Fixture.temporaryFolder().path()
    var text = "manyi: 1\ntitle: t\ndata:\n"
    for name in files.keys.sorted() {
      text += "  \(name): {file: \(name).csv}\n"
      try FileSystem.write(
        Array((files[name] ?? "").utf8), to: "\(folder)/\(name).csv")
    }
    text += "analyses:\n  one: {\(analysis)}\n"
    let path = "\(folder)/study.yaml"
    try FileSystem.write(Array(text.utf8), to: path)
    return path
  }

  /// What opening a study finds, and what opening and running it finds.
  private func findings(
    _ path: String
  ) async throws -> (checked: [Diagnostic], run: [Diagnostic]) {
    let log = DiagnosticLog()
    let workspace = try #require(await openStudy(path, log: log))
    let checked = workspace.findings(log)
    let output = try OutputFolder(
      try Fixture.temporaryFolder().path() + "/out")
    _ = try await workspace.run(to: output, log: log) { _ in }
    return (checked, workspace.findings(log))
  }

  private func expect(
    _ code: String, _ part: String, line: Int?, _ analysis: String,
    _ files: [String: String]
  ) async throws {
    let (checked, run) = try await findings(try study(analysis, files))
    for all in [checked, run] {
      let found = all.filter {
        $0.code.id == code && $0.message.contains(part)
      }
      #expect(found.count == 1, "\(code): \(all.map(\.message))")
      if let line { #expect(found.first?.place?.line == line) }
    }
  }

  private static let scores = """
    case_id,evaluator_id,score,max_score
    a,x,8,10
    a,y,12,10
    b,x,5,10
    b,y,6,10
    b,,6,10

    """

  @Test func scoresOutOfRangeAreToldBeforeTheRun() async throws {
    let files = [
      "cases": "case_id,assigned_on\na,2024-01-03\nb,2024-01-05\n",
      "scores": Self.scores,
    ]
    let evaluation =
      "kind: evaluation, data: scores, cases: {data: cases, key: case_id},"
      + " indicators: [{id: q, source: evaluators, formula: mean,"
      + " norm: none}]"
    try await expect(
      "A216", "above its highest", line: 3, evaluation, files)
    try await expect("A209", "no evaluator", line: 6, evaluation, files)
    try await expect(
      "D330", "above its highest", line: 3,
      "kind: ledger, data: cases, scores: {data: scores}", files)
  }

  @Test func rowsOfEvaluatorsThatCountNowhereAreTold() async throws {
    try await expect(
      "A209", "no case", line: nil,
      "kind: raters, case: case_id, rater: evaluator_id, score: score,"
        + " model: severity", ["scores": Self.scores])
  }

  @Test func pointsThatDifferFromTheirRuleAreTold() async throws {
    try await expect(
      "A294", "other points", line: 3, "kind: points, unit: u",
      ["d": "u,points_rule,points\na,talk=5,5\nb,talk=5,7\n"])
  }

  @Test func votesThatDoNotAddUpAreTold() async throws {
    try await expect(
      "A305", "present", line: 3,
      "kind: verdict, by: c, counts: {满意: s, 不满意: d},"
        + " turnout: {present: p}",
      ["d": "c,s,d,p\na,3,1,4\nb,3,1,5\n"])
  }

  @Test func answersOutsideTheirScaleAreTold() async throws {
    try await expect(
      "A110", "outside its scale", line: nil,
      "kind: index, items: [q], scale: [1, 5]",
      ["d": "q\n3\n9\n4\n"])
  }

  @Test func rowsWithoutAGroupAreTold() async throws {
    try await expect(
      "A115", "no value of 'g'", line: nil,
      "kind: mean, variables: [y], by: g", ["d": "y,g\n1,a\n2,\n3,b\n"])
  }
}
