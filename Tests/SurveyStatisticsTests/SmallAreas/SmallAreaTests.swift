import Diagnostics
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Numbers of metafor, and of dense matrices in R.
@Suite struct SmallAreaTests {
  func numbers(_ id: String, _ key: String) throws -> [Double] {
    let record = try referenceObject("small-areas/expected.json", id)
    return try #require(record[key] as? [Double])
  }

  func tables(
    _ analysis: SmallAreaAnalysis, _ table: Table,
    design: DesignSpecification? = nil
  ) throws -> [StatisticsTable] {
    let data = AnalysisData(
      table: table,
      design: try design.map { try SurveyDesign($0, table: table) }
        ?? .simple(rowCount: table.rowCount))
    guard case .tables(let tables, _) = try analysis.run(on: data).details
    else { return [] }
    return tables
  }

  func column(_ table: StatisticsTable?, _ name: String) -> [Double] {
    guard let table,
      let position = table.columns.firstIndex(where: { $0.name == name })
    else { return [] }
    return table.rows.map { $0.cells[position].value ?? .nan }
  }

  func milk(_ method: FayHerriotMethod) throws -> [StatisticsTable] {
    try tables(
      SmallAreaAnalysis(
        area: "small_area",
        source: .given(estimate: "direct_est", standardError: "std_error"),
        factors: ["major_area"], method: method),
      referenceTable("survey/data/milk.csv"))
  }

  @Test func milkAgreesWithMetafor() throws {
    for (method, id) in [
      (FayHerriotMethod.reml, "milk.fh.reml"), (.ml, "milk.fh.ml"),
    ] {
      let record = try peerRecord(id)
      let tables = try milk(method)
      let model = tables.first { $0.name == "variances" }
      var found = column(model, "variance").prefix(1).map { $0 }
      var wanted = [try #require(record["sigma2u"])]
      let coefficients = tables.first { $0.name == "coefficients" }
      found += column(coefficients, "estimate")
      wanted += (0..<4).compactMap { record["beta\($0)"] }
      if method == .reml {
        found += column(tables.first, "estimate")
        wanted += (1...43).compactMap { record["eblup\($0)"] }
        #expect(wanted.count == 48)
      }
      #expect(isClose(found, wanted, relative: 1e-9))
    }
  }

  @Test(arguments: FayHerriotMethod.allCases)
  func errorsAreThoseOfTheMethod(method: FayHerriotMethod) throws {
    let id = "milk.\(method.rawValue)"
    let tables = try milk(method)
    let variance = column(tables.first { $0.name == "variances" }, "variance")
    #expect(isClose(variance, try numbers(id, "variance"), relative: 1e-9))
    let coefficients = tables.first { $0.name == "coefficients" }
    let errors = try numbers(id, "se")
    #expect(isClose(column(coefficients, "se"), errors, relative: 1e-9))
    let estimates = try numbers(id, "eblup")
    #expect(
      isClose(column(tables.first, "estimate"), estimates, relative: 1e-9))
    let squares = column(tables.first, "rmse").map { $0 * $0 }
    let wanted = try numbers(id, "mse")
    #expect(isClose(squares, wanted, relative: 1e-9))
  }

