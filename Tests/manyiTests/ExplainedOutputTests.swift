import Foundation
import TestSupport
import Testing

@testable import manyi

@Suite struct ExplainedOutputTests {
  /// An output far from its study knows where the last run had it.
  @Test func theStudyOfAnOutputElsewhereIsFound() throws {
    let folder = try Fixture.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let study = folder.appending(path: "a/study")
    try FileManager.default.createDirectory(
      at: study, withIntermediateDirectories: true)
    try FileManager.default.createDirectory(
      at: folder.appending(path: "b/c/d"), withIntermediateDirectories: true)
    let files = [
      "q.csv": "x\n1\n2\n4\n",
      "study.yaml": """
      manyi: 1
      title: X
      data: {q: {file: q.csv}}
      analyses: {m: {kind: mean, data: q, variables: [x]}}
      reports: {formats: [csv]}

      """,
    ]
    for (name, text) in files {
      try Data(text.utf8).write(to: study.appending(path: name))
    }
    let run = try Command.run(
      ["run", "a/study", "-o", "b/c/d/out", "--quiet"], in: folder)
    #expect(run.code == 0, "\(run.errors)")
    let answer = try Command.run(["explain", "b/c/d/out", "m"], in: folder)
    #expect(answer.code == 0, "\(answer.errors)")
    #expect(answer.output.contains("m/x/mean"))
    // A study that is no longer there is asked for.
    try FileManager.default.moveItem(
      at: folder.appending(path: "a"), to: folder.appending(path: "z"))
    let lost = try Command.run(["explain", "b/c/d/out", "m"], in: folder)
    #expect(lost.errors.contains("--study"))
  }
}
