import Diagnostics
import Probability
import SurveyData

/// Points that units such as deputy stations earn by their activities: the
/// rule of each row checked against the points of the file, caps by month and
/// year, and, where opinions are counted, how many were resolved.
///
/// Rates of resolved opinions have exact intervals and, beside them, the
/// posterior mean of a beta-binomial model, which draws rates of few opinions
/// towards that of all.
public struct PointsAnalysis: Analysis {
  /// `points`.
  public static let kind = "points"

  /// How points are added up.
  public var options: PointsOptions
  /// The column of opinions that were collected.
  public var collected: String
  /// The column of opinions that were resolved.
  public var resolved: String
  /// Fixed stars: the lowest points of each, the most stars first.
  public var stars: [Double]
  /// What is varied; `nil` for nothing.
  public var uncertainty: PointsUncertainty?

  /// Creates the analysis.
  public init(
    options: PointsOptions = PointsOptions(),
    collected: String = "opinions_collected",
    resolved: String = "opinions_resolved", stars: [Double] = [],
    uncertainty: PointsUncertainty? = PointsUncertainty()
  ) {
    self.options = options
    self.collected = collected
    self.resolved = resolved
    self.stars = stars
    self.uncertainty = uncertainty
  }

  /// The stars of points: one below the lowest points of two.
  static func stars(_ points: Double, lowest: [Double]) -> Int {
    lowest.count + 1 - (lowest.firstIndex { points >= $0 } ?? lowest.count)
  }

  /// Refuses columns that cannot be used.
  ///
  /// - Throws: What `run` throws about them.
  public func check(on data: AnalysisData) throws(Diagnostic) {
    _ = try findings(on: data)
  }

  /// What a run would say about the data.
  ///
  /// - Throws: What `run` throws about columns and values.
  public func findings(
    on data: AnalysisData
  ) throws(Diagnostic) -> [Diagnostic] {
    diagnostics(
      try PointsLedger(data.table, domain: data.domain, options: options),
      data.table)
  }

  /// Adds up the points.
  ///
  /// - Throws: A diagnostic about a column that cannot be used.
  public func run(
    on data: AnalysisData
  ) throws(Diagnostic) -> AnalysisOutcome {
    let ledger = try PointsLedger(
      data.table, domain: data.domain, options: options)
    var draws: PointsDraws?
    if let uncertainty, uncertainty.draws > 0 {
      if 20 * Double(uncertainty.draws) * Double(ledger.units.count) > 2e9 {
        throw Diagnostic(
          .tooManyDraws, at: Place(file: data.table.source.file),
          "\(uncertainty.draws) draws of \(ledger.units.count) units need more"
            + " than 2 GB of memory",
          zh: "\(ledger.units.count)个单位抽取\(uncertainty.draws)次需要2GB以上内存",
          help: "set fewer 'uncertainty.draws', or 'uncertainty: none'")
      }
      draws = PointsDraws(ledger, uncertainty)
    }
    let tables =
      [
        unitTable(ledger, data, draws), termTable(ledger), example(ledger),
        ruleTable(ledger), differences(ledger, data.table),
      ].compactMap { $0 }
    let estimates = ledger.units.enumerated().map { index, unit in
      Estimate(
        variable: "points", label: LocalizedText(zh: "得分", en: "Points"),
        group: [GroupTerm(variable: options.unit, value: unit.name)],
        statistic: "points", unit: .total, value: unit.capped,
        interval: draws?.interval(of: index, level: data.level),
        base: unit.rows.count, weightedBase: Double(unit.rows.count))
    }
    let lost = ledger.units.count { $0.earned > $0.capped + 1e-9 }
    let (count, wrong) = (ledger.units.count, ledger.different.count)
    return AnalysisOutcome(
      estimates: estimates, conventions: conventions,
      formula: "Σ min(c, Σ p·n)",
      details: .tables(
        tables,
        finding: LocalizedText(
          zh: "\(count)个单位按规则计分，\(lost)个触及上限；\(wrong)行的记录得分与规则不符。",
          en: "\(count) units earn points by the rule, \(lost) reach a cap;"
            + " \(wrong) rows have other points than the rule gives")),
      diagnostics: diagnostics(ledger, data.table))
  }

