import Diagnostics
import LinearAlgebra
import Probability
import SurveyData

/// Whether the shares of the values of a variable are those of a hypothesis.
///
///     X² = Σ (Oᵢ − pᵢN)²/(pᵢN)
///
/// with estimated totals O and N = ΣO. Under the hypothesis X² is a weighted
/// sum of chi-squares with the eigenvalues λ of the covariance of
/// (Oᵢ − pᵢN)/√(pᵢN) (Rao and Scott 1981). Its probability is given three
/// times: by the scaled chi-square with the same mean and variance, which is
/// R's; by integration of that sum; and, since the λ are estimated
/// themselves, by F = X²/Σλ with (Σλ)²/Σλ² degrees of freedom above the line
/// and as many times those of the design below it.
///
/// Edge cases:
///
/// - A value that occurs and has no probability is refused; one that does not
///   occur has the total 0.
/// - Where the strata fix the totals, nothing varies and there is no
///   probability.
///
/// Checked against R survey 4.1-1 (`svygofchisq`) in
/// `Tests/References/estimates`.
public struct GoodnessOfFitAnalysis: Analysis {
  /// `goodness-of-fit`.
  public static let kind = "goodness-of-fit"

  /// A value with its share under the hypothesis.
  public struct ExpectedShare: Sendable, Hashable {
    /// The value, or its label.
    public var value: String
    /// The share; shares are scaled to add up to 1.
    public var share: Double

    /// Creates an expected share.
    public init(_ value: String, _ share: Double) {
      self.value = value
      self.share = share
    }
  }

  /// The variable.
  public var variable: String
  /// The shares under the hypothesis.
  public var expected: [ExpectedShare]
  /// The groupings; a test in each group.
  public var by: [[String]]

  /// Creates the analysis.
  public init(
    variable: String, expected: [ExpectedShare], by: [[String]] = []
  ) {
    self.variable = variable
    self.expected = expected
    self.by = by
  }

  /// Refuses values that do not exist or have no probability.
  ///
  /// - Throws: What `run` throws about them.
  public func check(on data: AnalysisData) throws(Diagnostic) {
    _ = try classes(data)
  }

  /// Computes the test.
  ///
  /// - Throws: A diagnostic when the column or a value does not exist.
  public func run(
    on data: AnalysisData
  ) throws(Diagnostic) -> AnalysisOutcome {
    let classes = try classes(data)
    let groupings = try Grouping.all(by, data: data)
    var rows: [StatisticsTable.Row] = []
    var shares: [StatisticsTable.Row] = []
    for grouping in groupings {
      for cell in 0..<grouping.cellCount {
        let terms = grouping.terms[cell]
        let codes = classes.codes.indices.map {
          Int(grouping.cells[$0]) == cell ? classes.codes[$0] : -1
        }
        rows.append(
          StatisticsTable.Row(
            terms.tableName, terms.tableLabel,
            kind: terms.isEmpty ? .overall : .detail,
            test(codes, classes, data)))
        shares += shareRows(codes, classes, terms, data)
      }
    }
    return AnalysisOutcome(
      conventions: data.design.conventions,
      formula: "X² = Σ (O − pN)² / (pN)",
      details: .tables(
        [table(rows, data), table(ofShares: shares)], finding: nil),
      diagnostics: Grouping.findings(groupings, by: by, data: data))
  }

  private struct Classes {
    /// For each row the position in `shares`; -1 where missing.
    var codes: [Int32]
    var shares: [Double]
    var levels: [AnswerValues.Level]
  }

