import Diagnostics
import SurveyData
import Testing

@testable import SurveyReport

@Suite struct PreparationTests {
  @Test func stepsAreTranslated() {
    let change = StepChange(37, .cells, of: "age")
    let count = CombiningReport("join", [("matched rows", 1200)]).counts[0]
    #expect(Words(.chinese).step("recode") == "重编码")
    #expect(Words(.chinese).changed(change) == "“age”：37格")
    #expect(Words(.chinese).counted(count) == "已匹配的行：1,200")
    #expect(Words(.english).step("set-missing") == "Set missing")
    #expect(Words(.english).changed(change) == "37 cells of “age”")
    #expect(Words(.english).changed(StepChange(1, .rows)) == "1 row")
    #expect(Words(.english).counted(count) == "matched rows: 1,200")
  }

  @Test func thePageShowsTheSteps() throws {
    var recipe = RecipeLog(rowsBefore: 3)
    recipe.steps = [
      StepReport(
        step: "filter", place: Place(file: "study.yaml"),
        changes: [StepChange(2, .rows)], rows: 1)
    ]
    var input = ReportInput(
      id: "s", title: "T", languages: [.english], version: "1", sections: [])
    input.preparations = [
      PreparedData(name: "a<b", combining: [], recipe: recipe)
    ]
    let page = try #require(
      renderReport(input).first { $0.path == "report.html" })
    #expect(page.text.contains("Steps that made “a&lt;b”"))
    #expect(page.text.contains("2 rows"))
  }
}
