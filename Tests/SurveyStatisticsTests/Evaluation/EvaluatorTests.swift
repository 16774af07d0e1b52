import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Evaluators of the open example, relative tolerance 1e-9.
@Suite struct EvaluatorTests {
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
      (.median, expected["median"].numbers),
      (.zScore, expected["rater_z_adjusted_mean"].numbers),
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
    for (share, key) in [
      (0.2, "excel_trimmean_20pct"), (0.3, "excel_trimmean_30pct"),
    ] {
      var leaf = RaterLeaf(
        all, combination: .trimmedMean, trim: 1, minimum: 3, trimShare: share)
      var found = [Double](repeating: 0, count: 8)
      #expect(leaf.combine([Int32](repeating: 1, count: 7), into: &found))
      #expect(isClose(found, expected[key].numbers))
      #expect(leaf.dropped().reduce(0, +) == (share == 0.3 ? 2 : 0))
    }
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
    for method in RaterOptions.Combination.allCases where method != .zScore {
      var once = RaterLeaf(
        try scores(), combination: method, trim: 1, minimum: 3)
      var weighted = [Double](repeating: 0, count: 8)
      #expect(once.combine(counts, into: &weighted))
      let longer = RaterScores(repeated)
      var twice = RaterLeaf(longer, combination: method, trim: 1, minimum: 3)
      var plain = [Double](repeating: 0, count: 8)
      let ones = [Int32](repeating: 1, count: longer.raterCount)
      #expect(twice.combine(ones, into: &plain))
      let tolerance = method == .mixed || method == .severityREML ? 1e-7 : 1e-9
      #expect(isClose(weighted, plain, relative: tolerance))
    }
  }

  /// Deputies count half, experts 0.3, the public 0.2; a group that did not
  /// score a case leaves its weight to the others.
  @Test func groupsCountWithTheirWeights() throws {
    let all = RaterScores([
      [80, 90, 70, nil], [60, 70, nil, 50], [nil, nil, nil, 40],
    ])
    var options = RaterOptions()
    options.combine = .mean
    var groups = RaterGroups(
      all, options, groups: [0, 0, 1, 2], weights: [0.5, 0.3, 0.2])
    var found = [Double](repeating: 0, count: 3)
    #expect(groups.combine([1, 1, 1, 1], into: &found))
    let first = (0.5 * 85 + 0.3 * 70) / 0.8
    let second = (0.5 * 65 + 0.2 * 50) / 0.7
    #expect(isClose(found, [first, second, 40]))
    // A draw without the public.
    #expect(groups.combine([2, 1, 1, 0], into: &found))
    #expect(found[2].isNaN)
    #expect(isClose(found[1], (120.0 + 70) / 3))
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
}
