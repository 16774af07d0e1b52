import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Models that R's records do not cover, against `make.R` in
/// `Tests/References/regression`.
@Suite struct RegressionReferenceTests {
  typealias Reference = RegressionReference

  func compare(
    _ id: String, _ analysis: RegressionAnalysis, _ data: AnalysisData,
    names: [String: String] = [:], relative tolerance: Double = 1e-9
  ) throws {
    let values = try Reference.values(id)
    let found = try analysis.run(on: data)
    let (largest, compared) = found.difference(values, names)
    #expect(largest < tolerance, "\(id): \(largest)")
    #expect(compared > 2, "\(id)")
    if let df = values["df"] {
      let row = try #require(found.table("coefficients")?.rows.first)
      #expect(
        found.number("coefficients", row.name, "df") == df, "\(id) df")
    }
  }

  func model(
    _ outcome: String, _ terms: [String], _ family: ResponseFamily,
    _ link: LinkFunction? = nil
  ) -> RegressionAnalysis {
    RegressionAnalysis(
      model: ModelSpecification(outcome: outcome, terms: terms),
      family: family, link: link, hasMargins: false)
  }

  @Test func familiesAndLinks() throws {
    let data = try Reference.strat()
    let types = ["ell", "meals", "stype"]
    let three = ["ell", "meals", "mobility"]
    try compare("logit", model("sch.wide", three, .binomial), data)
    try compare("probit", model("sch.wide", three, .binomial, .probit), data)
    try compare("cloglog", model("sch.wide", three, .binomial, .cloglog), data)
    try compare("poisson", model("api.stu", types, .poisson), data)
    var counts = model("api.stu", ["ell", "meals"], .poisson)
    counts.model.exposure = "enroll"
    try compare("poisson.offset", counts, data)
    try compare("gamma", model("enroll", types, .gamma), data)
    try compare(
      "cauchit",
      model("sch.wide", ["ell", "meals", "mobility"], .binomial, .cauchit), data
    )
    try compare(
      "logbinomial", model("sch.wide", ["ell", "meals"], .binomial, .log), data)
    try compare("gamma.inverse", model("enroll", types, .gamma, .inverse), data)
    try compare(
      "gamma.identity",
      model("enroll", ["ell", "stype"], .gamma, .identity), data)
    try compare("ig.log", model("enroll", types, .inverseGaussian), data)
    try compare(
      "ig.square",
      model("enroll", ["stype"], .inverseGaussian, .inverseSquare), data)
    try compare(
      "poisson.identity",
      model("api.stu", ["stype"], .poisson, .identity), data)
    try compare(
      "gauss.log", model("api00", ["ell", "meals"], .gaussian, .log), data)
  }

  @Test func negativeBinomial() throws {
    let data = try Reference.strat()
    let analysis = model(
      "api.stu", ["ell", "meals", "stype"], .negativeBinomial)
    try compare("negbin", analysis, data)
    let theta = try analysis.run(on: data).number("fit", "model", "theta")
    let expected = try Reference.values("negbin")["theta"] ?? 0
    #expect(isClose(theta, expected, relative: 1e-8))
  }

  @Test func termsOfEveryKind() throws {
    let clusters = try Reference.data("apiclus2", Reference.twoStage)
    let analysis = model(
      "api00", ["ell*stype", "meals^2", "meals", "enroll"], .gaussian)
    let names = ["I(meals^2)": "meals^2"]
    try compare("interaction", analysis, clusters, names: names)
    let found = try analysis.run(on: clusters)
    let test = try Reference.values("interaction.test")
    #expect(
      isClose(
        found.number("terms", "ell:stype", "f"), test["F"] ?? 0,
        relative: 1e-8))
    #expect(
      isClose(
        found.number("terms", "ell:stype", "p"), test["p"] ?? 0,
        relative: 1e-8))
    #expect(found.diagnostics.map(\.code) == [.rowsLeftOut])
    let data = try Reference.strat()
    var plain = model("api00", ["stype", "ell"], .gaussian)
    plain.model.hasIntercept = false
    try compare("nointercept", plain, data)
    try compare(
      "onlyproduct", model("api00", ["ell", "ell:stype"], .gaussian), data)
    plain.model.hasIntercept = true
    plain.model.references = ["stype": "M"]
    try compare("reference", plain, data)
  }

  @Test func domains() throws {
    let data = try Reference.data(
      "apistrat", Reference.stratified,
      domain: { table in
        table["stype"].map { types in
          (0..<table.rowCount).map { types.text(at: $0) != "H" }
        }
      })
    try compare("domain", model("sch.wide", ["ell", "meals"], .binomial), data)
  }

  @Test func dispersion() throws {
    let data = try Reference.strat()
    let values = try Reference.values("dispersion")
    let gauss = try model("api00", ["ell", "meals", "mobility"], .gaussian)
      .run(on: data).number("fit", "model", "dispersion")
    #expect(isClose(gauss, values["gauss"] ?? 0))
    let gamma = try model("enroll", ["ell", "meals", "stype"], .gamma)
      .run(on: data).number("fit", "model", "dispersion")
    #expect(isClose(gamma, values["gamma"] ?? 0))
  }

  @Test func meanEffectsAndPredictions() throws {
    var analysis = model("sch.wide", ["ell*stype", "meals"], .binomial)
    analysis.hasMargins = true
    let found = try analysis.run(on: Reference.strat())
    for table in ["effects", "margins"] {
      for (key, wanted) in try Reference.values(table) {
        let column = key.hasPrefix("est.") ? "estimate" : "se"
        let name = key.drop { $0 != "." }.dropFirst()
        let row = table == "margins" ? "stype\(name)" : String(name)
        let value = found.number(table, row, column)
        #expect(isClose(value, wanted, relative: 1e-8), "\(table) \(key)")
      }
    }
  }
}
