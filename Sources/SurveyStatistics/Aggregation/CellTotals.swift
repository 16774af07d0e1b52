import LinearAlgebra

/// The weighted totals of cells with their covariance under any design.
///
/// Totals of groups of cells, shares and ratios of them follow without
/// another pass over the rows; see `ratio` and `shares`.
struct CellTotals: Sendable {
  /// Rows in each cell.
  var base: [Int]
  /// Rows with a weight above 0.
  var weightedRows: [Int]
  /// Σw.
  var totals: [Double]
  /// Σw².
  var weightSquares: [Double]
  /// The covariance of the totals.
  var covariance: Matrix
  /// Degrees of freedom of all cells together.
  var degreesOfFreedom: Double
  /// Remarks of `Estimate`.
  var remarks: [String]
  /// What the sampled units hold, for the degrees of freedom of parts.
  let linear: CellCovariance
  /// The totals under each replicate weight, where there are some.
  let replicated: (weights: ReplicateWeights, totals: [[Double]?])?

  /// The number of cells.
  var cellCount: Int { totals.count }
}

extension SurveyDesign {
  /// Sums the weights of each cell and finds the covariance of the sums:
  /// from replicate weights where there are some, linearised otherwise.
  ///
  /// - Precondition: `cells` has one code a row, -1 for rows outside.
  func cellTotals(_ cells: [Int32], cellCount: Int) -> CellTotals {
    var base = [Int](repeating: 0, count: cellCount)
    var weightedRows = base
    var totals = [Double](repeating: 0, count: cellCount)
    var squares = totals
    for row in cells.indices where cells[row] >= 0 {
      let (cell, weight) = (Int(cells[row]), weights[row])
      base[cell] += 1
      if weight == 0 { continue }
      weightedRows[cell] += 1
      totals[cell] += weight
      squares[cell] += weight * weight
    }
    let linear = CellCovariance(
      cells: cells, cellCount: cellCount, weightedRows: weightedRows,
      design: self)
    let freedom = linear.degreesOfFreedom(
      inAny: [Bool](repeating: true, count: cellCount))
    var remarks: [String] = []
    if linear.isCensus { remarks.append("census") }
    if !linear.isCensus, freedom < 1 { remarks.append("no-degrees-of-freedom") }
    if linear.metSingleCluster { remarks.append("single-cluster") }
    var result = CellTotals(
      base: base, weightedRows: weightedRows, totals: totals,
      weightSquares: squares, covariance: linear.matrix,
      degreesOfFreedom: Double(freedom), remarks: remarks, linear: linear,
      replicated: replicates.map { replicates in
        (replicates, replicates.replicated { sums($0, cells, cellCount) })
      })
    if let replicated = result.replicated {
      result.covariance = replicated.weights.covariance(
        replicated.totals, around: totals)
      result.degreesOfFreedom = replicated.weights.freedom.degrees(
        ofRows: cells.indices.lazy.filter { cells[$0] >= 0 })
      result.remarks =
        replicated.totals.contains { $0 == nil } ? ["replicates-failed"] : []
    } else if !isSummedByUnits {
      let indicators = (0..<cellCount).map { cell in
        cells.map { Int($0) == cell ? 1.0 : 0 }
      }
      let found = covariance(
        ofInfluences: indicators, isUsed: cells.map { $0 >= 0 })
      result.covariance = found.matrix
      result.degreesOfFreedom = found.degreesOfFreedom
      result.remarks = found.remarks
    }
    return result
  }

  private func sums(
    _ weights: [Double], _ cells: [Int32], _ cellCount: Int
  ) -> [Double] {
    var totals = [Double](repeating: 0, count: cellCount)
    for row in cells.indices where cells[row] >= 0 {
      totals[Int(cells[row])] += weights[row]
    }
    return totals
  }
}

extension CellTotals {
  /// The totals of groups of cells, which may overlap, in place of the cells:
  /// margins of a table beside its cells.
  func grouped(_ groups: [[Int]]) -> GroupedTotals {
    func sum(_ values: [Double]) -> [Double] {
      groups.map { $0.reduce(0) { $0 + values[$1] } }
    }
    let half = groups.map { group -> [Double] in
      (0..<cellCount).map { cell in
        group.reduce(0) { $0 + covariance[$1, cell] }
      }
    }
    var matrix = Matrix(rows: groups.count, columns: groups.count)
    for row in groups.indices {
      for column in groups.indices {
        matrix[row, column] = groups[column].reduce(0) { $0 + half[row][$1] }
      }
    }
    return GroupedTotals(
      totals: sum(totals), covariance: matrix,
      replicated: replicated.map { replicated in
        (replicated.weights, replicated.totals.map { $0.map(sum) })
      })
  }

  /// The shares of the cells in their sum and their covariance, by the
  /// linearisation (Tᵢ − pᵢT)/T or from the shares of each replicate.
  ///
  /// - Returns: `nil` without weight.
  func shares() -> (values: [Double], covariance: Matrix)? {
    let whole = totals.reduce(0, +)
    guard whole > 0 else { return nil }
    let shares = totals.map { $0 / whole }
    if let replicated {
      let drawn = replicated.totals.map { totals -> [Double]? in
        guard let totals else { return nil }
        let whole = totals.reduce(0, +)
        return whole > 0 ? totals.map { $0 / whole } : nil
      }
      return (shares, replicated.weights.covariance(drawn, around: shares))
    }
    let sums = (0..<cellCount).map { row in
      (0..<cellCount).reduce(0) { $0 + covariance[row, $1] }
    }
    let all = sums.reduce(0, +)
    var result = covariance
    for row in 0..<cellCount {
      for column in 0..<cellCount {
        let value =
          covariance[row, column] - shares[row] * sums[column]
          - shares[column] * sums[row] + shares[row] * shares[column] * all
        result[row, column] = value / (whole * whole)
      }
    }
    return (shares, result)
  }
}

/// Totals of groups of cells, and ratios of any two of them.
struct GroupedTotals: Sendable {
  /// Σw of each group.
  let totals: [Double]
  /// Their covariance.
  let covariance: Matrix
  let replicated: (weights: ReplicateWeights, totals: [[Double]?])?

  /// The ratio of two totals and its variance, linearised with
  /// (A − r·B)/B or from the replicates; `nil` where the lower one is 0.
  func ratio(
    _ above: Int, to below: Int
  ) -> (value: Double, variance: Double?)? {
    guard totals[below] != 0 else { return nil }
    let ratio = totals[above] / totals[below]
    if above == below { return (1, 0) }
    if let replicated {
      let drawn = replicated.totals.map { totals -> [Double]? in
        guard let totals, totals[below] != 0 else { return nil }
        return [totals[above] / totals[below]]
      }
      let found = replicated.weights.covariance(drawn, around: [ratio])
      return (ratio, found[0, 0].isFinite ? found[0, 0] : nil)
    }
    let variance =
      covariance[above, above] - 2 * ratio * covariance[above, below]
      + ratio * ratio * covariance[below, below]
    let size =
      covariance[above, above] + ratio * ratio * covariance[below, below]
    guard variance.isFinite else { return (ratio, nil) }
    // What cancels to rounding is 0: a share that the strata fix.
    let kept = variance <= 1e-13 * size ? 0 : variance
    return (ratio, kept / (totals[below] * totals[below]))
  }
}
