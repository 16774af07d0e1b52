import SVG

extension ScatterChart {
  /// The drawing between the subtitle and the notes.
  public func body(theme: Theme, width: Double) -> ChartBody {
    let drawn = rows.filter(isDrawn)
    guard !drawn.isEmpty else { return .empty(words, theme, width) }
    return ScatterDrawing(
      chart: self, rows: drawn, theme: theme, width: width
    ).body
  }
}

/// Draws points with crosses of their intervals, cuts and labels.
struct ScatterDrawing {
  let chart: ScatterChart
  let rows: [ScatterChart.Row]
  let theme: Theme
  let width: Double
  let plane: Plane

  init(
    chart: ScatterChart, rows: [ScatterChart.Row], theme: Theme, width: Double
  ) {
    self.chart = chart
    self.rows = rows
    self.theme = theme
    self.width = width
    func shown(
      _ axis: ValueAxis, _ cut: Double?,
      _ cell: (ScatterChart.Row) -> BarChart.Cell
    ) -> ClosedRange<Double> {
      let values = rows.flatMap { row -> [Double?] in
        let interval = chart.interval(cell(row))
        return [
          cell(row).value.finite, interval?.lowerBound, interval?.upperBound,
        ]
      }
      guard let cut = cut.finite else { return axis.domain(of: values) }
      // A cut at the edge of the plot would hide two of the quadrants.
      let known = values.compactMap { $0 }
      let span = max(
        (known.max() ?? cut) - (known.min() ?? cut), abs(cut) * 1e-6)
      return axis.domain(of: values + [cut - span / 8, cut + span / 8])
    }
    let xs = shown(chart.xAxis, chart.cutX, \.x)
    let ys = shown(chart.yAxis, chart.cutY, \.y)
    let size = theme.smallSize
    let left =
      UprightAxis.width(domain: ys, style: chart.yAxis.style, size: size) + 8
    let available = max(120, width - left - 14)
    let wide = chart.isSquare ? min(available, 420) : available
    let tall = chart.isSquare ? wide : width < 500 ? 280 : 360
    let top = chart.cutX.finite == nil ? 30.0 : 44
    plane = Plane(
      x: LevelAxis(
        domain: xs, range: left...left + wide, style: chart.xAxis.style,
        size: size),
      y: UprightAxis(
        domain: ys, top: top, bottom: top + tall, style: chart.yAxis.style,
        size: size), theme: theme)
  }

  var body: ChartBody {
    var elements = [plane.backdrop()]
    var titles = plane.titles(x: chart.xAxis.title, y: chart.yAxis.title)
    if let first = titles.first, chart.cutX.finite != nil {
      // Above the label of the cut.
      var title = first
      title["y"] = Coordinate.text(theme.smallSize)
      titles[0] = title
    }
    elements += titles
    let names = corners
    elements += names.map(\.element)
    elements += cuts
    elements += band
    let line = self.line(avoiding: rows.map(place))
    elements += line.elements
    elements += regions
    elements += crosses
    let isUndecided = rows.map(chart.isUndecided)
    elements += zip(rows, isUndecided).map(mark)
    elements += labels(
      names.map(\.box) + [line.label, cutLabel].compactMap { $0 },
      crossing: [line.path].compactMap { $0 })
    var notes =
      isUndecided.contains(true)
      ? [chart.quadrants?.undecided].compactMap { $0 }.map { "○ \($0)" } : []
    if chart.xAxis.isPartial(plane.x.scale.domain) {
      notes.append(chart.words.partialAxis)
    }
    if chart.yAxis.isPartial(plane.y.scale.domain) {
      notes.append(chart.words.partialUpright)
    }
    return ChartBody(
      elements: elements, height: plane.y.bottom + 40,
      width: max(width, plane.right + 14), notes: notes)
  }

  private var cuts: [SVGElement] {
    var elements: [SVGElement] = []
    let look = TextLook(size: theme.smallSize - 1, colour: theme.mutedInk)
    if let cut = chart.cutX.finite {
      let x = plane.x(cut)
      elements += [
        .line(
          x, plane.y.top, x, plane.y.bottom, stroke: theme.axis, width: 1.2),
        .text(
          chart.xAxis.style.text(cut), x: x, y: plane.y.top - 5, look: look,
          anchor: .middle),
      ]
    }
    if let cut = chart.cutY.finite {
      let y = plane.y(cut)
      elements += [
        .line(plane.left, y, plane.right, y, stroke: theme.axis, width: 1.2),
        SVGElement.text(
          chart.yAxis.style.text(cut), x: plane.right - 4, y: y - 4,
          look: look, anchor: .end
        ).haloed(theme.background),
      ]
    }
    return elements
  }

