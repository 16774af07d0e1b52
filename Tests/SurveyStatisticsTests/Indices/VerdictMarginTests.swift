import Diagnostics
import SurveyData
import SurveyStatistics
import TestSupport
import Testing

/// How far verdicts are from others, with votes that were published.
@Suite struct VerdictMarginTests {
  /// Zhenhai 2022, eight projects, 29 present.
  static let zhenhai = [
    [28, 1, 0], [20, 8, 1], [26, 3, 0], [29, 0, 0], [17, 11, 1], [26, 3, 0],
    [17, 11, 1], [28, 1, 0],
  ]

  @Test func zhenhaiIsSatisfiedThroughout() {
    let rule = VerdictRule()
    for votes in Self.zhenhai {
      #expect(rule.verdict(counts: votes, total: 29) == 0)
      #expect(rule.votesToBetter(counts: votes, total: 29) == nil)
      #expect(rule.votesToWorse(counts: votes, total: 29) == votes[0] - 14)
    }
    // 17 votes pass with 33 members and not with 34.
    #expect(rule.votesToWorse(counts: [17, 11, 1], total: 33) == 1)
    #expect(rule.verdict(counts: [17, 11, 1], total: 34) == 1)
    #expect(rule.votesToBetter(counts: [17, 11, 1], total: 34) == 1)
  }

  @Test func otherPublishedVotes() {
    let rule = VerdictRule()
    for votes in [[182, 10, 1], [185, 8, 0], [152, 30, 0, 0]] {
      let total = votes.reduce(0, +)
      #expect(rule.verdict(counts: votes, total: total) == 0)
      #expect(
        rule.votesToWorse(counts: votes, total: total)
          == votes[0] - total / 2)
    }
  }

  /// One vote fewer than the margin keeps the verdict, the margin changes it.
  @Test(arguments: [(1, 2, true), (1, 2, false), (2, 3, true), (2, 3, false)])
  func marginsAreExact(above: Int, below: Int, isStrict: Bool) {
    let rule = VerdictRule(
      threshold: Fraction(above, below), isStrict: isStrict)
    for total in 1...12 {
      for first in 0...total {
        for second in 0...(total - first) {
          let votes = [first, second, total - first - second]
          let grade = rule.verdict(counts: votes, total: total)
          if let lost = rule.votesToWorse(counts: votes, total: total),
            let grade
          {
            let upTo = votes[...grade].reduce(0, +)
            #expect(
              rule.verdict(
                counts: [upTo - lost + 1, lost - 1 + total - upTo], total: total
              ) == 0)
            #expect(
              rule.verdict(
                counts: [upTo - lost, lost + total - upTo], total: total) == 1)
          }
          if let more = rule.votesToBetter(counts: votes, total: total),
            let grade
          {
            let upTo = votes[..<grade].reduce(0, +) + more
            #expect(
              rule.verdict(counts: [upTo, total - upTo], total: total) == 0)
            #expect(
              rule.verdict(counts: [upTo - 1, total - upTo + 1], total: total)
                == 1)
          }
        }
      }
    }
  }

  let table = makeTable([
    makeColumn("project", ["A", "A", "B", "B"]),
    makeColumn("round", ["1", "2", "1", "2"]),
    makeColumn("s", ["10", "20", "54", "22"]),
    makeColumn("b", ["9", "8", "33", "68"]),
    makeColumn("u", ["10", "1", "6", "2"]),
    makeColumn("away", ["1", "0", "0", "0"]),
    makeColumn("present", ["30", "30", "93", "92"]),
  ])

  @Test func roundsStayApartAndVotesAddUp() throws {
    let outcome = try VerdictAnalysis(
      votes: .counts([
        .init(grade: "满意", column: "s"), .init(grade: "基本满意", column: "b"),
        .init(grade: "不满意", column: "u"),
      ]), by: [["project"]], rounds: "round",
      turnout: .init(present: "present", abstained: ["away"]),
      percentageDecimals: 2
    ).run(on: AnalysisData(table: table))
    guard case .verdicts(let found) = outcome.details else { return }
    #expect(found.map(\.outcome) == [1, 0, 0, 1])
    #expect(found.map(\.abstained) == [1, 0, 0, 0])
    let percentages = found.last?.percentages ?? []
    #expect(isClose(percentages, [23.91, 73.91, 2.18], relative: 1e-12))
    let warnings = outcome.diagnostics.filter { $0.code == .votesNotAddingUp }
    #expect(warnings.count == 1)
  }

  @Test func aMissingAbstentionIsNoZero() throws {
    let table = makeTable([
      makeColumn("s", ["10"]), makeColumn("b", ["9"]),
      makeColumn("present", ["20"]), makeColumn("away", [""]),
    ])
    let outcome = try VerdictAnalysis(
      votes: .counts([
        .init(grade: "满意", column: "s"), .init(grade: "不满意", column: "b"),
      ]), turnout: .init(present: "present", abstained: ["away"])
    ).run(on: AnalysisData(table: table))
    guard case .verdicts(let found) = outcome.details else { return }
    #expect(found.first?.abstained == nil)
    #expect(outcome.diagnostics.contains { $0.code == .votesNotAddingUp })
  }
}
