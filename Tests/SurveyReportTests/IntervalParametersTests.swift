import Foundation
import SurveyData
import Testing

@testable import SurveyReport

private func lines(
  _ method: String, _ lower: Double, _ upper: Double, _ sums: EstimateSums
) -> [String] {
  intervalParameters(
    Interval(lower: lower, upper: upper, level: 0.95, method: method),
    sums: sums
  ).map { $0[.english] }
}

/// What limits are made from is told only where it gives them.
@Suite struct IntervalParametersTests {
  /// At 0 of n the upper limit has a closed form.
  @Test func ratesOfNobodyKeepTheirFactor() {
    let none = EstimateSums(above: 0, below: 400, factor: 1000)
    let exact = (1 - pow(0.025, 1 / 400.0)) * 1000
    #expect(
      lines("clopper-pearson", 0, exact, none) == [
        "lower limit = 0",
        "upper limit = Beta⁻¹(0.975; x + 1, n − x) · 1000"
          + " = Beta⁻¹(0.975; 1, 400) · 1000",
      ])
    let poisson = -log(0.025) / 400 * 1000
    #expect(
      lines("poisson", 0, poisson, none) == [
        "lower limit = 0",
        "upper limit = χ²⁻¹(0.975; 2x + 2) / 2n · 1000"
          + " = χ²⁻¹(0.975; 2) / 800 · 1000",
      ])
  }

  @Test(arguments: ["clopper-pearson", "poisson", "wilson"])
  func otherLimitsHaveNoFormula(method: String) {
    let sums = EstimateSums(above: 3, below: 40)
    #expect(lines(method, 0.01, 0.2, sums) == [])
  }

  /// 0 of n by Wilson: z² / (n + z²).
  @Test func wilsonOfCountsIsToldWithCounts() {
    let z = 1.959963984540054
    let found = lines(
      "wilson", 0, z * z / (40 + z * z), EstimateSums(above: 0, below: 40))
    #expect(found.count == 1)
    #expect(
      found.first?.hasSuffix("with p = 0/40, n = 40, z = Φ⁻¹(0.975)") == true)
  }
}
