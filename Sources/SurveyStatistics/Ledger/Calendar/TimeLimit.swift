import SurveyData

/// How long something may take: `3m` calendar months, `15d` days, `7wd`
/// working days. Chinese forms are known: `3个月`, `15天`, `7个工作日`.
///
/// The day on which the limit starts does not count. A month ends on the day
/// with the same number, or on the last day of a month that does not have it.
public enum TimeLimit: Sendable, Hashable {
  /// Calendar months.
  case months(Int)
  /// Days of the calendar.
  case days(Int)
  /// Days that are worked.
  case workingDays(Int)

  /// Reads a limit; `nil` unless it is a whole number from 0 to 10,000 with a
  /// unit.
  public init?(_ text: String) {
    var digits = ""
    var unit = ""
    for character in text where !character.isWhitespace {
      if unit.isEmpty, let value = character.wholeNumberValue, value < 10,
        character.isNumber, !"一二三四五六七八九十".contains(character)
      {
        digits += String(value)
      } else {
        unit += character.lowercased()
      }
    }
    guard let count = Int(digits), (0...10_000).contains(count) else {
      return nil
    }
    switch unit {
    case "m", "month", "months", "个月", "月": self = .months(count)
    case "d", "day", "days", "天", "日", "个自然日": self = .days(count)
    case "wd", "workingday", "workingdays", "个工作日", "工作日":
      self = .workingDays(count)
    default: return nil
    }
  }

  /// The limit in the short form, such as `7wd`.
  public var text: String {
    switch self {
    case .months(let count): "\(count)m"
    case .days(let count): "\(count)d"
    case .workingDays(let count): "\(count)wd"
    }
  }

  /// The limit in words.
  public var words: LocalizedText {
    switch self {
    case .months(let count):
      LocalizedText(
        zh: "\(count)个月", en: count == 1 ? "1 month" : "\(count) months")
    case .days(let count):
      LocalizedText(zh: "\(count)天", en: count == 1 ? "1 day" : "\(count) days")
    case .workingDays(let count):
      LocalizedText(
        zh: "\(count)个工作日",
        en: count == 1 ? "1 working day" : "\(count) working days")
    }
  }

  /// The last day.
  public func due(
    from start: CalendarDay, calendar: WorkingCalendar
  ) -> CalendarDay {
    switch self {
    case .months(let count): start.adding(months: count)
    case .days(let count):
      CalendarDay(daysSinceEpoch: start.daysSinceEpoch + Int32(count))
    case .workingDays(let count):
      calendar.adding(workingDays: count, to: start)
    }
  }
}

/// Calendar months between two days, with the fraction of the month that has
/// begun; both are days since 1970-01-01. Not-a-number when one is missing.
func calendarMonths(_ from: Double, _ to: Double) -> Double {
  guard !from.isNaN, !to.isNaN, abs(from) < 1e6, abs(to) < 1e6 else {
    return .nan
  }
  let start = CalendarDay(daysSinceEpoch: Int32(from))
  let end = CalendarDay(daysSinceEpoch: Int32(to))
  let (a, b) = (start.components, end.components)
  var whole = (b.year - a.year) * 12 + b.month - a.month
  if end < start.adding(months: whole) { whole -= 1 }
  let low = start.adding(months: whole).daysSinceEpoch
  let high = start.adding(months: whole + 1).daysSinceEpoch
  if high <= low { return Double(whole) }
  return Double(whole)
    + Double(end.daysSinceEpoch - low) / Double(high - low)
}
