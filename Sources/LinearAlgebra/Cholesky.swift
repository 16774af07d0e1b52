import CLAPACK

/// The factor L of a symmetric positive definite matrix A = L·Lᵀ.
public struct Cholesky: Sendable {
  /// The lower triangle; zero above the diagonal.
  public let factor: Matrix

  /// Factors `matrix`, of which only the lower triangle is read.
  ///
  /// - Returns: `nil` when it is not positive definite or holds a number that
  ///   is not finite.
  /// - Precondition: `matrix` is square.
  public init?(_ matrix: Matrix) {
    precondition(matrix.isSquare)
    var copy = matrix
    let size = matrix.rowCount
    guard matrix.elements.allSatisfy(\.isFinite) else { return nil }
    if size > 0 {
      let count = Int32(size)
      let info = LAPACKE_dpotrf(
        LAPACK_ROW_MAJOR, CChar(UInt8(ascii: "L")), count, &copy.elements,
        count)
      guard info == 0 else { return nil }
    }
    for row in 0..<size {
      for column in row + 1..<max(size, row + 1) { copy[row, column] = 0 }
    }
    factor = copy
  }

  /// Solves A·x = `right`.
  ///
  /// - Precondition: `right` has as many numbers as A has rows.
  public func solve(_ right: [Double]) -> [Double] {
    let size = factor.rowCount
    precondition(right.count == size)
    var result = right
    guard size > 0 else { return result }
    let count = Int32(size)
    LAPACKE_dpotrs(
      LAPACK_ROW_MAJOR, CChar(UInt8(ascii: "L")), count, 1, factor.elements,
      count, &result, 1)
    return result
  }
}
