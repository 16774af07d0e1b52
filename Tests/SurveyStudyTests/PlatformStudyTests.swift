import Diagnostics
import Foundation
import SurveyData
import TestSupport
import Testing

@testable import SurveyStudy

/// Studies that read exports of survey platforms as they come, and compute an
/// index or shares from them.
@Suite struct PlatformStudyTests {
  /// Sample, keys of the data set, and an analysis.
  private static let studies: [(file: String, keys: String, analysis: String)] =
    [
      (
        "qualtrics_numeric", "where: Finished = 1 and Status = 0",
        "{kind: index, items: [Q3_1, Q3_2, Q3_3], scale: [1, 5]}"
      ),
      (
        "qualtrics_numeric", "profile: qualtrics",
        "{kind: share, variables: [Q2]}"
      ),
      ("qualtrics_text_split", "", "{kind: share, variables: [Q2, Q1]}"),
      ("qualtrics_numeric", "", "{kind: mean, variables: [Q2/3]}"),
      (
        "wenjuanxing_text_gbk", "",
        "{kind: share, variables: [您使用过哪些服务？, 总体满意度]}"
      ),
      (
        "wenjuanxing_seq_utf8bom", "",
        "{kind: index, items: [第4题(办事效率), 总体满意度], scale: [1, 5]}"
      ),
      (
        "wenjuanxing_seq_utf8bom", "",
        "{kind: share, variables: [您使用过哪些服务？]}"
      ),
      (
        "limesurvey_codes", "where: completed = 1",
        "{kind: share, variables: [Q2]}"
      ),
      (
        "limesurvey_full_text", "",
        "{kind: share, variables: [\"Which services did you use?\"]}"
      ),
      (
        "surveymonkey_expanded", "",
        "{kind: share, variables: [\"Which services did you use?\"]}"
      ),
      (
        "surveymonkey_condensed_numeric", "",
        "{kind: index, items: [\"Overall, how satisfied are you?\"], scale: [1, 5]}"
      ),
      ("kobo_xml_both", "", "{kind: share, variables: [q2]}"),
      ("kobo_labels_hxl", "", "{kind: share, variables: [Services used]}"),
      (
        "google_forms", "",
        "{kind: index, items: [\"Overall, how satisfied are you?\"], scale: [1, 5]}"
      ),
      (
        "ms_forms", "",
        "{kind: share, variables: [\"Which services did you use?\"]}"
      ),
      ("redcap_raw", "", "{kind: share, variables: [services]}"),
      (
        "redcap_raw", "profile: none", "{kind: mean, variables: [services___1]}"
      ),
    ]

  private func run(
    _ file: String, _ keys: String, _ analysis: String
  ) async throws -> (summary: RunSummary?, log: DiagnosticLog) {
    let folder = try Fixture.temporaryFolder().path()
    let data = try Data(
      contentsOf: Fixture.reference("import-examples/\(file).csv"))
    try FileSystem.write([UInt8](data), to: folder + "/data.csv")
    let study = """
      manyi: 1
      title: T
      languages: [en, zh]
      data:
        answers:
          file: data.csv
          \(keys)
      analyses:
        a: \(analysis.dropLast()), data: answers}
      reports:
        r: {show: [a]}
      """
    try FileSystem.write(Array(study.utf8), to: folder + "/study.yaml")
    let log = DiagnosticLog()
    let workspace = try #require(await openStudy(folder, log: log))
    let output = try workspace.output(folder + "/out", replacesForeign: false)
    let summary = try? await workspace.run(to: output, log: log) { _ in }
    return (summary, log)
  }

  @Test(arguments: studies)
  func runsWithoutAnEdit(
    _ file: String, _ keys: String, _ analysis: String
  ) async throws {
    let run = try await run(file, keys, analysis)
    #expect(run.summary?.succeeded == 1)
    #expect(!run.log.hasErrors)
    // One number alone has no chart.
    let files = run.summary?.files ?? []
    #expect(
      files.contains { $0.hasPrefix("charts/") } || !analysis.contains("share"))
  }

  /// The note about incomplete responses is for those who have not decided.
  @Test func aConditionSilencesTheNote() async throws {
    let analysis = "{kind: share, variables: [Q2]}"
    let open = try await run("qualtrics_numeric", "", analysis)
    #expect(open.log.diagnostics.contains { $0.code == .partialResponses })
    let closed = try await run(
      "qualtrics_numeric", "where: Finished = 1", analysis)
    #expect(!closed.log.diagnostics.contains { $0.code == .partialResponses })
  }

  @Test func anUnknownPlatformIsRefused() async throws {
    let run = try await run(
      "redcap_raw", "profile: qualtrix", "{kind: share, variables: [nps]}")
    #expect(run.log.diagnostics.contains { $0.code == .wrongValue })
  }
}
