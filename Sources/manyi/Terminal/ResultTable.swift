import SVG
import SurveyData
import SurveyReport
import SurveyTables

/// A result as a table for the terminal.
struct ResultTable {
  private let result: AnalysisResult
  /// What any estimate has.
  private let present: Set<KeyPath<Estimate, Double?>>
  private let hasIntervals: Bool
  private let language: Language

  init(
    _ result: Released<AnalysisResult>, language: Language = .english
  ) {
    self.result = result.value
    self.language = language
    let estimates = result.value.estimates
    let paths: [KeyPath<Estimate, Double?>] = [
      \.standardError, \.degreesOfFreedom, \.designEffect,
    ]
    present = Set(
      paths.filter { path in estimates.contains { $0[keyPath: path] != nil } })
    hasIntervals = estimates.contains { $0.interval != nil }
  }

  /// The table and the conventions behind it.
  func text(width: Int) -> String {
    let writer = PlainTableWriter(width: width)
    var texts = models.map { writer.text(of: $0) }
    if case .evaluation(let evaluation) = result.details,
      !evaluation.findings.isEmpty
    {
      texts.append(
        evaluation.findings.map { visible($0[language]) + "\n" }.joined())
    }
    return texts.joined(separator: "\n")
  }

  private var models: [TableModel] {
    switch result.details {
    case .evaluation(let evaluation):
      withNotesOnce(
        [cases(evaluation)]
          + evaluation.tables.filter { !$0.isSupplement }.map(laidOut))
    case .verdicts(let verdicts): [votes(verdicts)]
    case .reliability(let scales): scales.map(items)
    case .tables(let tables, _):
      (hasOwnTable(tables) ? [] : [estimates]) + shown(tables)
    case .none: [estimates]
    }
  }

  /// Whether there are no estimates, or a table named as their variable shows
  /// them.
  private func hasOwnTable(_ tables: [StatisticsTable]) -> Bool {
    guard let variable = result.estimates.first?.variable else { return true }
    return tables.contains { $0.name == variable }
  }

  /// Tables that an analysis laid out; the conventions stand once, below the
  /// last. Supplements are left to `--json` and to reports.
  private func shown(_ tables: [StatisticsTable]) -> [TableModel] {
    let main = tables.filter { !$0.isSupplement }
    return withNotesOnce((main.isEmpty ? tables : main).map(laidOut))
  }

  private func laidOut(_ table: StatisticsTable) -> TableModel {
    StatisticsTableModel(table, language: language).model {
      model($0, stub: $1, columns: $2, rows: $3)
    }
  }

  /// Leaves the conventions and the source to the last of the tables.
  private func withNotesOnce(_ tables: [TableModel]) -> [TableModel] {
    var models = tables
    let count = result.conventions.count
    for index in models.indices.dropLast() {
      models[index].notes.removeLast(min(count, models[index].notes.count))
      models[index].source = nil
    }
    return models
  }

  private func model(
    _ title: String, stub: String, columns: [ColumnNode], rows: [RowNode]
  ) -> TableModel {
    let conventions = result.conventions.map {
      visible($0.sentence[language])
    }
    let provenance = result.provenance
    var source = provenance.sources.map(\.file).joined(separator: ", ")
    let stop = say("；", "; ")
    if let filter = provenance.filter {
      source += stop + say("条件：\(filter)", "rows with \(filter)")
    }
    if provenance.isKeptByQuality {
      source +=
        stop + say("经质量规则保留的行", "rows kept by the rules of quality")
    }
    if let design = provenance.design { source += stop + design[language] }
    return TableModel(
      id: result.kind, language: language.rawValue, title: visible(title),
      stubHeading: stub, columns: columns, rows: rows, notes: conventions,
      source: visible(source),
      words: language == .chinese ? Self.chineseWords : Self.words)
  }

  private func say(_ chinese: String, _ english: String) -> String {
    language == .chinese ? chinese : english
  }

  private static let chineseWords = TableWords(
    suppressed: "为保护答卷人不予公布", notAvailable: "无数据", notApplicable: "不适用",
    lowReliability: "基数过小", shorthandOpening: "符号：", shorthandSeparator: "，",
    shorthandEnding: "。", intervalSeparator: "至", base: "n", noRows: "没有行")

