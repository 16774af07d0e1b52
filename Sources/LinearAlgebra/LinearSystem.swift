import CLAPACK

/// A general square system A·X = B, factored with row exchanges.
public struct LinearSystem: Sendable {
  private let size: Int
  private let factors: [Double]
  private let exchanges: [Int32]
  /// The reciprocal of the condition number in the 1-norm, estimated.
  public let reciprocalCondition: Double

  /// Factors `matrix`.
  ///
  /// - Returns: `nil` when it is singular or holds a number that is not
  ///   finite.
  /// - Precondition: `matrix` is square.
  public init?(_ matrix: Matrix) {
    precondition(matrix.isSquare)
    guard matrix.elements.allSatisfy(\.isFinite) else { return nil }
    size = matrix.rowCount
    var copy = matrix.elements
    var pivots = [Int32](repeating: 0, count: size)
    var reciprocal = 1.0
    if size > 0 {
      let count = Int32(size)
      let norm = LAPACKE_dlange(
        LAPACK_ROW_MAJOR, CChar(UInt8(ascii: "1")), count, count, copy, count)
      let info = LAPACKE_dgetrf(
        LAPACK_ROW_MAJOR, count, count, &copy, count, &pivots)
      guard info == 0 else { return nil }
      LAPACKE_dgecon(
        LAPACK_ROW_MAJOR, CChar(UInt8(ascii: "1")), count, copy, count, norm,
        &reciprocal)
    }
    factors = copy
    exchanges = pivots
    reciprocalCondition = reciprocal
  }

  /// Solves A·X = `right`.
  ///
  /// - Precondition: `right` has as many rows as A.
  public func solve(_ right: Matrix) -> Matrix {
    precondition(right.rowCount == size)
    var result = right
    guard size > 0, right.columnCount > 0 else { return result }
    LAPACKE_dgetrs(
      LAPACK_ROW_MAJOR, CChar(UInt8(ascii: "N")), Int32(size),
      Int32(right.columnCount), factors, Int32(size), exchanges,
      &result.elements, Int32(right.columnCount))
    return result
  }

  /// Solves A·x = `right`.
  public func solve(_ right: [Double]) -> [Double] {
    solve(Matrix(rows: right.count, columns: 1, elements: right)).elements
  }

  /// The inverse of A.
  public var inverse: Matrix { solve(.identity(size)) }
}
