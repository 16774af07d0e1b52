import Diagnostics
import Settings
import SurveyData
import Testing

@testable import SurveyImport

/// Texts of studies and codebooks.
@Suite struct LocalizedTextTests {
  @Test(arguments: [
    ("满意率接近上限， 因此请看区间", "满意率接近上限，因此请看区间"),
    ("领衔代表、联名 代表", "领衔代表、联名代表"),
    ("比例。 “满意” 的", "比例。“满意”的"),
    ("由 Manyi 生成", "由 Manyi 生成"),
    ("共 25 件", "共 25 件"),
    ("5 件， 2024 年", "5 件， 2024 年"),
    ("two words", "two words"),
    ("say “so” now", "say “so” now"),
    ("两个  空格", "两个  空格"),
    (" 头尾 ", " 头尾 "),
    ("", ""),
  ])
  func blanksBetweenChineseCharactersGo(text: String, expected: String) {
    #expect(text.joiningChineseLines == expected)
  }

  @Test func foldedTextHasNoBlanks() throws {
    let log = DiagnosticLog()
    let node = try settings(
      fromYAML: """
        both:
          zh: >-
            第一行，
            第二行
            the end
          en: >-
            one
            行 行
        plain: 一行
          二行
        """, file: "a.yaml")
    let reader = SettingsReader(node, subject: "a", log: log)
    #expect(
      reader.localizedText("both")
        == LocalizedText(zh: "第一行，第二行 the end", en: "one 行 行"))
    #expect(reader.localizedText("plain") == LocalizedText("一行二行"))
    #expect(log.diagnostics == [])
  }
}
