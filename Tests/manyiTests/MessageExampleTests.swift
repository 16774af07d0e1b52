import Diagnostics
import Foundation
import SurveyStudy
import TestSupport
import Testing

/// Every code has a page with an example that brings its message about; the
/// example is run, and prints what the page says.
///
/// With `RECORD_SNAPSHOTS` set what is printed is written into
/// `Manual/messages.txt`; build anew after that, and look at the difference.
@Suite struct MessageExampleTests {
  private static let file = Fixture.package.appending(
    path: "Manual/messages.txt")

  /// Codes without an example, and what keeps them from one.
  private static let without: [String: String] = [
    "A345": "a data set for each imputation, with a value that one lacks",
    "D281": "a compressed gigabyte",
    "D284": "a binary file of SPSS or Stata with texts in another encoding",
    "D289": "a binary file of SPSS with a set of several answers",
    "S123": "a file that changes while it is read",
  ]

  @Test func everyCodeHasAnExample() {
    let codes = Set(DiagnosticCode.all.map(\.id))
    let examples = MessageExample.all.map(\.code)
    #expect(examples == examples.sorted())
    #expect(Set(examples).count == examples.count)
    let missing = codes.subtracting(examples).subtracting(Self.without.keys)
    #expect(missing.isEmpty, "without an example: \(missing.sorted())")
    let stale = Set(Self.without.keys).intersection(examples)
    #expect(stale.isEmpty, "have an example: \(stale.sorted())")
  }

  @Test func examplesPrintTheirMessages() async throws {
    let examples = MessageExample.all
    let played = try await withThrowingTaskGroup(
      of: (Int, [String]).self
    ) { group in
      for (position, example) in examples.enumerated() {
        group.addTask { (position, try Self.answer(of: example)) }
      }
      var answers = [[String]](repeating: [], count: examples.count)
      for try await (position, answer) in group { answers[position] = answer }
      return answers
    }
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil {
      let head = try String(contentsOf: Self.file, encoding: .utf8)
        .split(separator: "\n", omittingEmptySubsequences: false)
        .prefix { !$0.hasPrefix("example ") }.map { $0 + "\n" }.joined()
      let texts = zip(examples, played).map { example, answer in
        var example = example
        example.answer = answer
        return example.fileText
      }
      try Data((head + texts.joined(separator: "\n")).utf8).write(to: Self.file)
    }
    for (example, answer) in zip(examples, played) {
      #expect(!answer.isEmpty, "\(example.code) is not told")
      guard !answer.isEmpty else { continue }
      #expect(answer == example.answer, "\(example.code)")
    }
  }

  /// What is printed of the code, without what all messages end with.
  private static func answer(of example: MessageExample) throws -> [String] {
    let folder = try Fixture.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    for file in example.files {
      let target = folder.appending(path: file.name)
      try FileManager.default.createDirectory(
        at: target.deletingLastPathComponent(),
        withIntermediateDirectories: true)
      try Data(file.lines.map { $0 + "\n" }.joined().utf8).write(to: target)
    }
    let answer = try Command.run(
      [], in: folder,
      wrapper: [
        "/bin/sh", "-c",
        "M=\"$0\"; manyi() { \"$M\" \"$@\"; }; " + example.command,
      ])
    #expect(
      ![132, 133, 134, 139].contains(answer.code), "\(example.code) crashed")
    let blocks = (answer.output + "\n" + answer.errors).components(
      separatedBy: "\n\n")
    let head = "[\(example.code)]: "
    for block in blocks {
      var lines = block.split(
        separator: "\n", omittingEmptySubsequences: false
      ).map(String.init)
      guard let first = lines.firstIndex(where: { $0.contains(head) }) else {
        continue
      }
      lines.removeFirst(first)
      lines.removeAll {
        $0 == "note: run 'manyi explain \(example.code)' for more"
      }
      let rest = lines.dropFirst().prefix {
        $0.contains(/^( |[0-9]+ \||help: |note: |also |and )/)
      }
      return Array(lines.prefix(1) + rest)
    }
    let told = (answer.output + answer.errors).matches(of: /\[([SDAR]\d{3})\]/)
      .map { String($0.1) }
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil {
      print("NOT \(example.code) but \(told): \(answer.errors.prefix(300))")
    }
    return []
  }
}
