import Diagnostics
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// What trees and formulas that cannot be used are told.
@Suite struct EvaluationDiagnosticsTests {
  @Test func reportsAllFaultsOfATree() {
    let log = DiagnosticLog()
    let rows = [
      EvaluationAnalysisTests.row(["indicator_id": "G"]),
      EvaluationAnalysisTests.row([
        "indicator_id": "a", "parent_id": "G", "weight": "0.4",
        "source": "leger", "formula": "days(x", "norm": "goalpost",
        "gate": "value>1",
      ]),
      EvaluationAnalysisTests.row([
        "indicator_id": "b", "parent_id": "G", "weight": "0.4",
        "source": "ledger", "norm": "goalposts", "norm_params": "lo=1",
      ]),
    ]
    #expect(throws: Stopped.self) {
      _ = try EvaluationAnalysisTests.tree(rows, log: log)
    }
    let codes = log.diagnostics.map(\.code.id)
    #expect(codes.filter { $0 == "A202" }.count == 2)
    #expect(codes.contains("A204") && codes.contains("A205"))
    #expect(log.diagnostics.allSatisfy { $0.place?.line != nil })
  }

  @Test func reportsTreesThatAreNoTrees() {
    func codes(_ rows: [[String: String]]) -> [String] {
      let log = DiagnosticLog()
      let leaf = ["source": "ledger", "formula": "x", "weight": "1"]
      _ = try? EvaluationAnalysisTests.tree(
        rows.map { EvaluationAnalysisTests.row(leaf.merging($0) { $1 }) },
        log: log)
      return log.diagnostics.map { "\($0.code.id) \($0.severity.rawValue)" }
    }
    let root = ["indicator_id": "G"]
    #expect(codes([root, root]) == ["A201 error"])
    #expect(
      codes([root, ["indicator_id": "a", "parent_id": "H"]]) == ["A201 error"])
    #expect(
      codes([
        root, ["indicator_id": "a", "parent_id": "b"],
        ["indicator_id": "b", "parent_id": "a"],
      ]) == ["A201 error", "A201 error"])
    #expect(codes([]) == ["A201 error"])
    #expect(
      codes([
        root, ["indicator_id": "a", "parent_id": "G", "weight": "0"],
      ]) == ["A203 error"])
    #expect(
      codes([
        root, ["indicator_id": "a", "parent_id": "G", "weight": "0.4"],
      ]) == ["A203 warning"])
    #expect(
      codes([["indicator_id": "a"], ["indicator_id": "b"]]).first
        == "A201 note")
  }

  @Test func unknownColumnsAndGradesAreNamed() throws {
    func error(_ formula: String, _ source: String) throws -> Diagnostic? {
      let rows = [
        EvaluationAnalysisTests.row([
          "indicator_id": "x", "source": source, "formula": formula,
          "norm": "none",
        ])
      ]
      let analysis = EvaluationAnalysis(
        tree: try EvaluationAnalysisTests.tree(rows),
        inputs: EvaluationAnalysisTests.inputs())
      return #expect(throws: Diagnostic.self) { _ = try analysis.run() }
    }
    let column = try error("days(asigned_on;replied_on)", "ledger")
    #expect(column?.help == "did you mean 'assigned_on'?")
    #expect(column?.message.contains("character 6") == true)
    #expect(try error("day(a;b)", "ledger")?.help == "did you mean 'days'?")
    #expect(
      try error("rate(satsified)", "satisfaction")?.help
        == "did you mean 'satisfied'?")
    #expect(
      try error("index(100;0)", "satisfaction")?.code == .indicatorFormula)
    let title = try error("days(title;replied_on)", "ledger")
    #expect(title?.notes.first?.hasPrefix("the first such value is '") == true)
    let text = try error("column(title)", "ledger")
    #expect(text?.notes.first?.hasPrefix("the first such value is '") == true)
  }

  @Test(arguments: [
    (Normalisation.fixed(lower: 0, upper: 1, clips: true), 2),
    (.fixed(lower: 0, upper: 1, clips: false), 0),
    (.fixed(lower: 0, upper: 100, clips: true), 0),
    // Beyond one post, as fast replies are, is what goalposts are for.
    (.goalposts(lower: 0, upper: 60, clips: true), 0),
    (.goalposts(lower: 90, upper: 100, clips: true), 2),
  ])
  func limitsInAnotherUnitAreNoticed(
    normalisation: Normalisation, expected: Int
  ) {
    #expect(normalisation.suspiciouslyClipped([17.6, .nan, 77.3]) == expected)
  }

  /// Percent signs make shares of 1 out of what is meant as points.
  @Test func sharesOnAScaleOfPointsAreNoticed() throws {
    func codes(
      _ raw: [Double], _ normalisation: Normalisation,
      formula: String = "column(x)"
    ) throws -> [String] {
      let indicator = Indicator(
        id: "x", source: .external, formula: try LeafFormula(formula))
      return [
        indicator.sharesOnPoints(raw, normalisation: normalisation)?.code.id
      ].compactMap { $0 }
    }
    let points = Normalisation.fixed(lower: 0, upper: 100)
    let shares = [0.9, .nan, 1]
    #expect(try codes(shares, points) == ["A740"])
    #expect(try codes(shares, .none) == ["A740"])
    #expect(try codes(shares, .goalposts(lower: 0, upper: 100)) == ["A740"])
    #expect(try codes(shares, .fixed(lower: 0, upper: 1)) == [])
    #expect(try codes(shares, .minMax()) == [])
    #expect(try codes([0.9, 90], points) == [])
    // Days beyond a limit are few and whole.
    #expect(try codes([0, 0, 1], points) == [])
    #expect(try codes(shares, points, formula: "event_per(a;b)") == [])
    #expect(try codes([.nan], points) == [])
  }

  @Test func rowsOfNoCaseAreNamed() throws {
    let cases = evaluationTable("cases", ["id"], [["A"], ["B"]])
    let table = evaluationTable(
      "ratings", ["id"],
      [["A"], ["X1"], ["X2"], ["X1"], ["X3"], ["X4"], ["X5"], ["X6"], [""]])
    let strays = StrayCases(
      try table.column("id"), known: try cases.column("id"))
    #expect(strays.rows.count == 8 && strays.ids.count == 6)
    let warning = strays.warning(in: table, key: "id", subject: "ratings")
    #expect(warning?.code.id == "A209" && warning?.severity == .warning)
    #expect(warning?.place?.columnName == "id")
    let note = "no case is called 'X1', 'X2', 'X3', 'X4', 'X5' and 1 more"
    #expect(warning?.notes.first == note)
    let none = StrayCases(try cases.column("id"), known: try cases.column("id"))
    #expect(none.warning(in: cases, key: "id", subject: "ratings") == nil)
  }

  @Test func aScoreThatIsTextIsShown() throws {
    let table = evaluationTable("scores", ["score"], [["80"], ["good"]])
    let cell = UnreadCell(try table.column("score"), of: table) {
      Double($0) == nil
    }
    #expect(cell?.text == "good")
    #expect(cell?.note(file: "s.csv").contains("'good'") == true)
  }

  /// Raw values are scores as they are, whatever the direction.
  @Test(arguments: [Normalisation.none, .minMax()])
  func aDirectionWithoutEffectIsToldOf(_ normalisation: Normalisation) throws {
    let tree = try IndicatorTree(
      [
        Indicator(id: "total"),
        Indicator(
          id: "days", parent: "total", isBenefit: false, source: .external,
          formula: try LeafFormula("column(days)"),
          normalisation: normalisation),
      ], log: DiagnosticLog())
    let outcome = try EvaluationAnalysis(
      tree: tree,
      inputs: EvaluationInputs(
        cases: evaluationTable(
          "cases", ["case", "days"], [["a", "10"], ["b", "90"]]),
        caseKey: "case"),
      options: EvaluationOptions(uncertainty: nil)
    ).run()
    let told = outcome.diagnostics.filter {
      $0.code == .indicatorSetting && $0.message.contains("direction -1")
    }
    #expect(told.count == (normalisation == .none ? 1 : 0))
  }
}
