import SurveyData

/// Weighted Borda counts.
///
///     score = Σ w (R - 1)
///
/// with ranks R of each indicator, 1 for the worst, ties at their mean: the
/// weighted number of cases that a case beats, a tie counting one half. With
/// missing values two cases are compared on the indicators that both have,
/// and the count of each pair is divided by their weight.
///
/// Source: de Borda (1781). Checked in `Tests/References/evaluation/mcdm_ranking.json`.
public struct Borda: Sendable, Hashable {
  /// The count of each case; not-a-number without any value.
  public var scores: [Double]

  /// Computes counts.
  public init(_ matrix: CaseMatrix) {
    scores =
      matrix.isComplete ? Self.byRanks(matrix) : Self.byPairs(matrix)
  }

  private static func byRanks(_ matrix: CaseMatrix) -> [Double] {
    var sums = [Double](repeating: 0, count: matrix.caseCount)
    for index in matrix.used {
      let column = matrix.columns[index]
      let weight = matrix.weights[index]
      let ranks = risingRanks(
        matrix.isBenefit[index] ? column : column.map { -$0 })
      for row in sums.indices { sums[row] += weight * (ranks[row] - 1) }
    }
    return sums
  }

  private static func byPairs(_ matrix: CaseMatrix) -> [Double] {
    let present = matrix.present
    var sums = [Double](repeating: 0, count: matrix.caseCount)
    matrix.comparePairs(present) { _, difference, zero in
      difference > zero ? 1 : difference >= -zero ? 0.5 : 0
    } take: { row, _, won, shared in
      sums[row] += won / shared
    }
    return sums.indices.map { present[$0] ? sums[$0] : .nan }
  }
}

/// Borda's count as the score of an evaluation.
struct BordaRanking: CaseRanking {
  func scores(of input: RankingInput) -> [Double] {
    Borda(input.matrix()).scores
  }

  func report(on input: RankingInput, names: RankingNames) -> RankingReport {
    let matrix = input.matrix()
    let scores = Borda(matrix).scores
    let ranks = matrix.directed.map(risingRanks)
    let spanner = LocalizedText(
      zh: "各指标名次（1 为最差）", en: "rank on indicator (1 is worst)")
    let table = StatisticsTable(
      "borda",
      title: LocalizedText(zh: "Borda 计数与各指标名次", en: "Borda counts and ranks"),
      stub: RankingNames.stub,
      columns: [
        .init("count", LocalizedText(zh: "Borda 计数", en: "count"), .statistic)
      ]
        + names.leaves.map {
          .init($0.id, $0.name, .degrees, spanner: spanner)
        },
      rows: names.rows { row in
        [.number(scores[row])] + ranks.map { .number($0[row]) }
      }, figure: .heat(columns: names.leaves.map(\.id)))
    return RankingReport(tables: [table])
  }

  var conventions: [Convention] {
    [
      Convention(
        "borda", "weighted",
        LocalizedText(
          zh: "得分为加权 Borda 计数 Σw(R-1)，最差名次为 1，并列取平均；"
            + "有缺失时两个对象只比较共有的指标，并除以其权重。",
          en: "The score is the weighted Borda count Σ w (R - 1), with 1 for "
            + "the worst and mean ranks for ties; with missing values two "
            + "cases are compared on the indicators that both have, divided "
            + "by their weight."))
    ]
  }

  var formula: String { "S = Σ w (R - 1)" }

  var scale: ScoreScale {
    ScoreScale(
      label: LocalizedText(zh: "Borda 计数", en: "Borda count"), lower: 0,
      decimals: 2,
      explanation: LocalizedText(
        zh: "得分为加权 Borda 计数：按指标权重平均，本对象优于多少个对象。",
        en: "The score is the weighted Borda count: how many cases it beats, "
          + "on the weighted mean of the indicators."))
  }

  var cost: RankingCost { .pairsWhenIncomplete }
}
