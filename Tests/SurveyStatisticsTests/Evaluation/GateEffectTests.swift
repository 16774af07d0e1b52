import Diagnostics
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Which of the gates that a case met changed its band.
@Suite struct GateEffectTests {
  /// A value near the limit is not rounded onto it.
  @Test func valuesInWordsMeetTheirRule() throws {
    let words = GateWords(
      cases: evaluationTable("cases", ["case"], []), bands: [])
    let gate = try Gate("value<60=>fail")
    func number(_ value: Double) -> String {
      words.hit(gate, of: LocalizedText("A"), value: value)[.english]
    }
    #expect(number(59.999).contains("= 59.999 (below 60)"))
    #expect(number(59.123).contains("= 59.12 (below 60)"))
  }

  /// A cap at or above the band of the score is met and changes nothing, and
  /// of two caps only the stricter one does.
  @Test func capsThatChangeNothingAreToldApart() throws {
    let list = [
      Indicator(id: "G"),
      Indicator(
        id: "A", parent: "G", source: .external,
        formula: try LeafFormula("column(a)"),
        gates: [
          try Gate("value<95=>cap:良好"), try Gate("a<93=>cap:合格"),
          try Gate("score<50=>fail"),
        ]),
    ]
    let bands = [
      Band(label: LocalizedText(zh: "优秀", en: "Excellent"), threshold: 90),
      Band(label: LocalizedText(zh: "良好", en: "Good"), threshold: 80),
      Band(label: LocalizedText(zh: "合格", en: "Fair"), threshold: 60),
      Band(label: LocalizedText(zh: "不合格", en: "Poor"), threshold: 0),
    ]
    let found = try ExampleEvaluation.result(
      EvaluationAnalysis(
        tree: try IndicatorTree(list, bands: bands, log: DiagnosticLog()),
        inputs: EvaluationInputs(
          cases: evaluationTable(
            "cases", ["case", "a"],
            [["W", "94"], ["X", "92"], ["Y", "70"], ["Z", "40"]]),
          caseKey: "case"),
        options: EvaluationOptions(uncertainty: nil)))
    let cases = found.cases.sorted { $0.id < $1.id }
    #expect(cases.map(\.band) == [1, 2, 2, 3])
    let decisive = cases.map { $0.gates.map(\.isDecisive) }
    let wanted: [[Bool]] = [
      [true], [false, true], [false, false], [false, false, false],
    ]
    #expect(decisive == wanted)
    let sentence = try #require(cases[0].gates[0].sentence)
    #expect(
      sentence[.english]
        == "A: the measured value = 94 (below 95); at most “Good”.")
    #expect(
      sentence[.chinese] == "A：原始值为94（小于95），等次最高为“良好”。")
    let rules = found.tables.first { $0.name == "rules" }
    let last = try #require(rules?.rows.last?.cells.last)
    #expect("\(last)".contains("the score below 50: the lowest band"))
  }
}
