import CLAPACK
import Foundation

extension Cholesky {
  /// log|A|.
  public var logDeterminant: Double {
    var sum = 0.0
    for row in 0..<factor.rowCount { sum += log(factor[row, row]) }
    return 2 * sum
  }

  /// A⁻¹, both triangles.
  public var inverse: Matrix {
    let size = factor.rowCount
    var result = factor
    guard size > 0 else { return result }
    let count = Int32(size)
    LAPACKE_dpotri(
      LAPACK_ROW_MAJOR, CChar(UInt8(ascii: "L")), count, &result.elements,
      count)
    result.elements.withUnsafeMutableBufferPointer { a in
      for row in 0..<size {
        for column in 0..<row {
          a[column * size + row] = a[row * size + column]
        }
      }
    }
    return result
  }
}
