import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// What other packages get wrong, and the edges of every method.
@Suite struct RankingEdgeTests {
  // MARK: - Defects of peers

  /// The geometric mean of COINr is missing when any value is.
  @Test func meansLeaveOutMissingValues() {
    for mean in [
      Aggregate.arithmetic, .geometric, .harmonic, .power(0.5), .minimum,
    ] {
      let part = mean([.nan, 40, 60], weights: [0.5, 0.25, 0.25])
      let whole = mean([40, 60], weights: [0.5, 0.5])
      #expect(part != nil && isClose(part ?? .nan, whole ?? .nan))
    }
    #expect(
      Aggregate.sumCapped([.nan, 40, 60], weights: [0.5, 0.25, 0.25]) == 25)
  }

  /// COINr fills the lower triangle of the outranking matrix with 1 less the
  /// upper one, so that a case that lost wins where values are missing.
  @Test func aLostComparisonIsNotWonForMissingValues() {
    // On the only indicator that both have, the second is better.
    let matrix = CaseMatrix(
      [[1, 2], [9, .nan], [.nan, 1]], isBenefit: [true, true, true],
      weights: [0.2, 0.4, 0.4])
    #expect(Copeland(matrix).scores == [-1, 1])
    #expect(isClose(Borda(matrix).scores, [0, 1]))
    let flows = Promethee(matrix, options: .init(function: .usual))
    #expect(isClose(flows.net, [-1, 1]))
    let first = Electre1(matrix)
    #expect(isClose(first.concordance[1], 0))
    #expect(isClose(first.concordance[2], 1))
  }

  /// 0.1 + 0.2 against 0.3 is a tie, whatever the last bit says.
  @Test func errorsOfArithmeticDecideNoMajority() {
    let matrix = CaseMatrix(
      [[2, 1], [2, 1], [1, 2], [1, 1]],
      isBenefit: [true, true, true, true], weights: [0.1, 0.2, 0.3, 0.4])
    #expect(0.1 + 0.2 != 0.3)
    #expect(Copeland(matrix).scores == [0, 0])
  }

  /// Values that differ by an error of arithmetic only are tied.
  @Test func errorsOfArithmeticSplitNoTie() {
    let column = [0.1 + 0.2, 0.3, 1]
    #expect(risingRanks(column) == [1.5, 1.5, 3])
    let matrix = CaseMatrix([column], isBenefit: [true], weights: [1])
    #expect(Borda(matrix).scores == [0.5, 0.5, 2])
    let flows = Promethee(matrix, options: .init(function: .usual))
    #expect(isClose(flows.net, [-0.5, -0.5, 1]))
  }

  /// pyDecision divides grey grades by the number of cases.
  @Test func theIdealCaseHasAGradeOfOne() {
    let matrix = CaseMatrix(
      [[1, 2, 3], [1, 2, 3]], isBenefit: [true, true], weights: [1, 1])
    #expect(isClose(GreyRelation(matrix).grades[2], 1))
  }

  // MARK: - Edges

  private static let degenerate: [CaseMatrix] = [
    CaseMatrix([], isBenefit: [], weights: []),
    CaseMatrix([[]], isBenefit: [true], weights: [1]),
    CaseMatrix([[5]], isBenefit: [true], weights: [1]),
    CaseMatrix([[5, 5, 5]], isBenefit: [false], weights: [1]),
    CaseMatrix([[.nan, .nan]], isBenefit: [true], weights: [1]),
    CaseMatrix(
      [[1, .nan], [.nan, 2]], isBenefit: [true, true], weights: [1, 1]),
    CaseMatrix(
      [[1, 2], [3, 4]], isBenefit: [true, false], weights: [0, 0]),
    CaseMatrix(
      [[0, 0], [0, 0]], isBenefit: [true, false], weights: [1, 0]),
  ]

  @Test(arguments: degenerate) func nothingFails(matrix: CaseMatrix) {
    let count = matrix.caseCount
    for normalisation in ColumnNormalisation.allCases {
      let found = TOPSIS(matrix, normalisation: normalisation)
      #expect(found.closeness.count == count)
    }
    #expect(VIKOR(matrix).compromise.count == count)
    _ = VIKOR(matrix).verdict
    #expect(GreyRelation(matrix).grades.count == count)
    #expect(MazziottaPareto(matrix).values.count == count)
    let ratios = RankSumRatio(matrix)
    for bands in 3...6 {
      #expect(ratios.bands(bands).count == count)
      _ = ratios.homogeneity(bands: bands)
    }
    for function in Promethee.Function.allCases {
      let flows = Promethee(matrix, options: .init(function: function))
      #expect(flows.net.count == count)
    }
    #expect(Electre1(matrix).balances.count == count)
    _ = Electre1(matrix).kernel
    #expect(Electre3(matrix).scores.count == count)
    #expect(Copeland(matrix).scores.count == count)
    #expect(Borda(matrix).scores.count == count)
    _ = MethodComparison([Borda(matrix).scores, Copeland(matrix).scores])
  }

  @Test func equalCasesAreTied() {
    let matrix = CaseMatrix(
      [[4, 4, 4], [7, 7, 7]], isBenefit: [true, false], weights: [1, 1])
    #expect(VIKOR(matrix).compromise == [0, 0, 0])
    #expect(VIKOR(matrix).verdict?.cases == [0, 1, 2])
    #expect(GreyRelation(matrix).grades == [1, 1, 1])
    #expect(MazziottaPareto(matrix).values == [100, 100, 100])
    #expect(Promethee(matrix).net == [0, 0, 0])
    #expect(Copeland(matrix).scores == [0, 0, 0])
    #expect(Electre1(matrix).kernel == [0, 1, 2])
    let third = Electre3(matrix)
    #expect(third.descending == [1, 1, 1] && third.ascending == [1, 1, 1])
    let ratios = RankSumRatio(matrix)
    #expect(ratios.line == nil && ratios.bands(3) == [nil, nil, nil])
  }

  @Test func compromisesFollowTheConditions() {
    // One case is far ahead on everything.
    let clear = VIKOR(
      CaseMatrix(
        [[10, 2, 1], [10, 1, 2]], isBenefit: [true, true], weights: [1, 1]))
    #expect(clear.verdict?.cases == [0])
    #expect(clear.verdict?.hasAdvantage == true)
    #expect(clear.verdict?.isStable == true)
    let single = VIKOR(CaseMatrix([[3]], isBenefit: [true], weights: [1]))
    #expect(single.verdict?.cases == [0])
  }

  /// a beats b, b beats c and c beats a: all of a circle or none.
  @Test func aCircleStandsOrFallsTogether() {
    var outranks = [Bool](repeating: false, count: 25)
    for (row, other) in [(0, 1), (1, 2), (2, 0), (2, 3), (4, 3)] {
      outranks[row * 5 + other] = true
    }
    let circles = OutrankingCircles(count: 5, outranks: outranks)
    #expect(circles.circle[0] == circles.circle[1])
    #expect(circles.circle[1] == circles.circle[2])
    #expect(Set(circles.circle).count == 3)
    let positions = circles.circle
    for (row, other) in [(2, 3), (4, 3)] {
      #expect(positions[row] < positions[other])
    }
  }

  @Test func fuzzyNodesHandOnTheirMemberships() throws {
    let wanted = try EvaluationReference("rankings")["fuzzy-tree"]
    let leaves: [[Double]] = [
      [0.2, 0.5, 0.3, 0], [0.1, 0.3, 0.5, 0.1], [0, 0.4, 0.5, 0.1],
      [0.5, 0.3, 0.2, 0],
    ]
    let columns: [[[Double]]] = leaves.map { $0.map { [$0] } }
    for composition in FuzzyOperator.allCases {
      let first = FuzzyEvaluation(
        Array(columns[..<2]), weights: [0.4, 0.6], operator: composition)
      let second = FuzzyEvaluation(
        Array(columns[2...]), weights: [0.7, 0.3], operator: composition)
      let root = FuzzyEvaluation(
        [first.memberships, second.memberships], weights: [0.45, 0.55],
        operator: composition)
      let expected = wanted[composition.rawValue]
      #expect(
        isClose(root.memberships.map { $0[0] }, expected["B"].numbers))
      #expect(
        isClose(
          root.scores([100, 80, 60, 40])[0], expected["score"].number ?? .nan))
    }
  }

  @Test func fuzzyEdges() {
    let none = FuzzyEvaluation([[[.nan], [.nan]]], weights: [1])
    #expect(none.grade(of: 0) == nil && none.effectiveness(of: 0) == nil)
    let whole = FuzzyEvaluation([[[1], [0]]], weights: [1])
    #expect(whole.grade(of: 0) == 0 && whole.effectiveness(of: 0) == nil)
    // A missing indicator gives its weight to the other.
    let part = FuzzyEvaluation(
      [[[0.4], [0.6]], [[.nan], [.nan]]], weights: [0.5, 0.5],
      operator: .minMax)
    #expect(isClose(part.composed.map { $0[0] }, [0.4, 0.6]))
    // Equal memberships: the better grade.
    let even = FuzzyEvaluation([[[0.5], [0.5]]], weights: [1])
    #expect(even.grade(of: 0) == 0)
  }
}
