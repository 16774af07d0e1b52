import SVG

extension FunnelChart {
  /// The drawing between the subtitle and the notes.
  public func body(theme: Theme, width: Double) -> ChartBody {
    let drawn = rows.filter { position($0) != nil }
    guard !drawn.isEmpty else { return .empty(words, theme, width) }
    return FunnelDrawing(
      chart: self, rows: drawn, theme: theme, width: width
    ).body
  }
}

/// Draws a funnel: limits as curves, the target, points, labels of outliers.
private struct FunnelDrawing {
  let chart: FunnelChart
  let rows: [FunnelChart.Row]
  let theme: Theme
  let width: Double
  let plane: Plane
  let endTexts: [(text: String, value: Double, isTarget: Bool)]
  /// The bases at which limits are drawn.
  let places: [Double]

  init(
    chart: FunnelChart, rows: [FunnelChart.Row], theme: Theme, width: Double
  ) {
    self.chart = chart
    self.rows = rows
    self.theme = theme
    self.width = width
    let bases = rows.compactMap(\.base)
    let (least, most) = (bases.min() ?? 1, bases.max() ?? 1)
    let isLogarithmic = most / least > 12
    let domain: ClosedRange<Double>
    if isLogarithmic {
      domain = least / 1.15...most * 1.15
    } else {
      let room = max((most - least) * 0.06, most * 0.03, .leastNormalMagnitude)
      domain = max(0, least - room)...most + room
    }
    places = Self.places(chart.bases, in: domain)
    var shown: [Double?] = rows.map(\.rate) + [chart.target]
    for limit in chart.limits {
      for place in places where place >= least {
        let ends = chart.ends(limit, at: place)
        shown += [ends?.lowerBound, ends?.upperBound].map { $0.finite }
      }
    }
    let rates = chart.axis.domain(of: shown)
    let last = places.last ?? domain.upperBound
    let size = theme.smallSize
    let room = max(110, width * 0.3)
    var texts = [
      (
        text: named(
          chart.headings.target, value: chart.axis.style.text(chart.target),
          width: room, size: size),
        value: chart.target, isTarget: true
      )
    ]
    for limit in chart.limits {
      guard let ends = chart.ends(limit, at: last) else { continue }
      let name = shortened(limit.label, width: room, size: size)
      // One that lies on the target is not seen.
      for end in [ends.upperBound, ends.lowerBound] where end != chart.target {
        texts.append((name, end, false))
      }
    }
    endTexts = texts
    let left =
      UprightAxis.width(
        domain: rates, style: chart.axis.style, size: size) + 8
    let right = width - TextMeasure.widest(texts.map(\.text), size: size) - 10
    plane = Plane(
      x: LevelAxis(
        domain: domain, range: left...max(left + 120, right), style: .integer,
        isLogarithmic: isLogarithmic, isWhole: true, size: size),
      y: UprightAxis(
        domain: rates, top: 30, bottom: 30 + (width < 500 ? 280 : 360),
        style: chart.axis.style, size: size), theme: theme)
  }

  /// The given bases within the axis, and both of its ends.
  private static func places(
    _ bases: [Double], in domain: ClosedRange<Double>
  ) -> [Double] {
    guard let first = bases.first, let last = bases.last else { return [] }
    let inner = bases.filter { domain.contains($0) }
    let low = max(first, domain.lowerBound)
    let high = min(last, domain.upperBound)
    guard low <= high else { return [] }
    return (inner.first == low ? [] : [low]) + inner
      + (inner.last == high || low == high ? [] : [high])
  }

  var body: ChartBody {
    var elements = [plane.backdrop(uprightLines: false)]
    elements += plane.titles(
      x: chart.headings.base, y: chart.axis.title)
    elements += curves
    let points = order.map { place(rows[$0]) }
    elements += zip(order, points).map { index, point in
      mark(rows[index], x: point.x, y: point.y)
    }
    elements += labels(points)
    elements += endLabels
    return ChartBody(
      elements: elements, height: plane.y.bottom + 40,
      width: max(
        width,
        plane.right + 10
          + TextMeasure.widest(endTexts.map(\.text), size: theme.smallSize)),
      notes: chart.axis.isPartial(plane.y.scale.domain)
        ? [chart.words.partialUpright] : [])
  }

  private func place(_ row: FunnelChart.Row) -> (x: Double, y: Double) {
    (plane.x(row.base ?? 0), plane.y(row.rate ?? 0))
  }

  /// The remarkable ones last, on top of the others.
  private var order: [Int] {
    rows.indices.sorted { (weight(rows[$0]), $0) < (weight(rows[$1]), $1) }
  }

