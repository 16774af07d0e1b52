import LinearAlgebra

/// Varimax as R's `varimax` does it by default: rows scaled to length 1, then
/// steps
///
///     T <- U Vᵀ  with  U D Vᵀ = Xᵀ (Z³ - Z diag(Σ Z²) / p),  Z = X T
///
/// from no rotation at all, until Σ D grows by less than 1e-5 of itself.
///
/// Checked against R's psych.
enum StoppedVarimax {
  static func turn(_ loadings: Matrix) -> Matrix {
    let (size, count) = (loadings.rowCount, loadings.columnCount)
    guard count > 1 else { return loadings }
    var scaled = loadings
    let lengths = (0..<size).map { row in
      loadings.row(row).reduce(0) { $0 + $1 * $1 }.squareRoot()
    }
    for row in 0..<size where lengths[row] > 0 {
      for column in 0..<count { scaled[row, column] /= lengths[row] }
    }
    let transposed = scaled.transposed
    var rotation = Matrix.identity(count)
    var criterion = 0.0
    for _ in 0..<1000 {
      let turned = scaled.times(rotation)
      var target = turned
      for column in 0..<count {
        let sum = (0..<size).reduce(0.0) {
          $0 + turned[$1, column] * turned[$1, column]
        }
        for row in 0..<size {
          let value = turned[row, column]
          target[row, column] =
            value * value * value - value * sum / Double(size)
        }
      }
      guard let step = polar(transposed.times(target)) else { break }
      rotation = step.rotation
      let last = criterion
      criterion = step.sum
      if criterion < last * (1 + 1e-5) { break }
    }
    var result = scaled.times(rotation)
    for row in 0..<size {
      for column in 0..<count { result[row, column] *= lengths[row] }
    }
    return result
  }

  /// U Vᵀ and the sum of the singular values of a square matrix.
  private static func polar(
    _ matrix: Matrix
  ) -> (rotation: Matrix, sum: Double)? {
    guard let eigen = SymmetricEigen(matrix.gram) else { return nil }
    let roots = eigen.values.map { max(0, $0).squareRoot() }
    guard roots.allSatisfy({ $0 > 0 }) else { return nil }
    var scaled = eigen.vectors
    for column in roots.indices {
      for row in 0..<scaled.rowCount { scaled[row, column] /= roots[column] }
    }
    return (
      matrix.times(scaled.times(eigen.vectors.transposed)),
      roots.reduce(0, +)
    )
  }
}
