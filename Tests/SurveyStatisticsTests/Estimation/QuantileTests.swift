import Diagnostics
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Quantiles against R survey 4.1-1.
@Suite struct QuantileTests {
  func compare(
    _ analysis: QuantileAnalysis, _ data: AnalysisData, _ id: String
  ) throws {
    let wanted = try peerRecord(id)
    let found = try analysis.run(on: data).estimates
    #expect(!wanted.isEmpty && found.count == analysis.probabilities.count)
    for (estimate, p) in zip(found, analysis.probabilities) {
      let start = "\(estimate.variable).\(plainText(p))."
      for (key, value) in wanted where key.hasPrefix(start) {
        let rest = key.dropFirst(start.count)
        let number =
          rest.hasPrefix("quantile")
          ? estimate.value
          : rest.hasPrefix("ci.2.5")
            ? estimate.interval?.lower
            : rest.hasPrefix("ci.97.5")
              ? estimate.interval?.upper : estimate.standardError
        #expect(
          isClose(number ?? .nan, value), "\(id) \(key): \(number ?? .nan)")
      }
    }
  }

  @Test(arguments: [
    ("mean", QuantileInterval.mean), ("beta", .beta), ("xlogit", .xlogit),
    ("asin", .asin), ("score", .score),
  ])
  func intervals(name: String, interval: QuantileInterval) throws {
    try compare(
      QuantileAnalysis(
        variables: ["api00"], probabilities: [0.1, 0.25, 0.5, 0.75, 0.9],
        interval: interval), PeerSample.strata(), "strat.quantile.\(name)")
  }

  @Test(arguments: QuantileRule.allCases)
  func rules(rule: QuantileRule) throws {
    try compare(
      QuantileAnalysis(
        variables: ["enroll"], probabilities: [0.1, 0.25, 0.5, 0.75, 0.9],
        rule: rule), PeerSample.strata(), "strat.qrule.\(rule.rawValue)")
  }

  @Test func samples() throws {
    try compare(
      QuantileAnalysis(
        variables: ["enroll"], probabilities: [0.1, 0.2, 0.5, 0.75, 0.95]),
      PeerSample.data(
        "apisrs", DesignSpecification(weights: "pw", fpc: ["fpc"])),
      "srs.quantile")
    let quartiles = QuantileAnalysis(
      variables: ["api00"], probabilities: [0.25, 0.5, 0.75])
    try compare(quartiles, PeerSample.clusters(), "clus1.quantile")
    try compare(quartiles, PeerSample.jackknifed(), "strat.jkn.quantile")
  }

  @Test func olderWaldInterval() throws {
    let wanted = try peerRecord("strat.oldquantile")
    let found = try QuantileAnalysis(
      variables: ["api00"], probabilities: [0.25, 0.5, 0.75], rule: .hf4,
      interval: .wald
    ).run(on: PeerSample.strata()).estimates
    for (index, estimate) in found.enumerated() {
      let numbers = [
        estimate.value, estimate.interval?.lower, estimate.interval?.upper,
      ].map { $0 ?? .nan }
      let expected = [
        wanted["v\(index + 1)"], wanted["v\(2 * index + 4)"],
        wanted["v\(2 * index + 5)"],
      ].map { $0 ?? 0 }
      #expect(isClose(numbers, expected), "\(numbers) \(expected)")
    }
  }

  @Test func groups() throws {
    let wanted = try peerRecord("strat.by.quantile")
    let found = try QuantileAnalysis(variables: ["api00"], by: [["stype"]])
      .run(on: PeerSample.strata()).estimates.dropFirst()
    #expect(found.count == 3)
    for estimate in found {
      let group = estimate.group[0].value
      let numbers = [
        estimate.value, estimate.standardError, estimate.interval?.lower,
        estimate.interval?.upper,
      ].map { $0 ?? .nan }
      let expected = ["api00", "se.api00", "ci_l", "ci_u"].map {
        wanted["\(group)|\($0)"] ?? 0
      }
      #expect(isClose(numbers, expected), "\(group)")
    }
  }

  @Test(arguments: [
    QuantileInterval.mean, .beta, .xlogit, .asin,
  ])
  func interpolatedInGroups(interval: QuantileInterval) throws {
    let wanted = try estimatesRecord("quantile.by.\(interval.rawValue)")
    let found = try QuantileAnalysis(
      variables: ["enroll"], probabilities: [0.75], by: [["stype"]],
      rule: .hf7, interval: interval
    ).run(on: PeerSample.strata()).estimates.dropFirst()
    for estimate in found {
      let group = estimate.group[0].value
      let numbers = [
        estimate.value, estimate.standardError, estimate.interval?.lower,
        estimate.interval?.upper,
      ].map { $0 ?? .nan }
      let expected = ["q", "se", "lo", "hi"].map {
        wanted["\(group).\($0)"] ?? 0
      }
      #expect(isClose(numbers, expected), "\(group) \(interval)")
    }
  }

  @Test func errorsOfReplicates() throws {
    let wanted = try estimatesRecord("quantile.jkn.replicates")
    let data = try PeerSample.jackknifed(
      DesignSpecification(strata: ["stype"], weights: "pw"))
    let found = try QuantileAnalysis(
      variables: ["api00"], probabilities: [0.25, 0.5], interval: .replicates
    ).run(on: data).estimates
    #expect(found[0].value == wanted["q25"])
    #expect(found[0].standardError == 0)
    #expect(found[1].value == wanted["q50"])
    #expect(
      isClose(found[1].standardError ?? .nan, try #require(wanted["se50"])))
  }

  @Test func replicatesAreNeededForTheirErrors() throws {
    #expect(throws: Diagnostic.self) {
      try QuantileAnalysis(variables: ["api00"], interval: .replicates)
        .run(on: PeerSample.strata())
    }
  }

  @Test func distribution() throws {
    let wanted = try peerRecord("strat.cdf")
    let found = try DistributionAnalysis(
      variables: ["api00"], points: [500, 600, 650, 700, 800]
    ).run(on: PeerSample.strata()).estimates
    #expect(found.count == 5)
    for estimate in found {
      let key = String((estimate.category ?? "").dropFirst(2))
      #expect(isClose(estimate.value ?? .nan, wanted[key] ?? 0), "\(key)")
    }
  }

  /// Four equal weights: the second step ends at a half.
  @Test func betweenTwoValues() {
    let order = WeightedOrder(
      rows: [0, 1, 2, 3], values: [1, 2, 4, 8],
      weights: [0.1, 0.1, 0.1, 0.1])
    let found = QuantileRule.allCases.map { order.quantile(0.5, $0) ?? .nan }
    let wanted: [Double] = [2, 3, 2, 3, 2, 2, 3, 3, 3, 3, 3]
    #expect(isClose(found, wanted))
    // The ends, and shares beyond the steps.
    #expect(QuantileRule.allCases.allSatisfy { order.quantile(0, $0) == 1 })
    #expect(QuantileRule.allCases.allSatisfy { order.quantile(1, $0) == 8 })
  }

  @Test func fewRows() throws {
    func run(
      _ numbers: [Double], _ interval: QuantileInterval = .mean
    ) throws -> Estimate {
      let table = makeTable([makeColumn("y", numbers)])
      return try QuantileAnalysis(variables: ["y"], interval: interval)
        .run(on: AnalysisData(table: table)).estimates[0]
    }
    for interval in QuantileInterval.allCases where interval != .replicates {
      let none = try run([], interval)
      #expect(none.value == nil && none.base == 0)
      #expect(try run([.nan, .nan], interval).value == nil)
      let one = try run([7], interval)
      #expect(one.value == 7 && one.interval == nil)
      let constant = try run([5, 5, 5], interval)
      #expect(constant.value == 5 && constant.interval == nil)
      #expect(constant.remarks == ["no-standard-error"])
      #expect(try run([1, 2], interval).value == 1)
    }
    for rule in QuantileRule.allCases {
      let table = makeTable([
        makeColumn("y", [3.0, 9]), makeColumn("w", [1.0, 0]),
      ])
      let data = AnalysisData(
        table: table,
        design: try SurveyDesign(
          DesignSpecification(weights: "w"), table: table))
      let found = try QuantileAnalysis(variables: ["y"], rule: rule)
        .run(on: data).estimates[0]
      #expect(found.value == 3, "\(rule)")
    }
  }

  @Test func scoresCrossWhereTheTestChanges() throws {
    let found = try QuantileAnalysis(
      variables: ["api00"], interval: .scoreWeighted
    ).run(on: PeerSample.strata()).estimates[0]
    let interval = try #require(found.interval)
    let mean = try QuantileAnalysis(variables: ["api00"])
      .run(on: PeerSample.strata()).estimates[0]
    let other = try #require(mean.interval)
    #expect(abs(interval.lower - other.lower) < 15)
    #expect(abs(interval.upper - other.upper) < 15)
  }
}