  private func weight(_ row: FunnelChart.Row) -> Int {
    row.isHighlighted ? 99 : abs(chart.position(row) ?? 0)
  }

  private var curves: [SVGElement] {
    var elements: [SVGElement] = []
    for (index, limit) in chart.limits.enumerated() {
      let dash = index == chart.limits.count - 1 ? nil : "5 3"
      let ends = places.compactMap { base in
        chart.ends(limit, at: base).map { (plane.x(base), $0) }
      }
      elements += [
        ends.map { (x: $0.0, y: plane.y($0.1.lowerBound)) },
        ends.map { (x: $0.0, y: plane.y($0.1.upperBound)) },
      ].compactMap {
        .path(
          $0, stroke: theme.softened(theme.axis, 0.3), width: 1.2, dash: dash)
      }
    }
    let y = plane.y(chart.target)
    return [
      SVGElement("g", ["aria-hidden": "true"], elements),
      .line(plane.left, y, plane.right, y, stroke: theme.axis, width: 1.5),
    ]
  }

  private func mark(
    _ row: FunnelChart.Row, x: Double, y: Double
  ) -> SVGElement {
    let position = abs(chart.position(row) ?? 0)
    let isOutside = position > 0
    let isFar = isOutside && position >= chart.limits.count
    let colour =
      isFar
      ? theme.mark
      : isOutside || row.isHighlighted
        ? theme.highlight : theme.others
    let value = chart.axis.style.text(row.rate ?? 0)
    let base = NumberStyle.integer.text(row.base ?? 0)
    return .marked(
      "\(row.label): \(value), \(chart.headings.base) \(base), "
        + chart.positionText(row),
      [
        SVGElement(
          "circle",
          [
            "cx": x, "cy": y, "r": isOutside || row.isHighlighted ? 5 : 4,
            "fill": isOutside && !isFar ? theme.background : colour,
            "stroke": isOutside && !isFar ? colour : theme.background,
            "stroke-width": isOutside && !isFar ? 2 : 1,
          ])
      ])
  }

  /// The limits in pieces that labels should not hide.
  private var segments: [Box] {
    chart.limits.flatMap { limit -> [Box] in
      let ends = places.compactMap { base in
        chart.ends(limit, at: base).map { (plane.x(base), $0) }
      }
      return zip(ends, ends.dropFirst()).flatMap { from, to -> [Box] in
        [
          (plane.y(from.1.lowerBound), plane.y(to.1.lowerBound)),
          (plane.y(from.1.upperBound), plane.y(to.1.upperBound)),
        ].map {
          Box(
            left: from.0, top: min($0.0, $0.1) - 1, right: to.0,
            bottom: max($0.0, $0.1) + 1)
        }
      }
    }
  }

  /// Labels of the cases outside of limits, the farthest first.
  private func labels(_ points: [(x: Double, y: Double)]) -> [SVGElement] {
    let target = plane.y(chart.target)
    var placer = LabelPlacer(
      bounds: Box(
        left: plane.left + 2, top: plane.y.top - 8, right: plane.right,
        bottom: plane.y.bottom - 2),
      taken: points.map { .around(x: $0.x, y: $0.y, radius: 5) }
        + [
          Box(
            left: plane.left, top: target - 1, right: plane.right,
            bottom: target + 1)
        ], avoided: segments)
    return zip(order, points).reversed().flatMap { index, point in
      let row = rows[index]
      let weight = weight(row)
      guard weight > 0 else { return [SVGElement]() }
      let look = TextLook(
        size: theme.smallSize, colour: theme.ink,
        isBold: weight >= chart.limits.count)
      let text = shortened(row.label, width: 160, size: look.size)
      guard
        let found = placer.place(
          width: TextMeasure.width(text, size: look.size), size: look.size,
          x: point.x, y: point.y, radius: 5,
          isInsistent: true)
      else { return [] }
      return [
        found.lead.map {
          .line(
            point.x, point.y, $0.x, $0.y, stroke: theme.mutedInk, width: 0.8)
        },
        SVGElement.text(
          text, x: found.x, middle: found.y, look: look, anchor: found.anchor
        ).haloed(theme.background),
      ].compactMap { $0 }
    }
  }

  /// The names of the lines at their right ends.
  private var endLabels: [SVGElement] {
    let heights = endTexts.map { plane.y($0.value) }.spread(
      gap: theme.smallSize * 1.2, within: plane.y.top...plane.y.bottom)
    return zip(endTexts, heights).map { end, y in
      .text(
        end.text, x: plane.right + 8, middle: y,
        look: TextLook(
          size: theme.smallSize,
          colour: end.isTarget ? theme.ink : theme.mutedInk,
          isBold: end.isTarget))
    }
  }
}
