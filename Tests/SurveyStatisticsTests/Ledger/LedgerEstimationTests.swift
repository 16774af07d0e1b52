import Diagnostics
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Curves, differences and intervals against R (`Tests/References/ledger`).
@Suite struct LedgerEstimationTests {
  func numbers(_ id: String, _ key: String) throws -> [Double] {
    let record = try referenceObject("ledger/expected.json", id)
    let values = try #require(record[key] as? [Any])
    return values.map { $0 as? Double ?? .nan }
  }

  @Test func kaplanMeierAgreesWithR() throws {
    let curve = KaplanMeier(
      times: try numbers("aml", "time"),
      hasEnded: try numbers("aml", "status").map { $0 == 1 })
    let times: [Double] = [5, 9, 23, 45, 60]
    let survival = times.map { curve.survival(at: $0) }
    #expect(isClose(survival, try numbers("aml", "survival"), relative: 1e-12))
    let errors = times.map { curve.standardError(at: $0) ?? .nan }
    #expect(isClose(errors, try numbers("aml", "se"), relative: 1e-12))
    let limits = times.map { curve.interval(at: $0, level: 0.95) }
    let upper = limits.map { 1 - ($0?.lower ?? .nan) }
    let lower = limits.map { 1 - ($0?.upper ?? .nan) }
    #expect(isClose(lower, try numbers("aml", "lower"), relative: 1e-9))
    #expect(isClose(upper, try numbers("aml", "upper"), relative: 1e-9))
    let shares: [Double] = [0.25, 0.5, 0.75]
    let quantiles = shares.map { curve.quantile($0) ?? .nan }
    #expect(quantiles == (try numbers("aml", "quantiles")))
    let intervals = shares.map { curve.quantileInterval($0, level: 0.95) }
    let first = intervals.map { $0?.lower ?? .nan }
    #expect(first == (try numbers("aml", "quantileLower")))
    let last = intervals.prefix(2).map { $0?.upper ?? .nan }
    #expect(last == Array(try numbers("aml", "quantileUpper").prefix(2)))
    #expect(intervals[2]?.upper == .infinity)
  }

