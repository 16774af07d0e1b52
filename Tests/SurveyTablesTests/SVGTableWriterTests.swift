import SurveyTables
import TestSupport
import Testing

@Test(
  arguments: [
    ("rich", Example.rich), ("hostile", Example.hostile),
    ("empty", Example.empty), ("nothing", Example.nothing),
    ("single", Example.single), ("wide", Example.wide),
    ("long", Example.long),
  ])
func tableAsSVG(name: String, table: TableModel) {
  let text = SVGTableWriter().text(of: table)
  #expect(goldenDifference(text, "tables/\(name).svg") == nil)
}

/// In English, quotation marks and dashes were as wide as a Han character.
@Test func picturesNameTheFontsOfTheirLanguage() {
  var table = Example.rich
  table.language = "en"
  let english = SVGTableWriter().text(of: table)
  #expect(english.contains("font-family=\"&#39;Helvetica Neue&#39;"))
  table.language = "zh-CN"
  let chinese = SVGTableWriter().text(of: table)
  #expect(chinese.contains("font-family=\"&#39;Noto Sans CJK SC&#39;"))
}
