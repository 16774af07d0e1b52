import Foundation
import TestSupport
import Testing

/// Whoever makes a finding says it in both languages. A note or a warning
/// without Chinese does not compile; this reads the sources for what the
/// compiler cannot see: errors of analyses, which a report lists beside the
/// results of the others, and Chinese that is English.
@Suite struct FindingLanguageTests {
  /// Sources whose errors stop a study before anything is computed, so that
  /// no report has them.
  private static let readBefore = [
    "Designs/", "Evaluation/Tree/", "Evaluation/Rules/Gate.swift",
    "Hypotheses/ContrastExpression.swift",
  ]

  /// Names of methods, programs and forms that Chinese texts hold too.
  private static let names: Set<String> = [
    "Rasch", "NCHS", "UTF", "ASCII", "html", "png", "pdf", "HXL", "gzip",
    "Zstandard", "KoboToolbox",
  ]

  @Test func findingsOfAnalysesAreSaidInChinese() throws {
    for (path, call) in try Self.calls(below: "SurveyStatistics") {
      if Self.readBefore.contains(where: path.contains) { continue }
      #expect(
        call.arguments.contains { $0.hasPrefix("zh:") },
        "\(path):\(call.line): \(call.arguments)")
    }
  }

  @Test func chineseOfFindingsIsChinese() throws {
    var count = 0
    for (path, call) in try Self.calls(below: "") {
      guard let text = call.arguments.first(where: { $0.hasPrefix("zh:") })
      else { continue }
      count += 1
      let literals = SourceScanner.literals(in: text)
      // Without literals the text comes from elsewhere, in both languages.
      if literals.isEmpty { continue }
      #expect(
        literals.contains { $0.contains(where: Self.isHan) },
        "\(path):\(call.line): \(text)")
      for literal in literals {
        // What stands in quotation marks is a name of the study's.
        let own = literal.replacing(/“[^”]*”/, with: "")
        let words = own.matches(of: /[A-Za-z]{3,}/).map { String($0.output) }
        let strange = words.filter { !Self.names.contains($0) }
        #expect(strange.isEmpty, "\(path):\(call.line): \(literal)")
      }
    }
    #expect(count > 300, "the sources were not read")
  }

  private static func isHan(_ letter: Character) -> Bool {
    ("\u{4E00}"..."\u{9FFF}").contains(letter)
  }

  private static func calls(
    below module: String
  ) throws -> [(path: String, call: SourceScanner.Call)] {
    let root = Fixture.package.appending(path: "Sources").appending(
      path: module)
    let files = try #require(
      FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil))
    var found: [(String, SourceScanner.Call)] = []
    for case let file as URL in files where file.pathExtension == "swift" {
      let text = try String(contentsOf: file, encoding: .utf8)
      let path = file.path().replacing(Fixture.package.path(), with: "")
      found += SourceScanner(text).calls(of: "Diagnostic").map { (path, $0) }
    }
    return found
  }

  @Test func scannerFindsArguments() throws {
    let source = """
      throw Diagnostic(
        .code, at: place(a, b), "an \\(x["k", 1]) of, (it)",
        zh: "有\\(n > 1 ? "多" : "一")个" + "“x”", help: nil)
      func f() throws(Diagnostic) {}  // Diagnostic(.no, "comment")
      """
    let calls = SourceScanner(source).calls(of: "Diagnostic")
    #expect(calls.count == 1 && calls[0].line == 1)
    #expect(calls[0].arguments.count == 5)
    #expect(
      SourceScanner.literals(in: calls[0].arguments[3]) == ["有个", "“x”"])
  }
}
