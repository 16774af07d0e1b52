import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import SurveyStudy

func datasetFolder(_ name: String) -> String {
  let path = Fixture.dataset(name).path()
  return path.hasSuffix("/") ? String(path.dropLast()) : path
}

/// A study in a folder of its own that is changed and run again.
struct ChangingStudy {
  let folder: String
  var output: String { folder + "/out" }

  init() throws {
    folder = try Fixture.temporaryFolder().path()
    _ = try writeExample(to: folder)
    try change("study.yaml", "draws: 500", "draws: 20")
  }

  func change(_ file: String, _ old: String, _ new: String) throws {
    let url = URL(filePath: folder + "/" + file)
    let text = try String(contentsOf: url, encoding: .utf8)
    try #require(text.contains(old), "\(file) has no '\(old)'")
    let parts = text.split(
      separator: old, maxSplits: 1, omittingEmptySubsequences: false)
    try (parts[0] + new + parts[1]).write(
      to: url, atomically: false, encoding: .utf8)
  }

  @discardableResult
  func run(
    to path: String? = nil, isFresh: Bool = false
  ) async throws -> (summary: RunSummary, log: DiagnosticLog) {
    let log = DiagnosticLog()
    let workspace = try #require(await openStudy(folder, log: log))
    let output = try workspace.output(path ?? output, replacesForeign: false)
    let summary = try await workspace.run(
      to: output, isFresh: isFresh, log: log
    ) { _ in }
    return (summary, log)
  }

  /// Every listed file by its path.
  func files(_ path: String) throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for name in FileSystem.files(below: path)
    where !RunRecord.unlisted.contains(name) {
      files[name] = try FileSystem.read(path + "/" + name)
    }
    return files
  }

  /// Names of files that differ between the output and a fresh run.
  func differences() async throws -> [String] {
    let fresh = folder + "/fresh"
    FileSystem.removeTree(fresh)
    try await run(to: fresh, isFresh: true)
    let (one, other) = (try files(output), try files(fresh))
    return Set(one.keys).union(other.keys).filter { one[$0] != other[$0] }
      .sorted()
  }

  func plan() async -> StudyPlan? {
    await planStudy(folder, output: output, log: DiagnosticLog())
  }

  /// The ids of the steps that would be done with their reasons.
  func pending() async throws -> [String: [String]] {
    let plan = try #require(await plan())
    return Dictionary(
      plan.pending.map { ($0.id, $0.reasons) }, uniquingKeysWith: { $1 })
  }
}

@Suite struct IncrementalRunTests {
  /// A change, and the analyses that need not be computed again after it.
  struct Change: Sendable, CustomTestStringConvertible {
    var name: String
    var file: String
    var old: String
    var new: String
    var reused: Int
    var testDescription: String { name }
  }

  static let changes: [Change] = [
    Change(
      name: "a cell", file: "ratings.csv", old: "S01,1,1\n", new: "S01,1,2\n",
      reused: 0),
    Change(
      name: "a case", file: "cases.csv", old: "S01,", new: "S01,另一",
      reused: 2),
    Change(
      name: "a parameter", file: "study.yaml", old: "seed: 25",
      new: "seed: 26", reused: 2),
    Change(
      name: "a grade", file: "study.yaml", old: "2: 60", new: "2: 50",
      reused: 2),
    Change(
      name: "a label", file: "codebook.yaml", old: "satisfied}",
      new: "content}", reused: 0),
    Change(
      name: "a comment", file: "study.yaml", old: "# A study",
      new: "# One more line.\n# A study", reused: 3),
    Change(
      name: "the title of an analysis", file: "study.yaml",
      old: "The share of each grade", new: "Grades & <shares>", reused: 3),
    Change(
      name: "the title of the study", file: "study.yaml",
      old: "An example: how", new: "Another example: how", reused: 3),
    Change(
      name: "words of the author", file: "study.yaml",
      old: "All data are made up;", new: "All of it is made up;", reused: 3),
    Change(
      name: "the order of sections", file: "study.yaml",
      old: "show: [satisfaction, answers, performance]",
      new: "show: [performance, answers, satisfaction]", reused: 3),
    Change(
      name: "the languages", file: "study.yaml", old: "languages: [zh, en]",
      new: "languages: [en]", reused: 3),
    Change(
      name: "names of cards", file: "study.yaml", old: "\"{case_id}\"",
      new: "\"card-{case_id}\"", reused: 3),
    Change(
      name: "the level", file: "study.yaml", old: "made-up: true",
      new: "made-up: true\nlevel: 0.9", reused: 0),
    Change(
      name: "made up or not", file: "study.yaml", old: "made-up: true",
      new: "made-up: false", reused: 3),
    Change(
      name: "a new analysis", file: "study.yaml", old: "  answers:\n",
      new: "  mean: {kind: mean, data: scores, variables: score}\n  answers:\n",
      reused: 3),
    Change(
      name: "a name", file: "study.yaml", old: "  satisfaction:\n",
      new: "  contentment:\n", reused: 2),
  ]

  @Test(arguments: changes)
  func sameBytesAsAFreshRun(change: Change) async throws {
    let study = try ChangingStudy()
    try await study.run()
    if change.name == "a name" {
      try study.change(
        "study.yaml", "show: [satisfaction,", "show: [contentment,")
    }
    try study.change(change.file, change.old, change.new)
    #expect(await unchangedRun(study.folder, output: study.output) == nil)
    let again = try await study.run()
    #expect(again.summary.reused == change.reused)
    #expect(try await study.differences() == [])
    // And there it stays.
    #expect(await unchangedRun(study.folder, output: study.output) != nil)
  }

