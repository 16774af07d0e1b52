import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import SurveyStudy

@Suite struct StudyPlanTests {
  @Test func firstRunIsEveryStep() async throws {
    let study = try ChangingStudy()
    let plan = try #require(await study.plan())
    #expect(plan.pending.count == plan.steps.count)
    #expect(plan.steps.allSatisfy { $0.reasons == ["first run"] })
    #expect(FileSystem.kind(of: study.output) == nil, "it writes nothing")
    #expect(
      FileSystem.names(in: study.folder).filter { $0.hasPrefix(".") } == [])
    let kinds = Set(plan.steps.map(\.kind))
    #expect(
      kinds == ["import", "table", "statistic", "figure", "cards", "report"])
  }

  @Test func nothingIsPendingAfterARun() async throws {
    let study = try ChangingStudy()
    try await study.run()
    #expect(try await study.pending().isEmpty)
    let fresh = await planStudy(
      study.folder, output: study.output, isFresh: true, log: DiagnosticLog())
    #expect(fresh?.pending.count == fresh?.steps.count)
  }

  @Test func changedFileIsNamed() async throws {
    let study = try ChangingStudy()
    try await study.run()
    try study.change("cases.csv", "S01,", "S01,另一")
    let pending = try await study.pending()
    #expect(pending["import:cases.csv"] == ["input cases.csv changed"])
    #expect(pending["table:cases"] == ["input cases.csv changed"])
    #expect(pending["statistic:performance"] == ["input cases.csv changed"])
    #expect(pending["figure:performance"] == ["input cases.csv changed"])
    #expect(pending["cards"] == ["input cases.csv changed"])
    #expect(pending["report"] == ["input cases.csv changed"])
    #expect(pending.count == 6)
  }

  @Test func changedKeyIsNamed() async throws {
    let study = try ChangingStudy()
    try await study.run()
    try study.change("study.yaml", "seed: 25", "seed: 26")
    let pending = try await study.pending()
    #expect(
      pending["statistic:performance"]
        == ["parameters changed: uncertainty.seed"])
    #expect(
      pending["cards"] == ["statistic:performance changed"])
    #expect(pending["statistic:answers"] == nil)
  }

  @Test func failedAnalysisIsPending() async throws {
    let folder = try newFolder([
      "study.yaml": """
      manyi: 1
      data: {a: {file: a.csv}}
      analyses:
        good: {kind: mean, variables: score}
        bad: {kind: mean, variables: name}
      """,
      "a.csv": "name,score\nx,1\ny,2\n",
    ])
    let study = ChangingStudy(at: folder)
    try await study.run()
    #expect(await unchangedRun(folder, output: study.output) == nil)
    let pending = try await study.pending()
    #expect(
      pending["statistic:bad"] == ["it failed or was blocked last time"])
    #expect(pending["statistic:good"] == nil)
    let last = try LastRun(inFolder: study.output)
    #expect(last.failed == ["statistic:bad", "figure:bad"])
    #expect(FileSystem.kind(of: last.study) == .file)
    try study.change("study.yaml", "variables: name", "variables: score")
    #expect(try await study.run().summary.reused == 1)
    #expect(try LastRun(inFolder: study.output).failed == [])
    #expect(try await study.differences() == [])
  }

  @Test func runThatFailsWholeCanBeRepeated() async throws {
    let study = try ChangingStudy()
    try await study.run()
    let before = try study.files(study.output)
    let text = """
      manyi: 1
      data: {a: {file: a.csv}}
      analyses: {bad: {kind: mean, variables: name}}
      """
    let own = try String(
      contentsOfFile: study.folder + "/study.yaml", encoding: .utf8)
    try text.write(
      toFile: study.folder + "/study.yaml", atomically: false, encoding: .utf8)
    try "name\nx\n".write(
      toFile: study.folder + "/a.csv", atomically: false, encoding: .utf8)
    #expect(try await !study.run().summary.isWritten)
    #expect(try study.files(study.output) == before)
    #expect(try LastRun(inFolder: study.output).failed.contains("report"))
    try own.write(
      toFile: study.folder + "/study.yaml", atomically: false, encoding: .utf8)
    try await study.run()
    #expect(try LastRun(inFolder: study.output).failed == [])
  }

  @Test func folderWithoutARunIsRefused() throws {
    let folder = try newFolder(["run-results.json": "{\"tool\": \"other\"}"])
    for path in [folder, folder + "/none"] {
      let fault = #expect(throws: Diagnostic.self) {
        try LastRun(inFolder: path)
      }
      #expect(fault?.code == .noLastRun)
    }
  }

  @Test func keysKnowNoPlaceAndNoComments() async throws {
    let (one, other) = (try ChangingStudy(), try ChangingStudy())
    try other.change("study.yaml", "# A study", "\n# Some other\n\n# A study")
    let keys = try #require(await one.plan()).steps.map(\.key)
    #expect(try #require(await other.plan()).steps.map(\.key) == keys)
    try other.change("study.yaml", "grades: {1: 100", "grades: {1: 99")
    #expect(try #require(await other.plan()).steps.map(\.key) != keys)
  }

  @Test func missingFileIsTold() async throws {
    let study = try ChangingStudy()
    try FileManager.default.removeItem(atPath: study.folder + "/scores.csv")
    let log = DiagnosticLog()
    #expect(
      await planStudy(study.folder, output: study.output, log: log) == nil)
    #expect(log.diagnostics.map(\.code) == [.missingFile])
    #expect(log.diagnostics.first?.place?.line != nil)
  }
}
