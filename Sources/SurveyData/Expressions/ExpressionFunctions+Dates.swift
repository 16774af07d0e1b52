extension ExpressionFunction {
  /// Functions of calendar days.
  static let ofDates: [ExpressionFunction] = [
    ExpressionFunction("date('2024-01-31')", 1...3, .date) {
      (compiler, call) throws(ExpressionFault) in
      try compiler.date(call)
    },
    part("year(date)") { Double($0.components.year) },
    part("month(date)") { Double($0.components.month) },
    part("day(date)") { Double($0.components.day) },
    part("weekday(date)") { Double($0.weekday) },
    between("days(from, to)") { from, to in
      Double(to.daysSinceEpoch) - Double(from.daysSinceEpoch)
    },
    between("months(from, to)") { Double(fullMonths($0, $1)) },
    between("age(birth, day)") { birth, day in
      let months = fullMonths(birth, day)
      return months < 0 ? .nan : Double(months / 12)
    },
    moved("add-days(date, number)") { day, number in
      guard let days = Int32(exactly: number) else {
        return nil
      }
      let (sum, isOver) = day.daysSinceEpoch.addingReportingOverflow(days)
      return isOver ? nil : CalendarDay(daysSinceEpoch: sum)
    },
    moved("add-months(date, number)") { day, number in
      guard abs(number) < 200_000, let months = Int(exactly: number) else {
        return nil
      }
      let (year, month, _) = day.components
      let target = year * 12 + month - 1 + months
      guard (12..<120_000).contains(target) else { return nil }
      return day.adding(months: months)
    },
  ]

  private static func part(
    _ form: String, _ body: @escaping @Sendable (CalendarDay) -> Double
  ) -> ExpressionFunction {
    ExpressionFunction(form, 1...1, .number) {
      (compiler, call) throws(ExpressionFault) in
      let date = try compiler.argument(0, .date, call)
      return CompiledExpression(.number, call.range) {
        let vector = date.evaluate()
        return .finished(
          vector.days.map { body(CalendarDay(daysSinceEpoch: $0)) },
          reasons: vector.reasons, isConstant: vector.isConstant)
      }
    }
  }

  private static func between(
    _ form: String,
    _ body: @escaping @Sendable (CalendarDay, CalendarDay) -> Double
  ) -> ExpressionFunction {
    ExpressionFunction(form, 2...2, .number) {
      (compiler, call) throws(ExpressionFault) in
      let from = try compiler.argument(0, .date, call)
      let to = try compiler.argument(1, .date, call)
      return CompiledExpression(.number, call.range) {
        let (a, b) = (from.evaluate(), to.evaluate())
        let (x, y) = (a.days, b.days)
        let numbers = (0..<ExpressionVector.count([a, b])).map { row in
          body(
            CalendarDay(daysSinceEpoch: x[row & a.mask]),
            CalendarDay(daysSinceEpoch: y[row & b.mask]))
        }
        return .finished(
          numbers, reasons: ExpressionVector.firstReasons([a, b]),
          isConstant: a.isConstant && b.isConstant)
      }
    }
  }

  private static func moved(
    _ form: String,
    _ body: @escaping @Sendable (CalendarDay, Double) -> CalendarDay?
  ) -> ExpressionFunction {
    ExpressionFunction(form, 2...2, .date) {
      (compiler, call) throws(ExpressionFault) in
      let date = try compiler.argument(0, .date, call)
      let number = try compiler.argument(1, .number, call)
      return CompiledExpression(.date, call.range) {
        let (a, b) = (date.evaluate(), number.evaluate())
        let (days, numbers) = (a.days, b.numbers)
        let moved = (0..<ExpressionVector.count([a, b])).map { row in
          body(
            CalendarDay(daysSinceEpoch: days[row & a.mask]),
            numbers[row & b.mask])
        }
        return found(
          moved, reasons: ExpressionVector.firstReasons([a, b]),
          isConstant: a.isConstant && b.isConstant)
      }
    }
  }
}

