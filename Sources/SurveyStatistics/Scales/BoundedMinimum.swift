/// A function with its gradient, to be minimised above a lower limit.
protocol BoundedProblem {
  /// The value and the gradient; `nil` where the function is not defined.
  func value(_ point: [Double]) -> (value: Double, gradient: [Double])?
}

/// A minimum within limits, found with the approximation of the second
/// derivatives by Broyden, Fletcher, Goldfarb and Shanno, projected on the
/// limits.
struct BoundedMinimum {
  let point: [Double]
  let value: Double
  let hasConverged: Bool

  /// Searches from `start` between `limit` and 1.
  ///
  /// - Returns: `nil` when the function is not defined at the start.
  init?(
    from start: [Double], limit: Double, _ problem: some BoundedProblem,
    tolerance: Double = 1e-11, maximumSteps: Int = 2000
  ) {
    let size = start.count
    func bounded(_ point: [Double]) -> [Double] {
      point.map { min(1, max(limit, $0)) }
    }
    var point = bounded(start)
    guard var current = problem.value(point) else { return nil }
    // The inverse of the second derivatives.
    var inverse = [[Double]](
      repeating: [Double](repeating: 0, count: size), count: size)
    func reset() {
      for row in 0..<size {
        for column in 0..<size {
          inverse[row][column] = row == column ? point[row] * point[row] : 0
        }
      }
    }
    reset()
    var isFresh = true
    var converged = false
    for _ in 0..<maximumSteps {
      let free = (0..<size).map { index in
        !(point[index] <= limit && current.gradient[index] > 0)
          && !(point[index] >= 1 && current.gradient[index] < 0)
      }
      let steepness = (0..<size).filter { free[$0] }.map {
        abs(current.gradient[$0])
      }.max()
      guard let steepness, steepness > tolerance else {
        converged = true
        break
      }
      var direction = [Double](repeating: 0, count: size)
      for row in 0..<size where free[row] {
        for column in 0..<size where free[column] {
          direction[row] -= inverse[row][column] * current.gradient[column]
        }
      }
      var slope = 0.0
      for index in 0..<size {
        slope += direction[index] * current.gradient[index]
      }
      if slope >= 0 {
        if isFresh { break }
        reset()
        isFresh = true
        continue
      }
      var length = 1.0
      var next: (point: [Double], found: (value: Double, gradient: [Double]))?
      while length > 1e-12 {
        let candidate = bounded(
          (0..<size).map { point[$0] + length * direction[$0] })
        if let found = problem.value(candidate),
          found.value <= current.value + 1e-4 * length * slope
        {
          next = (candidate, found)
          break
        }
        length /= 2
      }
      guard let next else {
        // The value cannot be told from its neighbours any more.
        if isFresh || steepness < 1e-6 {
          converged = steepness < 1e-6
          break
        }
        reset()
        isFresh = true
        continue
      }
      let step = (0..<size).map { next.point[$0] - point[$0] }
      let change = (0..<size).map {
        next.found.gradient[$0] - current.gradient[$0]
      }
      Self.update(&inverse, step, change)
      isFresh = false
      point = next.point
      current = next.found
    }
    self.point = point
    value = current.value
    hasConverged = converged
  }

  private static func update(
    _ inverse: inout [[Double]], _ step: [Double], _ change: [Double]
  ) {
    let size = step.count
    var curvature = 0.0
    for index in 0..<size { curvature += step[index] * change[index] }
    guard curvature > 1e-300 else { return }
    let moved = inverse.map { row in
      var sum = 0.0
      for index in 0..<size { sum += row[index] * change[index] }
      return sum
    }
    var square = 0.0
    for index in 0..<size { square += change[index] * moved[index] }
    let factor = (1 + square / curvature) / curvature
    for row in 0..<size {
      for column in 0..<size {
        inverse[row][column] +=
          factor * step[row] * step[column]
          - (moved[row] * step[column] + step[row] * moved[column]) / curvature
      }
    }
  }
}
