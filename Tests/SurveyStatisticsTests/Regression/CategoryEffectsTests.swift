import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Mean effects on the probabilities of answers, beside derivatives in R
/// (`Tests/References/regression/make.R`).
@Suite struct CategoryEffectsTests {
  typealias Reference = RegressionReference

  private func compare(
    _ id: String, _ found: AnalysisOutcome
  ) throws {
    let record = try Reference.values(id)
    #expect(!record.isEmpty)
    for (key, wanted) in record {
      let isValue = key.hasPrefix("est.")
      let name = String(key.dropFirst(isValue ? 4 : 3))
      let value = found.number("effects", name, isValue ? "estimate" : "se")
      #expect(
        isClose(value, wanted, relative: 1e-8, floor: 1e-12),
        "\(id) \(key): \(value) \(wanted)")
    }
  }

  @Test(arguments: OrdinalLink.allCases)
  func effectsOfOrdinalModels(link: OrdinalLink) throws {
    let found = try OrdinalAnalysis(
      model: ModelSpecification(
        outcome: "mealcat", terms: ["avg.ed", "mobility", "stype"]), link: link
    ).run(on: CategoryModelTests().schools())
    try compare("ordinal.effects.\(link.rawValue)", found)
  }

  @Test func effectsOfMultinomialModels() throws {
    let found = try MultinomialAnalysis(
      model: ModelSpecification(outcome: "mealcat", terms: ["ell", "stype"])
    ).run(on: CategoryModelTests().schools())
    try compare("multinomial.effects", found)
  }

  /// With two answers they are those of a logistic regression, interactions
  /// and squares included.
  @Test func twoAnswersAreALogit() throws {
    let model = ModelSpecification(
      outcome: "sch.wide", terms: ["ell*stype", "meals"])
    let data = try Reference.data("apistrat", Reference.stratified)
    let logit = try RegressionAnalysis(model: model, family: .binomial)
      .run(on: data)
    let ordinal = try OrdinalAnalysis(model: model).run(on: data)
    let two = try MultinomialAnalysis(model: model).run(on: data)
    for name in ["ell", "meals", "stypeH", "stypeM"] {
      for column in ["estimate", "se"] {
        let wanted = logit.number("effects", name, column)
        for found in [ordinal, two] {
          let yes = found.number("effects", "\(name):Yes", column)
          #expect(
            isClose(yes, wanted, relative: 1e-7), "\(name) \(column) \(yes)")
          let no = found.number("effects", "\(name):No", column)
          #expect(isClose(abs(no), abs(yes), relative: 1e-8))
        }
      }
    }
  }
}
