/// A Cholesky factor of a symmetric matrix whose rows and columns are divided
/// by the roots of its diagonal first, which keeps columns of different size
/// from spoiling it.
public struct ScaledCholesky: Sendable {
  private let factor: Cholesky
  private let scales: [Double]

  /// Factors `matrix`.
  ///
  /// - Returns: `nil` when it is not positive definite.
  /// - Precondition: `matrix` is square.
  public init?(_ matrix: Matrix) {
    let scales = matrix.diagonal.map { $0.squareRoot() }
    guard scales.allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
    var copy = matrix
    for row in scales.indices {
      for column in scales.indices {
        copy[row, column] /= scales[row] * scales[column]
      }
    }
    guard let factor = Cholesky(copy) else { return nil }
    self.factor = factor
    self.scales = scales
  }

  /// Solves A·x = `right`.
  public func solve(_ right: [Double]) -> [Double] {
    let inner = factor.solve(zip(right, scales).map { $0 / $1 })
    return zip(inner, scales).map { $0 / $1 }
  }

  /// The inverse of A.
  public var inverse: Matrix {
    let size = scales.count
    var result = Matrix(rows: size, columns: size)
    for column in 0..<size {
      var unit = [Double](repeating: 0, count: size)
      unit[column] = 1
      let solved = solve(unit)
      for row in 0..<size { result[row, column] = solved[row] }
    }
    return result
  }
}
