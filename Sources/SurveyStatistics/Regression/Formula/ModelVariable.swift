import Diagnostics
import SurveyData

/// A variable of a model in the rows that are used.
struct ModelVariable: Sendable {
  /// One value of a factor.
  struct Level: Sendable, Hashable {
    var value: String
    var label: LocalizedText?
  }

  /// Its values.
  enum Values: Sendable {
    /// Amounts, one a row.
    case numbers([Double])
    /// Positions in the list of levels, one a row.
    case factor(codes: [Int32], levels: [Level], reference: Int)
  }

  var name: String
  var label: LocalizedText?
  var values: Values

  /// The label, or the name.
  var title: LocalizedText { label ?? LocalizedText(name) }

  /// The levels; empty for amounts.
  var levels: [Level] {
    if case .factor(_, let levels, _) = values { return levels }
    return []
  }

  /// Reads the rows `rows` of a column that has a value in all of them.
  ///
  /// - Throws: A diagnostic when amounts are needed and the column has none,
  ///   or the reference is no value of it.
  init(
    _ column: Column, rows: [Int], isFactor: Bool, reference: String?,
    file: String
  ) throws(Diagnostic) {
    name = column.name
    label = column.variable?.label
    if !isFactor, let numbers = column.numbers() {
      values = .numbers(rows.map { numbers[$0] })
      return
    }
    let answers = AnswerValues(column)
    var occurs = [Bool](repeating: false, count: answers.levels.count)
    for row in rows { occurs[Int(answers.codes[row])] = true }
    var position = [Int32](repeating: -1, count: occurs.count)
    var levels: [Level] = []
    for index in occurs.indices where occurs[index] {
      position[index] = Int32(levels.count)
      levels.append(
        Level(
          value: answers.levels[index].value,
          label: answers.levels[index].label))
    }
    var chosen = 0
    if let reference {
      guard let found = answers.position(of: reference) else {
        throw answers.unknown(reference, .error, file: file)
      }
      guard position[found] >= 0 else {
        throw Diagnostic(
          .unknownValue, at: Place(file: file, columnName: column.name),
          "no row of the model has the value '\(reference)' of"
            + " '\(column.name)', which the others are to be compared with",
          zh: "模型中没有“\(column.name)”为“\(reference)”的行，而其他值须与之比较")
      }
      chosen = Int(position[found])
    }
    values = .factor(
      codes: rows.map { position[Int(answers.codes[$0])] }, levels: levels,
      reference: chosen)
  }
}

extension ModelVariable.Level {
  /// The label, or the value.
  var title: LocalizedText { label ?? LocalizedText(value) }
}
