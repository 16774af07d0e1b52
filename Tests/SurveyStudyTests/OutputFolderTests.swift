import Diagnostics
import Foundation
import Glibc
import Hashing
import SurveyReport
import TestSupport
import Testing

@testable import SurveyStudy

@Suite struct OutputFolderTests {
  private let parent: String
  private var path: String { parent + "out" }

  init() throws {
    let folder = try Fixture.temporaryFolder().path()
    parent = folder.hasSuffix("/") ? folder : folder + "/"
  }

  private func names() -> [String] { FileSystem.names(in: parent) }

  private func text(_ name: String) -> String? {
    (try? FileSystem.read(path + "/" + name))
      .map { String(decoding: $0, as: UTF8.self) }
  }

  /// Writes a finished output with one page.
  private func finish(_ page: String, force: Bool = false) throws -> String? {
    let folder = try OutputFolder(path, replacesForeign: force)
    try folder.write(page, to: "pages/one.html")
    let manifest = Manifest(
      inputs: [], seeds: [],
      outputs: [Manifest.File(path: "pages/one.html", text: page)])
    try folder.write(manifest.text, to: "manifest.json")
    return try folder.commit()
  }

  @Test func writesWhereNothingWas() throws {
    #expect(try finish("first") == nil)
    #expect(text("pages/one.html") == "first")
    #expect(names() == ["out"])
  }

  @Test func replacesItsOwnOutput() throws {
    _ = try finish("first")
    _ = try finish("second")
    #expect(text("pages/one.html") == "second")
    #expect(names() == ["out"])
  }

  @Test func discardedRunLeavesTheLastOutput() throws {
    _ = try finish("first")
    let folder = try OutputFolder(path)
    try folder.write("half", to: "pages/one.html")
    folder.discard()
    #expect(text("pages/one.html") == "first")
    #expect(names() == ["out"])
  }

  @Test func leftoversOfARunThatDiedAreRemoved() throws {
    try FileSystem.makeFolder(parent + ".out.manyi-run")
    try FileSystem.write([1], to: parent + ".out.manyi-run/torn")
    try FileSystem.write([], to: parent + ".out.manyi-lock")
    _ = try finish("first")
    #expect(names() == ["out"])
    #expect(text("torn") == nil)
  }

  @Test func outputMovedByARunThatDiedComesBack() throws {
    _ = try finish("first")
    try FileSystem.move(path, to: parent + ".out.manyi-run-old")
    let folder = try OutputFolder(path)
    folder.discard()
    #expect(text("pages/one.html") == "first")
    #expect(names() == ["out"])
    try FileSystem.makeFolder(parent + ".out.manyi-run-old")
    _ = try finish("second")
    #expect(text("pages/one.html") == "second")
    #expect(names() == ["out"])
  }

  @Test func filesOfTheUserMoveAlong() throws {
    _ = try finish("first")
    try FileSystem.write(Array("mine".utf8), to: path + "/notes.txt")
    try FileSystem.makeFolders(path + "/own/deep")
    try FileSystem.write(Array("deep".utf8), to: path + "/own/deep/x")
    _ = try finish("second")
    #expect(text("notes.txt") == "mine")
    #expect(text("own/deep/x") == "deep")
    #expect(text("pages/one.html") == "second")
  }

  @Test func refusesAFolderThatIsNotItsOwn() throws {
    try FileSystem.makeFolder(path)
    try FileSystem.write(Array("mine".utf8), to: path + "/notes.txt")
    let fault = #expect(throws: Diagnostic.self) { try OutputFolder(path) }
    #expect(fault?.code == .foreignFolder)
    #expect(text("notes.txt") == "mine")
    #expect(names() == ["out"])
  }

  @Test func manifestOfAnotherProgramDoesNotCount() throws {
    try FileSystem.makeFolder(path)
    try FileSystem.write(
      Array("{\"name\": \"web app\"}".utf8), to: path + "/manifest.json")
    let fault = #expect(throws: Diagnostic.self) { try OutputFolder(path) }
    #expect(fault?.code == .foreignFolder)
  }

  @Test func forceMovesAFolderAside() throws {
    try FileSystem.makeFolder(path)
    try FileSystem.write(Array("mine".utf8), to: path + "/notes.txt")
    let aside = try finish("first", force: true)
    #expect(aside == path + ".before-1")
    #expect(text("pages/one.html") == "first")
    #expect(text("notes.txt") == nil)
    #expect(FileSystem.kind(of: path + ".before-1/notes.txt") == .file)
  }

  @Test func emptyFolderIsTaken() throws {
    try FileSystem.makeFolder(path)
    #expect(try finish("first") == nil)
    #expect(names() == ["out"])
  }

