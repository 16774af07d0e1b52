import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Weights of the open example, relative tolerance 1e-9 unless stated.
@Suite struct WeightMethodsTests {
  private let isBenefit = EvaluationReference.isBenefit

  private func expected() throws -> EvaluationReference {
    try EvaluationReference("mcdm")["weights_methods"]
  }

  private func other() throws -> EvaluationReference {
    try EvaluationReference("../evaluation-weights/weights")
  }

  private func measure(
    _ method: MeasuredWeighting, _ columns: [[Double]]? = nil,
    isBenefit: [Bool]? = nil
  ) throws -> MeasuredWeights {
    try method(
      columns ?? EvaluationReference.columns(),
      isBenefit: isBenefit ?? self.isBenefit)
  }

  private func holes() throws -> [[Double]] {
    EvaluationReference.transposed(try other()["holes"]["X"].matrix)
  }

  // MARK: - Contrast and conflict

  @Test func weighsByContrastAndConflict() throws {
    let wanted = try expected()["critic"]
    let found = try measure(.critic)
    #expect(isClose(found.weights, wanted["w"].numbers))
    let facts = Dictionary(
      uniqueKeysWithValues: found.facts.map { ($0.kind, $0.values) })
    #expect(isClose(facts[.deviation] ?? [], wanted["sd"].numbers))
    #expect(isClose(facts[.information] ?? [], wanted["C"].numbers))
  }

  /// pymcdm 1.4.0 correlates the columns as they are.
  @Test func contrastAndConflictKnowTheDirection() throws {
    let undirected = try expected()["critic_pymcdm_undirected"].numbers
    let blind = try measure(
      .critic, isBenefit: [Bool](repeating: true, count: 6))
    #expect(isClose(blind.weights, undirected))
    let found = try measure(.critic)
    #expect(abs(found.weights[0] - undirected[0]) > 0.2)
  }

  @Test func weighsColumnsWithMissingValues() throws {
    let wanted = try other()["holes"]
    let critic = try measure(.critic, holes()).weights
    #expect(isClose(critic, wanted["critic"].numbers))
    let deviation = try measure(.standardDeviation, holes()).weights
    #expect(isClose(deviation, wanted["sd"].numbers))
  }

  @Test func weighsByDeviation() throws {
    let wanted = try expected()
    let deviation = try measure(.standardDeviation)
    #expect(isClose(deviation.weights, wanted["std_minmax"].numbers))
    let variation = try measure(.coefficientOfVariation)
    #expect(isClose(variation.weights, wanted["cv_raw"].numbers))
  }

  @Test func scaledEntropyAsInR() throws {
    let wanted = try EvaluationReference("entropy_mathmodels")
    let found = try measure(.entropy(.scaled))
    // R printed 15 digits.
    #expect(isClose(found.weights, wanted["entropy_eps0.002"].numbers))
  }

  // MARK: - Principal components

  @Test func weighsByComponents() throws {
    let wanted = try expected()["pca"]
    let found = try measure(.principalComponents())
    #expect(isClose(found.weights, wanted["w_spssau"].numbers))
    let facts = try #require(found.components)
    #expect(isClose(facts.eigenvalues, wanted["eigenvalues"].numbers))
    #expect(facts.kept == 1 && facts.base == 8)
    let two = try measure(
      .principalComponents(PrincipalComponentOptions(components: 2)))
    let coefficients = try other()["pca_coefficients_2"].numbers
    #expect(isClose(two.weights, coefficients))
  }

