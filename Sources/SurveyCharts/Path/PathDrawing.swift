import SVG

#if canImport(Glibc)
  import Glibc
#else
  import Foundation
#endif

/// Draws a path diagram.
struct PathDrawing {
  let chart: PathChart
  let theme: Theme
  let layout: PathLayout

  private typealias Point = (x: Double, y: Double)

  var body: ChartBody {
    var arrows: [SVGElement] = []
    var taken = layout.places.map(\.box)
    for place in layout.places where !place.indicators.isEmpty {
      taken.append(
        Box(
          left: place.x - place.width / 2, top: place.y + place.height / 2,
          right: place.x + place.width / 2,
          bottom: place.y + place.height / 2 + place.tail))
    }
    let lines = layout.routes.map(points)
    for (route, points) in zip(layout.routes, lines) {
      arrows.append(arrow(route.arrow, points))
    }
    let segments = lines.map { points in
      zip(points, points.dropFirst()).map {
        Segment(fromX: $0.x, fromY: $0.y, toX: $1.x, toY: $1.y)
      }
    }
    var labels: [SVGElement] = []
    for (index, points) in lines.enumerated() {
      var others = segments
      others.remove(at: index)
      labels += label(
        layout.routes[index].arrow, points, others: others.flatMap(\.self),
        taken: &taken)
    }
    let isDashed = chart.known.contains(where: \.coversZero)
    return ChartBody(
      elements: arrows + layout.places.map(shape) + labels,
      height: layout.height, width: layout.width,
      notes: [chart.headings.shapesNote]
        + (isDashed ? [chart.headings.dashedNote] : []))
  }

  // MARK: - Nodes

  private func shape(_ place: PathLayout.Place) -> SVGElement {
    var parts: [SVGElement] = []
    let fill = theme.zone
    if place.node.isMeasured {
      parts.append(
        .rect(
          x: place.x - place.width / 2, y: place.y - place.height / 2,
          width: place.width, height: place.height, fill: fill,
          stroke: theme.axis, radius: 2))
    } else {
      parts.append(
        SVGElement(
          "ellipse",
          [
            "cx": place.x, "cy": place.y, "rx": place.width / 2,
            "ry": place.height / 2, "fill": fill, "stroke": theme.axis,
            "stroke-width": 1.4,
          ]))
    }
    let size = theme.smallSize
    let line = size * 1.25
    let share = place.node.explained.finite.map {
      "R² = \(NumberStyle.decimal(2).text($0))"
    }
    let count = Double(place.lines.lines.count + (share == nil ? 0 : 1))
    let first = place.y + 0.35 * size - (count - 1) / 2 * line
    parts.append(
      .text(
        place.lines, whole: place.node.label, x: place.x, y: first,
        lineHeight: line,
        look: TextLook(size: size, colour: theme.ink, isBold: true),
        anchor: .middle))
    if let share {
      parts.append(
        .text(
          share, x: place.x, y: first + (count - 1) * line,
          look: TextLook(size: size - 1, colour: theme.mutedInk),
          anchor: .middle))
    }
    parts += indicators(of: place)
    return .marked(
      [place.node.label, share].compactMap { $0 }.joined(separator: ", "),
      parts)
  }

  /// Indicators below their construct, joined by a line at the left.
  private func indicators(of place: PathLayout.Place) -> [SVGElement] {
    guard !place.indicators.isEmpty else { return [] }
    let left = place.x - place.width / 2 + 10
    let start = place.y + place.height / 2
    var parts: [SVGElement] = []
    let step = PathLayout.indicatorHeight
    var bottom = start
    for (index, item) in place.indicators.enumerated() {
      let middle = start + 8 + (Double(index) + 0.5) * step
      bottom = middle
      let text = chart.text(item.arrow)
      let look = TextLook(size: theme.smallSize - 1, colour: theme.ink)
      let room = TextMeasure.width(text, size: look.size)
      let (x, right) = (left + 16, place.x + place.width / 2)
      let name = shortened(
        item.node.label, width: max(20, right - x - room - 16),
        size: look.size)
      let dash = item.arrow.coversZero ? "4 3" : nil
      let interval = chart.intervalText(item.arrow)
      parts.append(
        .marked(
          "\(item.node.label): \(text)"
            + (interval.isEmpty ? "" : " (\(interval))"),
          [
            .line(
              left, middle, x - 2, middle, stroke: theme.axis, width: 1.2,
              dash: dash),
            head(from: (left, middle), to: (x, middle), size: 5),
            .rect(
              x: x, y: middle - 9, width: right - x, height: 18,
              fill: theme.background, stroke: theme.axis, radius: 2),
            .text(name, x: x + 6, middle: middle, look: look),
            .text(
              text, x: right - 5, middle: middle,
              look: TextLook(
                size: look.size, colour: theme.mutedInk), anchor: .end),
          ]))
    }
    // From the lower edge of the oval, which is higher at its side.
    let share = (left - place.x) / (place.width / 2)
    let edge =
      place.node.isMeasured
      ? start
      : place.y + place.height / 2 * max(0, 1 - share * share).squareRoot()
    parts.insert(
      .line(left, edge, left, bottom, stroke: theme.axis, width: 1.2), at: 0)
    return parts
  }

  // MARK: - Arrows

