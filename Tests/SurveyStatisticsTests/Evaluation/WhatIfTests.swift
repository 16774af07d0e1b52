import Diagnostics
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// What would have to change for other ranks and bands.
@Suite struct WhatIfTests {
  /// All ties of neighbours in the open example.
  @Test func tiesOfTheReference() throws {
    let analysis = try ExampleEvaluation.analysis()
    let (prepared, weights, outcome) = try ExampleEvaluation.parts(analysis)
    let names = CaseNames(analysis, prepared, outcome)
    let found = WeightSwaps(
      tree: analysis.tree, weights: weights, outcome: outcome,
      order: names.order)
    let expected = try EvaluationReference("mcdm")["whatif_ties"].list
    #expect(found.swaps.count == expected.count && expected.count == 9)
    for (swap, wanted) in zip(found.swaps, expected) {
      #expect(swap.position == Int(wanted["indicator"].number ?? -1) + 1)
      #expect(names.ids[swap.better] == wanted["better"].text)
      #expect(names.ids[swap.worse] == wanted["worse"].text)
      #expect(isClose(swap.tie, wanted["weight_at_tie"].number ?? .nan))
      #expect(
        isClose(swap.tie - swap.weight, wanted["delta"].number ?? .nan))
    }
    let fulfilment = found.nearest(4)
    #expect(fulfilment.below == nil)
    #expect(isClose(fulfilment.above?.tie ?? .nan, 0.44453879692379045))
  }

  /// A tree of two levels with missing values: at the weights that were
  /// found, the chain itself gives the two cases the same score.
  @Test func tiesAreTiesOfTheChain() throws {
    let list = [
      Indicator(id: "G"), Indicator(id: "P", parent: "G", weight: 0.6),
      Indicator(id: "Q", parent: "G", weight: 0.4),
      Indicator(id: "p1", parent: "P", weight: 0.2, source: .external),
      Indicator(id: "p2", parent: "P", weight: 0.5, source: .external),
      Indicator(id: "p3", parent: "P", weight: 0.3, source: .external),
      Indicator(id: "q1", parent: "Q", weight: 0.7, source: .external),
      Indicator(id: "q2", parent: "Q", weight: 0.3, source: .external),
    ]
    let tree = try IndicatorTree(list, log: DiagnosticLog())
    let chain = EvaluationChain(
      tree: tree, options: EvaluationOptions(minimumCoverage: 0), caseCount: 5)
    var scores = [[Double]](repeating: [], count: 8)
    func set(_ id: String, _ values: [Double]) throws {
      scores[try #require(tree.position(of: id))] = values
    }
    try set("p1", [90, 40, .nan, 55, 70])
    try set("p2", [50, 70, 65, 60, .nan])
    try set("p3", [30, 80, 75, .nan, 62])
    try set("q1", [60, 50, 70, 45, 58])
    try set("q2", [20, 85, .nan, 66, 51])
    let weights = tree.indicators.map(\.weight)
    let outcome = chain.evaluate(
      raw: scores, leafScores: scores, weights: weights)
    let order = (0..<5).sorted { outcome.totals[$0] > outcome.totals[$1] }
    let found = WeightSwaps(
      tree: tree, weights: weights, outcome: outcome, order: order)
    #expect(found.varied.count == 7 && found.skipped.isEmpty)
    #expect(found.swaps.count > 5)
    for swap in found.swaps {
      var changed = weights
      let parent = try #require(tree.parents[swap.position])
      for child in tree.children[parent] {
        changed[child] *= (1 - swap.tie) / (1 - swap.weight)
      }
      changed[swap.position] = swap.tie
      let totals = chain.evaluate(
        raw: scores, leafScores: scores, weights: changed
      ).totals
      // At a weight of 0 or 1 a case may be left with nothing.
      if totals[swap.better].isNaN || totals[swap.worse].isNaN { continue }
      #expect(abs(totals[swap.better] - totals[swap.worse]) < 1e-9)
    }
    // Just inside the limits nobody has moved, just outside somebody has.
    for position in found.varied {
      for swap in [
        found.nearest(position).below, found.nearest(position).above,
      ] {
        guard let swap, swap.tie > 1e-6, swap.tie < 1 - 1e-6 else { continue }
        for (factor, isSame) in [(0.999, true), (1.001, false)] {
          var changed = weights
          let parent = try #require(tree.parents[position])
          let weight = swap.weight + factor * (swap.tie - swap.weight)
          for child in tree.children[parent] {
            changed[child] *= (1 - weight) / (1 - swap.weight)
          }
          changed[position] = weight
          let totals = chain.evaluate(
            raw: scores, leafScores: scores, weights: changed
          ).totals
          let now = (0..<5).sorted { totals[$0] > totals[$1] }
          #expect((now == order) == isSame)
        }
      }
    }
  }

  @Test func otherAggregatesAreLeftOut() throws {
    let tree = try EvaluationAnalysisTests.tree()
    let analysis = EvaluationAnalysis(
      tree: tree, inputs: EvaluationAnalysisTests.inputs(),
      options: EvaluationOptions(uncertainty: nil))
    let (prepared, weights, outcome) = try ExampleEvaluation.parts(analysis)
    let names = CaseNames(analysis, prepared, outcome)
    let found = WeightSwaps(
      tree: tree, weights: weights, outcome: outcome, order: names.order)
    let skipped = found.skipped.map { tree.indicators[$0].id }
    #expect(skipped == ["E1", "E2"])
  }

  /// Points to the next band, by hand: a score of 76.6 lacks 3.35 to be shown
  /// as 80.0, which a leaf with a quarter of the weight brings with 13.4.
  @Test func pointsToTheNextBand() throws {
    let list = [
      Indicator(id: "G"),
      Indicator(
        id: "A", parent: "G", weight: 0.25, source: .external,
        formula: try LeafFormula("column(a)"),
        gates: [try Gate("value<50=>cap:合格")]),
      Indicator(
        id: "B", parent: "G", weight: 0.75, source: .external,
        formula: try LeafFormula("column(b)")),
    ]
    let bands = [
      Band(label: "优秀", threshold: 90), Band(label: "良好", threshold: 80),
      Band(label: "合格", threshold: 60),
    ]
    let analysis = EvaluationAnalysis(
      tree: try IndicatorTree(list, bands: bands, log: DiagnosticLog()),
      inputs: EvaluationInputs(
        cases: evaluationTable(
          "cases", ["case", "a", "b"],
          [
            ["X", "80", "75.46666666666667"], ["Y", "40", "98"],
            ["Z", "100", "100"], ["W", "50", "50"],
          ]), caseKey: "case"),
      options: EvaluationOptions(uncertainty: nil))
    let result = try ExampleEvaluation.result(analysis)
    func next(_ id: String) -> CaseResult.NextBand? {
      result.cases.first { $0.id == id }?.nextBand
    }
    let x = try #require(next("X"))
    #expect(x.band == 1 && isClose(x.points, 3.35))
    #expect(x.steps.map(\.indicator) == ["B", "A"])
    #expect(isClose(x.steps[1].amount, 13.4))
    #expect(x.gates == [])
    // Y has 83.5 points and is kept at 合格 by a gate.
    let y = try #require(next("Y"))
    #expect(y.band == 1 && y.points == 0 && y.steps == [])
    #expect(y.gates == ["value<50=>cap:合格"])
    #expect(next("Z") == nil)
    // W is in no band; 60 is the next.
    let w = try #require(next("W"))
    #expect(w.band == 2 && isClose(w.points, 9.95))
  }

  /// A scorecard adds points, which bring what they are, up to the cap.
  @Test(arguments: [110.0, 88])
  func pointsOfScorecards(cap: Double) throws {
    func leaf(_ id: String, _ weight: Double) throws -> Indicator {
      Indicator(
        id: id, parent: "T", weight: weight, source: .external,
        formula: try LeafFormula("column(\(id))"))
    }
    let list = [
      Indicator(id: "T", aggregate: .sum(cap: cap)), try leaf("p", 0.25),
      try leaf("s", 0.25), try leaf("g", 0.5), try leaf("b", 0.1),
    ]
    var analysis = EvaluationAnalysis(
      tree: try IndicatorTree(
        list,
        bands: [
          Band(label: "优秀", threshold: 90), Band(label: "良好", threshold: 80),
        ], log: DiagnosticLog()),
      inputs: EvaluationInputs(
        cases: evaluationTable(
          "cases", ["case", "p", "s", "g", "b"],
          [["X", "88", "54", "100", "0"], ["Y", "100", "10", "20", "5"]]),
        caseKey: "case"),
      options: EvaluationOptions(uncertainty: nil))
    analysis.options.showsWhatIf = true
    let result = try ExampleEvaluation.result(analysis)
    let first = try #require(result.cases.first { $0.id == "X" })
    #expect(isClose(first.score ?? 0, 85.5))
    let next = try #require(first.nextBand)
    #expect(isClose(next.points, 4.45))
    // 17.8 more of s or 44.5 more of the bonus; p has 12 points of 100 left.
    let wanted = cap == 110 ? ["s", "b"] : []
    #expect(next.steps.map(\.indicator) == wanted)
    #expect(
      isClose(next.steps.map(\.amount), cap == 110 ? [17.8, 44.5] : []))
    let table = try #require(
      result.tables.first { $0.name == "without-indicator" })
    let notes = table.notes.map { $0[.english] }
    #expect(notes.count == 1 && notes[0].contains("In a sum"))
  }

  @Test func leavingOneOut() throws {
    var analysis = EvaluationAnalysis(
      tree: try EvaluationAnalysisTests.tree(),
      inputs: EvaluationAnalysisTests.inputs(),
      options: EvaluationOptions(uncertainty: nil))
    analysis.options.showsWhatIf = true
    let result = try ExampleEvaluation.result(analysis)
    let names = result.tables.map(\.name)
    #expect(names.contains("without-indicator"))
    #expect(names.contains("without-evaluator"))
    #expect(names.contains("next-band"))
    #expect(names.contains("indicator-tree"))
    let table = try #require(
      result.tables.first { $0.name == "without-indicator" })
    #expect(table.rows.map(\.name) == ["P1", "P2", "E1", "E2"])
    // Without E2 and with E1 alone below E, the tree of E1 only counts.
    var smaller = analysis
    smaller.options.showsWhatIf = false
    var indicators = analysis.tree.indicators
    indicators.removeAll { $0.id == "E2" }
    smaller.tree = try IndicatorTree(
      indicators, bands: analysis.tree.bands, log: DiagnosticLog())
    let (_, _, before) = try ExampleEvaluation.parts(analysis)
    let (_, _, after) = try ExampleEvaluation.parts(smaller)
    let change = RankChange(from: before.totals, to: after.totals)
    #expect(
      table["E2", "moved"]?.value == Double(change.moved))
  }

  @Test func changesOfRanks() {
    let change = RankChange(
      from: [90, 80, 70, 60, .nan], to: [70, 80, 90, 60, 50])
    #expect(change.compared == 4 && change.moved == 2)
    #expect(change.farthest?.row == 0 && change.farthest?.to == 3)
    #expect(change.first == [2])
    #expect(isClose(change.correlation ?? .nan, 0.2))
    let constant = RankChange(from: [1, 1], to: [1, 2])
    #expect(constant.correlation == nil && constant.moved == 1)
  }
}
