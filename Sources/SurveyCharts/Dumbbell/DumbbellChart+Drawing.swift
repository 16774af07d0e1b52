import SVG

extension DumbbellChart {
  /// The drawing between the subtitle and the notes.
  public func body(theme: Theme, width: Double) -> ChartBody {
    guard !rows.isEmpty else { return .empty(words, theme, width) }
    return DumbbellDrawing(chart: self, theme: theme, width: width).body
  }
}

/// Draws pairs of dots on rows.
private struct DumbbellDrawing {
  let chart: DumbbellChart
  let theme: Theme
  let width: Double
  let rows: [DumbbellChart.Row]
  let labels: RowLabels
  let columns: [TextColumn]
  let texts: [[String]]
  let axis: AxisDrawing

  init(chart: DumbbellChart, theme: Theme, width: Double) {
    self.chart = chart
    self.theme = theme
    self.width = width
    let rows = chart.sections.flatMap(\.rows)
    self.rows = rows
    labels = RowLabels(
      rows.map { .init(text: $0.label) }, theme: theme, maximum: width * 0.3)
    let style = chart.axis
    var texts = [
      rows.map { style.text($0.earlier.value, missing: "–") },
      rows.map { style.text($0.later.value, missing: "–") },
    ]
    var heads = [chart.headings.earlier, chart.headings.later]
    if chart.hasTargets {
      texts.append(rows.map { style.text($0.target, missing: "–") })
      heads.append(chart.headings.target)
    } else {
      texts.append(
        rows.map { chart.change($0).map(chart.changeStyle.text) ?? "" })
      heads.append(chart.headings.change)
    }
    // On telephones the last column alone: dots show the rest.
    if width < 460 {
      texts = [texts[2]]
      heads = [heads[2]]
    }
    self.texts = texts
    columns = zip(heads, texts).map {
      TextColumn(head: $0, texts: $1, theme: theme, headWidth: 56)
    }
    let reserve = columns.reduce(0) { $0 + $1.width + 14 }
    let left = labels.width + 22
    axis = AxisDrawing(
      domain: chart.axis.domain(
        of: rows.flatMap { row -> [Double?] in
          [row.earlier, row.later].flatMap {
            [$0.value.finite, $0.lower.finite, $0.upper.finite]
          } + [row.target.finite]
        }),
      range: left...max(left + 100, width - reserve - 14),
      style: chart.axis.style, theme: theme)
  }

  var body: ChartBody {
    var columns = self.columns
    var x = axis.scale.range.upperBound + 14
    let reserve = columns.reduce(0) { $0 + $1.width + 14 }
    x = max(x, width - reserve)
    for index in columns.indices {
      columns[index].x = x + 14
      x += columns[index].width + 14
    }
    var (elements, top) = key
    let plot = axis.scale.range
    let headHeight = max(
      theme.smallSize * 1.25, columns.map(\.headHeight).max() ?? 0)
    elements.append(
      theme.axisTitle(
        chart.axis.title, x: plot.lowerBound - 8, bottom: top + headHeight,
        room: max(100, plot.upperBound - plot.lowerBound)))
    elements += columns.map {
      $0.headElement(bottom: top + headHeight, colour: theme.mutedInk)
    }
    top += headHeight + 6
    var stack = RowStack(
      theme: theme, width: max(width, x), plotLeft: plot.lowerBound, top: top)
    stack.add(chart.sections, height: { labels.height($0, atLeast: 28) }) {
      row, index, _, middle in
      [mark(row, index, middle: middle, columns)]
    }
    let y = stack.y
    elements.append(axis.grid(top: top, bottom: y + 4))
    elements += stack.marks
    elements.append(axis.labels(y: y + 19))
    return ChartBody(
      elements: elements, height: y + 22, width: max(width, x),
      notes: chart.axis.isPartial(axis.scale.domain)
        ? [chart.words.partialAxis] : [])
  }

