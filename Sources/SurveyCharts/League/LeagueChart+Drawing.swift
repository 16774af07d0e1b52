import SVG

extension LeagueChart {
  /// The drawing between the subtitle and the notes.
  public func body(theme: Theme, width: Double) -> ChartBody {
    guard !rows.isEmpty else { return .empty(words, theme, width) }
    return LeagueDrawing(
      chart: self, theme: theme,
      layout: LeagueLayout(chart: self, theme: theme, width: width)
    ).body
  }
}

/// Draws a league chart.
private struct LeagueDrawing {
  let chart: LeagueChart
  let theme: Theme
  let layout: LeagueLayout
  /// Whether the mark of some score hides its interval.
  let hasCaps: Bool

  init(chart: LeagueChart, theme: Theme, layout: LeagueLayout) {
    self.chart = chart
    self.theme = theme
    self.layout = layout
    let scale = layout.axis.scale
    hasCaps = layout.rows.contains { row in
      guard let score = row.score.finite, let interval = chart.interval(row)
      else { return false }
      return SVGElement.hides(
        (scale(interval.lowerBound), scale(interval.upperBound)),
        around: scale(score), radius: 4.5)
    }
  }

  var body: ChartBody {
    var elements: [SVGElement] = []
    var y = addRefusal(to: &elements)
    let head = y
    y = addHeads(to: &elements, top: head)
    let top = y
    var marks: [SVGElement] = []
    for index in layout.rows.indices {
      let height = layout.labels.height(index, atLeast: 25)
      marks.append(row(index, top: y, height: height))
      y += height
    }
    let bottom = y + 4
    elements += zones(top: top, bottom: bottom)
    elements.append(layout.axis.grid(top: top, bottom: bottom))
    elements += rankGrid(top: top, bottom: bottom)
    elements += marks
    elements.append(layout.axis.labels(y: bottom + 15))
    return ChartBody(
      elements: elements, height: bottom + 18, width: layout.width,
      notes: chart.axis.isPartial(layout.axis.scale.domain)
        ? [chart.words.partialAxis] : [])
  }

  // MARK: - Heads

  /// Says why there are no ranks, and returns where the chart goes on.
  private func addRefusal(to elements: inout [SVGElement]) -> Double {
    guard !chart.supportsRanking, !chart.words.noRanking.isEmpty
    else { return 0 }
    let look = TextLook(size: theme.subtitleSize, colour: theme.ink)
    let lines = LineBreaker(
      width: layout.width - 32, size: look.size, maximum: 6
    ).lines(chart.words.noRanking)
    let line = look.size * 1.45
    let height = Double(lines.lines.count) * line + 14
    elements.append(
      SVGElement(
        "rect",
        [
          "x": 0, "y": 0, "width": layout.width, "height": height,
          "fill": theme.zone,
        ]))
    elements.append(
      SVGElement(
        "rect",
        ["x": 0, "y": 0, "width": 3, "height": height, "fill": theme.mark]))
    elements.append(
      .text(
        lines, whole: chart.words.noRanking, x: 16, y: 7 + look.size * 1.05,
        lineHeight: line, look: look))
    return height + 16
  }

  private func addHeads(
    to elements: inout [SVGElement], top: Double
  ) -> Double {
    let plot = layout.axis.scale.range
    let size = theme.smallSize
    let look = TextLook(size: size, colour: theme.mutedInk)
    func broken(_ text: String, _ width: Double) -> LineBreaker.Lines {
      LineBreaker(width: width, size: size).balanced(text)
    }
    func addHead(_ text: String, x: Double, width: Double, bottom: Double) {
      let lines = broken(text, width)
      elements.append(
        .text(
          lines, whole: text, x: x,
          y: bottom - Double(lines.lines.count - 1) * size * 1.25,
          lineHeight: size * 1.25, look: look))
    }
    let columns = [layout.bands, layout.bases].compactMap { $0 }
    let end = layout.values.x + layout.values.width
    let scoreWidth = end - plot.lowerBound
    let ranks = layout.ranks.map { ranks -> (left: Double, width: Double) in
      let left = ranks.scale.range.lowerBound - 6
      let right = layout.rankText.map { $0.x + $0.width } ?? left
      return (left, right - left)
    }
    let lines = max(
      broken(scoreHead, scoreWidth).lines.count,
      ranks.map { broken(chart.headings.rank, $0.width).lines.count } ?? 0, 1)
    let bottom =
      top
      + max(size * 1.25 * Double(lines), columns.map(\.headHeight).max() ?? 0)
    addHead(
      scoreHead, x: plot.lowerBound - 8, width: scoreWidth, bottom: bottom)
    if let ranks {
      addHead(
        chart.headings.rank, x: ranks.left, width: ranks.width, bottom: bottom)
    }
    for column in columns {
      elements.append(
        column.headElement(bottom: bottom, colour: theme.mutedInk))
    }
    let names = bandNames(bottom: bottom + 20)
    elements += names
    return bottom + (names.isEmpty ? 8 : 26)
  }

