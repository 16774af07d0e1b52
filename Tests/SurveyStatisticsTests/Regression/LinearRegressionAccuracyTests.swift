import Foundation
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// NIST's sets of linear regression: as many right digits as Householder
/// reflections reach in double precision.
@Suite struct LinearRegressionAccuracyTests {
  struct Dataset: Decodable {
    struct Certified: Decodable {
      var beta: [String: String]
      var se: [String: String]
    }
    var name: String
    var model: String
    var exact_25_digits: Certified
    var columns: [String]
    var data: [[String]]
  }

  /// Right digits of the worst coefficient that may be expected.
  static let digits: [String: Double] = [
    "Norris": 12, "Pontius": 12, "Filip": 7, "Longley": 10.5, "NoInt1": 14,
    "NoInt2": 14, "Wampler1": 8.8, "Wampler2": 12, "Wampler3": 8,
    "Wampler4": 7, "Wampler5": 5.5,
  ]

  func rightDigits(_ found: Double, _ exact: Double) -> Double {
    let error = exact == 0 ? abs(found) : abs(found - exact) / abs(exact)
    return error == 0 ? 15 : min(15, -log10(error))
  }

  @Test func coefficientsAndErrors() throws {
    let sets = try JSONDecoder().decode(
      [Dataset].self,
      from: Data(
        contentsOf: Fixture.reference("nist/linear_regression.json")))
    #expect(sets.count == 11)
    for set in sets {
      let columns = set.columns.indices.map { index in
        makeColumn(
          set.columns[index],
          set.data.map { Double($0[index]) ?? .nan })
      }
      let data = AnalysisData(table: makeTable(columns))
      var terms = ["x1"]
      if set.model == "multi6" { terms = (1...6).map { "x\($0)" } }
      if let power = Int(set.model.dropFirst(4)), power > 1,
        set.model.hasPrefix("poly")
      {
        terms += (2...power).map { "x1^\($0)" }
      }
      let hasIntercept = set.model != "noint"
      let model = ModelSpecification(
        outcome: "y", terms: terms, hasIntercept: hasIntercept,
        tolerance: 1e-12)
      let outcome = try RegressionOutcome(model, family: .gaussian, data: data)
      let frame = try ModelFrame(
        model, data: data, hasIntercept: hasIntercept, hasOutcome: { _ in true }
      )
      let found = try PreparedModel(
        frame, outcome: outcome.values, family: .gaussian, link: .identity,
        hasIntercept: hasIntercept, tolerance: 1e-12, data: data)
      let size = found.kept.count
      #expect(size == terms.count + (hasIntercept ? 1 : 0), "\(set.name)")
      let rests = Double(outcome.values.count - size)
      let first = hasIntercept ? 0 : 1
      var worst = 15.0
      var worstError = 15.0
      for index in 0..<size {
        let key = "B\(index + first)"
        let beta = Double(set.exact_25_digits.beta[key] ?? "") ?? .nan
        let error = Double(set.exact_25_digits.se[key] ?? "") ?? .nan
        worst = min(worst, rightDigits(found.sampled.values[index], beta))
        let inner = found.inverseInformation[index, index]
        let standard = (found.fit.deviance / rests * inner).squareRoot()
        worstError = min(worstError, rightDigits(standard, error))
      }
      #expect(worst >= Self.digits[set.name] ?? 15, "\(set.name): \(worst)")
      // A perfect fit leaves a deviance of rounding errors.
      if !["Wampler1", "Wampler2"].contains(set.name) {
        #expect(worstError >= 6.5, "\(set.name): \(worstError) of errors")
      }
    }
  }
}
