import Diagnostics
import Probability
import SurveyData

/// Lays out the many-facet Rasch model: measures in logits with fit, and fair
/// averages, the score that a case would have had from an average evaluator
/// on an average indicator.
struct RaschTables {
  private let frame: RatersFrame
  private let fit: ManyFacetRasch
  private let values: [Double]
  private(set) var diagnostics: [Diagnostic] = []

  /// A scale with more categories is no rating scale.
  static let mostCategories = 20

  init(
    _ frame: RatersFrame, _ analysis: RatersAnalysis
  ) throws(Diagnostic) {
    self.frame = frame
    values = try Self.categories(frame)
    var place: [Double: Int] = [:]
    for (position, value) in values.enumerated() { place[value] = position }
    let entries = frame.entries.map {
      ManyFacetRasch.Entry(
        caseIndex: $0.caseIndex, rater: $0.rater, indicator: $0.indicator,
        category: place[$0.score] ?? 0)
    }
    guard
      let fit = ManyFacetRasch(
        entries, caseCount: frame.cases.count,
        raterCount: frame.raters.count,
        indicatorCount: frame.indicators.count, categoryCount: values.count)
    else {
      let groups = frame.scores().connectedCases.count
      throw Diagnostic(
        groups > 1 ? .disconnectedRaters : .raterModel, at: frame.place,
        groups > 1
          ? "the cases fall into \(groups) groups without a common evaluator,"
            + " which the Rasch model cannot compare"
          : "the Rasch model has no estimates for these scores",
        zh: groups > 1
          ? "对象分为\(groups)组，组间没有共同的评委，Rasch模型无法比较" : "Rasch模型对这些评分没有估计值",
        help: groups > 1
          ? "let some evaluators score cases of several groups"
          : "it takes two cases or more with scores that are neither all the"
            + " lowest nor all the highest, and every category among them")
    }
    self.fit = fit
    let extremes = [fit.cases, fit.raters, fit.indicators].map {
      $0.count { $0.isExtreme }
    }
    if extremes.reduce(0, +) > 0 {
      diagnostics.append(
        Diagnostic(
          .raterModel, .note, at: frame.place,
          "\(extremes[0]) cases, \(extremes[1]) evaluators and \(extremes[2])"
            + " indicators have only the lowest or only the highest score; they"
            + " took no part in the estimation and count as 0.3 of a category"
            + " short of it",
          zh:
            "\(extremes[0])个对象、\(extremes[1])名评委、\(extremes[2])个指标只有最低分或最高分，未参与估计，按距极端0.3个等级计"
        ))
    }
    let steps = values.dropFirst().indices.map {
      values[$0] - values[$0 - 1]
    }
    if let first = steps.first,
      steps.contains(where: { abs($0 - first) > 1e-9 })
    {
      diagnostics.append(
        Diagnostic(
          .raterModel, .note, at: frame.place,
          "the values of the scores are not evenly spaced; they count as"
            + " neighbouring categories",
          zh: "评分的取值间隔不等，按相邻等级计"))
    }
  }

  /// The values of the scale, rising.
  static func categories(_ frame: RatersFrame) throws(Diagnostic) -> [Double] {
    let values = Set(frame.entries.map(\.score)).sorted()
    if values.count <= mostCategories { return values }
    throw Diagnostic(
      .raterModel, at: frame.place,
      "the scores have \(values.count) different values, and the Rasch model"
        + " takes a rating scale of at most \(mostCategories)",
      zh: "评分有\(values.count)个不同的值，Rasch模型的等级最多\(mostCategories)个",
      help: "round the scores to grades in a recipe, or choose the model"
        + " 'severity-reml'")
  }

  var all: [StatisticsTable] {
    [cases, raters, indicators, scale].compactMap { $0 }
  }

  /// How many evaluators are flagged as severe and as lenient.
  private var outliers: (severe: Int, lenient: Int) {
    let flagged = fit.raters.filter {
      $0.measure.isFinite && !$0.isExtreme
        && abs($0.measure / $0.standardError) > 2.5758
    }
    let severe = flagged.count { $0.measure > 0 }
    return (severe, flagged.count - severe)
  }

  /// Which evaluators differ and how well cases are told apart.
  var finding: LocalizedText? {
    let rest = fit.raters.filter { $0.measure.isFinite && !$0.isExtreme }
    let flagged = outliers.severe + outliers.lenient
    guard let separation = ManyFacetRasch.separation(fit.cases) else {
      return nil
    }
    let text = plainText((100 * separation.reliability).rounded() / 100)
    return LocalizedText(
      zh: "\(rest.count)名评委中\(flagged)名明显偏严或偏宽（1%水平）；对象的分离信度为\(text)",
      en: "\(flagged) of \(rest.count) evaluators are clearly severe or"
        + " lenient (1% level); the separation reliability of cases is \(text)")
  }

  private func cells(_ member: ManyFacetRasch.Member) -> [StatisticsTable.Cell]
  {
    func cell(_ value: Double) -> StatisticsTable.Cell {
      value.isFinite ? .init(value) : .empty
    }
    let interval =
      member.measure.isFinite && member.standardError.isFinite
      ? Interval(
        lower: member.measure - 1.959963984540054 * member.standardError,
        upper: member.measure + 1.959963984540054 * member.standardError,
        level: 0.95, method: "z") : nil
    return [
      .init(Double(member.count)),
      .init(
        member.measure.isFinite ? member.measure : nil, interval: interval,
        isWeak: member.isExtreme),
      cell(member.standardError), cell(member.infit), cell(member.outfit),
    ]
  }