  /// What hollow and filled dots are, on one line where there is room.
  private var key: ([SVGElement], Double) {
    let look = TextLook(size: theme.smallSize, colour: theme.ink)
    var marks: [(SVGElement, String)] = [
      (dot(x: 6, y: 8, isHollow: true), chart.headings.earlier),
      (dot(x: 6, y: 8, isHollow: false), chart.headings.later),
    ]
    if chart.hasTargets {
      marks.append((stroke(x: 6, y: 8), chart.headings.target))
    }
    var elements: [SVGElement] = []
    var (x, y) = (0.0, 0.0)
    for (mark, text) in marks {
      let shown = shortened(text, width: max(60, width - 30), size: look.size)
      let room = TextMeasure.width(shown, size: look.size) + 18
      if x > 0, x + room > width {
        x = 0
        y += 20
      }
      elements.append(
        SVGElement(
          "g",
          [
            "transform": "translate(\(Coordinate.text(x)),"
              + "\(Coordinate.text(y)))"
          ],
          [mark, .text(shown, x: 18, middle: 8, look: look)]))
      x += room + 20
    }
    return (elements, y + 26)
  }

  private func dot(x: Double, y: Double, isHollow: Bool) -> SVGElement {
    SVGElement(
      "circle",
      [
        "cx": x, "cy": y, "r": isHollow ? 4.5 : 5,
        "fill": isHollow ? theme.background : theme.highlight,
        "stroke": isHollow ? theme.highlight : theme.background,
        "stroke-width": isHollow ? 2 : 1,
      ])
  }

  private func stroke(x: Double, y: Double) -> SVGElement {
    .line(x, y - 8, x, y + 8, stroke: theme.mark, width: 2.5)
  }

  private func mark(
    _ row: DumbbellChart.Row, _ index: Int, middle y: Double,
    _ columns: [TextColumn]
  ) -> SVGElement {
    let plot = axis.scale.range
    var parts = [
      labels.element(index, x: labels.width, middle: y),
      SVGElement.line(
        plot.lowerBound - 8, y, plot.upperBound + 8, y, stroke: theme.zone),
    ]
    let ends = [row.earlier, row.later]
    // Intervals on both sides of the row, so that they never cover another.
    for (cell, shift) in zip(ends, [-5.0, 5]) {
      guard cell.value.finite != nil, let lower = cell.lower.finite,
        let upper = cell.upper.finite, lower <= upper
      else { continue }
      parts.append(
        .line(
          axis.scale(lower), y + shift, axis.scale(upper), y + shift,
          stroke: theme.softened(theme.highlight, shift < 0 ? 0.65 : 0.35),
          width: 2, cap: "round"))
    }
    if let from = row.earlier.value.finite, let to = row.later.value.finite {
      parts.append(
        .line(
          axis.scale(from), y, axis.scale(to), y, stroke: theme.others,
          width: 3))
    }
    if let target = row.target.finite {
      parts.append(stroke(x: axis.scale(target), y: y))
    }
    if let from = row.earlier.value.finite {
      parts.append(dot(x: axis.scale(from), y: y, isHollow: true))
    }
    if let to = row.later.value.finite {
      parts.append(dot(x: axis.scale(to), y: y, isHollow: false))
    }
    if ends.allSatisfy({ $0.value.finite == nil }) {
      parts.append(
        SVGElement.text(
          chart.words.missing, x: plot.lowerBound + 8, middle: y,
          look: TextLook(size: theme.smallSize, colour: theme.mutedInk)
        ).haloed(theme.background))
    }
    for (place, column) in columns.enumerated() {
      let isLast = place == columns.count - 1
      parts.append(
        column.cell(
          texts[place][index], middle: y,
          look: TextLook(
            size: theme.smallSize,
            colour: isLast ? theme.ink : theme.mutedInk, isBold: isLast)))
    }
    let axis = chart.axis
    let missing = chart.words.missing
    let change = chart.change(row).map {
      ", \(chart.headings.change) \(chart.changeStyle.text($0))"
    }
    return .marked(
      "\(row.label): \(chart.headings.earlier) "
        + "\(axis.text(row.earlier.value, missing: missing)), "
        + "\(chart.headings.later) "
        + axis.text(row.later.value, missing: missing) + (change ?? ""),
      parts)
  }
}
