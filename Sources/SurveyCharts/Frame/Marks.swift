import SVG

extension SVGElement {
  /// A straight line.
  static func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, stroke: String,
    width: Double = 1, dash: String? = nil, cap: String? = nil
  ) -> SVGElement {
    SVGElement(
      "line",
      [
        "x1": x1, "y1": y1, "x2": x2, "y2": y2, "stroke": stroke,
        "stroke-width": width == 1 ? nil : width, "stroke-dasharray": dash,
        "stroke-linecap": cap,
      ])
  }

  /// A line through points; nothing where there are fewer than two.
  static func path(
    _ points: [(x: Double, y: Double)], stroke: String, width: Double,
    dash: String? = nil
  ) -> SVGElement? {
    guard points.count > 1 else { return nil }
    return SVGElement(
      "path",
      [
        "d": outline(points), "fill": "none", "stroke": stroke,
        "stroke-width": width, "stroke-dasharray": dash,
        "stroke-linejoin": "round",
      ])
  }

  /// The commands of a path through points.
  static func outline(_ points: [(x: Double, y: Double)]) -> String {
    points.enumerated().map { index, point in
      (index == 0 ? "M" : "L") + Coordinate.text(point.x) + ","
        + Coordinate.text(point.y)
    }.joined(separator: " ")
  }

  /// A rectangle without outline.
  static func rect(
    x: Double, y: Double, width: Double, height: Double, fill: String,
    stroke: String? = nil, radius: Double? = nil
  ) -> SVGElement {
    SVGElement(
      "rect",
      [
        "x": x, "y": y, "width": max(0, width), "height": max(0, height),
        "rx": radius, "fill": fill, "stroke": stroke,
      ])
  }

  /// Caps at the ends of an interval, which stand out above and below a mark
  /// of `radius` that would hide it.
  static func caps(
    _ ends: (lower: Double, upper: Double), radius: Double, y: Double,
    stroke: String
  ) -> [SVGElement] {
    // Ends that meet are one line, which says that there is no width.
    let places =
      ends.upper - ends.lower < 1
      ? [(ends.lower + ends.upper) / 2] : [ends.lower, ends.upper]
    return places.map {
      .line($0, y - radius - 3, $0, y + radius + 3, stroke: stroke, width: 1.5)
    }
  }

  /// Whether a mark of `radius` around `value` hides all of an interval. Where
  /// it does, every row of the chart gets caps, so that rows look alike.
  static func hides(
    _ ends: (lower: Double, upper: Double), around value: Double,
    radius: Double
  ) -> Bool {
    max(value - ends.lower, ends.upper - value) < radius + 1.5
  }

  /// A group whose tooltip is a text.
  static func marked(_ text: String, _ children: [SVGElement]) -> SVGElement {
    SVGElement("g", [:], [SVGElement("title", text: text)] + children)
  }

  /// The same text with a halo in a colour, where lines run behind it.
  func haloed(_ colour: String) -> SVGElement {
    var text = self
    text["stroke"] = colour
    text["stroke-width"] = "3"
    text["stroke-linejoin"] = "round"
    text["paint-order"] = "stroke"
    return text
  }
}

/// How one of several series looks: colour, dash and shape together, so that
/// it is told apart without colour too.
struct SeriesLook {
  var colour: String
  var dash: String?
  private var shape: Int

  init(_ index: Int, theme: Theme) {
    colour = theme.series[index % theme.series.count]
    dash = [nil, "7 3", "2 3", "9 3 2 3"][index % 4]
    shape = index % 4
  }

  /// The mark of a point: circle, square, triangle or diamond.
  func marker(
    x: Double, y: Double, radius: Double, background: String,
    isHollow: Bool = false
  ) -> SVGElement {
    let fill = isHollow ? background : colour
    let stroke = isHollow ? colour : background
    let width = isHollow ? 2.0 : 1.0
    let corners: [(Double, Double)] =
      switch shape {
      case 1: [(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)]
      case 2: [(0, -1.2), (1.15, 0.85), (-1.15, 0.85)]
      default: [(0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)]
      }
    guard shape > 0 else {
      return SVGElement(
        "circle",
        [
          "cx": x, "cy": y, "r": radius, "fill": fill, "stroke": stroke,
          "stroke-width": width,
        ])
    }
    let points = corners.map { (x: x + $0.0 * radius, y: y + $0.1 * radius) }
    return SVGElement(
      "path",
      [
        "d": SVGElement.outline(points) + " Z", "fill": fill,
        "stroke": stroke, "stroke-width": width,
      ])
  }
}
