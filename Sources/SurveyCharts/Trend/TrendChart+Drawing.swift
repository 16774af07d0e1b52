import SVG

extension TrendChart {
  /// The drawing between the subtitle and the notes.
  public func body(theme: Theme, width: Double) -> ChartBody {
    let drawn = series.filter { last($0) != nil }
    guard !drawn.isEmpty else { return .empty(words, theme, width) }
    return TrendDrawing(
      chart: self, series: drawn, theme: theme, width: width
    ).body
  }

  /// The part of the scale that is drawn.
  var domain: ClosedRange<Double> {
    axis.domain(
      of: series.flatMap { series in
        times.indices.flatMap { time -> [Double?] in
          let point = point(series, time)
          let interval = interval(point)
          return [
            point.value.finite, interval?.lowerBound, interval?.upperBound,
          ]
        }
      })
  }
}

/// Lays the panels of a trend out.
private struct TrendDrawing {
  let chart: TrendChart
  let series: [TrendChart.Series]
  let theme: Theme
  let width: Double

  private let line = 15.0

  var body: ChartBody {
    series.count <= 4 ? onePanel : smallMultiples
  }

  private var valueWidth: Double {
    UprightAxis.width(
      domain: chart.domain, style: chart.axis.style, size: theme.smallSize)
  }

  private var title: SVGElement {
    let look = TextLook(size: theme.smallSize, colour: theme.mutedInk)
    let lines = LineBreaker(width: width, size: look.size, maximum: 1)
      .lines(chart.axis.title)
    return .text(
      lines, whole: chart.axis.title, x: 0, y: theme.smallSize,
      lineHeight: line, look: look)
  }

  private var notes: [String] {
    chart.words.uprightNotes(chart.axis, chart.domain)
  }

  private var onePanel: ChartBody {
    let looks = series.indices.map { SeriesLook($0, theme: theme) }
    // Name and last value at the end of each line.
    let room = min(190, width * 0.32)
    let breaker = LineBreaker(width: room, size: theme.smallSize, maximum: 2)
    let names = series.map { series -> LineBreaker.Lines in
      let value = chart.last(series).map { chart.point(series, $0).value ?? 0 }
      let text = value.map { chart.axis.style.text($0) } ?? ""
      guard !series.label.isEmpty else { return breaker.lines(text) }
      let whole = breaker.lines("\(series.label) \(text)")
      guard whole.isShortened else { return whole }
      // A long name is cut, its value is not.
      let mark = TextMeasure.width(" \(text)", size: theme.smallSize)
      let first = LineBreaker(
        width: room, size: theme.smallSize, maximum: 3
      ).lines(series.label)
      let start = first.lines.first ?? ""
      let rest = String(
        series.label.drop(while: \.isWhitespace).dropFirst(start.count)
          .drop(while: \.isWhitespace))
      var lines = whole
      let short = shortened(rest, width: room - mark, size: theme.smallSize)
      lines.lines = [first.lines.first ?? "", "\(short) \(text)"]
      return lines
    }
    let nameWidth = TextMeasure.widest(
      names.flatMap(\.lines), size: theme.smallSize)
    let left = valueWidth + 8
    let right = max(left + 100, width - nameWidth - 20)
    let top = chart.interruptions.isEmpty ? 26.0 : 42
    let y = UprightAxis(
      domain: chart.domain, top: top, bottom: top + (width < 500 ? 210 : 260),
      style: chart.axis.style, size: theme.smallSize)
    let panel = TrendPanel(
      chart: chart, theme: theme, y: y, left: left, right: right)
    var elements = [
      title, panel.backdrop(showsValues: true, showsTimes: true),
    ]
    elements += panel.interruptions
    let isDodged = chart.times.count <= 8 && series.count > 1
    func shift(_ index: Int) -> Double {
      isDodged ? (Double(index) - Double(series.count - 1) / 2) * 4 : 0
    }
    for (index, series) in series.enumerated() {
      elements += panel.intervals(
        series, look: looks[index], shift: shift(index))
    }
    for (index, series) in series.enumerated() {
      elements.append(
        panel.line(series, look: looks[index], shift: shift(index)))
    }
    elements += endLabels(panel, looks, names)
    return ChartBody(
      elements: elements, height: y.bottom + 24,
      width: max(width, right + 20 + nameWidth), notes: notes)
  }

