import SurveyData

extension Electre3 {
  /// m + 1 less the mean of both positions, the higher the better;
  /// not-a-number for a case without any value.
  public var scores: [Double] {
    let total = Double(present.count { $0 } + 1)
    return (0..<count).map { row in
      guard let down = descending[row], let up = ascending[row] else {
        return .nan
      }
      return total - Double(down + up) / 2
    }
  }
}

/// ELECTRE III as the score of an evaluation, by the mean of both positions.
struct Electre3Ranking: CaseRanking {
  var options: Electre3.Options

  func scores(of input: RankingInput) -> [Double] {
    Electre3(input.matrix(), options: options).scores
  }

  func report(on input: RankingInput, names: RankingNames) -> RankingReport {
    let found = Electre3(input.matrix(), options: options)
    let count = found.count
    let ranks = competitionRanks(found.scores)
    let disputed = (0..<count).filter {
      found.descending[$0] != found.ascending[$0]
    }
    let main = StatisticsTable(
      "electre-3",
      title: LocalizedText(
        zh: "ELECTRE III：下行、上行预序与最终名次",
        en: "ELECTRE III: descending and ascending preorders and final rank"),
      stub: RankingNames.stub,
      columns: [
        .init(
          "descending", LocalizedText(zh: "下行位次", en: "descending"), .count),
        .init(
          "ascending", LocalizedText(zh: "上行位次", en: "ascending"), .count),
        .init("rank", LocalizedText(zh: "最终名次", en: "final rank"), .count),
      ],
      rows: names.rows { row in
        [
          .init(found.descending[row].map(Double.init)),
          .init(found.ascending[row].map(Double.init)),
          .init(ranks[row].map(Double.init)),
        ]
      },
      notes: disputed.isEmpty
        ? []
        : [
          LocalizedText(
            zh: "两个预序对\(names.list(disputed)[.chinese])给出不同位次，"
              + (disputed.count == 1 ? "该对象" : "这些对象") + "不易与其他对象比较。",
            en: "The preorders place \(names.list(disputed)[.english]) "
              + "differently; "
              + (disputed.count == 1 ? "it is" : "these are")
              + " hard to compare with others.")
        ])
    let square = names.square(
      "electre-3-credibility",
      title: LocalizedText(
        zh: "“行至少不比列差”的可信度 σ",
        en: "Credibility σ that the row is at least as good as the column"),
      heading: LocalizedText(zh: "可信度 σ", en: "Credibility σ")
    ) { found.credibility[$0 * count + $1] }
    return RankingReport(tables: [main] + [square].compactMap { $0 })
  }

  var conventions: [Convention] {
    let veto = options.veto?.text ?? "none"
    let text =
      "q=\(options.indifference.text), p=\(options.preference.text), v=\(veto)"
    return [
      Convention(
        "electre-3", text,
        LocalizedText(
          zh: "ELECTRE III：阈值 \(text)（百分数指占指标极差的比例，v 为否决），"
            + "s(λ)=0.30-0.15λ；得分为 m+1 减下行、上行两个位次的平均；两个对象只比较共有的指标。",
          en: "ELECTRE III with the thresholds \(text) (percentages are of an "
            + "indicator's range, v is the veto) and s(λ) = 0.30 - 0.15 λ; "
            + "the score is m + 1 less the mean of the descending and the "
            + "ascending position; pairs are compared on the indicators that "
            + "both have."))
    ]
  }

  var formula: String { "σ = C Π (1 - D)/(1 - C), S = m + 1 - (↓ + ↑)/2" }

  var scale: ScoreScale {
    ScoreScale(
      label: LocalizedText(zh: "位次得分", en: "Position score"),
      explanation: LocalizedText(
        zh: "得分由下行、上行两次提炼的平均位次得出，越高越靠前（ELECTRE III）。",
        en: "The score follows from the mean position in the descending and "
          + "the ascending distillation, the higher the better (ELECTRE "
          + "III)."))
  }

  var cost: RankingCost { .triples(2) }
}
