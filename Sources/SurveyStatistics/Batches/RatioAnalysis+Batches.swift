import Diagnostics
import SurveyData

extension RatioAnalysis: BatchAnalysis {
  /// Computes the ratios, and a total predicted from the overall one, from
  /// batches.
  ///
  /// - Throws: What `run(on:)` throws, and `unsupportedBatches` for a total
  ///   from separate ratios.
  public func run(
    inBatches data: BatchedData
  ) throws(Diagnostic) -> AnalysisOutcome {
    if case .separate = prediction {
      throw unsupportedBatches("'separate', a total from ratios of groups,")
    }
    if interval != nil {
      throw unsupportedBatches("'interval', which looks at every row,")
    }
    let found = try data.condensed(
      [(keys: by.flatMap { $0 }, numbers: [])],
      ratio: RatioColumns(above: numerator, below: denominator))
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
    return AnalysisOutcome(
      estimates: estimates,
      conventions: [Self.missingConvention] + estimator.conventions,
      formula: Self.formula, diagnostics: groupings.findings)
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