  // MARK: - Tables

  private func unitTable(
    _ ledger: PointsLedger, _ data: AnalysisData, _ draws: PointsDraws?
  ) -> StatisticsTable {
    let (all, done) = (
      data.table[collected]?.numbers(), data.table[resolved]?.numbers()
    )
    func sum(_ numbers: [Double]?, _ rows: [Int]) -> Int? {
      guard let numbers else { return nil }
      let total = rows.reduce(0.0) {
        $0 + (numbers[$1].isNaN ? 0 : numbers[$1])
      }
      return total >= 0 && total < 1e9 ? Int(total) : nil
    }
    let trials = ledger.units.map { sum(all, $0.rows) ?? 0 }
    let hits = ledger.units.enumerated().map { index, unit in
      min(sum(done, unit.rows) ?? 0, trials[index])
    }
    let hasRates = all != nil && done != nil
    let model =
      hasRates ? BetaBinomialModel(successes: hits, trials: trials) : nil
    let intervals = RateIntervals(
      level: data.level, method: .exact, isCensus: false)
    let tail = (1 - data.level) / 2
    let ranks = competitionRanks(ledger.units.map(\.capped))
    let order = ledger.units.indices.sorted {
      (ranks[$0] ?? .max, $0) < (ranks[$1] ?? .max, $1)
    }
    let rows = order.map { index -> StatisticsTable.Row in
      let unit = ledger.units[index]
      var cells: [StatisticsTable.Cell] = [
        .init(Double(unit.rows.count)), .init(unit.earned),
        .init(
          unit.capped, interval: draws?.interval(of: index, level: data.level)),
        .init(
          ranks[index].map(Double.init),
          interval: draws?.rankInterval(of: index, level: data.level)),
        unit.hasRecorded ? .init(unit.recorded - unit.earned) : .empty,
      ]
      if hasRates {
        let rate = CountedRate(hits[index], of: trials[index])
        cells += [.init(Double(rate.base)), intervals.cell(rate)]
        let posterior = model?.posterior(rate.count, of: rate.base)
        var shrunken = StatisticsTable.Cell(
          posterior.map { $0.alpha / ($0.alpha + $0.beta) } ?? model?.mean,
          interval: posterior.map {
            Interval(
              lower: $0.quantile(tail), upper: $0.quantile(1 - tail),
              level: data.level, method: "beta-posterior")
          })
        shrunken.sums =
          posterior?.sums
          ?? EstimateSums(
            above: Double(hits.reduce(0, +)),
            below: Double(trials.reduce(0, +)))
        cells.append(shrunken)
        var reliability = StatisticsTable.Cell(
          model.map { $0.reliability(rate.base) })
        if let model, model.spread > 0 {
          reliability.sums = EstimateSums(
            above: Double(rate.base),
            below: Double(rate.base) + model.priorSize)
        }
        cells.append(reliability)
      }
      if !stars.isEmpty {
        let own = Self.stars(unit.capped, lowest: stars)
        cells.append(.init(Double(own)))
        if let draws {
          let share = draws.share(of: index, stars: own, lowest: stars)
          cells += [.init(share), .init(starText(own, certainty: share))]
        }
      }
      return StatisticsTable.Row(unit.name, LocalizedText(unit.name), cells)
    }
    return StatisticsTable(
      "units", title: LocalizedText(zh: "各单位得分", en: "Points by unit"),
      stub: LocalizedText(zh: "单位", en: "Unit"),
      columns: columns(hasRates, draws),
      rows: rows, isSupplement: rows.count > 60)
  }

