import Diagnostics
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Ordinal and multinomial models against `polr`, `svyolr`, `multinom` and
/// `Tests/References/regression/make.R`.
@Suite struct CategoryModelTests {
  typealias Reference = RegressionReference

  static let housing = ModelSpecification(
    outcome: "Sat", terms: ["Infl", "Type", "Cont"],
    references: ["Infl": "Low", "Type": "Tower", "Cont": "Low"])
  static let order = ["Low", "Medium", "High"]

  func houses() throws -> AnalysisData {
    try Reference.data("housing", DesignSpecification(weights: "Freq"))
  }

  func schools() throws -> AnalysisData {
    try Reference.data(
      "apistrat", Reference.stratified,
      adding: { table in
        let meals = table["meals"]?.numbers() ?? []
        return [
          makeColumn(
            "mealcat",
            meals.map { $0 <= 25 ? "1" : $0 <= 50 ? "2" : $0 <= 75 ? "3" : "4" }
          )
        ]
      })
  }

  @Test func frequenciesOfHouses() throws {
    for (id, link) in [
      ("housing.polr", OrdinalLink.logit), ("housing.polr.probit", .probit),
    ] {
      let found = try OrdinalAnalysis(
        model: Self.housing, order: Self.order, link: link
      ).run(on: houses())
      for (name, wanted) in try peerRecord(id) where !name.hasPrefix("se.") {
        let table = name.contains("|") ? "thresholds" : "coefficients"
        var value = found.number(table, name, "estimate")
        // polr's deviance has the weights as they are: 1681 persons.
        if name == "dev" {
          value = found.number("fit", "model", "deviance") * 1681 / 72
        }
        // polr stops at a relative 1e-8 of the likelihood.
        let tolerance = name == "dev" ? 1e-9 : 2e-4
        #expect(isClose(value, wanted, relative: tolerance), "\(id) \(name)")
      }
    }
  }

  @Test func designsOfOrdinalModels() throws {
    for link in OrdinalLink.allCases {
      let found = try OrdinalAnalysis(
        model: ModelSpecification(
          outcome: "mealcat", terms: ["avg.ed", "mobility", "stype"]),
        link: link
      ).run(on: schools())
      for (key, wanted) in try Reference.values("ordinal.\(link.rawValue)") {
        if key == "df" {
          #expect(found.number("coefficients", "stypeH", "df") == wanted)
          continue
        }
        let column = key.hasPrefix("est.") ? "estimate" : "se"
        let name = String(key.dropFirst(column == "se" ? 3 : 4))
        let table = name.contains("|") ? "thresholds" : "coefficients"
        let value = found.number(table, name, column)
        #expect(isClose(value, wanted, relative: 1e-9), "\(link) \(key)")
      }
      if link == .logit {
        // svyolr stops early and takes second differences.
        for (key, wanted) in try peerRecord("strat.olr")
        where !key.hasPrefix("[") && !key.hasPrefix("(") {
          let parts = key.split(separator: "|")
          let value = found.number(
            "coefficients", String(parts[0]),
            parts[1] == "est" ? "estimate" : "se")
          #expect(isClose(value, wanted, relative: 1e-3), "\(key)")
        }
      }
    }
  }

  /// Without a term its products mean nothing; a term by itself is tested by
  /// three tests.
  @Test func workingTests() throws {
    let tests: [RegressionAnalysis.Test] = [.wald, .likelihood, .workingWald]
    for link in OrdinalLink.allCases {
      let found = try OrdinalAnalysis(
        model: ModelSpecification(
          outcome: "mealcat", terms: ["avg.ed", "mobility", "stype"]),
        link: link, hasMargins: false, tests: tests
      ).run(on: schools())
      let expected = try Reference.values("ordinal.tests.\(link.rawValue)")
      for (key, wanted) in expected {
        let value = found.number("terms", "stype", key)
        #expect(isClose(value, wanted, relative: 1e-8), "\(link) \(key)")
      }
    }
    let found = try MultinomialAnalysis(
      model: ModelSpecification(outcome: "mealcat", terms: ["ell", "stype"]),
      hasMargins: false, tests: tests
    ).run(on: schools())
    for (key, wanted) in try Reference.values("multinomial.tests") {
      let value = found.number("terms", "stype", key)
      #expect(isClose(value, wanted, relative: 1e-8), "\(key)")
    }
    let product = try OrdinalAnalysis(
      model: ModelSpecification(
        outcome: "mealcat", terms: ["mobility", "stype", "mobility:stype"]),
      hasMargins: false, tests: tests
    ).run(on: schools())
    #expect(product.number("terms", "stype", "deviance").isNaN)
    #expect(product.number("terms", "mobility:stype", "deviance") > 0)
    let none = try OrdinalAnalysis(
      model: ModelSpecification(outcome: "mealcat", terms: ["stype"]),
      hasMargins: false, tests: []
    ).run(on: schools())
    #expect(none.number("terms", "stype", "p").isNaN)
  }

  @Test func multinomial() throws {
    let found = try MultinomialAnalysis(
      model: ModelSpecification(outcome: "mealcat", terms: ["ell", "stype"])
    ).run(on: schools())
    let (largest, compared) = found.difference(
      try Reference.values("multinomial"))
    #expect(largest < 1e-9 && compared == 24, "\(largest)")
    let houses = try MultinomialAnalysis(model: Self.housing, base: "Low")
      .run(on: houses())
    let values = try Reference.values("housing.multinomial")
    let deviance = houses.number("fit", "model", "deviance") * 1681 / 72
    #expect(isClose(deviance, values["deviance"] ?? 0))
    #expect(isClose(deviance, try peerRecord("housing.multinom")["dev"] ?? 0))
    let order = ["2": "High", "3": "Medium"]
    // The other values come in the order of their letters here.
    for (key, wanted) in values where key.hasPrefix("est.") {
      let parts = key.dropFirst(4).split(separator: ":")
      let level = parts[0] == "2" ? "Medium" : "High"
      let value = houses.number(
        "coefficients", "\(level):\(parts[1])", "estimate")
      #expect(isClose(value, wanted, relative: 1e-9), "\(key) \(order)")
    }
  }

