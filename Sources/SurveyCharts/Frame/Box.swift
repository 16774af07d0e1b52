/// A straight line between two points.
struct Segment: Hashable, Sendable {
  var fromX: Double
  var fromY: Double
  var toX: Double
  var toY: Double
}

/// The rectangle that a mark or a label takes.
struct Box: Hashable, Sendable {
  var left: Double
  var top: Double
  var right: Double
  var bottom: Double

  /// The square around a point.
  static func around(x: Double, y: Double, radius: Double) -> Box {
    Box(
      left: x - radius, top: y - radius, right: x + radius, bottom: y + radius)
  }

  /// Whether two rectangles share more than an edge.
  func meets(_ other: Box) -> Bool {
    left < other.right && other.left < right && top < other.bottom
      && other.top < bottom
  }

  /// Whether a straight line runs through the rectangle.
  func isCrossed(by line: Segment) -> Bool {
    // Liang and Barsky 1984: the part of the line between all four edges.
    let (dx, dy) = (line.toX - line.fromX, line.toY - line.fromY)
    var (from, to) = (0.0, 1.0)
    for (step, room) in [
      (-dx, line.fromX - left), (dx, right - line.fromX),
      (-dy, line.fromY - top), (dy, bottom - line.fromY),
    ] {
      if step == 0 {
        if room <= 0 { return false }
      } else if step < 0 {
        from = max(from, room / step)
      } else {
        to = min(to, room / step)
      }
    }
    return from < to
  }

  /// Whether the rectangle lies in another one.
  func lies(in other: Box) -> Bool {
    left >= other.left && right <= other.right && top >= other.top
      && bottom <= other.bottom
  }
}
