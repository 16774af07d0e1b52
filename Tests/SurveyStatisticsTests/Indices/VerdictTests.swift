import Diagnostics
import SurveyData
import SurveyStatistics
import TestSupport
import Testing

/// The rule that Zhenhai District printed under its table in 2022, with the
/// published votes.
@Suite struct VerdictTests {
  @Test(arguments: [
    ([15, 0, 14], 29, 0), ([14, 1, 14], 29, 1), ([10, 5, 15], 30, 2),
    ([15, 0, 15], 30, 2), ([15, 1, 14], 30, 1), ([28, 1, 0], 29, 0),
    ([17, 11, 1], 29, 0), ([17, 11, 1], 33, 0), ([17, 11, 1], 34, 1),
  ])
  func printedRule(counts: [Int], total: Int, expected: Int) {
    #expect(VerdictRule().verdict(counts: counts, total: total) == expected)
  }

  @Test func exactlyTheThreshold() {
    let strict = VerdictRule(threshold: Fraction(2, 3))
    #expect(strict.verdict(counts: [20, 0, 10], total: 30) == 2)
    let lenient = VerdictRule(threshold: Fraction(2, 3), isStrict: false)
    #expect(lenient.verdict(counts: [20, 0, 10], total: 30) == 0)
    #expect(lenient.verdict(counts: [0, 0, 0], total: 30) == nil)
  }

  @Test func fractions() {
    #expect(Fraction("1/2") == Fraction(1, 2))
    #expect(Fraction("80%") == Fraction(80, 100))
    #expect(Fraction("0.8") == Fraction(8, 10))
    #expect(Fraction("66.7%") == Fraction(667, 1000))
    #expect(Fraction("1") == Fraction(1, 1))
    for text in ["", "half", "3/2", "1/0", "-1/2", "120%", "1.2.3", "%", "."] {
      #expect(Fraction(text) == nil, "\(text)")
    }
  }

  let table = makeTable([
    makeColumn("project", ["A", "B", "C"]),
    makeColumn("s", ["28", "14", "0"]), makeColumn("b", ["1", "1", "0"]),
    makeColumn("u", ["0", "14", "0"]), makeColumn("seats", ["40", "60", "9"]),
  ])
  let counts = VerdictAnalysis.Votes.counts([
    .init(grade: "满意", column: "s"), .init(grade: "基本满意", column: "b"),
    .init(grade: "不满意", column: "u"),
  ])

  func verdicts(
    _ analysis: VerdictAnalysis, _ table: Table
  ) throws -> [Verdict] {
    let outcome = try analysis.run(on: AnalysisData(table: table))
    guard case .verdicts(let found) = outcome.details else { return [] }
    return found
  }

  /// 28 of 29 is 96.55 %; 14 is 48.28 % of 29 valid votes and 23.33 % of 60
  /// seats, and never 50 %.
  @Test func printedPercentagesAreChecked() throws {
    let printed = makeTable(
      table.columns + [makeColumn("rate", ["96.55", "50.00", ""])])
    func codes(_ percents: [String], _ rule: VerdictRule = VerdictRule()) throws
      -> [String]
    {
      var analysis = VerdictAnalysis(
        votes: counts, rule: rule, by: [["project"]])
      analysis.printed = ["满意": "rate"]
      return try analysis.run(
        on: AnalysisData(
          table: makeTable(table.columns + [makeColumn("rate", percents)]))
      ).diagnostics.map(\.code.id).filter { $0 == "A731" }
    }
    #expect(printed.rowCount == 3)
    #expect(try codes(["96.55", "50.00", ""]) == ["A731"])
    #expect(try codes(["96.55", "48.28", ""]) == [])
    #expect(try codes(["96.55", "23.33", ""]) == ["A731"])
    var members = VerdictRule()
    members.denominator = .membersColumn("seats")
    #expect(try codes(["70.00", "23.33", ""], members) == [])
  }

  @Test func countedVotes() throws {
    let found = try verdicts(
      VerdictAnalysis(votes: counts, by: [["project"]]), table)
    #expect(found.map(\.counts) == [[28, 1, 0], [14, 1, 14], [0, 0, 0]])
    #expect(found.map(\.outcome) == [0, 1, nil])
    let members = try verdicts(
      VerdictAnalysis(
        votes: counts,
        rule: VerdictRule(denominator: .membersColumn("seats")),
        by: [["project"]]), table)
    #expect(members.map(\.denominator) == [40, 60, 9])
    #expect(members.map(\.outcome) == [0, 2, nil])
  }

