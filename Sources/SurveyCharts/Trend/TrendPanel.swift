import SVG

/// One panel of a trend: axes, lines, intervals.
struct TrendPanel {
  let chart: TrendChart
  let theme: Theme
  let y: UprightAxis
  let left: Double
  let right: Double
  /// The places of the times, in pixels.
  let places: [Double]
  /// How far labels of times may stand out on either side.
  let overhang: Double

  init(
    chart: TrendChart, theme: Theme, y: UprightAxis, left: Double,
    right: Double, overhang: Double = 16
  ) {
    self.overhang = overhang
    self.chart = chart
    self.theme = theme
    self.y = y
    self.left = left
    self.right = right
    let inset = chart.times.count > 1 ? 10.0 : 0
    places = TimePlace.places(chart.times).map {
      left + inset + $0 * (right - left - 2 * inset)
    }
  }

  private var tickLook: TextLook {
    TextLook(size: theme.smallSize - 1, colour: theme.mutedInk)
  }

  /// Grid lines, and tick labels at the sides that are asked for.
  func backdrop(showsValues: Bool, showsTimes: Bool) -> SVGElement {
    var group = SVGElement("g", ["aria-hidden": "true"])
    for (value, text) in zip(y.ticks.values, y.ticks.texts) {
      group.append(.line(left, y(value), right, y(value), stroke: theme.grid))
      if showsValues {
        group.append(
          .text(
            text, x: left - 8, middle: y(value), look: tickLook, anchor: .end))
      }
    }
    group.append(.line(left, y.bottom, right, y.bottom, stroke: theme.axis))
    // Marks of every time, or of those with a name where all would be a bar.
    let isDense = Double(places.count) * 4 > right - left
    for place in isDense ? shownTimes.map({ places[$0] }) : places {
      group.append(
        .line(place, y.bottom, place, y.bottom + 4, stroke: theme.axis))
    }
    if showsTimes {
      for time in shownTimes {
        group.append(
          .text(
            name(time), whole: chart.times[time], x: centre(time),
            y: y.bottom + 18, lineHeight: 14, look: tickLook, anchor: .middle))
      }
    }
    return group
  }

  /// The labels of times that have room: the first, the last, and from the
  /// left as many as fit between them.
  private var shownTimes: [Int] {
    guard let final = chart.times.indices.last else { return [] }
    func ends(_ time: Int) -> (Double, Double) {
      let half = halfWidth(time)
      return (centre(time) - half, centre(time) + half)
    }
    let limit = ends(final).0 - 8
    var shown: [Int] = []
    var edge = -Double.infinity
    for time in chart.times.indices where time != final {
      let (from, to) = ends(time)
      guard from >= edge, to <= limit else { continue }
      shown.append(time)
      edge = to + 8
    }
    return shown + [final]
  }

  /// The name of a time; long ones are cut, so that the first and the last
  /// of them stand below the panel side by side.
  private func name(_ time: Int) -> LineBreaker.Lines {
    let room =
      chart.times.count > 1 ? (right - left) / 2 + overhang - 4 : right - left
    return LineBreaker(
      width: max(30, room), size: tickLook.size, maximum: 1
    ).lines(chart.times[time])
  }

  private func halfWidth(_ time: Int) -> Double {
    TextMeasure.widest(name(time).lines, size: tickLook.size) / 2
  }

  /// A label near an edge of the panel is moved in.
  private func centre(_ time: Int) -> Double {
    let half = halfWidth(time)
    let low = max(half, left - overhang + half)
    return min(max(places[time], low), max(low, right + overhang - half))
  }

  /// Upright lines where values before and after cannot be compared.
  var interruptions: [SVGElement] {
    chart.interruptions.flatMap { interruption -> [SVGElement] in
      let after = interruption.after
      guard after > 0, after < places.count else { return [] }
      let x = (places[after - 1] + places[after]) / 2
      let text = shortened(
        interruption.label, width: right - x + 60, size: tickLook.size)
      return [
        .line(x, y.top, x, y.bottom, stroke: theme.mutedInk, dash: "2 3"),
        .text(text, x: x, y: y.top - 5, look: tickLook, anchor: .middle),
      ]
    }
  }

  /// The line of a series in one colour, without intervals.
  func shadow(_ series: TrendChart.Series) -> [SVGElement] {
    chart.runs(series).compactMap { run in
      .path(
        run.map { (places[$0], y(chart.point(series, $0).value ?? 0)) },
        stroke: theme.softened(theme.others, 0.4), width: 1.2)
    }
  }

  /// Intervals below the line: bars for few times, a ribbon for many.
  func intervals(
    _ series: TrendChart.Series, look: SeriesLook, shift: Double
  ) -> [SVGElement] {
    guard TrendChart.hasRibbons(times: chart.times.count) else {
      return chart.times.indices.compactMap { time in
        chart.interval(chart.point(series, time)).map {
          .line(
            places[time] + shift, y($0.lowerBound), places[time] + shift,
            y($0.upperBound), stroke: theme.softened(look.colour, 0.35),
            width: 2.5, cap: "round")
        }
      }
    }
    return chart.runs(series).compactMap { run -> SVGElement? in
      let ends = run.compactMap { time in
        chart.interval(chart.point(series, time)).map { (places[time], $0) }
      }
      guard ends.count > 1 else { return nil }
      let upper = ends.map { (x: $0.0, y: y($0.1.upperBound)) }
      let lower = ends.reversed().map { (x: $0.0, y: y($0.1.lowerBound)) }
      return SVGElement(
        "path",
        [
          "d": SVGElement.outline(upper + lower) + " Z",
          "fill": look.colour, "fill-opacity": "0.18",
        ])
    }
  }

  /// The line and the marks of a series.
  func line(
    _ series: TrendChart.Series, look: SeriesLook, shift: Double
  ) -> SVGElement {
    var parts: [SVGElement] = chart.runs(series).compactMap { run in
      .path(
        run.map { (places[$0] + shift, y(chart.point(series, $0).value ?? 0)) },
        stroke: look.colour, width: 2, dash: look.dash)
    }
    let last = chart.last(series)
    for (time, label) in chart.times.enumerated() {
      let point = chart.point(series, time)
      guard let value = point.value.finite else { continue }
      let interval = chart.interval(point)
      let text = chart.axis.style.text(
        value, lower: interval?.lowerBound, upper: interval?.upperBound,
        separator: chart.words.boundSeparator)
      let isMarked =
        chart.times.count <= 24 || time == last
        || isAlone(
          time, series)
      guard isMarked else { continue }
      parts.append(
        .marked(
          "\(series.label), \(label): \(text)",
          [
            look.marker(
              x: places[time] + shift, y: y(value), radius: 3.5,
              background: theme.background)
          ]))
    }
    return SVGElement("g", [:], parts)
  }

  private func isAlone(_ time: Int, _ series: TrendChart.Series) -> Bool {
    chart.runs(series).contains([time])
  }
}
