import Diagnostics
import SurveyData

extension MeanAnalysis: BatchAnalysis {
  /// Computes the means from batches.
  public func run(
    inBatches data: BatchedData
  ) throws(Diagnostic) -> AnalysisOutcome {
    try outcome(
      data,
      Quantity(statistic: "mean", unit: .value, formula: "ȳ = Σwy / Σw")
    ) { estimator, sums, shift, grouping in
      estimator.means(sums, shift: shift, in: grouping, reference: designEffect)
    }
  }
}

extension TotalAnalysis: BatchAnalysis {
  /// Computes the totals from batches.
  public func run(
    inBatches data: BatchedData
  ) throws(Diagnostic) -> AnalysisOutcome {
    try outcome(
      data,
      Quantity(statistic: "total", unit: .total, formula: "Ŷ = Σwy")
    ) { estimator, sums, shift, grouping in
      estimator.totals(
        sums, shift: shift, in: grouping, reference: designEffect)
    }
  }
}

extension VariableAnalysis {
  /// Estimates every variable in every grouping from batches.
  func outcome(
    _ data: BatchedData, _ quantity: Quantity,
    estimate: (CondensedEstimator, [ValueSums], Double, Grouping) ->
      [LinearEstimate]
  ) throws(Diagnostic) -> AnalysisOutcome {
    let plan = (keys: by.flatMap { $0 }, numbers: variables)
    let found = try data.condensed([plan], missing: missing)
    guard let estimator = found.first else { return AnalysisOutcome() }
    let groupings = try estimator.groupings(by)
    let builder = EstimateBuilder(level: data.level)
    var estimates: [Estimate] = []
    for grouping in groupings.all {
      for (position, name) in variables.enumerated() {
        let subject = EstimateBuilder.Subject(
          variable: name, label: estimator.rows.label(ofNumber: position),
          statistic: quantity.statistic, unit: quantity.unit,
          interval: intervalQuantile == .normal ? .normal : .unbounded)
        let cells = estimate(
          estimator, estimator.rows.sums[position],
          estimator.rows.shift(position), grouping)
        estimates += builder.estimates(subject, cells, in: grouping)
      }
    }
    return AnalysisOutcome(
      estimates: estimates,
      conventions: [missing.convention, designEffect.convention]
        + [intervalQuantile.convention].compactMap { $0 }
        + estimator.conventions,
      formula: quantity.formula, diagnostics: groupings.findings)
  }
}
