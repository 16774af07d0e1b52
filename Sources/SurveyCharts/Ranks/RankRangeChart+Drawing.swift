import SVG

extension RankRangeChart {
  /// The drawing between the subtitle and the notes.
  public func body(theme: Theme, width: Double) -> ChartBody {
    guard !rows.isEmpty else { return .empty(words, theme, width) }
    return RankRangeDrawing(chart: self, theme: theme, width: width).body
  }
}

/// Draws rank ranges. Above forty rows they get thinner, with names on one
/// line; no text is smaller than 11 pixels.
private struct RankRangeDrawing {
  let chart: RankRangeChart
  let theme: Theme
  let rows: [RankRangeChart.Row]
  let labels: RowLabels
  let isDense: Bool
  let rowTheme: Theme
  var ranks: TextColumn
  var ranges: TextColumn
  let axis: LinearScale
  let ticks: [Double]
  let width: Double

  init(chart: RankRangeChart, theme: Theme, width: Double) {
    self.chart = chart
    self.theme = theme
    rows = chart.orderedRows
    isDense = rows.count > 40
    var rowTheme = theme
    if isDense {
      rowTheme.labelSize = 11
      rowTheme.smallSize = 11
    }
    self.rowTheme = rowTheme
    labels = RowLabels(
      rows.map { .init(text: $0.label, isBold: $0.isHighlighted) },
      theme: rowTheme, maximum: width * 0.34, lines: isDense ? 1 : 3)
    ranks = TextColumn(
      head: chart.rankLabel,
      texts: rows.map {
        $0.rank.finite.map(RankRangeChart.text) ?? chart.words.missing
      }, theme: rowTheme)
    ranges = TextColumn(
      head: chart.rangeLabel, texts: rows.map(chart.rangeText),
      theme: rowTheme, headWidth: 84)
    let left = labels.width + 18
    let ranksWidth = chart.showsRanks ? ranks.width + 16 : 0
    let reserve = ranksWidth + ranges.width + 18
    let right = max(left + 90, width - reserve)
    let ends = rows.flatMap { row in
      [
        row.rank.finite, chart.range(row)?.lowerBound,
        chart.range(row)?.upperBound,
      ]
    }.compactMap { $0 }
    let low = min(1, ends.min() ?? 1)
    let high = max(Double(rows.count), ends.max() ?? 1, 2)
    axis = LinearScale(domain: low...high, range: left...right)
    ticks = Self.ticks(
      domain: low...high, room: right - left, size: theme.smallSize)
    ranks.x = right + 18
    ranges.x = ranks.x + ranksWidth
    self.width = max(width, ranges.x + ranges.width)
  }

  /// 1 and round ranks.
  private static func ticks(
    domain: ClosedRange<Double>, room: Double, size: Double
  ) -> [Double] {
    let found = Ticks(
      domain: domain, style: .integer, width: room, size: size, count: 7)
    let whole = found.values.filter { $0 == $0.rounded() }
    guard domain.lowerBound == 1, whole.first != 1 else { return whole }
    let step = whole.count > 1 ? whole[1] - whole[0] : 2
    // A tick too near to 1 would stand on it.
    return [1] + whole.filter { $0 - 1 > step * 0.55 }
  }

  private func height(_ index: Int) -> Double {
    isDense ? 15 : labels.height(index, atLeast: 26)
  }

  var body: ChartBody {
    let headBottom =
      max(
        chart.showsRanks ? ranks.headHeight : 0, ranges.headHeight,
        theme.smallSize * 1.25)
    var elements: [SVGElement] = [
      theme.axisTitle(
        chart.rankLabel, x: axis.range.lowerBound - 4, bottom: headBottom,
        room: axis.range.upperBound - axis.range.lowerBound + 4),
      ranges.headElement(bottom: headBottom, colour: theme.mutedInk),
    ]
    if chart.showsRanks {
      elements.insert(
        ranks.headElement(bottom: headBottom, colour: theme.mutedInk), at: 1)
    }
    let tickLook = TextLook(size: theme.smallSize - 1, colour: theme.mutedInk)
    let top = headBottom + 26
    var marks: [SVGElement] = []
    var y = top
    for index in rows.indices {
      let height = height(index)
      marks.append(mark(index, middle: y + height / 2, height: height))
      y += height
    }
    var grid = SVGElement("g", ["aria-hidden": "true"])
    for tick in ticks {
      let x = axis(tick)
      grid.append(.line(x, top, x, y, stroke: theme.grid))
      let text = RankRangeChart.text(tick)
      grid.append(
        .text(text, x: x, y: top - 6, look: tickLook, anchor: .middle))
      if y - top > 500 {
        grid.append(
          .text(text, x: x, y: y + 14, look: tickLook, anchor: .middle))
      }
    }
    elements.append(grid)
    elements += marks
    return ChartBody(
      elements: elements, height: y + (y - top > 500 ? 18 : 4), width: width)
  }

  private func mark(
    _ index: Int, middle y: Double, height: Double
  ) -> SVGElement {
    let row = rows[index]
    let anyHighlight = rows.contains(where: \.isHighlighted)
    let colour =
      anyHighlight && !row.isHighlighted ? theme.others : theme.highlight
    let look = TextLook(
      size: rowTheme.smallSize, colour: theme.ink, isBold: true)
    let muted = TextLook(size: rowTheme.smallSize, colour: theme.mutedInk)
    let rank = row.rank.finite
    let rankText = rank.map(RankRangeChart.text) ?? chart.words.missing
    let rangeText = chart.rangeText(row)
    var parts = [
      labels.element(index, x: labels.width, middle: y),
      SVGElement.line(
        axis.range.lowerBound, y, axis.range.upperBound, y,
        stroke: theme.zone),
    ]
    if let range = chart.range(row) {
      let thick = isDense ? 5.0 : 8.0
      let (from, to) = (axis(range.lowerBound), axis(range.upperBound))
      parts.append(
        .rect(
          x: from - thick / 2, y: y - thick / 2, width: to - from + thick,
          height: thick, fill: theme.softened(colour, 0.6), radius: thick / 2))
    }
    if let rank {
      parts.append(
        SVGElement(
          "circle",
          [
            "cx": axis(rank), "cy": y, "r": isDense ? 3.5 : 5,
            "fill": colour, "stroke": theme.background,
          ]))
    }
    if chart.showsRanks {
      parts.append(
        ranks.cell(rankText, middle: y, look: rank == nil ? muted : look))
    }
    parts.append(ranges.cell(rangeText, middle: y, look: muted))
    if !chart.showsRanks {
      return .marked("\(row.label): \(rangeText)", parts)
    }
    let range = rangeText.isEmpty ? "" : " (\(rangeText))"
    return .marked("\(row.label): \(rankText)\(range)", parts)
  }
}