  /// The line of an arrow from edge to edge.
  private func points(_ route: PathLayout.Route) -> [Point] {
    let from = layout.places[route.from]
    let to = layout.places[route.to]
    guard !route.isBackward else {
      let floor = layout.height - 8
      let start: Point = (from.x + 14, from.y + from.height / 2 + from.tail)
      let end: Point = (to.x - 14, to.y + to.height / 2 + to.tail)
      return [start, (start.x, floor), (end.x, floor), end]
    }
    let middle = route.points
    let first = middle.first ?? (to.x, to.y)
    let last = middle.last ?? (from.x, from.y)
    return [edge(of: from, toward: first)] + middle
      + [edge(of: to, toward: last)]
  }

  /// Where the line from the middle of a node to a point leaves its shape.
  private func edge(of place: PathLayout.Place, toward point: Point) -> Point {
    let (dx, dy) = (point.x - place.x, point.y - place.y)
    let (a, b) = (place.width / 2, place.height / 2)
    guard dx != 0 || dy != 0, a > 0, b > 0 else { return (place.x, place.y) }
    let scale =
      place.node.isMeasured
      ? 1 / max(abs(dx) / a, abs(dy) / b)
      : 1 / ((dx / a) * (dx / a) + (dy / b) * (dy / b)).squareRoot()
    return (place.x + dx * min(1, scale), place.y + dy * min(1, scale))
  }

  private var largest: Double {
    max(
      1, chart.known.compactMap { $0.value.value.finite.map(abs) }.max() ?? 1)
  }

  private func arrow(
    _ arrow: PathChart.Arrow, _ points: [Point]
  ) -> SVGElement {
    let strength = (arrow.value.value.finite ?? 0) / largest
    let width = 1 + 3 * min(1, abs(strength))
    let colour = arrow.coversZero ? theme.mutedInk : theme.highlight
    var line = points
    // The line ends inside its head, so that no corner shows.
    let size = 7 + width
    let (end, before) = (points[points.count - 1], points[points.count - 2])
    let length = hypot(end.x - before.x, end.y - before.y)
    if length > size {
      line[line.count - 1] = (
        end.x - (end.x - before.x) / length * (size - 2),
        end.y - (end.y - before.y) / length * (size - 2)
      )
    }
    let interval = chart.intervalText(arrow)
    let names = Dictionary(
      chart.distinct.map { ($0.id, $0.label) },
      uniquingKeysWith: { one, _ in one })
    return .marked(
      "\(names[arrow.from] ?? "") → \(names[arrow.to] ?? ""): "
        + chart.text(arrow) + (interval.isEmpty ? "" : " (\(interval))"),
      [
        SVGElement.path(
          line, stroke: colour, width: width,
          dash: arrow.coversZero ? "6 4" : nil),
        head(from: before, to: end, size: size, colour: colour),
      ].compactMap { $0 })
  }

  private func head(
    from: Point, to: Point, size: Double, colour: String? = nil
  ) -> SVGElement {
    let length = max(1e-9, hypot(to.x - from.x, to.y - from.y))
    let (ux, uy) = ((to.x - from.x) / length, (to.y - from.y) / length)
    let (bx, by) = (to.x - ux * size, to.y - uy * size)
    let half = size * 0.45
    let corners: [Point] = [
      to, (bx - uy * half, by + ux * half), (bx + uy * half, by - ux * half),
    ]
    return SVGElement(
      "path",
      [
        "d": SVGElement.outline(corners) + " Z", "fill": colour ?? theme.axis,
      ])
  }

  /// The coefficient on its arrow, with the interval below it, where the line
  /// has a free place, best where no other arrow runs through the text.
  private func label(
    _ arrow: PathChart.Arrow, _ points: [Point], others: [Segment],
    taken: inout [Box]
  ) -> [SVGElement] {
    let strong = TextLook(
      size: theme.smallSize, colour: theme.ink, isBold: true)
    let light = TextLook(size: theme.smallSize - 1, colour: theme.mutedInk)
    let text = chart.text(arrow)
    let interval = chart.intervalText(arrow)
    let half = PathLayout.labelWidth(chart, arrow, theme) / 2 + 2
    let tall = interval.isEmpty ? 16.0 : 30
    func box(_ point: Point) -> Box {
      Box(
        left: point.x - half, top: point.y - tall / 2, right: point.x + half,
        bottom: point.y + tall / 2)
    }
    let tries: [Double] = [
      0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82,
    ]
    let free = tries.map { along(points, $0) }.filter { point in
      !taken.contains { $0.meets(box(point)) }
    }
    let found =
      free.first { point in !others.contains(where: box(point).isCrossed) }
      ?? free.first ?? along(points, 0.5)
    taken.append(box(found))
    var elements = [
      SVGElement.text(
        text, x: found.x, middle: found.y - (interval.isEmpty ? 0 : 7),
        look: strong, anchor: .middle
      ).haloed(theme.background)
    ]
    if !interval.isEmpty {
      elements.append(
        SVGElement.text(
          interval, x: found.x, middle: found.y + 8, look: light,
          anchor: .middle
        ).haloed(theme.background))
    }
    return elements
  }

  /// The point at a share of the length of a line.
  private func along(_ points: [Point], _ share: Double) -> Point {
    let lengths = zip(points, points.dropFirst()).map {
      hypot($1.x - $0.x, $1.y - $0.y)
    }
    var rest = lengths.reduce(0, +) * share
    for (index, length) in lengths.enumerated() {
      if rest <= length, length > 0 {
        let part = rest / length
        let (from, to) = (points[index], points[index + 1])
        return (
          from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part
        )
      }
      rest -= length
    }
    return points[points.count - 1]
  }
}
