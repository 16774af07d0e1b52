import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Percentages of published reports against their counts.
@Suite struct PrintedPercentageTests {
  private func printed(_ percent: Double, _ decimals: Int) throws
    -> PrintedPercentage
  {
    try #require(PrintedPercentage(percent, decimals: decimals))
  }

  /// 93 suggestions of classes A to D, printed to add up to 100.
  @Test func largestRemaindersAreKnown() throws {
    let prints: [(Double, Int, PrintedPercentage.Finding)] = [
      (58.07, 54, .remainder), (35.48, 33, .rounded), (2.15, 2, .rounded),
      (4.30, 4, .rounded), (58.06, 54, .rounded), (58.08, 54, .impossible),
      (58.05, 54, .impossible), (92.47, 86, .rounded), (7.53, 7, .rounded),
    ]
    for (percent, count, wanted) in prints {
      let found = try printed(percent, 2).finding(count: count, of: 93)
      #expect(found == wanted, "\(percent)")
    }
    // 92 proposals, each rounded by itself to 99.99.
    for (percent, count) in [(23.91, 22), (73.91, 68), (2.17, 2)] {
      let found = try printed(percent, 2).finding(count: count, of: 92)
      #expect(found == .rounded)
    }
  }

  /// Haikou 2015: the best department had 83.33 % satisfied in a vote of 44
  /// deputies on the spot. No number of 44 gives that; 35 of 42 does.
  @Test func granularityOfAPrintedRate() throws {
    let rate = try printed(83.33, 2)
    #expect(rate.counts(of: 44) == nil)
    #expect(rate.counts(of: 42) == 35...35)
    #expect(rate.bases(upTo: 44) == [6, 12, 18, 24, 30, 36, 42])
  }

  /// Against brute force: a count is found exactly when it rounds to the
  /// percentage.
  @Test func countsAreThoseThatRound() throws {
    for base in 1...60 {
      for decimals in 0...1 {
        let unit = decimals == 0 ? 1 : 10
        for units in 0...(100 * unit) {
          let value = try printed(Double(units) / Double(unit), decimals)
          let wanted = (0...base).filter { count in
            (200 * unit * count + base) / (2 * base) == units
          }
          let found = value.counts(of: base).map { Array($0) } ?? []
          #expect(found.filter { $0 <= base } == wanted)
        }
      }
    }
  }

  @Test func edges() throws {
    #expect(PrintedPercentage(-1, decimals: 0) == nil)
    #expect(PrintedPercentage(.nan, decimals: 0) == nil)
    #expect(PrintedPercentage(12.345, decimals: 2) == nil)
    #expect(PrintedPercentage.decimals(of: [83.3, 70, .nan]) == 1)
    #expect(PrintedPercentage.decimals(of: [1.0 / 3]) == nil)
    let rate = try printed(100, 0)
    #expect(rate.finding(count: 3, of: 0) == nil)
    #expect(rate.finding(count: -1, of: 3) == nil)
    #expect(rate.finding(count: 3, of: 3) == .rounded)
    #expect(rate.counts(of: 0) == nil)
    #expect(try printed(5.05, 2).text == "5.05")
    #expect(try printed(0.5, 2).text == "0.50")
    #expect(try printed(7, 0).text == "7")
  }
}
