import SurveyData

/// Lays out how the changes of one variable split into composition and
/// score.
struct DecompositionTable {
  private let series: [IndexSeries]
  private let groups: Column
  private let categories: Categories
  private let axis: WaveAxis
  private let options: WaveOptions
  private let data: AnalysisData
  private let number: Int
  private let name: LocalizedText

  /// - Parameter name: What is followed, with its statistic where several of
  ///   one variable are.
  init(
    _ series: [IndexSeries], groups: Column, axis: WaveAxis,
    options: WaveOptions, data: AnalysisData, number: Int, name: LocalizedText
  ) {
    self.name = name
    self.series = series
    self.groups = groups
    categories = groups.categories()
    self.axis = axis
    self.options = options
    self.data = data
    self.number = number
  }

  /// The changes that are split: each since the wave before, and the last
  /// since the first of the present wording.
  private var pairs: [(earlier: Int, later: Int)] {
    var result: [(earlier: Int, later: Int)] = []
    for wave in axis.levels.indices.dropFirst()
    where !axis.isBreak(before: wave) {
      result.append((wave - 1, wave))
    }
    let last = axis.count - 1
    let start = axis.segments.firstIndex(of: axis.segments[last]) ?? 0
    if options.compare.contains(.first), last - start > 1 {
      result.append((start, last))
    }
    return result
  }

  /// The split changes, and beside them the groups behind them.
  var tables: [StatisticsTable] {
    guard let subject = series.first?.subject else { return [] }
    var rows: [StatisticsTable.Row] = []
    var details: [StatisticsTable.Row] = []
    for one in series {
      for pair in pairs {
        let found = split(one, pair)
        rows.append(found.row)
        details += found.details
      }
    }
    var columns = columns(subject)
    if !rows.contains(where: { $0.cells.last?.text != nil }) {
      columns.removeLast()
      for row in rows.indices { rows[row].cells.removeLast() }
    }
    let label = groups.variable?.label ?? LocalizedText(groups.name)
    let title = name
    var result = [
      StatisticsTable(
        "composition-\(number)",
        title: LocalizedText(
          zh: "\(title[.chinese])：变化的分解（按\(label[.chinese])）",
          en: "\(title[.english]): changes split by \(label[.english])"),
        stub: LocalizedText(zh: "变化", en: "Change"),
        columns: columns, rows: rows)
    ]
    if !details.isEmpty {
      var table = StatisticsTable(
        "composition-groups-\(number)",
        title: LocalizedText(
          zh: "\(title[.chinese])：各组的作用",
          en: "\(title[.english]): what the groups add"),
        stub: label, columns: groupColumns(subject), rows: details)
      table.isSupplement = true
      result.append(table)
    }
    return result
  }

  private func columns(
    _ subject: EstimateBuilder.Subject
  ) -> [StatisticsTable.Column] {
    let parts = [
      ("change", LocalizedText(zh: "变化", en: "Change")),
      ("composition", LocalizedText(zh: "结构效应", en: "Composition")),
      ("score", LocalizedText(zh: "评分效应", en: "Score")),
    ]
    var result = parts.flatMap { name, label in
      [
        StatisticsTable.Column(
          name, LocalizedText(zh: "变化", en: "Change"), subject.changeFormat,
          spanner: label),
        StatisticsTable.Column(
          "\(name)-se", LocalizedText(zh: "标准误", en: "SE"),
          subject.changeErrorFormat, spanner: label),
        StatisticsTable.Column("\(name)-p", "p", .probability, spanner: label),
      ]
    }
    result.append(
      StatisticsTable.Column(
        "remark", LocalizedText(zh: "备注", en: "Remark"), .text))
    return result
  }

  private func groupColumns(
    _ subject: EstimateBuilder.Subject
  ) -> [StatisticsTable.Column] {
    let before = LocalizedText(zh: "前", en: "Before")
    let after = LocalizedText(zh: "后", en: "After")
    let share = LocalizedText(zh: "组别比例", en: "Share of the group")
    let mean = LocalizedText(zh: "组均值", en: "Mean of the group")
    let part = LocalizedText(zh: "作用", en: "Adds to the change")
    return [
      .init("share-before", before, .share, spanner: share),
      .init("share-after", after, .share, spanner: share),
      .init("mean-before", before, subject.format, spanner: mean),
      .init("mean-after", after, subject.format, spanner: mean),
      .init(
        "composition", LocalizedText(zh: "结构", en: "Composition"),
        subject.changeFormat, spanner: part),
      .init(
        "score", LocalizedText(zh: "评分", en: "Score"), subject.changeFormat,
        spanner: part),
    ]
  }

