import Diagnostics
import SurveyData

/// An outcome with several values, row by row of the table.
struct CategoryOutcome {
  let column: Column
  /// The values that occur, in their order.
  let levels: [ModelVariable.Level]
  /// The position of each row's value in `levels`; -1 where missing.
  let codes: [Int32]

  /// Reads the values that occur in the domain with weight.
  ///
  /// - Parameters:
  ///   - order: The values in their order; the order of the codebook, or by
  ///     size, without.
  ///   - first: A value that comes first, whatever the order.
  /// - Throws: A diagnostic when a value does not exist or is not ordered.
  init(
    _ name: String, order: [String], first: String?, kind: String,
    data: AnalysisData
  ) throws(Diagnostic) {
    let column = try data.table.column(name)
    self.column = column
    let answers = AnswerValues(column)
    let file = data.table.source.file
    var occurs = [Bool](repeating: false, count: answers.levels.count)
    for row in answers.codes.indices
    where answers.codes[row] >= 0 && (data.domain?[row] ?? true)
      && data.design.weights[row] > 0
    {
      occurs[Int(answers.codes[row])] = true
    }
    var positions: [Int] = []
    func find(_ value: String) throws(Diagnostic) -> Int {
      guard let position = answers.position(of: value) else {
        throw answers.unknown(value, .error, file: file)
      }
      return position
    }
    for value in order {
      let position = try find(value)
      if !positions.contains(position) { positions.append(position) }
    }
    let others = answers.levels.indices.filter {
      occurs[$0] && !positions.contains($0)
    }
    if !order.isEmpty, let forgotten = others.first {
      throw Diagnostic(
        .wrongOption, at: data.place(of: name),
        "'order' does not say where '\(answers.levels[forgotten].value)'"
          + " stands, which rows of '\(name)' have",
        zh: "“order”没有说明“\(answers.levels[forgotten].value)”的位置，而“\(name)”有该值",
        help: "name every value from the lowest to the highest, or leave rows"
          + " out with 'where'")
    }
    positions += others
    if let first {
      let position = try find(first)
      positions.removeAll { $0 == position }
      positions.insert(position, at: 0)
      guard occurs[position] else {
        throw Diagnostic(
          .unknownValue, at: data.place(of: name),
          "no row has the value '\(first)' of '\(name)'",
          zh: "“\(name)”没有值为“\(first)”的行")
      }
    }
    positions = positions.filter { occurs[$0] }
    guard positions.count > 1, positions.count <= 100 else {
      throw Diagnostic(
        .wrongOption, at: data.place(of: name),
        "the outcome '\(name)' has \(positions.count) different values, and"
          + " '\(kind)' needs 2 to 100",
        zh: "因变量“\(name)”有\(positions.count)个不同的值，“\(kind)”需要2至100个",
        help: positions.count > 100
          ? "numbers are explained by 'regression'" : nil)
    }
    var place = [Int32](repeating: -1, count: answers.levels.count)
    for (new, old) in positions.enumerated() { place[old] = Int32(new) }
    levels = positions.map { old in
      ModelVariable.Level(
        value: answers.levels[old].value, label: answers.levels[old].label)
    }
    codes = answers.codes.map { $0 < 0 ? -1 : place[Int($0)] }
  }

  /// What is explained, for titles.
  var title: LocalizedText {
    column.variable?.label ?? LocalizedText(column.name)
  }
}
