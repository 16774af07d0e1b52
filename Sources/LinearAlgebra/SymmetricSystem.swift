/// A small system of normal equations, solved by Cholesky factorisation.
///
/// It is solved thousands of times for a few dozen unknowns, where calling a
/// library costs more than the work itself. `ScaledCholesky` is for matrices
/// that are there already, `DependentSystem` for those with columns that
/// follow from others.
@frozen public struct SymmetricSystem {
  /// The number of unknowns.
  public let count: Int
  /// The lower triangle, row by row, `count` entries a row.
  public var matrix: [Double]
  /// The right hand side.
  public var right: [Double]
  /// How much each unknown occurs, before anything was subtracted from its
  /// diagonal; zero when it does not occur.
  public var sizes: [Double]

  /// A system of zeros.
  public init(count: Int) {
    self.count = count
    matrix = [Double](repeating: 0, count: count * count)
    right = [Double](repeating: 0, count: count)
    sizes = right
  }

  /// Sets everything to zero.
  @inlinable
  public mutating func clear() {
    for position in matrix.indices { matrix[position] = 0 }
    for position in right.indices {
      right[position] = 0
      sizes[position] = 0
    }
  }

  /// Adds to an entry of the lower triangle.
  @inlinable @inline(__always)
  public mutating func add(_ row: Int, _ column: Int, _ value: Double) {
    matrix[row * count + column] += value
  }

  /// Solves the system and destroys it.
  ///
  /// Unknowns with a size of zero are zero. With `grounding` the first of the
  /// others is held at zero too, which makes differences of effects solvable.
  ///
  /// - Returns: `nil` when the system is singular: the unknowns fall into
  ///   parts that no equation connects.
  public mutating func solve(grounding: Bool) -> [Double]? {
    let n = count
    let ground = grounding ? sizes.firstIndex { $0 > 0 } : nil
    for row in 0..<n where sizes[row] == 0 || row == ground {
      for column in 0..<row { matrix[row * n + column] = 0 }
      for below in (row + 1)..<max(row + 1, n) { matrix[below * n + row] = 0 }
      matrix[row * n + row] = 1
      right[row] = 0
      sizes[row] = 1
    }
    var isRegular = true
    matrix.withUnsafeMutableBufferPointer { a in
      right.withUnsafeMutableBufferPointer { b in
        for row in 0..<n {
          let start = row * n
          var value = b[row]
          var pivot = a[start + row]
          for column in 0..<row {
            var sum = a[start + column]
            let other = column * n
            for k in 0..<column { sum -= a[start + k] * a[other + k] }
            sum /= a[other + column]
            a[start + column] = sum
            value -= sum * b[column]
            pivot -= sum * sum
          }
          // Compared with the size before elimination: what is left of an
          // unknown that nothing connects is a rounding error.
          if !(pivot > 1e-11 * sizes[row]) {
            isRegular = false
            return
          }
          let root = pivot.squareRoot()
          a[start + row] = root
          b[row] = value / root
        }
        for row in (0..<n).reversed() {
          var value = b[row]
          for below in (row + 1)..<max(row + 1, n) {
            value -= a[below * n + row] * b[below]
          }
          b[row] = value / a[row * n + row]
        }
      }
    }
    return isRegular ? right : nil
  }
}
