import LinearAlgebra

/// Totals and means of cells under every replicate and, last, under the
/// weights of the full sample.
extension ReplicateWeights {
  /// Σw·v of each column of values, for each cell one number a replicate and
  /// one more for the full sample.
  ///
  /// Where factors are kept a unit, the rows are summed to units and cells
  /// once, and each replicate is a sum over those.
  func totals(
    of columns: [[Double]], isUsed: [Bool], in grouping: Grouping
  ) -> [[[Double]]] {
    let cells = isUsed.indices.map { isUsed[$0] ? grouping.cells[$0] : -1 }
    switch storage {
    case .columns, .steps:
      return rowTotals(columns, cells, grouping.cellCount)
    case .factors(let unitOfRow, let factors):
      let rows = baseWeights.count
      let units = unitOfRow ?? (0..<rows).map { Int32($0) }
      let keys = DenseKeys(
        outer: units, outerCount: factors.rowCount, inner: cells,
        innerCount: grouping.cellCount)
      return columns.map { values in
        var sums = [Double](repeating: 0, count: keys.count)
        for row in 0..<rows where keys.codes[row] >= 0 {
          sums[Int(keys.codes[row])] += baseWeights[row] * values[row]
        }
        return unitTotals(sums, keys, factors, grouping.cellCount)
      }
    }
  }

  /// Σwv/Σw of each cell, one number a replicate and one more for the full
  /// sample; `shift` is a number near the values.
  func means(
    of values: [Double], shift: Double, isUsed: [Bool], in grouping: Grouping
  ) -> [[Double]] {
    let ones = [Double](repeating: 1, count: values.count)
    let shifted = values.map { $0 - shift }
    let sums = totals(of: [shifted, ones], isUsed: isUsed, in: grouping)
    return zip(sums[0], sums[1]).map { above, below in
      zip(above, below).map { $1 == 0 ? .nan : shift + $0 / $1 }
    }
  }

  private func unitTotals(
    _ sums: [Double], _ keys: DenseKeys, _ factors: Matrix, _ cellCount: Int
  ) -> [[Double]] {
    let count = factors.columnCount
    let width = count + 1
    var totals = [Double](repeating: 0, count: cellCount * width)
    totals.withUnsafeMutableBufferPointer { totals in
      factors.elements.withUnsafeBufferPointer { factors in
        for pair in sums.indices {
          let from = Int(keys.outer[pair]) * count
          let start = Int(keys.inner[pair]) * width
          let sum = sums[pair]
          for replicate in 0..<count {
            totals[start + replicate] += sum * factors[from + replicate]
          }
          totals[start + count] += sum
        }
      }
    }
    return (0..<cellCount).map {
      Array(totals[$0 * width..<($0 + 1) * width])
    }
  }

  private func rowTotals(
    _ columns: [[Double]], _ cells: [Int32], _ cellCount: Int
  ) -> [[[Double]]] {
    @Sendable func sums(_ weights: [Double]) -> [Double] {
      columns.flatMap { values in
        var totals = [Double](repeating: 0, count: cellCount)
        for row in cells.indices where cells[row] >= 0 {
          totals[Int(cells[row])] += weights[row] * values[row]
        }
        return totals
      }
    }
    let all = replicated { sums($0) } + [sums(baseWeights)]
    return columns.indices.map { column in
      (0..<cellCount).map { cell in
        all.map { $0?[column * cellCount + cell] ?? .nan }
      }
    }
  }
}
