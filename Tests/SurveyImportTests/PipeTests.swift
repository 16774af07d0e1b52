import Diagnostics
import Foundation
import Testing

@testable import SurveyImport

/// A pipe with a name: read to its end, and not waited for without end.
@Suite struct PipeTests {
  private func pipe() throws -> String {
    let path = FileManager.default.temporaryDirectory
      .appending(path: "pipe-\(UUID().uuidString)").path()
    try #require(mkfifo(path, 0o600) == 0)
    return path
  }

  @Test func nobodyWrites() throws {
    let path = try pipe()
    defer { unlink(path) }
    let error = #expect(throws: Diagnostic.self) {
      _ = try FileBytes.open(path, displayName: "p", patience: 1)
    }
    #expect(error?.message.contains("is a pipe, and in 1 seconds") == true)
    #expect(error?.help != nil)
  }

  /// The writer comes late and writes more than a pipe holds at once.
  @Test func aLateWriterIsReadToItsEnd() throws {
    let path = try pipe()
    defer { unlink(path) }
    let text = "a,b\n" + String(repeating: "1,2\n", count: 50_000)
    let writer = Thread {
      usleep(300_000)
      let descriptor = open(path, O_WRONLY)
      usleep(300_000)
      var bytes = Array(text.utf8)[...]
      while !bytes.isEmpty {
        let step = bytes.withUnsafeBytes {
          write(descriptor, $0.baseAddress, $0.count)
        }
        if step <= 0 { break }
        bytes = bytes.dropFirst(step)
      }
      close(descriptor)
    }
    writer.start()
    let file = try FileBytes.open(path, displayName: "p")
    #expect(file.bytes.elementsEqual(text.utf8))
  }
}
