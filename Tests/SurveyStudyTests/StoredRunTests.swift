import Diagnostics
import Foundation
import SurveyData
import TestSupport
import Testing

@testable import SurveyStudy

@Suite struct StoredRunTests {
  @Test func jsonIsReadAsItWasWritten() {
    let value = JSONValue.object([
      ("b", .list([.integer(-1), .number(0.125), .number(1e300), .null])),
      ("a", .text("满意 \"x\" \\ \u{1B}\u{202E}\n\t🙂")),
      ("", .object([])), ("t", .bool(true)), ("f", .bool(false)),
    ])
    let read = try? JSONValue(reading: Array(value.fileText.utf8))
    #expect(read?.fileText == value.fileText)
    #expect(read?.lineText == value.lineText)
    let pair = try? JSONValue(reading: Array("\"\\ud83d\\ude42\"".utf8))
    #expect(pair?.string == "🙂")
  }

  @Test func whatIsNoJSONIsNone() {
    let deep = String(repeating: "[", count: 100_000)
    for text in [
      "", "{", "[1,", "{\"a\" 1}", "nul", "\"\\ud83d\"", "\"\\u12\"", "\"\\é\"",
      "1 2", "\"a", "{\"a\":}", "[,]", "--", "\"\\ud83d\\u0041\"", deep,
    ] {
      #expect(
        (try? JSONValue(reading: Array(text.utf8))) == nil,
        "\(text.prefix(9))")
    }
    #expect((try? JSONValue(reading: [0x22, 0xFF, 0x22])) == nil)
  }

  @Test func everyResultOfARunIsShownAsItWas() async throws {
    let folder = try Fixture.temporaryFolder().path() + "/out"
    let log = DiagnosticLog()
    let study = Fixture.dataset("suggestion-handling").path()
    let workspace = try #require(await openStudy(study, log: log))
    _ = try await workspace.run(to: OutputFolder(folder), log: log) { _ in }
    let run = try StoredRun(folder)
    #expect(run.entries.map(\.name) == workspace.study.analyses.map(\.name))
    #expect(run.isMadeUp)
    for entry in run.entries {
      let stored = try run.result(named: entry.name).value
      let fresh = try #require(
        workspace.result(named: entry.name, log: log)?.value)
      #expect(stored.estimates.map(\.value) == fresh.estimates.map(\.value))
      #expect(
        stored.estimates.map(\.interval) == fresh.estimates.map(\.interval))
      #expect(stored.kind == fresh.kind)
      if case .evaluation(let found) = stored.details,
        case .evaluation(let expected) = fresh.details
      {
        #expect(found.cases.map(\.score) == expected.cases.map(\.score))
        #expect(
          found.cases.map(\.publishedRank)
            == expected.cases.map(\.publishedRank))
        #expect(found.cases.map(\.band) == expected.cases.map(\.band))
      }
      if case .verdicts(let found) = stored.details,
        case .verdicts(let expected) = fresh.details
      {
        #expect(found.map(\.counts) == expected.map(\.counts))
        #expect(found.map(\.outcome) == expected.map(\.outcome))
      }
    }
  }

  // MARK: - Cleaning

  private func output(
    _ files: [String: String], listing: [String: String]? = nil
  ) throws -> String {
    let folder = try Fixture.temporaryFolder().path() + "/out"
    for (name, text) in files {
      let url = URL(filePath: folder).appending(path: name)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
    }
    let manifest = Manifest(
      inputs: [], seeds: [],
      outputs: (listing ?? files).sorted { $0.key < $1.key }.map {
        Manifest.File(path: $0.key, text: $0.value)
      })
    try Data(manifest.text.utf8).write(
      to: URL(filePath: folder + "/manifest.json"))
    return folder
  }

  @Test func cleaningRemovesWhatTheRunWrote() throws {
    let folder = try output(["a.html": "a", "deep/er/b.html": "b"])
    let cleaner = try OutputCleaner(folder)
    #expect(cleaner.files == ["a.html", "deep/er/b.html", "manifest.json"])
    try cleaner.clean()
    #expect(FileSystem.kind(of: folder) == nil)
    let parent = FileSystem.folder(of: folder)
    #expect(FileSystem.names(in: parent) == [])
  }

  @Test func filesOfOthersAndChangedFilesStay() throws {
    let folder = try output(
      [
        "a.html": "a", "b.html": "changed", "notes/mine.txt": "mine",
        "run-results.json": "{}", ".cache/run.manyi": "x",
      ],
      listing: ["a.html": "a", "b.html": "b"])
    let cleaner = try OutputCleaner(folder)
    #expect(
      cleaner.files == [".cache/run.manyi", "a.html", "run-results.json"])
    #expect(cleaner.changed == ["b.html"])
    #expect(cleaner.strangers == ["notes/mine.txt"])
    try cleaner.clean()
    #expect(
      FileSystem.files(below: folder)
        == ["b.html", "manifest.json", "notes/mine.txt"])
    try OutputCleaner(folder, removesChanged: true).clean()
    #expect(FileSystem.files(below: folder) == ["notes/mine.txt"])
  }

  @Test func aManifestCannotLeadOutOfItsFolder() throws {
    for path in ["../victim", "/etc/victim", "a/../../victim", "", "a//b"] {
      let folder = try output(["a": "a"], listing: [path: "victim"])
      let victim = FileSystem.folder(of: folder) + "/victim"
      try Data("victim".utf8).write(to: URL(filePath: victim))
      #expect(throws: Diagnostic.self) { try OutputCleaner(folder).clean() }
      #expect(FileSystem.kind(of: victim) == .file)
    }
    // A folder that was replaced by a link is not walked into.
    let folder = try output(["a": "a"], listing: ["a": "a", "x/victim": "v"])
    let outside = FileSystem.folder(of: folder) + "/outside"
    try FileManager.default.createDirectory(
      atPath: outside, withIntermediateDirectories: true)
    try Data("v".utf8).write(to: URL(filePath: outside + "/victim"))
    try FileManager.default.createSymbolicLink(
      atPath: folder + "/x", withDestinationPath: outside)
    try OutputCleaner(folder, removesChanged: true).clean()
    #expect(FileSystem.kind(of: outside + "/victim") == .file)
  }

  @Test func foreignFoldersAreRefused() throws {
    let folder = try Fixture.temporaryFolder().path()
    try Data("{}".utf8).write(to: URL(filePath: folder + "/manifest.json"))
    #expect(throws: Diagnostic.self) { try OutputCleaner(folder) }
    #expect(throws: Diagnostic.self) { try StoredRun(folder) }
  }
}