  /// What the number of the level cut takes, at the right end of its line.
  private var cutLabel: Box? {
    chart.cutY.finite.map { cut in
      let width = TextMeasure.width(
        chart.yAxis.style.text(cut), size: theme.smallSize - 1)
      return Box(
        left: plane.right - 4 - width, top: plane.y(cut) - 14,
        right: plane.right - 4, bottom: plane.y(cut) - 2)
    }
  }

  /// The line, cut at the edges of the plot, and what its label takes.
  private func line(
    avoiding points: [(x: Double, y: Double)]
  ) -> (elements: [SVGElement], label: Box?, path: Segment?) {
    guard let line = chart.line, line.slope.isFinite, line.intercept.isFinite
    else { return ([], nil, nil) }
    let xs = plane.x.scale.domain
    let ys = plane.y.scale.domain
    var (from, to) = (xs.lowerBound, xs.upperBound)
    if line.slope != 0 {
      let first = (ys.lowerBound - line.intercept) / line.slope
      let second = (ys.upperBound - line.intercept) / line.slope
      from = max(from, min(first, second))
      to = min(to, max(first, second))
    }
    guard from < to else { return ([], nil, nil) }
    func height(_ x: Double) -> Double {
      plane.y(line.intercept + line.slope * x)
    }
    let look = TextLook(size: theme.smallSize, colour: theme.mutedInk)
    let width = TextMeasure.width(line.label, size: look.size)
    // Beside the end, on the side that the line does not come from.
    func place(at value: Double) -> (right: Double, base: Double, box: Box) {
      let right = max(plane.left + width, plane.x(value) - 10)
      let base = min(
        max(height(value) + (line.slope > 0 ? -9 : 20), plane.y.top + 12),
        plane.y.bottom - 6)
      return (
        right, base,
        Box(left: right - width, top: base - 12, right: right, bottom: base + 4)
      )
    }
    // Further back along the line where points stand in the way.
    let places = stride(from: 0.0, to: 0.9, by: 0.15).map {
      place(at: to - (to - from) * $0)
    }
    // With room around it, or at least on no point.
    let free = [14.0, 6].lazy.compactMap { radius in
      places.first { place in
        !points.contains {
          Box.around(x: $0.x, y: $0.y, radius: radius).meets(place.box)
        }
      }
    }.first
    let (right, base, box) = free ?? places[0]
    return (
      [
        .line(
          plane.x(from), height(from), plane.x(to), height(to),
          stroke: theme.axis, width: 1.5, dash: "6 4"),
        SVGElement.text(
          line.label, x: right, y: base, look: look, anchor: .end
        ).haloed(theme.background),
      ], box,
      Segment(
        fromX: plane.x(from), fromY: height(from), toX: plane.x(to),
        toY: height(to))
    )
  }

  private func colour(_ row: ScatterChart.Row) -> String {
    rows.contains(where: \.isHighlighted) && !row.isHighlighted
      ? theme.others : theme.highlight
  }

  func place(_ row: ScatterChart.Row) -> (x: Double, y: Double) {
    (plane.x(row.x.value ?? 0), plane.y(row.y.value ?? 0))
  }

  /// The band of the line, cut at the edges of the plot.
  private var band: [SVGElement] {
    guard let band = chart.band else { return [] }
    let ys = plane.y.scale.domain
    let points = zip(band.places, zip(band.lower, band.upper))
      .filter { $0.isFinite && $1.0.isFinite && $1.1.isFinite && $1.0 <= $1.1 }
    guard points.count > 1 else { return [] }
    func height(_ value: Double) -> Double {
      plane.y(min(max(value, ys.lowerBound), ys.upperBound))
    }
    let upper = points.map { (x: plane.x($0.0), y: height($0.1.1)) }
    let lower = points.reversed().map { (x: plane.x($0.0), y: height($0.1.0)) }
    return [
      SVGElement(
        "path",
        [
          "d": SVGElement.outline(upper + lower) + " Z",
          "fill": theme.axis, "fill-opacity": "0.14", "aria-hidden": "true",
        ])
    ]
  }

  private var regions: [SVGElement] {
    rows.compactMap { row in
      let corners = row.region.filter { $0.x.isFinite && $0.y.isFinite }
      guard corners.count > 2 else { return nil }
      return SVGElement(
        "path",
        [
          "d": SVGElement.outline(
            corners.map { (x: plane.x($0.x), y: plane.y($0.y)) }) + " Z",
          "fill": colour(row), "fill-opacity": "0.10",
          "stroke": theme.softened(colour(row), 0.5), "aria-hidden": "true",
        ])
    }
  }

