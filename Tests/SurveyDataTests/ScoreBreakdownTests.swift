import SurveyData
import Testing

/// Parts of a score add up to it, whatever is missing and capped.
@Suite struct ScoreBreakdownTests {
  private func indicator(
    _ id: String, _ parent: String?, _ weight: Double, _ aggregate: String?
  ) -> IndicatorResult {
    IndicatorResult(
      id: id, parent: parent, level: 0, name: LocalizedText(id),
      isLeaf: aggregate == nil, isBenefit: true, localWeight: weight,
      globalWeight: weight, normalisation: "none", aggregate: aggregate)
  }

  private func breakdown(
    _ indicators: [IndicatorResult], _ scores: [Double?]
  ) -> ScoreBreakdown {
    let item = CaseResult(
      id: "C1", score: scores[0], coverage: 1,
      values: zip(indicators, scores).map {
        CaseResult.IndicatorValue(indicator: $0.id, raw: nil, score: $1)
      })
    let evaluation = EvaluationResult(
      indicators: indicators, cases: [item], bands: [], raters: [],
      weightings: [], uncertainty: nil)
    return ScoreBreakdown(item, in: evaluation)
  }

  private func expect(_ found: [Double], _ wanted: [Double]) {
    #expect(found.count == wanted.count)
    for (number, other) in zip(found, wanted) {
      #expect(abs(number - other) < 1e-12)
    }
  }

  @Test func weightsOfMissingIndicatorsAreSharedOut() {
    let found = breakdown(
      [
        indicator("G", nil, 1, "arithmetic"), indicator("A", "G", 0.5, nil),
        indicator("B", "G", 0.3, nil), indicator("C", "G", 0.2, nil),
      ], [65, 80, 40, nil])
    #expect(found.parts.map(\.indicator) == [1, 2])
    expect(found.parts.map(\.weight), [0.625, 0.375])
    expect(found.parts.map(\.contribution), [50, 15])
    expect([found.sum], [65])
    #expect(found.reachesLeaves)
  }

  @Test func whatACapTakesAwayIsAPart() {
    let found = breakdown(
      [
        indicator("G", nil, 1, "arithmetic"),
        indicator("S", "G", 0.5, "sum_capped"),
        indicator("A", "S", 1, nil), indicator("B", "S", 0.5, nil),
        indicator("C", "G", 0.5, nil),
      ], [80, 100, 90, 40, 60])
    #expect(found.parts.map(\.isCut) == [false, false, true, false])
    expect(found.parts.map(\.contribution), [45, 10, -5, 30])
    expect([found.sum], [80])
  }

  @Test func otherMeansStandAsAWhole() {
    let found = breakdown(
      [
        indicator("G", nil, 1, "arithmetic"),
        indicator("M", "G", 0.5, "geometric"),
        indicator("A", "M", 0.5, nil), indicator("B", "M", 0.5, nil),
        indicator("C", "G", 0.5, nil),
      ], [55, 60, 90, 40, 50])
    #expect(found.parts.map(\.indicator) == [1, 4])
    #expect(found.sum == 55)
    #expect(!found.reachesLeaves)
    #expect(found.nodes.map(\.indicator) == [0, 1])
    #expect(found.nodes[1].children.map(\.score) == [90, 40])
  }

  @Test func withoutAScoreThereIsNothing() {
    let found = breakdown(
      [indicator("G", nil, 1, "arithmetic"), indicator("A", "G", 1, nil)],
      [nil, nil])
    #expect(found.parts.isEmpty)
    #expect(found.nodes.isEmpty)
  }
}
