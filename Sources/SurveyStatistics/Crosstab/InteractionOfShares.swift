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
/// Empty cells count with 0 in D⁻¹. Two answers that occur in one column only
/// leave CᵀD⁻¹C short of rank, and R stops. Then D are the shares pᵢ.p.ⱼ under
/// independence (`diagonal: .expected`), as the paper has them; none is 0.
struct InteractionOfShares {
  /// What stands on the diagonal of D.
  enum Diagonal {
    /// The observed shares, as R has it.
    case observed
    /// The shares under independence.
    case expected
  }

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
  ///   - diagonal: What D is.
  init(
    _ shares: [Double], columns: Int, covariance: Matrix,
    diagonal: Diagonal = .observed
  ) {
    let rows = shares.count / columns
    let expected = Self.expected(shares, columns: columns)
    pearson = Self.pearson(shares, columns: columns)
    let weighing = diagonal == .observed ? shares : expected
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
          scaled[cell, at] = weighing[cell] == 0 ? 0 : value / weighing[cell]
        }
      }
    }
    below = plain.transposed.times(scaled)
    above = scaled.transposed.times(covariance.times(scaled))
  }

  /// The shares of the cells under independence, pᵢ.p.ⱼ.
  private static func expected(_ shares: [Double], columns: Int) -> [Double] {
    var margins = (
      rows: [Double](repeating: 0, count: shares.count / columns),
      columns: [Double](repeating: 0, count: columns)
    )
    for (cell, share) in shares.enumerated() {
      margins.rows[cell / columns] += share
      margins.columns[cell % columns] += share
    }
    return shares.indices.map {
      margins.rows[$0 / columns] * margins.columns[$0 % columns]
    }
  }

  /// Pearson's X² for one row of data: defined whatever cells are empty,
  /// because no row or column is.
  static func pearson(_ shares: [Double], columns: Int) -> Double {
    zip(shares, expected(shares, columns: columns)).reduce(0) {
      let rest = $1.0 - $1.1
      return $0 + rest * rest / $1.1
    }
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
