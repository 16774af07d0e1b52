import SVG

extension BarChart {
  /// The drawing between the subtitle and the notes.
  public func body(theme: Theme, width: Double) -> ChartBody {
    guard !rows.isEmpty, !series.isEmpty else {
      return .empty(words, theme, width)
    }
    return BarDrawing(chart: self, theme: theme, width: width).body
  }
}

/// Draws horizontal bars with printed values.
private struct BarDrawing {
  let chart: BarChart
  let theme: Theme
  let width: Double
  let sections: [SectionedRows<BarChart.Row>.Section]
  let rows: [BarChart.Row]
  let labels: RowLabels
  let colours: [Colour]
  let bases: TextColumn?
  let axis: AxisDrawing
  let thickness: Double

  private let gap = 3.0

  init(chart: BarChart, theme: Theme, width: Double) {
    self.chart = chart
    self.theme = theme
    self.width = width
    let sections = chart.sections
    let rows = sections.flatMap(\.rows)
    self.sections = sections
    self.rows = rows
    labels = RowLabels(
      rows.map { .init(text: $0.label, isBold: $0.isHighlighted) },
      theme: theme, maximum: width * 0.32)
    colours = Self.colours(chart, theme)
    let isGrouped = chart.arrangement == .grouped
    thickness =
      isGrouped && chart.series.count > 1
      ? (chart.series.count > 4 ? 13 : 15) : 18
    bases =
      rows.contains { $0.base != nil }
      ? TextColumn(
        head: chart.baseLabel,
        texts: rows.map { chart.baseText($0.base, .none) }, theme: theme)
      : nil
    var shown: [Double?] = [0]
    var before = 0.0
    var after = 0.0
    let size = theme.smallSize
    for row in rows {
      if isGrouped {
        for index in chart.series.indices {
          let cell = chart.cell(row, index)
          let interval = chart.interval(cell)
          shown += [
            cell.value.finite, interval?.lowerBound, interval?.upperBound,
          ]
          let room = TextMeasure.width(
            chart.axis.text(cell.value, missing: chart.words.missing),
            size: size)
          if (cell.value.finite ?? 0) < 0 {
            before = max(before, room)
          } else {
            after = max(after, room)
          }
        }
      } else {
        let ends = chart.ends(row)
        shown += [ends?.lowerBound, ends?.upperBound]
        if chart.showsSums {
          after = max(
            after,
            TextMeasure.width(
              chart.axis.text(chart.sum(row), missing: chart.words.missing),
              size: size))
        }
        if ends == nil {
          after = max(after, TextMeasure.width(chart.words.missing, size: size))
        }
      }
    }
    let baseRoom = bases.map { $0.width + 18 } ?? 0
    let left = labels.width + 14 + (before > 0 ? before + 8 : 2)
    let right = width - baseRoom - (after > 0 ? after + 12 : 10)
    var scale = chart.axis
    // Parts can add up to more than one of them could be.
    if !isGrouped, let ends = scale.scale,
      shown.contains(where: { !ends.contains($0 ?? ends.lowerBound) })
    {
      scale.scale = nil
    }
    axis = AxisDrawing(
      domain: scale.domain(of: shown),
      range: left...max(left + 80, right), style: chart.axis.style,
      theme: theme)
  }

  /// Stacked parts of a whole run along the sequential scale when there are
  /// more of them than series colours.
  private static func colours(_ chart: BarChart, _ theme: Theme) -> [Colour] {
    let count = chart.series.count
    guard count > 1 else { return [Colour(theme.highlight)] }
    guard count > theme.series.count else {
      return theme.series.prefix(count).map { theme.readable(Colour($0)) }
    }
    return (0..<count).map {
      theme.readable(
        .along(
          theme.sequential, at: 1 - 0.9 * Double($0) / Double(count - 1)))
    }
  }

  private func height(_ index: Int) -> Double {
    guard chart.arrangement == .grouped, chart.series.count > 1 else {
      return labels.height(index, atLeast: 28)
    }
    let bars = Double(chart.series.count) * (thickness + gap) - gap
    return labels.height(index, atLeast: bars + 14)
  }

  var body: ChartBody {
    var elements: [SVGElement] = []
    let plot = axis.scale.range
    let needed = max(width, plot.upperBound + 12 + (bases?.width ?? 0))
    var top = 0.0
    if chart.series.count > 1 {
      let key = LikertKey(
        labels: chart.series, colours: colours, x: 0, width: width,
        theme: theme)
      elements += key.elements
      top = key.height + 6
    }
    let look = TextLook(size: theme.smallSize, colour: theme.mutedInk)
    let headHeight = max(
      chart.axis.title.isEmpty ? 0 : theme.smallSize * 1.25,
      bases?.headHeight ?? 0)
    elements.append(
      theme.axisTitle(
        chart.axis.title, x: plot.lowerBound, bottom: top + headHeight,
        room: max(100, plot.upperBound - plot.lowerBound)))
    var bases = self.bases
    if let column = bases {
      bases?.x = needed - column.width
      elements.append(
        (bases ?? column).headElement(
          bottom: top + headHeight, colour: theme.mutedInk))
    }
    top += headHeight + 8
    var stack = RowStack(
      theme: theme, width: needed, plotLeft: plot.lowerBound, top: top)
    stack.add(sections, height: height) { row, index, _, middle in
      let base = bases?.cell(
        chart.baseText(row.base, .none), middle: middle, look: look)
      return [mark(row, index, middle: middle)] + [base].compactMap { $0 }
    }
    let y = stack.y
    elements.append(axis.grid(top: top, bottom: y + 4))
    elements += stack.marks
    let zero = axis.scale(0)
    elements.append(.line(zero, top, zero, y + 4, stroke: theme.axis))
    elements += stack.reaching
    elements.append(axis.labels(y: y + 20))
    return ChartBody(
      elements: elements, height: y + 24, width: needed,
      notes: isWhole ? [chart.words.rounding] : [])
  }

