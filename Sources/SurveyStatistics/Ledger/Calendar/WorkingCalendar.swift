import Diagnostics
import SurveyData

/// Which days are worked: Monday to Friday, less holidays, plus weekend days
/// that are worked instead.
///
/// The table of holidays has a column `date` and a column `kind` with
/// `holiday` (休, 节假日) or `workday` (班, 调休上班). Without one, weekends
/// alone are free.
///
/// Edge cases:
///
/// - A day that stands in the table twice counts once; with both kinds it is
///   refused.
/// - A holiday on a weekend changes nothing, nor does a workday from Monday
///   to Friday.
public struct WorkingCalendar: Sendable, Hashable {
  /// Free days from Monday to Friday, in order.
  private let lost: [Int32]
  /// Worked days on weekends, in order.
  private let gained: [Int32]
  /// The years that the table speaks of; `nil` without a table.
  public let years: ClosedRange<Int>?

  /// A calendar of holidays and of weekend days that are worked.
  public init(holidays: [CalendarDay] = [], workdays: [CalendarDay] = []) {
    let free = Set(holidays.map(\.daysSinceEpoch))
    let worked = Set(workdays.map(\.daysSinceEpoch))
    lost = free.subtracting(worked).filter { !Self.isWeekend($0) }.sorted()
    gained = worked.filter { Self.isWeekend($0) }.sorted()
    let named = (holidays + workdays).map(\.components.year)
    if let first = named.min(), let last = named.max() {
      years = first...last
    } else {
      years = nil
    }
  }

  /// Reads a table with the columns `date` and `kind`.
  ///
  /// - Throws: A `holidayTable` diagnostic about a column or a row that
  ///   cannot be used.
  public init(_ table: Table) throws(Diagnostic) {
    func place(_ name: String, _ row: Int? = nil) -> Place {
      Place(
        file: table.source.file,
        line: row.flatMap { row in
          table.sourceLines.isEmpty ? nil : Int(table.sourceLines[row])
        }, columnName: name)
    }
    let dates = ["date", "日期"].compactMap { table[$0] }.first
    let kinds = ["kind", "类别", "类型"].compactMap { table[$0] }.first
    guard let dates, let kinds else {
      throw Diagnostic(
        .holidayTable, at: Place(file: table.source.file),
        "the table of holidays has no column "
          + (dates == nil ? "'date'" : "'kind'"),
        zh: "节假日表没有列“\(dates == nil ? "date" : "kind")”",
        help: "give each free or worked day a row with 'date' and 'kind'")
    }
    var days: [Double]?
    if case .days = dates.values { days = dates.numbers() }
    guard let days else {
      throw Diagnostic(
        .holidayTable, at: place(dates.name),
        "column '\(dates.name)' does not hold dates",
        zh: "列“\(dates.name)”不是日期",
        help: "dates are written as 2024-10-01")
    }
    var holidays: [CalendarDay] = []
    var workdays: [CalendarDay] = []
    var seen: [Int32: Bool] = [:]
    for (row, number) in days.enumerated() where !number.isNaN {
      let day = Int32(number)
      let isHoliday: Bool
      switch kinds.text(at: row)?.lowercased() {
      case "holiday", "休", "休息", "节假日", "放假": isHoliday = true
      case "workday", "班", "上班", "调休上班", "补班": isHoliday = false
      case let other:
        throw Diagnostic(
          .holidayTable, at: place(kinds.name, row),
          other.map { "'\($0)' is not a kind of day" }
            ?? "a day has no kind",
          zh: other.map { "“\($0)”不是日期的类别" } ?? "有一天没有类别",
          help: "write holiday or workday")
      }
      if let before = seen.updateValue(isHoliday, forKey: day) {
        if before == isHoliday { continue }
        throw Diagnostic(
          .holidayTable, at: place(dates.name, row),
          "\(CalendarDay(daysSinceEpoch: day).text) is both a holiday and a"
            + " workday",
          zh: "\(CalendarDay(daysSinceEpoch: day).text)既是节假日又是工作日",
          help: "keep one of the two rows")
      }
      if isHoliday {
        holidays.append(CalendarDay(daysSinceEpoch: day))
      } else {
        workdays.append(CalendarDay(daysSinceEpoch: day))
      }
    }
    self.init(holidays: holidays, workdays: workdays)
  }

  /// Whether a day is worked.
  public func isWorkday(_ day: CalendarDay) -> Bool {
    let number = day.daysSinceEpoch
    return Self.isWeekend(number)
      ? Self.count(gained, through: number)
        > Self.count(gained, through: number - 1)
      : Self.count(lost, through: number)
        == Self.count(lost, through: number - 1)
  }

  /// The last day of a limit of working days: the first of them is the first
  /// worked day after `day`. A limit of 0 is the day itself.
  public func adding(workingDays: Int, to day: CalendarDay) -> CalendarDay {
    guard workingDays > 0 else { return day }
    // Five worked days a week; holidays can only move the day further.
    var low = day.daysSinceEpoch
    var high = Int32(clamping: Int(low) + 2 * workingDays + 30)
    while count(after: day, through: CalendarDay(daysSinceEpoch: high))
      < workingDays, high < 2_900_000
    {
      high += Int32(clamping: workingDays + 30)
    }
    while high - low > 1 {
      let middle = low + (high - low) / 2
      let found = count(
        after: day, through: CalendarDay(daysSinceEpoch: middle))
      if found >= workingDays { high = middle } else { low = middle }
    }
    return CalendarDay(daysSinceEpoch: high)
  }

  /// Worked days after `first` up to `last`, `last` included; negative when
  /// `last` is the earlier one.
  public func count(after first: CalendarDay, through last: CalendarDay) -> Int
  {
    worked(through: last.daysSinceEpoch) - worked(through: first.daysSinceEpoch)
  }

  /// The day itself when it is worked, else the next one that is.
  public func nextWorkday(from day: CalendarDay) -> CalendarDay {
    isWorkday(day) ? day : adding(workingDays: 1, to: day)
  }

  // MARK: - Counting

  /// Worked days up to a day, from a Monday long ago.
  private func worked(through day: Int32) -> Int {
    // 1970-01-01 was a Thursday, three days after a Monday.
    let shifted = Int(day) + 3
    let week = shifted >= 0 ? shifted / 7 : (shifted - 6) / 7
    let weekday = shifted - 7 * week
    return 5 * week + min(weekday + 1, 5)
      - Self.count(lost, through: day) + Self.count(gained, through: day)
  }

  private static func isWeekend(_ day: Int32) -> Bool {
    let weekday = (Int(day) + 3) % 7
    return (weekday < 0 ? weekday + 7 : weekday) >= 5
  }

  /// How many of the sorted days are not after `day`.
  private static func count(_ days: [Int32], through day: Int32) -> Int {
    var (low, high) = (0, days.count)
    while low < high {
      let middle = (low + high) / 2
      if days[middle] <= day { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
