import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// The worked numbers of the open example, relative tolerance 1e-9.
@Suite struct EvaluationMethodsTests {
  private func column(_ index: Int) throws -> [Double] {
    try EvaluationReference.columns()[index]
  }

  private func scores(
    _ method: Normalisation, _ raw: [[Double]]
  ) -> [[Double]] {
    raw.indices.map { index in
      method.scores(raw[index], isBenefit: EvaluationReference.isBenefit[index])
        .scores
    }
  }

  // MARK: - Normalisation

  @Test func normalisesTheExample() throws {
    let expected = try EvaluationReference("mcdm")["normalise"]
    let raw = try EvaluationReference.columns()
    let wantedMinMax = EvaluationReference.transposed(expected["minmax"].matrix)
    let wantedRanks = EvaluationReference.transposed(expected["prank"].matrix)
    let wantedVector = EvaluationReference.transposed(expected["vector"].matrix)
    let wantedZ = EvaluationReference.transposed(
      expected["zscore_ddof1"].matrix)
    #expect(wantedMinMax.count == 6)
    let minMax = scores(.minMax(), raw)
    let ranks = scores(.percentileRank, raw)
    let zScores = scores(.zScore(scale: 10, clips: false), raw)
    for index in raw.indices {
      #expect(isClose(minMax[index].map { $0 / 100 }, wantedMinMax[index]))
      #expect(isClose(ranks[index].map { $0 / 100 }, wantedRanks[index]))
      #expect(isClose(vectorScores(raw[index]), wantedVector[index]))
      #expect(isClose(zScores[index].map { ($0 - 50) / 10 }, wantedZ[index]))
    }
  }

  @Test func normalisesOneColumnByPublishedLimits() throws {
    let expected = try EvaluationReference("mcdm")["normalise"]
    let raw = try column(2)
    let cases: [(Normalisation, String, Double)] = [
      (.goalposts(lower: 40, upper: 100), "goalposts_0_100", 1),
      (.efficacy(unsatisfactory: 60, satisfactory: 95), "efficacy_60_40", 1),
      (.centre(best: 80), "centre_best80", 100),
      (.interval(lower: 75, upper: 90), "interval_75_90", 100),
    ]
    for (method, name, scale) in cases {
      let wanted = expected[name]["y"].numbers.map { $0 * scale }
      #expect(wanted.count == 8)
      #expect(isClose(method.scores(raw, isBenefit: true).scores, wanted))
    }
  }

