import Diagnostics
import SurveyData

/// Shares of the values of variables, overall and by groups.
///
/// The share of a value is Σw·[x = value]/Σw over the rows with an answer,
/// a mean of zeros and ones. Values that the codebook labels and nobody
/// chose have the share 0.
///
/// Of a question with several answers each option has a share of its own:
/// the rows where it is ticked among those that answered the question and
/// were offered the option. These shares do not add up to 1.
///
/// Edge cases:
///
/// - Without a row, or with weights of 0 only, there is no value.
/// - At a share of 0 or 1 the variance is 0, and the interval is Wilson's
///   with Kish's effective base, remarked as `interval-wilson`.
/// - A share that the strata fix has the standard error 0.
/// - Missing answers are left out of the base, or shown by their reasons
///   where `missingAnswers` says so.
/// - A variable with more than 1,000 values needs `values`.
///
/// Checked against R survey (`svymean`; `svyciprop` with every method of
/// 4.1-1 and `wilson` of 4.5) in `Tests/References/survey`. R finds the logit interval by a fitted model
/// and stops at a relative 1e-8; ours is its limit, which R gives as
/// `xlogit`.
public struct ShareAnalysis: Analysis {
  /// `share`.
  public static let kind = "share"

  /// With more values than this a variable is an identifier or open text:
  /// each of its shares would take a pass over all rows.
  static let maximumValues = 1000

  /// The variables.
  public var variables: [String]
  /// The values, as the file or a label of the codebook writes them; `nil`
  /// for every value.
  public var values: [String]?
  /// The groupings, each one variable or several crossed.
  public var by: [[String]]
  /// How intervals are made.
  public var interval: ShareInterval
  /// Which rows are used.
  public var missing: MissingValues
  /// What design effects compare with.
  public var designEffect: DesignEffectReference
  /// What becomes of missing answers.
  public var missingAnswers: MissingAnswers
  /// Which shares are too uncertain to present.
  public var presentation: PresentationStandard

  /// Creates the analysis.
  public init(
    variables: [String], values: [String]? = nil, by: [[String]] = [],
    interval: ShareInterval = .logit, missing: MissingValues = .perVariable,
    designEffect: DesignEffectReference = .automatic,
    missingAnswers: MissingAnswers = .excluded,
    presentation: PresentationStandard = .none
  ) {
    self.variables = variables
    self.values = values
    self.by = by
    self.interval = interval
    self.missing = missing
    self.designEffect = designEffect
    self.missingAnswers = missingAnswers
    self.presentation = presentation
  }

  /// Computes the shares.
  ///
  /// - Throws: A diagnostic when there is no such column or value.
  public func run(
    on data: AnalysisData
  ) throws(Diagnostic) -> AnalysisOutcome {
    try data.requireNames(variables, kind: Self.kind)
    var answers: [AnswerValues] = []
    var positions: [[Int]] = []
    for name in variables {
      let found = answerValues(of: try data.table.column(name))
      positions.append(try wanted(found, data))
      answers.append(found)
    }
    let isUsed = complete(answers, data.table.rowCount)
    let groupings = try Grouping.all(by, data: data)
    let estimator = LinearEstimator(data: data)
    let builder = EstimateBuilder(level: data.level)
    var estimates: [Estimate] = []
    for grouping in groupings {
      for (answer, positions) in zip(answers, positions) {
        estimates += together(
          positions.map { position in
            let values = answer.indicator(of: position, in: isUsed)
            let cells = estimator.means(
              of: values, in: grouping, reference: designEffect)
            let made = builder.estimates(
              subject(answer, position), cells, in: grouping)
            return zip(made, cells).map {
              presentation.judged($0, $1, level: data.level)
            }
          })
      }
    }
    return AnalysisOutcome(
      estimates: estimates,
      conventions: [
        interval.convention, missingAnswers.convention(missing),
        designEffect.convention,
      ] + [presentation.convention].compactMap { $0 } + severalAnswers(answers)
        + data.design.conventions,
      formula: Self.formula,
      diagnostics: Grouping.findings(groupings, by: by, data: data)
        + presentation.findings(estimates, data))
  }

  static let formula = "p = Σw·[x = c] / Σw"

  /// What one of the shares is about.
  func subject(
    _ answer: AnswerValues, _ position: Int
  ) -> EstimateBuilder.Subject {
    EstimateBuilder.Subject(
      variable: answer.column.name, label: answer.column.variable?.label,
      category: answer.levels[position].value,
      categoryLabel: answer.levels[position].label, statistic: "share",
      unit: .share, interval: .share(interval))
  }

  /// The values of a column, with the reasons where those are shown.
  func answerValues(of column: Column) -> AnswerValues {
    let found = AnswerValues(sharesOf: column)
    return missingAnswers == .shown ? found.showingMissing() : found
  }

  private func severalAnswers(_ answers: [AnswerValues]) -> [Convention] {
    guard answers.contains(where: { $0.choices != nil }) else { return [] }
    return [
      Convention(
        "several-answers", "respondents",
        LocalizedText(
          zh: "多选题：占比以回答该题且见到该选项的人为基数，各项之和可以超过 100%。",
          en: "Several answers: shares of the respondents who answered the "
            + "question and were offered the option; they may add up to "
            + "more than 100%."))
    ]
  }

  func wanted(
    _ answers: AnswerValues, _ data: AnalysisData
  ) throws(Diagnostic) -> [Int] {
    guard let values else {
      let count = answers.levels.count
      guard count <= Self.maximumValues else {
        throw Diagnostic(
          .wrongOption, at: data.place(of: answers.column.name),
          "'\(answers.column.name)' has \(count) different values, and shares"
            + " of all of them are computed up to \(Self.maximumValues)",
          zh:
            "“\(answers.column.name)”有\(count)个不同的值，计算全部比例最多\(Self.maximumValues)个",
          help: "name the values that matter with 'values'")
      }
      return Array(answers.levels.indices)
    }
    var result: [Int] = []
    for value in values {
      guard let position = answers.position(of: value) else {
        throw answers.unknown(value, .error, file: data.table.source.file)
      }
      if !result.contains(position) { result.append(position) }
    }
    return result
  }

  private func complete(_ answers: [AnswerValues], _ count: Int) -> [Bool] {
    var result = [Bool](repeating: true, count: count)
    guard missing == .listwise else { return result }
    for answer in answers {
      for row in 0..<count where answer.codes[row] < 0 { result[row] = false }
    }
    return result
  }

  /// Orders by group first and value second, so that the values of a group
  /// stand together.
  func together(_ values: [[Estimate]]) -> [Estimate] {
    (values.first ?? []).indices.flatMap { group in values.map { $0[group] } }
  }
}
