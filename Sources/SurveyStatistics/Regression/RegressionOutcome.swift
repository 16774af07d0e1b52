import Diagnostics
import SurveyData

/// The outcome of a regression, row by row of the table.
struct RegressionOutcome {
  /// The column.
  let column: Column
  /// The number of each row; not-a-number where missing.
  let values: [Double]
  /// The answer that counts as 1, where the outcome is an answer.
  private(set) var event: AnswerValues.Level?

  /// Reads the outcome of a model.
  ///
  /// With `event` that answer is 1 and every other one 0. Without it texts
  /// with two values count the second one, as R does with factors.
  ///
  /// - Throws: A diagnostic when the column does not fit the family.
  init(
    _ model: ModelSpecification, family: ResponseFamily, data: AnalysisData
  ) throws(Diagnostic) {
    let column = try data.table.column(model.outcome)
    let place = data.place(of: model.outcome)
    self.column = column
    let file = data.table.source.file
    if let event = model.event {
      guard family == .binomial else {
        throw Diagnostic(
          .wrongOption, at: place,
          "'event' belongs to the family 'binomial', not to"
            + " '\(family.rawValue)'",
          zh: "“event”用于分布族“binomial”，不用于“\(family.rawValue)”")
      }
      let answers = AnswerValues(column)
      guard let position = answers.position(of: event) else {
        throw answers.unknown(event, .error, file: file)
      }
      self.event = answers.levels[position]
      values = Self.indicator(answers, position)
    } else if let numbers = column.numbers() {
      values = numbers
    } else if family == .binomial {
      let answers = AnswerValues(column)
      let used = Set(
        answers.codes.indices.compactMap { row in
          answers.codes[row] >= 0 && (data.domain?[row] ?? true)
            ? Int(answers.codes[row]) : nil
        })
      guard used.count == 2, let position = used.max() else {
        throw Diagnostic(
          .wrongOption, at: place,
          "the outcome '\(model.outcome)' has \(used.count) different answers,"
            + " where yes and no are needed",
          zh: "因变量“\(model.outcome)”有\(used.count)种不同的回答，须只有是与否",
          help: "say with 'event' which answer counts as yes")
      }
      event = answers.levels[position]
      values = Self.indicator(answers, position)
    } else {
      throw Self.textOutcome(column, family, data)
    }
    let wrong = values.indices.first { row in
      values[row].isFinite && (data.domain?[row] ?? true)
        && !family.accepts(values[row])
    }
    if let wrong {
      throw Diagnostic(
        .wrongOption, at: place,
        "the outcome '\(model.outcome)' is \(plainText(values[wrong])) in row"
          + " \(wrong + 1), and the family '\(family.rawValue)' needs"
          + " \(family.requirement)",
        zh:
          "因变量“\(model.outcome)”第\(wrong + 1)行为\(plainText(values[wrong]))，不合分布族“\(family.rawValue)”的要求",
        help: family == .binomial
          ? "say with 'event' which value counts as yes" : nil)
    }
  }

  /// An outcome of answers, and the kinds of model that are made for it.
  private static func textOutcome(
    _ column: Column, _ family: ResponseFamily, _ data: AnalysisData
  ) -> Diagnostic {
    let answers = AnswerValues(column)
    var used = Set<Int32>()
    for (row, code) in answers.codes.enumerated()
    where code >= 0 && (data.domain?[row] ?? true) { used.insert(code) }
    let last = used.max().map { answers.levels[Int($0)].value } ?? ""
    let help =
      used.count == 2
      ? "for yes and no write family: binomial, and event: \(last) for the"
        + " answer that counts as yes"
      : "for answers in an order take kind: ordinal, for answers without one"
        + " kind: multinomial; family: binomial with event: ANSWER explains"
        + " one answer against all others"
    return Diagnostic(
      .notNumeric, at: data.place(of: column.name),
      "the outcome '\(column.name)' holds \(counted(used.count, "answer")), and"
        + " the family '\(family.rawValue)' needs numbers",
      zh:
        "因变量“\(column.name)”为文本回答（\(used.count)种），而分布族“\(family.rawValue)”须为数字",
      help: help)
  }

  private static func indicator(
    _ answers: AnswerValues, _ position: Int
  ) -> [Double] {
    answers.codes.map { code in
      code < 0 ? .nan : (Int(code) == position ? 1 : 0)
    }
  }

  /// What is explained, for titles.
  var title: LocalizedText {
    let name = column.variable?.label ?? LocalizedText(column.name)
    guard let event else { return name }
    let answer = event.label ?? LocalizedText(event.value)
    return LocalizedText(
      zh: "\(name[.chinese])：\(answer[.chinese])",
      en: "\(name[.english]): \(answer[.english])")
  }
}
