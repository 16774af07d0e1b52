import Diagnostics

/// The values of columns below each other; a column that is not there gives
/// `counts` rows with nothing.
///
/// - Throws: `wrongCombination` when questions with several answers meet
///   columns of another kind.
func stackedValues(
  _ columns: [Column?], _ counts: [Int], at place: Place
) throws(Diagnostic) -> ColumnValues {
  let present = columns.compactMap { $0 }
  let kinds = Set(present.map(\.typeName))
  if kinds == ["several answers"] { return stackedChoices(columns, counts) }
  if kinds.contains("several answers") {
    throw Diagnostic(
      .wrongCombination, at: place,
      "'\(present[0].name)' holds several answers a row in one table and one "
        + "in another",
      help: "rename the column in one of them")
  }
  if kinds.isSubset(of: ["whole numbers", "numbers"]) {
    if kinds == ["whole numbers"] {
      return .integers(
        WholeNumbers(
          stack(columns, counts, or: Int32(0)) { column in
            guard case .integers(let values) = column.values else { return [] }
            return values.words()
          }))
    }
    return .doubles(
      stack(columns, counts, or: 0) { column in
        switch column.values {
        case .integers(let values): return values.doubles()
        case .doubles(let values): return values
        default: return []
        }
      })
  }
  if kinds == ["dates"] {
    return .days(
      WholeNumbers(
        stack(columns, counts, or: Int32(0)) { column in
          guard case .days(let values) = column.values else { return [] }
          return values.words()
        }))
  }
  return stackedTexts(columns, counts)
}

private func stack<Value>(
  _ columns: [Column?], _ counts: [Int], or none: Value,
  _ values: (Column) -> [Value]
) -> [Value] {
  var result: [Value] = []
  result.reserveCapacity(counts.reduce(0, +))
  for (column, count) in zip(columns, counts) {
    if let column {
      result += values(column)
    } else {
      result += [Value](repeating: none, count: count)
    }
  }
  return result
}

private func stackedTexts(
  _ columns: [Column?], _ counts: [Int]
) -> ColumnValues {
  var collector = TextCollector()
  let codes = stack(columns, counts, or: Int32(-1)) { column -> [Int32] in
    if case .texts(let texts) = column.values {
      let translation = texts.levels.map { collector.code(of: $0) }
      return texts.codes.map { $0 < 0 ? -1 : translation[Int($0)] }
    }
    return (0..<column.count).map { row in
      column.text(at: row).map { collector.code(of: $0) } ?? -1
    }
  }
  return .texts(DictionaryText(codes: codes, levels: collector.levels))
}

private func stackedChoices(
  _ columns: [Column?], _ counts: [Int]
) -> ColumnValues {
  var options: [MultipleResponse.Option] = []
  for case .choices(let answers) in columns.compactMap({ $0?.values }) {
    for option in answers.options
    where !options.contains(where: { $0.code == option.code }) {
      options.append(option)
    }
  }
  var result = MultipleResponse(
    options: options, count: counts.reduce(0, +))
  var start = 0
  for (column, count) in zip(columns, counts) {
    defer { start += count }
    guard case .choices(let answers)? = column?.values else { continue }
    if answers.mayLackOptions { result.mayLackOptions = true }
    for (position, option) in options.enumerated() {
      let own = answers.options.firstIndex { $0.code == option.code }
      for row in 0..<count {
        guard let own else {
          // An option that nobody ticked is not known to be missing.
          if !answers.mayLackOptions {
            result.setNotAsked(position, row: start + row)
          }
          continue
        }
        guard answers.isAsked(own, row: row) else {
          result.setNotAsked(position, row: start + row)
          continue
        }
        if answers.isTicked(own, row: row) {
          result.tick(position, row: start + row)
        }
      }
    }
  }
  return .choices(result)
}

extension Column {
  /// The type in words.
  var typeName: String {
    switch values {
    case .integers: "whole numbers"
    case .doubles: "numbers"
    case .days: "dates"
    case .texts: "texts"
    case .choices: "several answers"
    }
  }

  /// The type in the words of both languages.
  var typeTitle: LocalizedText {
    let chinese =
      switch values {
      case .integers: "整数"
      case .doubles: "数值"
      case .days: "日期"
      case .texts: "文本"
      case .choices: "多选"
      }
    return LocalizedText(zh: chinese, en: typeName)
  }
}
