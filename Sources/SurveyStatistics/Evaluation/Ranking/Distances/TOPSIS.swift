import SurveyData

/// Closeness to the ideal case.
///
/// With weighted, normalised values v, the ideal case has the best and the
/// worst case the worst value of every column:
///
///     D⁺ = √Σ (v - v⁺)²,  D⁻ = √Σ (v - v⁻)²,  closeness = D⁻ / (D⁺ + D⁻)
///
/// Source: Hwang and Yoon (1981). Checked against pyDecision and pymcdm in
/// `Tests/References/evaluation/mcdm_ranking.json`.
public struct TOPSIS: Sendable, Hashable {
  /// The distance of each case to the ideal; not-a-number when all its values
  /// are missing.
  public var toIdeal: [Double]
  /// The distance of each case to the worst.
  public var toWorst: [Double]
  /// The closeness, 1 for the ideal; not-a-number when undefined, which is
  /// when all cases are equal.
  public var closeness: [Double]

  /// Computes the closeness of cases.
  ///
  /// Missing values are left out and the weights of the others divided by
  /// their sum, case by case.
  ///
  /// - Parameters:
  ///   - columns: One column an indicator, not-a-number where missing. Raw
  ///     values, or scores on 0 to 100 for `goalposts`.
  ///   - isBenefit: For each column whether high values are good; with
  ///     `goalposts` they always are.
  ///   - weights: One a column; divided by their sum.
  ///   - normalisation: How columns become comparable.
  public init(
    _ columns: [[Double]], isBenefit: [Bool], weights: [Double],
    normalisation: ColumnNormalisation = .vector
  ) {
    self.init(
      CaseMatrix(columns, isBenefit: isBenefit, weights: weights),
      normalisation: normalisation)
  }

  /// Computes the closeness of the cases of a matrix.
  public init(
    _ matrix: CaseMatrix, normalisation: ColumnNormalisation = .vector
  ) {
    let count = matrix.caseCount
    var squaresUp = [Double](repeating: 0, count: count)
    var squaresDown = squaresUp
    var covered = squaresUp
    for index in matrix.used {
      let share = matrix.weights[index]
      let column = normalisation(
        matrix.columns[index], isBenefit: matrix.isBenefit[index])
      column.values.withUnsafeBufferPointer { values in
        for row in 0..<count where !values[row].isNaN {
          let up = share * (values[row] - column.best)
          let down = share * (values[row] - column.worst)
          squaresUp[row] += up * up
          squaresDown[row] += down * down
          covered[row] += share
        }
      }
    }
    toIdeal = [Double](repeating: .nan, count: count)
    toWorst = toIdeal
    closeness = toIdeal
    for row in 0..<count where covered[row] > 0 {
      let up = squaresUp[row].squareRoot() / covered[row]
      let down = squaresDown[row].squareRoot() / covered[row]
      toIdeal[row] = up
      toWorst[row] = down
      if up + down > 0 { closeness[row] = down / (up + down) }
    }
  }
}

/// TOPSIS as the score of an evaluation: 100 times the closeness.
struct TOPSISRanking: CaseRanking {
  var normalisation: ColumnNormalisation

  private func found(_ input: RankingInput) -> TOPSIS {
    TOPSIS(
      input.matrix(usesScores: normalisation == .goalposts),
      normalisation: normalisation)
  }

  func scores(of input: RankingInput) -> [Double] {
    let found = found(input)
    return found.closeness.indices.map { row in
      // All cases are equal: the middle, so that they tie.
      if found.closeness[row].isNaN, !found.toIdeal[row].isNaN { return 50 }
      return 100 * found.closeness[row]
    }
  }