  private func columns(
    _ hasRates: Bool, _ draws: PointsDraws?
  ) -> [StatisticsTable.Column] {
    var columns: [StatisticsTable.Column] = [
      .init("rows", LocalizedText(zh: "活动次数", en: "Activities"), .count),
      .init("earned", LocalizedText(zh: "按规则得分", en: "By the rule"), .degrees),
      .init("points", LocalizedText(zh: "计上限后得分", en: "After caps"), .degrees),
      .init("rank", LocalizedText(zh: "名次", en: "Rank"), .count),
      .init(
        "difference", LocalizedText(zh: "记录与规则之差", en: "Recorded less rule"),
        .degrees),
    ]
    if hasRates {
      let spanner = LocalizedText(zh: "意见解决", en: "Opinions resolved")
      columns += [
        .init(
          "collected", LocalizedText(zh: "意见数", en: "Opinions"), .count,
          spanner: spanner),
        .init(
          "resolved_rate", LocalizedText(zh: "解决率", en: "Rate"), .share,
          spanner: spanner),
        .init(
          "shrunken_rate", LocalizedText(zh: "收缩后", en: "Shrunken"), .share,
          spanner: spanner),
        .init(
          "reliability", LocalizedText(zh: "可靠度", en: "Reliability"),
          .coefficient, spanner: spanner),
      ]
    }
    if !stars.isEmpty {
      columns.append(
        .init("stars", LocalizedText(zh: "星级", en: "Stars"), .count))
      if draws != nil {
        columns += [
          .init(
            "certainty", LocalizedText(zh: "把握", en: "Certainty"), .share),
          .init(
            "text", LocalizedText(zh: "星级（把握）", en: "Stars (certainty)"),
            .text),
        ]
      }
    }
    return columns
  }

  private func termTable(_ ledger: PointsLedger) -> StatisticsTable {
    StatisticsTable(
      "terms", title: LocalizedText(zh: "各项得分", en: "Points by term"),
      stub: LocalizedText(zh: "项目", en: "Term"),
      columns: [
        .init("count", LocalizedText(zh: "次数", en: "Times"), .total),
        .init(
          "earned", LocalizedText(zh: "按规则得分", en: "By the rule"), .degrees),
        .init(
          "capped", LocalizedText(zh: "计单项上限后", en: "After the term's cap"),
          .degrees),
      ],
      rows: ledger.terms.map { term in
        StatisticsTable.Row(
          term.name, LocalizedText(term.name),
          [.init(term.count), .init(term.earned), .init(term.capped)])
      })
  }

  /// Every rule in words.
  private func ruleTable(_ ledger: PointsLedger) -> StatisticsTable {
    StatisticsTable(
      "rules", title: LocalizedText(zh: "计分规则", en: "Rules of points"),
      stub: LocalizedText(zh: "规则", en: "Rule"),
      columns: [
        .init("rows", LocalizedText(zh: "行数", en: "Rows"), .count),
        .init("words", LocalizedText(zh: "含义", en: "In words"), .text),
      ],
      rows: ledger.rules.map { text, rows in
        StatisticsTable.Row(
          text, LocalizedText(text),
          [.init(Double(rows)), .init(words(PointsRule(text)))])
      })
  }

  private func words(_ rule: PointsRule?) -> LocalizedText {
    let terms = rule?.terms ?? []
    return LocalizedText(
      zh: terms.map { term in
        let points = plainText(term.points)
        return options.terms[term.name].map { "\($0)每一个得\(points)分" }
          ?? "\(term.name)每次得\(points)分"
      }.joined(separator: "，"),
      en: terms.map { term in
        let points = plainText(term.points)
        return options.terms[term.name].map { "\(points) for each of \($0)" }
          ?? "\(points) for each \(term.name)"
      }.joined(separator: ", "))
  }

