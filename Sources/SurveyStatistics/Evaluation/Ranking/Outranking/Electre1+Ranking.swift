import SurveyData

/// ELECTRE I as the score of an evaluation: cases outranked less cases that
/// outrank.
struct Electre1Ranking: CaseRanking {
  var options: Electre1.Options

  private func found(_ input: RankingInput) -> Electre1 {
    Electre1(
      input.matrix(usesScores: options.normalisation == .goalposts),
      options: options)
  }

  func scores(of input: RankingInput) -> [Double] { found(input).balances }

  func report(on input: RankingInput, names: RankingNames) -> RankingReport {
    let found = found(input)
    let kernel = found.kernel
    let (isIn, count) = (Set(kernel), found.count)
    let list = names.list(names.order.filter(isIn.contains))
    let balances = found.balances
    let main = StatisticsTable(
      "electre-1",
      title: LocalizedText(
        zh: "ELECTRE I：级别优于关系与核", en: "ELECTRE I: outranking and kernel"),
      stub: RankingNames.stub,
      columns: [
        .init("outranks", LocalizedText(zh: "优于", en: "outranks"), .count),
        .init(
          "outranked", LocalizedText(zh: "被优于", en: "outranked by"), .count),
        .init("balance", LocalizedText(zh: "净优于", en: "balance"), .count),
        .init("kernel", LocalizedText(zh: "在核内", en: "in kernel"), .text),
      ],
      rows: names.rows { row in
        guard !balances[row].isNaN else {
          return [.empty, .empty, .init(nil), .empty]
        }
        let out = (0..<count).count { found.outranks[row * count + $0] }
        return [
          .init(Double(out)), .init(Double(out) - balances[row]),
          .init(balances[row]),
          isIn.contains(row)
            ? .init(LocalizedText(zh: "是", en: "yes")) : .empty,
        ]
      },
      notes: [
        LocalizedText(
          zh: "核为\(list[.chinese])：核内对象互不优于，核外对象都被核内某个对象优于。",
          en: "The kernel is \(list[.english]): none of it outranks another, "
            + "and every other case is outranked by one of it.")
      ])
    let squares = [
      names.square(
        "electre-1-concordance",
        title: LocalizedText(
          zh: "一致性 c（行对列）", en: "Concordance c of row over column"),
        heading: LocalizedText(zh: "一致性", en: "Concordance")
      ) { found.concordance[$0 * count + $1] },
      names.square(
        "electre-1-discordance",
        title: LocalizedText(
          zh: "不一致性 d（行对列）", en: "Discordance d of row over column"),
        heading: LocalizedText(zh: "不一致性", en: "Discordance")
      ) { found.discordance[$0 * count + $1] },
    ]
    return RankingReport(
      tables: [main] + squares.compactMap { $0 },
      finding: LocalizedText(
        zh: "ELECTRE I 的核含 \(kernel.count) 个对象：\(list[.chinese])",
        en: "The kernel of ELECTRE I has \(kernel.count) "
          + "\(kernel.count == 1 ? "case" : "cases"): \(list[.english])"))
  }

  var conventions: [Convention] {
    let (c, d) = (
      plainText(options.concordance), plainText(options.discordance)
    )
    return [
      Convention(
        "electre-1", "c=\(c), d=\(d), \(options.normalisation.rawValue)",
        LocalizedText(
          zh: "ELECTRE I：一致性不低于 \(c) 且不一致性不超过 \(d) 时为优于"
            + "（\(options.normalisation.rawValue) 标准化）；方法给出核而非完整名次，"
            + "得分为优于的对象数减被优于的对象数；两个对象只比较共有的指标。",
          en: "ELECTRE I: a case outranks another at a concordance of at least "
            + "\(c) and a discordance of at most \(d) "
            + "(\(options.normalisation.rawValue) normalisation). The method "
            + "gives a kernel, not an order; the score is the number of cases "
            + "outranked less that of cases that outrank. Pairs are compared "
            + "on the indicators that both have."))
    ]
  }

  var formula: String { "c(a,b) = Σ w [a ≥ b], d(a,b) = max (b - a)⁺/δ" }

  var scale: ScoreScale {
    ScoreScale(
      label: LocalizedText(zh: "净优于数", en: "Outranking balance"), decimals: 0,
      explanation: LocalizedText(
        zh: "得分为优于的对象数减被优于的对象数（ELECTRE I）。",
        en: "The score is the number of cases that it outranks less the "
          + "number that outrank it (ELECTRE I)."))
  }

  var cost: RankingCost { .matrices(3) }
}