  func report(on input: RankingInput, names: RankingNames) -> RankingReport {
    let found = found(input)
    return RankingReport(tables: [
      StatisticsTable(
        "topsis",
        title: LocalizedText(
          zh: "TOPSIS：到正、负理想点的距离与贴近度",
          en: "TOPSIS: distances to the ideal and the worst, and closeness"),
        stub: RankingNames.stub,
        columns: [
          .init(
            "to-ideal", LocalizedText(zh: "到正理想点 D⁺", en: "to ideal D⁺"),
            .coefficient),
          .init(
            "to-worst", LocalizedText(zh: "到负理想点 D⁻", en: "to worst D⁻"),
            .coefficient),
          .init(
            "closeness", LocalizedText(zh: "贴近度 C", en: "closeness C"),
            .coefficient),
        ],
        rows: names.rows { row in
          [
            .number(found.toIdeal[row]), .number(found.toWorst[row]),
            .number(found.closeness[row]),
          ]
        }, isSupplement: true), parts(input, found, names),
    ])
  }

  /// How much of the squared distance to the ideal each indicator makes: the
  /// distances are no sum over indicators, their squares are.
  private func parts(
    _ input: RankingInput, _ found: TOPSIS, _ names: RankingNames
  ) -> StatisticsTable {
    let matrix = input.matrix(usesScores: normalisation == .goalposts)
    let columns = matrix.columns.indices.map { index in
      matrix.weights[index] > 0
        ? normalisation(
          matrix.columns[index], isBenefit: matrix.isBenefit[index]) : nil
    }
    // Only of the cases that the table shows: there may be many.
    func squares(_ row: Int) -> [Double] {
      columns.indices.map { index in
        guard let column = columns[index] else { return .nan }
        let up = matrix.weights[index] * (column.values[row] - column.best)
        return up * up
      }
    }
    return StatisticsTable(
      "topsis-parts",
      title: LocalizedText(
        zh: "TOPSIS：各指标占到正理想点距离平方的比例",
        en: "TOPSIS: the share of each indicator in the squared distance to the"
          + " ideal"),
      stub: RankingNames.stub,
      columns: names.leaves.map { .init($0.id, $0.name, .share) },
      rows: names.rows { row in
        let squares = squares(row)
        let sum = squares.reduce(0) { $1.isNaN ? $0 : $0 + $1 }
        return squares.map { .number(sum > 0 ? $0 / sum : .nan) }
      }, isSupplement: true)
  }

  var conventions: [Convention] { [normalisation.topsisConvention] }
  var formula: String { "S = 100 D⁻ / (D⁺ + D⁻)" }
  var scale: ScoreScale { .points }
  var cost: RankingCost { .cases }
}

extension ColumnNormalisation {
  /// The choice and what it means for TOPSIS.
  var topsisConvention: Convention {
    let sentence: LocalizedText
    switch self {
    case .vector:
      sentence = LocalizedText(
        zh: "得分为 TOPSIS 贴近度乘 100，向量归一化。",
        en: "The score is 100 times the TOPSIS closeness, with vector "
          + "normalisation.")
    case .minMax:
      sentence = LocalizedText(
        zh: "得分为 TOPSIS 贴近度乘 100，极差标准化。",
        en: "The score is 100 times the TOPSIS closeness, with min-max "
          + "normalisation.")
    case .zScore:
      sentence = LocalizedText(
        zh: "得分为 TOPSIS 贴近度乘 100，Z 分数标准化（除数 n-1）。",
        en: "The score is 100 times the TOPSIS closeness, with z-scores "
          + "(divisor n - 1).")
    case .sum:
      sentence = LocalizedText(
        zh: "得分为 TOPSIS 贴近度乘 100，各指标除以其总和。",
        en: "The score is 100 times the TOPSIS closeness, with every "
          + "indicator divided by its sum.")
    case .none:
      sentence = LocalizedText(
        zh: "得分为 TOPSIS 贴近度乘 100，指标不作标准化。",
        en: "The score is 100 times the TOPSIS closeness of the values as "
          + "they are.")
    case .goalposts:
      sentence = LocalizedText(
        zh: "得分为 TOPSIS 贴近度乘 100，以指标满分和零分为正负理想点。",
        en: "The score is 100 times the TOPSIS closeness to full marks and "
          + "from zero on every indicator.")
    }
    return Convention("topsis", rawValue, sentence)
  }
}
