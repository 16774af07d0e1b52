import Probability
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Records of `Tests/References/evaluation` that no other suite reads.
@Suite struct RemainingReferenceTests {
  private static let critical = NormalDistribution().quantile(0.975)

  @Test func intervalsOfRatesAreWilsons() throws {
    let reference = try EvaluationReference("shrinkage")
    let (hits, bases) = (reference["x"].numbers, reference["n"].numbers)
    for (index, wanted) in reference["wilson95"].list.enumerated() {
      let found = try #require(
        wilsonInterval(
          share: hits[index] / bases[index], base: bases[index],
          critical: Self.critical))
      #expect(isClose([found.lower, found.upper], wanted.numbers))
    }
  }

  @Test func distributionOfRankSumRatios() throws {
    let wanted = try EvaluationReference("mcdm")["aggregate"]["rsr"]
    let matrix = CaseMatrix(
      try EvaluationReference.columns(),
      isBenefit: EvaluationReference.isBenefit,
      weights: EvaluationReference.weights)
    let found = RankSumRatio(matrix)
    // Written with twelve decimals.
    let ratios = found.groups.map { ($0.ratio * 1e12).rounded() / 1e12 }
    #expect(isClose(ratios, wanted["unique"].numbers))
    #expect(found.groups.map { Double($0.count) } == wanted["f"].numbers)
    #expect(
      found.groups.map { Double($0.cumulative) } == wanted["cumf"].numbers)
    #expect(found.groups.map(\.meanRank) == wanted["avg_rank"].numbers)
    let verdict = try #require(VIKOR(matrix).verdict)
    let vikor = try EvaluationReference("mcdm")["aggregate"]["vikor"]
    #expect(verdict.isStable == (vikor["C2"].number == 1))
    #expect(
      verdict.cases.map { "S0\($0 + 1)" }
        == vikor["compromise"].list.map(\.text))
  }
}
