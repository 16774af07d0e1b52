import Diagnostics
import Testing

@testable import Settings

/// A file that is made to keep the program busy or to fill its memory is
/// refused within a second.
@Suite struct HostileYAMLTests {
  private static func repeated(_ text: String, _ count: Int) -> String {
    String(repeating: text, count: count)
  }

  /// Texts that are refused, with what they are.
  static let refused: [(name: String, text: String)] = [
    ("a large file", "a: \"" + repeated("x", 1 << 20) + "\"\n"),
    ("many values", "a: [" + repeated("1,", 60_000) + "1]\n"),
    ("many keys", (0..<60_000).map { "k\($0): 1\n" }.joined()),
    ("deep brackets", "a: " + repeated("[", 500_000)),
    ("closed deep brackets", "a: " + repeated("[", 80) + repeated("]", 80)),
    ("deep braces", repeated("{a: ", 200_000)),
    (
      "deep indentation",
      (0..<700).map { repeated(" ", $0) + "k:\n" }.joined()
    ),
    ("deep dashes", repeated("- ", 400_000) + "1\n"),
    (
      "a billion laughs",
      "a: &a [x, x, x, x, x, x, x, x, x]\n"
        + zip("bcdefghi", "abcdefgh").map { name, before in
          "\(name): &\(name) ["
            + Array(repeating: "*\(before)", count: 9).joined(separator: ", ")
            + "]\n"
        }.joined()
    ),
    ("an alias", "a: &x 1\nb: *x\n"),
    ("an alias to itself", "a: &x [*x]\n"),
    ("a merge", "a: &x {b: 1}\nc: {<<: *x}\n"),
    ("a tag", "a: !!python/object:os.system ls\n"),
    ("a tag on a mapping", "a: !!map {b: 1}\n"),
    ("a key twice", "a: 1\na: 2\n"),
    ("a list as a key", "? [a, b]\n: 1\n"),
    ("two documents", "a: 1\n---\nb: 2\n"),
    ("an unknown directive", "%FOO bar\n---\na: 1\n%\n"),
    ("many quotes", "a: " + repeated("'", 900_001)),
    ("many colons", repeated("a: ", 300_000)),
    ("many anchors", repeated("&a ", 300_000)),
    ("a zero byte", "a: \u{0}\n"),
    ("many question marks", repeated("? ", 400_000)),
  ]

  @Test(arguments: refused)
  func refusedAtOnce(name: String, text: String) {
    let clock = ContinuousClock()
    let start = clock.now
    #expect(throws: Diagnostic.self, "\(name)") {
      _ = try settings(fromYAML: text, file: "study.yaml")
    }
    // Alone it takes less than a second; many tests run at a time.
    #expect(clock.now - start < .seconds(30), "\(name)")
  }

  @Test func wordsStayTexts() throws {
    let node = try settings(
      fromYAML: "a: NO\nb: off\nc: 1:30\nd: 0o17\ne: .inf\nf: 2024-01-01\n",
      file: "study.yaml")
    guard case .map(let entries) = node.content else {
      Issue.record("a mapping")
      return
    }
    let texts = entries.map { $0.value.text }
    #expect(texts == ["NO", "off", "1:30", "0o17", ".inf", "2024-01-01"])
  }
}
