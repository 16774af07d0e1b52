import SurveyData

/// The values of a column that its codebook does not list.
struct UnlistedValues {
  struct Value {
    /// The value as the file writes it.
    var text: String
    /// The cells that hold it.
    var count: Int
    /// The listed code that differs by spaces only.
    var meant: String?
  }

  /// The values, the most frequent first.
  private(set) var values: [Value] = []
  /// The cells that hold any of them.
  var cellCount: Int { values.reduce(0) { $0 + $1.count } }
  /// What stands between listed codes when most of the values are several of
  /// them side by side.
  private(set) var separator: String?

  /// Compares `column` with its codebook; `nil` when that lists no answers,
  /// or the column holds measurements.
  init?(_ column: Column) {
    guard let variable = column.variable, variable.kind != .number else {
      return nil
    }
    let codes = variable.valueLabels.map(\.code)
    // Labels for missing codes alone do not say what the answers are.
    let answers = variable.valueLabels.filter {
      $0.missing == nil && variable.missingCodes[$0.code] == nil
    }
    guard !answers.isEmpty else { return nil }
    switch column.values {
    case .texts(let all):
      let texts = all.distinct(column.missing)
      var counts = [Int](repeating: 0, count: texts.levels.count)
      for row in texts.codes.indices where texts.codes[row] >= 0 {
        if !column.missing.isMissing(row) { counts[Int(texts.codes[row])] += 1 }
      }
      var meanings: [String: String] = [:]
      for code in codes { meanings[Self.withoutSpaces(code)] = code }
      let listed = Set(codes)
      for (level, count) in zip(texts.levels, counts) where count > 0 {
        if listed.contains(level) { continue }
        values.append(
          Value(
            text: level, count: count,
            meant: meanings[Self.withoutSpaces(level)]))
      }
    case .integers(let numbers):
      // On a scale usually only the ends have labels.
      guard variable.scale == nil else { return nil }
      let listed = Set(codes.compactMap { Double($0) })
      // A code that is a word cannot be compared with numbers.
      guard !listed.isEmpty else { return nil }
      var counts: [Int32: Int] = [:]
      for row in numbers.indices where !column.missing.isMissing(row) {
        counts[numbers[row], default: 0] += 1
      }
      for (number, count) in counts.sorted(by: { $0.key < $1.key })
      where !listed.contains(Double(number)) {
        values.append(Value(text: String(number), count: count))
      }
    case .doubles, .days, .choices:
      return nil
    }
    separator = Self.separators.first { sign in
      let joined = values.filter { value in
        let parts = split(value.text, at: sign).map(trimmedText)
          .filter { !$0.isEmpty }
        return parts.count > 1 && parts.allSatisfy(codes.contains)
      }
      return !joined.isEmpty && joined.count * 2 >= values.count
    }
    // Equal counts keep the order of the file, or of the numbers.
    values = values.enumerated().sorted {
      ($1.element.count, $0.offset) < ($0.element.count, $1.offset)
    }.map(\.element)
  }

  /// What exports and people put between several answers.
  private static let separators = [
    "┋", ";", "；", "|", "、", ",", "，", "/", " ",
  ]

  private static func withoutSpaces(_ text: String) -> String {
    text.filter { !$0.isWhitespace }
  }
}
