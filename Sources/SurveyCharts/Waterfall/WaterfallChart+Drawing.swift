import SVG

extension WaterfallChart {
  /// The drawing between the subtitle and the notes.
  public func body(theme: Theme, width: Double) -> ChartBody {
    guard !rows.isEmpty else { return .empty(words, theme, width) }
    return WaterfallDrawing(chart: self, theme: theme, width: width).body
  }
}

/// Draws levels as bars from zero and changes as floating bars; thin lines
/// carry the level from a step to the next. Where the axis does not begin at
/// zero a level is an upright stroke, because the length of a bar would lie.
private struct WaterfallDrawing {
  let chart: WaterfallChart
  let theme: Theme
  let labels: RowLabels
  let levels: [(from: Double, to: Double)]
  let axis: AxisDrawing
  let needed: Double
  let isPartial: Bool

  private let thickness = 18.0

  init(chart: WaterfallChart, theme: Theme, width: Double) {
    self.chart = chart
    self.theme = theme
    levels = chart.levels
    let found = levels
    labels = RowLabels(
      chart.rows.map { .init(text: $0.label, isBold: $0.kind == .level) },
      theme: theme, maximum: width * 0.36)
    let room = TextMeasure.widest(
      chart.rows.map(chart.text), size: theme.smallSize)
    let left = labels.width + 16
    let right = max(left + 90, width - room - 12)
    // Small changes of a high level would not be seen on an axis from zero.
    let steps = zip(chart.rows, found).compactMap { row, level in
      row.value.finite == nil ? nil : level.to
    }
    let (low, high) = (steps.min() ?? 0, steps.max() ?? 0)
    let isPartial = low > 0 && high - low < 0.35 * high
    self.isPartial = isPartial
    var axis = chart.axis
    var shown: [Double?] = steps
    if isPartial {
      axis.minimum = nil
      shown.append(max(0, low - (high - low) * 0.6))
    } else {
      shown.append(0)
    }
    let domain = axis.domain(of: shown)
    self.axis = AxisDrawing(
      domain: domain, range: left...right, style: chart.axis.style,
      theme: theme)
    needed = max(width, right + 12 + room)
  }

  private func shade(_ row: WaterfallChart.Row) -> String {
    switch row.kind {
    case .level: theme.axis
    case .change:
      (row.value.finite ?? 0) < 0 ? theme.mark : theme.highlight
    }
  }

  var body: ChartBody {
    let look = TextLook(size: theme.smallSize, colour: theme.mutedInk)
    let range = axis.scale.range
    let title = LineBreaker(
      width: max(100, needed - range.lowerBound), size: look.size, maximum: 1
    ).lines(chart.axis.title)
    let top = theme.smallSize * 1.25 + 8
    var y = top
    var marks: [SVGElement] = []
    var last: (x: Double, bottom: Double)?
    for (index, row) in chart.rows.enumerated() {
      let height = labels.height(index, atLeast: 30)
      let middle = y + height / 2
      if row.value.finite != nil {
        if let last {
          marks.append(
            .line(
              last.x, last.bottom, last.x, middle - thickness / 2,
              stroke: theme.mutedInk, width: 1, dash: "2 2"))
        }
        last = (axis.scale(levels[index].to), middle + thickness / 2)
      }
      marks.append(mark(row, index, middle: middle))
      y += height
    }
    let elements =
      [
        SVGElement.text(
          title, whole: chart.axis.title, x: range.lowerBound,
          y: theme.smallSize, lineHeight: 15, look: look),
        axis.grid(top: top, bottom: y + 4),
      ] + marks + [axis.labels(y: y + 20)]
    return ChartBody(
      elements: elements, height: y + 24, width: needed,
      notes: isPartial ? [chart.words.partialAxis] : [])
  }

  private func mark(
    _ row: WaterfallChart.Row, _ index: Int, middle y: Double
  ) -> SVGElement {
    var parts = [labels.element(index, x: labels.width, middle: y)]
    let text = chart.text(row)
    guard row.value.finite != nil else {
      parts.append(
        SVGElement.text(
          text, x: axis.scale(levels[index].to) + 6, middle: y,
          look: TextLook(size: theme.smallSize, colour: theme.mutedInk)
        ).haloed(theme.background))
      return .marked("\(row.label): \(text)", parts)
    }
    let to = axis.scale(levels[index].to)
    let isStroke = isPartial && row.kind == .level
    let from = isStroke ? to : axis.scale(levels[index].from)
    parts.append(
      .rect(
        x: min(from, to) - (isStroke ? 2 : 0), y: y - thickness / 2,
        width: max(isStroke ? 4 : 1, abs(to - from)), height: thickness,
        fill: shade(row)))
    parts.append(
      SVGElement.text(
        text, x: max(from, to) + 6, middle: y,
        look: TextLook(
          size: theme.smallSize, colour: theme.ink,
          isBold: row.kind == .level)
      ).haloed(theme.background))
    return .marked("\(row.label): \(text)", parts)
  }
}
