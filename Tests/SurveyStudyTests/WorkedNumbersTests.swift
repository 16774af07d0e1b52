import Diagnostics
import SurveyData
import SurveyReport
import TestSupport
import Testing

@testable import SurveyStudy

/// What `explain` puts into formulas: counts of a ceiling, points of a month,
/// shrunken rates, methods that compare cases, and limits of exact intervals.
@Suite struct WorkedNumbersTests {
  private static let ceiling = """
    manyi: 1
    title: Ceiling
    data:
      c: {file: c.csv}
      v: {file: v.csv}
    analyses:
      counted:
        kind: ceiling
        data: c
        by: unit
        counts: {satisfied: s, dissatisfied: d, valid: v, asked: a}
        threshold: 0.95
      rounds:
        kind: ceiling
        data: v
        items: last
        satisfied: [y]
        dissatisfied: [n]
        rounds: {first: first, final: last}
        solved: {column: done, values: [A]}
        interval: poisson
    """

  private static let files = [
    "c.csv": "unit,s,d,v,a\np,90,3,100,120\nq,50,0,50,50\n",
    "v.csv": "first,last,done\nn,y,A\nn,y,B\nn,y,A\ny,n,A\ny,y,A\nn,n,B\n",
  ]

  private static let ratios: [(String, String, String, Double)] = [
    ("counted/dissatisfied/p/rate", "d / n · 1000", "3 / 100 · 1000", 30.0),
    ("counted/dissatisfied/q/rate", "d / n · 1000", "0 / 50 · 1000", 0.0),
    ("counted/dissatisfied/p/satisfied", "s / n", "90 / 100", 0.9),
    ("counted/bounds/p/response", "n / N", "100 / 120", 0.8333333333333334),
    ("counted/bounds/p/worst", "s / N", "90 / 120", 0.75),
    (
      "counted/bounds/p/best", "(s + N − n) / N", "110 / 120",
      0.9166666666666666
    ),
    ("rounds/rounds/change/share", "(b − c) / n", "2 / 6", 0.3333333333333333),
    (
      "rounds/rounds/p/share", "min(1, 2·P(Bin(b + c, ½) ≤ min(b, c)))",
      "min(1, 2·P(Bin(4, ½) ≤ 1))", 0.625
    ),
    (
      "rounds/solved-satisfied/solved/share", "x / n", "4 / 6",
      0.6666666666666666
    ),
    (
      "rounds/solved-satisfied/phi/share",
      "(ad − bc) / √((a + b)(c + d)(a + c)(b + d))",
      "(3·1 − 1·1) / √((3 + 1)(1 + 1)(3 + 1)(1 + 1))", 0.25
    ),
  ]

