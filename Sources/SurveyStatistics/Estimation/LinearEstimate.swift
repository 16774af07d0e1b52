import SurveyData

/// What is known about a linear(ised) statistic in one cell before an
/// interval is chosen.
struct LinearEstimate {
  /// The estimate, or `nil` without any weight.
  var value: Double?
  /// Its standard error, or `nil` when it is not defined.
  var standardError: Double?
  /// First-stage clusters less strata with used rows.
  var degreesOfFreedom: Double
  /// Rows with a value and a weight above 0.
  var base: Int
  /// The sum of their weights.
  var weightedBase: Double
  /// Kish's effective base.
  var effectiveBase: Double
  /// The variance by that of a simple random sample.
  var designEffect: Double?
  /// Remarks of `Estimate`: `single-cluster`, `census`,
  /// `no-degrees-of-freedom`, `no-standard-error`.
  var remarks: [String]
  /// The sums that the value is made from.
  var sums: EstimateSums?

  /// Says that there is a value and no standard error, unless the remarks
  /// tell the reason already.
  var missingErrorRemark: [String] {
    let reason =
      degreesOfFreedom < 1 ? "no-degrees-of-freedom" : "no-standard-error"
    let isTold =
      value == nil || standardError != nil || remarks.contains(reason)
    return isTold ? [] : [reason]
  }

  /// Whether the whole population was sampled.
  var isCensus: Bool { remarks.contains("census") }
}

/// Estimates statistics of one variable in the cells of groupings.
struct LinearEstimator {
  let data: AnalysisData
  /// Whether populations are known, where the design does not say it.
  var isFinite: Bool?

  private var weights: [Double] { data.design.weights }

  /// The weighted mean ȳ = Σwy/Σw of each cell, linearised with
  /// zᵢ = wᵢ(yᵢ − ȳ)/Σw.
  ///
  /// The design effect compares with `s²/n`, s² with divisor n − 1, times
  /// `1 − n/Σw` for a reference without replacement.
  func means(
    of values: [Double], in grouping: Grouping,
    reference: DesignEffectReference = .automatic
  ) -> [LinearEstimate] {
    let moments = CellMoments(
      values, weights: weights, cells: grouping.cells,
      cellCount: grouping.cellCount)
    let deviations = CellDeviations(
      values, moments: moments, weights: weights, cells: grouping.cells)
    let found = uncertainty(
      deviations.weighted, deviations.isUsed, grouping, isCentred: true,
      per: moments.weight
    ) { replicates in
      replicates.means(
        of: values, shift: moments.shift, isUsed: deviations.isUsed,
        in: grouping)
    }
    return means(moments, variances: deviations.variance, found, reference)
  }

  /// The mean of each cell from what was summed.
  ///
  /// - Parameters:
  ///   - variances: The variance of the values of each cell.
  ///   - found: The uncertainty of Σw(y − ȳ) of each cell.
  func means(
    _ moments: CellMoments, variances: [Double], _ found: CellUncertainty,
    _ reference: DesignEffectReference
  ) -> [LinearEstimate] {
    moments.weight.indices.map { cell in
      let scale = moments.weight[cell]
      var result = start(moments, cell, found)
      guard scale > 0 else { return result }
      result.value = moments.mean(cell)
      result.sums = EstimateSums(above: moments.total[cell], below: scale)
      if let variance = found.variance[cell] {
        result.standardError = variance.squareRoot() / scale
        result.designEffect = effect(
          variance / (scale * scale), moments, variances, cell, reference)
      }
      return result
    }
  }

  /// The estimated total Σwy of each cell.
  ///
  /// The design effect compares with (Σw)² times the variance of the mean of
  /// a simple random sample.
  func totals(
    of values: [Double], in grouping: Grouping,
    reference: DesignEffectReference = .automatic
  ) -> [LinearEstimate] {
    let moments = CellMoments(
      values, weights: weights, cells: grouping.cells,
      cellCount: grouping.cellCount)
    let deviations = CellDeviations(
      values, moments: moments, weights: weights, cells: grouping.cells)
    let weights = weights
    var weighted = [Double](repeating: 0, count: values.count)
    for row in values.indices where deviations.isUsed[row] {
      weighted[row] = weights[row] * values[row]
    }
    let isUsed = deviations.isUsed
    let found = uncertainty(
      weighted, isUsed, grouping, isCentred: false,
      per: [Double](repeating: 1, count: grouping.cellCount)
    ) { replicates in
      replicates.totals(of: [values], isUsed: isUsed, in: grouping)[0]
    }
    return totals(moments, variances: deviations.variance, found, reference)
  }

