import Diagnostics
import SurveyData

/// A day with a time as a platform writes it.
struct WrittenMoment {
  /// The three numbers of the day in the order of the text.
  var numbers: (Int, Int, Int)
  /// Whether the year stands first.
  var startsWithYear: Bool
  /// Seconds since midnight; `nil` for a day without a time.
  var seconds: Double?

  /// Reads `2026-03-02T09:14:31.120+08:00`, `2026/3/2 9:19:02`,
  /// `3/2/26 9:14:31`, `03/02/2026 09:14:31 AM` and the like; `nil` for
  /// anything else.
  init?(_ text: String) {
    let bytes = Array(text.utf8)
    var i = 0
    func digits(_ most: Int) -> (value: Int, count: Int)? {
      var (value, count) = (0, 0)
      while i < bytes.count, bytes[i] >= 0x30, bytes[i] <= 0x39, count < most {
        value = value * 10 + Int(bytes[i]) - 0x30
        i += 1
        count += 1
      }
      return count > 0 ? (value, count) : nil
    }
    func skip(_ signs: String) -> UInt8? {
      guard i < bytes.count, signs.utf8.contains(bytes[i]) else { return nil }
      i += 1
      return bytes[i - 1]
    }
    func skip(word: String) -> Bool {
      let word = Array(word.utf8)
      guard bytes[i...].starts(with: word) else { return false }
      i += word.count
      return true
    }
    guard let first = digits(4) else { return nil }
    if skip(word: "年") {
      guard let month = digits(2), skip(word: "月"), let day = digits(2),
        skip(word: "日")
      else { return nil }
      numbers = (first.value, month.value, day.value)
    } else {
      guard let sign = skip("-/."), let second = digits(2), skip("-/.") == sign,
        let third = digits(4)
      else { return nil }
      numbers = (first.value, second.value, third.value)
      let years = (first.count == 4, third.count == 4 || third.count == 2)
      guard first.count != 3, third.count != 3,
        years.0 ? third.count <= 2 : years.1
      else { return nil }
    }
    startsWithYear = first.count == 4
    guard let time = TimeOfDay(bytes[i...]) else { return nil }
    seconds = time.seconds
  }

  /// The day, when the calendar has it.
  func day(isMonthFirst: Bool) -> CalendarDay? {
    let (a, b, c) = numbers
    if startsWithYear { return CalendarDay(year: a, month: b, day: c) }
    let year = c < 100 ? 2000 + c : c
    return isMonthFirst
      ? CalendarDay(year: year, month: a, day: b)
      : CalendarDay(year: year, month: b, day: a)
  }
}

/// Whether the month or the day stands first in a file's dates.
struct MomentOrder {
  /// Whether the month stands first.
  private(set) var isMonthFirst: Bool
  /// Whether no date of the file tells, although some could.
  private(set) var isGuessed = false
  /// The first date that could be read both ways.
  private(set) var example = ""

  /// Looks at the dates of all `columns`.
  init(_ columns: [Column], isMonthFirst: Bool) {
    self.isMonthFirst = isMonthFirst
    var (monthFirst, dayFirst, both) = (0, 0, 0)
    for column in columns {
      guard let texts = ReadTexts(column) else { continue }
      for level in texts.levels {
        guard let moment = WrittenMoment(trimmedText(level)),
          !moment.startsWithYear
        else { continue }
        let (a, b, _) = moment.numbers
        if a > 12 {
          dayFirst += 1
        } else if b > 12 {
          monthFirst += 1
        } else if a != b {
          if both == 0 { example = level }
          both += 1
        }
      }
    }
    if (monthFirst > 0) != (dayFirst > 0) {
      self.isMonthFirst = monthFirst > 0
    } else {
      isGuessed = both > 0
    }
  }
}

extension ProfileShaping {
  /// A column of days with times as days, the day as it is written.
  mutating func moment(_ position: Int) -> Column {
    let planned = plan.columns[position]
    guard planned.variable.kind != .text,
      let texts = ReadTexts(raw[position])
    else { return unmasked(position) }
    let days = texts.levels.map { level in
      WrittenMoment(trimmedText(level))?.day(
        isMonthFirst: momentOrder.isMonthFirst)
    }
    let readable = days.count { $0 != nil }
    guard readable * 2 > days.count || days.isEmpty else {
      return unmasked(position)
    }
    readAnew.insert(position)
    var column = raw[position]
    var reasons = column.missing.rawReasons
    if reasons.isEmpty {
      reasons = [UInt8](repeating: 0, count: texts.codes.count)
    }
    var (unreadable, first) = (0, "")
    let values = texts.codes.indices.map { row -> Int32 in
      let code = texts.codes[row]
      guard code >= 0 else { return 0 }
      let level = texts.levels[Int(code)]
      if plan.emptyMoments.contains(level) {
        reasons[row] = MissingReason.blank.rawValue
        return 0
      }
      if let day = days[Int(code)] { return day.daysSinceEpoch }
      if unreadable == 0 { first = level }
      unreadable += 1
      reasons[row] = MissingReason.unreadable.rawValue
      return 0
    }
    column.values = .days(WholeNumbers(values))
    column.missing = MissingReasons(reasons)
    column.variable?.kind = .date
    if unreadable > 0 {
      diagnostics.append(
        Diagnostic(
          .unreadableCell, .warning, at: place(position),
          "\(counted(unreadable, "cell")) of '\(planned.name)' "
            + "\(unreadable == 1 ? "is" : "are") no day of the calendar, "
            + "such as '\(first)'",
          zh: "“\(planned.name)”有\(unreadable)格不是日历上的日期，如“\(first)”",
          help: "correct the cells, or add the text to 'missing' in the "
            + "codebook"))
    }
    return column
  }

  /// Says which order was taken for dates that could be read both ways.
  mutating func tellMoments() {
    guard momentOrder.isGuessed else { return }
    let order = momentOrder.isMonthFirst ? "month" : "day"
    diagnostics.append(
      Diagnostic(
        .dateOrder, .note, at: place(nil),
        "the dates were read with the \(order) first, as "
          + "'\(plan.profile.rawValue)' writes them; '\(momentOrder.example)' "
          + "could also be read the other way round",
        zh:
          "日期按先\(order == "month" ? "月" : "日")的次序读取，与“\(plan.profile.rawValue)”的写法一致；“\(momentOrder.example)”也可按相反次序理解",
        help: "compare a date with the platform"))
  }
}
