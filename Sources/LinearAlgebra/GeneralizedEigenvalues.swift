extension Matrix {
  /// Whether a symmetric positive semidefinite matrix has an inverse: what
  /// rounding leaves of a pivot of 0 is none, whatever its sign and the scale
  /// of its row.
  public var isPositiveDefinite: Bool {
    let scale = (0..<rowCount).map { self[$0, $0].squareRoot() }
    guard scale.allSatisfy({ $0 > 0 && $0.isFinite }) else { return false }
    var scaled = self
    for row in scale.indices {
      for column in scale.indices {
        scaled[row, column] /= scale[row] * scale[column]
      }
    }
    return LinearSystem(scaled).map { $0.reciprocalCondition > 1e-12 } ?? false
  }
}

/// The eigenvalues of B⁻¹A for symmetric A and positive definite B, the
/// largest first: those of L⁻¹AL⁻ᵀ with B = LLᵀ.
///
/// - Returns: `nil` where B is not positive definite, or a number is not
///   finite.
/// - Precondition: Both are square and of one size.
public func generalizedEigenvalues(
  _ above: Matrix, _ below: Matrix
) -> [Double]? {
  guard below.isPositiveDefinite, let factor = Cholesky(below)?.factor
  else { return nil }
  let size = below.rowCount
  func reduced(_ matrix: Matrix) -> Matrix {
    var result = matrix
    for column in 0..<size {
      for row in 0..<size {
        var value = result[row, column]
        for before in 0..<row {
          value -= factor[row, before] * result[before, column]
        }
        result[row, column] = value / factor[row, row]
      }
    }
    return result
  }
  return SymmetricEigen(reduced(reduced(above).transposed))?.values
}
