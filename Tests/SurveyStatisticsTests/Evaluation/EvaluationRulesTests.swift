import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Published rules, and ranks over stored draws.
@Suite struct EvaluationRulesTests {
  @Test func gradesUnits() throws {
    let cases = try EvaluationReference("domain")["shenzhen"].list
    #expect(cases.count == 6)
    let grades: [String: UnitGrading.Grade] = [
      "良好": .good, "合格": .pass, "不合格": .fail,
    ]
    for entry in cases {
      let given = entry["in"].numbers
      let unit = UnitGrading(
        signedInTime: given[0], repliedInThreeMonths: given[1],
        overdue: Int(given[2]), unanswered: Int(given[3]),
        satisfied: Int(given[4]), dissatisfied: Int(given[5]),
        votes: Int(given[6]))
      let wanted = entry["out"].list
      let parts = wanted[0].list.map { grades[$0.text ?? ""] }
      #expect(parts == [unit.signIn, unit.replies, unit.satisfaction])
      #expect(unit.overall == grades[wanted[1].text ?? ""])
    }
  }

  @Test func composesThreeRates() throws {
    let expected = try EvaluationReference("domain")["three_rates"]
    let rates = ThreeRateComposite(
      accepted: 412, answeredInTime: 405, callbacks: 398, resolved: 331,
      satisfied: 355)
    let wanted = expected["composite_30_35_35"].number ?? .nan
    #expect(isClose(rates.score ?? .nan, wanted))
    #expect(isClose(rates.response ?? .nan, expected["response"].number ?? 0))
    let none = ThreeRateComposite(
      accepted: 0, answeredInTime: 0, callbacks: 0, resolved: 0, satisfied: 0)
    #expect(none.score == nil && none.response == nil)
  }

  private func day(_ text: String?) -> CalendarDay? {
    let parts = (text ?? "").split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3 else { return nil }
    return CalendarDay(year: parts[0], month: parts[1], day: parts[2])
  }

  @Test func findsDeadlines() throws {
    let domain = try EvaluationReference("domain")
    #expect(domain["deadlines"].list.count == 7)
    for entry in domain["deadlines"].list {
      let assigned = try #require(day(entry["assigned"].text))
      let due = assigned.adding(months: Int(entry["months"].number ?? 0))
      #expect(due.text == entry["due"].text)
    }
    #expect(domain["deadline_status"].list.count == 5)
    for entry in domain["deadline_status"].list {
      let given = entry["in"].list
      let wanted = entry["out"]
      let status = ReplyDeadline(
        assigned: try #require(day(given[0].text)), replied: day(given[1].text),
        isExtended: given[2].number == 1,
        today: try #require(day(given[3].text)))
      #expect(status.due.text == wanted["limit"].text)
      #expect(Double(status.overdueDays) == wanted["overdue_days"].number)
      #expect(
        status.daysTaken.map { Double($0) } == wanted["days_taken"].number)
      #expect(status.daysLeft.map { Double($0) } == wanted["days_left"].number)
    }
  }

  @Test func ranksAndBands() {
    #expect(
      competitionRanks([80, 90, 90, .nan, 70 + 1e-12, 70])
        == [3, 1, 1, nil, 4, 4])
    #expect(competitionRanks([]) == [])
    #expect(rowsInOrder(ofRanks: [3, 1, 1, nil, 4, 4]) == [1, 2, 0, 4, 5, 3])
    #expect(rowsInOrder(ofRanks: [nil, nil]) == [0, 1])
    #expect(rowsInOrder(ofRanks: []) == [])
    let bands = [
      Band(label: "A", threshold: 90), Band(label: "B", threshold: 60),
    ]
    let shown = BandComparison.published(decimals: 1)
    #expect(bandPosition(of: 89.96, in: bands, comparison: .exact) == 1)
    #expect(bandPosition(of: 89.96, in: bands, comparison: shown) == 0)
    #expect(bandPosition(of: 89.94, in: bands, comparison: shown) == 1)
    #expect(bandPosition(of: 90, in: bands, comparison: .exact) == 0)
    #expect(bandPosition(of: 59, in: bands, comparison: .exact) == nil)
    #expect(roundedHalfUp(89.95, 1) == 90)
    #expect(roundedHalfUp(-2.5, 0) == -3)
    #expect(roundedHalfUp(0.285, 2) == 0.29)
  }

  // MARK: - Draws

  @Test(arguments: ["dirichlet", "noise25"])
  func ranksOverStoredDraws(_ name: String) throws {
    let expected = try EvaluationReference("mcdm")["rank_uncertainty"][name]
    let raw = try EvaluationReference.columns()
    let scores = EvaluationReference.transposed(
      raw.indices.map { index in
        Normalisation.minMax().scores(
          raw[index], isBenefit: EvaluationReference.isBenefit[index]
        ).scores
      })
    var draws = RankDraws(caseCount: 8)
    for weights in try EvaluationReference.csv("draws_\(name)") {
      draws.add(
        scores.map { Aggregate.arithmetic($0, weights: weights) ?? .nan })
    }
    #expect(draws.count == 1000)
    for row in 0..<8 {
      let wanted = expected["acceptability"].matrix[row]
      #expect(isClose(draws.rankShares(of: row), wanted))
      let mean = expected["mean_rank"].numbers[row]
      #expect(isClose(draws.meanRank(of: row) ?? .nan, mean))
      let interval = try #require(draws.rankInterval(of: row, level: 0.9))
      let lower = expected["q05_type7"].numbers[row]
      let upper = expected["q95_type7"].numbers[row]
      #expect(interval.lower == lower.rounded(.down))
      #expect(interval.upper == upper.rounded(.up))
    }
  }

  @Test func drawsWithoutAScoreAreLeftOut() {
    var draws = RankDraws(caseCount: 2, bandCount: 1)
    draws.add([50, .nan], bands: [0, nil])
    draws.add([60, 70], bands: [nil, 0])
    #expect(draws.rankShares(of: 0) == [0.5, 0.5])
    #expect(draws.rankShares(of: 1) == [1, 0])
    #expect(draws.unscoredShare(of: 0) == 0)
    #expect(draws.unscoredShare(of: 1) == 0.5)
    #expect(draws.bandShares(of: 0) == [0.5])
    #expect(draws.scoreInterval(of: 1, level: 0.95)?.upper == 70)
    #expect(RankDraws.quantile([1, 2, 3, 4], 0.25) == 1.75)
  }
}
