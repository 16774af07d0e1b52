import SVG

/// Where the columns of a league chart stand, from left to right: names,
/// scores as marks and text, ranks as marks and text, bands, bases.
struct LeagueLayout {
  var rows: [LeagueChart.Row]
  var labels: RowLabels
  var axis: AxisDrawing
  var values: ValueColumn
  var ranks: RankPanel?
  var rankText: ValueColumn?
  var bands: TextColumn?
  var bases: TextColumn?
  var width: Double

  init(chart: LeagueChart, theme: Theme, width: Double) {
    let rows = chart.orderedRows
    self.rows = rows
    labels = RowLabels(
      rows.map { .init(text: $0.label, isBold: $0.isHighlighted) },
      theme: theme, maximum: width * 0.24)
    if chart.supportsRanking, rows.contains(where: { $0.rank.finite != nil }) {
      rankText = ValueColumn(
        values: rows.map { chart.rankParts($0).rank },
        intervals: rows.map { chart.rankParts($0).interval }, theme: theme)
    }
    if rows.contains(where: { $0.band != nil }) {
      bands = TextColumn(
        head: chart.headings.band, texts: rows.map { $0.band ?? "" },
        theme: theme, anchor: .start)
    }
    if rows.contains(where: { $0.base != nil }) {
      bases = TextColumn(
        head: chart.headings.base,
        texts: rows.map { chart.baseText($0.base, .none) }, theme: theme)
    }
    let left = labels.width + 16
    let gap = 16.0
    let rankWidth = rankText == nil ? 0 : 110.0
    var reserve = 0.0
    for column in [bands, bases] {
      if let column { reserve += column.width + gap }
    }
    if let rankText { reserve += rankWidth + rankText.width + 2 * gap + 6 }
    func column(withIntervals: Bool) -> ValueColumn {
      ValueColumn(
        rows.map { row in
          .init(
            value: row.score.finite,
            interval: withIntervals ? chart.interval(row) : nil)
        }, style: chart.axis.style, words: chart.words, theme: theme,
        showsHead: false)
    }
    values = column(withIntervals: true)
    // The interval is drawn in any case; its text gives way to the marks.
    if width - left - reserve - values.width - gap < 170 {
      values = column(withIntervals: false)
    }
    let room = max(120, width - left - reserve - values.width - gap)
    var shown: [Double?] = [
      chart.whole?.scores?.lowerBound, chart.whole?.scores?.upperBound,
    ]
    for row in rows {
      let interval = chart.interval(row)
      shown += [row.score.finite, interval?.lowerBound, interval?.upperBound]
    }
    axis = AxisDrawing(
      domain: chart.axis.domain(of: shown), range: left + 8...left + room - 8,
      style: chart.axis.style,
      theme: theme)
    var x = left + room + gap - 6
    values.x = x
    x += values.width
    if let column = rankText {
      x += gap + 10
      ranks = RankPanel(
        chart: chart, rows: rows, left: x, width: rankWidth,
        size: theme.smallSize - 1)
      x += rankWidth + 8
      rankText?.x = x
      x += column.width
    }
    if let column = bands {
      x += gap
      bands?.x = x
      x += column.width
    }
    if let column = bases {
      bases?.x = max(x + gap, width - column.width)
      x = (bases?.x ?? x) + column.width
    }
    self.width = max(width, x)
  }
}

/// The panel of rank intervals: rank 1 at the left.
struct RankPanel {
  var scale: LinearScale
  /// The ranks that are labelled.
  var ticks: [Double]

  init(
    chart: LeagueChart, rows: [LeagueChart.Row], left: Double, width: Double,
    size: Double
  ) {
    let ranks = rows.flatMap {
      [$0.rank.finite, chart.rankInterval($0)?.upperBound]
    }
    let count = max(rows.count, chart.whole?.count ?? 0)
    let last = max(Double(count), ranks.compactMap { $0 }.max() ?? 1, 2)
    scale = LinearScale(domain: 1...last, range: left + 6...left + width - 6)
    let step = max(1, Ticks.step(span: last - 1, count: 4))
    ticks = [1]
    var next = step == 1 ? 2 : step
    while next < last - step * 0.4 {
      ticks.append(next)
      next += step
    }
    ticks.append(last)
    // Long ranks would stand on each other: the ends say enough.
    let texts = ticks.map { NumberStyle.integer.text($0) }
    let isCrowded = zip(ticks.indices, ticks.indices.dropFirst()).contains {
      let room =
        TextMeasure.width(texts[$0], size: size)
        + TextMeasure.width(texts[$1], size: size)
      return scale(ticks[$1]) - scale(ticks[$0]) < room / 2 + 3
    }
    if isCrowded { ticks = [1, last] }
  }
}
