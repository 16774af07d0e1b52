import LinearAlgebra

/// Functions of the weighted covariances of items, such as eigenvalues or a
/// reliability, with the uncertainty that the design gives them.
///
/// A function g of the covariances c moves with row i by
///
///     Σₖₗ ∂g/∂cₖₗ · n/(n − 1) · ((xₖ − x̄ₖ)(xₗ − x̄ₗ) − c̃ₖₗ) / Σw
///
/// where c̃ has the divisor Σw. The derivatives are taken numerically, with
/// central differences of 1e-5 times the scale of the two items, which keeps
/// about ten digits; a pair of items moves both of its places at once.
struct CovarianceStatistics: WeightedStatistics {
  /// The items, one column each.
  let items: [[Double]]
  let isUsed: [Bool]
  /// The function; `nil` where it is not defined.
  let function: @Sendable (Matrix) -> [Double]?

  /// Uses the rows of the domain that answered every item.
  init(
    _ items: [[Double]], domain: [Bool]?,
    function: @escaping @Sendable (Matrix) -> [Double]?
  ) {
    self.items = items
    self.function = function
    let count = items.first?.count ?? 0
    isUsed = (0..<count).map { row in
      (domain?[row] ?? true) && items.allSatisfy { !$0[row].isNaN }
    }
  }

  func estimates(_ weights: [Double]) -> [Double]? {
    covariances(weights).flatMap { function($0.matrix) }
  }

  func influences(
    _ weights: [Double], at estimates: [Double]
  ) -> [[Double]] {
    let zero = [Double](repeating: 0, count: weights.count)
    var result = [[Double]](repeating: zero, count: estimates.count)
    guard let found = covariances(weights) else { return result }
    let pairs = items.indices.flatMap { first in
      (first..<items.count).map { (first, $0) }
    }
    let slopes = slopes(found.matrix, pairs, count: estimates.count)
    let scale = found.correction / found.weight
    // A block of rows at a time: the products of pairs times the slopes.
    let blocks = RowBlocks(rowCount: weights.count, threads: 1)
    for block in 0..<blocks.count {
      let rows = blocks.rows(block).filter { isUsed[$0] }
      var products = Matrix(rows: rows.count, columns: pairs.count)
      for (position, row) in rows.enumerated() {
        for (pair, (first, second)) in pairs.enumerated() {
          products[position, pair] =
            (items[first][row] - found.means[first])
            * (items[second][row] - found.means[second])
            - found.matrix[first, second] / found.correction
        }
      }
      let moved = products.times(slopes)
      for (position, row) in rows.enumerated() {
        for index in estimates.indices {
          result[index][row] = scale * moved[position, index]
        }
      }
    }
    return result
  }

  /// How much each statistic moves with the covariance of each pair.
  private func slopes(
    _ matrix: Matrix, _ pairs: [(Int, Int)], count: Int
  ) -> Matrix {
    var result = Matrix(rows: pairs.count, columns: count)
    for (pair, (first, second)) in pairs.enumerated() {
      let size = max(0, matrix[first, first] * matrix[second, second])
      let step = 1e-5 * size.squareRoot()
      guard step > 0 else { continue }
      var up = matrix
      var down = matrix
      up[first, second] += step
      down[first, second] -= step
      up[second, first] = up[first, second]
      down[second, first] = down[first, second]
      guard let above = function(up), let below = function(down),
        above.count == count, below.count == count
      else { continue }
      for index in 0..<count {
        result[pair, index] = (above[index] - below[index]) / (2 * step)
      }
    }
    return result
  }

  /// The covariances under `weights`, with n/(n − 1) of the rows used.
  private func covariances(
    _ weights: [Double]
  ) -> (matrix: Matrix, means: [Double], weight: Double, correction: Double)? {
    var own = weights
    for row in own.indices where !isUsed[row] { own[row] = 0 }
    let found = ItemCovariances(items, weights: own, isPairwise: false)
    guard found.base > 1, found.weightedBase > 0 else { return nil }
    let matrix = Matrix(
      rows: items.count, columns: items.count, elements: found.values)
    let count = Double(found.base)
    return (matrix, found.means, found.weightedBase, count / (count - 1))
  }
}

extension Matrix {
  /// The correlations that belong to covariances, or `nil` when an item does
  /// not vary.
  var asCorrelations: Matrix? {
    let scales = diagonal
    guard scales.allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
    var result = self
    for row in 0..<rowCount {
      for column in 0..<columnCount {
        result[row, column] =
          row == column
          ? 1
          : self[row, column] / (scales[row] * scales[column]).squareRoot()
      }
    }
    return result
  }
}
