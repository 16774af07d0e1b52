import SVG

extension DotPlot {
  /// The drawing between the subtitle and the notes.
  public func body(theme: Theme, width: Double) -> ChartBody {
    DotPlotDrawing(chart: self, theme: theme, width: width).body
  }
}

/// Draws a dot plot: names, dots with intervals, values, bases.
private struct DotPlotDrawing {
  let chart: DotPlot
  let theme: Theme
  let width: Double
  let sections: [SectionedRows<DotPlot.Row>.Section]
  let rows: [DotPlot.Row]
  let weak: [Weakness]
  let labels: RowLabels
  let values: ValueColumn
  let base: TextColumn
  let hasBases: Bool
  let axis: AxisDrawing
  let domain: ClosedRange<Double>
  /// Whether the dot of some row hides its interval.
  let hasCaps: Bool

  init(chart: DotPlot, theme: Theme, width: Double) {
    self.chart = chart
    self.theme = theme
    self.width = width
    sections = chart.sections
    let rows = sections.flatMap(\.rows)
    let weak = rows.map { chart.weakness($0, theme: theme) }
    self.rows = rows
    self.weak = weak
    labels = RowLabels(
      zip(rows, weak).map {
        .init(
          text: $0.label, isBold: $0.isHighlighted,
          isMuted: $1 >= .verySmall)
      }, theme: theme, maximum: width * 0.32)
    values = ValueColumn(
      zip(rows, weak).map { row, weakness in
        ValueColumn.Value(
          value: row.value.finite, interval: chart.interval(row, weakness))
      }, style: chart.axis.style, words: chart.words, theme: theme)
    hasBases = rows.contains { $0.base != nil }
    base = TextColumn(
      head: chart.baseLabel,
      texts: zip(rows, weak).map { chart.baseText($0.base, $1) },
      theme: theme)
    var shown: [Double?] = [chart.reference?.value]
    for (row, weakness) in zip(rows, weak) {
      let interval = chart.interval(row, weakness)
      shown += [row.value.finite, interval?.lowerBound, interval?.upperBound]
    }
    domain = chart.axis.domain(of: shown)
    let left = labels.width + 16
    let baseRoom = hasBases ? base.width + 18 : 0
    let right = width - values.width - 18 - baseRoom
    axis = AxisDrawing(
      domain: domain, range: left + 8...max(left + 60, right - 8),
      style: chart.axis.style, theme: theme)
    let scale = axis.scale
    hasCaps = zip(rows, weak).contains { row, weakness in
      guard let value = row.value.finite, weakness != .empty,
        let interval = chart.interval(row, weakness)
      else { return false }
      return SVGElement.hides(
        (scale(interval.lowerBound), scale(interval.upperBound)),
        around: scale(value), radius: 4.5)
    }
  }

  var body: ChartBody {
    guard !rows.isEmpty else { return .empty(chart.words, theme, width) }
    var elements: [SVGElement] = []
    let plot = axis.scale.range
    let baseRoom = hasBases ? base.width + 18 : 0
    let needed = max(
      width, plot.upperBound + 26 + self.values.width + baseRoom)
    var values = self.values
    var base = self.base
    values.x = plot.upperBound + 26
    base.x = needed - base.width
    let head = addHead(to: &elements, values: values, base: base)
    let top = head + 6
    var stack = RowStack(
      theme: theme, width: needed, plotLeft: plot.lowerBound - 8, top: top,
      headingHeight: 30)
    stack.add(sections, height: { labels.height($0, atLeast: 28) }) {
      row, index, _, middle in
      [mark(row, index, middle: middle, values: values, base: base)]
    }
    let bottom = stack.y + 4
    elements.append(axis.grid(top: top, bottom: bottom))
    elements += referenceElements(top: head, bottom: bottom)
    elements += stack.marks
    elements.append(axis.labels(y: bottom + 16))
    var notes = chart.words.notes(for: weak)
    if chart.axis.isPartial(domain) { notes.append(chart.words.partialAxis) }
    return ChartBody(
      elements: elements, height: bottom + 18, width: needed, notes: notes)
  }

  /// Draws the heads and returns where the plot may begin.
  private func addHead(
    to elements: inout [SVGElement], values: ValueColumn, base: TextColumn
  ) -> Double {
    let plot = axis.scale.range
    let title = LineBreaker(
      width: max(120, plot.upperBound - plot.lowerBound), size: theme.smallSize
    ).lines(chart.axis.title)
    let line = theme.smallSize * 1.25
    var bottom = max(
      Double(title.lines.count) * line,
      max(values.headHeight, base.headHeight))
    elements.append(
      .text(
        title, whole: chart.axis.title, x: plot.lowerBound - 8,
        y: bottom - Double(title.lines.count - 1) * line, lineHeight: line,
        look: TextLook(size: theme.smallSize, colour: theme.mutedInk)))
    elements += values.head(bottom: bottom)
    if hasBases {
      elements.append(base.headElement(bottom: bottom, colour: theme.mutedInk))
    }
    if chart.reference != nil { bottom += 20 }
    return bottom + 4
  }

