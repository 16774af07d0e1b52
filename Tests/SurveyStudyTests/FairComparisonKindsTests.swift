import SurveyData
import SurveyStudy
import TestSupport
import Testing

/// The keys of `comparison`, `ceiling` and the further ones of `verdict`, as
/// a person writes them.
@Suite struct FairComparisonKindsTests {
  private func run(
    _ kind: String, _ file: String, _ options: [String]
  ) async -> SingleResult {
    await analyze(
      kind: kind, file: Fixture.dataset(file).path(), options: options)
  }

  private func table(_ result: SingleResult, _ name: String) -> StatisticsTable?
  {
    guard case .tables(let tables, _) = result.result?.value.details else {
      return nil
    }
    return tables.first { $0.name == name }
  }

  private let inspections = "livelihood-projects/inspections.csv"

  @Test func unitsOfCounts() async {
    let found = await run(
      "comparison", inspections,
      [
        "unit=district", "numerator=sat_satisfied", "denominator=valid",
        "peers=group_no", "better=higher", "shrinkage=normal",
        "between=paule-mandel", "reliability.minimum=30",
        "reliability.withhold=true", "funnel.target=0.9",
        "funnel.dispersion=additive", "ranks.method=holm",
        "ranks.scale=identity", "ranks.intervals=goldstein-healy",
      ])
    #expect(table(found, "units")?.rows.count == 7)
    #expect(table(found, "funnel-2")?.rows.count == 3)
    let names = found.result?.value.conventions.map(\.value) ?? []
    #expect(names.contains("holm") && names.contains("additive"))
    #expect(names.contains("goldstein-healy"))
  }

  @Test func caseMixOfRows() async {
    let path = Fixture.reference("comparison/casemix.csv").path
    let found = await analyze(
      kind: "comparison", file: path,
      options: [
        "unit=unit", "variable=solved", "values=1",
        "adjust.by=category,complexity", "adjust.method=logistic",
        "adjust.limits=byar", "peers.sizes=2", "ranks.draws=500",
      ])
    #expect(table(found, "units")?.rows.count == 6)
    #expect(table(found, "funnel-1")?.columns.first?.name == "base")
  }

  @Test func designsGiveTheirErrors() async {
    let path = Fixture.reference("survey/data/apistrat.csv").path
    let found = await analyze(
      kind: "comparison", file: path,
      options: [
        "unit=stype", "variable=awards", "values=Yes", "design.strata=stype",
        "design.weights=pw",
      ])
    let units = table(found, "units")
    #expect(units?.rows.count == 3)
    #expect(units?.columns.contains { $0.name == "count" } == false)
  }

  @Test(arguments: [
    ["numerator=valid", "denominator=valid"], ["unit=district"],
    ["unit=district", "numerator=valid"],
    [
      "unit=district", "numerator=valid", "denominator=valid", "variable=valid",
    ],
    ["unit=district", "estimate=valid"],
    ["unit=district", "numerator=valid", "denominator=sat_basic"],
    ["unit=district", "variable=valid", "by=area_name"],
    ["unit=district", "variable=valid", "shrinkage=beta-binomial"],
    ["unit=district", "variable=valid", "better=best"],
    ["unit=district", "variable=valid", "peers.sizes=1"],
    ["unit=district", "variable=valid", "adjust.method=logistic"],
    ["unit=district", "variable=valid", "ranks.method=guess"],
    ["unit=district", "variable=valid", "adjust.by=area_name"],
    ["unit=project_id", "variable=valid", "peers=district"],
    [
      "unit=district", "numerator=sat_satisfied", "denominator=valid",
      "funnel.target=90",
    ],
    [
      "unit=district", "variable=valid", "reliability.marked=0.5",
      "reliability.insufficient=0.6",
    ],
  ])
  func comparisonsThatCannotBeMade(options: [String]) async {
    let found = await run("comparison", inspections, options)
    #expect(found.isStopped)
    #expect(found.findings.contains { $0.severity == .error })
  }

  @Test func ceilingOfAnswers() async {
    let found = await run(
      "ceiling", "suggestion-handling/ratings.csv",
      [
        "items=overall,result", "satisfied=satisfied",
        "dissatisfied=dissatisfied", "unknown=unknown", "by=unit_kind",
        "per=10000", "interval=poisson", "threshold=95%",
        "rounds.first=attitude", "rounds.final=overall",
        "solved.column=result", "solved.values=satisfied",
      ])
    #expect(table(found, "dissatisfied")?.rows.count == 10)
    #expect(table(found, "rounds") != nil)
    #expect(table(found, "solved") != nil)
  }

  @Test func ceilingOfCounts() async {
    let found = await run(
      "ceiling", inspections,
      [
        "counts.satisfied=sat_satisfied",
        "counts.dissatisfied=sat_dissatisfied",
        "counts.valid=valid", "counts.asked=members", "by=district",
      ])
    #expect(table(found, "bounds")?.rows.count == 8)
  }

  @Test(arguments: [
    ["items=overall"], ["satisfied=satisfied"],
    ["items=nothing", "satisfied=a"],
    ["items=overall", "satisfied=great"],
    ["items=overall", "satisfied=satisfied", "rounds.first=result"],
    ["items=overall", "satisfied=satisfied", "solved.column=result"],
    ["items=overall", "satisfied=satisfied", "per=0"],
    ["counts.valid=weight"],
    [
      "items=overall", "satisfied=satisfied", "solved.column=rating_id",
      "solved.values=R000001",
    ],
  ])
  func ceilingsThatCannotBeSeen(options: [String]) async {
    let found = await run(
      "ceiling", "suggestion-handling/ratings.csv", options)
    #expect(found.isStopped)
    #expect(found.findings.contains { $0.severity == .error })
  }

  @Test func verdictsOfRounds() async {
    let found = await run(
      "verdict", inspections,
      [
        "counts.满意=sat_satisfied", "counts.基本满意=sat_basic",
        "counts.不满意=sat_dissatisfied", "by=area_name", "rounds=group_no",
        "turnout.present=present", "turnout.abstained=sat_abstain",
        "percentages.decimals=1",
      ])
    guard case .verdicts(let verdicts) = found.result?.value.details else {
      Issue.record("no verdicts")
      return
    }
    #expect(verdicts.count == 20)
    let sums = verdicts.compactMap { $0.percentages?.reduce(0, +) }
    #expect(sums.count == 20)
    #expect(isClose(sums, sums.map { _ in 100 }, relative: 1e-12))
    #expect(found.findings.isEmpty)
  }
}