  @Test func weighsByRotatedComponents() throws {
    let wanted = try EvaluationReference("pca_R")
    var options = PrincipalComponentOptions(variant: .rotated, components: 2)
    options.rotation = .rDefault
    let stopped = try measure(.principalComponents(options))
    #expect(isClose(stopped.weights, wanted["w_oecd_varimax"].numbers))
    #expect(stopped.components?.kept == 2 && wanted["k"].number == 2)
    let correlations = try #require(stopped.components?.correlations)
    let entries = (0..<6).flatMap { correlations.row($0) }
    #expect(isClose(entries, wanted["R"].matrix.flatMap { $0 }))
    let values = try #require(stopped.components?.eigenvalues)
    #expect(isClose(values, wanted["eigenvalues"].numbers))
    let loadings = try #require(stopped.components?.loadings)
    for (row, wanted) in zip(loadings, wanted["rotated_loadings"].matrix) {
      #expect(isClose(row.map(abs), wanted, relative: 1e-9))
    }
    options.rotation = .exact
    let exact = try measure(.principalComponents(options))
    // The other program looks for the angle where the criterion is flat.
    let rotated = try other()["pca_rotated_2"].numbers
    #expect(isClose(exact.weights, rotated, relative: 1e-7))
  }

  @Test func weighsBySquaredLoadings() throws {
    let wanted = try expected()["pca"]
    let options = PrincipalComponentOptions(variant: .unrotated)
    let found = try measure(.principalComponents(options))
    #expect(isClose(found.weights, wanted["w_oecd_unrotated"].numbers))
    let loadings = found.components?.loadings.map { abs($0[0]) } ?? []
    #expect(isClose(loadings, wanted["loadings"].matrix.map { $0[0] }))
    // A single component cannot be turned.
    let turned = try measure(
      .principalComponents(PrincipalComponentOptions(variant: .rotated)))
    #expect(isClose(turned.weights, found.weights))
  }

  @Test func adequacyOfComponents() throws {
    let wanted = try EvaluationReference("pca_R")
    let facts = try #require(try measure(.principalComponents()).components)
    let table = ComponentTable(
      facts: facts, method: .principalComponents()
    ).table
    func value(_ row: String) -> Double {
      table[row, "value"]?.value ?? .nan
    }
    #expect(isClose(value("kmo"), wanted["kmo"].value))
    let bartlett = wanted["bartlett"]
    #expect(isClose(value("bartlett"), bartlett["chisq"].value))
    #expect(value("bartlett-df") == 15)
    #expect(isClose(value("bartlett-p"), bartlett["p.value"].value))
    #expect(isClose(value("alpha"), wanted["alpha"].value))
  }

