import Diagnostics
import Testing

@testable import Settings

/// Slips of a Chinese input method and of tabulators.
@Suite struct InputMethodTests {
  private func fault(_ text: String) -> Diagnostic? {
    let log = DiagnosticLog()
    do {
      let root = try settings(fromYAML: text, file: "s.yaml")
      let reader = SettingsReader(root, subject: "the study", log: log)
      let data = reader.reader("data")
      for entry in data?.allEntries() ?? [] {
        _ = SettingsReader(entry.value, subject: "the data set", log: log)
      }
      return log.diagnostics.first
    } catch {
      return error
    }
  }

  @Test(
    arguments: [
      ("manyi: 1\ntitle：abc\ndata:\n  a: 1\n", "s.yaml:2"),
      ("manyi: 1\ndata:\n  a:\n    file：x.csv\n", "s.yaml:4"),
      ("manyi: 1\ndata:\n  a:\n    file: x.csv\n    key：y\n", "s.yaml:5"),
      ("manyi：1\n", "s.yaml:1"), ("title: {zh：满意, en: S}\n", "s.yaml:1"),
    ])
  func wideColonsAreNamed(text: String, place: String) throws {
    let diagnostic = try #require(fault(text))
    #expect(diagnostic.message.contains("full-width colon '：'"))
    #expect(diagnostic.place?.description.hasPrefix(place) == true)
  }

  @Test(
    arguments: [
      ("manyi: 1\ntitle:abc\ndata:\n  a: 1\n", "s.yaml:2"),
      ("manyi: 1\ndata:\n  a:\n    file:x.csv\n", "s.yaml:4"),
      ("data:\n  a:\n    file:x.csv\n    key: y\n", "s.yaml:3"),
      ("title: {zh:满意, en: S}\n", "s.yaml:1"),
    ])
  func missingSpacesAreNamed(text: String, place: String) throws {
    let diagnostic = try #require(fault(text))
    #expect(diagnostic.message.contains("no space after the colon"))
    #expect(diagnostic.place?.description.hasPrefix(place) == true)
  }

  @Test func keysThatASlipHidesAreNotMissing() throws {
    let log = DiagnosticLog()
    let root = try settings(fromYAML: "file：x.csv\n", file: "s.yaml")
    SettingsReader(root, subject: "the study", log: log).reportMissing("file")
    #expect(log.diagnostics.count == 1)
  }

  @Test func tabsInTheIndentationAreNamed() throws {
    let diagnostic = try #require(fault("data:\n\ta:\n\t\tfile: x.csv\n"))
    #expect(diagnostic.message.contains("a tab"))
    #expect(diagnostic.place?.line == 2)
    #expect(diagnostic.help?.contains("spaces") == true)
  }

  @Test(
    arguments: [
      "title: 说明：甲\n", "title: http://a.b\n", "title: {zh: '甲：乙', en: b}\n",
      "? a\n: 1\n", "'a：b':\n", "a: 12:30\n",
    ])
  func colonsInTextsAreFine(text: String) {
    #expect(fault(text) == nil)
  }

  @Test func missingKeysOfOptionsTellHowToSetThem() throws {
    let log = DiagnosticLog()
    let reader = SettingsReader(
      try settings(fromOptions: ["level=0.9"]), subject: "the analysis",
      log: log)
    reader.reportMissing("variables")
    #expect(log.diagnostics.first?.help == "add --set variables=…")
  }
}
