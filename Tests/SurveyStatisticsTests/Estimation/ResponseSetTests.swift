import SurveyData
import SurveyStatistics
import TestSupport
import Testing

/// Shares of cases, responses and respondents beside R's survey package, at
/// a relative 1e-9.
@Suite struct ResponseSetTests {
  /// The data of the peer's record, as columns of 0 and 1 and as one column.
  private func data() throws -> AnalysisData {
    let table = try referenceTable("survey/data/apistrat.csv")
    var columns = table.columns
    var answers = MultipleResponse(
      options: [.init("1"), .init("2"), .init("3")], count: table.rowCount)
    for (position, name) in ["sch.wide", "comp.imp", "awards"].enumerated() {
      let values = try table.column(name).categories()
      let yes = values.levels.firstIndex { $0.value == "Yes" }
      let ticks = values.codes.map { Int($0) == yes ? 1.0 : 0 }
      columns.append(makeColumn("m\(position + 1)", ticks))
      for row in ticks.indices where ticks[row] == 1 {
        answers.tick(position, row: row)
      }
    }
    columns.append(Column("m", .choices(answers)))
    let wider = makeTable(columns)
    return AnalysisData(
      table: wider, design: try SurveyDesign(PeerTests.stratified, table: wider)
    )
  }

  @Test(arguments: ResponseBase.allCases)
  func records(base: ResponseBase) throws {
    let data = try data()
    let record = try peerRecord("strat.multiresponse")
    for set in [["m1", "m2", "m3"], ["m"]] {
      let found = try ResponseSetAnalysis(set: set, base: base).run(on: data)
        .estimates
      #expect(found.count == 3)
      for (position, estimate) in found.enumerated() {
        let value = record["\(base.rawValue).\(position + 1)"] ?? .nan
        let error = record["\(base.rawValue).se.\(position + 1)"] ?? .nan
        #expect(isClose(estimate.value ?? 0, value), "\(base) \(position)")
        #expect(
          isClose(estimate.standardError ?? 0, error), "\(base) \(position)")
      }
    }
  }

  @Test func groupsAndEdges() throws {
    let data = try data()
    let grouped = try ResponseSetAnalysis(
      set: ["m1", "m2"], base: .responses, by: [["stype"]]
    ).run(on: data).estimates
    #expect(grouped.count == 8)
    for group in stride(from: 0, to: 8, by: 2) {
      let pair = grouped[group...(group + 1)].compactMap(\.value)
      #expect(isClose(pair.reduce(0, +), 1))
    }
    #expect(throws: (any Error).self) {
      try ResponseSetAnalysis(set: ["api00", "m1"]).run(on: data)
    }
    #expect(throws: (any Error).self) {
      try ResponseSetAnalysis(set: []).run(on: data)
    }
    let bare = AnalysisData(
      table: makeTable([
        makeColumn("a", ["0", "0", ""]), makeColumn("b", ["0", "", ""]),
      ]))
    for base in [ResponseBase.responses, .respondents] {
      let found = try ResponseSetAnalysis(set: ["a", "b"], base: base)
        .run(on: bare).estimates
      #expect(found.allSatisfy { $0.value == nil })
    }
    let cases = try ResponseSetAnalysis(set: ["a", "b"]).run(on: bare).estimates
    #expect(cases.map(\.base) == [2, 1])
  }
}