  /// The head of the scores, with the axis title where it says more, and
  /// alone where it says the same and more.
  private var scoreHead: String {
    let (score, title) = (chart.headings.score, chart.axis.title)
    if title.isEmpty { return score }
    return title.hasPrefix(score) ? title : "\(score) · \(title)"
  }

  // MARK: - Bands

  /// The bands from low to high with the part of the axis they cover.
  private var bandSpans: [(label: String, from: Double, to: Double)] {
    let scale = layout.axis.scale
    let bands = chart.bands.filter(\.threshold.isFinite)
      .sorted { $0.threshold < $1.threshold }
    return bands.indices.compactMap { index in
      let low = max(bands[index].threshold, scale.domain.lowerBound)
      let high =
        index + 1 < bands.count
        ? min(bands[index + 1].threshold, scale.domain.upperBound)
        : scale.domain.upperBound
      guard low < high else { return nil }
      return (
        bands[index].label,
        low == scale.domain.lowerBound
          ? scale.range.lowerBound - 8 : scale(low),
        high == scale.domain.upperBound
          ? scale.range.upperBound + 8 : scale(high)
      )
    }
  }

  private func bandNames(bottom: Double) -> [SVGElement] {
    let look = TextLook(size: theme.smallSize - 1, colour: theme.mutedInk)
    let fitting = bandSpans.filter {
      TextMeasure.width($0.label, size: look.size) <= $0.to - $0.from
    }
    // Some names without the others would puzzle; the column names them all.
    if fitting.count < bandSpans.count, layout.bands != nil { return [] }
    return fitting.map { band in
      .text(
        band.label, x: (band.from + band.to) / 2, y: bottom, look: look,
        anchor: .middle)
    }
  }

  private func zones(top: Double, bottom: Double) -> [SVGElement] {
    let scale = layout.axis.scale
    let zones = bandSpans.reversed().enumerated().compactMap {
      index, band -> SVGElement? in
      guard index.isMultiple(of: 2) else { return nil }
      return SVGElement(
        "rect",
        [
          "x": band.from, "y": top, "width": band.to - band.from,
          "height": bottom - top, "fill": theme.zone, "aria-hidden": "true",
        ])
    }
    let inner = chart.bands.map(\.threshold).filter {
      $0 > scale.domain.lowerBound && $0 < scale.domain.upperBound
    }
    let lineTop = bandNames(bottom: top).isEmpty ? top : top - 18
    return zones
      + inner.map { threshold in
        SVGElement(
          "line",
          [
            "x1": scale(threshold), "y1": lineTop, "x2": scale(threshold),
            "y2": bottom, "stroke": theme.others, "stroke-dasharray": "2 3",
            "aria-hidden": "true",
          ])
      }
  }

  private func rankGrid(top: Double, bottom: Double) -> [SVGElement] {
    guard let ranks = layout.ranks else { return [] }
    let look = TextLook(size: theme.smallSize - 1, colour: theme.mutedInk)
    return ranks.ticks.flatMap { rank in
      let x = ranks.scale(rank)
      return [
        SVGElement(
          "line",
          [
            "x1": x, "y1": top, "x2": x, "y2": bottom, "stroke": theme.grid,
            "aria-hidden": "true",
          ]),
        .text(
          NumberStyle.integer.text(rank), x: x, y: bottom + 15, look: look,
          anchor: .middle),
      ]
    }
  }

  // MARK: - Rows

  private func colour(_ row: LeagueChart.Row) -> String {
    let anyHighlight = chart.rows.contains(where: \.isHighlighted)
    return row.isHighlighted || !anyHighlight ? theme.highlight : theme.others
  }

