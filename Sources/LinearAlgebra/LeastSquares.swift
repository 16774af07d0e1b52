import CLAPACK

/// The factors Q·R of a matrix with its columns exchanged, by which least
/// squares are solved and columns that depend on others are found.
public struct LeastSquares: Sendable {
  /// The number of rows.
  public let rowCount: Int
  /// The number of columns.
  public let columnCount: Int
  /// The columns that do not depend on earlier ones, in their order.
  public let independent: [Int]
  private let factors: Matrix
  private let scalars: [Double]

  /// Factors the columns of `matrix` from left to right. A column whose rest
  /// after the columns before it is below `tolerance` of its length depends
  /// on them and is left out, as in R's `lm` (1e-7).
  ///
  /// - Returns: `nil` when an element is not finite.
  public init?(_ matrix: Matrix, tolerance: Double = 1e-10) {
    guard matrix.elements.allSatisfy(\.isFinite) else { return nil }
    rowCount = matrix.rowCount
    columnCount = matrix.columnCount
    var kept: [Int] = []
    // Two passes of Gram and Schmidt find the columns to keep; Householder
    // reflections of those give the factors.
    var basis: [[Double]] = []
    for column in 0..<columnCount {
      var rest = (0..<rowCount).map { matrix[$0, column] }
      let length = cblas_dnrm2(Int32(rowCount), rest, 1)
      for _ in 0..<2 {
        for vector in basis {
          let part = cblas_ddot(Int32(rowCount), rest, 1, vector, 1)
          cblas_daxpy(Int32(rowCount), -part, vector, 1, &rest, 1)
        }
      }
      let left = cblas_dnrm2(Int32(rowCount), rest, 1)
      if left > tolerance * length, length > 0, kept.count < rowCount {
        kept.append(column)
        basis.append(rest.map { $0 / left })
      }
    }
    independent = kept
    var chosen = Matrix(rows: rowCount, columns: kept.count)
    for row in 0..<rowCount {
      for (position, column) in kept.enumerated() {
        chosen[row, position] = matrix[row, column]
      }
    }
    var tau = [Double](repeating: 0, count: kept.count)
    if !kept.isEmpty {
      let info = LAPACKE_dgeqrf(
        LAPACK_ROW_MAJOR, Int32(rowCount), Int32(kept.count),
        &chosen.elements, Int32(kept.count), &tau)
      guard info == 0 else { return nil }
    }
    factors = chosen
    scalars = tau
  }

  /// The number of columns that do not depend on others.
  public var rank: Int { independent.count }

  /// The coefficients that make the squares of the rests least; not-a-number
  /// for columns that depend on others.
  ///
  /// - Precondition: `right` has `rowCount` numbers.
  public func solve(_ right: [Double]) -> [Double] {
    precondition(right.count == rowCount)
    var result = [Double](repeating: .nan, count: columnCount)
    guard rank > 0 else { return result }
    var rotated = right
    LAPACKE_dormqr(
      LAPACK_ROW_MAJOR, CChar(UInt8(ascii: "L")), CChar(UInt8(ascii: "T")),
      Int32(rowCount), 1, Int32(rank), factors.elements, Int32(rank), scalars,
      &rotated, 1)
    LAPACKE_dtrtrs(
      LAPACK_ROW_MAJOR, CChar(UInt8(ascii: "U")), CChar(UInt8(ascii: "N")),
      CChar(UInt8(ascii: "N")), Int32(rank), 1, factors.elements, Int32(rank),
      &rotated, 1)
    for (position, column) in independent.enumerated() {
      result[column] = rotated[position]
    }
    return result
  }

  /// What is left of `right` after the columns explained their part.
  public func residuals(_ right: [Double]) -> [Double] {
    precondition(right.count == rowCount)
    guard rank > 0 else { return right }
    var rotated = right
    func rotate(_ transposed: String) {
      LAPACKE_dormqr(
        LAPACK_ROW_MAJOR, CChar(UInt8(ascii: "L")),
        CChar(transposed.utf8.first ?? 0), Int32(rowCount), 1, Int32(rank),
        factors.elements, Int32(rank), scalars, &rotated, 1)
    }
    rotate("T")
    for index in 0..<rank { rotated[index] = 0 }
    rotate("N")
    return rotated
  }

  /// (XᵀX)⁻¹ of the independent columns.
  public var inverseCrossProduct: Matrix {
    var triangle = Matrix(rows: rank, columns: rank)
    for row in 0..<rank {
      for column in row..<rank { triangle[row, column] = factors[row, column] }
    }
    guard rank > 0 else { return triangle }
    LAPACKE_dpotri(
      LAPACK_ROW_MAJOR, CChar(UInt8(ascii: "U")), Int32(rank),
      &triangle.elements, Int32(rank))
    for row in 0..<rank {
      for column in 0..<row { triangle[row, column] = triangle[column, row] }
    }
    return triangle
  }
}