  @Test(arguments: ["mgus2", "ties"])
  func aalenJohansenAgreesWithR(id: String) throws {
    let record = try referenceObject("ledger/competing.json", id)
    func numbers(_ key: String) throws -> [Double] {
      try #require(record[key] as? [Any]).map { $0 as? Double ?? .nan }
    }
    let curves = AalenJohansen(
      times: try numbers("time"),
      ways: try numbers("cause").map { $0 == 0 ? nil : Int($0) - 1 }, count: 2)
    let times = try numbers("at")
    for way in 0..<2 {
      let shares = times.map { curves.share(way, at: $0) }
      #expect(
        isClose(shares, try numbers("share\(way + 1)"), relative: 1e-12))
      let errors = times.map { curves.standardError(way, at: $0) }
      #expect(isClose(errors, try numbers("se\(way + 1)"), relative: 1e-9))
      for (index, time) in times.enumerated() {
        let lower = try numbers("lower\(way + 1)")[index]
        let found = curves.interval(way, at: time, level: 0.95)
        // R has no limits where the share is 0 or 1 either.
        if lower.isNaN || shares[index] == 0 {
          #expect(found == nil)
          continue
        }
        let interval = try #require(found)
        #expect(isClose(interval.lower, lower, relative: 1e-9))
        let upper = try numbers("upper\(way + 1)")[index]
        #expect(isClose(interval.upper, upper, relative: 1e-9))
      }
    }
  }

  /// One way to end is Kaplan and Meier's curve.
  @Test func oneWayToEndIsKaplanMeier() throws {
    let times = try numbers("aml", "time")
    let ended = try numbers("aml", "status").map { $0 == 1 }
    let curve = KaplanMeier(times: times, hasEnded: ended)
    let ways = AalenJohansen(
      times: times, ways: ended.map { $0 ? 0 : nil }, count: 1)
    for time in [0.0, 5, 9, 23, 45, 60] {
      let share = 1 - curve.survival(at: time)
      #expect(abs(ways.share(0, at: time) - share) < 1e-12)
      let error = curve.standardError(at: time) ?? .nan
      #expect(abs(ways.standardError(0, at: time) - error) < 1e-12)
    }
    let empty = AalenJohansen(times: [], ways: [], count: 2)
    #expect(empty.share(1, at: 3) == 0 && empty.longest == 0)
    #expect(empty.interval(0, at: 3, level: 0.95) == nil)
  }

  @Test func emptyAndFinishedCurves() {
    let empty = KaplanMeier(times: [], hasEnded: [])
    #expect(empty.survival(at: 5) == 1 && empty.quantile(0.5) == nil)
    #expect(empty.interval(at: 5, level: 0.95) == nil)
    let done = KaplanMeier(times: [1, 2, 2], hasEnded: [true, true, true])
    #expect(done.survival(at: 2) == 0)
    #expect(done.interval(at: 2, level: 0.95) == nil)
    #expect(done.standardError(at: 2) == nil)
    let open = KaplanMeier(times: [3, 4], hasEnded: [false, false])
    #expect(open.survival(at: 4) == 1 && open.quantile(0.1) == nil)
  }

  @Test func mantelHaenszelAgreesWithR() throws {
    let names = ["events", "count", "otherEvents", "otherCount"]
    let columns = try names.map { try numbers("berkeley", $0).map { Int($0) } }
    let strata = columns[0].indices.map { row in
      MantelHaenszel.Stratum(
        events: columns[0][row], count: columns[1][row],
        otherEvents: columns[2][row], otherCount: columns[3][row])
    }
    let found = try #require(MantelHaenszel(strata))
    let odds = try #require(found.oddsInterval(level: 0.95))
    let values: [Double] = [
      found.difference, found.standardError, found.oddsRatio ?? .nan,
      odds.lower, odds.upper,
    ]
    let wanted = try ["difference", "se", "odds", "lower", "upper"].flatMap {
      try numbers("berkeley", $0)
    }
    #expect(isClose(values, wanted, relative: 1e-9))
    let alone = MantelHaenszel.Stratum(
      events: 1, count: 3, otherEvents: 0, otherCount: 0)
    #expect(MantelHaenszel([alone]) == nil && MantelHaenszel([]) == nil)
    #expect(MantelHaenszel(strata + [alone])?.difference == found.difference)
  }

  @Test func exactIntervals() throws {
    let rates = [
      CountedRate(0, of: 12), CountedRate(19, of: 20), CountedRate(12, of: 12),
      CountedRate(97, of: 1000),
    ]
    let maker = RateIntervals(level: 0.95, method: .exact, isCensus: false)
    let found = rates.map { maker.interval($0) }
    let lower = found.map { $0?.lower ?? .nan }
    let upper = found.map { $0?.upper ?? .nan }
    #expect(isClose(lower, try numbers("exact", "lower"), relative: 1e-9))
    #expect(isClose(upper, try numbers("exact", "upper"), relative: 1e-9))
    #expect(maker.interval(CountedRate(0, of: 0)) == nil)
    let census = RateIntervals(level: 0.95, method: .exact, isCensus: true)
    #expect(census.interval(rates[1]) == nil)
    // A rate of few cases carries no claim, but a count of all does.
    #expect(rates.map { maker.cell($0).isWeak } == [true, true, true, false])
    #expect(!census.cell(rates[1]).isWeak)
  }

  @Test func limits() throws {
    let texts = [
      "3m", "6个月", "15d", "7wd", "10个工作日", "３个月", "7 working days", "15天",
    ]
    let wanted: [TimeLimit?] = [
      .months(3), .months(6), .days(15), .workingDays(7), .workingDays(10),
      .months(3), .workingDays(7), .days(15),
    ]
    #expect(texts.map { TimeLimit($0) } == wanted)
    for text in ["", "m", "3", "3w", "-3m", "99999d", "3mm", "三个月"] {
      #expect(TimeLimit(text) == nil)
    }
    let day = try #require(CalendarDay("2024-11-30"))
    let due = TimeLimit.months(3).due(from: day, calendar: WorkingCalendar())
    #expect(due.text == "2025-02-28")
    let leap = try #require(CalendarDay("2023-11-30"))
    let clamped = TimeLimit.months(3).due(
      from: leap, calendar: WorkingCalendar())
    #expect(clamped.text == "2024-02-29")
  }

  @Test func workingDays() throws {
    let days = ["2024-10-01", "2024-10-02", "2024-10-05"].compactMap {
      CalendarDay($0)
    }
    let worked = [try #require(CalendarDay("2024-09-29"))]
    let calendar = WorkingCalendar(holidays: days, workdays: worked)
    let friday = try #require(CalendarDay("2024-09-27"))
    // Sunday is worked, Tuesday and Wednesday are free.
    let found = (0...5).map {
      calendar.adding(workingDays: $0, to: friday).text
    }
    let wanted = [
      "2024-09-27", "2024-09-29", "2024-09-30", "2024-10-03", "2024-10-04",
      "2024-10-07",
    ]
    #expect(found == wanted)
    // Counting and adding are inverse to each other, day by day.
    for number in 1...300 {
      let end = calendar.adding(workingDays: number, to: friday)
      #expect(calendar.isWorkday(end))
      #expect(calendar.count(after: friday, through: end) == number)
    }
    let early = CalendarDay(daysSinceEpoch: -1000)
    #expect(calendar.count(after: friday, through: early) < 0)
    let saturday = CalendarDay(daysSinceEpoch: friday.daysSinceEpoch + 1)
    #expect(calendar.nextWorkday(from: saturday).text == "2024-09-29")
    #expect(calendar.years == 2024...2024)
  }

  @Test func faultyHolidays() throws {
    let dates = Column(
      "date", .days(WholeNumbers([20_000, 20_000] as [Int32])))
    let kinds = makeColumn("kind", ["holiday", "workday"])
    #expect(throws: Diagnostic.self) {
      _ = try WorkingCalendar(makeTable([dates, kinds]))
    }
    #expect(throws: Diagnostic.self) {
      _ = try WorkingCalendar(makeTable([dates]))
    }
    let other = makeColumn("kind", ["holiday", "feast"])
    #expect(throws: Diagnostic.self) {
      _ = try WorkingCalendar(makeTable([dates, other]))
    }
  }
}