  private func row(_ index: Int, top: Double, height: Double) -> SVGElement {
    let row = layout.rows[index]
    let y = top + height / 2
    let look = TextLook(
      size: theme.smallSize, colour: theme.ink, isBold: row.isHighlighted)
    var group = SVGElement("g")
    group.append(SVGElement("title", text: tooltip(row)))
    if row.isHighlighted {
      group.append(
        SVGElement(
          "rect",
          [
            "x": -6, "y": top + 1, "width": layout.width + 12,
            "height": height - 2, "rx": 3,
            "fill": theme.softened(theme.highlight, 0.9),
          ]))
    }
    group.append(
      layout.labels.element(index, x: layout.labels.width, middle: y))
    group.append(scoreMarks(row, middle: y))
    if row.score.finite != nil {
      group.append(layout.values.cells(index, middle: y))
    } else {
      group.append(
        .text(
          chart.words.missing, x: layout.axis.scale.range.lowerBound,
          middle: y,
          look: TextLook(size: theme.smallSize, colour: theme.mutedInk)))
    }
    if let ranks = layout.ranks, let text = layout.rankText {
      group.append(rankMarks(row, ranks, middle: y))
      group.append(text.cells(index, middle: y))
    }
    if let bands = layout.bands {
      group.append(bands.cell(row.band ?? "", middle: y, look: look))
    }
    if let bases = layout.bases {
      group.append(
        bases.cell(
          chart.baseText(row.base, .none), middle: y,
          look: TextLook(size: theme.smallSize, colour: theme.mutedInk)))
    }
    return group
  }

  private func scoreMarks(
    _ row: LeagueChart.Row, middle y: Double
  ) -> [SVGElement] {
    guard let score = row.score.finite else { return [] }
    let scale = layout.axis.scale
    let colour = colour(row)
    var marks: [SVGElement] = []
    if let interval = chart.interval(row) {
      marks.append(
        SVGElement(
          "line",
          [
            "x1": scale(interval.lowerBound), "y1": y,
            "x2": scale(interval.upperBound), "y2": y,
            "stroke": theme.softened(colour, row.isHighlighted ? 0.2 : 0.35),
            "stroke-width": 2.5, "stroke-linecap": "round",
          ]))
      if hasCaps {
        marks += SVGElement.caps(
          (scale(interval.lowerBound), scale(interval.upperBound)),
          radius: 4.5, y: y,
          stroke: theme.softened(colour, row.isHighlighted ? 0.2 : 0.35))
      }
    }
    if let comparison = row.comparison, comparison.lowerBound.isFinite,
      comparison.upperBound.isFinite
    {
      marks.append(
        .line(
          scale(comparison.lowerBound), y, scale(comparison.upperBound), y,
          stroke: theme.softened(colour, row.isHighlighted ? 0.1 : 0.2),
          width: 6, cap: "round"))
    }
    marks.append(
      SVGElement(
        "circle",
        [
          "cx": scale(score), "cy": y, "r": 4.5, "fill": colour,
          "stroke": theme.background,
        ]))
    return marks
  }

  private func rankMarks(
    _ row: LeagueChart.Row, _ panel: RankPanel, middle y: Double
  ) -> [SVGElement] {
    let colour = colour(row)
    var marks: [SVGElement] = []
    if let interval = chart.rankInterval(row) {
      let left = panel.scale(interval.lowerBound) - 4
      let right = panel.scale(interval.upperBound) + 4
      marks.append(
        SVGElement(
          "rect",
          [
            "x": left, "y": y - 4, "width": right - left, "height": 8,
            "rx": 4,
            "fill": theme.softened(colour, row.isHighlighted ? 0.45 : 0.5),
          ]))
    }
    if let rank = row.rank.finite {
      marks.append(
        SVGElement(
          "circle",
          ["cx": panel.scale(rank), "cy": y, "r": 3.5, "fill": colour]))
    }
    return marks
  }

  private func tooltip(_ row: LeagueChart.Row) -> String {
    let interval = chart.interval(row)
    let score =
      row.score.finite.map {
        chart.axis.style.text(
          $0, lower: interval?.lowerBound, upper: interval?.upperBound,
          separator: chart.words.boundSeparator)
      } ?? chart.words.missing
    let rank =
      chart.supportsRanking && row.rank.finite != nil
      ? ", \(chart.headings.rank) \(chart.rankText(row))" : ""
    let band = row.band.map { ", \(chart.headings.band) \($0)" } ?? ""
    return "\(row.label): \(score)\(rank)\(band)"
  }
}
