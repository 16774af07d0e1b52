import SurveyData

/// Rank-sum ratios as the score of an evaluation: 100 times the ratio.
struct RankSumRatioRanking: CaseRanking {
  var isWeighted: Bool
  var ranks: RankSumRatio.Ranks
  /// From 3 to 6.
  var bands: Int

  private var name: String { isWeighted ? "WRSR" : "RSR" }

  func scores(of input: RankingInput) -> [Double] {
    RankSumRatio.ratios(input.matrix(), isWeighted: isWeighted, ranks: ranks)
      .map { 100 * $0 }
  }

  func report(on input: RankingInput, names: RankingNames) -> RankingReport {
    let found = RankSumRatio(
      input.matrix(), isWeighted: isWeighted, ranks: ranks)
    let (fitted, cases) = (found.fitted, found.bands(bands))
    let table = StatisticsTable(
      "rsr",
      title: LocalizedText(
        zh: "\(name) 秩和比、回归估计与分档",
        en: "\(name): rank-sum ratios, fitted ratios and bands"),
      stub: RankingNames.stub,
      columns: [
        .init("ratio", LocalizedText(name), .coefficient),
        .init(
          "fitted", LocalizedText(zh: "\(name) 估计值", en: "fitted \(name)"),
          .coefficient),
        .init(
          "band", LocalizedText(zh: "档次（\(bands) 档）", en: "band of \(bands)"),
          .count),
      ],
      rows: names.rows { row in
        [
          .number(found.ratios[row]), .number(fitted[row]),
          .init(cases[row].map(Double.init)),
        ]
      }, notes: notes(found), figure: .dots(column: "ratio", reference: nil))
    return RankingReport(
      tables: [table, distribution(found)], finding: finding(found))
  }

  private func notes(_ found: RankSumRatio) -> [LocalizedText] {
    guard let line = found.line else {
      return [
        LocalizedText(
          zh: "秩和比不足两个不同的值，不作回归和分档。",
          en: "There are fewer than two distinct ratios, and so no line and "
            + "no bands.")
      ]
    }
    func text(_ value: Double) -> String { fixed(value, 4) }
    let square = line.correlation * line.correlation
    let (a, b, r) = (text(line.intercept), text(line.slope), text(square))
    let cuts = found.ratioCuts(bands: bands).map(text)
    let probits = RankSumRatio.cuts(bands: bands).map { plainText($0) }
    var notes = [
      LocalizedText(
        zh: "回归方程：\(name) = \(a) + \(b)·Probit，r² = \(r)；"
          + "分档概率单位 \(probits.joined(separator: "、"))，"
          + "对应估计值 \(cuts.joined(separator: "、"))；1 档最低。",
        en: "Line: \(name) = \(a) + \(b)·probit, r² = \(r); bands part at "
          + "the probits \(probits.joined(separator: ", ")), fitted ratios "
          + "\(cuts.joined(separator: ", ")); band 1 is the lowest.")
    ]
    if let test = found.homogeneity(bands: bands) {
      let (f, p) = (
        fixed(test.statistic, 2), probability(test.probability)
      )
      // Bands are made from the ratios, and still need not differ by more
      // than chance where there are few cases.
      let isClear = test.probability < 0.05
      notes.append(
        LocalizedText(
          zh: "各档差异的方差分析：F(\(test.numerator)，\(test.denominator)) = "
            + "\(f)，p \(p)" + (isClear ? "。" : "，档间差异不显著。"),
          en: "Analysis of variance of the ratios between bands: "
            + "F(\(test.numerator), \(test.denominator)) = \(f), p \(p)"
            + (isClear ? "." : "; the bands do not differ clearly.")))
    } else {
      notes.append(
        LocalizedText(
          zh: "各档对象过少，不能检验档间差异。",
          en: "The bands hold too few cases to test whether they differ."))
    }
    return notes
  }

