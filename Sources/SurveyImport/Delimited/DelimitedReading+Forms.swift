import Diagnostics
import SurveyData

/// What is worth telling about the forms of numbers and days.
extension DelimitedReading {
  /// The forms that columns kept to the end, each with its reason.
  var formChoices: [Recognition.Choice] {
    forms.choices.compactMap { choice in
      guard builders[choice.position].kind != .text else { return nil }
      return Recognition.Choice(
        "numbers of '\(names[choice.position])'",
        reason: LocalizedText(
          zh: "\(choice.name[.chinese])；\(choice.reason[.chinese])",
          en: "\(choice.name[.english]); \(choice.reason[.english])"))
    }
  }

  /// What became of a column of percentages, with its first cell and how many
  /// there were: `'90%' became 0.9, 25 cells`. `nil` for other columns.
  private func shareChange(_ position: Int) -> LocalizedText? {
    let builder = builders[position]
    let form = builder.rules.numbers
    guard form.arePercentages,
      let example = forms.choices.first(where: { $0.position == position })?
        .example,
      let share = Array(example.utf8).withUnsafeBufferPointer({
        parsePlainNumber($0, form)?.value
      })
    else { return nil }
    let missing = builder.missing.reasons(rowCount: builder.count).count
    let cells = builder.count - missing
    let number = share == 1 ? "1" : "\(share)"
    return LocalizedText(
      zh: "“\(example)”成为\(number)，共\(cells)格",
      en: "'\(example)' became \(number), "
        + "\(cells) cell\(cells == 1 ? "" : "s")")
  }

  /// Columns that were read in an unusual form, or could not be because it
  /// has two readings.
  func formDiagnostics(_ file: String) -> [Diagnostic] {
    func place(_ position: Int) -> Place {
      Place(
        file: file, line: layout.headerLine, column: position + 1,
        columnName: names[position])
    }
    let read = forms.choices.compactMap { choice -> Diagnostic? in
      let name = names[choice.position]
      guard builders[choice.position].kind != .text else { return nil }
      if let change = shareChange(choice.position) {
        return Diagnostic(
          .writtenForm, .note, at: place(choice.position),
          "the percentages of '\(name)' were read as shares: \(change[.english])",
          zh: "“\(name)”中的百分数按比例读取：\(change[.chinese])",
          help: "write conditions and limits for '\(name)' as shares, 0.9 for "
            + "90%; or give it the 'unit: \"%\"' in the codebook to keep "
            + "the numbers before the sign")
      }
      return Diagnostic(
        .writtenForm, .note, at: place(choice.position),
        "'\(name)' was read as numbers with "
          + "\(choice.name[.english]); \(choice.reason[.english])",
        zh:
          "“\(name)”按数字读取（\(choice.name[.chinese])）：\(choice.reason[.chinese])",
        help: "if they are no numbers, give '\(name)' the 'type: text' in the "
          + "codebook")
    }
    let doubtful = forms.doubtful.map { position, example, isGrouped in
      let isNumber = builders[position].kind != .text
      return Diagnostic(
        .doubtfulForm, isGrouped || isNumber ? .warning : .note,
        at: place(position),
        "'\(example)' in '\(names[position])' can be a number with a decimal "
          + (isGrouped
            ? "comma, or one with a comma between thousands" : "comma")
          + (isNumber ? "" : ", or a list of codes")
          + "; nothing was taken for granted",
        zh: "“\(names[position])”中的“\(example)”可能是以逗号为小数点的数"
          + (isGrouped ? "，也可能是以逗号分节的数" : "") + (isNumber ? "" : "，还可能是一组编码")
          + "，未作认定",
        help: "set 'decimal: \",\"'"
          + (isGrouped ? " or 'thousands: \",\"'" : "")
          + " for the data set, or give the column the 'type: text' in the "
          + "codebook")
    }
    let serials = forms.serials.map { position, example in
      let day = Array(example.utf8).withUnsafeBufferPointer {
        parseDeclaredDay($0, builders[position].rules.days)
      }
      return Diagnostic(
        .serialDays, .note, at: place(position),
        "'\(names[position])' has serial numbers of a spreadsheet; "
          + "'\(example)' was read as \(day?.text ?? "no day")",
        zh:
          "“\(names[position])”为电子表格的日期序号，“\(example)”读作\(day?.text ?? "无效日期")",
        help: options.dateSystem == nil
          ? "set 'date-system: 1904' when the days are four years too early"
          : nil)
    }
    let points = forms.points.compactMap { position, example -> Diagnostic? in
      guard builders[position].kind != .text else { return nil }
      return Diagnostic(
        .doubtfulForm, .warning, at: place(position),
        "'\(example)' in '\(names[position])' was read with a point before "
          + "decimals, although other columns have commas there",
        zh: "“\(names[position])”中的“\(example)”以点为小数点读取，而其他列以逗号为小数点",
        help: "set 'decimal: \",\"' and 'thousands: \".\"' for the data set "
          + "when points stand between thousands")
    }
    return read + doubtful + points + serials
  }
}