  private var crosses: [SVGElement] {
    rows.filter { $0.region.count < 3 }.flatMap { row -> [SVGElement] in
      let (x, y) = place(row)
      let stroke = theme.softened(colour(row), 0.55)
      return [
        chart.interval(row.x).map {
          .line(
            plane.x($0.lowerBound), y, plane.x($0.upperBound), y,
            stroke: stroke, width: 1.5)
        },
        chart.interval(row.y).map {
          .line(
            x, plane.y($0.lowerBound), x, plane.y($0.upperBound),
            stroke: stroke, width: 1.5)
        },
      ].compactMap { $0 }
    }
  }

  private func mark(
    _ row: ScatterChart.Row, isUndecided: Bool
  ) -> SVGElement {
    let (x, y) = place(row)
    let colour = colour(row)
    func text(_ axis: ValueAxis, _ cell: BarChart.Cell) -> String {
      let interval = chart.interval(cell)
      return axis.title + " "
        + axis.style.text(
          cell.value ?? 0, lower: interval?.lowerBound,
          upper: interval?.upperBound, separator: chart.words.boundSeparator)
    }
    let quadrant = chart.quadrant(row).map { ", \($0)" } ?? ""
    return .marked(
      "\(row.label): \(text(chart.xAxis, row.x)), "
        + "\(text(chart.yAxis, row.y))\(quadrant)",
      [
        SVGElement(
          "circle",
          [
            "cx": x, "cy": y, "r": rows.count > 80 ? 3.5 : 4.5,
            "fill": isUndecided ? theme.background : colour,
            "stroke": isUndecided ? colour : theme.background,
            "stroke-width": isUndecided ? 2 : 1,
          ])
      ])
  }

  /// The lines that labels should not hide: crosses and cuts.
  var lines: [Box] {
    var boxes = rows.flatMap { row -> [Box] in
      let (x, y) = place(row)
      return [
        chart.interval(row.x).map {
          Box(
            left: plane.x($0.lowerBound), top: y - 1,
            right: plane.x($0.upperBound), bottom: y + 1)
        },
        chart.interval(row.y).map {
          Box(
            left: x - 1, top: plane.y($0.upperBound), right: x + 1,
            bottom: plane.y($0.lowerBound))
        },
      ].compactMap { $0 }
    }
    if let x = chart.cutX.finite.map({ plane.x($0) }) {
      boxes.append(
        Box(left: x - 1, top: plane.y.top, right: x + 1, bottom: plane.y.bottom)
      )
    }
    if let y = chart.cutY.finite.map({ plane.y($0) }) {
      boxes.append(
        Box(left: plane.left, top: y - 1, right: plane.right, bottom: y + 1))
    }
    return boxes
  }

  /// Labels in the order of the rows, highlighted ones first; all of them
  /// where there are few, with lines when displaced.
  private func labels(
    _ taken: [Box], crossing: [Segment]
  ) -> [SVGElement] {
    let points = rows.map(place)
    var placer = LabelPlacer(
      bounds: Box(
        left: plane.left + 2, top: plane.y.top - 4, right: plane.right,
        bottom: plane.y.bottom - 2),
      taken: taken + points.map { .around(x: $0.x, y: $0.y, radius: 4.5) },
      avoided: lines, crossing: crossing)
    let order = rows.indices.sorted {
      (rows[$0].isHighlighted ? 0 : 1, $0)
        < (rows[$1].isHighlighted ? 0 : 1, $1)
    }
    return order.flatMap { index -> [SVGElement] in
      let row = rows[index]
      let look = TextLook(
        size: theme.smallSize - 1, colour: theme.ink,
        isBold: row.isHighlighted)
      let text = shortened(row.label, width: 140, size: look.size)
      guard !text.isEmpty,
        let found = placer.place(
          width: TextMeasure.width(text, size: look.size), size: look.size,
          x: points[index].x, y: points[index].y, radius: 4.5,
          isInsistent: rows.count <= 40 || row.isHighlighted)
      else { return [] }
      return [
        found.lead.map {
          .line(
            points[index].x, points[index].y, $0.x, $0.y,
            stroke: theme.mutedInk, width: 0.8)
        },
        SVGElement.text(
          text, x: found.x, middle: found.y, look: look, anchor: found.anchor
        ).haloed(theme.background),
      ].compactMap { $0 }
    }
  }
}
