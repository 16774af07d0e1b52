import Diagnostics
import SurveyData

/// The values that a variable can have, found by value or by label.
struct AnswerValues {
  /// One value and its label.
  struct Level {
    var value: String
    var label: LocalizedText?
  }

  /// The variable.
  let column: Column
  /// First the codes of the codebook that are no missing values, whether
  /// they occur or not, then the other values that occur.
  let levels: [Level]
  /// For each row the position in `levels`; -1 where missing. With `choices`
  /// only the latter has a meaning.
  let codes: [Int32]
  /// The answers when several may be given; `levels` are their options.
  private(set) var choices: MultipleResponse?
  /// The reasons that the last of the levels stand for, when missing answers
  /// are shown.
  private(set) var reasons: [MissingReason] = []

  init(_ column: Column) {
    self.column = column
    let found = column.categories()
    var levels: [Level] = []
    for label in column.variable?.valueLabels ?? []
    where label.missing == nil
      && column.variable?.missingCodes[label.code] == nil
    {
      levels.append(Level(value: label.code, label: label.label))
    }
    var position: [String: Int32] = [:]
    for (index, level) in levels.enumerated() {
      position[level.value] = Int32(index)
    }
    let map = found.levels.map { level -> Int32 in
      if let known = position[level.value] { return known }
      levels.append(Level(value: level.value, label: level.label))
      return Int32(levels.count - 1)
    }
    self.levels = levels
    codes = found.codes.map { $0 < 0 ? -1 : map[Int($0)] }
  }

  /// The values whose shares are asked for: the options where several may be
  /// ticked, the values of any other column.
  init(sharesOf column: Column) {
    guard case .choices(let answers) = column.values else {
      self.init(column)
      return
    }
    self.init(
      column: column,
      levels: answers.options.map { option in
        Level(value: option.code, label: option.label)
      },
      codes: (0..<column.count).map { column.missing.isMissing($0) ? -1 : 0 },
      choices: answers)
  }

  /// The same with a level for each reason that answers are missing for.
  func showingMissing() -> AnswerValues {
    let reasons = MissingReason.allCases.filter {
      column.missing.count(of: $0) > 0
    }
    let first = levels.count
    var codes = codes
    for row in codes.indices where column.missing.isMissing(row) {
      guard let reason = column.missing[row],
        let position = reasons.firstIndex(of: reason)
      else { continue }
      codes[row] = Int32(first + position)
    }
    var result = AnswerValues(
      column: column,
      levels: levels
        + reasons.map { Level(value: $0.answerValue, label: $0.answerLabel) },
      codes: codes, choices: choices)
    result.reasons = reasons
    return result
  }

  private init(
    column: Column, levels: [Level], codes: [Int32], choices: MultipleResponse?
  ) {
    self.column = column
    self.levels = levels
    self.codes = codes
    self.choices = choices
  }

  /// For each row 1 where the answer is the one at `position` and 0 where it
  /// is not; not-a-number without an answer that counts and in rows that are not used.
  func indicator(of position: Int, in isUsed: [Bool]) -> [Double] {
    codes.indices.map { row in
      guard codes[row] >= 0, isUsed[row] else { return .nan }
      guard let choices, position < levels.count - reasons.count,
        !column.missing.isMissing(row)
      else { return Int(codes[row]) == position ? 1 : 0 }
      guard choices.isAsked(position, row: row) else { return .nan }
      return choices.isTicked(position, row: row) ? 1 : 0
    }
  }

  /// The position of a value, or of the value with that label.
  func position(of name: String) -> Int? {
    levels.firstIndex { $0.value == name }
      ?? levels.firstIndex {
        $0.label?.chinese == name || $0.label?.english == name
      }
      ?? Double(name).flatMap { number in
        levels.firstIndex { Double($0.value) == number }
      }
  }

  /// The diagnostic for a value that does not exist.
  func unknown(
    _ name: String, _ severity: Diagnostic.Severity, file: String
  ) -> Diagnostic {
    let names = levels.flatMap { level in
      [level.value, level.label?.chinese, level.label?.english]
        .compactMap { $0 }
    }
    return Diagnostic(
      .unknownValue, severity, at: Place(file: file, columnName: column.name),
      "no row and no label of '\(column.name)' has the value '\(name)'",
      zh: "“\(column.name)”中没有值或标签为“\(name)”的行",
      help: nearest(to: name, in: names).map { "did you mean '\($0)'?" }
        ?? "its values: "
        + levels.prefix(20).map(\.value).joined(separator: ", ")
        + (levels.count > 20 ? ", …" : ""))
  }
}