extension ExpressionCompiler {
  fileprivate func date(
    _ call: ExpressionCall
  ) throws(ExpressionFault) -> CompiledExpression {
    if call.arguments.count == 3 { return try dateOfParts(call) }
    guard call.arguments.count == 1 else {
      throw ExpressionFault(
        range: call.range, message: "'date' takes one text or three numbers",
        help: "write date('2024-01-31') or date(year, month, day)")
    }
    let part = try compile(call.arguments[0])
    if part.type == .date { return part }
    let text = try argument(0, .text, call)
    if let literal = text.literal {
      guard let day = writtenDay(literal) else {
        throw ExpressionFault(
          range: text.range, message: "'\(literal)' is no date",
          help: "write dates as 2024-01-31")
      }
      return constant(day, call.range)
    }
    return CompiledExpression(.date, call.range) {
      let vector = text.evaluate()
      let found = ExpressionVector.look(up: vector, or: 0 as Int32) {
        writtenDay(withoutBlanks($0))?.daysSinceEpoch
      }
      return ExpressionVector(
        .days(found.values), reasons: found.reasons,
        isConstant: vector.isConstant)
    }
  }

  private func dateOfParts(
    _ call: ExpressionCall
  ) throws(ExpressionFault) -> CompiledExpression {
    let year = try argument(0, .number, call)
    let month = try argument(1, .number, call)
    let day = try argument(2, .number, call)
    return CompiledExpression(.date, call.range) {
      let parts = [year, month, day].map { $0.evaluate() }
      let numbers = parts.map(\.numbers)
      let days = (0..<ExpressionVector.count(parts)).map { row in
        let values = parts.indices.map {
          Int(exactly: numbers[$0][row & parts[$0].mask])
        }
        guard let year = values[0], let month = values[1], let day = values[2]
        else { return nil as CalendarDay? }
        return CalendarDay(year: year, month: month, day: day)
      }
      return found(
        days, reasons: ExpressionVector.firstReasons(parts),
        isConstant: parts.allSatisfy(\.isConstant))
    }
  }
}

/// Days, missing where the calendar has none.
private func found(
  _ days: [CalendarDay?], reasons: [UInt8], isConstant: Bool
) -> ExpressionVector {
  var reasons = reasons
  for (row, day) in days.enumerated() {
    if let day, calendar.contains(day.daysSinceEpoch) { continue }
    if reasons.isEmpty {
      reasons = [UInt8](repeating: 0, count: days.count)
    }
    if reasons[row] == 0 { reasons[row] = ExpressionVector.undefined }
  }
  return ExpressionVector(
    .days(days.map { $0?.daysSinceEpoch ?? 0 }), reasons: reasons,
    isConstant: isConstant)
}

/// The days of the years 1 to 9999.
private let calendar: ClosedRange<Int32> = -719_162...2_932_896

/// Months that are over from one day to another; negative when the other
/// comes first. A month is over on the same day of the month, or on the last
/// one where the month is shorter.
private func fullMonths(_ from: CalendarDay, _ to: CalendarDay) -> Int {
  if to < from { return -fullMonths(to, from) }
  let (a, b) = (from.components, to.components)
  let months = (b.year - a.year) * 12 + b.month - a.month
  return from.adding(months: months) > to ? months - 1 : months
}

/// Reads `2024-01-31`, `2024/1/31` or `2024年1月31日`.
private func writtenDay(_ text: String) -> CalendarDay? {
  var text = text
  if text.hasSuffix("日"), text.contains("年"), text.contains("月") {
    text.removeLast()
    text = text.replacing("年", with: "-").replacing("月", with: "-")
  } else if !text.contains("-") {
    text = text.replacing("/", with: "-")
  }
  let isPlain = text.utf8.allSatisfy { (48...57).contains($0) || $0 == 45 }
  return isPlain && !text.hasPrefix("-") ? calendarDay(text) : nil
}

extension CalendarDay {
  /// The day of the week by ISO 8601: Monday is 1, Sunday is 7.
  public var weekday: Int {
    // 1970-01-01 was a Thursday.
    let shifted = (Int(daysSinceEpoch) + 3) % 7
    return (shifted < 0 ? shifted + 7 : shifted) + 1
  }
}
