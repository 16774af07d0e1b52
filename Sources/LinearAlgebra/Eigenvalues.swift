import CLAPACK

/// The eigenvalues and eigenvectors of a symmetric matrix.
public struct SymmetricEigen: Sendable {
  /// The eigenvalues, the largest first.
  public let values: [Double]
  /// The eigenvectors of length 1, one a column, in the order of `values`.
  ///
  /// The sign is fixed: the element of largest size, the first of several,
  /// is positive.
  public let vectors: Matrix

  /// Decomposes `matrix`, of which only the lower triangle is read.
  ///
  /// - Returns: `nil` when it holds a number that is not finite or the
  ///   iteration fails.
  /// - Precondition: `matrix` is square.
  public init?(_ matrix: Matrix) {
    precondition(matrix.isSquare)
    guard matrix.elements.allSatisfy(\.isFinite) else { return nil }
    let size = matrix.rowCount
    var copy = matrix
    var ascending = [Double](repeating: 0, count: size)
    if size > 0 {
      let count = Int32(size)
      let info = LAPACKE_dsyev(
        LAPACK_ROW_MAJOR, CChar(UInt8(ascii: "V")), CChar(UInt8(ascii: "L")),
        count, &copy.elements, count, &ascending)
      guard info == 0 else { return nil }
    }
    var ordered = Matrix(rows: size, columns: size)
    for column in 0..<size {
      let source = size - 1 - column
      var largest = 0
      for row in 0..<size
      where abs(copy[row, source]) > abs(copy[largest, source]) {
        largest = row
      }
      let sign = copy[largest, source] < 0 ? -1.0 : 1.0
      for row in 0..<size { ordered[row, column] = sign * copy[row, source] }
    }
    values = ascending.reversed()
    vectors = ordered
  }
}

/// One eigenvalue of a general matrix, which may be complex.
public struct ComplexEigenvalue: Hashable, Sendable {
  /// The real part.
  public let real: Double
  /// The imaginary part.
  public let imaginary: Double
}

/// The eigenvalues of a square matrix, those of largest real part first and
/// of a conjugate pair the one with positive imaginary part first.
///
/// - Returns: `nil` when `matrix` holds a number that is not finite or the
///   iteration fails.
/// - Precondition: `matrix` is square.
public func eigenvalues(of matrix: Matrix) -> [ComplexEigenvalue]? {
  generalEigen(matrix, vectors: false)?.values
}

/// The eigenvalue of largest real part of a matrix with positive elements
/// and its eigenvector, scaled to sum 1 (Perron 1907).
///
/// - Returns: `nil` for an empty matrix, an element that is not a positive
///   finite number, or when the iteration fails.
/// - Precondition: `matrix` is square.
public func principalEigenvector(
  ofPositive matrix: Matrix
) -> (value: Double, vector: [Double])? {
  guard matrix.elements.allSatisfy({ $0 > 0 && $0.isFinite }),
    let found = generalEigen(matrix, vectors: true),
    let value = found.values.first?.real
  else { return nil }
  let sum = found.leading.reduce(0, +)
  return sum == 0 ? nil : (value, found.leading.map { $0 / sum })
}

private func generalEigen(
  _ matrix: Matrix, vectors: Bool
) -> (values: [ComplexEigenvalue], leading: [Double])? {
  precondition(matrix.isSquare)
  guard matrix.elements.allSatisfy(\.isFinite) else { return nil }
  let size = matrix.rowCount
  if size == 0 { return ([], []) }
  var copy = matrix
  var real = [Double](repeating: 0, count: size)
  var imaginary = real
  var right = Matrix(rows: size, columns: size)
  let count = Int32(size)
  let info = LAPACKE_dgeev(
    LAPACK_ROW_MAJOR, CChar(UInt8(ascii: "N")),
    CChar(UInt8(ascii: vectors ? "V" : "N")), count, &copy.elements, count,
    &real, &imaginary, nil, count, &right.elements, count)
  guard info == 0 else { return nil }
  let order = (0..<size).sorted {
    (real[$0], imaginary[$0]) > (real[$1], imaginary[$1])
  }
  let values = order.map {
    ComplexEigenvalue(real: real[$0], imaginary: imaginary[$0])
  }
  return (values, (0..<size).map { right[$0, order[0]] })
}
