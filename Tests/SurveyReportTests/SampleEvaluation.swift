import Diagnostics
import SurveyData

@testable import SurveyReport

extension Sample {
  static let indicators: [IndicatorResult] = [
    indicator("G", nil, 0, LocalizedText(zh: "建议办理绩效", en: "Handling"), 1, 1),
    indicator("I1", "G", 1, LocalizedText(zh: "办理过程", en: "Process"), 0.4, 0.4),
    indicator(
      "I11", "I1", 2, LocalizedText(zh: "答复用时", en: "Days to reply"), 0.5, 0.2,
      unit: LocalizedText(zh: "天", en: "days"), isBenefit: false),
    indicator(
      "I12", "I1", 2, LocalizedText(zh: "见面沟通", en: "Meetings"), 0.5, 0.2),
    indicator("I2", "G", 1, LocalizedText(zh: "办理结果", en: "Outcome"), 0.6, 0.6),
    indicator(
      "I21", "I2", 2, LocalizedText(zh: "答复质量", en: "Reply quality"), 0.5, 0.3),
    indicator(
      "I22", "I2", 2, LocalizedText(zh: "代表满意度", en: "Deputies' satisfaction"),
      0.5, 0.3),
  ]

  private static func indicator(
    _ id: String, _ parent: String?, _ level: Int, _ name: LocalizedText,
    _ local: Double, _ global: Double, unit: LocalizedText? = nil,
    isBenefit: Bool = true
  ) -> IndicatorResult {
    IndicatorResult(
      id: id, parent: parent, level: level, name: name, unit: unit,
      isLeaf: level == 2, isBenefit: isBenefit, localWeight: local,
      globalWeight: global,
      normalisation: level == 2 ? "min-max (0, 100)" : "",
      aggregate: level == 2 ? nil : "arithmetic")
  }

  static let bands: [Band] = [
    Band(label: LocalizedText(zh: "优秀", en: "Excellent"), threshold: 90),
    Band(label: LocalizedText(zh: "良好", en: "Good"), threshold: 80),
    Band(label: LocalizedText(zh: "合格", en: "Pass"), threshold: 60),
    Band(label: LocalizedText(zh: "不合格", en: "Fail"), threshold: 0),
  ]

  /// An evaluation of `count` cases, the last of which cannot be rated.
  static func evaluation(
    count: Int = 25, supportsRanking: Bool = true,
    id: (Int) -> String = { "2024-\(String(1000 + $0).dropFirst())" },
    title: (Int) -> LocalizedText? = {
      LocalizedText(zh: "关于示例事项\($0)的建议（示例）", en: "Suggestion \($0) (example)")
    }
  ) -> AnalysisResult {
    let cases = (1...count).map { number -> CaseResult in
      caseResult(number, count, id(number), title(number))
    }
    let evaluation = EvaluationResult(
      indicators: indicators, cases: cases, bands: bands,
      raters: (1...5).map {
        RaterResult(
          id: "E0\($0)", scores: 48 + $0, severity: Double($0) - 2.8,
          dropped: $0, excluded: $0 % 2)
      },
      weightings: [
        WeightingResult(
          parent: "G", method: "ahp", children: ["I1", "I2"],
          weights: [0.4, 0.6], largestEigenvalue: 2, consistencyRatio: 0.012,
          worstPair: ["I1", "I2"], judges: 7)
      ],
      uncertainty: UncertaintyResult(
        draws: 2000, seed: 25, level: 0.9, varied: ["weights", "raters"],
        supportsRanking: supportsRanking))
    return AnalysisResult(
      id: "performance", kind: "evaluation",
      title: LocalizedText(zh: "25件建议的办理绩效", en: "Handling of 25 suggestions"),
      provenance: provenance,
      conventions: [
        Convention(
          "ties", "min",
          LocalizedText(zh: "同分者名次相同。", en: "Ties share the better rank."))
      ], estimates: [], details: .evaluation(evaluation))
  }

