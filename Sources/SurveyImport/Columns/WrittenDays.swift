import SurveyData

/// How many cells of a text column are days in a form that is not taken for
/// one by itself.
struct WrittenDays {
  /// Cells with a value.
  var cells = 0
  /// Those that are days.
  var days = 0
  /// The first of them, or of those that end with the year.
  var example = ""
  /// Whether all of them that end with the year can begin with the month.
  var fitsMonthFirst = true
  /// Whether all of them that end with the year can begin with the day.
  var fitsDayFirst = true
  /// Cells that end with the year.
  fileprivate var yearLast = 0

  /// The example with the month first, as `2024-03-05`.
  var exampleMonthFirst: String { text(.monthFirst) }
  /// The example with the day first.
  var exampleDayFirst: String { text(.dayFirst) }

  private func text(_ order: ImportOptions.DateOrder) -> String {
    Array(example.utf8).withUnsafeBufferPointer {
      parseDeclaredDay($0, DayForm(order: order))?.text ?? ""
    }
  }
}

extension ColumnBuilder {
  /// The days such as `3/5/2024`, `2024.3.5` and `2024-03-05 09:30` of a
  /// column that was read as text because of them; `nil` when they are not
  /// more than half of its values.
  func writtenDays() -> WrittenDays? {
    guard let counts = countsOfOddTexts else { return nil }
    let levels = levels
    var found = WrittenDays()
    for code in levels.indices {
      // Long columns of other texts are not looked through to their end.
      if found.cells > 4096, found.days * 4 < found.cells { return nil }
      levels.withUTF8(code) { cell in
        let text = trimmed(cell)
        if text.isEmpty || rules.missingReason(text) != nil
          || spellsMissing(text)
        {
          return
        }
        let count = Int(counts[code])
        found.cells += count
        // The shortest is `1/1/2024`; most texts are done with here.
        guard text.count >= 8, text.count <= 40, text[0] &- 0x30 < 10 else {
          return
        }
        found.add(text, count)
      }
    }
    guard found.days > 0, found.days * 2 > found.cells else { return nil }
    if found.yearLast == 0 {
      (found.fitsMonthFirst, found.fitsDayFirst) = (false, false)
    }
    return found
  }
}

extension WrittenDays {
  fileprivate mutating func add(
    _ text: UnsafeBufferPointer<UInt8>, _ count: Int
  ) {
    // Eight digits are as often numbers of something.
    let isWritten = text.contains { $0 &- 0x30 > 9 }
    let isUsual = isWritten && parseDeclaredDay(text) != nil
    let monthFirst = parseDeclaredDay(text, DayForm(order: .monthFirst))
    let dayFirst = parseDeclaredDay(text, DayForm(order: .dayFirst))
    guard isUsual || isWritten && (monthFirst != nil || dayFirst != nil) else {
      return
    }
    if days == 0 || !isUsual && yearLast == 0 { example = escapedExcerpt(text) }
    days += count
    guard !isUsual else { return }
    yearLast += count
    if monthFirst == nil { fitsMonthFirst = false }
    if dayFirst == nil { fitsDayFirst = false }
  }
}
