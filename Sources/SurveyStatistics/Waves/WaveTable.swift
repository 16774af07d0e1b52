import SurveyData

/// Lays out the waves of one variable: a row a wave, a section a series.
struct WaveTable {
  private let series: [WaveSeries]
  private let axis: WaveAxis
  private let options: WaveOptions
  private let number: Int
  private let name: LocalizedText
  private let level: Double

  /// - Parameter name: What is followed, with its statistic where several of
  ///   one variable are.
  init(
    _ series: [WaveSeries], _ axis: WaveAxis, _ options: WaveOptions,
    number: Int, name: LocalizedText, level: Double
  ) {
    self.name = name
    self.level = level
    self.series = series
    self.axis = axis
    self.options = options
    self.number = number
  }

  private var subject: EstimateBuilder.Subject? { series.first?.subject }

  private var benchmark: Double? {
    subject.flatMap { options.benchmark(of: $0.variable) }
  }

  private var hasRemarks: Bool {
    axis.segments.last != 0
      || series.contains { $0.points.contains { $0 == nil } }
  }

  var table: StatisticsTable {
    var table = StatisticsTable(
      "waves-\(number)",
      title: LocalizedText(
        zh: "\(name[.chinese])：各期结果", en: "\(name[.english]) by wave"),
      stub: LocalizedText(zh: "期次", en: "Wave"), columns: columns,
      rows: series.flatMap(rows), notes: notes,
      figure: .dots(column: "estimate", reference: benchmark))
    // Intervals of two waves may overlap where their change is clear.
    if benchmark == nil {
      let isAlone = series.count == 1
      let everybody = LocalizedText(zh: "全体", en: "All")
      let named = series.map { one -> (WaveSeries, name: LocalizedText) in
        let heading = [one.heading].compactMap { $0 }
        return (
          one, isAlone ? .joined([name] + heading) : heading.first ?? everybody
        )
      }
      let finding = WaveFinding(named, axis, level: level).text
      // A headline ends without a full stop.
      table.headline =
        finding.map { text in
          let chinese = text[.chinese]
          return LocalizedText(
            zh: chinese.hasSuffix("。") ? String(chinese.dropLast()) : chinese,
            en: text[.english])
        } ?? breakHeadline
    }
    return table
  }

  /// What is said of a last wave whose wording is new: that it is beside
  /// the others, but not compared with them.
  private var breakHeadline: LocalizedText? {
    let last = axis.count - 1
    guard last > 0, axis.segments[last] != axis.segments[last - 1] else {
      return nil
    }
    let wave = axis.label(last)
    return LocalizedText(
      zh: "\(wave[.chinese])的问法与之前不同，不作前后比较",
      en: "The wording of \(wave[.english]) is new: it is not compared with"
        + " the waves before")
  }

  /// Whether the waves are compared with the first one beside the one before:
  /// of two waves that would be the same.
  private var comparesWithFirst: Bool {
    options.compare.contains(.first)
      && (axis.count > 2 || !options.compare.contains(.previous))
  }

  private var columns: [StatisticsTable.Column] {
    guard let subject else { return [] }
    let statistic = subject.statisticLabel
    var result = [
      StatisticsTable.Column("n", "n", .count),
      StatisticsTable.Column("estimate", statistic, subject.format),
      StatisticsTable.Column(
        "se", LocalizedText(zh: "标准误", en: "SE"), subject.errorFormat),
    ]
    func add(_ name: String, _ spanner: LocalizedText) {
      result += [
        StatisticsTable.Column(
          name, LocalizedText(zh: "变化", en: "Change"), subject.changeFormat,
          spanner: spanner),
        StatisticsTable.Column(
          "\(name)-se", LocalizedText(zh: "标准误", en: "SE"),
          subject.changeErrorFormat, spanner: spanner),
        StatisticsTable.Column(
          "\(name)-p", "p", .probability, spanner: spanner),
      ]
    }
    if options.compare.contains(.previous) {
      add("change", LocalizedText(zh: "与上一期相比", en: "Since the wave before"))
    }
    if comparesWithFirst {
      add("since-first", LocalizedText(zh: "与首期相比", en: "Since the first"))
    }
    if benchmark != nil {
      add(
        "from-benchmark", LocalizedText(zh: "与基准值相比", en: "From the benchmark"))
    }
    if let count = options.rolling {
      let spanner = LocalizedText(
        zh: "\(count)期滚动平均", en: "Mean of \(count) waves")
      result += [
        StatisticsTable.Column(
          "rolling", statistic, subject.format, spanner: spanner),
        StatisticsTable.Column(
          "rolling-se", LocalizedText(zh: "标准误", en: "SE"),
          subject.errorFormat, spanner: spanner),
      ]
    }
    if hasRemarks {
      result.append(
        StatisticsTable.Column(
          "remark", LocalizedText(zh: "备注", en: "Remark"), .text))
    }
    return result
  }