  private func classes(_ data: AnalysisData) throws(Diagnostic) -> Classes {
    let answers = AnswerValues(try data.table.column(variable))
    var positions = [Int32](repeating: -1, count: answers.levels.count)
    var classes = Classes(codes: [], shares: [], levels: [])
    let total = expected.reduce(0) { $0 + $1.share }
    for item in expected {
      guard let position = answers.position(of: item.value) else {
        throw answers.unknown(
          item.value, .error, file: data.table.source.file)
      }
      guard positions[position] < 0, item.share > 0, item.share.isFinite else {
        throw Diagnostic(
          .wrongOption, at: data.place(of: variable),
          "the expected share of '\(item.value)' has to be above 0 and given"
            + " once",
          zh: "“\(item.value)”的期望比例须大于0，且只给一次")
      }
      positions[position] = Int32(classes.shares.count)
      classes.shares.append(item.share / total)
      classes.levels.append(answers.levels[position])
    }
    guard classes.shares.count > 1 else {
      throw Diagnostic(
        .nothingToEstimate, at: data.place(of: variable),
        "a test of shares needs at least two values with a share",
        zh: "比例检验至少需要两个有期望比例的值",
        help: "write expected: {value: share, …}")
    }
    classes.codes = answers.codes.map { $0 < 0 ? -1 : positions[Int($0)] }
    for row in answers.codes.indices
    where answers.codes[row] >= 0 && classes.codes[row] < 0
      && data.domain?[row] ?? true
    {
      let value = answers.levels[Int(answers.codes[row])].value
      throw Diagnostic(
        .wrongOption, at: data.place(of: variable),
        "the value '\(value)' occurs and has no expected share",
        zh: "数据中有值“\(value)”，而没有其期望比例",
        help: "add it to 'expected', or leave its rows out with 'where'")
    }
    return classes
  }

  private func test(
    _ codes: [Int32], _ classes: Classes, _ data: AnalysisData
  ) -> [StatisticsTable.Cell] {
    let isUsed = codes.map { $0 >= 0 }
    let count = classes.shares.count
    let terms = (0..<count).map { position in
      TermStatistics.Term(
        values: codes.map { $0 < 0 ? .nan : Int($0) == position ? 1 : 0 },
        isTotal: true)
    }
    let base = StatisticsTable.Cell(Double(isUsed.count { $0 }))
    let none = [StatisticsTable.Cell](
      repeating: StatisticsTable.Cell(nil), count: 7)
    let sum = (1..<count).reduce(DifferentiableExpression.operand(0)) {
      .sum($0, .operand($1))
    }
    let residuals = (0..<count).map { position -> DifferentiableExpression in
      let wanted = DifferentiableExpression.product(
        .number(classes.shares[position]), sum)
      return .quotient(
        .difference(.operand(position), wanted), .function(.sqrt, wanted))
    }
    guard
      let found = data.design.estimate(
        ComposedStatistics(base: TermStatistics(terms), functions: residuals))
    else { return none + [base] }
    let statistic = found.values.reduce(0) { $0 + $1 * $1 }
    var cells = none
    cells[0] = StatisticsTable.Cell(statistic)
    guard found.covariance.elements.allSatisfy(\.isFinite),
      let eigen = SymmetricEigen(found.covariance)
    else { return cells + [base] }
    // N is what the totals add up to, which takes one of the eigenvalues;
    // rounding must not leave a little of it.
    let largest = eigen.values.max() ?? 0
    let weights = eigen.values.map { $0 > 1e-12 * largest ? $0 : 0 }
    let trace = weights.reduce(0, +)
    let squares = weights.reduce(0) { $0 + $1 * $1 }
    // Rounding leaves a trace where nothing varies.
    let scale = found.bases.weighted
    guard trace > 1e-12 * max(1, scale) else { return cells + [base] }
    let sumOfSquares = WeightedChiSquares(weights: weights)
    let above = trace * trace / squares
    let below = above * found.degreesOfFreedom
    cells[1] = StatisticsTable.Cell(
      sumOfSquares.upperTail(statistic, method: .satterthwaite))
    cells[2] = StatisticsTable.Cell(
      sumOfSquares.upperTail(statistic, method: .exact))
    cells[3] = StatisticsTable.Cell(statistic / trace)
    cells[4] = StatisticsTable.Cell(above)
    cells[5] = StatisticsTable.Cell(below)
    if below > 0 {
      cells[6] = StatisticsTable.Cell(
        FDistribution(numeratorDegrees: above, denominatorDegrees: below)
          .upperTail(statistic / trace))
    }
    return cells + [base]
  }

