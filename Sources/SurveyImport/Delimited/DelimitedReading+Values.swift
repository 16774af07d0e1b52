import Diagnostics
import SurveyData

/// What is worth telling about the values of a table that could all be read.
extension DelimitedReading {
  /// At most this many lines or values are named in one message.
  private static let shown = 20

  /// The rows that sum up others.
  func totalsDiagnostic(_ file: String) -> Diagnostic? {
    guard let first = body.totalLines.first else { return nil }
    let lines = body.totalLines
    let rest = lines.count - Self.shown
    let list =
      (lines.count == 1 ? "line " : "lines ")
      + lines.prefix(Self.shown).map(String.init).joined(separator: ", ")
      + (rest > 0 ? " and \(rest) more" : "")
    let chineseLines =
      "第"
      + lines.prefix(Self.shown).map(String.init).joined(separator: "、")
      + (rest > 0 ? "等行" : "行")
    let rows = lines.count == 1 ? "1 row" : "\(lines.count) rows"
    let were = lines.count == 1 ? "was" : "were"
    let place = Place(file: file, line: first)
    switch options.totalRows {
    case .drop:
      return Diagnostic(
        .totalRows, .note, at: place,
        "\(rows) of totals \(were) set aside: \(list)",
        zh: "\(lines.count)行合计已搁置：\(chineseLines)")
    case .keep:
      return nil
    case nil:
      return Diagnostic(
        .totalRows, .warning, at: place,
        "\(rows) may sum up others and \(were) kept among the records: \(list)",
        zh: "\(lines.count)行可能是其他行的合计，仍保留在记录中：\(chineseLines)",
        help: "set 'total-rows: drop' for the data set to leave such rows "
          + "out, or 'total-rows: keep' when they are records")
    }
  }

  /// Percent signs on a part of the numbers of a column.
  func percentageDiagnostic(
    _ builder: ColumnBuilder, at place: Place
  ) -> Diagnostic? {
    let (count, first) = builder.percentages
    guard count > 0, builder.plainNumbers > 0 else { return nil }
    let name = names[builder.position]
    let parsed = Array(first.utf8).withUnsafeBufferPointer {
      parseDeclaredNumber(
        trimmed($0), percentScale: builder.rules.percentScale ?? 1)
    }
    guard let value = parsed?.number.value else { return nil }
    return Diagnostic(
      .mixedPercentages, .warning, at: place,
      "numbers of '\(name)' with a percent sign: \(count), without: "
        + "\(builder.plainNumbers); '\(first)' was read as "
        + plainText(value),
      zh:
        "“\(name)”中带百分号的数有\(count)个，不带的有\(builder.plainNumbers)个，“\(first)”读作\(plainText(value))",
      help: "write all cells of the column in the same way")
  }

  /// A column of text that is mostly numbers written for the eye.
  func numbersDiagnostic(
    _ builder: ColumnBuilder, at place: Place
  ) -> Diagnostic? {
    guard let written = builder.writtenNumbers() else { return nil }
    let name = names[builder.position]
    return Diagnostic(
      .numbersAsText, .note, at: place,
      "'\(name)' was read as text, although \(written.numbers) of its "
        + "\(written.cells) values look like numbers, such as "
        + "'\(written.example)'"
        + (written.obstacle.isEmpty
          ? "" : "; '\(written.obstacle)' does not"),
      zh:
        "“\(name)”按文本读取，但\(written.cells)个值中有\(written.numbers)个像数字，如“\(written.example)”"
        + (written.obstacle.isEmpty ? "" : "；“\(written.obstacle)”不像"),
      help: written.areReadable
        ? "give '\(name)' the 'type: number' in the codebook"
        : "give '\(name)' the 'type: number' and the 'unit' of its cells in "
          + "the codebook; 'thousands' for the data set names the separator")
  }

  /// A column of text that is mostly days in another order or form.
  func daysDiagnostic(
    _ builder: ColumnBuilder, at place: Place
  ) -> Diagnostic? {
    guard let written = builder.writtenDays() else { return nil }
    let name = names[builder.position]
    let help =
      switch (written.fitsMonthFirst, written.fitsDayFirst) {
      case (true, false): "set 'date-order: mdy' for the data set"
      case (false, true): "set 'date-order: dmy' for the data set"
      case (true, true):
        "set 'date-order: mdy' for the data set when '\(written.example)' is "
          + "\(written.exampleMonthFirst), or 'date-order: dmy' when it is "
          + written.exampleDayFirst
      case (false, false):
        "give '\(name)' the 'type: date' in the codebook"
      }
    return Diagnostic(
      .daysAsText, .note, at: place,
      "'\(name)' was read as text, although \(written.days) of its "
        + "\(written.cells) values look like days, such as "
        + "'\(written.example)'",
      zh:
        "“\(name)”按文本读取，但\(written.cells)个值中有\(written.days)个像日期，如“\(written.example)”",
      help: help)
  }

  /// Values that the codebook does not list, column by column.
  func valueDiagnostics(
    _ columns: [Column], _ file: String, except readAnew: Set<Int>
  ) -> [Diagnostic] {
    columns.indices.compactMap { position in
      if readAnew.contains(position) { return nil }
      let unlisted = UnlistedValues(columns[position])
      guard let unlisted, !unlisted.values.isEmpty else { return nil }
      let (values, cells) = (unlisted.values, unlisted.cellCount)
      let list = values.prefix(Self.shown).map { value in
        "'\(excerpt(value.text))' (\(value.count))"
      }.joined(separator: ", ")
      let rest = values.count - Self.shown
      let name = names[position]
      return Diagnostic(
        .unlistedValue, .warning,
        at: Place(
          file: file, line: layout.headerLine, column: position + 1,
          columnName: name),
        "\(values.count) \(values.count == 1 ? "value" : "values") of "
          + "'\(name)' in \(cells) \(cells == 1 ? "cell" : "cells") "
          + (values.count == 1 ? "is" : "are")
          + " not in the codebook: \(list)"
          + (rest > 0 ? " and \(rest) more" : ""),
        zh: "“\(name)”有\(values.count)个值（\(cells)格）不在编码簿中："
          + values.prefix(Self.shown).map {
            "“\(excerpt($0.text))”（\($0.count)）"
          }.joined(separator: "、") + (rest > 0 ? "等" : ""),
        notes: values.prefix(Self.shown).compactMap { value in
          value.meant.map {
            "'\(excerpt(value.text))' is '\(excerpt($0))' with other spaces"
          }
        },
        help: unlisted.separator.map {
          "give '\(name)' the 'separator: \"\($0)\"' in the codebook when "
            + "several of its 'values' may stand in a cell"
        } ?? "correct the file, or add them to 'values' in the codebook")
    }
  }

  func excerpt(_ text: String) -> String {
    Array(text.utf8).withUnsafeBufferPointer { escapedExcerpt($0, limit: 40) }
  }
}
