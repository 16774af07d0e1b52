import Diagnostics
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Weights within whole evaluations.
@Suite struct WeightingAnalysisTests {
  private func global(_ result: EvaluationResult) -> [Double] {
    result.indicators.filter(\.isLeaf).map(\.globalWeight)
  }

  // MARK: - Weights

  @Test func measuredWeightsAreEstimatesAndATable() throws {
    let wanted = try EvaluationReference("mcdm")["weights_methods"]
    let cases: [(EvaluationOptions.Weighting, [Double])] = [
      (.entropy(), wanted["entropy_minmax"]["w"].numbers),
      (.measured(.critic), wanted["critic"]["w"].numbers),
      (.measured(.standardDeviation), wanted["std_minmax"].numbers),
      (.measured(.coefficientOfVariation), wanted["cv_raw"].numbers),
      (.measured(.principalComponents()), wanted["pca"]["w_spssau"].numbers),
    ]
    for (method, expected) in cases {
      try #require(expected.count == 6)
      for isDeep in [false, true] {
        let (outcome, result) = try WeightingExample.run(method, isDeep: isDeep)
        #expect(isClose(global(result), expected))
        let weights = outcome.estimates.filter { $0.statistic == "weight" }
        #expect(isClose(weights.map { $0.value ?? .nan }, expected))
        #expect(
          weights.map { $0.group.first?.value }
            == WeightingExample.ids.map { $0 })
        #expect(weights.allSatisfy { $0.group.first?.variable == "indicator" })
        let table = try #require(result.tables.first { $0.name == "weights" })
        let shown = WeightingExample.ids.map {
          table[$0, "weight"]?.value ?? .nan
        }
        #expect(isClose(shown, expected))
        if isDeep {
          let sum = expected[0] + expected[1] + expected[2]
          #expect(
            isClose(table["A", "local"]?.value ?? .nan, sum))
        }
        #expect(
          outcome.conventions.contains {
            $0.name == "weights" && $0.value == method.name
          })
      }
    }
    let (plain, result) = try WeightingExample.run()
    #expect(!plain.estimates.contains { $0.statistic == "weight" })
    #expect(!result.tables.contains { $0.name == "weights" })
  }

  @Test func statedWeights() throws {
    let values = EvaluationReference.weights
    let (outcome, result) = try WeightingExample.run(
      .stated(.given(values: values)))
    #expect(isClose(global(result), values))
    #expect(outcome.diagnostics.isEmpty)
    // All leaves of a deeper tree: shares of the whole.
    let (_, deep) = try WeightingExample.run(
      .stated(.given(values: values.map { 100 * $0 })), isDeep: true)
    #expect(isClose(global(deep), values))
    // Siblings of every node: shares of the node.
    let names = ["A", "B", "days", "meet", "quality", "done", "dep", "pub"]
    let (_, named) = try WeightingExample.run(
      .stated(
        .given(names: names, values: [1, 3, 1, 1, 2, 2, 1, 1])), isDeep: true)
    #expect(
      isClose(
        global(named), [0.0625, 0.0625, 0.125, 0.375, 0.1875, 0.1875]))
    let order = ["done", "quality", "dep", "days", "meet", "pub"]
    let (_, ranked) = try WeightingExample.run(.stated(.rankSum(order: order)))
    #expect(
      isClose(
        global(ranked),
        [
          0.14285714285714285, 0.09523809523809523, 0.23809523809523808,
          0.2857142857142857, 0.19047619047619047, 0.047619047619047616,
        ]))
    let (_, centroid) = try WeightingExample.run(.stated(.rankOrderCentroid()))
    #expect(isClose(global(centroid), DirectWeights.rankOrderCentroid(6)))
  }

  @Test func refusesStatedWeights() throws {
    func message(_ method: StatedWeighting, isDeep: Bool = false) -> String {
      do {
        _ = try WeightingExample.run(.stated(method), isDeep: isDeep)
        return ""
      } catch let error as Diagnostic {
        return "\(error.code.id) \(error.message)"
      } catch {
        return "\(error)"
      }
    }
    #expect(
      message(.given(values: [1])) == "A250 1 weights for 6 indicators")
    #expect(
      message(.given(values: [1, 1, 1, 1, 1, -1])).hasPrefix(
        "A250 the weights are not all numbers from 0 on"))
    #expect(
      message(.given(values: [0, 0, 0, 0, 0, 0])).hasPrefix("A250"))
    #expect(
      message(.rankSum(order: ["days", "dayz"]))
        == "A250 'dayz' is not an indicator")
    #expect(
      message(.rankSum(order: ["days", "days"]))
        == "A250 indicator 'days' is named twice")
    #expect(
      message(.rankSum(order: ["days", "meet"])).hasPrefix(
        "A250 indicator 'quality' below 'G' has no weight"))
    #expect(
      message(
        .given(names: ["A", "B"], values: [1, 1]), isDeep: true
      ).hasPrefix("A250 indicator 'days' below 'A' has no weight"))
    let (outcome, _) = try WeightingExample.run(
      .stated(.given(values: [1, 1, 1, 1, 1, 1])))
    #expect(outcome.diagnostics.map(\.code.id) == ["A250"])
  }

  /// A list of indicators has no name for its root: comparisons without a
  /// parent, or with an empty one, stand below it.
  @Test func comparisonsNeedNoParent() throws {
    let pairs = [["days", "meet", "3"], ["meet", "quality", "2"]]
    let rest = ["done", "dep", "pub"].map { ["quality", $0, "1"] }
    let rows = pairs + rest
    let named = evaluationTable(
      "judges", ["parent", "first", "second", "value"],
      rows.map { ["G"] + $0 })
    let blank = evaluationTable(
      "judges", ["parent", "first", "second", "value"],
      rows.map { [""] + $0 })
    let without = evaluationTable(
      "judges", ["first", "second", "value"], rows)
    let found = try [named, blank, without].map { table in
      try WeightingExample.run(.hierarchy(), judges: table).result.cases.map(
        \.score)
    }
    #expect(found[0] == found[1] && found[0] == found[2])
  }

  @Test func pointsOfJudges() throws {
    let wide = evaluationTable(
      "judges", ["judge"] + WeightingExample.ids,
      [
        ["J1", "10", "10", "20", "30", "20", "10"],
        ["J2", "20", "10", "20", "20", "20", "20"],
      ])
    let (outcome, result) = try WeightingExample.run(
      .judged(.budget), judges: wide)
    let second = [20.0, 10, 20, 20, 20, 20].map { $0 / 110 }
    let expected = zip([0.1, 0.1, 0.2, 0.3, 0.2, 0.1], second).map {
      ($0 + $1) / 2
    }
    #expect(isClose(global(result), expected))
    #expect(result.weightings.first?.judges == 2)
    #expect(outcome.diagnostics.map(\.code.id) == ["A250"])
    let long = evaluationTable(
      "judges", ["judge", "indicator", "points"],
      [
        ["J1", "A", "40"], ["J1", "B", "60"], ["J2", "A", "50"],
        ["J2", "B", "50"],
      ]
    )
    let (partial, nodes) = try WeightingExample.run(
      .judged(.budget), isDeep: true, judges: long)
    let local = Dictionary(
      uniqueKeysWithValues: nodes.indicators.map { ($0.id, $0.localWeight) })
    #expect(isClose(local["A"] ?? 0, 0.45))
    #expect(isClose(local["days"] ?? 0, 0.3333333333333333))
    // Nobody gave points below A and B.
    #expect(partial.diagnostics.count == 2)
    let (_, chart) = try WeightingExample.run(
      .judged(.precedence()), judges: wide)
    #expect(isClose(global(chart).reduce(0, +), 1))
    #expect(global(chart)[3] > global(chart)[1])
    #expect(throws: Diagnostic.self) {
      _ = try WeightingExample.run(.judged(.budget))
    }
  }

  @Test func precedenceChartsInPairs() throws {
    let pairs = evaluationTable(
      "judges", ["judge", "parent", "first", "second", "value"],
      [
        ["J1", "A", "days", "meet", "1"],
        ["J1", "A", "days", "quality", "0.5"],
        ["J1", "A", "meet", "quality", "1"], ["J1", "B", "done", "dep", "1"],
        ["J1", "B", "done", "pub", "1"], ["J1", "B", "dep", "pub", "1"],
      ])
    let (outcome, result) = try WeightingExample.run(
      .judged(.precedence()), isDeep: true, judges: pairs)
    let local = Dictionary(
      uniqueKeysWithValues: result.indicators.map { ($0.id, $0.localWeight) })
    #expect(isClose(local["days"] ?? 0, 0.4444444444444444))
    #expect(isClose(local["done"] ?? 0, 0.5555555555555556))
    #expect(isClose(local["A"] ?? 0, 0.4))
    #expect(outcome.diagnostics.map(\.code.id) == ["A250"])
  }

  @Test func showsHowConsistentJudgesAre() throws {
    let rows: [[String]] = [
      ["J1", "A", "days", "meet", "4"], ["J1", "A", "days", "quality", "6"],
      ["J1", "A", "meet", "quality", "4"], ["J2", "A", "days", "meet", "2"],
      ["J2", "A", "days", "quality", "4"], ["J2", "A", "meet", "quality", "2"],
      ["J1", "G", "A", "B", "1"], ["J1", "B", "done", "dep", "1"],
      ["J1", "B", "done", "pub", "1"],
    ]
    let judges = evaluationTable(
      "judges", ["judge", "parent", "first", "second", "value"], rows)
    let options = HierarchyOptions(
      randomIndex: .simulated, voices: ["J1": 2, "J9": 1])
    let (outcome, result) = try WeightingExample.run(
      .hierarchy(options), isDeep: true, judges: judges)
    let table = try #require(result.tables.first { $0.name == "judgements" })
    let ratio = try #require(table["A/J1", "cr"]?.value)
    #expect(isClose(ratio, 0.10267877197434852, relative: 1e-9))
    #expect(table["A", "gci-limit"]?.value == 0.31)
    #expect(table["A/J1", "worst"]?.text != nil)
    #expect(table["B", "missing"]?.value == 1)
    #expect(isClose(table["A/J2", "cr"]?.value ?? 1, 0))
    let messages = outcome.diagnostics.map(\.message)
    #expect(messages.contains { $0.contains("'J9'") })
    let notes = outcome.diagnostics.flatMap(\.notes)
    #expect(notes.contains { $0.hasPrefix("judge 'J1': 0.103") })
  }

  @Test func combinesSetsWithinATree() throws {
    let wanted = try EvaluationReference("mcdm")["weights_methods"]
    let product = CombinedWeighting(
      [.direct, .entropy()], rule: .multiplicative)
    let (outcome, result) = try WeightingExample.run(.combined(product))
    #expect(isClose(global(result), wanted["multiplicative"].numbers))
    let table = try #require(result.tables.first { $0.name == "weights" })
    let first = WeightingExample.ids.map {
      table[$0, "set-1"]?.value ?? .nan
    }
    #expect(isClose(first, EvaluationReference.weights))
    #expect(outcome.conventions.contains { $0.name == "set-2-entropy" })
    let game = CombinedWeighting(
      [.direct, .entropy(), .measured(.critic)], rule: .game)
    let (refused, found) = try WeightingExample.run(.combined(game))
    #expect(refused.diagnostics.map(\.code.id) == ["A252"])
    #expect(refused.diagnostics.first?.notes.count == 3)
    let shares = try #require(
      found.tables.first { $0.name == "weight-sets" })
    #expect(
      isClose(
        shares["set-2", "raw"]?.value ?? 0, -0.5024988895586603))
    // Each set can have judges of its own.
    let points = evaluationTable(
      "points", ["judge"] + WeightingExample.ids,
      [["J", "1", "1", "1", "1", "1", "1"]])
    let (_, own) = try WeightingExample.run(
      .combined(CombinedWeighting([.direct, .judged(.budget)])),
      judgesOfSets: [1: points])
    let mean = EvaluationReference.weights.map { ($0 + 1.0 / 6) / 2 }
    #expect(isClose(global(own), mean))
  }

  // MARK: - Draws

  @Test func recomputesWeightsFromOtherValues() throws {
    let tree = try WeightingExample.tree(isDeep: true)
    let columns = try EvaluationReference.columns()
    var raw = [[Double]](repeating: [], count: tree.indicators.count)
    for (leaf, column) in zip(tree.leaves, columns) { raw[leaf] = column }
    let combined = CombinedWeighting(
      [.direct, .measured(.critic)], rule: .relativeEntropy)
    for method: EvaluationOptions.Weighting in [
      .entropy(), .measured(.critic), .measured(.principalComponents()),
      .combined(combined),
    ] {
      let weights = try EvaluationWeights(
        tree: tree, method: method, judges: nil, raw: raw)
      #expect(weights.dependOnData && method.dependsOnData)
      let same = try #require(weights.recomputed(from: raw))
      #expect(isClose(same, weights.local))
      var other = raw
      other[tree.leaves[0]] = columns[0].map { $0 * $0 }
      let drawn = try #require(weights.recomputed(from: other))
      let direct = try EvaluationWeights(
        tree: tree, method: method, judges: nil, raw: other)
      #expect(!isClose(drawn, weights.local))
      #expect(isClose(drawn, direct.local))
    }
    // Values that give no weights: the caller keeps those of the data.
    let raws = try EvaluationWeights(
      tree: tree, method: .entropy(.raw), judges: nil, raw: raw)
    var zero = raw
    zero[tree.leaves[0]][0] = 0
    #expect(raws.recomputed(from: zero) == nil)
    let fixed = try EvaluationWeights(
      tree: tree, method: .direct, judges: nil, raw: raw)
    #expect(!fixed.dependOnData && fixed.recomputed(from: raw) == nil)
  }
}
