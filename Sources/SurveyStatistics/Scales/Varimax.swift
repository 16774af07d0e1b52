import Foundation
import LinearAlgebra

/// Turns loadings so that the squares of each factor differ as much as they
/// can (Kaiser 1958), items scaled to length 1 first. The turned factors are
/// in the order of the variance they explain, each pointing to where its sum
/// is positive.
///
/// Checked against R's `varimax`.
func varimax(_ loadings: Matrix) -> Matrix {
  let (size, count) = (loadings.rowCount, loadings.columnCount)
  guard count > 1 else { return loadings }
  var turned = loadings
  let lengths = (0..<size).map { item in
    loadings.row(item).reduce(0) { $0 + $1 * $1 }.squareRoot()
  }
  for item in 0..<size where lengths[item] > 0 {
    for factor in 0..<count { turned[item, factor] /= lengths[item] }
  }
  // Pairs of factors are turned in their plane until nothing moves.
  for _ in 0..<1000 {
    var largest = 0.0
    for first in 0..<count {
      for second in first + 1..<max(count, first + 1) {
        largest = max(largest, turn(&turned, first, second))
      }
    }
    if largest < 1e-14 { break }
  }
  for item in 0..<size {
    for factor in 0..<count { turned[item, factor] *= lengths[item] }
  }
  return ordered(turned)
}

/// Turns two factors in their plane; returns the size of the angle.
private func turn(_ matrix: inout Matrix, _ first: Int, _ second: Int) -> Double
{
  let size = Double(matrix.rowCount)
  var (a, b, c, d) = (0.0, 0.0, 0.0, 0.0)
  for item in 0..<matrix.rowCount {
    let (x, y) = (matrix[item, first], matrix[item, second])
    let (u, v) = (x * x - y * y, 2 * x * y)
    a += u
    b += v
    c += u * u - v * v
    d += 2 * u * v
  }
  let above = d - 2 * a * b / size
  let below = c - (a * a - b * b) / size
  guard above != 0 || below != 0 else { return 0 }
  let angle = atan2(above, below) / 4
  let (cosine, sine) = (cos(angle), sin(angle))
  for item in 0..<matrix.rowCount {
    let (x, y) = (matrix[item, first], matrix[item, second])
    matrix[item, first] = x * cosine + y * sine
    matrix[item, second] = -x * sine + y * cosine
  }
  return abs(angle)
}

private func ordered(_ loadings: Matrix) -> Matrix {
  let (size, count) = (loadings.rowCount, loadings.columnCount)
  let sums = (0..<count).map { factor in
    (0..<size).reduce(0.0) {
      $0 + loadings[$1, factor] * loadings[$1, factor]
    }
  }
  let order = (0..<count).sorted {
    (sums[$0], -$0) > (sums[$1], -$1)
  }
  var result = Matrix(rows: size, columns: count)
  for (position, factor) in order.enumerated() {
    var sum = 0.0
    for item in 0..<size { sum += loadings[item, factor] }
    for item in 0..<size {
      result[item, position] = (sum < 0 ? -1 : 1) * loadings[item, factor]
    }
  }
  return result
}
