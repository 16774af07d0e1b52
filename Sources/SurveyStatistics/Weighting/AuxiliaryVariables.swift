/// The variables that weights are calibrated with, row by row.
///
/// A term says for each row which one of the totals it adds to, and how much:
/// the cells of a margin are columns of which each row has one with 1, a
/// number is a column (or one a segment) that each row has its number in. So
/// a row costs as many numbers as there are terms, not as there are columns.
struct AuxiliaryVariables: Sendable {
  /// A margin, or a number.
  struct Term: Sendable {
    /// The column of each row; -1 where the term does not apply.
    var columns: [Int32]
    /// What each row adds; `nil` for 1.
    var values: [Double]?
  }

  /// The number of rows.
  var rowCount: Int
  /// The number of columns of all terms.
  var columnCount: Int
  /// The terms.
  var terms: [Term]

  /// Σ w·x for each column.
  func totals(_ weights: [Double]) -> [Double] {
    var sums = [CompensatedSum](repeating: .init(), count: columnCount)
    for term in terms {
      for row in 0..<rowCount where term.columns[row] >= 0 {
        let column = Int(term.columns[row])
        sums[column].add(weights[row] * (term.values?[row] ?? 1))
      }
    }
    return sums.map(\.value)
  }

  /// x·λ of each row.
  func predictor(_ coefficients: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: rowCount)
    result.withUnsafeMutableBufferPointer { result in
      for term in terms {
        if let values = term.values {
          for row in 0..<rowCount where term.columns[row] >= 0 {
            result[row] += values[row] * coefficients[Int(term.columns[row])]
          }
        } else {
          for row in 0..<rowCount where term.columns[row] >= 0 {
            result[row] += coefficients[Int(term.columns[row])]
          }
        }
      }
    }
    return result
  }

  /// The product of the factors of the columns that each row has, of terms
  /// without numbers.
  func product(_ factors: [Double]) -> [Double] {
    var result = [Double](repeating: 1, count: rowCount)
    for term in terms {
      for row in 0..<rowCount where term.columns[row] >= 0 {
        result[row] *= factors[Int(term.columns[row])]
      }
    }
    return result
  }

  /// Σ w·x·xᵀ, the lower triangle row after row of a square matrix.
  func crossProduct(_ weights: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: columnCount * columnCount)
    let size = columnCount
    result.withUnsafeMutableBufferPointer { result in
      for (position, first) in terms.enumerated() {
        for second in terms[...position] {
          for row in 0..<rowCount {
            let (one, two) = (first.columns[row], second.columns[row])
            if one < 0 || two < 0 { continue }
            let product =
              weights[row] * (first.values?[row] ?? 1)
              * (second.values?[row] ?? 1)
            // Columns of a later term stand after those of an earlier one.
            result[Int(max(one, two)) * size + Int(min(one, two))] += product
          }
        }
      }
    }
    return result
  }

  /// The rows with the same columns as one row each; `nil` when a term has
  /// numbers of its own. Rows that have weight 0 everywhere may be left out
  /// by columns of -1 in every term; they are in the row -1.
  func collapsed() -> (variables: AuxiliaryVariables, rows: [Int32])? {
    guard terms.allSatisfy({ $0.values == nil }) else { return nil }
    var codes = [Int32](repeating: 0, count: rowCount)
    var count = rowCount == 0 ? 0 : 1
    var parts: [[Int32]] = []
    for term in terms {
      let none = Int32(columnCount)
      let keys = DenseKeys(
        outer: codes, outerCount: count,
        inner: term.columns.map { $0 < 0 ? none : $0 },
        innerCount: columnCount + 1)
      parts = parts.map { part in keys.outer.map { part[Int($0)] } }
      parts.append(keys.inner.map { $0 == none ? -1 : $0 })
      (codes, count) = (keys.codes, keys.count)
    }
    return (
      AuxiliaryVariables(
        rowCount: count, columnCount: columnCount,
        terms: parts.map { Term(columns: $0, values: nil) }), codes
    )
  }
}