  @Test func unitModelPredictsSampledAndOtherAreas() throws {
    let tables = try tables(
      SmallAreaAnalysis(
        area: "dnum", source: .units(variable: "api00"),
        covariates: ["meals", "ell"],
        areas: try referenceTable("small-areas/districts.csv")),
      referenceTable("survey/data/apiclus1.csv"))
    let variances = column(tables.first { $0.name == "variances" }, "variance")
    let wanted = try numbers("unit", "variances")
    #expect(isClose(variances, wanted, relative: 1e-9))
    let coefficients = tables.first { $0.name == "coefficients" }
    let beta = try numbers("unit", "beta")
    let errors = try numbers("unit", "se")
    #expect(isClose(column(coefficients, "estimate"), beta, relative: 1e-9))
    #expect(isClose(column(coefficients, "se"), errors, relative: 1e-9))
    let estimates = try numbers("unit", "eblup")
    #expect(
      isClose(column(tables.first, "estimate"), estimates, relative: 1e-9))
    let squares = column(tables.first, "rmse").map { $0 * $0 }
    let mse = try numbers("unit", "mse")
    #expect(isClose(squares, mse, relative: 1e-9))
    #expect(column(tables.first, "n").prefix(3) == [0, 0, 0].prefix(3))
  }

  /// Within what the draws of both leave open; the analytic errors stay.
  @Test func bootstrapErrorsAreThoseOfRefits() throws {
    func run(_ draws: Int, seed: UInt64) throws -> StatisticsTable? {
      try tables(
        SmallAreaAnalysis(
          area: "dnum", source: .units(variable: "api00"),
          covariates: ["meals", "ell"],
          areas: try referenceTable("small-areas/districts.csv"),
          bootstrap: SmallAreaBootstrap(draws: draws, seed: seed)),
        referenceTable("survey/data/apiclus1.csv")
      ).first
    }
    let table = try run(2000, seed: 7)
    let found = column(table, "rmse-bootstrap").map { $0 * $0 }
    let wanted = try numbers("bootstrap", "mse")
    let errors = try numbers("bootstrap", "se")
    #expect(found.count == wanted.count && found.count == 18)
    for area in found.indices {
      let distance = abs(found[area] - wanted[area])
      #expect(
        distance < 4 * 2.0.squareRoot() * errors[area],
        "\(area): \(found[area]) \(wanted[area]) \(errors[area])")
    }
    let squares = column(table, "rmse").map { $0 * $0 }
    let analytic = try numbers("unit", "mse")
    #expect(isClose(squares, analytic, relative: 1e-9))
    // Intervals follow the bootstrap, and the seed decides.
    let first = try #require(table?.rows.first)
    let name = first.name
    let interval = try #require(table?[name, "estimate"]?.interval)
    let error = try #require(table?[name, "rmse-bootstrap"]?.value)
    #expect(
      isClose(interval.upper - interval.lower, 2 * 1.959963984540054 * error))
    let (one, again) = (try run(50, seed: 3), try run(50, seed: 3))
    #expect(one?.rows == again?.rows)
    let other = try run(50, seed: 4)
    #expect(one?.rows != other?.rows)
  }

  @Test func directEstimatesFollowFromTheDesign() throws {
    let table = try referenceTable("survey/data/apistrat.csv")
    let design = DesignSpecification(strata: ["stype"], weights: "pw")
    let tables = try tables(
      SmallAreaAnalysis(
        area: "stype", source: .direct(variable: "api00", value: nil)), table,
      design: design)
    let means = try MeanAnalysis(variables: ["api00"], by: [["stype"]]).run(
      on: AnalysisData(
        table: table, design: try SurveyDesign(design, table: table))
    ).estimates.dropFirst()
    #expect(
      column(tables.first, "direct") == means.map { $0.value ?? .nan })
    #expect(
      column(tables.first, "se") == means.map { $0.standardError ?? .nan })
  }
}

/// Models with little to go on.
@Suite struct SmallAreaEdgeTests {
  func run(
    _ estimates: [Double], _ errors: [Double], _ covariate: [Double]? = nil
  ) throws -> AnalysisOutcome {
    var columns = [
      makeColumn("area", estimates.indices.map { "a\($0)" }),
      makeColumn("estimate", estimates), makeColumn("se", errors),
    ]
    if let covariate { columns.append(makeColumn("x", covariate)) }
    return try SmallAreaAnalysis(
      area: "area", source: .given(estimate: "estimate", standardError: "se"),
      covariates: covariate == nil ? [] : ["x"]
    ).run(on: AnalysisData(table: makeTable(columns)))
  }

  func first(_ outcome: AnalysisOutcome) throws -> StatisticsTable {
    guard case .tables(let tables, _) = outcome.details else {
      throw Diagnostic(.wrongOption, at: nil, "no table")
    }
    return try #require(tables.first)
  }

  @Test func tooFewAreasAreRefused() {
    for count in 0...1 {
      #expect(throws: Diagnostic.self) {
        try run(
          [Double](repeating: 1, count: count),
          [Double](repeating: 1, count: count))
      }
    }
    #expect(throws: Diagnostic.self) { try run([.nan, .nan], [1, 1]) }
    #expect(throws: Diagnostic.self) { try run([1, 2, 3], [1, 1, -1]) }
  }

  @Test func equalEstimatesLeaveNoVariance() throws {
    let table = try first(run([2, 2, 2], [1, 1, 2]))
    #expect(table["a0", "shrinkage"]?.value == 0)
    #expect(isClose(table["a0", "estimate"]?.value ?? .nan, 2))
  }

  @Test func areasWithoutDirectEstimateAreSynthetic() throws {
    let outcome = try run([1, 5, 9, .nan, 4], [0.1, 0.1, 0.1, 0.1, 0])
    let table = try first(outcome)
    for area in ["a3", "a4"] {
      let estimate = table[area, "estimate"]?.value
      #expect(estimate == table[area, "synthetic"]?.value)
      #expect(table[area, "shrinkage"]?.value == 0)
    }
    #expect(outcome.diagnostics.count == 1)
  }

  @Test func covariatesThatSayNothingNewAreLeftOut() throws {
    let outcome = try run([1, 5, 9], [1, 1, 1], [7, 7, 7])
    #expect(outcome.diagnostics.contains { $0.message.contains(": x") })
  }

  @Test func areasWithoutCovariateAreLeftOut() throws {
    let outcome = try run([1, 5, 9, 4], [1, 1, 1, 1], [1, 2, 4, .nan])
    let cell = try first(outcome)["a3", "estimate"]
    #expect(cell?.value == nil)
    #expect(outcome.diagnostics.count == 1)
  }
}
