import Diagnostics
import SurveyData

extension RatioAnalysis {
  /// The known total of the denominator in a group.
  public struct KnownTotal: Sendable, Hashable {
    /// The value of the group.
    public var group: String
    /// The total.
    public var total: Double

    /// Creates a known total.
    public init(_ group: String, _ total: Double) {
      self.group = group
      self.total = total
    }
  }

  /// What is known of the denominator, so that the total of the numerator
  /// can be predicted.
  public enum Prediction: Sendable, Hashable {
    /// Its total X: R·X.
    case combined(Double)
    /// Its total in each group of a column: Σ Rₕ·Xₕ.
    case separate(by: String, [KnownTotal])
  }

  /// The predicted total of the numerator.
  func predicted(
    _ prediction: Prediction, _ above: [Double], _ below: [Double],
    _ data: AnalysisData
  ) throws(Diagnostic) -> Estimate {
    let terms: [TermStatistics.Term]
    let factors: [Double]
    switch prediction {
    case .combined(let total):
      (terms, factors) = (
        self.terms(above, below, data) { _ in true }, [total]
      )
    case .separate(let column, let totals):
      terms = try separateTerms(column, totals, above, below, data)
      factors = totals.map(\.total)
    }
    let parts = factors.indices.map { index -> DifferentiableExpression in
      .product(
        .number(factors[index]),
        .quotient(.operand(2 * index), .operand(2 * index + 1)))
    }
    let statistics = ComposedStatistics(
      base: TermStatistics(terms),
      functions: [
        parts.dropFirst().reduce(parts.first ?? .number(0)) { .sum($0, $1) }
      ])
    let found = data.design.estimate(statistics)
    return Estimate(
      variable: numerator, label: data.table[numerator]?.variable?.label,
      group: [], statistic: "ratio-total", unit: .total, found, index: 0,
      bases: found?.bases
        ?? SampleBases(
          isUsed: statistics.isUsed, weights: data.design.weights),
      level: data.level)
  }

  /// Numerator and denominator of each group, in turn.
  ///
  /// - Throws: A diagnostic when a group has no total or a total no group.
  func separateTerms(
    _ column: String, _ totals: [KnownTotal], _ above: [Double],
    _ below: [Double], _ data: AnalysisData
  ) throws(Diagnostic) -> [TermStatistics.Term] {
    let answers = AnswerValues(try data.table.column(column))
    let positions = try positions(totals, answers, data)
    for row in answers.codes.indices
    where data.domain?[row] ?? true && !above[row].isNaN && !below[row].isNaN
      && !positions.contains(Int(answers.codes[row]))
    {
      throw noTotal(Int(answers.codes[row]), column, answers, data)
    }
    return positions.flatMap { position in
      self.terms(above, below, data) { Int(answers.codes[$0]) == position }
    }
  }

  /// The position of each group that has a total.
  func positions(
    _ totals: [KnownTotal], _ answers: AnswerValues, _ data: AnalysisData
  ) throws(Diagnostic) -> [Int] {
    var positions: [Int] = []
    for total in totals {
      guard let position = answers.position(of: total.group) else {
        throw answers.unknown(
          total.group, .error, file: data.table.source.file)
      }
      positions.append(position)
    }
    return positions
  }

  /// The diagnostic about rows of a group without a total.
  func noTotal(
    _ code: Int, _ column: String, _ answers: AnswerValues,
    _ data: AnalysisData
  ) -> Diagnostic {
    let value =
      code < 0 ? "without a value" : "'\(answers.levels[code].value)'"
    return Diagnostic(
      .wrongOption, at: data.place(of: column),
      "there are rows of '\(column)' \(value), and no total of them",
      zh: "数据中有“\(column)”"
        + (code < 0 ? "无值" : "为“\(answers.levels[code].value)”")
        + "的行，而没有其总数",
      help: "give a total for each group in 'totals', or leave the rows out"
        + " with 'where'")
  }

  private func terms(
    _ above: [Double], _ below: [Double], _ data: AnalysisData,
    where belongs: (Int) -> Bool
  ) -> [TermStatistics.Term] {
    let isUsed = above.indices.map { row in
      data.domain?[row] ?? true && !above[row].isNaN && !below[row].isNaN
        && belongs(row)
    }
    return [above, below].map { values in
      TermStatistics.Term(
        values: values.indices.map { isUsed[$0] ? values[$0] : .nan },
        isTotal: true)
    }
  }
}