  /// The total of each cell from what was summed.
  ///
  /// - Parameters:
  ///   - variances: The variance of the values of each cell.
  ///   - found: The uncertainty of Σwy of each cell.
  func totals(
    _ moments: CellMoments, variances: [Double], _ found: CellUncertainty,
    _ reference: DesignEffectReference
  ) -> [LinearEstimate] {
    moments.weight.indices.map { cell in
      let scale = moments.weight[cell]
      var result = start(moments, cell, found)
      guard scale > 0 else { return result }
      result.value = moments.total[cell]
      result.sums = EstimateSums(above: moments.total[cell], below: nil)
      if let variance = found.variance[cell] {
        result.standardError = variance.squareRoot()
        result.designEffect = effect(
          variance / (scale * scale), moments, variances, cell, reference)
      }
      return result
    }
  }

  /// The ratio R = Σwy/Σwx of each cell over the rows with both, linearised
  /// with zᵢ = wᵢ(yᵢ − R·xᵢ)/Σwx.
  func ratios(
    of above: [Double], to below: [Double], in grouping: Grouping
  ) -> [LinearEstimate] {
    let weights = weights
    let cells = grouping.cells
    func moments(_ values: [Double], _ other: [Double]) -> CellMoments {
      var both = values
      for row in other.indices where other[row].isNaN { both[row] = .nan }
      return CellMoments(
        both, weights: weights, cells: cells, cellCount: grouping.cellCount)
    }
    let upper = moments(above, below)
    let lower = moments(below, above)
    let ratios = (0..<grouping.cellCount).map {
      upper.total[$0] / lower.total[$0]
    }
    var weighted = [Double](repeating: 0, count: above.count)
    var isUsed = [Bool](repeating: false, count: above.count)
    for row in above.indices {
      let cell = Int(cells[row])
      let residual = above[row] - (cell < 0 ? 0 : ratios[cell]) * below[row]
      if cell < 0 || residual.isNaN || weights[row] == 0 { continue }
      weighted[row] = weights[row] * residual
      isUsed[row] = true
    }
    let found = uncertainty(
      weighted, isUsed, grouping, isCentred: true, per: lower.total
    ) { [isUsed] replicates in
      let sums = replicates.totals(
        of: [above, below], isUsed: isUsed, in: grouping)
      return zip(sums[0], sums[1]).map { zip($0, $1).map { $0 / $1 } }
    }
    return self.ratios(ratios, upper, lower, found)
  }

  /// The ratio of each cell from what was summed.
  ///
  /// - Parameters:
  ///   - ratios: Σwy/Σwx of each cell.
  ///   - found: The uncertainty of Σw(y − Rx) of each cell.
  func ratios(
    _ ratios: [Double], _ upper: CellMoments, _ lower: CellMoments,
    _ found: CellUncertainty
  ) -> [LinearEstimate] {
    ratios.indices.map { cell in
      var result = start(lower, cell, found)
      let scale = lower.total[cell]
      guard lower.weight[cell] > 0, scale != 0 else { return result }
      result.value = ratios[cell]
      result.sums = EstimateSums(above: upper.total[cell], below: scale)
      if let variance = found.variance[cell] {
        result.standardError = variance.squareRoot() / abs(scale)
      }
      return result
    }
  }
}

extension LinearEstimator {
  /// The bases of a cell and the remarks about its variance.
  private func start(
    _ moments: CellMoments, _ cell: Int, _ found: CellUncertainty
  ) -> LinearEstimate {
    var remarks: [String] = []
    let freedom = found.degreesOfFreedom[cell]
    if moments.weight[cell] > 0 {
      if found.isCensus[cell] {
        remarks.append("census")
      } else if freedom < 1 {
        remarks.append("no-degrees-of-freedom")
      }
      if found.metSingleCluster[cell] { remarks.append("single-cluster") }
      if found.lostReplicates[cell] { remarks.append("replicates-failed") }
    }
    return LinearEstimate(
      value: nil, standardError: nil, degreesOfFreedom: freedom,
      base: moments.weightedRows[cell], weightedBase: moments.weight[cell],
      effectiveBase: moments.effectiveBase(cell), designEffect: nil,
      remarks: remarks)
  }

  private func effect(
    _ variance: Double, _ moments: CellMoments, _ variances: [Double],
    _ cell: Int, _ reference: DesignEffectReference
  ) -> Double? {
    let count = Double(moments.weightedRows[cell])
    var simple = variances[cell] / count
    let isKnown =
      self.isFinite ?? !data.design.specification.populations.isEmpty
    let isFinite =
      reference == .withoutReplacement || reference == .automatic && isKnown
    if isFinite, moments.weight[cell] > count {
      simple *= 1 - count / moments.weight[cell]
    }
    return simple > 0 ? variance / simple : nil
  }
}