  private func shareRows(
    _ codes: [Int32], _ classes: Classes, _ group: [GroupTerm],
    _ data: AnalysisData
  ) -> [StatisticsTable.Row] {
    let terms = classes.shares.indices.map { position in
      TermStatistics.Term(
        values: codes.map { $0 < 0 ? .nan : Int($0) == position ? 1 : 0 })
    }
    guard let found = data.design.estimate(TermStatistics(terms)) else {
      return []
    }
    return classes.shares.indices.map { position in
      let level = classes.levels[position]
      let wanted = classes.shares[position]
      let error = found.standardError(position)
      let number = TestedNumber(
        value: found.values[position] - wanted, standardError: error,
        degreesOfFreedom: found.degreesOfFreedom)
      return StatisticsTable.Row(
        level.value,
        level.label ?? LocalizedText(zh: level.value, en: level.value),
        section: group.isEmpty ? nil : group.tableLabel,
        [
          StatisticsTable.Cell(found.values[position]),
          StatisticsTable.Cell(wanted),
          StatisticsTable.Cell(
            number.value, interval: number.interval(level: data.level)),
          StatisticsTable.Cell(error),
        ])
    }
  }

  private func table(
    _ rows: [StatisticsTable.Row], _ data: AnalysisData
  ) -> StatisticsTable {
    let label = data.table[variable]?.variable?.label
    let rough = LocalizedText(zh: "Rao–Scott", en: "Rao–Scott")
    return StatisticsTable(
      "fit",
      title: LocalizedText(
        zh: "\(label?[.chinese] ?? variable)：拟合优度检验",
        en: "\(label?[.english] ?? variable): goodness of fit"),
      stub: LocalizedText(zh: "组", en: "Group"),
      columns: [
        StatisticsTable.Column(
          "chi-squared", LocalizedText(zh: "X²（总量）", en: "X² of totals"),
          .statistic),
        StatisticsTable.Column(
          "p-satterthwaite",
          LocalizedText(zh: "p 值（近似 χ²）", en: "p, scaled χ²"), .probability),
        StatisticsTable.Column(
          "p-exact", LocalizedText(zh: "p 值（积分）", en: "p, integrated"),
          .probability),
        StatisticsTable.Column("f", "F", .statistic, spanner: rough),
        StatisticsTable.Column(
          "df-numerator", LocalizedText(zh: "分子自由度", en: "df 1"), .degrees,
          spanner: rough),
        StatisticsTable.Column(
          "df", LocalizedText(zh: "分母自由度", en: "df 2"), .degrees,
          spanner: rough),
        StatisticsTable.Column(
          "p", LocalizedText(zh: "p 值", en: "p"), .probability, spanner: rough),
        TestColumns.base,
      ], rows: rows,
      notes: [
        LocalizedText(
          zh: "X² 由估计的总量算得，量级随总体规模，只能同其设计效应一起看。",
          en: "X² is made of estimated totals: its size grows with the"
            + " population and means nothing without its design effects.")
      ])
  }

  private func table(
    ofShares rows: [StatisticsTable.Row]
  ) -> StatisticsTable {
    StatisticsTable(
      "shares",
      title: LocalizedText(zh: "观察与期望的比例", en: "Observed and expected shares"),
      stub: LocalizedText(zh: "取值", en: "Value"),
      columns: [
        StatisticsTable.Column(
          "observed", LocalizedText(zh: "观察", en: "observed"), .share),
        StatisticsTable.Column(
          "expected", LocalizedText(zh: "期望", en: "expected"), .share),
        StatisticsTable.Column(
          "difference", LocalizedText(zh: "差", en: "difference"), .points),
        StatisticsTable.Column(
          "se", LocalizedText(zh: "标准误", en: "SE"), .share),
      ], rows: rows, figure: .dots(column: "difference", reference: 0))
  }
}
