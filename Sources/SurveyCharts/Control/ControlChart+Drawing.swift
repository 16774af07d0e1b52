import SVG

extension ControlChart {
  /// The drawing between the subtitle and the notes.
  public func body(theme: Theme, width: Double) -> ChartBody {
    guard points.contains(where: { $0.value.finite != nil }), centre.isFinite
    else { return .empty(words, theme, width) }
    return ControlDrawing(chart: self, theme: theme, width: width).body
  }
}

/// Draws a control chart on the panel of a trend.
private struct ControlDrawing {
  let chart: ControlChart
  let theme: Theme
  let width: Double
  let panel: TrendPanel
  let series: TrendChart.Series
  let ends: [(text: String, value: Double, isCentre: Bool)]
  let endWidth: Double

  init(chart: ControlChart, theme: Theme, width: Double) {
    self.chart = chart
    self.theme = theme
    self.width = width
    series = TrendChart.Series(
      label: "", points: chart.points.map { TrendChart.Point($0.value) })
    let trend = TrendChart(
      frame: chart.frame, words: chart.words,
      times: chart.points.map(\.label), series: [series], axis: chart.axis)
    let style = chart.axis.style
    func end(_ name: String, _ value: Double) -> String {
      named(
        name, value: style.text(value), width: max(110, width * 0.3),
        size: theme.smallSize)
    }
    var ends = [
      (
        text: end(chart.headings.centre, chart.centre), value: chart.centre,
        isCentre: true
      )
    ]
    if let last = chart.points.last(where: { $0.upper.finite != nil }) {
      if let upper = last.upper.finite {
        ends.append((end(chart.headings.upper, upper), upper, false))
      }
      if let lower = last.lower.finite {
        ends.append((end(chart.headings.lower, lower), lower, false))
      }
    }
    self.ends = ends
    endWidth = TextMeasure.widest(ends.map(\.text), size: theme.smallSize)
    let domain = chart.axis.domain(
      of: chart.points.flatMap {
        [$0.value.finite, $0.lower.finite, $0.upper.finite]
      } + [chart.centre])
    let left =
      UprightAxis.width(
        domain: domain, style: style, size: theme.smallSize) + 8
    panel = TrendPanel(
      chart: trend, theme: theme,
      y: UprightAxis(
        domain: domain, top: 26, bottom: width < 500 ? 236 : 286,
        style: style, size: theme.smallSize),
      left: left, right: max(left + 110, width - endWidth - 12))
  }

  var body: ChartBody {
    let y = panel.y
    let look = TextLook(size: theme.smallSize, colour: theme.mutedInk)
    let title = LineBreaker(width: width, size: look.size, maximum: 1)
      .lines(chart.axis.title)
    var elements: [SVGElement] = [
      .text(
        title, whole: chart.axis.title, x: 0, y: theme.smallSize,
        lineHeight: 15, look: look),
      panel.backdrop(showsValues: true, showsTimes: true),
      .line(
        panel.left, y(chart.centre), panel.right, y(chart.centre),
        stroke: theme.axis, width: 1.5),
    ]
    elements += steps(\.lower) + steps(\.upper)
    var series = SeriesLook(0, theme: theme)
    series.colour = theme.highlight
    elements.append(panel.line(self.series, look: series, shift: 0))
    elements += outside
    let heights = ends.map { y($0.value) }.spread(
      gap: theme.smallSize * 1.25, within: y.top...y.bottom)
    elements += zip(ends, heights).map { end, height in
      .text(
        end.text, x: panel.right + 8, middle: height,
        look: TextLook(
          size: theme.smallSize,
          colour: end.isCentre ? theme.ink : theme.mutedInk,
          isBold: end.isCentre))
    }
    return ChartBody(
      elements: elements, height: y.bottom + 24,
      width: max(width, panel.right + 12 + endWidth),
      notes: chart.axis.isPartial(y.scale.domain)
        ? [chart.words.partialUpright] : [])
  }

  /// A limit as steps: level around each point, with a jump half way to the
  /// next one.
  private func steps(
    _ limit: KeyPath<ControlChart.Point, Double?>
  ) -> [SVGElement] {
    let places = panel.places
    var lines: [SVGElement] = []
    var corners: [(x: Double, y: Double)] = []
    func close() {
      if let line = SVGElement.path(
        corners, stroke: theme.softened(theme.axis, 0.3), width: 1.2)
      {
        lines.append(line)
      }
      corners = []
    }
    for (place, point) in chart.points.enumerated() {
      guard let value = point[keyPath: limit].finite else {
        close()
        continue
      }
      let from =
        place == 0 ? panel.left : (places[place - 1] + places[place]) / 2
      let to =
        place == places.count - 1
        ? panel.right : (places[place] + places[place + 1]) / 2
      corners.append((from, panel.y(value)))
      corners.append((to, panel.y(value)))
    }
    close()
    return [SVGElement("g", ["aria-hidden": "true"], lines)]
  }

  private var outside: [SVGElement] {
    zip(chart.points, panel.places).compactMap { point, x in
      guard point.isOutside, let value = point.value.finite else { return nil }
      return .marked(
        "\(point.label): \(chart.axis.style.text(value)), "
          + chart.headings.outside,
        [
          SVGElement(
            "circle",
            [
              "cx": x, "cy": panel.y(value), "r": 5.5, "fill": theme.mark,
              "stroke": theme.background,
            ])
        ])
    }
  }
}
