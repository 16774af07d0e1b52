import LinearAlgebra

/// The interaction of a two-way table of shares, as Rao and Scott (1984,
/// section 2) take it apart: what their tests of crosstabs and of banners both
/// begin with.
///
/// With p the shares, D their diagonal, V their covariance and C a basis of
/// the interaction orthogonal to the margins:
///
///     Σ (pᵢⱼ − pᵢ.p.ⱼ)²/(pᵢ.p.ⱼ)   CᵀD⁻¹VD⁻¹C   CᵀD⁻¹C
///
/// Empty cells count with 0 in D⁻¹.
struct InteractionOfShares {
  /// Pearson's X² for one row of data.
  let pearson: Double
  /// CᵀD⁻¹VD⁻¹C.
  let above: Matrix
  /// CᵀD⁻¹C.
  let below: Matrix

  /// - Parameters:
  ///   - shares: The cells, row after row, without rows and columns that are
  ///     empty.
  ///   - columns: How many columns a row has.
  ///   - covariance: That of the cells.
  init(_ shares: [Double], columns: Int, covariance: Matrix) {
    let rows = shares.count / columns
    var margins = (
      rows: [Double](repeating: 0, count: rows),
      columns: [Double](repeating: 0, count: columns)
    )
    for (cell, share) in shares.enumerated() {
      margins.rows[cell / columns] += share
      margins.columns[cell % columns] += share
    }
    var sum = 0.0
    for (cell, share) in shares.enumerated() {
      let expected =
        margins.rows[cell / columns] * margins.columns[cell % columns]
      sum += (share - expected) * (share - expected) / expected
    }
    pearson = sum
    let rowBasis = centredBasis(rows)
    let columnBasis = centredBasis(columns)
    // D⁻¹C, one interaction a column.
    var scaled = Matrix(
      rows: shares.count,
      columns: rowBasis.columnCount * columnBasis.columnCount)
    var plain = scaled
    for cell in shares.indices {
      for row in 0..<rowBasis.columnCount {
        for column in 0..<columnBasis.columnCount {
          let value =
            rowBasis[cell / columns, row] * columnBasis[cell % columns, column]
          let at = row * columnBasis.columnCount + column
          plain[cell, at] = value
          scaled[cell, at] = shares[cell] == 0 ? 0 : value / shares[cell]
        }
      }
    }
    below = plain.transposed.times(scaled)
    above = scaled.transposed.times(covariance.times(scaled))
  }
}

/// Helmert's contrasts: an orthonormal basis of the columns that sum to 0.
private func centredBasis(_ size: Int) -> Matrix {
  var result = Matrix(rows: size, columns: size - 1)
  for column in 0..<(size - 1) {
    let order = Double(column + 1)
    let scale = 1 / (order * (order + 1)).squareRoot()
    for row in 0...column { result[row, column] = scale }
    result[column + 1, column] = -order * scale
  }
  return result
}
