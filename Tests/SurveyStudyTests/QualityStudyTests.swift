import Diagnostics
import Foundation
import SurveyData
import TestSupport
import Testing

@testable import SurveyStudy

/// Rules of quality in a study: rows are set aside before the analyses, kept
/// with the reason, and analyses are shown with and without them.
@Suite struct QualityStudyTests {
  private static let answers: String = {
    var lines = ["id,seconds,q1,q2,q3,q4,q5,q6,q7,q8,q9,q10,note"]
    for row in 0..<30 {
      let answers = (0..<10).map { item in
        String((row * 7 + item * item * 3 + item * row) % 5 + 1)
      }
      let seconds = row == 4 ? 20 : 200 + row
      lines.append(
        "R\(row),\(seconds),\(answers.joined(separator: ",")),=1+1")
    }
    lines.append(
      "R30,250,"
        + [String](repeating: "4", count: 10)
        .joined(separator: ",") + ",ok")
    return lines.joined(separator: "\n") + "\n"
  }()

  private func study(_ quality: String, _ analysis: String = "") -> String {
    """
    manyi: 1
    title: Survey
    languages: [en, zh]
    data:
      answers: {file: answers.csv, key: id, quality: \(quality)}
    analyses:
      means: {kind: mean, variables: [q1, q2]\(analysis)}
    """
  }

  private func run(
    _ text: String
  ) async throws -> (folder: String, summary: RunSummary?, log: DiagnosticLog) {
    let folder = try Fixture.temporaryFolder().path()
    try Data(Self.answers.utf8).write(
      to: URL(filePath: folder + "/answers.csv"))
    try Data(text.utf8).write(to: URL(filePath: folder + "/study.yaml"))
    let log = DiagnosticLog()
    let workspace = try #require(
      await openStudy(folder + "/study.yaml", log: log))
    let output = try workspace.output(folder + "/out", replacesForeign: false)
    let summary = try? await workspace.run(to: output, log: log) { _ in }
    return (folder + "/out", summary, log)
  }

  private func text(_ path: String) throws -> String {
    String(decoding: try FileSystem.read(path), as: UTF8.self)
  }

  @Test func rowsAreExcludedAndKept() async throws {
    let run = try await run(
      study(
        "{rules: {speeder: {below: 0.4, action: exclude}, "
          + "straight-line: {longest: 8, action: exclude}}}",
        ", compare-quality: true"))
    #expect(run.log.diagnostics.map(\.code) == [.qualityExcluded])
    let files = run.summary?.files ?? []
    for file in [
      "answers.html", "answers.zh.html", "answers-flags.csv",
      "answers-excluded.csv",
    ] {
      #expect(files.contains("quality/\(file)"), "\(file)")
    }
    let excluded = try text(run.folder + "/quality/answers-excluded.csv")
      .split(separator: "\n")
    #expect(excluded.count == 3)
    #expect(excluded[1].hasPrefix("6,speeder,,R4,20,"))
    // A text that a spreadsheet would run is guarded.
    #expect(excluded[1].hasSuffix(",'=1+1"))
    #expect(excluded[2].hasPrefix("32,straight-line,"))
    let flags = try text(run.folder + "/quality/answers-flags.csv")
    #expect(flags.split(separator: "\n").count == 32)
    #expect(flags.hasPrefix("\u{FEFF}line,id,flags,excluded,excluded_by,"))
    let results = try text(run.folder + "/results.json")
    #expect(results.contains("\"kept_by_quality\": true"))
    #expect(results.contains("\"n\": 29"))
    #expect(results.contains("\"excluded\": 2"))
    let report = try text(run.folder + "/report.zh.html")
    #expect(report.contains("href=\"quality/answers.zh.html\""))
    let page = try text(run.folder + "/quality/answers.html")
    #expect(page.contains("means: with and without excluded rows"))
    #expect(page.contains("Excluded from the analyses: 2 (6.5%)."))
    #expect(!page.contains("<script"))
  }

  @Test func flagsAloneChangeNoResult() async throws {
    let with = try await run(study("true"))
    let results = try text(with.folder + "/results.json")
    #expect(results.contains("\"n\": 31"))
    #expect(!results.contains("kept by the rules"))
    #expect(
      with.summary?.files.contains("quality/answers-excluded.csv") == false)
  }

  @Test func aComparisonNeedsExcludedRows() async throws {
    let run = try await run(study("true", ", compare-quality: true"))
    #expect(run.log.diagnostics.map(\.code) == [.qualityComparison])
  }

  @Test func unknownRulesColumnsAndValuesAreReported() async throws {
    let folder = try Fixture.temporaryFolder().path()
    try Data(Self.answers.utf8).write(
      to: URL(filePath: folder + "/answers.csv"))
    let text = study(
      "{items: [q1, qq], rules: {speedr: flag, missing: {share: 2}, "
        + "duplicate: maybe, routing: {cells: 1}}}")
    try Data(text.utf8).write(to: URL(filePath: folder + "/study.yaml"))
    let log = DiagnosticLog()
    _ = await openStudy(folder + "/study.yaml", log: log)
    let found = log.diagnostics
    #expect(found.allSatisfy { $0.place?.line == 5 })
    #expect(
      Set(found.map(\.code)) == [
        .unknownKey, .wrongValue, .missingKey, .unknownColumn,
      ])
  }

  @Test func excludingEverybodyIsAnError() async throws {
    let run = try await run(
      study("{rules: {straight-line: {longest: 1, action: exclude}}}"))
    #expect(run.log.diagnostics.contains { $0.code == .qualityKeptNone })
    #expect(run.log.hasErrors)
  }
}
