import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Records of agreement and of adjusted units that no other suite reads.
@Suite struct InterraterReferenceTests {
  private func peer() throws -> EvaluationReference {
    try EvaluationReference("interrater/interrater")
  }

  private func matrix(_ file: String) throws -> RatingMatrix {
    let rows = try EvaluationReference.csv("interrater/\(file)")
    // The first row names the evaluators.
    return RatingMatrix(Array(rows.dropFirst()))
  }

  /// Mean squares of psych, and single and average coefficients of irr.
  @Test(arguments: ["shrout_fleiss_1979", "irr_anxiety"])
  func meanSquares(file: String) throws {
    let all = try peer()
    let wanted =
      file == "irr_anxiety" ? all["anxiety"]["icc"] : all["shrout_fleiss"]
    let table = try #require(try matrix(file).complete)
    let found = IntraclassCorrelation(table, level: 0.95)
    let squares = [found.betweenSquare, found.raterSquare, found.errorSquare]
    let names = ["MSB", "MSJ", "MSE"]
    #expect(isClose(squares, names.map { wanted["MS"][$0].value }))
    let forms = [
      "oneway_consistency_single", "twoway_agreement_single",
      "twoway_consistency_single", "oneway_consistency_average",
      "twoway_agreement_average", "twoway_consistency_average",
    ]
    let values = forms.map { wanted["irr"][$0]["value"].value }
    #expect(isClose(found.forms.map(\.value), values))
    let statistics = forms.map { wanted["irr"][$0]["F"].value }
    #expect(isClose(found.forms.map { $0.statistic ?? .nan }, statistics))
  }

  /// Cohen's kappa of the first two evaluators.
  @Test(arguments: [
    (KappaAnalysis.Agreement.exact, "cohen"), (.linear, "cohen_linear"),
    (.quadratic, "cohen_quadratic"),
  ])
  func cohensKappa(
    agreement: KappaAnalysis.Agreement, key: String
  ) throws {
    let wanted = try peer()["anxiety"]["kappa"][key].value
    let rows = try matrix("irr_anxiety").rows
    let table = makeTable([
      makeColumn("a", rows.map { $0[0] }), makeColumn("b", rows.map { $0[1] }),
    ])
    let found = try KappaAnalysis(
      first: "a", second: "b", agreement: agreement
    ).run(on: AnalysisData(table: table)).estimates[0]
    #expect(isClose(found.value ?? .nan, wanted))
  }

  /// Stars of 24 adjusted units by exact k-means.
  @Test func starsOfAdjustedUnits() throws {
    let wanted = try EvaluationReference("adjusted-units")
    let units = (1...24).map { $0 < 10 ? "U0\($0)" : "U\($0)" }
    let values = units.map { wanted["adjusted_0_100"][$0].value }
    let found = try #require(OptimalClusters(values, count: 5))
    #expect(isClose(found.within, wanted["within_ss"].value))
    let stars = units.map { wanted["stars"][$0].value }
    #expect(found.labels.map { Double($0 + 1) } == stars)
    let lowest = (1..<5).map { star in
      zip(values, found.labels).filter { $0.1 == star }.map(\.0).min() ?? .nan
    }
    #expect(isClose(lowest, wanted["lower_bounds"].numbers))
  }
}
