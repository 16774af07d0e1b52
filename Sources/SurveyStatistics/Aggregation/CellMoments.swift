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
    base = [Int](repeating: 0, count: cellCount)
    weightedRows = base
    weightSquares = [Double](repeating: 0, count: cellCount)
    var weightSums = [CompensatedSum](repeating: .init(), count: cellCount)
    var valueSums = weightSums
    let first = values.indices.first {
      cells[$0] >= 0 && values[$0].isFinite
    }
    let shift = first.map { values[$0] } ?? 0
    for row in values.indices {
      let code = cells[row]
      let value = values[row]
      if code < 0 || value.isNaN { continue }
      let cell = Int(code)
      let weight = weights[row]
      base[cell] += 1
      if weight == 0 { continue }
      weightedRows[cell] += 1
      weightSquares[cell] += weight * weight
      weightSums[cell].add(weight)
      valueSums[cell].add(weight * (value - shift))
    }
    self.shift = shift
    weight = weightSums.map(\.value)
    total = (0..<cellCount).map { cell in
      shift * weightSums[cell].value + valueSums[cell].value
    }
    shiftedMean = (0..<cellCount).map { cell in
      weightSums[cell].value > 0
        ? valueSums[cell].value / weightSums[cell].value : .nan
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
    weighted = [Double](repeating: 0, count: values.count)
    isUsed = [Bool](repeating: false, count: values.count)
    let cellCount = moments.base.count
    var squares = [CompensatedSum](repeating: .init(), count: cellCount)
    var rest = [Double](repeating: 0, count: cellCount)
    for row in values.indices {
      let code = cells[row]
      let value = values[row]
      let weight = weights[row]
      if code < 0 || value.isNaN || weight == 0 { continue }
      let cell = Int(code)
      let deviation = (value - moments.shift) - moments.shiftedMean[cell]
      weighted[row] = weight * deviation
      isUsed[row] = true
      squares[cell].add(weight * deviation * deviation)
      rest[cell] += weight * deviation
    }
    variance = (0..<cellCount).map { cell in
      let count = Double(moments.weightedRows[cell])
      guard count > 1 else { return .nan }
      let sum =
        squares[cell].value - rest[cell] * rest[cell]
        / moments.weight[cell]
      return max(0, sum) / moments.weight[cell] * count / (count - 1)
    }
  }
}
