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

  /// Whether the rectangle lies in another one.
  func lies(in other: Box) -> Bool {
    left >= other.left && right <= other.right && top >= other.top
      && bottom <= other.bottom
  }
}
