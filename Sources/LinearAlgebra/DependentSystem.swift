/// A symmetric system whose dependent columns are left out, in their order.
public struct DependentSystem: Sendable {
  private let size: Int
  private var factor: [Double]
  /// The columns that were not left out.
  public private(set) var isKept: [Bool]
  private let scales: [Double]

  /// Takes the lower triangle apart, scaled to a diagonal of ones.
  ///
  /// - Parameters:
  ///   - lower: The triangle row after row of a square matrix.
  ///   - tolerance: What a column has to keep of itself after the columns
  ///     before it.
  /// - Precondition: `lower` has `size`² numbers.
  public init(lower: [Double], size: Int, tolerance: Double = 1e-10) {
    precondition(lower.count == size * size)
    self.size = size
    factor = lower
    isKept = [Bool](repeating: false, count: size)
    let scales = (0..<size).map { column -> Double in
      let diagonal = lower[column * size + column]
      return diagonal > 0 ? diagonal.squareRoot() : 0
    }
    self.scales = scales
    for row in 0..<size {
      for column in 0...row {
        let scale = scales[row] * scales[column]
        factor[row * size + column] =
          scale > 0 ? factor[row * size + column] / scale : 0
      }
    }
    factor.withUnsafeMutableBufferPointer { factor in
      for row in 0..<size {
        for column in 0..<row {
          guard isKept[column] else {
            factor[row * size + column] = 0
            continue
          }
          var sum = factor[row * size + column]
          for inner in 0..<column {
            sum -= factor[row * size + inner] * factor[column * size + inner]
          }
          factor[row * size + column] = sum / factor[column * size + column]
        }
        var pivot = factor[row * size + row]
        for inner in 0..<row {
          let part = factor[row * size + inner]
          pivot -= part * part
        }
        isKept[row] = scales[row] > 0 && pivot > tolerance
        factor[row * size + row] = isKept[row] ? pivot.squareRoot() : 0
      }
    }
  }

  /// A solution with 0 in the columns left out.
  ///
  /// - Precondition: `right` has as many numbers as there are columns.
  public func solve(_ right: [Double]) -> [Double] {
    precondition(right.count == size)
    var result = [Double](repeating: 0, count: size)
    for row in 0..<size where isKept[row] {
      var sum = right[row] / scales[row]
      for inner in 0..<row { sum -= factor[row * size + inner] * result[inner] }
      result[row] = sum / factor[row * size + row]
    }
    for row in (0..<size).reversed() where isKept[row] {
      var sum = result[row]
      for inner in row + 1..<max(size, row + 1) where isKept[inner] {
        sum -= factor[inner * size + row] * result[inner]
      }
      result[row] = sum / factor[row * size + row]
    }
    for row in 0..<size where isKept[row] { result[row] /= scales[row] }
    return result
  }
}
