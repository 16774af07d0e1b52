import Diagnostics
import SurveyData
import Testing

@testable import SurveyStatistics

@Suite struct BenefitOfTheDoubtTests {
  private func columns() throws -> [[Double]] {
    EvaluationReference.transposed(
      try EvaluationReference("benefit-of-the-doubt")["Y"].matrix)
  }

  @Test func unrestrictedAgrees() throws {
    let wanted = try EvaluationReference("benefit-of-the-doubt")["score"]
      .numbers
    let found = BenefitOfTheDoubt(try columns())
    #expect(wanted.count == 8)
    for (a, b) in zip(found.scores, wanted) { #expect(abs(a - b) < 1e-9) }
    #expect(found.scores.count { $0 == 1 } == 4)
  }

  /// Ten digits, by a linear program in Python.
  @Test func restrictedAgrees() throws {
    let wanted: [Double] = [
      0.9820619936, 0.6388506287, 1, 0.04343048286, 0.8533406193,
      0.5300456333, 1, 0.07845217341,
    ]
    let found = BenefitOfTheDoubt(try columns(), limits: 0.05...0.4)
    for (a, b) in zip(found.scores, wanted) { #expect(abs(a - b) < 6e-11) }
    for shares in found.shares {
      #expect(shares.allSatisfy { $0 > 0.05 - 1e-7 && $0 < 0.4 + 1e-7 })
      #expect(abs(shares.reduce(0, +) - 1) < 1e-7)
    }
  }

  /// It is the radial model with one input of 1.
  @Test func isEnvelopmentWithOneInput() throws {
    let columns = try columns()
    let model = DataEnvelopment(
      inputs: [[Double](repeating: 1, count: 8)], outputs: columns)
    let found = BenefitOfTheDoubt(columns)
    for case_ in 0..<8 {
      let score = model.efficiency(case_, orientation: .input) ?? .nan
      #expect(abs(score - found.scores[case_]) < 1e-9)
    }
  }

  @Test func edges() {
    #expect(BenefitOfTheDoubt([]).scores.isEmpty)
    let missing = BenefitOfTheDoubt([[1, .nan, 0.5], [1, 1, 0.2]])
    #expect(missing.scores[0] == 1)
    #expect(missing.scores[1].isNaN)
    #expect(missing.scores[2] == 0.5)
    let zeros = BenefitOfTheDoubt([[0, 1], [0, 1]])
    #expect(zeros.scores == [0, 1])
    #expect(zeros.shares[0].isEmpty)
  }
}
