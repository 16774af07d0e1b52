import SurveyData
import SurveyStudy
import TestSupport
import Testing

/// The keys of `waves`, `small-area` and `imputation`, as a person writes
/// them.
@Suite struct PanelKindsTests {
  private func run(
    _ kind: String, _ file: String, _ options: String...
  ) async -> SingleResult {
    await analyze(
      kind: kind, file: Fixture.reference(file).path, options: options)
  }

  private func table(_ result: SingleResult, _ name: String) -> StatisticsTable?
  {
    guard case .tables(let tables, _) = result.result?.value.details else {
      return nil
    }
    return tables.first { $0.name == name }
  }

  @Test func wavesInTheCommand() async {
    let found = await run(
      "waves", "waves/schools.csv", "wave=year", "variables=score",
      "benchmark.score=600", "rolling=2", "decompose=stype",
      "adjust=benjamini-hochberg",
      "design.clusters=dnum", "design.weights=weight")
    let waves = table(found, "waves-1")
    #expect(waves?.rows.map(\.name) == ["1999", "2000", "2001"])
    #expect(waves?.columns.contains { $0.name == "from-benchmark" } == true)
    #expect(table(found, "trend") != nil)
    #expect(table(found, "composition-1") != nil)
    let conventions = found.result?.value.conventions ?? []
    #expect(
      conventions.contains {
        $0.name == "adjust" && $0.value == "benjamini-hochberg"
      })
  }

  @Test func indicesAreFollowed() async {
    let found = await run(
      "waves", "waves/schools.csv", "wave=year", "items=score",
      "scale=[200, 1000]", "panel=snum", "trend=false")
    let value = table(found, "waves-1")?["1999", "estimate"]?.value ?? 0
    #expect(value > 40 && value < 60)
    #expect(table(found, "trend") == nil)
  }

  @Test(arguments: [
    ["wave=year"], ["variables=score"], ["wave=stop", "variables=score"],
    ["wave=year", "variables=score", "rolling=1"],
    ["wave=year", "variables=score", "breaks=[1950]"],
    ["wave=year", "variables=score", "compare=[next]"],
    ["wave=year", "variables=score", "panel=snum", "clusters-shared=false"],
    ["wave=year", "variables=good", "values=maybe"],
  ])
  func wavesThatCannotBeCompared(options: [String]) async {
    let found = await analyze(
      kind: "waves", file: Fixture.reference("waves/schools.csv").path,
      options: options)
    #expect(found.isStopped)
    #expect(found.findings.contains { $0.severity == .error })
  }

  @Test func areasInTheCommand() async {
    let found = await run(
      "small-area", "survey/data/milk.csv", "area=small_area",
      "estimate=direct_est", "se=std_error", "factors=major_area", "method=fh")
    #expect(table(found, "areas")?.rows.count == 43)
    let districts = Fixture.reference("small-areas/districts.csv").path
    let units = await run(
      "small-area", "survey/data/apiclus1.csv", "area=dnum", "variable=api00",
      "model=unit", "covariates=meals,ell", "areas.file=\(districts)")
    #expect(table(units, "areas")?.rows.count == 18)
    let direct = await run(
      "small-area", "survey/data/apiclus1.csv", "area=dnum", "variable=stype",
      "value=E", "covariates=meals", "areas.file=\(districts)")
    #expect(table(direct, "areas")?.columns.first?.name == "n")
  }

  @Test(arguments: [
    [], ["area=dnum"], ["area=dnum", "estimate=api00"],
    ["area=dnum", "variable=api00", "model=unit", "value=3"],
    ["area=dnum", "variable=api00", "covariates=meals"],
    ["area=dnum", "variable=stype"],
    ["area=dnum", "variable=api00", "model=unit", "method=ml"],
  ])
  func areasThatCannotBeEstimated(options: [String]) async {
    let found = await analyze(
      kind: "small-area",
      file: Fixture.reference("survey/data/apiclus1.csv").path,
      options: options)
    #expect(found.isStopped)
  }

  @Test func imputationsInTheCommand() async {
    let chained = await run(
      "imputation", "survey/data/apiclus2.csv", "variables=enroll",
      "impute.columns=enroll", "impute.predictors=api00,stype",
      "impute.count=3", "impute.seed=4")
    #expect(table(chained, "filled")?["enroll", "filled"]?.value == 6)
    #expect(chained.result?.value.estimates.first?.base == 126)
    let deck = await run(
      "imputation", "survey/data/apiclus2.csv", "variables=enroll",
      "impute.columns=enroll", "impute.method=hot-deck", "impute.cells=stype",
      "impute.nearest=api00")
    #expect(table(deck, "pooling")?.rows.count == 1)
    let values = await run(
      "imputation", "survey/data/apiclus2.csv", "constructs.score=api99,api00")
    #expect(values.result?.value.estimates.first?.variable == "score")
  }

  @Test(arguments: [
    [], ["variables=api00"], ["variables=api00", "imputation=cds"],
    ["variables=enroll", "impute.columns=enroll", "impute.cells=stype"],
    ["variables=enroll", "impute.columns=api00", "impute.predictors=enroll"],
    ["variables=enroll", "imputations=other"],
    ["constructs.score=api00"],
  ])
  func imputationsThatCannotBePooled(options: [String]) async {
    let found = await analyze(
      kind: "imputation",
      file: Fixture.reference("survey/data/apiclus2.csv").path,
      options: options)
    #expect(found.isStopped || found.result == nil)
    #expect(found.findings.contains { $0.severity == .error })
  }
}
