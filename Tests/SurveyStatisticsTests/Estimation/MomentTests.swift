import Diagnostics
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Variances, covariances, correlations and totals from ratios against R.
@Suite struct MomentTests {
  @Test func covariances() throws {
    let values = try peerRecord("strat.vcov")
    let errors = try peerRecord("strat.vcov.se")
    let names = ["api00", "enroll", "meals"]
    let found = try VarianceAnalysis(variables: names)
      .run(on: PeerSample.strata()).estimates
    for (row, one) in names.enumerated() {
      for (column, other) in names.enumerated() where column >= row {
        let name = row == column ? one : "\(one), \(other)"
        let statistic = row == column ? "variance" : "covariance"
        let estimate = try #require(
          found.first { $0.variable == name && $0.statistic == statistic })
        let key = "v\(row * 3 + column + 1)"
        #expect(
          isClose(estimate.value ?? 0, values["\(one)|\(other)"] ?? 1),
          "\(name)")
        #expect(isClose(estimate.standardError ?? 0, errors[key] ?? 1))
      }
    }
    let deviation = try #require(
      found.first { $0.statistic == "standard-deviation" })
    let variance = values["api00|api00"] ?? 0
    #expect(isClose(deviation.value ?? 0, variance.squareRoot()))
    #expect(
      isClose(
        deviation.standardError ?? 0,
        (errors["v1"] ?? 0) / (2 * variance.squareRoot())))
  }

  @Test func varianceOfReplicates() throws {
    let wanted = try estimatesRecord("var.jkn")
    let found = try VarianceAnalysis(variables: ["api00"])
      .run(on: PeerSample.jackknifed()).estimates[1]
    #expect(isClose(found.value ?? 0, wanted["v"] ?? 1))
    #expect(isClose(found.standardError ?? 0, wanted["se"] ?? 1))
  }

  @Test func correlations() throws {
    let outcome = try CorrelationAnalysis(
      variables: ["api00", "enroll", "meals"]
    ).run(on: PeerSample.strata())
    #expect(outcome.estimates.count == 3)
    for estimate in outcome.estimates {
      let id = estimate.variable.replacing(", ", with: ".")
      let wanted = try estimatesRecord("cor.\(id)")
      #expect(isClose(estimate.value ?? 0, wanted["r"] ?? 1), "\(id)")
      #expect(isClose(estimate.standardError ?? 0, wanted["se"] ?? 1), "\(id)")
      let interval = try #require(estimate.interval)
      #expect(interval.lower > -1 && interval.upper < 1)
      #expect(interval.method == "fisher")
    }
  }

  @Test func constantAndFewRows() throws {
    let table = makeTable([
      makeColumn("x", [1.0, 2, 3, 4]), makeColumn("y", [5.0, 5, 5, 5]),
      makeColumn("z", [1.0, 2, 3, 5]),
    ])
    let data = AnalysisData(table: table)
    let found = try CorrelationAnalysis(variables: ["x", "y", "z"])
      .run(on: data).estimates
    #expect(found[0].value == nil && found[1].value != nil)
    let variance = try VarianceAnalysis(variables: ["y"]).run(on: data)
      .estimates
    #expect(variance.map(\.value) == [0, 0])
    #expect(variance[0].standardError == nil)
    let single = AnalysisData(table: makeTable([makeColumn("x", [3.0])]))
    #expect(
      try VarianceAnalysis(variables: ["x"]).run(on: single).estimates
        .allSatisfy { $0.value == nil })
    let empty = AnalysisData(table: makeTable([makeColumn("x", [Double]())]))
    #expect(
      try VarianceAnalysis(variables: ["x"]).run(on: empty).estimates
        .allSatisfy { $0.value == nil })
    #expect(throws: Diagnostic.self) {
      try CorrelationAnalysis(variables: ["x"]).run(on: data)
    }
  }

  @Test func totalsFromRatios() throws {
    let totals = try estimatesRecord("enroll.totals")
    let data = try PeerSample.strata()
    let combined = try RatioAnalysis(
      numerator: "api.stu", denominator: "enroll",
      prediction: .combined(totals["all"] ?? 0)
    ).run(on: data).estimates[1]
    let wanted = try estimatesRecord("ratio.total")
    #expect(isClose(combined.value ?? 0, wanted["total"] ?? 1))
    #expect(isClose(combined.standardError ?? 0, wanted["se"] ?? 1))
    let separate = try RatioAnalysis(
      numerator: "api.stu", denominator: "enroll",
      prediction: .separate(
        by: "stype",
        ["E", "H", "M"].map { .init($0, totals[$0] ?? 0) })
    ).run(on: data).estimates[1]
    let record = try peerRecord("strat.ratio.separate")
    #expect(isClose(separate.value ?? 0, record["total"] ?? 1))
    #expect(isClose(separate.standardError ?? 0, record["se"] ?? 1))
    #expect(throws: Diagnostic.self) {
      try RatioAnalysis(
        numerator: "api.stu", denominator: "enroll",
        prediction: .separate(by: "stype", [.init("E", 5)])
      ).check(on: data)
    }
  }
}
