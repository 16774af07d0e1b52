import LinearAlgebra

extension ReplicateWeights {
  /// The number of replicates whose weights do not depend on those of earlier
  /// ones.
  ///
  /// Columns are orthogonalised from left to right; one whose rest is below
  /// 1e-5 of its length depends on the others, the tolerance of `degf` in R's
  /// survey package. It is done on their cross products, which costs the
  /// square of the replicates and not of the rows: X'X = L·L', and the square
  /// of the rest of column j is Lⱼⱼ².
  ///
  /// Factors are taken without the weights and sizes of their units, which
  /// change the lengths and not the rank; units whose rows all have the
  /// weight 0 are left out.
  ///
  /// Where there are fewer units than replicates, rows are compared in place
  /// of columns, which have the same rank.
  var rank: Int {
    var products = crossProducts
    let size = products.rowCount
    for row in 0..<size {
      let length = products[row, row].squareRoot()
      for column in 0..<size where length > 0 {
        products[row, column] /= length
        products[column, row] /= length
      }
    }
    var factor = Matrix(rows: size, columns: size)
    var kept: [Int] = []
    for column in 0..<size where products[column, column] > 0 {
      var rest = products[column, column]
      for (position, other) in kept.enumerated() {
        var sum = products[column, other]
        for earlier in 0..<position {
          sum -= factor[column, earlier] * factor[other, earlier]
        }
        let value = sum / factor[other, position]
        factor[column, position] = value
        rest -= value * value
      }
      // 1e-5 of the length is 1e-10 of its square.
      guard rest > 1e-10 else { continue }
      factor[column, kept.count] = rest.squareRoot()
      kept.append(column)
    }
    return kept.count
  }

  /// The cross products of the replicates, or of the units where there are
  /// fewer of them.
  private var crossProducts: Matrix {
    let units = countedUnits
    if units.count < count {
      let rows = Matrix(units.map(factors))
      return rows.times(rows.transposed)
    }
    var total = Matrix(rows: count, columns: count)
    let block = 4096
    for start in stride(from: 0, to: units.count, by: block) {
      let end = min(start + block, units.count)
      let part = Matrix(units[start..<end].map(factors))
      total = total.plus(part.transposed.times(part))
    }
    return total
  }

  /// The units that have a row with a weight; the rows themselves where
  /// weights are kept a row.
  private var countedUnits: [Int] {
    guard case .factors(let unitOfRow, let factors) = storage else {
      return Array(baseWeights.indices)
    }
    var counts = [Bool](repeating: false, count: factors.rowCount)
    for row in baseWeights.indices where baseWeights[row] != 0 {
      counts[unitOfRow.map { Int($0[row]) } ?? row] = true
    }
    return counts.indices.filter { counts[$0] }
  }

  /// The factors, or weights, of one unit under every replicate.
  private func factors(_ unit: Int) -> [Double] {
    switch storage {
    case .columns(let columns): columns.map { $0[unit] }
    case .factors(_, let factors): factors.row(unit)
    }
  }
}