  @Test func nothingChangedIsSeenWithoutComputing() async throws {
    let study = try ChangingStudy()
    #expect(await unchangedRun(study.folder, output: study.output) == nil)
    let first = try await study.run().summary
    let last = try #require(
      await unchangedRun(study.folder, output: study.output))
    #expect(last.summary.files == first.files)
    #expect(last.findings.isEmpty)
    // The same study elsewhere is the same study.
    let moved = study.folder + "-moved"
    try FileManager.default.moveItem(atPath: study.folder, toPath: moved)
    #expect(await unchangedRun(moved, output: moved + "/out") != nil)
    // As a second run of everything shows.
    let again = try await ChangingStudy.init(at: moved).run().summary
    #expect(again.reused == 3)
    #expect(again.kept > 40)
  }

  @Test func leftoversOfARunThatDiedAreRemoved() async throws {
    let study = try ChangingStudy()
    try await study.run()
    let names = FileSystem.names(in: study.folder)
    try FileSystem.makeFolder(study.folder + "/.out.manyi-run")
    try FileSystem.write([1], to: study.folder + "/.out.manyi-run/old.html")
    try FileSystem.write([], to: study.folder + "/.out.manyi-lock")
    #expect(await unchangedRun(study.folder, output: study.output) != nil)
    #expect(FileSystem.names(in: study.folder) == names)
  }

  @Test func findingsAreToldAgain() async throws {
    let study = try ChangingStudy()
    try study.change("ratings.csv", "S01,1,1\n", "S01,1,1,more\n")
    let first = try await study.run()
    let last = try #require(
      await unchangedRun(study.folder, output: study.output))
    #expect(!last.findings.isEmpty)
    #expect(
      last.findings.map(\.message) == first.log.diagnostics.map(\.message))
  }

  @Test func alteredOutputIsMadeAgain() async throws {
    let study = try ChangingStudy()
    try await study.run()
    let file = try #require(
      FileSystem.files(below: study.output).first {
        $0.hasPrefix("charts/") && $0.hasSuffix(".svg")
      })
    let path = study.output + "/" + file
    let before = try FileSystem.read(path)
    var other = before
    other[other.count / 2] ^= 1
    for bytes in [other, nil] {
      try FileManager.default.removeItem(atPath: path)
      if let bytes { try FileSystem.write(bytes, to: path) }
      let pending = try await study.pending()
      #expect(
        pending.values.flatMap { $0 }
          == ["output missing or altered: \(file)"])
      #expect(await unchangedRun(study.folder, output: study.output) == nil)
      try await study.run()
      #expect(try FileSystem.read(path) == before)
      #expect(try await study.differences() == [])
    }
  }

  @Test func damagedRecordIsNeverUsed() async throws {
    let study = try ChangingStudy()
    try await study.run()
    let file = study.output + "/" + RunRecord.path
    let whole = try FileSystem.read(file)
    for position in stride(from: 0, to: whole.count, by: 997) {
      var other = whole
      other[position] ^= 0x20
      try FileManager.default.removeItem(atPath: file)
      try FileSystem.write(other, to: file)
      #expect(throws: RunRecord.Absence.self) {
        try RunRecord.read(inFolder: study.output)
      }
    }
    #expect(
      try await study.pending()["report"]
        == ["what the last run kept is damaged"])
    #expect(try await study.run().summary.reused == 0)
    #expect(try await study.differences() == [])
    #expect(throws: RunRecord.Absence.otherProgram) {
      try RunRecord.read(inFolder: study.output, program: "another build")
    }
  }

  @Test func recordHoldsWhatTheLastRunUsed() async throws {
    let study = try ChangingStudy()
    try await study.run()
    let size = try FileSystem.read(study.output + "/" + RunRecord.path).count
    for seed in 30..<34 {
      try study.change("study.yaml", "seed: ", "seed: \(seed)")
      try await study.run()
      try study.change("study.yaml", "seed: \(seed)", "seed: ")
    }
    try await study.run()
    let record = try RunRecord.read(inFolder: study.output)
    #expect(record.outcomes.count == 3)
    #expect(
      try FileSystem.read(study.output + "/" + RunRecord.path).count
        < size + size / 4)
  }

  @Test func filesOfTheUserStayInTheOutput() async throws {
    let study = try ChangingStudy()
    try await study.run()
    try FileSystem.write(Array("mine".utf8), to: study.output + "/notes.txt")
    #expect(await unchangedRun(study.folder, output: study.output) != nil)
    try study.change("study.yaml", "seed: 25", "seed: 26")
    try await study.run()
    #expect(
      try FileSystem.read(study.output + "/notes.txt") == Array("mine".utf8))
  }

  @Test func linkInTheOutputIsNeverTakenOver() async throws {
    let study = try ChangingStudy()
    try await study.run()
    let page = study.output + "/cards/s01.html"
    let bytes = try FileSystem.read(page)
    let victim = study.folder + "/victim.html"
    try FileSystem.write(bytes, to: victim)
    try FileManager.default.removeItem(atPath: page)
    try FileManager.default.createSymbolicLink(
      atPath: page, withDestinationPath: victim)
    #expect(await unchangedRun(study.folder, output: study.output) == nil)
    try await study.run()
    #expect(FileSystem.kind(of: page) == .file)
    #expect(try FileSystem.read(page) == bytes)
    #expect(try FileSystem.read(victim) == bytes)
  }
}

extension ChangingStudy {
  /// A study that lies there already.
  init(at folder: String) { self.folder = folder }
}
