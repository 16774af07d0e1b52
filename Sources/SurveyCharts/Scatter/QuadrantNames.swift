import SVG

extension ScatterDrawing {
  /// A quadrant of the plot.
  private struct Quadrant {
    var name: String
    /// Its edges.
    var area: Box
    var isLeft: Bool
    var isTop: Bool
  }

  /// The names of the quadrants in the corners of the plot, or further in
  /// where points stand in a corner.
  var corners: [(element: SVGElement, box: Box)] {
    guard let quadrants = chart.quadrants, let cutX = chart.cutX.finite,
      let cutY = chart.cutY.finite
    else { return [] }
    let (x, y) = (plane.x(cutX), plane.y(cutY))
    let (left, right) = (plane.left, plane.right)
    let (top, bottom) = (plane.y.top, plane.y.bottom)
    let taken =
      lines
      + rows.map { row in
        let point = place(row)
        return Box.around(x: point.x, y: point.y, radius: 6)
      }
    return [
      Quadrant(
        name: quadrants.topLeft,
        area: Box(left: left, top: top, right: x, bottom: y), isLeft: true,
        isTop: true),
      Quadrant(
        name: quadrants.topRight,
        area: Box(left: x, top: top, right: right, bottom: y), isLeft: false,
        isTop: true),
      Quadrant(
        name: quadrants.bottomLeft,
        area: Box(left: left, top: y, right: x, bottom: bottom),
        isLeft: true, isTop: false),
      Quadrant(
        name: quadrants.bottomRight,
        area: Box(left: x, top: y, right: right, bottom: bottom),
        isLeft: false, isTop: false),
    ].compactMap { name($0, avoiding: taken) }
  }

  private func name(
    _ quadrant: Quadrant, avoiding taken: [Box]
  ) -> (element: SVGElement, box: Box)? {
    let area = quadrant.area
    let room = area.right - area.left
    guard room > 40, area.bottom - area.top > 24 else { return nil }
    let look = TextLook(
      size: theme.smallSize, colour: theme.mutedInk, isBold: true)
    let shown = shortened(quadrant.name, width: room - 12, size: look.size)
    let width = TextMeasure.width(shown, size: look.size)
    func found(
      isLeft: Bool, down: Double
    ) -> (element: SVGElement, box: Box) {
      let x = isLeft ? area.left + 6 : area.right - 6
      let middle =
        quadrant.isTop ? area.top + 12 + down : area.bottom - 12 - down
      let start = isLeft ? x : x - width
      return (
        .text(
          shown, x: x, middle: middle, look: look,
          anchor: isLeft ? .start : .end),
        Box(
          left: start, top: middle - 8, right: start + width,
          bottom: middle + 8)
      )
    }
    // Along the outer edge first: there a name is looked for.
    let deep = max(0, area.bottom - area.top - 24)
    let places = stride(from: 0.0, through: deep, by: 12).map {
      found(isLeft: quadrant.isLeft, down: $0)
    }
    let other = found(isLeft: !quadrant.isLeft, down: 0)
    return (places.prefix(1) + [other] + places.dropFirst()).first { place in
      !taken.contains { $0.meets(place.box) }
    } ?? places[0]
  }
}
