import Diagnostics
import SurveyData
import SurveyReport
import TestSupport
import Testing

@testable import SurveyStudy

/// What `explain` puts into formulas of shrunken numbers, medians and adjusted
/// differences: values of the model, from which the number follows.
@Suite struct ModelNumbersTests {
  private static let units = """
    unit,hit,n
    A,45,50
    B,88,120
    C,30,31
    D,400,480
    E,70,110

    """

  /// The numbers of a line, in their order.
  private func numbers(_ text: String) -> [Double] {
    text.split { !("0123456789.".contains($0)) }.compactMap { Double($0) }
  }

  /// The a and b of the model stand in the formula, which gives the rate.
  @Test func shrunkenRatesFollowFromTheModel() async throws {
    let (workspace, log) = try await openedStudy(
      """
      manyi: 1
      title: Rates
      data: {u: {file: u.csv}}
      analyses:
        c: {kind: comparison, unit: unit, numerator: hit, denominator: n}
      """, ["u.csv": Self.units])
    let found = try #require(
      try workspace.lineage(of: "c/units/A/shrunken", rows: 0, log: log))
    let worked = try #require(found.worked.first)
    #expect(worked.formula == "(x + a) / (n + a + b)")
    let values = numbers(worked.values)
    #expect(values.count == 4 && values[0] == 45 && values[2] == 50)
    let rate = (values[0] + values[1]) / (values[2] + values[3])
    #expect(abs(rate - worked.result) < 1e-7)
    guard case .tables(let tables, _) = found.value.details,
      let model = tables.first(where: { $0.name == "model" })
    else {
      Issue.record("no model")
      return
    }
    let a = try #require(model["group-1", "a"]?.value)
    let b = try #require(model["group-1", "b"]?.value)
    #expect(isClose(values[1], a, relative: 1e-6))
    #expect(isClose(values[3], a + b, relative: 1e-6))
    let weight = try #require(
      try workspace.lineage(of: "c/units/A/reliability", rows: 0, log: log)
    ).worked.first
    #expect(weight?.formula == "n / (n + a + b)")
  }

  @Test func shrunkenMeansFollowFromTheModel() async throws {
    let (workspace, log) = try await openedStudy(
      """
      manyi: 1
      title: Means
      data: {u: {file: u.csv}}
      analyses:
        c: {kind: comparison, unit: unit, estimate: y, se: s}
      """,
      [
        "u.csv": """
        unit,y,s
        A,88.2,2
        B,79.5,2.5
        C,93.1,6
        D,71,1.5

        """
      ])
    let found = try #require(
      try workspace.lineage(of: "c/units/A/shrunken", rows: 0, log: log))
    let worked = try #require(found.worked.first)
    #expect(worked.formula == "μ + λ·(y − μ)")
    let values = numbers(worked.values)
    #expect(values.count == 4 && values[2] == 88.2)
    let mean = values[0] + values[1] * (values[2] - values[3])
    #expect(abs(mean - worked.result) < 1e-5)
    let weight = try #require(
      try workspace.lineage(of: "c/units/B/reliability", rows: 0, log: log)
    ).worked.first
    #expect(weight?.formula == "A / (A + v)")
    // v is the square of the standard error.
    #expect(weight.map { numbers($0.values).last } == 6.25)
  }

  /// A median stands with the shares just below it and at it.
  @Test func mediansStandWithTheirShares() async throws {
    let (workspace, log) = try await openedStudy(
      """
      manyi: 1
      title: Medians
      data: {a: {file: a.csv}}
      analyses:
        q:
          kind: quantile
          variables: x
          probabilities: [0.25, 0.5]
          design: {weights: w}
      """, ["a.csv": "x,w\n1,1\n2,1\n4,3\n7,2\n9,1\n"])
    let found = try #require(
      try workspace.lineage(of: "q/x/median", rows: 0, log: log))
    let worked = try #require(found.worked.first)
    #expect(worked.formula == "min{y: F(y) ≥ 0.5}")
    #expect(worked.values == "F(4⁻) = 0.25 < 0.5 ≤ 0.625 = F(4), y")
    #expect(worked.result == 4)
  }

  /// Days to a reply and adjusted differences of a small ledger, by hand.
  @Test func differencesAreSumsOverStrata() async throws {
    var rows = "case_id,category,lead_unit_id,assigned_on,due_on,replied_on,"
    rows += "key_supervised\n"
    let cases = [
      ("a", "1", 10, true), ("a", "1", 40, true), ("a", "0", 12, true),
      ("a", "0", 35, true), ("b", "1", 20, true), ("b", "0", 15, true),
      ("b", "0", 36, true),
    ]
    for (number, entry) in cases.enumerated() {
      let day = 1 + entry.2
      let replied = day <= 31 ? "2025-01-\(day)" : "2025-02-\(day - 31)"
      let text = replied.split(separator: "-").map {
        $0.count == 1 ? "0\($0)" : String($0)
      }.joined(separator: "-")
      rows += "C\(number),\(entry.0),U,2025-01-01,2025-01-31,\(text),"
      rows += "\(entry.1)\n"
    }
    let (workspace, log) = try await openedStudy(
      """
      manyi: 1
      title: Ledger
      data: {l: {file: l.csv, key: case_id}}
      analyses:
        l: {kind: ledger, data: l}
      """, ["l.csv": rows])
    func worked(_ address: String) throws -> WorkedFormula? {
      try workspace.lineage(of: address, rows: 0, log: log)?.worked.first
    }
    // In a: 1 of 2 and 1 of 2; in b: 1 of 1 and 1 of 2. Σ = 0 + (2 − 1)/3
    // over 4/4 + 2/3.
    let adjusted = try #require(
      try worked("l/supervision/on-time/adjusted"))
    #expect(adjusted.formula == "Σ (a·n₀ − c·n₁)/N / Σ n₁·n₀/N")
    #expect(isClose(adjusted.result, (1 / 3.0) / (5 / 3.0)))
    let sums = numbers(adjusted.values)
    #expect(abs(sums[0] - 1 / 3.0) < 1e-8 && abs(sums[1] - 5 / 3.0) < 1e-8)
    let raw = try #require(try worked("l/supervision/on-time/raw"))
    #expect(raw.formula == "p₁ − p₀")
    let days = try #require(
      try worked("l/supervision-days/days-to-reply/adjusted"))
    #expect(days.formula == "Σ x̃·y / Σ x̃²")
    let parts = numbers(days.values)
    #expect(abs(parts[0] / parts[1] - abs(days.result)) < 1e-6)
    // 10, 12, 15, 20, 35, 36, 40: four of seven within 20 days.
    let median = try #require(try worked("l/days-to-reply/median"))
    #expect(
      median.values == "F(20⁻) = 0.4285714 < 0.5 ≤ 0.5714286 = F(20), y")
  }
}
