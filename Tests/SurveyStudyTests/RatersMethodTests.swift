import Diagnostics
import Foundation
import SurveyData
import SurveyStudy
import TestSupport
import Testing

/// The keys of `raters`, and those of evaluators in `evaluation`, as a person
/// writes them.
@Suite struct RatersMethodTests {
  private let scores = Fixture.dataset("suggestion-handling/scores.csv").path
  private let keys = ["case=case_id", "rater=evaluator_id", "score=score"]

  private func tables(_ result: SingleResult) -> [StatisticsTable] {
    guard case .tables(let tables, _) = result.result?.value.details else {
      return []
    }
    return tables
  }

  @Test func ratersInTheCommand() async {
    let found = await analyze(
      kind: "raters", file: scores,
      options: keys + [
        "indicator=indicator_id", "group=evaluator_group", "time=scored_on",
        "model=mixed", "draws=50",
      ])
    let tables = tables(found)
    let names = [
      "raters", "cases", "groups", "halo", "profile", "drift", "variances",
      "generalisability", "panels", "icc", "agreement",
    ]
    #expect(tables.map(\.name) == names)
    #expect(tables.first?.rows.count == 9)
    #expect(tables[1].rows.count == 25)
    // What an evaluator may not judge does not count.
    #expect(found.findings.contains { $0.code.id == "A209" })
    let values = (found.result?.value.conventions ?? []).map(\.value)
    #expect(values.contains("mixed"))
  }

  @Test func oneIndicatorTakesEveryModel() async {
    for model in ["severity", "severity-reml", "mixed"] {
      let found = await analyze(
        kind: "raters",
        file: Fixture.dataset("lecture-ratings/scores.csv").path,
        options: [
          "case=d", "rater=evaluator_id", "score=score", "model=\(model)",
          "draws=0", "where=d < 700",
        ])
      #expect(!found.isStopped, "\(model)")
      #expect(tables(found).first?.name == "raters", "\(model)")
    }
    let rasch = await analyze(
      kind: "raters", file: Fixture.dataset("lecture-ratings/scores.csv").path,
      options: [
        "case=d", "rater=evaluator_id", "score=score", "model=rasch", "draws=0",
      ])
    let scale = tables(rasch).first { $0.name == "scale" }
    #expect(scale?.rows.map(\.name) == ["1", "2", "3", "4", "5"])
  }

  @Test func severityOfSeveralIndicators() async {
    let found = await analyze(
      kind: "raters", file: scores,
      options: [
        "case=case_id", "rater=evaluator_id", "score=score",
        "indicator=indicator_id", "model=severity", "draws=20",
      ])
    #expect(!found.isStopped)
    #expect(
      found.result?.value.conventions.contains {
        $0.name == "indicators" && $0.value == "averaged"
      } == true)
  }

  @Test(arguments: [
    [], ["case=case_id", "rater=evaluator_id"],
    ["case=case_id", "rater=evaluator_id", "score=note"],
    ["case=case_id", "rater=evaluator_id", "score=score", "model=rasch"],
    ["case=case_id", "rater=evaluator_id", "score=score", "model=best"],
    ["case=case_id", "rater=evaluator_id", "score=score", "by=indicator_id"],
    ["case=case_id", "rater=evaluator_id", "score=score", "target=1"],
    [
      "case=case_id", "rater=evaluator_id", "score=score",
      "where=case_id = '2023-0010' and evaluator_id = 'E02'"
        + " and indicator_id = 'Q1'",
    ],
    ["case=case_id", "rater=evaluator_id", "score=score", "group=score"],
  ])
  func ratersThatCannotBeAnalysed(options: [String]) async {
    let found = await analyze(kind: "raters", file: scores, options: options)
    #expect(found.isStopped, "\(options)")
  }

  private func evaluation(_ options: String...) async -> SingleResult {
    await analyze(
      kind: "evaluation", file: scores,
      options: [
        "cases.file="
          + Fixture.dataset("suggestion-handling/cases.csv").path,
        "cases.key=case_id",
        "indicators=[{id: Q1, source: evaluators, norm: fixed,"
          + " norm-params: lo=0;hi=100}]", "uncertainty.draws=20",
      ] + options)
  }

  @Test func evaluatorsAreCombinedInEveryWay() async {
    var seen: Set<[String]> = []
    for way in [
      "mean", "trimmed-mean", "median", "z-score", "severity",
      "severity-reml", "mixed",
    ] {
      let found = await evaluation("raters.combine=\(way)")
      let values = (found.result?.value.estimates ?? []).compactMap(\.value)
      #expect(values.count > 20, "\(way)")
      seen.insert(values.map { String(Int($0 * 1e6)) })
      let conventions = found.result?.value.conventions ?? []
      #expect(
        conventions.contains { $0.name == "raters" && $0.value == way })
      #expect(
        found.findings.contains { $0.code.id == "A282" }
          == (way == "z-score"))
    }
    #expect(seen.count == 7)
  }

  @Test func groupsOfEvaluatorsHaveWeights() async {
    let found = await evaluation(
      "raters.group-weights={deputy: 0.5, expert: 0.3, public: 0.2}")
    #expect(!found.isStopped)
    #expect(
      (found.result?.value.conventions ?? []).contains {
        $0.name == "rater-groups"
      })
    for weights in ["{deputy: 1}", "{deputy: 1, expert: 1, public: 1, x: 2}"] {
      let wrong = await evaluation("raters.group-weights=\(weights)")
      #expect(wrong.findings.contains { $0.code.id == "A280" })
    }
    let negative = await evaluation("raters.group-weights={deputy: -1}")
    #expect(negative.isStopped)
  }
}
