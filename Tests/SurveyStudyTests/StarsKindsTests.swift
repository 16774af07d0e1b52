import Foundation
import SurveyData
import SurveyStudy
import TestSupport
import Testing

/// The keys of `efficiency` and `stars`, and of scores and bands that follow
/// from the cases themselves, as a person writes them.
@Suite struct StarsKindsTests {
  static let groups =
    "groups={activity: {measures: [a, b], weight: 2, label: {zh: 活动, en: Activity}},"
    + " results: {measures: [c], lower-is-better: true}}"

  /// Twelve units, made up.
  private func file() throws -> String {
    var lines = ["unit,kind,a,b,c,se"]
    for row in 0..<12 {
      let a = (row * 7) % 11 + 1
      let b = (row * 5) % 9 + 2
      let c = (row * 3) % 10 + 1
      lines.append("U\(row),\(row % 2 == 0 ? "x" : "y"),\(a),\(b),\(c),0.5")
    }
    let path = try Fixture.temporaryFolder().appending(path: "units.csv")
    try lines.joined(separator: "\n").write(
      to: path, atomically: true, encoding: .utf8)
    return path.path()
  }

  private func run(
    _ kind: String, _ options: [String]
  ) async throws -> SingleResult {
    await analyze(kind: kind, file: try file(), options: options)
  }

  private func table(_ result: SingleResult, _ name: String) -> StatisticsTable?
  {
    switch result.result?.value.details {
    case .tables(let tables, _): tables.first { $0.name == name }
    case .evaluation(let found): found.tables.first { $0.name == name }
    default: nil
    }
  }

  @Test(arguments: [
    [], ["model=bcc", "orientation=output"],
    ["model=radial", "returns=increasing"], ["model=super"], ["model=sbm"],
    ["model=sbm", "orientation=input", "returns=variable"],
  ])
  func efficiencies(options: [String]) async throws {
    let found = try await run(
      "efficiency", ["unit=unit", "inputs=a,b", "outputs=c"] + options)
    #expect(table(found, "efficiency")?.rows.count == 12)
    #expect(table(found, "targets")?.rows.count == 12)
    let estimates = found.result?.value.estimates ?? []
    #expect(estimates.count { $0.statistic == "efficiency" } == 12)
  }

  @Test(arguments: [
    ["inputs=a"], ["outputs=c"], ["inputs=a", "outputs=c", "model=dea"],
    ["inputs=a", "outputs=c", "model=ccr", "returns=variable"],
    ["inputs=a", "outputs=c", "model=bcc", "returns=constant"],
    ["inputs=a", "outputs=c", "orientation=both"],
    ["inputs=a", "outputs=c", "by=kind"], ["inputs=kind", "outputs=c"],
    ["inputs=a", "outputs=c", "unit=kind"], ["inputs=a", "outputs=nowhere"],
  ])
  func efficienciesThatCannotBe(options: [String]) async throws {
    let found = try await run("efficiency", options)
    #expect(found.result == nil)
  }

  @Test(arguments: [
    ["peers=none"], ["peers.column=kind", "stars=3"],
    ["peers=none", "clustering=cms", "clip=2", "uncertainty=none"],
    ["peers=none", "uncertainty.errors.a=se", "uncertainty.draws=20"],
  ])
  func stars(options: [String]) async throws {
    let found = try await run(
      "stars",
      [
        "unit=unit", Self.groups, "minimum.measures=1", "minimum.groups=2",
        "minimum.one-of=results",
      ] + options)
    #expect(table(found, "stars")?.rows.count == 12)
    #expect(table(found, "comparison") != nil)
    #expect(table(found, "without-group")?.rows.count == 2)
  }

  @Test(arguments: [
    ["unit=unit"], [groups], ["unit=unit", groups, "peers=some"],
    ["unit=unit", groups, "stars=1"], ["unit=unit", groups, "clip=-1"],
    ["unit=unit", groups, "clustering=best"], ["unit=unit", groups, "by=kind"],
    ["unit=unit", groups, "uncertainty.measures=false"],
    ["unit=unit", groups, "minimum.one-of=nothing"],
    ["unit=unit", groups, "uncertainty.errors.nothing=se"],
    ["unit=unit", "groups={g: {weight: 1}}"],
    ["unit=unit", "groups={g: {measures: [a], lower-is-better: [b]}}"],
    ["unit=unit", groups],
  ])
  func starsThatCannotBe(options: [String]) async throws {
    let found = try await run("stars", options)
    #expect(found.result == nil)
  }

  static let indicators =
    "indicators=[{id: A, column: a, weight: 0.4, norm: minmax},"
    + " {id: B, column: b, weight: 0.3, norm: minmax},"
    + " {id: C, column: c, weight: 0.3, norm: minmax}]"

  @Test func benefitOfTheDoubtAndBands() async throws {
    let found = try await run(
      "evaluation",
      [
        "cases.key=unit", Self.indicators,
        "score.method=benefit-of-the-doubt", "score.shares=[0.1, 0.6]",
        "bands={method: kmeans, count: 3}",
      ])
    #expect(table(found, "benefit-of-the-doubt")?.rows.count == 12)
    guard case .evaluation(let result)? = found.result?.value.details else {
      Issue.record("no evaluation")
      return
    }
    // Nothing is left to vary, so nothing feigns to be certain.
    #expect(result.uncertainty == nil)
    #expect(result.bands.map { $0.label[.english] }.first == "3 stars")
    let conventions = found.result?.value.conventions ?? []
    #expect(conventions.contains { $0.name == "bands" && $0.value == "kmeans" })
    #expect(!conventions.contains { $0.name == "weights" })
  }

  @Test func bandsHaveCertainty() async throws {
    let found = try await run(
      "evaluation",
      [
        "cases.key=unit", Self.indicators, "uncertainty.draws=50",
        "bands={method: quantile, labels: [上, 中, 下]}",
      ])
    let bands = try #require(table(found, "bands"))
    #expect(bands.rows.count == 12)
    #expect(bands.columns.map(\.name).contains("certainty"))
    let stars = bands.rows.compactMap { $0.cells[0].value }
    #expect(stars.count { $0 == 3 } == 4)
    #expect(stars == stars.sorted(by: >))
  }

  @Test(arguments: [
    "score.shares=[0.5]", "score.shares=[0.6, 0.2]", "score.shares=[0.4, 0.5]",
    "score.shift=2", "bands={method: jenks}",
    "bands={method: kmeans, count: 3, labels: [a, b]}",
    "bands={method: kmeans, labels: [a]}", "bands={method: kmeans, count: 1}",
  ])
  func scoresAndBandsThatCannotBe(option: String) async throws {
    let found = try await run(
      "evaluation",
      [
        "cases.key=unit", Self.indicators,
        "score.method=benefit-of-the-doubt", option,
      ])
    #expect(found.result == nil)
  }
}