  private static func caseResult(
    _ number: Int, _ count: Int, _ id: String, _ title: LocalizedText?
  ) -> CaseResult {
    let isRated = number < count || count < 3
    let score = 97 - Double(number) * 1.4
    let band = score >= 90 ? 0 : score >= 80 ? 1 : 2
    var shares = [Double](repeating: 0, count: count)
    for rank in max(1, number - 2)...min(count, number + 2) {
      shares[rank - 1] = rank == number ? 0.4 : 0.15
    }
    let values = indicators.map { indicator in
      let spread = Double((number * 7 + indicator.id.count * 13) % 23)
      let own = Double(indicator.id.utf8.last ?? 0).truncatingRemainder(
        dividingBy: 7)
      let value = min(100, max(0, score + spread - 12 + own))
      return CaseResult.IndicatorValue(
        indicator: indicator.id,
        raw: indicator.isLeaf ? 180 - value : nil,
        score: isRated || indicator.id == "I11" ? value : nil,
        base: indicator.id == "I22" ? 40 + number : nil)
    }
    return CaseResult(
      id: id, title: title, score: isRated ? score : nil,
      scoreInterval: isRated
        ? Interval(
          lower: score - 3, upper: min(100, score + 2.5), level: 0.9,
          method: "percentile") : nil,
      rank: isRated ? number : nil,
      rankInterval: isRated
        ? Interval(
          lower: Double(max(1, number - 2)),
          upper: Double(min(count, number + 2)), level: 0.9,
          method: "percentile") : nil,
      rankShares: isRated ? shares : [], band: isRated ? band : nil,
      bandShares: isRated ? (0..<4).map { $0 == band ? 0.71 : 0.29 / 3 } : [],
      coverage: isRated ? 1 : 0.2, values: values,
      gates: number == 4
        ? [
          CaseResult.GateHit(
            indicator: "I22", rule: "dissatisfied>0=>cap:良好",
            effect: "cap:良好",
            sentence: LocalizedText(
              zh: "代表满意度：不满意次数为1（大于0），等次最高为“良好”。",
              en: "Deputies' satisfaction: dissatisfied = 1 (above 0); at most"
                + " “Good”."))
        ] : [],
      strengths: [
        CaseResult.Amount("I21", 3.2), CaseResult.Amount("I12", 1.1),
      ],
      obstacles: [
        CaseResult.Amount("I11", 0.52), CaseResult.Amount("I22", 0.3),
      ]
    )
  }

  /// A report with a section for each kind of result.
  static func report(
    languages: [Language] = [.chinese, .english], isMadeUp: Bool = true,
    results: [AnalysisResult]? = nil, cards: AnalysisResult? = nil
  ) -> ReportInput {
    let all =
      results ?? [index(), means(), verdicts(), reliability(), evaluation()]
    return ReportInput(
      id: "study",
      title: LocalizedText(
        zh: "代表建议办理满意度与绩效评估", en: "How deputies' suggestions were handled"),
      subtitle: LocalizedText(zh: "二〇二四年度", en: "Year 2024"),
      languages: languages, isMadeUp: isMadeUp,
      source: LocalizedText(zh: "示例市人大常委会", en: "Example city congress"),
      version: "0.1.0",
      sections: all.map {
        ReportSection(
          id: $0.id,
          title: $0.id == "means"
            ? LocalizedText(zh: "均值示例", en: "Example of means") : nil,
          text: LocalizedText(
            zh: "本节由编者撰写说明。\n\n第二段说明。",
            en: "Words of the author.\n\nA second paragraph."),
          results: [Released(releasing: $0)])
      }, sources: [ratings],
      findings: (1...3).map { (line: Int) in
        Diagnostic(
          .unknownColumn, .warning, at: Place(file: "ratings.csv", line: line),
          "no column is named 'x\(line)'", zh: "没有名为“x\(line)”的列")
      },
      cards: (cards ?? all.last).map {
        CardRequest(result: Released(releasing: $0))
      })
  }
}
