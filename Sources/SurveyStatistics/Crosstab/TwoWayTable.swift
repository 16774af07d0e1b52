import LinearAlgebra

/// The weighted cells of two variables crossed, row after row, without the
/// rows and columns that have no weight.
struct TwoWayTable: Sendable {
  /// The positions kept.
  let rows: [Int]
  let columns: [Int]
  /// The totals of the cells kept and their covariance.
  let totals: [Double]
  let covariance: Matrix
  /// Their shares in the whole and their covariance.
  let shares: [Double]
  let shareCovariance: Matrix
  /// The rows of the table behind it, unweighted.
  let base: Int
  /// Degrees of freedom of the design.
  let degreesOfFreedom: Double
  /// Whether replicate weights gave the covariance.
  let isReplicated: Bool

  /// Takes the table from the totals of its cells.
  ///
  /// - Returns: `nil` unless two rows and two columns have weight.
  init?(_ cells: CellTotals, rowCount: Int, columnCount: Int) {
    func isKept(_ positions: [Int]) -> Bool {
      positions.contains { cells.totals[$0] != 0 }
    }
    rows = (0..<rowCount).filter { row in
      isKept((0..<columnCount).map { row * columnCount + $0 })
    }
    columns = (0..<columnCount).filter { column in
      isKept((0..<rowCount).map { $0 * columnCount + column })
    }
    guard rows.count > 1, columns.count > 1, let found = cells.shares() else {
      return nil
    }
    let columns = columns
    let kept = rows.flatMap { row in columns.map { row * columnCount + $0 } }
    totals = kept.map { cells.totals[$0] }
    covariance = cells.covariance.selecting(kept)
    shares = kept.map { found.values[$0] }
    shareCovariance = found.covariance.selecting(kept)
    base = cells.base.reduce(0, +)
    degreesOfFreedom = cells.degreesOfFreedom
    isReplicated = cells.replicated != nil
  }

  /// Pearson's n Σ (pᵢⱼ − pᵢ.p.ⱼ)²/(pᵢ.p.ⱼ) of the shares, with n rows.
  var pearson: Double {
    Double(base)
      * InteractionOfShares.pearson(shares, columns: columns.count)
  }

  /// The sums of rows, of columns, and of everything.
  func margins(
    _ cells: [Double]
  ) -> (rows: [Double], columns: [Double], whole: Double) {
    var above = [Double](repeating: 0, count: rows.count)
    var beside = [Double](repeating: 0, count: columns.count)
    for (index, value) in cells.enumerated() {
      above[index / columns.count] += value
      beside[index % columns.count] += value
    }
    return (above, beside, above.reduce(0, +))
  }
}
