import SurveyData
import SurveyReport
import SurveyStatistics

extension WorkedFormula {
  /// A quantile as the first value by which a share is reached, with the
  /// share just below it and at it; `nil` where another rule made it.
  init?(quantile value: Double, share: Double, below: Double, at: Double) {
    // The slack of sums of weights.
    guard below < share, at >= share - 1e-9 else { return nil }
    let (p, y) = (compactNumber(share, 7), compactNumber(value))
    self.init(
      name: nil, formula: "min{y: F(y) ≥ \(p)}",
      values: "F(\(y)⁻) = \(compactNumber(below, 7)) < \(p) ≤ "
        + "\(compactNumber(at, 7)) = F(\(y)), y",
      result: value)
  }
}

/// The share that a median or another quantile is named after.
func quantileShare(_ name: String) -> Double? {
  if name == "median" { return 0.5 }
  guard name.hasPrefix("p"), let percent = Double(name.dropFirst()) else {
    return nil
  }
  return percent / 100
}

extension QuantileMethod {
  /// How a quantile came about: the shares of the distribution just below it
  /// and at it.
  func story(
    of estimate: Estimate, on inputs: AnalysisInputs
  ) -> WorkedFormula? {
    guard [.math, .hf1, .school, .hf2].contains(rule),
      let data = inputs.data, let value = estimate.value,
      let share = quantileShare(estimate.statistic),
      let numbers = data.table[estimate.variable]?.numbers()
    else { return nil }
    let lower = numbers.filter { $0 < value }.max()
    guard
      let found = try? DistributionAnalysis(
        variables: variables.map(\.name),
        points: [lower, value].compactMap { $0 }, by: inputs.groupings,
        missing: missing
      ).run(on: data)
    else { return nil }
    let shares = found.estimates.filter {
      $0.variable == estimate.variable && $0.group == estimate.group
    }.map { $0.value ?? 0 }
    guard let at = shares.last, shares.count == (lower == nil ? 1 : 2) else {
      return nil
    }
    return WorkedFormula(
      quantile: value, share: share, below: lower == nil ? 0 : shares[0],
      at: at)
  }
}

extension LedgerMethod {
  /// How a quantile of the days to a reply came about: the curve on the day
  /// before and on that day.
  func story(
    ofDays days: Double, statistic: String, slice: (LedgerSliceName) -> Bool,
    on inputs: AnalysisInputs
  ) -> WorkedFormula? {
    guard let share = quantileShare(statistic), let data = inputs.data,
      days == days.rounded(),
      let found = try? analysis(inputs).replyShares(
        at: [days - 1, days], slice: slice, on: data)
    else { return nil }
    return WorkedFormula(
      quantile: days, share: share, below: found[0], at: found[1])
  }
}
