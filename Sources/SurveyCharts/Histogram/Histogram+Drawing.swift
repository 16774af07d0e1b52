import SVG

extension Histogram {
  /// The drawing between the subtitle and the notes.
  public func body(theme: Theme, width: Double) -> ChartBody {
    guard !bins.isEmpty else { return .empty(words, theme, width) }
    return HistogramDrawing(chart: self, theme: theme, width: width).body
  }
}

/// Draws bars on an axis of values, counts at their left.
private struct HistogramDrawing {
  let chart: Histogram
  let theme: Theme
  let width: Double
  let values: AxisDrawing
  let counts: LinearScale
  let ticks: Ticks
  let left: Double

  private let top = 44.0
  private let height = 170.0

  init(chart: Histogram, theme: Theme, width: Double) {
    self.chart = chart
    self.theme = theme
    self.width = width
    let most = Double(max(1, chart.bins.map(\.count).max() ?? 1))
    ticks = Ticks(
      domain: 0...most, style: .integer, width: 400, size: theme.smallSize,
      count: 6)
    left =
      TextMeasure.widest(ticks.texts, size: theme.smallSize - 1) + 10
    counts = LinearScale(domain: 0...most, range: 0...height)
    var low = chart.bins.map(\.lower).min() ?? 0
    var high = chart.bins.map(\.upper).max() ?? 1
    if low == high {
      // One value has a bar in the middle, not a line at an end.
      let room = low == 0 ? 1 : abs(low) * 0.05
      (low, high) = (low - room, high + room)
    }
    values = AxisDrawing(
      domain: low...max(high, low.nextUp),
      range: left...max(left + 60, width - 12),
      style: chart.style, theme: theme)
  }

  var body: ChartBody {
    var elements = [head, grid]
    elements += chart.bins.map(bar)
    elements.append(baseline)
    elements.append(values.labels(y: top + height + 18))
    let look = TextLook(size: theme.smallSize, colour: theme.mutedInk)
    let title = LineBreaker(
      width: width - left, size: theme.smallSize, maximum: 2
    ).lines(chart.axisTitle)
    elements.append(
      .text(
        title, whole: chart.axisTitle, x: values.scale.range.upperBound,
        y: top + height + 38, lineHeight: 16, look: look, anchor: .end))
    if let limit = chart.limit { elements.append(mark(limit)) }
    return ChartBody(
      elements: elements,
      height: top + height + 44 + Double(title.lines.count - 1) * 16,
      width: width)
  }

  /// The name of the counts above their axis.
  private var head: SVGElement {
    .text(
      chart.countLabel, x: 0, y: 12,
      look: TextLook(size: theme.smallSize, colour: theme.mutedInk))
  }

  private var grid: SVGElement {
    var group = SVGElement("g", ["aria-hidden": "true"])
    let look = TextLook(size: theme.smallSize - 1, colour: theme.mutedInk)
    for value in ticks.values where value == value.rounded() {
      let y = top + height - counts(value)
      group.append(
        SVGElement(
          "line",
          [
            "x1": left, "y1": y, "x2": values.scale.range.upperBound, "y2": y,
            "stroke": theme.grid,
          ]))
      group.append(
        .text(
          NumberStyle.integer.text(value), x: left - 8, middle: y, look: look,
          anchor: .end))
    }
    return group
  }

  private var baseline: SVGElement {
    SVGElement(
      "line",
      [
        "x1": left, "y1": top + height, "x2": values.scale.range.upperBound,
        "y2": top + height, "stroke": theme.axis, "aria-hidden": "true",
      ])
  }

  private func bar(_ bin: Histogram.Bin) -> SVGElement {
    var start = values.scale(bin.lower)
    var end = values.scale(bin.upper)
    if bin.lower == bin.upper {
      (start, end) = (start - 20, end + 20)
    }
    let gap = end - start > 4 ? 1.0 : 0
    let tall = bin.count == 0 ? 0 : max(1, counts(Double(bin.count)))
    var group = SVGElement("g")
    let text = NumberStyle.integer.text(Double(bin.count))
    group.append(
      SVGElement(
        "title", text: "\(bin.label): \(chart.countLabel) \(text)"))
    group.append(
      SVGElement(
        "rect",
        [
          "x": start + gap / 2, "y": top + height - tall,
          "width": max(0.5, end - start - gap), "height": tall,
          "fill": isMeant(bin) ? theme.mark : theme.highlight,
        ]))
    return group
  }

  /// Whether a bar lies beyond the limit.
  private func isMeant(_ bin: Histogram.Bin) -> Bool {
    guard let limit = chart.limit else { return false }
    return limit.isLower
      ? bin.lower >= limit.value - 1e-9 : bin.upper <= limit.value + 1e-9
  }

  /// The line at the limit; its label stands on the side with more room.
  private func mark(_ limit: Histogram.Limit) -> SVGElement {
    let range = values.scale.range
    let x = values.scale(limit.value)
    let isRight = x < (range.lowerBound + range.upperBound) / 2
    let room = (isRight ? range.upperBound - x : x - range.lowerBound) - 8
    let lines = LineBreaker(
      width: max(40, room), size: theme.smallSize, maximum: 1
    ).lines(limit.label)
    return SVGElement(
      "g", [:],
      [
        SVGElement(
          "line",
          [
            "x1": x, "y1": top - 18, "x2": x, "y2": top + height,
            "stroke": theme.mark, "stroke-width": 1.5,
            "stroke-dasharray": "4 3",
          ]),
        .text(
          lines, whole: limit.label, x: x + (isRight ? 6 : -6), y: top - 9,
          lineHeight: 16,
          look: TextLook(size: theme.smallSize, colour: theme.mark),
          anchor: isRight ? .start : .end),
      ])
  }
}
