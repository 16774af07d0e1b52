import SurveyData
import Testing

@Suite struct CalendarDayTests {
  @Test(
    arguments: [
      (1970, 1, 1, 0), (1969, 12, 31, -1), (2000, 2, 29, 11_016),
      (2024, 2, 29, 19_782), (2026, 11, 23, 20_780), (1, 1, 1, -719_162),
      (9999, 12, 31, 2_932_896),
    ] as [(Int, Int, Int, Int32)])
  func daysSinceEpoch(year: Int, month: Int, day: Int, days: Int32) throws {
    let date = try #require(CalendarDay(year: year, month: month, day: day))
    #expect(date.daysSinceEpoch == days)
    #expect(date.components.year == year)
    #expect(date.components.month == month)
    #expect(date.components.day == day)
  }

  @Test func everyDayOfFourCenturiesComesBack() throws {
    let first = try #require(CalendarDay(year: 1800, month: 1, day: 1))
    for offset in 0..<146_097 as Range<Int32> {
      let date = CalendarDay(daysSinceEpoch: first.daysSinceEpoch + offset)
      let (year, month, day) = date.components
      guard CalendarDay(year: year, month: month, day: day) == date else {
        Issue.record("\(year)-\(month)-\(day)")
        return
      }
    }
  }

  @Test(
    arguments: [
      (2023, 2, 29), (1900, 2, 29), (2024, 4, 31), (2024, 0, 1), (2024, 13, 1),
      (2024, 1, 0), (0, 1, 1), (10_000, 1, 1),
    ])
  func noSuchDay(year: Int, month: Int, day: Int) {
    #expect(CalendarDay(year: year, month: month, day: day) == nil)
  }

  /// Deadlines of three and six calendar months after the assignment; a day
  /// that the month does not have becomes its last one. Checked with
  /// python-dateutil.
  @Test(
    arguments: [
      ("2023-11-30", 3, "2024-02-29"), ("2024-11-30", 3, "2025-02-28"),
      ("2024-08-31", 6, "2025-02-28"), ("2024-01-15", 3, "2024-04-15"),
      ("2024-12-31", 0, "2024-12-31"), ("2024-03-31", -1, "2024-02-29"),
    ])
  func deadline(assigned: String, months: Int, due: String) throws {
    let parts = assigned.split(separator: "-").compactMap { Int($0) }
    let date = try #require(
      CalendarDay(year: parts[0], month: parts[1], day: parts[2]))
    #expect(date.adding(months: months).text == due)
  }

  @Test func textIsPadded() {
    #expect(CalendarDay(year: 987, month: 6, day: 5)?.text == "0987-06-05")
  }
}
