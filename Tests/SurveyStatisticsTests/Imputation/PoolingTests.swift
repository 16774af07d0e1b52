import Diagnostics
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Numbers of mitools.
@Suite struct PoolingTests {
  func numbers(_ id: String, _ key: String) throws -> [Double] {
    let record = try referenceObject("imputation/expected.json", id)
    return try #require(record[key] as? [Double])
  }

  @Test(arguments: ["mi", "svymi"])
  func logisticRegressionsArePooledLikeR(fits: String) throws {
    let record = try peerRecord("smi.\(fits)")
    var coefficients: [[Double]] = []
    var variances: [[Double]] = []
    for number in 1...5 {
      coefficients.append(try numbers("\(fits)\(number)", "coef"))
      variances.append(try numbers("\(fits)\(number)", "variance"))
    }
    var compared = 0
    for (index, name) in ["(Intercept)", "wave", "sex", "wave:sex"].enumerated()
    {
      let pooled = try #require(
        PooledNumber(
          values: coefficients.map { $0[index] },
          variances: variances.map { $0[index] }))
      for (key, value) in [
        (name, pooled.value), ("se.\(name)", pooled.standardError),
        ("df.\(name)", pooled.degreesOfFreedom),
        ("fmi.\(name)", pooled.missingInformation),
      ] {
        guard let wanted = record[key] else { continue }
        #expect(isClose(value, wanted, relative: 1e-9), "\(key)")
        compared += 1
      }
    }
    #expect(compared == record.count)
  }

  /// Five imputations of 1,170 rows, as tables of their own and stacked.
  @Test func designsAreUsedInEachImputation() throws {
    let design = DesignSpecification(clusters: ["id"])
    let tables = try (1...5).map {
      try referenceTable("survey/data/smi\($0).csv")
    }
    let first = AnalysisData(
      table: tables[0], design: try SurveyDesign(design, table: tables[0]))
    let source = ImputationSource.tables(
      tables.map { (table: $0, domain: nil) })
    let means = try ImputationAnalysis(
      estimates: .means(MeanAnalysis(variables: ["mdrkfre", "alcdhi"])),
      source: source
    ).run(on: first)
    let shares = try ImputationAnalysis(
      estimates: .shares(
        ShareAnalysis(variables: ["drinkreg"], values: ["TRUE"])),
      source: source
    ).run(on: first)
    for estimate in means.estimates + shares.estimates {
      let id = estimate.variable
      let value = try numbers(id, "est")[0]
      let error = try numbers(id, "se")[0]
      let degrees = try numbers(id, "df")[0]
      #expect(isClose(estimate.value ?? .nan, value))
      #expect(isClose(estimate.standardError ?? .nan, error))
      #expect(isClose(estimate.degreesOfFreedom ?? .nan, degrees))
    }
    let table = try #require(pooling(means))
    let fraction = try numbers("alcdhi", "fmi")[0]
    #expect(isClose(table["alcdhi", "fmi"]?.value ?? .nan, fraction))
    // Nothing of this one is missing.
    #expect(table["mdrkfre", "fmi"]?.value == 0)
  }

  func pooling(_ outcome: AnalysisOutcome) -> StatisticsTable? {
    guard case .tables(let tables, _) = outcome.details else { return nil }
    return tables.first { $0.name == "pooling" }
  }

  /// Means 2 and 4 of 3 rows each, variances of means 1/3 and 4/3; W = 5/6,
  /// B = 2, T = 5/6 + 3.
  @Test func stackedImputationsByHand() throws {
    let table = makeTable([
      makeColumn("number", [0.0, 0, 0, 1, 1, 1, 2, 2, 2]),
      makeColumn("score", [1, .nan, .nan, 1, 2, 3, 2, 4, 6]),
    ])
    let outcome = try ImputationAnalysis(
      estimates: .means(MeanAnalysis(variables: ["score"])),
      source: .stacked(column: "number")
    ).run(on: AnalysisData(table: table))
    let estimate = try #require(outcome.estimates.first)
    #expect(estimate.value == 3)
    #expect(
      isClose(estimate.standardError ?? .nan, (5.0 / 6 + 3).squareRoot()))
    #expect(estimate.base == 3)
  }

  @Test func plausibleValuesArePooled() throws {
    let table = makeTable([
      makeColumn("pv1", [1.0, 2, 3]), makeColumn("pv2", [2.0, 4, 6]),
    ])
    let outcome = try ImputationAnalysis(
      constructs: [PlausibleValues("skill", columns: ["pv1", "pv2"])]
    ).run(on: AnalysisData(table: table))
    let estimate = try #require(outcome.estimates.first)
    #expect(estimate.variable == "skill")
    #expect(estimate.value == 3)
    #expect(
      isClose(estimate.standardError ?? .nan, (5.0 / 6 + 3).squareRoot()))
  }

  @Test func edges() {
    #expect(PooledNumber(values: [1], variances: [1]) == nil)
    #expect(PooledNumber(values: [1, .nan], variances: [1, 1]) == nil)
    #expect(PooledNumber(values: [1, 2], variances: [1]) == nil)
    let equal = PooledNumber(
      values: [2, 2], variances: [1, 1], completeDegrees: 10)
    #expect(equal?.variance == 1)
    #expect(equal?.missingInformation == 0)
    #expect(isClose(equal?.degreesOfFreedom ?? .nan, 110.0 / 13))
    #expect(
      PooledNumber(values: [1, 2], variances: [0, 0])?.missingInformation == 1)
  }

  @Test func oneImputationIsRefused() {
    let table = makeTable([
      makeColumn("number", [1.0, 1]), makeColumn("score", [1.0, 2]),
    ])
    #expect(throws: Diagnostic.self) {
      try ImputationAnalysis(
        estimates: .means(MeanAnalysis(variables: ["score"])),
        source: .stacked(column: "number")
      ).run(on: AnalysisData(table: table))
    }
    #expect(throws: Diagnostic.self) {
      try ImputationAnalysis().run(on: AnalysisData(table: table))
    }
  }
}