  private func differences(
    _ ledger: PointsLedger, _ table: Table
  ) -> StatisticsTable? {
    guard !ledger.different.isEmpty, let recorded = ledger.recorded else {
      return nil
    }
    let units = table[options.unit]
    let rows = ledger.different.prefix(100).map { row in
      let line =
        table.sourceLines.isEmpty ? "\(row + 1)" : "\(table.sourceLines[row])"
      return StatisticsTable.Row(
        line,
        LocalizedText(zh: "第\(line)行", en: "line \(line)"),
        [
          .init(LocalizedText(units?.text(at: row) ?? "")),
          .init(ledger.points[row]), .init(recorded[row]),
          .init(recorded[row] - ledger.points[row]),
        ])
    }
    return StatisticsTable(
      "differences",
      title: LocalizedText(
        zh: "记录得分与规则不符的行", en: "Rows with other points than the rule gives"),
      stub: LocalizedText(zh: "位置", en: "Place"),
      columns: [
        .init("unit", LocalizedText(zh: "单位", en: "Unit"), .text),
        .init("rule", LocalizedText(zh: "按规则", en: "By the rule"), .degrees),
        .init("recorded", LocalizedText(zh: "记录", en: "Recorded"), .degrees),
        .init("difference", LocalizedText(zh: "差", en: "Difference"), .degrees),
      ], rows: Array(rows),
      notes: ledger.different.count > rows.count
        ? [
          LocalizedText(
            zh: "共\(ledger.different.count)行，列出前\(rows.count)行。",
            en: "The first \(rows.count) of \(ledger.different.count) rows.")
        ] : [])
  }

  // MARK: - Conventions and diagnostics

  private var conventions: [Convention] {
    var caps: [(zh: String, en: String)] = []
    for (term, cap) in options.termCaps.sorted(by: { $0.key < $1.key }) {
      caps.append(
        ("\(term)每月至多\(plainText(cap))分", "\(term) \(plainText(cap)) a month"))
    }
    if let cap = options.monthCap {
      caps.append(("每月至多\(plainText(cap))分", "\(plainText(cap)) a month"))
    }
    if let cap = options.yearCap {
      caps.append(("每年至多\(plainText(cap))分", "\(plainText(cap)) a year"))
    }
    var found = [
      Convention(
        "caps", caps.isEmpty ? "none" : caps.map(\.en).joined(separator: ", "),
        caps.isEmpty
          ? LocalizedText(zh: "得分没有上限。", en: "Points have no cap.")
          : LocalizedText(
            zh: "上限：\(caps.map(\.zh).joined(separator: "，"))；先单项，后每月，再每年。",
            en: "At most: \(caps.map(\.en).joined(separator: ", ")); terms"
              + " first, then months, then years.")),
      Convention(
        "counted", "rule",
        LocalizedText(
          zh: "以规则为准，文件中的得分只用来核对。",
          en: "The rule counts; the points of the file are only compared.")),
    ]
    if let uncertainty, uncertainty.draws > 0 {
      let isCapped =
        !options.termCaps.isEmpty || options.monthCap != nil
        || options.yearCap != nil
      found.append(
        isCapped
          ? Convention(
            "uncertainty", "months",
            LocalizedText(
              zh: "区间与把握来自 \(uncertainty.draws) 次重抽（种子 \(uncertainty.seed)）："
                + "每个单位在每个年度内有放回地抽取台账所涵盖的月份，各月按计上限后的得分计，"
                + "没有活动的月份计0分，再取年度上限；只有一次活动的单位没有区间。",
              en: "Intervals and certainty come from \(uncertainty.draws) draws"
                + " (seed \(uncertainty.seed)): of each unit and year the months"
                + " that the ledger covers are drawn with replacement, each with"
                + " its points after caps and idle months with none, before the"
                + " cap of the year; a unit with one activity has none."))
          : Convention(
            "uncertainty", "activities",
            LocalizedText(
              zh: "区间与把握来自 \(uncertainty.draws) 次重抽（种子 \(uncertainty.seed)）："
                + "每个单位的活动有放回地抽取同样多次；只有一次活动的单位没有区间。",
              en: "Intervals and certainty come from \(uncertainty.draws) draws"
                + " (seed \(uncertainty.seed)): each unit's activities are drawn"
                + " with replacement, as many as it held; a unit with one"
                + " activity has none.")))
    }
    if !stars.isEmpty {
      let text = stars.enumerated().map { index, value in
        "\(stars.count + 1 - index): \(plainText(value))"
      }.joined(separator: ", ")
      found.append(
        Convention(
          "stars", text,
          LocalizedText(
            zh: "星级按固定分数线：\(text)；以下为1星。",
            en: "Stars by fixed points: \(text); below that one star.")))
    }
    return found
  }
}
