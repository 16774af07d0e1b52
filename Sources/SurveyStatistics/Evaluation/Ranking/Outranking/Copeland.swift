import SurveyData

/// Weighted majorities between pairs of cases.
///
///     score(a) = Σ over b of +1, 0 or -1 as w(a>b) is above, equal to or
///                below w(b>a)
///
/// where w(a>b) is the sum of the weights of the indicators on which a is
/// better, over the indicators that both have. Sums whose difference is below
/// 1e-12 are equal: comparing them by `==` lets errors of arithmetic decide a
/// tie.
///
/// Source: Copeland (1951). Checked in `Tests/References/evaluation/mcdm_ranking.json`.
public struct Copeland: Sendable, Hashable {
  /// Wins less losses; not-a-number for a case without any value.
  public var scores: [Double]
  /// The number of cases that each beats.
  public var wins: [Int]
  /// The number of cases that beat it.
  public var losses: [Int]

  /// Counts majorities.
  public init(_ matrix: CaseMatrix) {
    let count = matrix.caseCount
    let (ranges, columns) = (matrix.ranges, matrix.directed)
    let present = matrix.present
    var won = [Int](repeating: 0, count: count)
    var lost = won
    var balance = [Double](repeating: 0, count: count)
    let used = matrix.used
    for row in 0..<count where present[row] {
      for other in (row + 1)..<max(row + 1, count) { balance[other] = 0 }
      for index in used {
        let value = columns[index][row]
        if value.isNaN { continue }
        let weight = matrix.weights[index]
        let zero = CaseMatrix.tolerance(range: ranges[index])
        columns[index].withUnsafeBufferPointer { column in
          for other in (row + 1)..<max(row + 1, count) {
            // Comparisons with not-a-number are false.
            let difference = value - column[other]
            if difference > zero {
              balance[other] += weight
            } else if difference < -zero {
              balance[other] -= weight
            }
          }
        }
      }
      for other in (row + 1)..<max(row + 1, count) where present[other] {
        if balance[other] > 1e-12 {
          won[row] += 1
          lost[other] += 1
        } else if balance[other] < -1e-12 {
          lost[row] += 1
          won[other] += 1
        }
      }
    }
    scores = (0..<count).map {
      present[$0] ? Double(won[$0] - lost[$0]) : .nan
    }
    wins = won
    losses = lost
  }
}

/// Copeland's score as the score of an evaluation.
struct CopelandRanking: CaseRanking {
  func scores(of input: RankingInput) -> [Double] {
    Copeland(input.matrix()).scores
  }

  func report(on input: RankingInput, names: RankingNames) -> RankingReport {
    let found = Copeland(input.matrix())
    let rated = found.scores.count { !$0.isNaN }
    let table = StatisticsTable(
      "copeland",
      title: LocalizedText(
        zh: "Copeland：两两比较的胜负", en: "Copeland: wins and losses in pairs"),
      stub: RankingNames.stub,
      columns: [
        .init("wins", LocalizedText(zh: "胜", en: "wins"), .count),
        .init("ties", LocalizedText(zh: "平", en: "ties"), .count),
        .init("losses", LocalizedText(zh: "负", en: "losses"), .count),
        .init("score", LocalizedText(zh: "净胜", en: "wins - losses"), .count),
      ],
      rows: names.rows { row in
        guard !found.scores[row].isNaN else {
          return [.empty, .empty, .empty, .init(nil)]
        }
        let (won, lost) = (found.wins[row], found.losses[row])
        return [
          .init(Double(won)), .init(Double(rated - 1 - won - lost)),
          .init(Double(lost)), .init(found.scores[row]),
        ]
      }, figure: .dots(column: "score", reference: 0))
    return RankingReport(tables: [table])
  }

  var conventions: [Convention] {
    [
      Convention(
        "copeland", "weighted-majority",
        LocalizedText(
          zh: "得分为两两比较净胜场数（Copeland），占优指标权重之和较大者胜，相差不到 1e-12 为平；"
            + "只比较两个对象共有的指标。",
          en: "The score is wins less losses in comparisons of pairs "
            + "(Copeland): the case wins whose better indicators weigh more, "
            + "differences below 1e-12 are ties; only indicators that both "
            + "have are compared."))
    ]
  }

  var formula: String { "S = Σ sign(w(a>b) - w(b>a))" }

  var scale: ScoreScale {
    ScoreScale(
      label: LocalizedText(zh: "净胜场数", en: "Wins less losses"), decimals: 0,
      explanation: LocalizedText(
        zh: "得分为与其他对象两两比较的净胜场数（Copeland）。",
        en: "The score is the number of cases that it beats less the number "
          + "that beat it (Copeland)."))
  }

  var cost: RankingCost { .pairs }
}