  @Test func linksAreNotFollowed() throws {
    let victim = parent + "victim"
    try FileSystem.makeFolder(victim)
    try FileManager.default.createSymbolicLink(
      atPath: path, withDestinationPath: victim)
    let fault = #expect(throws: Diagnostic.self) {
      try finish("first", force: true)
    }
    #expect(fault?.code == .foreignFolder)
    #expect(FileSystem.names(in: victim) == [])
  }

  @Test func linkPlantedWhileRunningIsNotFollowed() throws {
    let victim = parent + "victim"
    try FileSystem.write(Array("keep".utf8), to: victim)
    let folder = try OutputFolder(path)
    try FileManager.default.createSymbolicLink(
      atPath: parent + ".out.manyi-run/page.html", withDestinationPath: victim)
    #expect(throws: Diagnostic.self) {
      try folder.write("new", to: "page.html")
    }
    folder.discard()
    #expect(try FileSystem.read(victim) == Array("keep".utf8))
  }

  @Test func secondRunIsRefusedWhileTheFirstGoesOn() throws {
    let first = try OutputFolder(path)
    let fault = #expect(throws: Diagnostic.self) { try OutputFolder(path) }
    #expect(fault?.code == .busyOutput)
    first.discard()
    #expect(try finish("after") == nil)
  }

  @Test(arguments: ["", ".", "..", "/", "a/.."])
  func oddNamesAreRefused(name: String) {
    let fault = #expect(throws: Diagnostic.self) { try OutputFolder(name) }
    #expect(fault?.code == .unwritableOutput)
  }

  @Test func fileInTheWayNamesTheReason() throws {
    try FileSystem.write([], to: parent + "file")
    let fault = #expect(throws: Diagnostic.self) {
      try OutputFolder(parent + "file/out")
    }
    #expect(fault?.code == .unwritableOutput)
    #expect(fault?.message.hasSuffix(": not a directory") == true)
  }

  @Test func manifestListsWhatItWrote() throws {
    _ = try finish("first")
    #expect(
      Manifest.outputs(inFolder: path) == ["manifest.json", "pages/one.html"])
  }
}

@Suite struct ParallelWritingTests {
  /// What is discarded while many write stays away: nobody makes the folder
  /// at the side anew.
  @Test func whatIsDiscardedWhileManyWriteStaysAway() throws {
    let parent = try Fixture.temporaryFolder().path()
    defer { FileSystem.removeTree(parent) }
    let folder = try OutputFolder(parent + "/out")
    let written = inParallel(400) { number in
      if number == 200 { return folder.discard() ? 0 : 0 }
      do {
        try folder.write("text", to: "f\(number % 7)/\(number).txt")
        return 1
      } catch {
        return 0
      }
    }
    #expect(written.reduce(0, +) < 400)
    #expect(FileSystem.names(in: parent) == [])
  }

  /// Everything is there once, in the order in which it was asked for.
  /// Programs that make pictures end with the output, and none starts after.
  @Test func programsEndWithTheOutput() throws {
    let folder = try Fixture.temporaryFolder().path()
    defer { FileSystem.removeTree(folder) }
    let output = try OutputFolder(folder + "/out")
    func start(_ child: inout pid_t) -> Int32 {
      let name = strdup("/bin/sleep")
      let time = strdup("600")
      defer {
        free(name)
        free(time)
      }
      return output.children.start(
        { posix_spawn(&$0, "/bin/sleep", nil, nil, [name, time, nil], nil) },
        &child)
    }
    var child: pid_t = 0
    #expect(start(&child) == 0)
    let started = child
    var hasEnded = false
    defer { if !hasEnded { kill(started, SIGKILL) } }
    var status: Int32 = 0
    #expect(output.children.poll(child, &status) == 0)
    output.discard()
    var answer: pid_t = 0
    let end = Date(timeIntervalSinceNow: 60)
    while answer == 0, Date() < end {
      usleep(1000)
      answer = output.children.poll(child, &status)
    }
    hasEnded = answer == started
    #expect(hasEnded && status & 0x7F == SIGKILL)
    #expect(start(&child) == ECANCELED)
    // What is made at the side is not begun either.
    #expect(!output.whileOpen { Issue.record("the output is gone") })
  }

  @Test func filesAreListedInTheirOrder() throws {
    let parent = try Fixture.temporaryFolder().path()
    defer { FileSystem.removeTree(parent) }
    let folder = try OutputFolder(parent + "/out")
    let files = (0..<50).map {
      OutputFile(path: "a/\($0).txt", text: "text \($0)")
    }
    let written = try folder.write(
      files, intactHash: { _ in nil }, log: DiagnosticLog(), at: nil)
    #expect(written.map(\.listed.path) == files.map(\.path))
    #expect(
      written.map(\.listed.sha256)
        == files.map { sha256(of: Array($0.text.utf8)) })
    try folder.write("{}", to: "manifest.json")
    _ = try folder.commit()
    for file in files {
      #expect(
        try FileSystem.read(parent + "/out/" + file.path)
          == Array(file.text.utf8))
    }
  }

  /// Of several files that cannot be written the first is told.
  @Test func theFirstFaultIsTold() throws {
    let parent = try Fixture.temporaryFolder().path()
    defer { FileSystem.removeTree(parent) }
    let folder = try OutputFolder(parent + "/out")
    defer { folder.discard() }
    var files = (0..<40).map { OutputFile(path: "\($0).txt", text: "t") }
    // A name that exists is an error, and so is a folder that is a file.
    files.append(OutputFile(path: "7.txt", text: "t"))
    files.append(OutputFile(path: "9.txt/a.txt", text: "t"))
    let fault = #expect(throws: Diagnostic.self) {
      try folder.write(
        files, intactHash: { _ in nil }, log: DiagnosticLog(), at: nil)
    }
    #expect(fault?.code == .unwritableOutput)
    #expect(fault?.notes.first?.contains("7.txt'") == true)
  }
}
