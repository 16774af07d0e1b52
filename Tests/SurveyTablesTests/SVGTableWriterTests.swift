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
