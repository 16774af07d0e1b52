import CLAPACK

extension Matrix {
  /// The transpose.
  public var transposed: Matrix {
    var result = Matrix(rows: columnCount, columns: rowCount)
    for row in 0..<rowCount {
      for column in 0..<columnCount { result[column, row] = self[row, column] }
    }
    return result
  }

  /// The product of two matrices.
  ///
  /// - Precondition: `right` has as many rows as this has columns.
  public func times(_ right: Matrix) -> Matrix {
    precondition(columnCount == right.rowCount)
    var result = Matrix(rows: rowCount, columns: right.columnCount)
    guard rowCount > 0, columnCount > 0, right.columnCount > 0 else {
      return result
    }
    cblas_dgemm(
      CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(rowCount),
      Int32(right.columnCount), Int32(columnCount), 1, elements,
      Int32(columnCount), right.elements, Int32(right.columnCount), 0,
      &result.elements, Int32(right.columnCount))
    return result
  }

  /// The sum of two matrices of the same shape.
  public func plus(_ right: Matrix, times factor: Double = 1) -> Matrix {
    precondition(rowCount == right.rowCount)
    precondition(columnCount == right.columnCount)
    var result = self
    for index in elements.indices {
      result.elements[index] += factor * right.elements[index]
    }
    return result
  }

  /// The diagonal.
  public var diagonal: [Double] {
    (0..<min(rowCount, columnCount)).map { self[$0, $0] }
  }

  /// The rows and columns at the positions given.
  public func selecting(_ positions: [Int]) -> Matrix {
    var result = Matrix(rows: positions.count, columns: positions.count)
    for (row, from) in positions.enumerated() {
      for (column, at) in positions.enumerated() {
        result[row, column] = self[from, at]
      }
    }
    return result
  }
}
