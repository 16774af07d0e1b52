extension ScatterChart.Line {
  /// The line of least squares through the points of rows; `nil` with fewer
  /// than three of them or when all have the same x.
  ///
  /// It guides the eye and is no estimate: it has no interval, and its numbers
  /// are printed nowhere.
  public init?(through rows: [ScatterChart.Row], label: String) {
    let points = rows.compactMap { row -> (x: Double, y: Double)? in
      guard let x = row.x.value.finite, let y = row.y.value.finite
      else { return nil }
      return (x, y)
    }
    guard points.count > 2 else { return nil }
    let count = Double(points.count)
    let middleX = points.reduce(0) { $0 + $1.x } / count
    let middleY = points.reduce(0) { $0 + $1.y } / count
    var (products, squares) = (0.0, 0.0)
    for point in points {
      let distance = point.x - middleX
      products += distance * (point.y - middleY)
      squares += distance * distance
    }
    let slope = products / squares
    guard squares > 0, slope.isFinite else { return nil }
    self.init(
      intercept: middleY - slope * middleX, slope: slope, label: label)
  }
}