  @Test func countedByRow() throws {
    let texts =
      [String](repeating: "满意", count: 14) + ["基本满意", "弃权", ""]
      + [String](repeating: "不满意", count: 14)
    let table = makeTable([makeColumn("grade", texts)])
    let votes = VerdictAnalysis.Votes.item(
      "grade", grades: ["满意", "基本满意", "不满意"])
    let valid = try verdicts(
      VerdictAnalysis(votes: votes, ungraded: .exclude), table)
    #expect(valid[0].counts == [14, 1, 14] && valid[0].denominator == 29)
    #expect(valid[0].outcome == 1)
    let present = try verdicts(
      VerdictAnalysis(
        votes: votes, rule: VerdictRule(denominator: .present(column: nil)),
        ungraded: .exclude),
      table)
    #expect(present[0].denominator == 31 && present[0].outcome == 2)
    let outcome = try VerdictAnalysis(
      votes: votes, rule: VerdictRule(denominator: .members(33)),
      ungraded: .excluding(["弃权"])
    ).run(on: AnalysisData(table: table))
    #expect(isClose(outcome.estimates[0].value ?? 0, 14.0 / 33))
    #expect(outcome.diagnostics == [])
    #expect(
      outcome.conventions[0].sentence[.chinese]
        == "评定规则：“满意”票超过全体成员（33 名）的1/2，定为“满意”；否则，“满意”与“基本满意”票合计"
        + "超过全体成员（33 名）的1/2，定为“基本满意”；否则定为“不满意”。")
    #expect(
      outcome.conventions[0].sentence[.english].hasPrefix(
        "Verdict: \"满意\" when votes for \"满意\" are more than 1/2 of all 33"))
  }

  @Test func usualGradesNeedNoList() throws {
    let table = makeTable([makeColumn("grade", ["满意", "满意", "不满意"])])
    let found = try verdicts(
      VerdictAnalysis(votes: .item("grade", grades: [])), table)
    #expect(found[0].grades == ["满意", "基本满意", "不满意"])
    #expect(found[0].counts == [2, 0, 1])
  }

  @Test func refuses() {
    func code(_ analysis: VerdictAnalysis, _ table: Table) -> DiagnosticCode? {
      do {
        _ = try analysis.run(on: AnalysisData(table: table))
        return nil
      } catch { return error.code }
    }
    #expect(
      code(
        VerdictAnalysis(
          votes: counts, rule: VerdictRule(denominator: .members(20)),
          by: [["project"]]), table) == .impossibleVotes)
    #expect(
      code(
        VerdictAnalysis(
          votes: counts,
          rule: VerdictRule(denominator: .present(column: nil))), table)
        == .wrongOption)
    let odd = makeTable([makeColumn("grade", ["x", "y"])])
    #expect(
      code(VerdictAnalysis(votes: .item("grade", grades: [])), odd)
        == .gradesWithoutOrder)
    #expect(
      code(VerdictAnalysis(votes: .item("grade", grades: ["z"])), odd)
        == .unknownValue)
    let half = makeTable([
      makeColumn("s", [1.5]), makeColumn("b", [1]), makeColumn("u", [1]),
    ])
    #expect(code(VerdictAnalysis(votes: counts), half) == .impossibleVotes)
  }
}

@Suite struct LargestRemainderTests {
  @Test(
    arguments: [
      ([54, 33, 2, 4], 2, [58.07, 35.48, 2.15, 4.3]),
      ([22, 68, 2], 2, [23.91, 73.91, 2.18]), ([1, 1, 1], 0, [34, 33, 33]),
      ([0, 5], 1, [0, 100]), ([7], 3, [100]),
    ] as [([Int], Int, [Double])])
  func printedTables(counts: [Int], decimals: Int, expected: [Double]) throws {
    let found = try #require(
      percentagesAddingTo100(of: counts, decimals: decimals))
    #expect(found == expected)
  }

  @Test func undefined() {
    #expect(percentagesAddingTo100(of: [], decimals: 1) == nil)
    #expect(percentagesAddingTo100(of: [0, 0], decimals: 1) == nil)
    #expect(percentagesAddingTo100(of: [3, -1], decimals: 1) == nil)
    #expect(
      percentagesAddingTo100(of: [.max, .max], decimals: 9) == [50, 50])
  }
}
