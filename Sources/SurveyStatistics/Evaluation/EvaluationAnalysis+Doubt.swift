import Diagnostics
import SurveyData

extension EvaluationAnalysis {
  /// Refuses limits of shares that no score can meet.
  func checkDoubt() throws(Diagnostic) {
    guard case .benefitOfTheDoubt(let options) = score,
      let limits = options.shares
    else { return }
    let count = Double(tree.leaves.count)
    guard
      limits.lowerBound * count > 1 + 1e-9
        || limits.upperBound * count < 1 - 1e-9
    else { return }
    throw Diagnostic(
      .wrongOption, at: tree.root.place,
      "shares from \(plainText(limits.lowerBound)) to"
        + " \(plainText(limits.upperBound)) of \(tree.leaves.count) indicators"
        + " cannot add up to 1",
      zh:
        "\(tree.leaves.count)个指标的份额各为\(plainText(limits.lowerBound))至\(plainText(limits.upperBound))，其和不可能为1",
      help: "let 'score.shares' hold 1 divided by the number of indicators")
  }

  private var score: EvaluationOptions.Score { options.score }

  /// What makes up each case's score, and how many are at the top.
  func doubtTable(
    _ chain: EvaluationChain, _ leafScores: [[Double]],
    _ directory: CaseDirectory
  ) -> (table: StatisticsTable, remark: Diagnostic?)? {
    guard case .benefitOfTheDoubt(let options) = score else { return nil }
    let found = DoubtRanking(options: options).found(
      chain.leaves.map { leafScores[$0] })
    let rated = found.scores.indices.filter { found.scores[$0].isFinite }
    let top = rated.count { found.scores[$0] == 1 }
    let spanner = LocalizedText(zh: "各指标占得分的比例", en: "Share of the score")
    let columns =
      [
        StatisticsTable.Column(
          "score", LocalizedText(zh: "得分", en: "Score"), .coefficient)
      ]
      + tree.leaves.map { leaf in
        StatisticsTable.Column(
          "share-\(tree.indicators[leaf].id)", tree.indicators[leaf].name,
          .share, spanner: spanner)
      }
    let rows = rated.sorted {
      (-found.scores[$0], $0) < (-found.scores[$1], $1)
    }.map { row in
      StatisticsTable.Row(
        directory.ids[row],
        directory.titles[row] ?? LocalizedText(directory.ids[row]),
        [.init(found.scores[row])]
          + tree.leaves.indices.map { leaf in
            found.shares[row].isEmpty
              ? .empty : .init(found.shares[row][leaf])
          })
    }
    let table = StatisticsTable(
      "benefit-of-the-doubt",
      title: LocalizedText(zh: "最有利权重得分", en: "Benefit of the doubt"),
      stub: LocalizedText(zh: "对象", en: "Case"), columns: columns, rows: rows,
      notes: [
        LocalizedText(
          zh: "\(rated.count) 个对象中 \(top) 个得满分 1。",
          en: "\(top) of \(rated.count) cases are at 1.")
      ])
    let isCrowded = top > 1 && 4 * top > rated.count
    return (
      table,
      isCrowded
        ? Diagnostic(
          .benefitOfTheDoubtTies, .warning, at: tree.root.place,
          "\(top) of \(rated.count) cases have the highest score, each with"
            + " weights of its own",
          zh: "\(rated.count)个对象中有\(top)个以各自的权重同得最高分",
          help: options.shares == nil
            ? "limit the share of each indicator: score.shares: [0.05, 0.40]"
            : "narrow 'score.shares'") : nil
    )
  }
}

extension EvaluationOptions.Doubt {
  /// The choice and what it means.
  var convention: Convention {
    var chinese =
      "最有利权重法（benefit of the doubt）：每个对象用对自己最有利的权重，"
      + "但任何对象按此权重不得超过 1；各指标分先化为 0–1 再加 \(plainText(shift))"
    var english =
      "Benefit of the doubt: each case is scored with the weights that suit it"
      + " best, as long as no case exceeds 1 with them; scores of indicators"
      + " on 0–1 have \(plainText(shift)) added"
    if let shares {
      let low = plainText(shares.lowerBound * 100)
      let high = plainText(shares.upperBound * 100)
      chinese += "；每项指标占得分的 \(low)%–\(high)%"
      english += "; each indicator makes up \(low)–\(high) % of a score"
    } else {
      chinese += "；各指标的比例不限"
      english += "; shares of indicators have no limits"
    }
    chinese += "。得分乘以 100；缺任一指标的对象不评分；指标表的权重不使用。"
    english +=
      ". The score is times 100; a case that lacks an indicator is not rated;"
      + " weights of the indicator table are not used."
    return Convention(
      "score", "benefit-of-the-doubt", LocalizedText(zh: chinese, en: english))
  }
}
