import Diagnostics
import Testing

@testable import Settings

/// Slips in the layout are told in plain words at the line where they are.
@Suite struct LayoutFaultTests {
  /// Texts with the line, the column and a part of the sentence.
  static let slips: [(text: String, line: Int, column: Int, words: String)] = [
    ("a: 1\ntitle: x\n  b: 2\n", 3, 3, "further than line 2"),
    ("title: what: now\n", 1, 12, "a colon and a space"),
    ("d:\n  a: 1\n b: 2\n", 3, 2, "fits none"),
    ("d:\n  - a\n  b: 1\n", 3, 3, "begin with '- '"),
    ("a: \"x\" y\n", 1, 8, "the value ends before"),
    ("d: {a: {f: x}\nb: 1\n", 1, 4, "'{' is not closed"),
    ("d: [a, b\nb: 1\n", 1, 4, "'[' is not closed"),
    ("a: 1\ntitle\nb: 2\n", 2, 1, "line 2 has no colon"),
    ("a: \"x\nb: 2\n", 1, 4, "the quote is not closed"),
  ]

  @Test(arguments: slips)
  func isToldWhereItIs(
    slip: (text: String, line: Int, column: Int, words: String)
  ) throws {
    let found = #expect(throws: Diagnostic.self) {
      _ = try settings(fromYAML: slip.text, file: "s.yaml")
    }
    let fault = try #require(found)
    #expect(fault.code == .unreadableYAML)
    #expect(fault.place?.line == slip.line)
    #expect(fault.place?.column == slip.column)
    #expect(fault.message.contains(slip.words))
  }
}