  private func columns(_ measure: LocalizedText) -> [StatisticsTable.Column] {
    [
      .init("n", LocalizedText(zh: "评分数", en: "Scores"), .count),
      .init("measure", measure, .coefficient),
      .init("se", LocalizedText(zh: "标准误", en: "SE"), .coefficient),
      .init("infit", LocalizedText(zh: "加权拟合", en: "Infit"), .statistic),
      .init("outfit", LocalizedText(zh: "未加权拟合", en: "Outfit"), .statistic),
    ]
  }

  private func separation(_ members: [ManyFacetRasch.Member]) -> LocalizedText?
  {
    ManyFacetRasch.separation(members).map { found in
      let reliability = plainText((1000 * found.reliability).rounded() / 1000)
      let ratio = plainText((100 * found.separation).rounded() / 100)
      return LocalizedText(
        zh: "分离信度 \(reliability)，分离比 \(ratio)。拟合均方接近 1 为好，0.5–1.5 可用。",
        en: "Separation reliability \(reliability), separation ratio \(ratio)."
          + " Fit mean squares near 1 are good, 0.5 to 1.5 productive.")
    }
  }

  private var cases: StatisticsTable {
    var sums = [Double](repeating: 0, count: frame.cases.count)
    for entry in frame.entries { sums[entry.caseIndex] += entry.score }
    let order = frame.cases.indices.sorted { one, other in
      let (a, b) = (fit.cases[one].measure, fit.cases[other].measure)
      return (b.isNaN ? -.infinity : b, one) < (a.isNaN ? -.infinity : a, other)
    }
    let rows = order.map { position -> StatisticsTable.Row in
      let member = fit.cases[position]
      return StatisticsTable.Row(
        frame.cases[position].name, frame.cases[position].label,
        cells(member) + [
          .init(sums[position] / Double(max(1, member.count))),
          member.measure.isFinite
            ? .init(fit.expected(member.measure, values: values)) : .empty,
        ])
    }
    return StatisticsTable(
      "cases", title: LocalizedText(zh: "对象（Rasch）", en: "Cases (Rasch)"),
      stub: LocalizedText(zh: "对象", en: "Case"),
      columns: columns(LocalizedText(zh: "水平（logit）", en: "Level (logits)")) + [
        .init("mean", LocalizedText(zh: "原均值", en: "Raw mean"), .value),
        .init("fair", LocalizedText(zh: "公平均值", en: "Fair average"), .value),
      ], rows: rows, notes: [separation(fit.cases)].compactMap { $0 },
      figure: .dots(column: "measure", reference: nil))
  }

  private var raters: StatisticsTable {
    let order = frame.raters.indices.sorted { one, other in
      let (a, b) = (fit.raters[one].measure, fit.raters[other].measure)
      return (b.isNaN ? -.infinity : b, one) < (a.isNaN ? -.infinity : a, other)
    }
    var table = StatisticsTable(
      "raters", title: LocalizedText(zh: "评委（Rasch）", en: "Evaluators (Rasch)"),
      stub: LocalizedText(zh: "评委", en: "Evaluator"),
      columns: columns(
        LocalizedText(zh: "严厉度（logit）", en: "Severity (logits)")),
      rows: order.map {
        StatisticsTable.Row(
          frame.raters[$0].name, frame.raters[$0].label, cells(fit.raters[$0]))
      }, notes: [separation(fit.raters)].compactMap { $0 },
      figure: .dots(column: "measure", reference: 0))
    table.headline = outlyingRaters(
      severe: outliers.severe, lenient: outliers.lenient,
      of: frame.raters.count)
    return table
  }

  private var indicators: StatisticsTable? {
    guard frame.indicators.count > 1 else { return nil }
    return StatisticsTable(
      "indicators",
      title: LocalizedText(zh: "指标（Rasch）", en: "Indicators (Rasch)"),
      stub: LocalizedText(zh: "指标", en: "Indicator"),
      columns: columns(
        LocalizedText(zh: "难度（logit）", en: "Difficulty (logits)")),
      rows: frame.indicators.indices.map {
        StatisticsTable.Row(
          frame.indicators[$0].name, frame.indicators[$0].label,
          cells(fit.indicators[$0]))
      }, notes: [separation(fit.indicators)].compactMap { $0 })
  }

  private var scale: StatisticsTable {
    var counts = [Double](repeating: 0, count: values.count)
    for entry in frame.entries {
      if let place = values.firstIndex(of: entry.score) { counts[place] += 1 }
    }
    let isDisordered = zip(fit.steps, fit.steps.dropFirst()).contains {
      $0 > $1
    }
    return StatisticsTable(
      "scale", title: LocalizedText(zh: "评定量表", en: "Rating scale"),
      stub: LocalizedText(zh: "等级", en: "Category"),
      columns: [
        .init("n", LocalizedText(zh: "评分数", en: "Scores"), .count),
        .init(
          "step", LocalizedText(zh: "阶跃（logit）", en: "Step (logits)"),
          .coefficient),
      ],
      rows: values.indices.map { place in
        StatisticsTable.Row(
          plainText(values[place]), LocalizedText(plainText(values[place])),
          [
            .init(counts[place]),
            place > 0 ? .init(fit.steps[place - 1]) : .empty,
          ])
      },
      notes: isDisordered
        ? [
          LocalizedText(
            zh: "阶跃不递增：有的等级在任何水平上都不是最可能的。",
            en: "Steps do not rise: some category is nowhere the most likely"
              + " one.")
        ] : [])
  }
}
