import Foundation
import TestSupport
import Testing

@testable import SurveyStudy

/// Every wait has a limit, so that a fault cannot hold the tests up.
@Suite struct FileWatchTests {
  private let folder: URL
  private let file: URL

  init() throws {
    folder = try Fixture.temporaryFolder()
    file = folder.appending(path: "a.csv")
    try Data("a\n1\n".utf8).write(to: file)
  }

  private var now: WatchedFile {
    WatchedFile(path: file.path(), sha256: WatchedFile.hash(of: file.path()))
  }

  private func later(_ change: @escaping @Sendable () -> Void) {
    Thread.detachNewThread {
      usleep(150_000)
      change()
    }
  }

  @Test func writingInPlaceIsNoticed() {
    let watch = FileWatch([now])
    let file = file
    later { try? Data("a\n2\n".utf8).write(to: file) }
    #expect(watch.wait(limit: 20_000) == [file.path()])
  }

  @Test func renamingANewFileOverItIsNoticed() {
    let watch = FileWatch([now])
    let (file, side) = (file, folder.appending(path: ".a.swp"))
    later {
      try? Data("a\n3\n".utf8).write(to: side)
      rename(side.path(), file.path())
    }
    #expect(watch.wait(limit: 20_000) == [file.path()])
  }

  @Test func savingWithoutAChangeIsNone() {
    let watch = FileWatch([now])
    let (file, output) = (file, folder.appending(path: "out.html"))
    later {
      try? Data("a\n1\n".utf8).write(to: file)
      // Output beside the files is not among what is watched.
      try? Data("x".utf8).write(to: output)
    }
    #expect(watch.wait(limit: 1500) == [])
  }

  @Test func aChangeBeforeTheWatchCounts() throws {
    let before = now
    try Data("a\n4\n".utf8).write(to: file)
    #expect(FileWatch([before]).wait(limit: 20_000) == [file.path()])
  }

  @Test func filesThatComeAndGoAreNoticed() throws {
    let missing = folder.appending(path: "b.csv")
    let watch = FileWatch([
      now, WatchedFile(path: missing.path(), sha256: nil),
    ])
    #expect(watch.wait(limit: 300) == [])
    later { try? Data("b\n".utf8).write(to: missing) }
    #expect(watch.wait(limit: 20_000) == [missing.path()])
    try FileManager.default.removeItem(at: missing)
    try FileManager.default.removeItem(at: file)
    #expect(watch.wait(limit: 20_000) == [file.path()])
  }
}
