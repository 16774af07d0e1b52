import Diagnostics
import SurveyStatistics
import TestSupport
import Testing

@testable import SurveyStudy

/// The design of a data set is weighted once for a run: an evaluation that
/// counts ratings with it does not weigh again what another analysis had
/// weighted, and what there is to say is said once.
@Suite struct SharedDesignTests {
  /// A study whose evaluation and mean both stand on the ratings, in the
  /// order that is asked for.
  private func study(calibrate: String, meanFirst: Bool) throws -> String {
    let folder = try Fixture.temporaryFolder().path()
    let evaluation = """
        ranks:
          kind: evaluation
          data: cases
          cases: {key: id}
          ratings: {data: ratings, item: grade}
          indicators:
            - id: s
              source: satisfaction
              formula: index(100;60;0)
              norm: none
          uncertainty: none
      """
    let mean = "  m: {kind: mean, data: ratings, variables: w}"
    let files = [
      "ids.csv": "id\nA\n",
      "ratings.csv": """
      id,sex,town,grade,w
      A,m,n,满意,2
      A,m,n,满意,2
      A,m,s,满意,8
      A,f,s,不满意,2

      """,
      "study.yaml": """
      manyi: 1
      title: Weights
      data:
        cases: {file: ids.csv, key: id}
        ratings: {file: ratings.csv, design: {calibrate: \(calibrate)}}
      analyses:
      \(meanFirst ? mean + "\n" + evaluation : evaluation + "\n" + mean)
      """,
    ]
    for (name, text) in files {
      try FileSystem.write(Array(text.utf8), to: folder + "/" + name)
    }
    return folder
  }

  @Test(arguments: [true, false])
  func whatTheWeightsAreIsSaidOnce(meanFirst: Bool) async throws {
    // The man in the south has to be counted -2 times.
    let folder = try study(
      calibrate: "{linear: {targets: {sex: {m: 1, f: 3}, town: {n: 3, s: 1}}}}",
      meanFirst: meanFirst)
    let log = DiagnosticLog()
    let workspace = try #require(await openStudy(folder, log: log))
    let results = workspace.study.analyses.compactMap {
      workspace.run($0, log: log)
    }
    let warnings = log.diagnostics.filter { $0.severity == .warning }
    #expect(
      warnings.map(\.code) == [.negativeWeight], "\(log.diagnostics)")
    // A mean can have such weights; the evaluation refuses them.
    #expect(results.map(\.id) == ["m"])
    #expect(workspace.sharedDesigns.keys.sorted() == ["ratings"])
  }

  @Test(arguments: [true, false])
  func aFaultIsToldOnce(meanFirst: Bool) async throws {
    let folder = try study(
      calibrate: "{rake: {targets: {sex: {m: 1, d: 3}}}}",
      meanFirst: meanFirst)
    let log = DiagnosticLog()
    let workspace = try #require(await openStudy(folder, log: log))
    // Neither analysis goes on as if the ratings were a simple sample.
    for plan in workspace.study.analyses {
      #expect(workspace.run(plan, log: log) == nil)
    }
    let errors = log.diagnostics.filter { $0.severity == .error }
    #expect(errors.count == 1, "\(errors)")
  }

  /// The design that stands with the ratings is not the data set's.
  @Test func ratingsOfTheirOwnDesignAreKeptApart() async throws {
    let folder = try study(
      calibrate: "{rake: {targets: {sex: {m: 1, f: 1}}}}", meanFirst: true)
    var text = String(
      decoding: try FileSystem.read(folder + "/study.yaml"), as: UTF8.self)
    text.replace("item: grade}", with: "item: grade, design: {weights: w}}")
    FileSystem.removeTree(folder + "/study.yaml")
    try FileSystem.write(Array(text.utf8), to: folder + "/study.yaml")
    let log = DiagnosticLog()
    let workspace = try #require(await openStudy(folder, log: log))
    #expect(!log.hasErrors, "\(log.diagnostics)")
    #expect(
      workspace.designsBeside["ranks"]?["ratings"]?.weights == [2, 2, 8, 2])
    #expect(workspace.sharedDesigns["ratings"]??.weights != [2, 2, 8, 2])
  }
}