  @Test func twoValuesAreALogit() throws {
    let data = try Reference.strat()
    let logit = try RegressionAnalysis(
      model: ModelSpecification(outcome: "sch.wide", terms: ["ell", "stype"]),
      family: .binomial
    ).run(on: data)
    let two = try MultinomialAnalysis(
      model: ModelSpecification(outcome: "sch.wide", terms: ["ell", "stype"])
    ).run(on: data)
    let ordinal = try OrdinalAnalysis(
      model: ModelSpecification(outcome: "sch.wide", terms: ["ell", "stype"])
    ).run(on: data)
    for name in ["ell", "stypeH", "stypeM"] {
      for column in ["estimate", "se", "p"] {
        let wanted = logit.number("coefficients", name, column)
        let first = two.number("coefficients", "Yes:\(name)", column)
        #expect(isClose(first, wanted))
        if column != "p" {
          #expect(
            isClose(ordinal.number("coefficients", name, column), wanted))
        }
      }
    }
    #expect(
      isClose(
        two.number("terms", "stype", "f"), logit.number("terms", "stype", "f")))
    for type in ["E", "H", "M"] {
      let wanted = logit.number("margins", "stype\(type)", "estimate")
      #expect(isClose(two.number("margins", "stype\(type)", "Yes"), wanted))
      #expect(isClose(ordinal.number("margins", "stype\(type)", "Yes"), wanted))
    }
  }

  @Test func replicatesOfCategories() throws {
    var data = try Reference.data("apiclus1", Reference.clustered)
    data.design.replicates = RegressionPeerTests.jackknife(data)
    let logit = try RegressionAnalysis(
      model: ModelSpecification(outcome: "sch.wide", terms: ["ell"]),
      family: .binomial
    ).run(on: data)
    let ordinal = try OrdinalAnalysis(
      model: ModelSpecification(outcome: "sch.wide", terms: ["ell"])
    ).run(on: data)
    #expect(
      isClose(
        ordinal.number("coefficients", "ell", "se"),
        logit.number("coefficients", "ell", "se")))
  }

  @Test func edges() throws {
    func data(_ columns: [(String, [String])]) -> AnalysisData {
      AnalysisData(table: makeTable(columns.map { makeColumn($0.0, $0.1) }))
    }
    func code(_ body: () throws(Diagnostic) -> AnalysisOutcome)
      -> DiagnosticCode?
    {
      do {
        _ = try body()
        return nil
      } catch { return error.code }
    }
    let ten = (1...10).map { "\($0)" }
    let rows = data([
      ("y", ["a", "b", "c", "a", "b", "c", "a", "b", "c", "a"]), ("x", ten),
      ("same", [String](repeating: "q", count: 10)),
      ("apart", ["1", "2", "3", "1", "2", "3", "1", "2", "3", "1"]),
      ("none", [String](repeating: "", count: 10)),
    ])
    let model = ModelSpecification(outcome: "y", terms: ["x"])
    var wrong = OrdinalAnalysis(model: model, order: ["a", "b"])
    #expect(
      code { () throws(Diagnostic) in try wrong.run(on: rows) } == .wrongOption)
    wrong.order = ["a", "b", "c", "d"]
    #expect(
      code { () throws(Diagnostic) in try wrong.run(on: rows) } == .unknownValue
    )
    wrong.order = []
    wrong.model.outcome = "same"
    #expect(
      code { () throws(Diagnostic) in try wrong.run(on: rows) } == .wrongOption)
    wrong.model.outcome = "none"
    #expect(
      code { () throws(Diagnostic) in try wrong.run(on: rows) } == .wrongOption)
    wrong.model = ModelSpecification(outcome: "y", terms: ["none"])
    #expect(
      code { () throws(Diagnostic) in try wrong.run(on: rows) }
        == .modelNotFitted)
    let fine = try OrdinalAnalysis(model: model).run(on: rows)
    #expect(fine.diagnostics.isEmpty)
    let empty = try OrdinalAnalysis(
      model: ModelSpecification(outcome: "y", terms: [])
    ).run(on: rows)
    #expect(isClose(empty.number("fit", "model", "mcfadden"), 0, floor: 1e-12))
    for terms in [["apart"], ["apart", "same"]] {
      let model = ModelSpecification(outcome: "y", terms: terms)
      let ordinal = code { () throws(Diagnostic) in
        let found = try OrdinalAnalysis(model: model).run(on: rows)
        #expect(found.diagnostics.contains { $0.severity == .warning })
        return found
      }
      #expect(ordinal == nil || ordinal == .modelNotFitted)
      let several = code { () throws(Diagnostic) in
        let found = try MultinomialAnalysis(model: model).run(on: rows)
        #expect(found.diagnostics.contains { $0.severity == .warning })
        return found
      }
      #expect(several == nil || several == .modelNotFitted)
    }
    let base = MultinomialAnalysis(model: model, base: "z")
    #expect(
      code { () throws(Diagnostic) in try base.run(on: rows) } == .unknownValue)
  }
}
