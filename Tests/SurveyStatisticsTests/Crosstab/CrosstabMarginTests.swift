import SurveyData
import Testing

@testable import SurveyStatistics

/// What shares of rows and of everything are shares of.
@Suite struct CrosstabMarginTests {
  /// Ten rows: 4 women of whom 3 say yes, 6 men of whom 3 do.
  private func table(
    _ percent: CrosstabAnalysis.Percent
  ) throws -> StatisticsTable {
    let sex = ["f", "f", "f", "f", "m", "m", "m", "m", "m", "m"]
    let answer = ["y", "y", "y", "n", "y", "y", "y", "n", "n", "n"]
    let data = AnalysisData(
      table: makeTable([makeColumn("q", answer), makeColumn("g", sex)]))
    let outcome = try CrosstabAnalysis(
      rows: ["q"], columns: ["g"], percent: percent, tests: []
    ).run(on: data)
    guard case .tables(let tables, _) = outcome.details else {
      return try none()
    }
    return try #require(tables.first)
  }

  private func none() throws -> StatisticsTable {
    try #require(nil as StatisticsTable?)
  }

  private func values(
    _ table: StatisticsTable, _ row: String
  ) -> [Double?] {
    table.rows.first { $0.name == row }?.cells.map(\.value) ?? []
  }

  @Test func rowsAreWholes() throws {
    let table = try table(.row)
    let names: [String] = table.columns.map(\.name)
    #expect(names == ["n", "g=f", "g=m", "total"])
    let yes: [Double?] = [6, 0.5, 0.5, 1]
    let no: [Double?] = [4, 0.25, 0.75, 1]
    let all: [Double?] = [10, 0.4, 0.6, 1]
    #expect(values(table, "y") == yes)
    #expect(values(table, "n") == no)
    #expect(values(table, "total") == all)
    #expect(table.title[.chinese].contains("行百分比"))
    #expect(table.title[.english].contains("row per cent"))
    // A whole has no interval.
    #expect(table.rows.allSatisfy { $0.cells[3].interval == nil })
  }

  @Test func everythingIsTheWhole() throws {
    let table = try table(.total)
    let yes: [Double?] = [6, 0.3, 0.3, 0.6]
    let all: [Double?] = [10, 0.4, 0.6, 1]
    #expect(values(table, "y") == yes)
    #expect(values(table, "total") == all)
    #expect(table.title[.chinese].contains("总百分比"))
  }

  @Test func columnsSayWhatTheyAre() throws {
    let table = try table(.column)
    #expect(table.title[.chinese].contains("列百分比"))
    #expect(table.columns.map(\.label[.english]).contains("f (n=4)"))
  }
}
