import Diagnostics
import Testing

@testable import Settings

@Suite struct YAMLSettingsTests {
  @Test func keysAndValuesKnowTheirPlaces() throws {
    let root = try settings(
      fromYAML: """
        title: Survey
        data:
          ratings:
            file: ratings.csv
            by: [a, b]
        """, file: "study.yaml")
    let data = try #require(entry(root, "data"))
    let ratings = try #require(entry(data.value, "ratings"))
    let by = try #require(entry(ratings.value, "by"))
    #expect("\(data.keyPlace)" == "study.yaml:2:1")
    #expect("\(by.keyPlace)" == "study.yaml:5:5")
    #expect("\(by.value.place)" == "study.yaml:5:9")
    guard case .list(let items) = by.value.content else {
      Issue.record("a list")
      return
    }
    #expect(items.map { "\($0.place)" }.last == "study.yaml:5:13")
  }

  @Test func quotedTextIsNeverNothing() throws {
    let root = try settings(
      fromYAML: "a: ~\nb: \"~\"\nc:\nd: ''\ne: null\nf: 'null'\ng: NO\n",
      file: "s.yaml")
    let isNull = ["a", "b", "c", "d", "e", "f", "g"].map {
      entry(root, $0)?.value.isNull
    }
    #expect(isNull == [true, false, true, false, true, false, false])
    #expect(entry(root, "g")?.value.text == "NO")
  }

  @Test func byteOrderMarkIsNoPartOfTheText() throws {
    let root = try settings(fromYAML: "\u{FEFF}a: 1\n", file: "s.yaml")
    #expect(entry(root, "a")?.value.text == "1")
  }

  @Test func emptyTextIsAnEmptyMapping() throws {
    let root = try settings(fromYAML: "# nothing yet\n", file: "s.yaml")
    guard case .map(let entries) = root.content else {
      Issue.record("a mapping")
      return
    }
    #expect(entries.isEmpty)
  }

  @Test(
    arguments: [
      ("a: 1\nb: 2\na: 3\n", "s.yaml:3:1"),
      ("x:\n  a: 1\n  b: 1\n  a: 2\n", "s.yaml:4:3"),
      ("\u{FEFF}a: 1\r\nb: 2\r\na: 3\r\n", "s.yaml:3:1"),
    ])
  func duplicateKeyIsFoundAtItsSecondPlace(text: String, place: String) {
    let diagnostic = fault(text)
    #expect(diagnostic?.code == .duplicateKey)
    #expect(diagnostic?.place?.description == place)
    #expect(diagnostic?.message == "the key 'a' stands twice")
    #expect(diagnostic?.excerpt?.line.contains("a:") == true)
    #expect(diagnostic?.excerpt?.line.contains("b:") == false)
  }

  @Test(
    arguments: [
      "a: &x 1\nb: *x\n", "a: &x [1]\n", "a: &x {b: 1}\n", "a: !!int 1\n",
      "a: !thing {b: 1}\n", "a: !!set [1]\n", "? [a, b]\n: 1\n",
    ])
  func anchorsTagsAndComplexKeysAreRefused(text: String) {
    let diagnostic = fault(text)
    #expect(diagnostic?.code == .unsupportedYAML)
    #expect(diagnostic?.place?.line == 1)
  }

  @Test func largeAndDeepTextsAreRefused() {
    let large = "a: " + String(repeating: "x", count: 1 << 20)
    #expect(fault(large)?.code == .unsupportedYAML)
    let deep =
      String(repeating: "[", count: 65) + String(repeating: "]", count: 65)
    #expect(fault(deep)?.code == .unsupportedYAML)
    let deeper = String(repeating: "[", count: 100_000)
    #expect(fault(deeper) != nil)
    let many = "[" + String(repeating: "1,", count: 50_001) + "]"
    #expect(fault(many)?.code == .unsupportedYAML)
  }

  @Test func aliasesOfAliasesInAKeyAreRefusedAtOnce() {
    var text = "a: &a [x,x,x,x,x,x,x,x,x]\n"
    for (name, inner) in zip("bcdefghij", "abcdefghi") {
      let aliases = Array(repeating: "*\(inner)", count: 9)
      text += "\(name): &\(name) [\(aliases.joined(separator: ","))]\n"
    }
    #expect(fault(text + "? *j\n: 1\n")?.code == .unsupportedYAML)
    // Signs within texts are no anchors.
    let marks = Array(repeating: "R&D * x", count: 40)
    #expect(fault("a: \(marks.joined(separator: " "))\n") == nil)
  }

  @Test(
    arguments: ["a: [1, 2\n", "a:\n\t- 1\n", "a: b: c\n", "a: *nobody\n"])
  func brokenTextNamesThePlace(text: String) {
    let diagnostic = fault(text)
    #expect(diagnostic?.code == .unreadableYAML)
    #expect(diagnostic?.place?.line != nil)
  }

  private func fault(_ text: String) -> Diagnostic? {
    do {
      _ = try settings(fromYAML: text, file: "s.yaml")
      return nil
    } catch {
      return error
    }
  }

  private func entry(
    _ node: SettingsNode, _ key: String
  ) -> SettingsNode.Entry? {
    guard case .map(let entries) = node.content else { return nil }
    return entries.first { $0.key == key }
  }
}