  @Test func refusesMixedSigns() throws {
    let blind = [Bool](repeating: true, count: 6)
    #expect(
      throws: MeasuredWeights.Failure.mixedSigns(
        positive: [1, 2, 3, 4, 5], negative: [0])
    ) {
      _ = try measure(.principalComponents(), isBenefit: blind)
    }
    let warned = try measure(
      .principalComponents(PrincipalComponentOptions(mixedSigns: .warn)),
      isBenefit: blind)
    #expect(warned.components?.mixed == [0])
    let sizes = try expected()["pca"]["w_spssau"].numbers
    #expect(isClose(warned.weights, sizes))
  }

  // MARK: - Edges

  private static let all: [MeasuredWeighting] = [
    .entropy(), .critic, .standardDeviation, .coefficientOfVariation,
    .principalComponents(),
    .principalComponents(PrincipalComponentOptions(variant: .rotated)),
    .principalComponents(PrincipalComponentOptions(variant: .unrotated)),
  ]

  /// pyDecision adds an epsilon and COINr gives not-a-number here.
  @Test(arguments: all)
  func constantColumnsHaveNoWeight(_ method: MeasuredWeighting) throws {
    let columns: [[Double]] = [
      [1, 2, 4, 3], [7, 7, 7, 7], [2, 3, 3, 5], [.nan, .nan, .nan, .nan],
    ]
    let benefits = [true, true, true, false]
    let found = try method(columns, isBenefit: benefits)
    #expect(found.constantColumns == [1, 3])
    #expect(found.weights[1] == 0 && found.weights[3] == 0)
    #expect(isClose(found.weights.reduce(0, +), 1))
    #expect(!found.isUndefined)
    let flat = try method([[1, 1, 1], [2, 2, 2]], isBenefit: [true, false])
    #expect(flat.isUndefined && flat.weights == [0.5, 0.5])
    let none = try method([[], []], isBenefit: [true, true])
    #expect(none.isUndefined)
    let one = try method([[3], [4]], isBenefit: [true, true])
    #expect(one.isUndefined)
  }

  @Test func indicatorsThatSayTheSameShareEqually() throws {
    // All conflicts are zero.
    let found = try measure(
      .critic, [[1, 2, 4], [2, 4, 8], [-1, -2, -4]],
      isBenefit: [true, true, false])
    #expect(found.isUndefined)
    #expect(
      isClose(
        found.weights,
        [0.3333333333333333, 0.3333333333333333, 0.3333333333333333]))
  }

  @Test func refusesWhatIsNotDefined() throws {
    #expect(throws: MeasuredWeights.Failure.zeroMean(column: 1)) {
      _ = try measure(
        .coefficientOfVariation, [[1, 2, 3], [-1, 0, 1]],
        isBenefit: [true, true])
    }
    #expect(throws: MeasuredWeights.Failure.tooFewCases) {
      _ = try measure(
        .principalComponents(), [[1, 2, .nan], [3, 5, 6]],
        isBenefit: [true, true])
    }
    #expect(throws: MeasuredWeights.Failure.notPositive(column: 0)) {
      _ = try measure(.entropy(.raw), [[0, 1]], isBenefit: [true])
    }
  }

  // MARK: - Sets of weights

  private func sets() throws -> [[Double]] {
    [
      EvaluationReference.weights, try measure(.entropy()).weights,
      try measure(.critic).weights,
    ]
  }

  @Test func combinesSets() throws {
    let wanted = try expected()
    let pair = Array(try sets().prefix(2))
    let cases: [(CombinedWeighting.Rule, String)] = [
      (.linear, "linear_0.5"), (.multiplicative, "multiplicative"),
      (.relativeEntropy, "relative_entropy"),
    ]
    for (rule, name) in cases {
      let found = try #require(CombinedWeights(pair, rule: rule))
      #expect(isClose(found.weights, wanted[name].numbers), "\(rule)")
    }
    let shares = try #require(
      CombinedWeights(pair, rule: .relativeEntropy, shares: [7, 3]))
    let reference = try other()["relative_entropy_70_30"]
    #expect(isClose(shares.weights, reference["w"].numbers))
    #expect(
      isClose(shares.weights, reference["bfgs"].numbers, relative: 1e-6))
    #expect(CombinedWeights(pair, rule: .linear, shares: [1]) == nil)
    #expect(CombinedWeights(pair, rule: .linear, shares: [-1, 2]) == nil)
    #expect(CombinedWeights([], rule: .linear) == nil)
    let apart = try #require(
      CombinedWeights([[1, 0], [0, 1]], rule: .multiplicative))
    #expect(apart.isUndefined && apart.weights == [0.5, 0.5])
  }

  /// The common recipe takes the sizes of shares, which turns a vote around.
  @Test func refusesNegativeShares() throws {
    let wanted = try expected()["game"]
    let sets = try sets()
    let game = GameWeights(sets)
    #expect(isClose(game.raw, wanted["alpha"].numbers))
    #expect(game.isReplaced && game.shares.allSatisfy { $0 >= 0 })
    let found = try #require(CombinedWeights(sets, rule: .game))
    let refused = try other()["game_refused"]
    #expect(isClose(found.weights, refused["mean"].numbers))
    #expect(
      isClose(found.weights, refused["slsqp"].numbers, relative: 1e-6))
    // What the recipe would have given.
    let sizes = game.raw.map(abs)
    let recipe = try #require(
      CombinedWeights(sets, rule: .linear, shares: sizes))
    #expect(isClose(recipe.weights, wanted["w"].numbers))
    #expect(!isClose(found.weights, recipe.weights, relative: 1e-3))
    let two = try #require(
      CombinedWeights([sets[0], sets[2]], rule: .game))
    let pair = try other()["game_two"]
    #expect(isClose(two.game?.raw ?? [], pair["raw"].numbers))
    #expect(isClose(two.weights, pair["w"].numbers))
    #expect(two.game?.isReplaced == false)
    // Equations without a solution.
    let same = GameWeights([[0.5, 0.5], [0.5, 0.5]])
    #expect(same.isReplaced && same.shares == [0.5, 0.5] && same.raw.isEmpty)
  }

  // MARK: - Judges

  @Test func averagesPointsOfJudges() throws {
    let found = try #require(
      BudgetWeights([[50, 30, 20], [20, 20, 10], [0, 0, 0]]))
    #expect(isClose(found.weights, [0.45, 0.35, 0.2]))
    #expect(found.judges == 2)
    #expect(isClose(found.lowest, [0.4, 0.3, 0.2]))
    #expect(isClose(found.highest, [0.5, 0.4, 0.2]))
    #expect(BudgetWeights([[0, 0]]) == nil && BudgetWeights([]) == nil)
    #expect(BudgetWeights([[1, -1]]) == nil)
  }

  @Test func sumsPrecedenceCharts() throws {
    let chart: [[Double]] = [[.nan, 1, 0.5], [0, .nan, 1], [0.5, 0, .nan]]
    let found = try #require(PrecedenceWeights([chart]))
    #expect(isClose(found.totals, [2, 1.5, 1]))
    #expect(
      isClose(
        found.weights,
        [0.4444444444444444, 0.3333333333333333, 0.2222222222222222]))
    let bare = try #require(PrecedenceWeights([chart], diagonal: .none))
    #expect(
      isClose(bare.weights, [0.5, 0.3333333333333333, 0.16666666666666666]))
    let points = PrecedenceWeights.chart(ofPoints: [3, 1, 3])
    let two = try #require(PrecedenceWeights([chart, points]))
    #expect(isClose(two.totals, [2, 1, 1.5]))
    #expect(PrecedenceWeights([]) == nil)
  }

  @Test func verdictsDependOnTheRandomIndex() throws {
    let matrix = JudgementMatrix(upper: [[4, 6], [4]])
    let wanted = try other()["ahp_3x3"]
    let saaty = try #require(HierarchyWeights(matrix))
    let simulated = try #require(
      HierarchyWeights(matrix, randomIndex: .simulated))
    #expect(
      isClose(
        saaty.consistencyRatio, wanted["CR_saaty"].value))
    #expect(
      isClose(
        simulated.consistencyRatio,
        wanted["CR_simulated"].value))
    #expect(saaty.consistencyRatio < 0.1 && simulated.consistencyRatio > 0.1)
    #expect(RandomIndex.saaty(12) == 1.48)
    #expect(RandomIndex.chineseTextbook(12) == 1.54)
    #expect(RandomIndex.simulated(40) == RandomIndex.simulated(10))
    let limits = (2...6).map { count in
      HierarchyWeights(
        JudgementMatrix(count: count), weights: DirectWeights.equal(count),
        randomIndex: .saaty
      ).geometricConsistencyLimit
    }
    #expect(limits == [nil, 0.31, 0.35, 0.37, 0.37])
  }

  @Test func voicesOfJudges() throws {
    let matrices = try EvaluationReference("ahp")["individual"].list.map {
      judge in
      let rows = judge["A"].matrix
      return JudgementMatrix(
        upper: (0..<3).map { row in
          rows[row].dropFirst(row + 1).map { Optional($0) }
        })
    }
    let joint = JudgementMatrix.group(matrices, voices: [2, 1, 1])
    let found = try #require(HierarchyWeights(joint))
    let wanted = try other()["ahp_voices"].numbers
    #expect(isClose(found.weights, wanted))
    // The arithmetic mean of the judgements would not be reciprocal.
    for row in 0..<4 {
      for column in 0..<4 {
        let product = joint.rows[row][column] * joint.rows[column][row]
        #expect(isClose(product, 1))
      }
    }
  }

  @Test func saysWhatIncompleteComparisonsImply() throws {
    let matrix = JudgementMatrix(upper: [
      [3, nil, 0.5], [0.5, 0.25], [1.0 / 3],
    ])
    let found = try #require(HierarchyWeights(matrix))
    let implied = try EvaluationReference("extras")["ahp_harker"]
    #expect(
      isClose(
        found.implied(0, 2), implied["implied_a13"].value))
  }
}