  @Test func edgesOfNormalisation() {
    let constant = Normalisation.minMax().scores([3, 3, .nan], isBenefit: true)
    #expect(constant.isConstant)
    #expect(isClose(constant.scores, [50, 50, .nan]))
    let fixed = Normalisation.fixed(lower: 0, upper: 10)
    #expect(
      isClose(
        fixed.scores([-1, 5, 11, .nan], isBenefit: false).scores,
        [100, 50, 0, .nan]))
    let open = Normalisation.fixed(lower: 0, upper: 10, clips: false)
    #expect(isClose(open.scores([11], isBenefit: true).scores, [110]))
    let none = Normalisation.minMax().scores([.nan, .nan], isBenefit: true)
    #expect(isClose(none.scores, [.nan, .nan]))
    #expect(standardScores([2, 2]) == nil)
    #expect(
      Normalisation.percentileRank.scores([4], isBenefit: true).scores == [50])
  }

  @Test func deductsPointsAsPublished() throws {
    let cases = try EvaluationReference("extras")["deduct"].list
    #expect(cases.count == 9)
    for entry in cases {
      let points = deductedPoints(
        entry["p"].number ?? .nan, full: entry["full"].number ?? .nan,
        target: entry["target"].number ?? .nan,
        perPoint: entry["per_point"].number ?? .nan,
        floor: entry["floor"].number ?? .nan)
      #expect(isClose(points, entry["score"].number ?? .nan))
    }
    let scores = Normalisation.deduct(
      full: 25, target: 98, perPoint: 0.5, floor: 12.5
    ).scores([75, .nan], isBenefit: true).scores
    #expect(isClose(scores, [54, .nan]))
  }

  // MARK: - Weights

  @Test func ordersOfImportance() throws {
    let expected = try EvaluationReference("extras")
    #expect(isClose(DirectWeights.rankSum(5), expected["ranksum5"].numbers))
    #expect(
      isClose(DirectWeights.rankOrderCentroid(5), expected["roc5"].numbers))
    #expect(DirectWeights.normalised([0, 0]) == nil)
    #expect(DirectWeights.normalised([1, -1]) == nil)
    #expect(DirectWeights.normalised([1, 3]) == [0.25, 0.75])
  }

  private func judges() throws -> [JudgementMatrix] {
    try EvaluationReference("ahp")["individual"].list.map { judge in
      let rows = judge["A"].matrix
      var matrix = JudgementMatrix(count: 4)
      for row in 0..<4 {
        for column in (row + 1)..<max(row + 1, 4) {
          matrix.set(row, column, rows[row][column])
        }
      }
      return matrix
    }
  }

  @Test func weighsByComparisons() throws {
    let expected = try EvaluationReference("ahp")["individual"].list
    let matrices = try judges()
    #expect(matrices.count == 3)
    for (matrix, wanted) in zip(matrices, expected) {
      let found = try #require(HierarchyWeights(matrix))
      #expect(isClose(found.weights, wanted["w_eig"].numbers))
      let eigenvalue = try #require(wanted["lambda_max"].number)
      let ratio = try #require(wanted["CR_saaty"].number)
      #expect(isClose(found.largestEigenvalue, eigenvalue))
      // λ - n cancels four digits of λ.
      #expect(isClose(found.consistencyRatio, ratio, relative: 1e-9))
      let other = try #require(
        HierarchyWeights(matrix, randomIndex: .tummalaLing))
      let otherRatio = try #require(
        wanted["CR_tummala_ling(pymcdm)"].number)
      #expect(isClose(other.consistencyRatio, otherRatio, relative: 1e-9))
      let geometric = try #require(
        HierarchyWeights(matrix, judgement: .geometricMean))
      #expect(isClose(geometric.weights, wanted["w_geom"].numbers))
      let index = try #require(wanted["GCI"].number)
      #expect(isClose(geometric.geometricConsistencyIndex, index))
      // By definition that of the geometric means, whatever the weights are.
      #expect(isClose(found.geometricConsistencyIndex, index))
    }
  }

  @Test func weighsByAGroupOfJudges() throws {
    let expected = try EvaluationReference("ahp")
    let matrices = try judges()
    let group = JudgementMatrix.group(matrices)
    let together = try #require(HierarchyWeights(group))
    let wanted = expected["AIJ"]
    #expect(isClose(together.weights, wanted["w_eig"].numbers))
    let ratio = try #require(wanted["CR"].number)
    #expect(isClose(together.consistencyRatio, ratio, relative: 1e-9))
    let priorities = try matrices.map {
      try #require(HierarchyWeights($0)).weights
    }
    #expect(
      isClose(
        HierarchyWeights.mean(priorities, isGeometric: false),
        expected["AIP_arith"].numbers))
    #expect(
      isClose(
        HierarchyWeights.mean(priorities, isGeometric: true),
        expected["AIP_geom"].numbers))
  }

  @Test func incompleteAndContradictoryComparisons() throws {
    var matrix = JudgementMatrix(upper: [
      [3, nil, 0.5], [0.5, 0.25], [1.0 / 3],
    ])
    #expect(!matrix.isComplete && matrix.isConnected)
    let found = try #require(HierarchyWeights(matrix))
    let expected = try EvaluationReference("extras")["ahp_harker"]
    #expect(isClose(found.weights, expected["w"].numbers))
    #expect(
      HierarchyWeights(JudgementMatrix(upper: [[3, nil], [nil]])) == nil)

    // A 3×3 matrix that passes with one table of random indices.
    matrix = JudgementMatrix(upper: [[4, 6], [4]])
    let ratio = try #require(HierarchyWeights(matrix)).consistencyRatio
    #expect(abs(ratio - 0.0930) < 5e-5)

    matrix = JudgementMatrix(upper: [[2, 8], [2]])
    let pair = try #require(HierarchyWeights(matrix)?.worstPair)
    #expect((0...2).contains(pair.first) && pair.first < pair.second)
    let consistent = JudgementMatrix(upper: [[2, 4], [2]])
    #expect(try #require(HierarchyWeights(consistent)).worstPair == nil)
    let single = try #require(HierarchyWeights(JudgementMatrix(count: 1)))
    #expect(single.weights == [1] && single.consistencyRatio == 0)
  }

  @Test func weighsByEntropy() throws {
    let expected = try EvaluationReference("mcdm")["weights_methods"]
    let raw = try EvaluationReference.columns()
    let cases: [(EntropyVariant, String)] = [
      (.minMax, "entropy_minmax"), (.minMaxShift, "entropy_minmax_shift0.01"),
      (.raw, "entropy_raw"), (.reciprocal, "entropy_reciprocal"),
    ]
    for (variant, name) in cases {
      let found = try EntropyWeights(
        raw, isBenefit: EvaluationReference.isBenefit, variant: variant)
      #expect(isClose(found.weights, expected[name]["w"].numbers))
      #expect(isClose(found.entropies, expected[name]["e"].numbers))
    }
    let scaled = try EntropyWeights(
      raw, isBenefit: EvaluationReference.isBenefit, variant: .scaled)
    // Printed with ten digits.
    #expect(
      isClose(
        scaled.weights,
        [
          0.1484693169, 0.1441607311, 0.1769778676, 0.1571258913, 0.1638418583,
          0.2094243349,
        ], relative: 1e-9, floor: 1e-10))
  }

  @Test func edgesOfEntropy() throws {
    let constant = try EntropyWeights(
      [[1, 2, 3], [4, 4, 4], [.nan, .nan, .nan]],
      isBenefit: [true, true, true])
    #expect(constant.constantColumns == [1, 2])
    #expect(isClose(constant.weights, [1, 0, 0]))
    let equal = try EntropyWeights(
      [[1, 1], [2, 2]], isBenefit: [true, true])
    #expect(equal.isUndefined && equal.weights == [0.5, 0.5])
    #expect(throws: EntropyWeights.Failure.notPositive(column: 0)) {
      _ = try EntropyWeights([[0, 2]], isBenefit: [true], variant: .raw)
    }
  }

  // MARK: - Aggregation

  @Test func aggregatesTheExample() throws {
    let expected = try EvaluationReference("mcdm")["aggregate"]
    let raw = try EvaluationReference.columns()
    let scores = EvaluationReference.transposed(self.scores(.minMax(), raw))
    let shifted = expected["scaled_1_100"].matrix
    let weights = EvaluationReference.weights
    func rows(_ method: Aggregate, _ scores: [[Double]]) -> [Double] {
      scores.map { method($0, weights: weights) ?? .nan }
    }
    let wanted = expected["weighted_arithmetic_0_100"].numbers
    #expect(isClose(rows(.arithmetic, scores), wanted))
    let geometric = expected["geometric_1_100"].numbers
    #expect(isClose(rows(.geometric, shifted), geometric))
    let harmonic = expected["harmonic_1_100"].numbers
    #expect(isClose(rows(.harmonic, shifted), harmonic))
    let power = expected["power_p0.5_1_100"].numbers
    #expect(isClose(rows(.power(0.5), shifted), power))
  }

  @Test func edgesOfAggregation() {
    #expect(Aggregate.arithmetic([.nan, 40], weights: [0.5, 0.5]) == 40)
    #expect(Aggregate.arithmetic([.nan], weights: [1]) == nil)
    #expect(Aggregate.arithmetic([50], weights: [0]) == nil)
    #expect(Aggregate.geometric([0, 100], weights: [0.5, 0.5]) == 0)
    #expect(Aggregate.harmonic([0, 100], weights: [0.5, 0.5]) == 0)
    #expect(Aggregate.minimum([70, 30, .nan], weights: [1, 1, 1]) == 30)
    #expect(Aggregate.sumCapped([100, 50], weights: [1, 0.1]) == 100)
    #expect(Aggregate.sumCapped([80, 50], weights: [1, 0.1]) == 85)
    let root = Aggregate.power(2)([30, 40], weights: [0.5, 0.5]) ?? .nan
    #expect(isClose(root, 1250.squareRoot()))
  }

  @Test func closenessOfTheExample() throws {
    let expected = try EvaluationReference("mcdm")["aggregate"]
    let raw = try EvaluationReference.columns()
    let cases: [(TOPSISNormalisation, String)] = [
      (.vector, "topsis_vector"), (.minMax, "topsis_minmax"),
    ]
    for (method, name) in cases {
      let found = TOPSIS(
        raw, isBenefit: EvaluationReference.isBenefit,
        weights: EvaluationReference.weights, normalisation: method)
      let wanted = expected[name]
      #expect(isClose(found.toIdeal, wanted["Dp"].numbers))
      #expect(isClose(found.toWorst, wanted["Dm"].numbers))
      let closeness = zip(wanted["Dp"].numbers, wanted["Dm"].numbers).map {
        up, down in down / (up + down)
      }
      #expect(isClose(found.closeness, closeness))
    }
    let absolute = TOPSIS(
      [[100, 0, 50]], isBenefit: [true], weights: [1],
      normalisation: .goalposts)
    #expect(absolute.closeness == [1, 0, 0.5])
    let equal = TOPSIS([[3, 3]], isBenefit: [true], weights: [1])
    #expect(isClose(equal.closeness, [.nan, .nan]))
  }

  @Test func obstaclesOfTheExample() throws {
    let expected = try EvaluationReference("mcdm")["aggregate"]["obstacle"]
    let raw = try EvaluationReference.columns()
    let scores = EvaluationReference.transposed(self.scores(.minMax(), raw))
    for (row, wanted) in zip(scores, expected.matrix) {
      let found = obstacleDegrees(row, weights: EvaluationReference.weights)
      #expect(isClose(found, wanted))
    }
    #expect(obstacleDegrees([100, .nan], weights: [0.5, 0.5]) == [0, 0])
  }
}
