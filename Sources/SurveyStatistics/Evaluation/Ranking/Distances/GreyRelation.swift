import SurveyData

/// The grade of grey relation with the ideal case.
///
/// With the distance Δ of a normalised value to the best of its column, and
/// the smallest and the largest distance of all cells:
///
///     ξ = (Δmin + ρ Δmax) / (Δ + ρ Δmax),   grade = Σ w ξ
///
/// Missing values are left out, with the weights of the others divided by
/// their sum. When no case differs from another, all grades are 1.
///
/// Source: Deng (1989). Checked against pyDecision, whose grades are divided
/// by the number of cases, in `Tests/References/evaluation/mcdm_ranking.json`.
public struct GreyRelation: Sendable, Hashable {
  /// The coefficient ξ by column and case.
  public var coefficients: [[Double]]
  /// The grade of each case; not-a-number without any value.
  public var grades: [Double]

  /// Computes grades.
  ///
  /// - Parameters:
  ///   - distinguishing: ρ, above 0 and at most 1.
  ///   - normalisation: How columns become comparable.
  public init(
    _ matrix: CaseMatrix, distinguishing: Double = 0.5,
    normalisation: ColumnNormalisation = .minMax
  ) {
    var distances = zip(matrix.columns, matrix.isBenefit).map {
      column, isBenefit in
      let made = normalisation(column, isBenefit: isBenefit)
      return made.values.map { abs(made.best - $0) }
    }
    var (low, high) = (Double.infinity, 0.0)
    for index in matrix.used {
      guard let ends = extremes(of: distances[index]) else { continue }
      low = min(low, ends.low)
      high = max(high, ends.high)
    }
    let count = matrix.caseCount
    var sums = [Double](repeating: 0, count: count)
    var covered = sums
    for index in distances.indices {
      let weight = matrix.weights[index]
      for row in 0..<count where !distances[index][row].isNaN {
        let coefficient =
          high > 0
          ? (low + distinguishing * high)
            / (distances[index][row] + distinguishing * high) : 1
        distances[index][row] = coefficient
        sums[row] += weight * coefficient
        covered[row] += weight
      }
    }
    coefficients = distances
    grades = (0..<count).map {
      covered[$0] > 0 ? sums[$0] / covered[$0] : .nan
    }
  }
}

/// Grey relation as the score of an evaluation: 100 times the grade.
struct GreyRanking: CaseRanking {
  var distinguishing: Double
  var normalisation: ColumnNormalisation

  private func found(_ input: RankingInput) -> GreyRelation {
    GreyRelation(
      input.matrix(usesScores: normalisation == .goalposts),
      distinguishing: distinguishing, normalisation: normalisation)
  }

  func scores(of input: RankingInput) -> [Double] {
    found(input).grades.map { 100 * $0 }
  }

  func report(on input: RankingInput, names: RankingNames) -> RankingReport {
    let found = found(input)
    let spanner = LocalizedText(zh: "关联系数 ξ", en: "coefficient ξ")
    let columns = names.leaves.map { leaf in
      StatisticsTable.Column(leaf.id, leaf.name, .coefficient, spanner: spanner)
    }
    let table = StatisticsTable(
      "grey-relation",
      title: LocalizedText(
        zh: "灰色关联度与各指标的关联系数",
        en: "Grey relation: grades and coefficients by indicator"),
      stub: RankingNames.stub,
      columns: [
        .init("grade", LocalizedText(zh: "关联度", en: "grade"), .coefficient)
      ] + columns,
      rows: names.rows { row in
        [.number(found.grades[row])]
          + found.coefficients.map { .number($0[row]) }
      }, figure: .heat(columns: columns.map(\.name)))
    return RankingReport(tables: [table])
  }

  var conventions: [Convention] {
    let text = plainText(distinguishing)
    return [
      Convention(
        "grey-relation", "rho=\(text), \(normalisation.rawValue)",
        LocalizedText(
          zh: "得分为灰色关联度乘 100，分辨系数 ρ=\(text)，"
            + "以各指标最优值为参考序列（\(normalisation.rawValue) 标准化）；缺失指标的权重按比例分给其他指标。",
          en: "The score is 100 times the grade of grey relation with the "
            + "best value of each indicator (\(normalisation.rawValue) "
            + "normalisation), ρ = \(text); the weight of a missing "
            + "indicator goes to the others in proportion."))
    ]
  }

  var formula: String { "S = 100 Σ w (Δmin + ρ Δmax)/(Δ + ρ Δmax)" }

  var scale: ScoreScale {
    ScoreScale(
      label: LocalizedText(zh: "关联度得分", en: "Grey relation"), lower: 0,
      upper: 100,
      explanation: LocalizedText(
        zh: "得分为与理想对象的灰色关联度乘 100。",
        en: "The score is 100 times the grey relation with an ideal case."))
  }

  var cost: RankingCost { .cases }
}
