import Foundation
import SurveyData
import Testing

@testable import SurveyReport

@Test func jsonIsWrittenAsNotebooksAre() {
  let value = JSONValue.object([
    "b": .array([.integer(1), .null, .array([]), .object([:])]),
    "a": .string("é\"\\\n\t\u{1}满"),
  ])
  #expect(
    value.text == """
      {
       "a": "é\\"\\\\\\n\\t\\u0001满",
       "b": [
        1,
        null,
        [],
        {}
       ]
      }
      """)
}

@Test(
  arguments: [
    ("", []), ("a", ["a"]), ("a\n", ["a\n"]), ("a\nb", ["a\n", "b"]),
    ("a\r\nb\rc", ["a\r\n", "b\r", "c"]), ("a\u{2028}b", ["a\u{2028}", "b"]),
    ("\n\n", ["\n", "\n"]), ("a\r", ["a\r"]),
  ] as [(String, [String])])
func linesAreSplitAsPythonDoes(text: String, expected: [String]) {
  // Compared by bytes: a carriage return and a line feed are one character.
  var lines: [[UInt8]] = []
  var text = text
  text.withUTF8 { eachLine(of: $0) { lines.append(Array($0)) } }
  #expect(lines == expected.map { Array($0.utf8) })
}

/// RFC 4648, section 10.
@Test(arguments: [
  ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"),
  ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
])
func base64OfTexts(text: String, expected: String) {
  #expect(base64(text.utf8) == expected)
}

@Test(arguments: [
  ("# a", "\\# a"), ("1. a", "1\\. a"), ("- a", "\\- a"), ("a-b", "a-b"),
  ("<b>*x*</b>", "&lt;b&gt;\\*x\\*&lt;/b&gt;"), ("a|b", "a\\|b"),
  ("    code", "code"), ("$x$", "\\$x\\$"), ("2024", "2024"),
  ("[a](javascript:x)", "\\[a\\](javascript:x)"),
])
func markdownIsEscaped(text: String, expected: String) {
  #expect(escapedMarkdown(text) == expected)
}

private func notebook(_ input: ReportInput) throws -> [String: Any] {
  let file = try #require(
    renderReport(input).first { $0.path == "report.ipynb" })
  #expect(file.text.hasSuffix("}\n"))
  let json = try JSONSerialization.jsonObject(with: Data(file.text.utf8))
  return try #require(json as? [String: Any])
}

@Test func notebookHasTheStructureOfItsFormat() throws {
  let notebook = try notebook(Sample.report())
  #expect(
    Set(notebook.keys) == ["cells", "metadata", "nbformat", "nbformat_minor"])
  #expect(notebook["nbformat"] as? Int == 4)
  #expect(notebook["nbformat_minor"] as? Int == 5)
  let cells = try #require(notebook["cells"] as? [[String: Any]])
  let ids = cells.compactMap { $0["id"] as? String }
  #expect(ids.count == cells.count)
  #expect(Set(ids).count == ids.count)
  for id in ids {
    #expect(id.wholeMatch(of: /[a-zA-Z0-9-_]{1,64}/) != nil)
  }
  for cell in cells {
    let isCode = cell["cell_type"] as? String == "code"
    let keys: Set<String> = ["cell_type", "id", "metadata", "source"]
    #expect(
      Set(cell.keys)
        == (isCode ? keys.union(["execution_count", "outputs"]) : keys))
    #expect(cell["source"] is [String])
  }
}

@Test func codeReadsFilesThatAreWritten() throws {
  let input = Sample.report()
  let paths = Set(renderReport(input).map(\.path))
  let cells = try #require(
    notebook(input)["cells"] as? [[String: Any]])
  let source = cells.filter { $0["cell_type"] as? String == "code" }
    .compactMap { ($0["source"] as? [String])?.joined() }.joined(
      separator: "\n")
  let read = source.matches(of: /"((?:charts|tables)\/[^"]*)"/)
    .map { String($0.output.1) }
  #expect(read.count > 20)
  for path in read { #expect(paths.contains(path), "\(path)") }
}

@Test func codeHoldsNoLabel() throws {
  let result = Sample.index(items: [("x'); import os #", "<b>x")])
  let cells = try #require(
    notebook(Sample.report(results: [result]))["cells"] as? [[String: Any]])
  for cell in cells where cell["cell_type"] as? String == "code" {
    let source = try #require(cell["source"] as? [String]).joined()
    #expect(!source.contains("import os"))
    #expect(!source.contains("<b>"))
  }
}
