import Foundation
import SurveyTables
import TestSupport
import Testing

/// Names that try to steer a terminal, reverse a line or hide in it reach it
/// written out, whatever the command, with colours and without.
@Suite struct HostileTerminalTests {
  private static let escape = "\u{1B}[31mred\u{1B}]0;title\u{7}"
  private static let turned = "a\u{202E}gpj\u{2066}x"
  private static let hidden = "满\u{200B}意\u{FEFF}\u{2060}z\u{AD}t\u{E0041}"
  private static let file = "d\u{1B}[31m\u{202E}\u{200B}.csv"

  private static func yaml(_ text: String) -> String {
    let parts = text.unicodeScalars.map { scalar in
      let code = UInt64(scalar.value)
      return code < 0x20 || code > 0x2000
        ? "\\U" + String(code + 0x1_0000_0000, radix: 16).dropFirst()
        : String(scalar)
    }
    return "\"\(parts.joined())\""
  }

  private static func newFolder() throws -> URL {
    let folder = try Fixture.temporaryFolder()
    func write(_ name: String, _ lines: [String]) throws {
      try Data(lines.map { $0 + "\n" }.joined().utf8).write(
        to: folder.appending(path: name))
    }
    let names = [escape, turned, hidden, String(repeating: "宽﷽W", count: 90)]
    let rows = (0..<24).map { row in
      "\"\(names[row % 4])\",\(row % 5 + 1),\"\(names[(row + 1) % 4])\""
    }
    try write(file, ["\"u\(escape)\",\"s\(turned)\",\"\(hidden)\""] + rows)
    let head = ["manyi: 1", "title: \(yaml(escape + turned + hidden))"]
    try write(
      "good.yaml",
      head + [
        "data: {\(yaml(hidden)): {file: \(yaml(file))}}",
        "analyses:",
        "  \(yaml("m" + turned)): {kind: mean, variables: [\(yaml("s" + turned))],"
          + " by: \(yaml("u" + escape)), title: \(yaml("t" + escape + hidden))}",
      ])
    try write(
      "bad.yaml",
      head + [
        "data: {s: {file: \(yaml(file))}}",
        "analyses: {\(yaml("x" + escape)): {kind: \(yaml("mean" + hidden)),"
          + " \(yaml("k" + turned)): 1}}",
      ])
    return folder
  }

  /// Commands in the words of a shell, `$D` and `$X` being hostile names.
  private static let commands = [
    "import \"$D\"", "import \"no$X\"", "quality \"$D\"", "check good.yaml",
    "check bad.yaml", "check \"no$X\"", "plan good.yaml -o o",
    "list good.yaml", "list bad.yaml", "run good.yaml -o o", "list o",
    "show o", "show good.yaml", "explain o", "chart o --list",
    "show o \"$X\"", "explain \"$X\"", "analyze \"$X\" \"$D\"",
    "analyze mean \"$D\" --set \"$X=1\"", "chart \"$X\" \"$D\"", "\"$X\"",
    "schema \"$X\"", "init \"n$D\"", "init m --template \"$X\"",
    "run good.yaml -o \"o$D\"", "run good.yaml -o o --\"$X\"",
    "clean o --dry-run",
  ]

  @Test(arguments: ["auto", "always", "never"])
  func namesReachATerminalWrittenOut(colour: String) throws {
    let script = "/usr/bin/script"
    guard FileManager.default.isExecutableFile(atPath: script) else { return }
    let folder = try Self.newFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let name = Self.escape + Self.turned + Self.hidden
    let lines = Self.commands.map { "\"$M\" \($0) --color \(colour)" }
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(
      to: folder.appending(path: "commands.sh"))
    let answer = try Command.run(
      [], in: folder,
      wrapper: [
        "/bin/sh", "-c",
        "M=\"$0\" exec \(script) -qec 'sh commands.sh' /dev/null",
      ],
      environment: ["TERM": "xterm", "D": Self.file, "X": name])
    #expect(answer.output.contains("\\u{202E}"))
    #expect(answer.output.contains("analysis"))
    // What the program itself sends: colours that it uses, and the line of
    // progress.
    let own = /\u{1B}\[(0|1|1;31|1;33|1;34|1;32|2)?m|\r(\u{1B}\[K)?/
    // A terminal ends lines with two signs, which are one character.
    let text = answer.output.replacing("\r\n", with: "\n")
      .replacing(own, with: "")
    let left = text.split(separator: "\n").filter {
      visible(String($0)) != $0
    }
    #expect(left.isEmpty, "\(left.prefix(5).map { visible(String($0)) })")
  }

  @Test func aPipeGetsPathsAsTheyAre() throws {
    let folder = try Self.newFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let answer = try Command.run(
      ["init", "n\u{200B}"], in: folder)
    #expect(answer.output.contains("n\u{200B}/study.yaml"))
  }
}
