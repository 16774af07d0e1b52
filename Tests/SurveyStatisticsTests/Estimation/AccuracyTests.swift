import Foundation
import SurveyData
import SurveyStatistics
import TestSupport
import Testing

/// NIST's univariate data: as many right digits as numbers read into Double
/// allow, which for NumAcc3 are 9.5 and for NumAcc4 8.3.
@Suite struct AccuracyTests {
  struct DataSet: Decodable {
    var name: String
    var mean: String
    var sd: String
    var data: [String]
    var reachable_mean: Double
    var reachable_sd: Double
  }

  /// Right digits: −log₁₀ of the relative error, at most 15.
  func digits(_ found: Double, _ exact: String) throws -> Double {
    let exact = try #require(Double(exact))
    let error = exact == 0 ? abs(found) : abs(found - exact) / abs(exact)
    return error == 0 ? 15 : min(15, -log10(error))
  }

  @Test func meanAndStandardDeviation() throws {
    let sets = try JSONDecoder().decode(
      [DataSet].self,
      from: Data(contentsOf: Fixture.reference("nist/univariate.json")))
    #expect(sets.count == 9)
    for set in sets {
      let numbers = try set.data.map { try #require(Double($0)) }
      let table = makeTable([makeColumn("y", numbers)])
      let found = try MeanAnalysis(variables: ["y"])
        .run(on: AnalysisData(table: table)).estimates[0]
      let error = try #require(found.standardError)
      let deviation = error * Double(numbers.count).squareRoot()
      #expect(
        try digits(found.value ?? 0, set.mean) >= set.reachable_mean - 0.2,
        "\(set.name)")
      #expect(
        try digits(deviation, set.sd) >= set.reachable_sd - 0.2,
        "\(set.name)")
    }
  }
}