  static let words = TableWords(
    suppressed: "withheld to protect respondents",
    notAvailable: "not available", notApplicable: "not applicable",
    lowReliability: "small base", shorthandOpening: "Shorthand: ",
    shorthandSeparator: ", ", shorthandEnding: ".", intervalSeparator: " to ",
    base: "n", noRows: "no rows")

  // MARK: - Estimates

  private var estimates: TableModel {
    let level = result.estimates.compactMap(\.interval?.level).first
    let percent = level.map {
      plainText($0 * 100) + say("% 区间", "% interval")
    }
    var groups: [(name: String, rows: [RowNode])] = []
    for estimate in result.estimates {
      let name = heading(of: estimate)
      if groups.last?.name != name { groups.append((name, [])) }
      groups[groups.count - 1].rows.append(row(estimate))
    }
    return model(
      "\(result.kind)", stub: "",
      columns: [
        ColumnNode(say("估计值", "estimate")), ColumnNode(say("标准误", "se")),
        ColumnNode(percent ?? say("区间", "interval")),
        ColumnNode(say("自由度", "df")), ColumnNode("n"),
        ColumnNode(say("设计效应", "deff")),
      ],
      rows: groups.map { RowNode(group: $0.name, $0.rows) })
  }

  private func heading(of estimate: Estimate) -> String {
    let label = estimate.label?[language] ?? ""
    var name = estimate.variable
    if !label.isEmpty, label != name { name += ", \(label)" }
    if let category = estimate.category {
      let label = estimate.categoryLabel?[language] ?? ""
      name += " = \(category)"
      if !label.isEmpty, label != category { name += " (\(label))" }
    }
    return visible(
      say(
        "\(name)：\(statisticName(estimate.statistic, .chinese))",
        "\(estimate.statistic) of \(name)"))
  }

  private func row(_ estimate: Estimate) -> RowNode {
    let style = style(of: estimate)
    var errorStyle = style
    if case .signedPercentagePoints(let decimals) = style {
      errorStyle = .percentagePoints(decimals)
    }
    var interval: TableCell = hasIntervals ? .notAvailable : .empty
    if let range = estimate.interval {
      interval = .text(style.interval(range.lower, range.upper))
    }
    // As in the report: what others have and this one lacks is marked.
    func cell(
      _ path: KeyPath<Estimate, Double?>, _ style: NumberStyle
    ) -> TableCell {
      if let value = estimate[keyPath: path] { return .value(value, style) }
      return present.contains(path) ? .notAvailable : .empty
    }
    return RowNode(
      name(of: estimate.group),
      [
        estimate.value.map { .value($0, style) } ?? .notAvailable,
        cell(\.standardError, errorStyle), interval,
        cell(\.degreesOfFreedom, .decimal(0)),
        .value(Double(estimate.base), .integer),
        cell(\.designEffect, .decimal(2)),
      ])
  }

  private func name(of group: [GroupTerm]) -> String {
    if group.isEmpty { return say("全部", "all") }
    return visible(
      group.map { term in
        let label = term.label?[language] ?? ""
        let isPlain = label.isEmpty || label == term.value
        return "\(term.variable) \(term.value)"
          + (isPlain ? "" : " (\(label))")
      }.joined(separator: ", "))
  }

  /// As many decimals as show two digits of the standard error.
  private func style(of estimate: Estimate) -> NumberStyle {
    switch estimate.unit {
    case .share: return .percent(1)
    case .net: return .signedPercentagePoints(1)
    case .index: return .decimal(1)
    case .coefficient: return .decimal(3)
    case .value, .total:
      let size = estimate.standardError ?? estimate.value.map { abs($0) } ?? 1
      var decimals = 1
      var limit = 1.0
      while decimals < 6, size > 0, size < limit {
        decimals += 1
        limit /= 10
      }
      return size >= 10 ? .decimal(0) : .decimal(decimals)
    }
  }

  // MARK: - Details

