import CLAPACK

/// Sums Σ wxxᵀ and Σ sx over the rows x of a tall matrix, taken a block of
/// rows at a time, so that the rows, their weights and what is computed from
/// them stay in the cache between the steps of a fit.
///
/// Rows stand one after the other in one array, as `Matrix` keeps them.
public struct RowBlockProducts {
  /// The numbers in a row.
  public let columnCount: Int
  /// The most rows in a block.
  public let blockRows: Int
  /// Σ wxxᵀ.
  public private(set) var products: Matrix
  /// Σ sx.
  public private(set) var sums: [Double]
  private var scaled: [Double]

  /// Starts with sums of 0.
  public init(columnCount: Int, blockRows: Int = 256) {
    self.columnCount = columnCount
    self.blockRows = blockRows
    products = Matrix(rows: columnCount, columns: columnCount)
    sums = [Double](repeating: 0, count: columnCount)
    scaled = [Double](repeating: 0, count: columnCount * blockRows)
  }

  /// Writes the products of the rows with `vector` over `result`.
  ///
  /// - Precondition: All buffers hold `count` rows, `vector` a number for
  ///   each column.
  public static func multiply(
    rows: UnsafePointer<Double>, count: Int, by vector: [Double],
    into result: UnsafeMutablePointer<Double>
  ) {
    guard count > 0, !vector.isEmpty else { return }
    cblas_dgemv(
      CblasRowMajor, CblasNoTrans, Int32(count), Int32(vector.count), 1, rows,
      Int32(vector.count), vector, 1, 0, result, 1)
  }

  /// Adds Σ sx over a block of rows to `sums`.
  ///
  /// - Precondition: `values` holds `count` numbers, `sums` one for each
  ///   column.
  public static func addSums(
    rows: UnsafePointer<Double>, count: Int, values: UnsafePointer<Double>,
    to sums: inout [Double]
  ) {
    guard count > 0, !sums.isEmpty else { return }
    let columns = Int32(sums.count)
    cblas_dgemv(
      CblasRowMajor, CblasTrans, Int32(count), columns, 1, rows, columns,
      values, 1, 1, &sums, 1)
  }

  /// Adds a block of rows with the weights w and the numbers s.
  ///
  /// - Precondition: `count` is not above `blockRows`.
  public mutating func add(
    rows: UnsafePointer<Double>, count: Int, weights: UnsafePointer<Double>,
    values: UnsafePointer<Double>
  ) {
    precondition(count <= blockRows)
    guard count > 0, columnCount > 0 else { return }
    let width = columnCount
    let columns = Int32(width)
    Self.addSums(rows: rows, count: count, values: values, to: &sums)
    scaled.withUnsafeMutableBufferPointer { scaled in
      var position = 0
      for row in 0..<count {
        let weight = weights[row]
        for _ in 0..<width {
          scaled[position] = weight * rows[position]
          position += 1
        }
      }
    }
    cblas_dgemm(
      CblasRowMajor, CblasTrans, CblasNoTrans, columns, columns, Int32(count),
      1, rows, columns, scaled, columns, 1, &products.elements, columns)
  }
}