  private func split(
    _ series: IndexSeries, _ pair: (earlier: Int, later: Int)
  ) -> (row: StatisticsTable.Row, details: [StatisticsTable.Row]) {
    let from = axis.label(pair.earlier)
    let to = axis.label(pair.later)
    let change = LocalizedText(
      zh: "\(from[.chinese]) → \(to[.chinese])",
      en: "\(from[.english]) → \(to[.english])")
    let category = series.subject.category.map {
      series.subject.categoryLabel ?? LocalizedText($0)
    }
    let name = [
      series.subject.category, axis.levels[pair.earlier].value,
      axis.levels[pair.later].value,
    ].compactMap { $0 }.joined(separator: "/")
    func row(
      _ contrasts: [WaveContrast], _ remark: LocalizedText?
    ) -> StatisticsTable.Row {
      var cells = contrasts.flatMap { contrast in
        [
          StatisticsTable.Cell(contrast.value, interval: contrast.interval),
          StatisticsTable.Cell(contrast.standardError),
          StatisticsTable.Cell(contrast.probability),
        ]
      }
      if contrasts.isEmpty {
        cells = [StatisticsTable.Cell](repeating: .empty, count: 9)
      }
      cells.append(remark.map { .init($0) } ?? .empty)
      return StatisticsTable.Row(name, change, section: category, cells)
    }
    var occurs = [Int: [Bool]]()
    var waves = [Int32](repeating: -1, count: series.values.count)
    for row in waves.indices where !series.values[row].isNaN {
      let wave = Int(axis.waves[row])
      let group = Int(categories.codes[row])
      guard wave == pair.earlier || wave == pair.later, group >= 0,
        data.design.weights[row] > 0
      else { continue }
      waves[row] = wave == pair.later ? 1 : 0
      occurs[group, default: [false, false]][Int(waves[row])] = true
    }
    let kept = occurs.keys.sorted()
    if let lonely = kept.first(where: { occurs[$0]?.contains(false) ?? true }) {
      let level = categories.levels[lonely]
      let label = level.label ?? LocalizedText(level.value)
      return (
        row(
          [],
          LocalizedText(
            zh: "“\(label[.chinese])”只在其中一期出现，无法分解",
            en: "'\(label[.english])' occurs in one of the waves only")), []
      )
    }
    var position = [Int32](repeating: -1, count: categories.levels.count)
    for (new, old) in kept.enumerated() { position[old] = Int32(new) }
    let statistics = ChangeDecomposition(
      values: series.values, waves: waves,
      groups: categories.codes.map { $0 < 0 ? -1 : position[Int($0)] },
      groupCount: kept.count)
    guard !kept.isEmpty, let sampled = data.design.estimate(statistics),
      let cells = statistics.cells(data.design.weights)
    else {
      return (row([], LocalizedText(zh: "无数据", en: "no rows")), [])
    }
    let used = UsedClusters(data.design, sets: waves, count: 2)
    let isKnown =
      used.hasVariance(0) && used.hasVariance(1)
      && !sampled.remarks.contains("census")
    let contrasts = sampled.values.indices.map { index in
      WaveContrast(
        sampled.values[index],
        standardError: isKnown ? sampled.standardError(index) : nil,
        degreesOfFreedom: used.degreesOfFreedom([0, 1]), level: data.level)
    }
    let section = LocalizedText.joined([category, change].compactMap { $0 })
    let details = kept.enumerated().map { group, old in
      let level = categories.levels[old]
      return StatisticsTable.Row(
        "\(name)/\(level.value)", level.label ?? LocalizedText(level.value),
        section: section,
        [
          .init(cells.share[0][group]), .init(cells.share[1][group]),
          .init(cells.mean[0][group]), .init(cells.mean[1][group]),
          .init(cells.composition(group)), .init(cells.score(group)),
        ])
    }
    return (row(contrasts, nil), details)
  }
}
