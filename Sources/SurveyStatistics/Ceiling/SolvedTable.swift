import Diagnostics
import SurveyData

/// Whether the matter was solved, against whether they were satisfied.
struct SolvedTable: Sendable {
  /// One class of results.
  struct Class: Sendable {
    var name: String
    var label: LocalizedText
    var isSolved: Bool
    /// Satisfied, neither, dissatisfied.
    var counts = [0, 0, 0]
  }

  private(set) var classes: [Class]
  /// Solved and satisfied; solved only; satisfied only; neither.
  private(set) var pairs = PairedTable()
  /// Valid answers about matters whose result is not known.
  private(set) var without = 0
  let label: LocalizedText?

  /// Counts the answers.
  ///
  /// - Throws: A diagnostic about columns and values.
  init(
    _ solved: CeilingAnalysis.Solved, item: String,
    grades: CeilingAnalysis.Grades, data: AnalysisData
  ) throws(Diagnostic) {
    let answers = try GradedAnswers(item, grades, data: data)
    let column = try data.table.column(solved.column)
    let values = AnswerValues(column)
    var isSolved = [Bool](repeating: false, count: values.levels.count)
    for value in solved.values {
      guard let position = values.position(of: value) else {
        throw values.unknown(value, .error, file: data.table.source.file)
      }
      isSolved[position] = true
    }
    if values.levels.count > 200 {
      throw Diagnostic(
        .wrongOption, at: data.place(of: solved.column),
        "'\(solved.column)' has \(values.levels.count) values, which are no"
          + " classes of results",
        zh: "“\(solved.column)”有\(values.levels.count)个值，不是办理结果的类别",
        help: "name the column that says how the matter ended")
    }
    label = column.variable?.label
    classes = values.levels.indices.map { level in
      Class(
        name: values.levels[level].value,
        label: values.levels[level].label
          ?? LocalizedText(values.levels[level].value),
        isSolved: isSolved[level])
    }
    for row in answers.rows.indices where answers.rows[row].isValid {
      let code = Int(values.codes[row])
      if code < 0 {
        without += 1
        continue
      }
      let answer = answers.rows[row]
      let column = answer == .satisfied ? 0 : answer == .neither ? 1 : 2
      classes[code].counts[column] += 1
      switch (isSolved[code], answer == .satisfied) {
      case (true, true): pairs.both += 1
      case (true, false): pairs.lost += 1
      case (false, true): pairs.gained += 1
      case (false, false): pairs.neither += 1
      }
    }
  }

  /// φ of solved and satisfied; `nil` where one of them never varies.
  var correlation: Double? {
    let (a, b) = (Double(pairs.both), Double(pairs.lost))
    let (c, d) = (Double(pairs.gained), Double(pairs.neither))
    let product = (a + b) * (c + d) * (a + c) * (b + d)
    return product > 0 ? (a * d - b * c) / product.squareRoot() : nil
  }
}