  /// A number with all its decimals and a minus sign.
  private func fixed(_ value: Double, _ decimals: Int) -> String {
    let rounded = roundedHalfUp(value, decimals)
    guard rounded.isFinite else { return plainText(rounded) }
    var text = plainText(abs(rounded))
    if text.contains("e") { return text }
    if !text.contains(".") { text += "." }
    let written = text.split(separator: ".", omittingEmptySubsequences: false)
    text += String(
      repeating: "0", count: max(0, decimals - (written.last?.count ?? 0)))
    return rounded < 0 ? "−" + text : text
  }

  private func probability(_ value: Double) -> String {
    value < 0.001 ? "< 0.001" : "= \(fixed(value, 3))"
  }

  private func finding(_ found: RankSumRatio) -> LocalizedText? {
    let cases = found.bands(bands).compactMap { $0 }
    guard !cases.isEmpty else { return nil }
    let used = Set(cases).count
    let top = cases.count { $0 == bands }
    return LocalizedText(
      zh: "\(name) 把 \(cases.count) 个对象分在 \(used) 档，最高档有 \(top) 个",
      en: "\(name) puts \(cases.count) cases into \(used) bands, "
        + "\(top) of them into the highest")
  }

  private func distribution(_ found: RankSumRatio) -> StatisticsTable {
    StatisticsTable(
      "rsr-distribution",
      title: LocalizedText(
        zh: "\(name) 的分布与概率单位", en: "Distribution of \(name) and probits"),
      stub: LocalizedText(name),
      columns: [
        .init("f", LocalizedText(zh: "频数 f", en: "f"), .count),
        .init(
          "cumulative", LocalizedText(zh: "累计频数", en: "cumulative"), .count),
        .init(
          "mean-rank", LocalizedText(zh: "平均秩次", en: "mean rank"), .statistic),
        .init("p", LocalizedText("p"), .share),
        .init("probit", LocalizedText(zh: "概率单位", en: "probit"), .coefficient),
      ],
      rows: found.groups.map { group in
        let text = plainText(roundedHalfUp(group.ratio, 4))
        return .init(
          text, LocalizedText(text),
          [
            .init(Double(group.count)), .init(Double(group.cumulative)),
            .init(group.meanRank), .init(group.share), .init(group.probit),
          ])
      }, isSupplement: true)
  }

  var conventions: [Convention] {
    [
      Convention(
        isWeighted ? "wrsr" : "rsr", "\(ranks.rawValue), \(bands) bands",
        LocalizedText(
          zh: "得分为\(isWeighted ? "加权" : "")秩和比乘 100，"
            + (ranks == .average ? "并列取平均秩次" : "用保留差距的非整秩次")
            + "，最差为 1"
            + (isWeighted ? "" : "，各指标同等对待")
            + "；缺失指标的权重按比例分给其他指标；按概率单位分 \(bands) 档。",
          en: "The score is 100 times the \(isWeighted ? "weighted " : "")"
            + "rank-sum ratio, with "
            + (ranks == .average
              ? "mean ranks for ties" : "ranks that keep distances")
            + " and 1 for the worst"
            + (isWeighted ? "" : "; all indicators count the same")
            + "; the weight of a missing indicator goes to the others in "
            + "proportion; probits part \(bands) bands."))
    ]
  }

  var formula: String {
    isWeighted ? "S = 100 Σ w R / m" : "S = 100 Σ R / (m n)"
  }

  var scale: ScoreScale {
    ScoreScale(
      label: LocalizedText(
        zh: "\(name)×100", en: "100 \(name)"), lower: 0, upper: 100,
      explanation: LocalizedText(
        zh: "得分为秩和比（\(name)）乘 100，由各指标的名次得出。",
        en: "The score is 100 times the rank-sum ratio (\(name)), which "
          + "comes from the ranks on the indicators."))
  }

  var cost: RankingCost { .cases }
}
