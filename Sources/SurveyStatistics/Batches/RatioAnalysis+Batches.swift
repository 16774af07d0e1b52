import Diagnostics
import LinearAlgebra
import SurveyData

extension RatioAnalysis: BatchAnalysis {
  /// Computes the ratios and predicted totals from batches.
  ///
  /// - Throws: What `run(on:)` throws, and `unsupportedBatches` for ratios
  ///   that are shares.
  public func run(
    inBatches data: BatchedData
  ) throws(Diagnostic) -> AnalysisOutcome {
    if interval != nil {
      throw unsupportedBatches("'interval', which looks at every row,")
    }
    var plans = [(keys: by.flatMap { $0 }, numbers: [String]())]
    if case .separate(let column, _) = prediction {
      plans.append((keys: [column], numbers: []))
    }
    let source = RatioSource(above: numerator, below: denominator)
    let found = try data.condensed(plans, ratios: plans.map { _ in source })
    guard let estimator = found.first else { return AnalysisOutcome() }
    let groupings = try estimator.groupings(by)
    let builder = EstimateBuilder(level: data.level)
    let labels = estimator.rows.ratioLabels
    let subject = subject(label(labels.above, labels.below))
    var estimates = groupings.all.flatMap { grouping in
      builder.estimates(
        subject, estimator.ratios(in: grouping), in: grouping)
    }
    if case .combined(let total) = prediction, let whole = estimates.first {
      estimates.insert(predicted(total, whole, labels.above), at: 1)
    }
    if case .separate(let column, let totals) = prediction, found.count > 1 {
      estimates.insert(
        try separate(column, totals, found[1], labels.above, data.level),
        at: 1)
    }
    return AnalysisOutcome(
      estimates: estimates,
      conventions: [Self.missingConvention] + estimator.conventions,
      formula: Self.formula, diagnostics: groupings.findings)
  }

  /// Σ Rₕ·Xₕ with the linearised values Xₕ(y − Rₕx)/Σwx of group h.
  private func separate(
    _ column: String, _ totals: [KnownTotal],
    _ estimator: CondensedEstimator, _ label: LocalizedText?, _ level: Double
  ) throws(Diagnostic) -> Estimate {
    let rows = estimator.rows
    let grouping = try Grouping([], data: estimator.data)
    let answers = AnswerValues(try estimator.data.table.column(column))
    let positions = try positions(totals, answers, estimator.data)
    var parts = [RatioSums](repeating: RatioSums(), count: totals.count)
    var group = [Int](repeating: -1, count: rows.count)
    for row in 0..<rows.count
    where grouping.cells[row] >= 0 && rows.ratioSums[row].base > 0 {
      let code = Int(answers.codes[row])
      guard let position = positions.firstIndex(of: code) else {
        throw noTotal(code, column, answers, estimator.data)
      }
      group[row] = position
      parts[position].add(rows.ratioSums[row])
    }
    var value = 0.0
    var bases = SampleBases(count: 0, weighted: 0, effective: 0)
    var squares = 0.0
    for (part, known) in zip(parts, totals) {
      value += known.total * part.above.value / part.below.value
      bases.count += part.weightedRows
      bases.weighted += part.weight.value
      squares += part.weightSquares.value
    }
    bases.effective =
      squares > 0 ? bases.weighted * bases.weighted / squares : 0
    var linear = [Double](repeating: 0, count: rows.count)
    var squared = linear
    for row in linear.indices where group[row] >= 0 {
      let part = parts[group[row]]
      guard rows.ratioSums[row].weightedRows > 0 else { continue }
      let factor = totals[group[row]].total / part.below.value
      let found = rows.ratioSums[row].residuals(
        part.rest.value / part.below.value)
      linear[row] = factor * found.sum
      squared[row] = factor * factor * found.squares
    }
    let found = estimator.uncertainty(
      linear, squared, rowsUsed: rows.ratioSums.map(\.weightedRows), grouping,
      isCentred: false)
    var remarks: [String] = []
    if found.isCensus[0] { remarks.append("census") }
    if !found.isCensus[0], found.degreesOfFreedom[0] < 1 {
      remarks.append("no-degrees-of-freedom")
    }
    if found.metSingleCluster[0] { remarks.append("single-cluster") }
    let sampled = SampledEstimates(
      values: [value],
      covariance: Matrix([[found.variance[0] ?? .nan]]),
      degreesOfFreedom: found.degreesOfFreedom[0], bases: bases,
      remarks: remarks)
    return Estimate(
      variable: numerator, label: label, group: [], statistic: "ratio-total",
      unit: .total, value.isFinite ? sampled : nil, index: 0, bases: bases,
      level: level)
  }

  /// R·X from the overall ratio R, a number times which is as certain as R.
  private func predicted(
    _ total: Double, _ ratio: Estimate, _ label: LocalizedText?
  ) -> Estimate {
    var interval = ratio.interval
    if let limits = ratio.interval {
      interval?.lower = min(limits.lower * total, limits.upper * total)
      interval?.upper = max(limits.lower * total, limits.upper * total)
    }
    return Estimate(
      variable: numerator, label: label, group: [],
      statistic: "ratio-total", unit: .total,
      value: ratio.value.map { $0 * total },
      standardError: ratio.standardError.map { $0 * abs(total) },
      interval: interval,
      degreesOfFreedom: ratio.degreesOfFreedom, base: ratio.base,
      weightedBase: ratio.weightedBase, effectiveBase: ratio.effectiveBase,
      remarks: ratio.remarks)
  }
}