  private func rows(_ series: WaveSeries) -> [StatisticsTable.Row] {
    let isSectioned = self.series.count > 1
    let everybody = LocalizedText(zh: "全体", en: "All")
    return axis.levels.indices.map { wave in
      let name = [axis.levels[wave].value, series.name]
      return StatisticsTable.Row(
        name.filter { !$0.isEmpty }.joined(separator: "/"), axis.label(wave),
        section: isSectioned ? series.heading ?? everybody : nil,
        cells(series.points[wave], wave: wave))
    }
  }

  private func cells(
    _ point: WaveSeries.Point?, wave: Int
  ) -> [StatisticsTable.Cell] {
    let estimate = point?.estimate
    var cells = [
      StatisticsTable.Cell(Double(estimate?.base ?? 0)),
      StatisticsTable.Cell(estimate?.value, interval: point?.interval),
      StatisticsTable.Cell(estimate?.standardError),
    ]
    func add(_ contrast: WaveContrast?) {
      guard let contrast else {
        cells += [.empty, .empty, .empty]
        return
      }
      cells += [
        StatisticsTable.Cell(contrast.value, interval: contrast.interval),
        StatisticsTable.Cell(contrast.standardError),
        StatisticsTable.Cell(contrast.probability),
      ]
    }
    if options.compare.contains(.previous) { add(point?.change) }
    if comparesWithFirst { add(point?.sinceFirst) }
    if benchmark != nil { add(point?.fromBenchmark) }
    if options.rolling != nil {
      if let mean = point?.rolling {
        cells += [
          StatisticsTable.Cell(mean.value, interval: mean.interval),
          StatisticsTable.Cell(mean.standardError),
        ]
      } else {
        cells += [.empty, .empty]
      }
    }
    if hasRemarks {
      cells.append(remark(point, wave: wave).map { .init($0) } ?? .empty)
    }
    return cells
  }

  private func remark(
    _ point: WaveSeries.Point?, wave: Int
  ) -> LocalizedText? {
    if point == nil { return LocalizedText(zh: "本期无数据", en: "no rows") }
    guard axis.isBreak(before: wave) else { return nil }
    return LocalizedText(
      zh: "题目措辞自本期改变，不与以前各期比较",
      en: "new wording from here: not compared with earlier waves")
  }

  private var notes: [LocalizedText] {
    var result: [LocalizedText] = []
    if axis.segments.last != 0, comparesWithFirst {
      result.append(
        LocalizedText(
          zh: "措辞改变之后，“首期”指改变后的第一期。",
          en: "After a new wording, the first wave is the first with it."))
    }
    return result
  }
}

/// Lays out the slopes of several series.
struct TrendTable {
  private let series: [(WaveSeries, name: LocalizedText)]
  private let axis: WaveAxis

  init(_ series: [(WaveSeries, name: LocalizedText)], _ axis: WaveAxis) {
    self.series = series.filter { !$0.0.trends.isEmpty }
    self.axis = axis
  }

  /// The table; `nil` when no wording was asked in three waves.
  var table: StatisticsTable? {
    guard !series.isEmpty else { return nil }
    let columns = [
      StatisticsTable.Column(
        "from", LocalizedText(zh: "自", en: "From"), .text),
      StatisticsTable.Column("to", LocalizedText(zh: "至", en: "To"), .text),
      StatisticsTable.Column(
        "slope", LocalizedText(zh: "每期变化", en: "Change a step"),
        .coefficient),
      StatisticsTable.Column(
        "se", LocalizedText(zh: "标准误", en: "SE"), .coefficient),
      StatisticsTable.Column("t", "t", .statistic),
      StatisticsTable.Column(
        "df", LocalizedText(zh: "自由度", en: "df"), .degrees),
      StatisticsTable.Column("p", "p", .probability),
    ]
    return StatisticsTable(
      "trend", title: LocalizedText(zh: "各期趋势", en: "Trend over the waves"),
      stub: LocalizedText(zh: "序列", en: "Series"), columns: columns,
      rows: series.flatMap(rows),
      notes: [
        LocalizedText(
          zh: "比例的斜率以 0 至 1 为单位；p 值未作多重比较校正。",
          en: "Slopes of shares are on the scale from 0 to 1; p-values are not"
            + " adjusted.")
      ])
  }

  private func rows(
    _ series: WaveSeries, _ name: LocalizedText
  ) -> [StatisticsTable.Row] {
    let label = LocalizedText.joined(
      [name] + [series.heading].compactMap { $0 })
    return series.trends.map { trend in
      let name = [
        series.subject.variable, series.name, axis.levels[trend.first].value,
      ]
      return StatisticsTable.Row(
        name.filter { !$0.isEmpty }.joined(separator: "/"), label,
        [
          .init(axis.label(trend.first)), .init(axis.label(trend.last)),
          .init(trend.slope.value, interval: trend.slope.interval),
          .init(trend.slope.standardError), .init(trend.slope.statistic),
          .init(trend.slope.degreesOfFreedom), .init(trend.slope.probability),
        ])
    }
  }
}
