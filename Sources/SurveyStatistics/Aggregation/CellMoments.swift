/// Weighted sums of one variable in each cell.
struct CellMoments {
  /// Rows with a value.
  var base: [Int]
  /// Rows with a value and a weight above 0.
  var weightedRows: [Int]
  /// Σw.
  var weight: [Double]
  /// Σw².
  var weightSquares: [Double]
  /// A number near the values that was subtracted before summing.
  var shift: Double
  /// Σw(y − shift) / Σw; not-a-number without weight.
  var shiftedMean: [Double]

  /// Σwy; 0 without weight.
  var total: [Double]

  /// Creates moments that were summed elsewhere.
  init(
    base: [Int], weightedRows: [Int], weight: [Double],
    weightSquares: [Double], shift: Double, shiftedMean: [Double],
    total: [Double]
  ) {
    self.base = base
    self.weightedRows = weightedRows
    self.weight = weight
    self.weightSquares = weightSquares
    self.shift = shift
    self.shiftedMean = shiftedMean
    self.total = total
  }

  /// The weighted mean of a cell.
  func mean(_ cell: Int) -> Double { shift + shiftedMean[cell] }

  /// Kish's effective base (Σw)²/Σw²; 0 without weight.
  func effectiveBase(_ cell: Int) -> Double {
    weightSquares[cell] > 0
      ? weight[cell] * weight[cell] / weightSquares[cell] : 0
  }

  /// Sums `values`, which hold not-a-number where missing, in one pass.
  ///
  /// Values are shifted by the first of them and the sums compensated, which
  /// keeps every digit that the input has (NIST's NumAcc and Michelson
  /// data; `Tests/References/nist`).
  init(_ values: [Double], weights: [Double], cells: [Int32], cellCount: Int) {
    let first = values.indices.first {
      cells[$0] >= 0 && values[$0].isFinite
    }
    let shift = first.map { values[$0] } ?? 0
    var sums = [Sums](repeating: Sums(), count: cellCount)
    // A buffer, because this is the hottest loop of all estimation.
    sums.withUnsafeMutableBufferPointer { sums in
      for row in values.indices {
        let code = cells[row]
        let value = values[row]
        if code < 0 || value.isNaN { continue }
        sums[Int(code)].add(value - shift, weights[row])
      }
    }
    self.shift = shift
    base = sums.map(\.base)
    weightedRows = sums.map(\.weightedRows)
    weightSquares = sums.map(\.weightSquares)
    weight = sums.map(\.weight.value)
    total = (0..<cellCount).map { cell in
      shift * sums[cell].weight.value + sums[cell].value.value
    }
    // Dividing can miss the one value that all rows have by a rounding error,
    // and a variance of 1e-32 would make a design effect of 1e+15.
    shiftedMean = sums.map {
      $0.weight.value > 0
        ? ($0.differs ? $0.value.value / $0.weight.value : $0.first) : .nan
    }
  }

  /// The sums of one cell.
  private struct Sums {
    var base = 0
    var weightedRows = 0
    var weightSquares = 0.0
    var weight = CompensatedSum()
    var value = CompensatedSum()
    /// The first value with a weight, and whether another one differs.
    var first = 0.0
    var differs = false

    @inline(__always)
    mutating func add(_ shifted: Double, _ rowWeight: Double) {
      base += 1
      if rowWeight == 0 { return }
      if weightedRows == 0 { first = shifted }
      if shifted != first { differs = true }
      weightedRows += 1
      weightSquares += rowWeight * rowWeight
      weight.add(rowWeight)
      value.add(rowWeight * shifted)
    }
  }
}

/// Deviations from the mean of each cell.
struct CellDeviations {
  /// wᵢ(yᵢ − ȳ) of each row; 0 where the row does not count.
  var weighted: [Double]
  /// Whether each row counts: it has a value, a cell and a weight.
  var isUsed: [Bool]
  /// The variance Σw(y − ȳ)²/Σw · n/(n − 1) of each cell, not-a-number
  /// below two rows; R's `svyvar`.
  var variance: [Double]

  /// Takes the deviations in a second pass, so that no digits cancel.
  init(
    _ values: [Double], moments: CellMoments, weights: [Double],
    cells: [Int32]
  ) {
    var products = [Double](repeating: 0, count: values.count)
    var used = [Bool](repeating: false, count: values.count)
    let cellCount = moments.base.count
    var sums = [Sums](repeating: Sums(), count: cellCount)
    let (shift, means) = (moments.shift, moments.shiftedMean)
    sums.withUnsafeMutableBufferPointer { sums in
      products.withUnsafeMutableBufferPointer { products in
        used.withUnsafeMutableBufferPointer { used in
          for row in values.indices {
            let code = cells[row]
            let value = values[row]
            let weight = weights[row]
            if code < 0 || value.isNaN || weight == 0 { continue }
            let deviation = (value - shift) - means[Int(code)]
            let product = weight * deviation
            products[row] = product
            used[row] = true
            sums[Int(code)].rest += product
            sums[Int(code)].squares.add(product * deviation)
          }
        }
      }
    }
    weighted = products
    isUsed = used
    variance = (0..<cellCount).map { cell in
      let count = Double(moments.weightedRows[cell])
      guard count > 1 else { return .nan }
      let rest = sums[cell].rest
      let sum = sums[cell].squares.value - rest * rest / moments.weight[cell]
      return max(0, sum) / moments.weight[cell] * count / (count - 1)
    }
  }

  /// The sums of one cell.
  private struct Sums {
    var rest = 0.0
    var squares = CompensatedSum()
  }
}
