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
    var matrix = JudgementMatrix(upper: [[3, nil, 0.5], [0.5, 0.25], [1.0 / 3]])
    #expect(!matrix.isComplete && matrix.isConnected)
    let found = try #require(HierarchyWeights(matrix))
    let expected = try EvaluationReference("extras")["ahp_harker"]
    #expect(isClose(found.weights, expected["w"].numbers))
    #expect(HierarchyWeights(JudgementMatrix(upper: [[3, nil], [nil]])) == nil)

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
    let equal = try EntropyWeights([[1, 1], [2, 2]], isBenefit: [true, true])
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

  // MARK: - Evaluators

  private func scores() throws -> RaterScores {
    let rows = try EvaluationReference.csv("raters")
    return RaterScores(
      rows.map { row in row.map { $0.isNaN ? nil : $0 } })
  }

  @Test func combinesEvaluators() throws {
    let expected = try EvaluationReference("raters")
    let all = try scores()
    let cases: [(RaterOptions.Combination, [Double])] = [
      (.mean, expected["mean"].numbers),
      (.trimmedMean, expected["olympic_k1"].numbers),
      (.severity, expected["additive"]["adjusted"].numbers),
    ]
    for (combination, wanted) in cases {
      var leaf = RaterLeaf(all, combination: combination, trim: 1, minimum: 3)
      var found = [Double](repeating: 0, count: 8)
      #expect(leaf.combine([Int32](repeating: 1, count: 7), into: &found))
      #expect(isClose(found, wanted))
    }
    let rows = try EvaluationReference.csv("raters")
    let spread = rows.map { row in
      shareTrimmedMean(row.filter { !$0.isNaN }, share: 0.2) ?? .nan
    }
    #expect(isClose(spread, expected["excel_trimmean_20pct"].numbers))
    #expect(olympicMean([1, 9]) == 5)
    #expect(olympicMean([1, 9, 9], minimum: 5) == 19.0 / 3)
    #expect(olympicMean([]) == nil)
  }

  @Test func estimatesSeverity() throws {
    let expected = try EvaluationReference("raters")["additive"]
    let rows = try EvaluationReference.csv("raters")
    let model = try #require(SeverityModel(try scores()))
    let mean = try #require(expected["mu"].number)
    #expect(isClose(model.mean, mean))
    #expect(isClose(model.caseEffects, expected["case_effect"].numbers))
    #expect(isClose(model.raterEffects, expected["rater_effect"].numbers))
    let variance = try #require(expected["sigma2"].number)
    #expect(isClose(model.errorVariance ?? .nan, variance))
    #expect(model.degreesOfFreedom == 35)

    // The other facet is eliminated when the matrix is turned on its side.
    let turned = EvaluationReference.transposed(rows)
    let swapped = try #require(
      SeverityModel(
        RaterScores(turned.map { row in row.map { $0.isNaN ? nil : $0 } })))
    #expect(isClose(swapped.raterEffects, expected["case_effect"].numbers))
    #expect(isClose(swapped.caseEffects, expected["rater_effect"].numbers))
  }

  /// An evaluator who counts twice is the same as one who is there twice.
  @Test func multiplicitiesRepeatEvaluators() throws {
    let rows = try EvaluationReference.csv("raters")
    let counts: [Int32] = [2, 0, 1, 3, 1, 0, 1]
    let repeated = rows.map { row in
      zip(row, counts).flatMap { score, count in
        [Double?](repeating: score.isNaN ? nil : score, count: Int(count))
      }
    }
    let methods: [RaterOptions.Combination] = [.mean, .trimmedMean, .severity]
    for method in methods {
      var once = RaterLeaf(try scores(), combination: method, trim: 1, minimum: 3)
      var weighted = [Double](repeating: 0, count: 8)
      #expect(once.combine(counts, into: &weighted))
      let longer = RaterScores(repeated)
      var twice = RaterLeaf(longer, combination: method, trim: 1, minimum: 3)
      var plain = [Double](repeating: 0, count: 8)
      let ones = [Int32](repeating: 1, count: longer.raterCount)
      #expect(twice.combine(ones, into: &plain))
      #expect(isClose(weighted, plain))
    }
  }

  @Test func disconnectedEvaluatorsHaveNoSeverity() {
    let apart = RaterScores([[80, 82, nil], [78, 81, nil], [nil, nil, 60]])
    #expect(apart.connectedCases == [[0, 1], [2]])
    #expect(SeverityModel(apart) == nil)
    let wide = RaterScores([[80, nil, nil, nil], [nil, 81, 60, 70]])
    #expect(SeverityModel(wide) == nil)
    let one = RaterScores([[80], [70], [nil]])
    #expect(one.connectedCases == [[0, 1]])
    #expect(isClose(SeverityModel(one)?.adjusted ?? [], [80, 70, .nan]))
    #expect(SeverityModel(RaterScores([[nil]])) == nil)
  }

  // MARK: - Rules

  @Test func gradesUnits() throws {
    let cases = try EvaluationReference("domain")["shenzhen"].list
    #expect(cases.count == 6)
    let grades: [String: UnitGrading.Grade] = [
      "良好": .good, "合格": .pass, "不合格": .fail,
    ]
    for entry in cases {
      let given = entry["in"].numbers
      let unit = UnitGrading(
        signedInTime: given[0], repliedInThreeMonths: given[1],
        overdue: Int(given[2]), unanswered: Int(given[3]),
        satisfied: Int(given[4]), dissatisfied: Int(given[5]),
        votes: Int(given[6]))
      let wanted = entry["out"].list
      let parts = wanted[0].list.map { grades[$0.text ?? ""] }
      #expect(parts == [unit.signIn, unit.replies, unit.satisfaction])
      #expect(unit.overall == grades[wanted[1].text ?? ""])
    }
  }

  @Test func composesThreeRates() throws {
    let expected = try EvaluationReference("domain")["three_rates"]
    let rates = ThreeRateComposite(
      accepted: 412, answeredInTime: 405, callbacks: 398, resolved: 331,
      satisfied: 355)
    let wanted = expected["composite_30_35_35"].number ?? .nan
    #expect(isClose(rates.score ?? .nan, wanted))
    #expect(isClose(rates.response ?? .nan, expected["response"].number ?? 0))
    let none = ThreeRateComposite(
      accepted: 0, answeredInTime: 0, callbacks: 0, resolved: 0, satisfied: 0)
    #expect(none.score == nil && none.response == nil)
  }

  private func day(_ text: String?) -> CalendarDay? {
    let parts = (text ?? "").split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3 else { return nil }
    return CalendarDay(year: parts[0], month: parts[1], day: parts[2])
  }

  @Test func findsDeadlines() throws {
    let domain = try EvaluationReference("domain")
    #expect(domain["deadlines"].list.count == 7)
    for entry in domain["deadlines"].list {
      let assigned = try #require(day(entry["assigned"].text))
      let due = assigned.adding(months: Int(entry["months"].number ?? 0))
      #expect(due.text == entry["due"].text)
    }
    #expect(domain["deadline_status"].list.count == 5)
    for entry in domain["deadline_status"].list {
      let given = entry["in"].list
      let wanted = entry["out"]
      let status = ReplyDeadline(
        assigned: try #require(day(given[0].text)), replied: day(given[1].text),
        isExtended: given[2].number == 1,
        today: try #require(day(given[3].text)))
      #expect(status.due.text == wanted["limit"].text)
      #expect(Double(status.overdueDays) == wanted["overdue_days"].number)
      #expect(status.daysTaken.map { Double($0) } == wanted["days_taken"].number)
      #expect(status.daysLeft.map { Double($0) } == wanted["days_left"].number)
    }
  }

  @Test func ranksAndBands() {
    #expect(
      competitionRanks([80, 90, 90, .nan, 70 + 1e-12, 70])
        == [3, 1, 1, nil, 4, 4])
    #expect(competitionRanks([]) == [])
    let bands = [Band(label: "A", threshold: 90), Band(label: "B", threshold: 60)]
    let shown = BandComparison.published(decimals: 1)
    #expect(bandPosition(of: 89.96, in: bands, comparison: .exact) == 1)
    #expect(bandPosition(of: 89.96, in: bands, comparison: shown) == 0)
    #expect(bandPosition(of: 89.94, in: bands, comparison: shown) == 1)
    #expect(bandPosition(of: 90, in: bands, comparison: .exact) == 0)
    #expect(bandPosition(of: 59, in: bands, comparison: .exact) == nil)
    #expect(roundedHalfUp(89.95, 1) == 90)
    #expect(roundedHalfUp(-2.5, 0) == -3)
    #expect(roundedHalfUp(0.285, 2) == 0.29)
  }

  // MARK: - Draws

  @Test(arguments: ["dirichlet", "noise25"])
  func ranksOverStoredDraws(_ name: String) throws {
    let expected = try EvaluationReference("mcdm")["rank_uncertainty"][name]
    let raw = try EvaluationReference.columns()
    let scores = EvaluationReference.transposed(self.scores(.minMax(), raw))
    var draws = RankDraws(caseCount: 8)
    for weights in try EvaluationReference.csv("draws_\(name)") {
      draws.add(scores.map { Aggregate.arithmetic($0, weights: weights) ?? .nan })
    }
    #expect(draws.count == 1000)
    for row in 0..<8 {
      let wanted = expected["acceptability"].matrix[row]
      #expect(isClose(draws.rankShares(of: row), wanted))
      let mean = expected["mean_rank"].numbers[row]
      #expect(isClose(draws.meanRank(of: row) ?? .nan, mean))
      let interval = try #require(draws.rankInterval(of: row, level: 0.9))
      let lower = expected["q05_type7"].numbers[row]
      let upper = expected["q95_type7"].numbers[row]
      #expect(interval.lower == lower.rounded(.down))
      #expect(interval.upper == upper.rounded(.up))
    }
  }

  @Test func drawsWithoutAScoreAreLeftOut() {
    var draws = RankDraws(caseCount: 2, bandCount: 1)
    draws.add([50, .nan], bands: [0, nil])
    draws.add([60, 70], bands: [nil, 0])
    #expect(draws.rankShares(of: 0) == [0.5, 0.5])
    #expect(draws.rankShares(of: 1) == [0.5, 0])
    #expect(draws.bandShares(of: 0) == [0.5])
    #expect(draws.scoreInterval(of: 1, level: 0.95)?.upper == 70)
    #expect(RankDraws.quantile([1, 2, 3, 4], 0.25) == 1.75)
  }
}