  /// The formula, the values and the number that they make.
  @Test(arguments: ratios)
  func countsOfACeilingStandInTheFormula(
    address: String, formula: String, values: String, number: Double
  ) async throws {
    let (workspace, log) = try await openedStudy(Self.ceiling, Self.files)
    let found = try #require(
      try workspace.lineage(of: address, rows: 2, log: log))
    let worked = try #require(found.worked.first)
    #expect(worked.formula == formula)
    #expect(worked.values == values)
    #expect(abs(worked.result - number) < 1e-12)
    #expect(found.rows.first?.rows.isEmpty == false)
  }

  @Test(arguments: [
    (
      "counted/dissatisfied/p/rate",
      "lower limit = Beta⁻¹(0.025; x, n − x + 1) · 1000 = Beta⁻¹(0.025; 3, 98)"
        + " · 1000"
    ),
    ("counted/dissatisfied/q/rate", "lower limit = 0"),
    (
      "counted/dissatisfied/q/rate",
      "upper limit = Beta⁻¹(0.975; x + 1, n − x) · 1000 = Beta⁻¹(0.975; 1, 50)"
        + " · 1000"
    ),
    ("counted/dissatisfied/q/satisfied", "upper limit = 1"),
    (
      "rounds/dissatisfied/all/rate",
      "upper limit = χ²⁻¹(0.975; 2x + 2) / 2n · 1000 = χ²⁻¹(0.975; 6) / 12"
        + " · 1000"
    ),
  ])
  func limitsAreQuantiles(address: String, line: String) async throws {
    let (workspace, log) = try await openedStudy(Self.ceiling, Self.files)
    let found = try #require(
      try workspace.lineage(of: address, rows: 0, log: log))
    let lines = found.uncertainty.map { $0[.english] }
    #expect(lines.contains(line), "\(lines)")
  }

  /// The base and the quantile that are told give the limits.
  @Test(arguments: ["wilson", "wilson-adjusted", "wilson-kish"])
  func wilsonLimitsOfADesignFollowFromWhatIsTold(
    method: String
  ) async throws {
    var rows = "x,w,c\n"
    for row in 0..<60 {
      rows +=
        "\(row % 4 == 0 ? "b" : "a"),\(1 + Double(row % 3) / 2),\(row / 6)\n"
    }
    let (workspace, log) = try await openedStudy(
      """
      manyi: 1
      title: Design
      data: {a: {file: a.csv}}
      analyses:
        s:
          kind: share
          variables: x
          interval: \(method)
          design: {weights: w, clusters: c}
      """, ["a.csv": rows])
    let found = try #require(
      try workspace.lineage(of: "s/x=a/share", rows: 0, log: log))
    let estimate = try #require(found.estimate)
    let interval = try #require(estimate.interval)
    #expect(interval.method == "wilson")
    let line = try #require(
      found.uncertainty.map { $0[.english] }.first { $0.contains("z²/2n") })
    func last(_ part: Substring) -> Double? {
      part.split(separator: " = ").last.flatMap { Double($0) }
    }
    let parts = line.split(separator: ", ")
    let n = try #require(last(parts[1]))
    let z = last(parts[2]) ?? 1.959963985
    let p = try #require(estimate.value)
    let centre = p + z * z / (2 * n)
    let half = z * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
    let whole = 1 + z * z / n
    #expect(abs((centre - half) / whole - interval.lower) < 1e-6, "\(line)")
    #expect(abs((centre + half) / whole - interval.upper) < 1e-6, "\(line)")
  }

  /// In January the term's cap holds, in February the month's, and the year's
  /// cap takes the rest.
  @Test func pointsAddUpByMonth() async throws {
    let (workspace, log) = try await openedStudy(
      """
      manyi: 1
      title: Points
      data: {a: {file: a.csv}}
      analyses:
        p:
          kind: points
          caps: {visit: 10, month: 18, year: 25}
          uncertainty: none
      """,
      [
        "a.csv": """
        station_id,held_on,points_rule
        S1,2025-01-03,visit=6
        S1,2025-01-20,visit=6
        S1,2025-02-03,visit=9;talk=8
        S1,2025-02-04,talk=8
        S2,2026-02-04,talk=8

        """
      ])
    let found = try #require(
      try workspace.lineage(of: "p/S1/points", rows: 1, log: log))
    let lines = found.worked.map {
      "\($0.values) = \(compactNumber($0.result))"
    }
    let wanted = [
      "(10 + 18 → 25) = 25", "min(18, min(10, visit 12)) = 10",
      "min(18, min(10, visit 9) + talk 16) = 18",
    ]
    #expect(lines == wanted)
    guard case .tables(let tables, _) = found.value.details,
      let table = tables.first(where: { $0.name == "account" })
    else {
      Issue.record("no account")
      return
    }
    #expect(table["total", "counted"]?.value == 25)
    #expect(table["year=2025", "month"]?.value == 28)
    #expect(table.title[.english].hasSuffix("S1"))
  }

  /// Every method that compares cases gives the score from its own numbers.
  @Test(arguments: [
    "topsis", "vikor", "grey", "rsr", "wrsr", "mpi", "promethee", "electre-1",
    "electre-3", "copeland", "borda", "benefit-of-the-doubt", "fuzzy",
  ])
  func methodsGiveTheirScore(method: String) async throws {
    let (workspace, log) = try await openedStudy(
      """
      manyi: 1
      title: Methods
      data: {m: {file: m.csv}}
      analyses:
        p:
          kind: evaluation
          cases: id
          indicators: [days, rate, quality]
          directions: [-1, 1, 1]
          weights: {method: given, values: [0.5, 0.2, 0.3]}
          score: {method: \(method)}
          uncertainty: none
      """,
      [
        "m.csv": """
        id,days,rate,quality
        A,64,0.95,87
        B,86,0.88,78
        C,49,0.99,
        D,119,0.71,66
        E,75,0.90,79

        """
      ])
    let result = try #require(
      workspace.study.analyses.first.flatMap { workspace.run($0, log: log) })
    guard case .evaluation(let evaluation) = result.details else { return }
    for item in evaluation.cases where item.score != nil {
      let found = try #require(
        try workspace.lineage(of: "p/\(item.id)/score", rows: 0, log: log))
      let worked = try #require(found.worked.last, "\(method) \(item.id)")
      #expect(worked.result == item.score)
      #expect(worked.values.contains { $0.isNumber })
    }
  }
}
