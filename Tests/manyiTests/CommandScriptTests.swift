import Foundation
import TestSupport
import Testing

/// Every file in `Tests/Golden/cli` is a test.
@Suite struct CommandScriptTests {
  static var names: [String] {
    let folder = Fixture.package.appending(path: "Tests/Golden/cli")
    let names = try? FileManager.default.contentsOfDirectory(
      atPath: folder.path())
    return (names ?? []).filter {
      $0.hasSuffix(".txt") && !$0.hasSuffix("-changed.txt")
    }.sorted()
  }

  @Test func thereAreScripts() {
    #expect(Self.names.count >= 9)
  }

  @Test(arguments: names)
  func answersAsWritten(name: String) throws {
    let file = Fixture.package.appending(path: "Tests/Golden/cli/\(name)")
    let script = CommandScript(
      String(decoding: try Data(contentsOf: file), as: UTF8.self))
    let played = try script.played()
    #expect(
      goldenDifference(played.text, "cli/\(name)", tolerance: 1e-9) == nil)
  }
}
