import Diagnostics
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// The loop over draws: stored weights, threads, designs of ratings.
@Suite struct EvaluationDrawsTests {
  /// Ranks over stored weights are those of the reference, exactly.
  @Test(arguments: ["dirichlet", "noise25"])
  func storedWeights(name: String) throws {
    let expected = try EvaluationReference("mcdm")["rank_uncertainty"][name]
    var analysis = try ExampleEvaluation.analysis(
      options: EvaluationOptions(
        uncertainty: UncertaintyOptions(draws: 5), level: 0.9))
    analysis.inputs.weightDraws = try EvaluationReference.csv("draws_\(name)")
    let (prepared, weights, _) = try ExampleEvaluation.parts(analysis)
    let draws = EvaluationDraws(
      analysis, prepared, weights: weights, uncertainty: UncertaintyOptions()
    ).run().draws
    #expect(draws.count == 1000)
    for row in 0..<8 {
      let shares = expected["acceptability"].matrix[row]
      #expect(draws.rankShares(of: row) == shares)
      let above = expected["pairwise"].matrix[row]
      for other in 0..<8 where other != row {
        #expect(draws.shareAbove(row, other) == above[other])
      }
      #expect(draws.meanRank(of: row) == expected["mean_rank"].numbers[row])
      for (share, key) in [(0.05, "q05"), (0.5, "q50"), (0.95, "q95")] {
        let wanted = expected["\(key)_type7"].numbers[row]
        #expect(draws.rankQuantile(of: row, share) == wanted)
      }
    }
    let result = try ExampleEvaluation.result(analysis)
    #expect(result.uncertainty?.draws == 1000)
    let matrix = try #require(result.tables.first { $0.name == "pairwise" })
    let seven = name == "dirichlet" ? 0.921 : 1
    #expect(matrix["S03", "S07"]?.value == seven)
    let ranks = try #require(
      result.tables.first { $0.name == "rank-acceptability" })
    #expect(ranks.figure != nil && ranks.rows.map(\.name).first == "S03")
    let sentence = try #require(result.findings.first?.english)
    // S03 is above S07 in 92.1 % and S07 above S01 in 91.8 %.
    #expect(sentence.contains("S03–S07") == false)
    #expect(sentence.contains("S08–S04") == (name == "dirichlet"))
  }

  @Test func threadsChangeNothing() throws {
    let analysis = EvaluationAnalysis(
      tree: try EvaluationAnalysisTests.tree(),
      inputs: EvaluationAnalysisTests.inputs(),
      options: EvaluationOptions(uncertainty: UncertaintyOptions(draws: 203)))
    let (prepared, weights, _) = try ExampleEvaluation.parts(analysis)
    let draws = EvaluationDraws(
      analysis, prepared, weights: weights,
      uncertainty: UncertaintyOptions(draws: 203))
    let alone = draws.run(threads: 1)
    let together = draws.run(threads: 5)
    #expect(alone.draws.count == 203 && together.draws.count == 203)
    #expect(alone.repeats == together.repeats)
    let first = alone.draws.summaries(level: 0.95, threads: 1)
    let second = together.draws.summaries(level: 0.95, threads: 3)
    for row in 0..<3 {
      #expect(first[row].scoreInterval == second[row].scoreInterval)
      #expect(
        alone.draws.rankShares(of: row) == together.draws.rankShares(of: row))
      #expect(
        alone.draws.bandShares(of: row) == together.draws.bandShares(of: row))
      #expect(
        first[row].rankInterval
          == alone.draws.rankInterval(of: row, level: 0.95))
    }
  }

  /// The walk without missing values gives the numbers of the chain, bit by
  /// bit, for every aggregate.
  @Test(arguments: [
    Aggregate.arithmetic, .geometric, .harmonic, .power(0.5), .minimum,
    .sumCapped,
  ])
  func additiveWalkIsTheChain(aggregate: Aggregate) throws {
    let list = [
      Indicator(id: "G", aggregate: aggregate),
      Indicator(id: "A", parent: "G", weight: 0.3),
      Indicator(id: "B", parent: "G", weight: 0.7, aggregate: aggregate),
      Indicator(id: "B1", parent: "B", weight: 0.45, source: .external),
      Indicator(id: "B2", parent: "B", weight: 0.55, source: .external),
    ]
    let tree = try IndicatorTree(list, log: DiagnosticLog())
    let chain = EvaluationChain(
      tree: tree, options: EvaluationOptions(), caseCount: 3)
    var scores: [[Double]] = [
      [], [81.3, 64.2, 12.9], [], [92.5, 33.1, 70.7], [10.1, 88.8, 54.3],
    ]
    let weights = [1, 0.31, 0.69, 0.41, 0.59]
    let expected = chain.evaluate(
      raw: scores, leafScores: scores, weights: weights)
    let walk = try #require(AdditiveWalk(chain))
    #expect(walk.isComplete(scores))
    walk.fill(&scores, weights: weights)
    #expect(scores == expected.scores)
    scores[1][0] = .nan
    #expect(!walk.isComplete(scores))
  }

  /// Draws of weights by TOPSIS give the numbers of the chain, bit by bit.
  @Test(arguments: ColumnNormalisation.allCases)
  func walkByTOPSISIsTheChain(normalisation: ColumnNormalisation) throws {
    let list = [
      Indicator(id: "G"),
      Indicator(id: "A", parent: "G", weight: 0.3),
      Indicator(id: "B", parent: "G", weight: 0.7),
      Indicator(id: "B1", parent: "B", weight: 0.45, source: .external),
      Indicator(id: "B2", parent: "B", weight: 0.55, source: .external),
    ]
    let tree = try IndicatorTree(list, log: DiagnosticLog())
    var options = EvaluationOptions()
    options.score = .topsis(normalisation)
    let chain = EvaluationChain(tree: tree, options: options, caseCount: 4)
    let raw: [[Double]] = [
      [], [81.3, 64.2, 12.9, 3], [], [92.5, 33.1, 70.7, 8], [7, 7, 7, 7],
    ]
    let scores = raw.indices.map { leaf in
      raw[leaf].isEmpty ? [] : chain.leafScores(leaf, raw[leaf]).scores
    }
    var walk = try #require(TOPSISWalk(chain, raw: raw, scores: scores))
    var totals: [Double] = []
    for weights in [[1, 0.31, 0.69, 0.41, 0.59], [1, 0, 1, 0.2, 0.8]] {
      let expected = chain.evaluate(
        raw: raw, leafScores: scores, weights: weights)
      walk.fill(&totals, weights: weights)
      #expect(totals == expected.totals)
      let additive = try #require(AdditiveWalk(chain))
      var nodes = scores
      additive.fill(&nodes, weights: weights, from: 1)
      #expect(nodes[2] == expected.scores[2])
      #expect(additive.ratesAll(nodes, weights: weights))
      #expect(!additive.ratesAll(nodes, weights: [1, 0, 0, 1, 1]))
    }
    var holed = raw
    holed[1][2] = .nan
    #expect(TOPSISWalk(chain, raw: holed, scores: holed) == nil)
  }

  /// Shares of all pairs are those of each pair, without a score too.
  @Test func pairsAreComparedAsOneByOne() {
    var draws = RankDraws(caseCount: 4)
    draws.add([3, 2, 1, .nan])
    draws.add([1, 2, .nan, .nan])
    draws.add([2, 2, 5, .nan])
    let order = [2, 0, 3, 1]
    let all = draws.sharesAbove(order)
    for (first, row) in order.enumerated() {
      for (second, other) in order.enumerated() where row != other {
        #expect(all[4 * first + second] == draws.shareAbove(row, other))
      }
    }
  }

  @Test func manyCasesHaveTheRanksOfFew() {
    // Beyond the limit of the insertion sort, with ties and without a score.
    let scores = (0..<500).map { row in
      row % 50 == 7 ? Double.nan : Double((row * 37) % 113)
    }
    for ties in RankSharing.allCases {
      for count in [500, 100] {
        let part = Array(scores.prefix(count))
        var ranks: [Float] = []
        var ranker = DrawRanker(caseCount: count, ties: ties)
        ranker.append(part, to: &ranks)
        let expected = ties.ranks(of: part).map { Float($0 ?? 0) }
        #expect(ranks == expected, "\(ties) \(count)")
      }
    }
  }

  /// Means of ranks, intervals and shares of draws are of the ranks that are
  /// published.
  @Test func drawsShareRanksAsThePublishedOnesDo() {
    func draws(_ ties: RankSharing) -> RankDraws {
      var draws = RankDraws(caseCount: 4, ties: ties)
      for _ in 0..<4 { draws.add([9, 7, 7, 1]) }
      return draws
    }
    #expect(draws(.minimum).meanRank(of: 1) == 2)
    let mean = draws(.average)
    #expect(mean.meanRank(of: 1) == 2.5)
    #expect(mean.rankShares(of: 1) == [0, 0.5, 0.5, 0])
    let interval = mean.rankInterval(of: 1, level: 0.9)
    #expect(interval?.lower == 2 && interval?.upper == 3)
    #expect(draws(.dense).meanRank(of: 3) == 3)
  }

  // MARK: - Ratings of a survey

  /// The number of clusters of each stratum.
  private static let clusters = [2, 3, 7, 9]

  /// Ratings of two cases by clusters in strata; the level of a cluster moves
  /// both.
  private func ratings() -> (table: Table, cases: [Int], values: [Double]) {
    var rows: [[String]] = []
    var cases: [Int] = []
    var values: [Double] = []
    for (stratum, count) in Self.clusters.enumerated() {
      for cluster in 0..<count {
        for rating in 0..<6 {
          let level = Double((stratum * 9 + cluster * 17) % 23)
          let value = 40 + 2 * level + Double((rating * 7 + cluster) % 5)
          rows.append(
            [
              rating % 2 == 0 ? "A" : "B", "h\(stratum)", "c\(cluster)",
              "\(9 - 2 * stratum)", "\(value)",
            ])
          cases.append(rating % 2)
          values.append(value)
        }
      }
    }
    let table = evaluationTable(
      "ratings", ["case", "stratum", "cluster", "w", "value"], rows)
    return (table, cases, values)
  }

  /// The variance of a case's mean over draws is that of the linearised
  /// ratio with clusters in strata, as `survey` has it.
  @Test(arguments: [false, true])
  func ratingsAreDrawnAsTheyWereSampled(replicates: Bool) throws {
    let (table, cases, values) = ratings()
    var specification = DesignSpecification(
      strata: ["stratum"], clusters: ["cluster"], weights: "w")
    if replicates {
      specification.replicates = ReplicateSpecification(.made(.jkn))
    }
    let design = try SurveyDesign(specification, table: table)
    let plan = try #require(
      RatingDesign(design, rows: Array(0..<table.rowCount)))
    let weights = design.weights
    let leaf = LeafValues(raw: [0, 0], variation: .ratings(values))
    var draws = RatingDraws(
      [leaf], cases: cases, weights: weights, caseCount: 2, design: plan,
      seed: 4)
    var raw: [[Double]] = [[0, 0]]
    var sum = 0.0
    var squares = 0.0
    let count = 4000
    for draw in 0..<count {
      draws.draw(draw, into: &raw)
      sum += raw[0][0]
      squares += raw[0][0] * raw[0][0]
    }
    let mean = sum / Double(count)
    let variance = squares / Double(count) - mean * mean
    let expected = linearised(cases, values, weights)
    #expect(abs(mean - expected.mean) < 0.3)
    #expect(abs(variance / expected.variance - 1) < 0.1)
  }

  private func linearised(
    _ cases: [Int], _ values: [Double], _ weights: [Double]
  ) -> (mean: Double, variance: Double) {
    var total = 0.0
    var sum = 0.0
    for row in values.indices where cases[row] == 0 {
      total += weights[row]
      sum += weights[row] * values[row]
    }
    let mean = sum / total
    var variance = 0.0
    let size = 6
    var before = 0
    for count in Self.clusters {
      defer { before += count }
      let sums = (0..<count).map { cluster -> Double in
        let start = (before + cluster) * size
        return (start..<start + size).reduce(0) { result, row in
          cases[row] == 0
            ? result + weights[row] * (values[row] - mean) / total : result
        }
      }
      let middle = sums.reduce(0, +) / Double(sums.count)
      let squares = sums.reduce(0) { $0 + ($1 - middle) * ($1 - middle) }
      variance += Double(sums.count) / Double(sums.count - 1) * squares
    }
    return (mean, variance)
  }

  /// A case of one cluster has its ratings drawn within the case, with the
  /// same numbers as without a design.
  @Test func aCaseOfOneClusterIsDrawnWithin() throws {
    let rows = (0..<12).map { row in
      [row < 6 ? "A" : "B", row < 6 ? "u1" : "u2", "\(row * row % 7)"]
    }
    let table = evaluationTable("ratings", ["case", "unit", "value"], rows)
    let design = try SurveyDesign(
      DesignSpecification(clusters: ["unit"]), table: table)
    let plan = RatingDesign(design, rows: Array(0..<12))
    let leaf = LeafValues(
      raw: [0, 0], variation: .ratings((0..<12).map { Double($0 * $0 % 7) }))
    let cases = (0..<12).map { $0 < 6 ? 0 : 1 }
    let weights = [Double](repeating: 1, count: 12)
    var drawn: [[[Double]]] = []
    for design in [nil, plan] {
      var draws = RatingDraws(
        [leaf], cases: cases, weights: weights, caseCount: 2, design: design,
        seed: 9)
      var raw: [[Double]] = [[0, 0]]
      drawn.append(
        (0..<20).map { draw in
          draws.draw(draw, into: &raw)
          return raw[0]
        })
    }
    #expect(drawn[0] == drawn[1])
    #expect(Set(drawn[0].map { $0[0] }).count > 3)
  }

  // MARK: - Weights

  @Test func weightsOfTheDataAreComputedAnew() throws {
    var options = EvaluationOptions(
      weighting: .entropy(),
      uncertainty: UncertaintyOptions(draws: 60, weights: .fixed))
    func widths() throws -> [Double] {
      let analysis = EvaluationAnalysis(
        tree: try EvaluationAnalysisTests.tree(),
        inputs: EvaluationAnalysisTests.inputs(), options: options)
      return try ExampleEvaluation.result(analysis).cases.map {
        ($0.scoreInterval?.upper ?? 0) - ($0.scoreInterval?.lower ?? 0)
      }
    }
    let anew = try widths()
    options.uncertainty?.reweighs = false
    let kept = try widths()
    #expect(anew != kept)
  }

  @Test func weightFilesAreRead() throws {
    let tree = try ExampleEvaluation.analysis().tree
    let names = (1...6).map { "column_\($0)" }
    func read(_ rows: [[String]]) throws -> [[Double]] {
      let texts = rows.first?.indices.map { column in
        Column(
          names[column],
          .texts(DictionaryText(rows.map { Optional($0[column]) })))
      }
      let table = Table(
        name: "w", columns: texts ?? [], source: DataSource(file: "w.csv"),
        sourceLines: SourceLines(rows.indices.map { Int32($0 + 1) }))
      return try WeightDrawsTable(table, tree: tree).weights
    }
    let ids = Array(ExampleEvaluation.indicators.reversed())
    let numbers = ["1", "0", "0", "0", "0", "3"]
    #expect(try read([numbers]) == [[0.25, 0, 0, 0, 0, 0.75]])
    #expect(try read([ids, numbers]) == [[0.75, 0, 0, 0, 0, 0.25]])
    let wrong: [([[String]], String)] = [
      ([["1", "2"]], "'w.csv' has 2 columns of weights for 6 indicators"),
      ([["1", "1", "1", "1", "1", "x"], numbers], "no column of 'w.csv'"),
      ([numbers, ["1", "1", "1", "-1", "1", "1"]], "'-1' is not a weight"),
      ([["0", "0", "0", "0", "0", "0"]], "all weights of a draw are zero"),
      ([ids], "'w.csv' holds no weights"),
    ]
    for (rows, message) in wrong {
      do {
        _ = try read(rows)
        Issue.record("no diagnostic for \(rows)")
      } catch let fault as Diagnostic {
        #expect(fault.code == .weightDraws)
        #expect(fault.message.hasPrefix(message))
      }
    }
  }
}