  /// Whether the parts are percentages of a whole.
  private var isWhole: Bool {
    guard chart.arrangement == .stacked, chart.series.count > 1,
      !chart.showsSums, case .percent = chart.axis.style
    else { return false }
    return true
  }

  private func mark(
    _ row: BarChart.Row, _ index: Int, middle y: Double
  ) -> SVGElement {
    var parts = [labels.element(index, x: labels.width, middle: y)]
    switch chart.arrangement {
    case .grouped:
      let all = Double(chart.series.count) * (thickness + gap) - gap
      for series in chart.series.indices {
        let middle =
          y - all / 2 + Double(series) * (thickness + gap) + thickness / 2
        parts += bar(row, series, middle: middle)
      }
    case .stacked: parts += stack(row, middle: y)
    }
    let texts = chart.series.indices.map { series in
      let value = chart.axis.text(
        chart.cell(row, series).value, missing: chart.words.missing)
      return chart.series.count > 1 ? "\(chart.series[series]) \(value)" : value
    }
    return .marked("\(row.label): \(texts.joined(separator: ", "))", parts)
  }

  private func bar(
    _ row: BarChart.Row, _ series: Int, middle y: Double
  ) -> [SVGElement] {
    let cell = chart.cell(row, series)
    let zero = axis.scale(0)
    guard let value = cell.value.finite else {
      return [
        .text(
          chart.words.missing, x: zero + 6, middle: y,
          look: TextLook(size: theme.smallSize, colour: theme.mutedInk)
        ).haloed(theme.background)
      ]
    }
    let anyHighlight = rows.contains(where: \.isHighlighted)
    let colour =
      anyHighlight && !row.isHighlighted && chart.series.count == 1
      ? theme.others : colours[series].hex
    let end = axis.scale(value)
    var parts: [SVGElement] = [
      .rect(
        x: min(zero, end), y: y - thickness / 2,
        width: max(0.5, abs(end - zero)), height: thickness, fill: colour)
    ]
    var edge = end
    if let interval = chart.interval(cell) {
      let (low, high) = (
        axis.scale(interval.lowerBound), axis.scale(interval.upperBound)
      )
      edge = value < 0 ? min(end, low) : max(end, high)
      parts += [
        .line(low, y, high, y, stroke: theme.background, width: 3.5),
        .line(low, y, high, y, stroke: theme.axis, width: 1.5),
      ]
    }
    parts.append(
      SVGElement.text(
        chart.axis.style.text(value), x: edge + (value < 0 ? -6 : 6),
        middle: y, look: TextLook(size: theme.smallSize, colour: theme.ink),
        anchor: value < 0 ? .end : .start
      ).haloed(theme.background))
    return parts
  }

  private func stack(_ row: BarChart.Row, middle y: Double) -> [SVGElement] {
    guard let ends = chart.ends(row) else {
      return [
        .text(
          chart.words.missing, x: axis.scale(0) + 6, middle: y,
          look: TextLook(size: theme.smallSize, colour: theme.mutedInk)
        ).haloed(theme.background)
      ]
    }
    var (negative, positive) = (0.0, 0.0)
    var parts: [SVGElement] = []
    for series in chart.series.indices {
      guard let value = chart.cell(row, series).value.finite, value != 0
      else { continue }
      let from = value < 0 ? negative : positive
      if value < 0 { negative += value } else { positive += value }
      let (start, end) = (axis.scale(from), axis.scale(from + value))
      let (left, room) = (min(start, end), abs(end - start))
      parts.append(
        .rect(
          x: left, y: y - thickness / 2 - 1, width: max(0.5, room),
          height: thickness + 2, fill: colours[series].hex,
          stroke: theme.background))
      let text = chart.axis.style.text(value)
      let look = TextLook(
        size: theme.smallSize, colour: theme.inkOn(colours[series]))
      if TextMeasure.width(text, size: look.size) + 6 <= room {
        parts.append(
          .text(
            text, x: left + room / 2, middle: y, look: look, anchor: .middle)
        )
      }
    }
    if chart.showsSums {
      let sum = chart.sum(row)
      parts.append(
        SVGElement.text(
          sum.map(chart.axis.style.text) ?? chart.words.missing,
          x: axis.scale(ends.upperBound) + 6, middle: y,
          look: TextLook(
            size: theme.smallSize,
            colour: sum == nil ? theme.mutedInk : theme.ink, isBold: sum != nil)
        ).haloed(theme.background))
    }
    return parts
  }
}
