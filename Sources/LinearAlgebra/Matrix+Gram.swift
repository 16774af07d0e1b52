import CLAPACK

extension Matrix {
  /// The products XᵀX of all pairs of columns.
  public var gram: Matrix {
    var result = Matrix(rows: columnCount, columns: columnCount)
    guard rowCount > 0, columnCount > 0 else { return result }
    cblas_dsyrk(
      CblasRowMajor, CblasUpper, CblasTrans, Int32(columnCount),
      Int32(rowCount), 1, elements, Int32(columnCount), 0, &result.elements,
      Int32(columnCount))
    for row in 0..<columnCount {
      for column in 0..<row { result[row, column] = result[column, row] }
    }
    return result
  }
}