  private func referenceElements(
    top: Double, bottom: Double
  ) -> [SVGElement] {
    guard let reference = chart.reference, reference.value.isFinite
    else { return [] }
    let x = axis.scale(reference.value)
    let text =
      "\(reference.label) \(chart.axis.style.text(reference.value))"
    let look = TextLook(size: theme.smallSize, colour: theme.ink, isBold: true)
    let half = TextMeasure.width(text, size: look.size) / 2
    let centre = min(max(x, half), width - half)
    return [
      SVGElement(
        "line",
        [
          "x1": x, "y1": top + 2, "x2": x, "y2": bottom,
          "stroke": theme.axis, "stroke-dasharray": "4 3",
        ]),
      .text(text, x: centre, y: top - 3, look: look, anchor: .middle),
    ]
  }

  private func mark(
    _ row: DotPlot.Row, _ index: Int, middle y: Double, values: ValueColumn,
    base: TextColumn
  ) -> SVGElement {
    let plot = axis.scale.range
    let isGrey = weak[index] >= .verySmall
    let anyHighlight = rows.contains(where: \.isHighlighted)
    let colour =
      isGrey || (anyHighlight && !row.isHighlighted)
      ? theme.others : theme.highlight
    var group = SVGElement("g")
    group.append(SVGElement("title", text: tooltip(row, weak[index])))
    group.append(labels.element(index, x: labels.width, middle: y))
    group.append(
      SVGElement(
        "line",
        [
          "x1": plot.lowerBound - 8, "y1": y, "x2": plot.upperBound + 8,
          "y2": y, "stroke": theme.zone,
        ]))
    if let value = row.value.finite, weak[index] != .empty {
      if let interval = chart.interval(row, weak[index]) {
        group.append(
          SVGElement(
            "line",
            [
              "x1": axis.scale(interval.lowerBound), "y1": y,
              "x2": axis.scale(interval.upperBound), "y2": y,
              "stroke": theme.softened(colour, 0.35), "stroke-width": 2.5,
              "stroke-linecap": "round",
            ]))
        if hasCaps {
          group.append(
            SVGElement.caps(
              (
                axis.scale(interval.lowerBound),
                axis.scale(interval.upperBound)
              ), radius: 4.5, y: y, stroke: theme.softened(colour, 0.35)))
        }
      }
      group.append(
        dot(x: axis.scale(value), y: y, colour, isHollow: weak[index] == .small)
      )
      group.append(
        values.cells(index, middle: y, isMuted: isGrey))
    } else {
      var text = SVGElement.text(
        weak[index] == .empty ? chart.words.noAnswers : chart.words.missing,
        x: plot.lowerBound + 8, middle: y,
        look: TextLook(size: theme.smallSize, colour: theme.mutedInk))
      // A halo, because grid lines run behind these words.
      text["stroke"] = theme.background
      text["stroke-width"] = "4"
      text["paint-order"] = "stroke"
      group.append(text)
    }
    if hasBases {
      group.append(
        base.cell(
          chart.baseText(row.base, weak[index]), middle: y,
          look: TextLook(size: theme.smallSize, colour: theme.mutedInk)))
    }
    return group
  }

  private func dot(
    x: Double, y: Double, _ colour: String, isHollow: Bool
  ) -> SVGElement {
    SVGElement(
      "circle",
      [
        "cx": x, "cy": y, "r": isHollow ? 4 : 4.5,
        "fill": isHollow ? theme.background : colour,
        "stroke": isHollow ? colour : theme.background,
        "stroke-width": isHollow ? 2 : 1,
      ])
  }

  private func tooltip(_ row: DotPlot.Row, _ weakness: Weakness) -> String {
    let interval = chart.interval(row, weakness)
    let value =
      row.value.finite.map {
        chart.axis.style.text(
          $0, lower: interval?.lowerBound, upper: interval?.upperBound,
          separator: chart.words.boundSeparator)
      } ?? chart.words.missing
    let base = row.base.map {
      ", \(chart.baseLabel) = \(NumberStyle.integer.text(Double($0)))"
    }
    return "\(row.label): \(value)\(base ?? "")"
  }
}
