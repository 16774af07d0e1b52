import Diagnostics
import Foundation
import SurveyData
import TestSupport
import Testing

@testable import SurveyStudy

/// A study whose data are read in batches leaves what the whole file leaves.
@Suite struct BatchedStudyTests {
  private let folder: String

  init() throws {
    folder = try Fixture.temporaryFolder().path()
    let rows = (0..<40).map { row in
      row % 11 == 7 ? "\(row)" : "\(row),\(row % 3),\(row % 5 + 1)"
    }
    try ("id,solved,cases\n" + rows.joined(separator: "\n") + "\n").write(
      toFile: folder + "/a.csv", atomically: true, encoding: .utf8)
  }

  private func study(_ data: String, _ analyses: String) throws -> String {
    let path = folder + "/study.yaml"
    try """
    manyi: 1
    title: Batches
    languages: [en]
    data:
      a: {file: a.csv, \(data)}
    analyses:
    \(analyses)

    """.write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }

  private let analyses = """
      r: {kind: ratio, data: a, numerator: solved, denominator: cases}
      m: {kind: mean, data: a, variables: [cases]}
    """

  private func run(_ study: String, to name: String) async throws
    -> [Diagnostic]
  {
    let log = DiagnosticLog()
    let workspace = try #require(await openStudy(study, log: log))
    let output = try workspace.output(
      folder + "/" + name, replacesForeign: false)
    _ = try await workspace.run(to: output, log: log) { _ in }
    return workspace.findings(log)
  }

  private func rejects(_ name: String) throws -> String {
    try String(
      contentsOfFile: folder + "/\(name)/rejects/a.csv", encoding: .utf8)
  }

  /// Also when nothing is computed again.
  @Test func recordsSetAsideAreWritten() async throws {
    let whole = try await run(
      study("max-rejects: 2", analyses), to: "whole")
    let batched = try study("batches: true, max-rejects: 2", analyses)
    let first = try await run(batched, to: "parts")
    #expect(try rejects("parts") == rejects("whole"))
    #expect(try rejects("parts").split(separator: "\n").count == 4)
    _ = try await run(batched, to: "parts")
    #expect(try rejects("parts") == rejects("whole"))
    for findings in [whole, first] {
      #expect(findings.count { $0.code == .tooManyRejects } == 1)
      #expect(findings.count { $0.code == .rejectedRecord } == 3)
    }
  }

  @Test func whatBatchesCannotDoIsToldBeforeARun() async throws {
    let path = try study(
      "batches: true",
      """
        q: {kind: quantile, data: a, variables: [cases]}
        s: {kind: ratio, data: a, numerator: solved, denominator: cases, separate: id, totals: {1: 2}}
        m: {kind: mean, data: a, variables: [cases], design: {replicates: jk1}}
        r: {kind: ratio, data: a, numerator: solved, denominator: cases}
        t: {kind: ratio, data: a, numerator: solved, denominator: cases, interval: logit}
        c: {kind: index, data: a, counts: {A: solved, B: cases}, grades: {A: 100, B: 0}}
        i: {kind: index, data: a, scales: {z: [solved, cases]}, scale: [0, 5]}
      """)
    let log = DiagnosticLog()
    let workspace = try #require(await openStudy(path, log: log))
    let found = workspace.findings(log).filter {
      $0.code == .unsupportedBatches
    }
    #expect(found.map { $0.place?.line } == [7, 9, 11, 13])
    #expect(workspace.refused == ["q", "m", "t", "i"])
  }
}
