import LinearAlgebra

extension ReplicateWeights {
  /// The number of units that factors are kept for; rows where weights are
  /// kept a row.
  var unitCount: Int {
    if case .factors(_, let factors) = storage { return factors.rowCount }
    return baseWeights.count
  }

  /// The unit of a row.
  func unit(of row: Int) -> Int {
    if case .factors(let unitOfRow?, _) = storage {
      return Int(unitOfRow[row])
    }
    return row
  }
}

extension ReplicateWeights.Storage {
  /// The number of replicates.
  var count: Int {
    switch self {
    case .columns(let columns): columns.count
    case .factors(_, let factors): factors.columnCount
    case .steps(let sampled, _): sampled.count
    }
  }

  /// The number of replicates whose weights in `units` do not depend on those
  /// of earlier ones.
  ///
  /// Columns are orthogonalised from left to right; one whose rest is below
  /// 1e-5 of its length depends on the others, the tolerance of `degf` in R's
  /// survey package. It is done on their cross products, which costs the
  /// square of the replicates and not of the rows: X'X = L·L', and the square
  /// of the rest of column j is Lⱼⱼ².
  ///
  /// Factors are taken without the weights and sizes of their units, which
  /// change the lengths and not the rank.
  ///
  /// Where there are fewer units than replicates, rows are compared in place
  /// of columns, which have the same rank.
  func rank(_ units: [Int]) -> Int {
    var products = crossProducts(units)
    let size = products.rowCount
    // Both sides are scaled, each with the lengths as they are in the end.
    let lengths = (0..<size).map { products[$0, $0].squareRoot() }
    for row in 0..<size {
      for column in 0..<size {
        let length = lengths[row] * lengths[column]
        if length > 0 { products[row, column] /= length }
      }
    }
    var factor = [Double](repeating: 0, count: size * size)
    var kept: [Int] = []
    factor.withUnsafeMutableBufferPointer { factor in
      for column in 0..<size where lengths[column] > 0 {
        var rest = 1.0
        let start = column * size
        for (position, other) in kept.enumerated() {
          var sum = products[column, other]
          let from = other * size
          for earlier in 0..<position {
            sum -= factor[start + earlier] * factor[from + earlier]
          }
          let value = sum / factor[from + position]
          factor[start + position] = value
          rest -= value * value
        }
        // 1e-5 of the length is 1e-10 of its square.
        guard rest > 1e-10 else { continue }
        factor[start + kept.count] = rest.squareRoot()
        kept.append(column)
      }
    }
    return kept.count
  }

  /// The cross products of the replicates, or of the units where there are
  /// fewer of them.
  private func crossProducts(_ units: [Int]) -> Matrix {
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

  /// The factors, or weights, of one unit under every replicate.
  private func factors(_ unit: Int) -> [Double] {
    switch self {
    case .columns(let columns): columns.map { $0[unit] }
    case .factors(_, let factors): factors.row(unit)
    // Degrees of freedom are those of the replicates as they were sampled.
    case .steps(let sampled, _): sampled.factors(unit)
    }
  }
}
