import Diagnostics
import SurveyReport
import TestSupport
import Testing

@testable import SurveyStudy

private func refusal(_ text: String) -> String? {
  do {
    _ = try LogoFile.read(Array(text.utf8), name: "l", place: nil)
    return nil
  } catch {
    return error.message
  }
}

/// What runs, loads or declares something is refused; each once.
@Test(arguments: [
  "<script>x</script>", "<rect onclick='x'/>", "<a href='http://x'/>",
  "<image href='http://x'/>", "<image xlink:href=\"data:text/html,x\"/>",
  "<foreignObject/>", "<rect style='fill:url(http://x)'/>",
  "<style>@import 'x'</style>", "<use href='#a'/>",
])
func aLogoThatCouldDoSomethingIsRefused(part: String) {
  #expect(refusal("<svg viewBox='0 0 2 1'>\(part)</svg>") != nil)
}

@Test func aLogoThatDeclaresEntitiesIsRefused() {
  #expect(
    refusal("<!DOCTYPE svg [<!ENTITY a 'b'>]><svg viewBox='0 0 2 1'/>") != nil)
  #expect(refusal("GIF89a") != nil)
  #expect(refusal("<svg/>") != nil)
  #expect(refusal("<svg viewBox='0 0 1000 1'/>") != nil)
}

@Test func aPlainLogoBecomesAnImage() throws {
  let logo = try LogoFile.read(
    Array("<svg viewBox='0 0 2 1'><path fill='url(#a)'/></svg>".utf8),
    name: "l", place: nil)
  #expect(logo.aspect == 2)
  #expect(logo.data.hasPrefix("data:image/svg+xml;base64,PHN2Zy"))
  var png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
  png += [0, 0, 0, 13] + Array("IHDR".utf8) + [0, 0, 1, 0, 0, 0, 0, 64, 8]
  #expect(
    try LogoFile.read(png, name: "l", place: nil).aspect == 4)
  #expect(LogoFile.base64(Array("Man".utf8)) == "TWFu")
  #expect(LogoFile.base64(Array("Ma".utf8)) == "TWE=")
  #expect(LogoFile.base64(Array("M".utf8)) == "TQ==")
}

@Test func themesByName() {
  let log = DiagnosticLog()
  #expect(readTheme("dark", folder: "", at: nil, log: log)?.base == .dark)
  #expect(readTheme("lihgt", folder: "", at: nil, log: log) == nil)
  #expect(log.diagnostics.first?.help == "did you mean 'light'?")
}

@Test func jsonIsReadAsItWasWritten() throws {
  let text = #"""
    {"a": [1, -2.5e3, true, null, "x\"\n\u4e2d\ud83d\ude00"], "b": {}}
    """#
  let json = try JSONValue(reading: Array(text.utf8))
  #expect(json["a"].items[1].double == -2500)
  #expect(json["a"].items[4].string == "x\"\n中😀")
  let again = try JSONValue(reading: Array(json.fileText.utf8))
  #expect(again.fileText == json.fileText)
  for broken in ["", "{", "[1,]", "{\"a\" 1}", "\"\\u12\"", "[1] 2", "nul"] {
    #expect(throws: JSONFault.self) {
      _ = try JSONValue(reading: Array(broken.utf8))
    }
  }
  let deep = String(repeating: "[", count: 100_000)
  #expect(throws: JSONFault.self) {
    _ = try JSONValue(reading: Array(deep.utf8))
  }
}