  private func endLabels(
    _ panel: TrendPanel, _ looks: [SeriesLook], _ names: [LineBreaker.Lines]
  ) -> [SVGElement] {
    let tallest = names.map(\.lines.count).max() ?? 1
    let ends = series.map { series in
      panel.y(
        chart.last(series).flatMap { chart.point(series, $0).value } ?? 0)
    }
    let middles = ends.spread(
      gap: Double(tallest) * line + 2,
      within: panel.y.top...panel.y.bottom)
    return series.indices.map { index in
      let count = Double(names[index].lines.count)
      let first =
        middles[index] + 0.35 * theme.smallSize - (count - 1) / 2 * line
      let mark = looks[index].marker(
        x: panel.right + 8, y: middles[index], radius: 3.5,
        background: theme.background)
      return SVGElement(
        "g", [:],
        (series.count > 1 ? [mark] : []) + [
          .text(
            names[index], whole: series[index].label, x: panel.right + 17,
            y: first, lineHeight: line,
            look: TextLook(
              size: theme.smallSize, colour: theme.ink, isBold: true))
        ])
    }
  }

  /// One panel for each series on the same scales; all the others stand in
  /// grey behind it. Axes are labelled at the outer sides only.
  private var smallMultiples: ChartBody {
    let columns = width < 420 ? 2 : width < 640 ? 3 : 4
    let left = valueWidth + 8
    let gap = 18.0
    let panelWidth =
      (width - left - gap * Double(columns - 1)) / Double(columns)
    let look = SeriesLook(0, theme: theme)
    var plain = look
    plain.colour = theme.highlight
    let titleLook = TextLook(
      size: theme.smallSize, colour: theme.ink, isBold: true)
    let titles = series.map {
      LineBreaker(width: panelWidth, size: titleLook.size, maximum: 2)
        .lines($0.label)
    }
    var elements = [title]
    var top = chart.axis.title.isEmpty ? 0 : 24.0
    var first = 0
    while first < series.count {
      let row = first..<min(first + columns, series.count)
      let most = row.map { titles[$0].lines.count }.max() ?? 1
      let titleHeight = Double(most) * line + 8
      let y = UprightAxis(
        domain: chart.domain, top: top + titleHeight,
        bottom: top + titleHeight + 96, style: chart.axis.style,
        size: theme.smallSize)
      for index in row {
        let x = left + Double(index - first) * (panelWidth + gap)
        let panel = TrendPanel(
          chart: chart, theme: theme, y: y, left: x, right: x + panelWidth,
          overhang: gap / 2 - 4)
        // A short title stands at its panel, not at the row above.
        let lower = Double(most - titles[index].lines.count) * line
        elements.append(
          .text(
            titles[index], whole: series[index].label, x: x,
            y: top + theme.smallSize + lower, lineHeight: line,
            look: titleLook))
        elements.append(
          panel.backdrop(
            showsValues: index == first,
            showsTimes: index + columns >= series.count))
        let others = series.indices.filter { $0 != index }
        elements.append(
          SVGElement(
            "g", ["aria-hidden": "true"],
            // Beyond thirty lines grey is all that would be seen.
            others.prefix(30).flatMap { panel.shadow(series[$0]) }))
        elements += panel.intervals(series[index], look: plain, shift: 0)
        elements.append(panel.line(series[index], look: plain, shift: 0))
      }
      top = y.bottom + 26
      first += columns
    }
    return ChartBody(
      elements: elements, height: top, width: width, notes: notes)
  }
}