  private func cases(_ evaluation: EvaluationResult) -> TableModel {
    let showsRanks = evaluation.supportsRanking
    let scale = evaluation.scale
    let style: NumberStyle =
      scale.decimals == 0 ? .integer : .decimal(scale.decimals)
    // Columns of nothing are left out.
    let hasRanges = evaluation.cases.contains { $0.rankInterval != nil }
    let hasBands = evaluation.cases.contains { $0.band != nil }
    let rows = evaluation.cases.map { item -> RowNode in
      var cells: [TableCell] = [
        item.score.map {
          .estimate(
            $0, lower: item.scoreInterval?.lower,
            upper: item.scoreInterval?.upper, style)
        } ?? .notAvailable
      ]
      let range = item.rankInterval.map {
        NumberStyle.integer.interval($0.lower, $0.upper)
      }
      if showsRanks {
        cells.append(
          item.publishedRank.map {
            .value($0, $0 == $0.rounded() ? .integer : .decimal(1))
          } ?? .empty)
      }
      if hasRanges { cells.append(range.map { .text($0) } ?? .empty) }
      if hasBands {
        cells.append(
          item.band.map { .text(evaluation.bands[$0].label[language]) }
            ?? .empty)
      }
      let title = item.title.map { "  \($0[language])" } ?? ""
      return RowNode(visible(item.id + title), cells)
    }
    return model(
      showsRanks
        ? say("评价", "evaluation")
        : say("评价：", "evaluation: ")
          + UncertaintyResult.rankingNotSupported[language],
      stub: say("对象", "case"),
      columns: [
        ColumnNode(
          scale == .points
            ? say("总分", "score") : visible(scale.label[language]))
      ] + (showsRanks ? [ColumnNode(say("名次", "rank"))] : [])
        + (hasRanges ? [ColumnNode(say("名次区间", "rank interval"))] : [])
        + (hasBands ? [ColumnNode(say("等次", "band"))] : []), rows: rows)
  }

  private func votes(_ verdicts: [Verdict]) -> TableModel {
    let grades = verdicts.first?.gradeLabels.map { $0[language] } ?? []
    func votes(_ count: Int?) -> TableCell {
      count.map { .value(Double($0), .integer) } ?? .empty
    }
    let rows = verdicts.map { verdict in
      RowNode(
        name(of: verdict.group),
        verdict.counts.map { .value(Double($0), .integer) } + [
          .value(verdict.denominator, .integer),
          verdict.outcome.map { .text(verdict.gradeLabels[$0][language]) }
            ?? .notAvailable,
          votes(verdict.votesToBetter), votes(verdict.votesToWorse),
        ])
    }
    return model(
      say("评定", "verdicts"), stub: "",
      columns: (grades + [
        say("分母", "divided by"), say("评定", "verdict"),
        say("距上一等次", "votes to better"), say("距下一等次", "votes to worse"),
      ]).map { ColumnNode($0) },
      rows: rows)
  }

  private func items(_ scale: ScaleReliability) -> TableModel {
    func cell(_ value: Double?, _ decimals: Int) -> TableCell {
      value.map { .value($0, .decimal(decimals)) } ?? .notAvailable
    }
    let alpha =
      scale.alpha.map { NumberStyle.decimal(3).text($0) } ?? say("无", "none")
    let range = scale.interval.map {
      " (\(NumberStyle.decimal(3).interval($0.lower, $0.upper)))"
    }
    return model(
      "alpha\(scale.scale == result.id ? "" : say("（\(scale.scale)）", " of \(scale.scale)")): \(alpha)\(range ?? ""), n \(scale.base)",
      stub: say("题项", "item"),
      columns: [
        say("均值", "mean"), say("标准差", "sd"), say("与其余题项的相关", "with the others"),
        say("去掉该题的α", "alpha without"),
      ].map {
        ColumnNode($0)
      },
      rows: scale.items.map { item in
        RowNode(
          visible(item.variable)
            + (item.isReversed ? say("（反向）", " (reversed)") : ""),
          [
            cell(item.mean, 2), cell(item.standardDeviation, 2),
            cell(item.restCorrelation, 3), cell(item.alphaWithout, 3),
          ])
      })
  }
}
