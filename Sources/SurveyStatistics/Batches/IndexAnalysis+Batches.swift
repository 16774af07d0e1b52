import Diagnostics
import SurveyData

extension ShareAnalysis: BatchAnalysis {
  /// Computes the shares from batches.
  public func run(
    inBatches data: BatchedData
  ) throws(Diagnostic) -> AnalysisOutcome {
    if missing == .listwise, variables.count > 1 {
      throw unsupportedBatches("'missing: listwise' for shares")
    }
    let found = try data.condensed(
      variables.map { (keys: by.flatMap { $0 } + [$0], numbers: []) })
    let builder = EstimateBuilder(level: data.level)
    var byGrouping: [[Estimate]] = []
    var findings: [Diagnostic] = []
    for (name, estimator) in zip(variables, found) {
      let rows = estimator.rows
      let answer = answerValues(of: try estimator.data.table.column(name))
      let positions = try wanted(answer, estimator.data)
      let isUsed = [Bool](repeating: true, count: rows.count)
      let groupings = try estimator.groupings(by)
      if findings.isEmpty { findings = groupings.findings }
      for (index, grouping) in groupings.all.enumerated() {
        let estimates = together(
          positions.map { position in
            let values = answer.indicator(of: position, in: isUsed)
            let sums = rows.sums(of: values)
            let cells = estimator.means(
              sums, shift: 0, in: grouping, reference: designEffect)
            let made = builder.estimates(
              subject(answer, position), cells, in: grouping)
            return zip(made, cells).map {
              presentation.judged($0, $1, level: data.level)
            }
          })
        if index == byGrouping.count { byGrouping.append([]) }
        byGrouping[index] += estimates
      }
    }
    return AnalysisOutcome(
      estimates: byGrouping.flatMap { $0 },
      conventions: [
        interval.convention, missingAnswers.convention(missing),
        designEffect.convention,
      ] + [presentation.convention].compactMap { $0 }
        + (found.first?.conventions ?? []),
      formula: Self.formula, diagnostics: findings)
  }
}

extension IndexAnalysis: BatchAnalysis {
  /// Computes the indices of items, or of numbers of votes, from batches.
  public func run(
    inBatches data: BatchedData
  ) throws(Diagnostic) -> AnalysisOutcome {
    if !counts.isEmpty { return try runOnCounts(inBatches: data) }
    guard scales.isEmpty else {
      throw unsupportedBatches("'scales', a mean of several answers,")
    }
    let found = try data.condensed(
      items.map { (keys: by.flatMap { $0 } + [$0], numbers: []) })
    let builder = EstimateBuilder(level: data.level)
    var byGrouping: [[Estimate]] = []
    var series: [IndexSeries] = []
    var ungraded: [UngradedValue] = []
    var findings: [Diagnostic] = []
    for (name, estimator) in zip(items, found) {
      var single = self
      single.items = [name]
      let prepared = try single.prepare(estimator.data)
      series += prepared.series
      ungraded += prepared.ungraded
      let groupings = try estimator.groupings(by)
      if byGrouping.isEmpty { findings += groupings.findings }
      findings = prepared.findings + findings
      for (index, grouping) in groupings.all.enumerated() {
        if index == byGrouping.count { byGrouping.append([]) }
        for one in prepared.series {
          byGrouping[index] += builder.estimates(
            one.subject,
            estimator.means(
              estimator.rows.sums(of: one.values), shift: 0, in: grouping,
              reference: .automatic), in: grouping)
        }
      }
    }
    return AnalysisOutcome(
      estimates: byGrouping.flatMap { $0 },
      conventions: conventions(series, ungraded)
        + (found.first?.conventions ?? []),
      formula: formula, diagnostics: findings)
  }
}

extension CondensedRows {
  /// The sums of a number that follows from the values kept apart, and is the
  /// same for all rows behind a condensed one; not-a-number where missing.
  func sums(of values: [Double]) -> [ValueSums] {
    values.indices.map { row in
      guard !values[row].isNaN else { return ValueSums() }
      return .constant(
        values[row], base: counts[row], weightedRows: weightedRows[row],
        weight: weights[row], weightSquares: weightSquares[row])
    }
  }
}
