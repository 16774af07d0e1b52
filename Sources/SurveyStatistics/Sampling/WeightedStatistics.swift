/// Statistics as functions of the weights of the rows.
///
/// Everything that the design has to know of a method to give its numbers an
/// uncertainty: how to compute them from any weights, which replicate
/// weights need, and how much each row moves them, which linearisation
/// needs. The same method then works with every design.
protocol WeightedStatistics: Sendable {
  /// The rows that have what the statistics need and belong to the domain.
  /// The others stay in the design and move nothing.
  var isUsed: [Bool] { get }

  /// The statistics under `weights`, one a row of the table; `nil` when they
  /// are not defined.
  ///
  /// Weights of rows that are not used have to be ignored.
  func estimates(_ weights: [Double]) -> [Double]?

  /// The statistics under each set of replicate weights; `nil` where they are
  /// not defined.
  func replicated(_ replicates: ReplicateWeights) -> [[Double]?]

  /// The influence of each row on each statistic: ∂θⱼ/∂wᵢ, one column a
  /// statistic (Demnati and Rao 2004); 0 in rows that are not used.
  func influences(
    _ weights: [Double], at estimates: [Double]
  ) -> [[Double]]
}

extension WeightedStatistics {
  func replicated(_ replicates: ReplicateWeights) -> [[Double]?] {
    replicates.replicated { estimates($0) }
  }
}

extension SurveyDesign {
  /// Statistics with their covariance under the design: from replicate
  /// weights where there are some, linearised otherwise.
  ///
  /// - Returns: `nil` when the statistics are not defined.
  func estimate(
    _ statistics: some WeightedStatistics
  ) -> SampledEstimates? {
    statistics.estimates(weights).map { sampled(statistics, at: $0) }
  }

  /// The covariance of statistics whose values under the full sample are
  /// known already, so that a long fit is not repeated.
  func sampled(
    _ statistics: some WeightedStatistics, at values: [Double]
  ) -> SampledEstimates {
    let isUsed = statistics.isUsed
    precondition(isUsed.count == rowCount)
    let bases = SampleBases(isUsed: isUsed, weights: weights)
    if let replicates {
      let drawn = statistics.replicated(replicates)
      let covariance = replicates.covariance(drawn, around: values)
      return SampledEstimates(
        values: values, covariance: covariance,
        degreesOfFreedom: replicates.freedom.degrees(isUsed: isUsed),
        bases: bases,
        remarks: drawn.contains { $0 == nil } ? ["replicates-failed"] : [])
    }
    let found = covariance(
      ofInfluences: statistics.influences(weights, at: values), isUsed: isUsed)
    return SampledEstimates(
      values: values, covariance: found.matrix,
      degreesOfFreedom: found.degreesOfFreedom, bases: bases,
      remarks: found.remarks)
  }
}

/// How many rows stand behind numbers, unweighted, weighted and effective.
struct SampleBases: Sendable, Hashable {
  /// The rows used that have a weight above 0.
  var count = 0
  /// Σw.
  var weighted = 0.0
  /// Kish's effective base (Σw)²/Σw²; 0 without weight.
  var effective = 0.0

  /// Bases that are known.
  init(count: Int, weighted: Double, effective: Double) {
    self.count = count
    self.weighted = weighted
    self.effective = effective
  }

  /// Counts the rows in use.
  init(isUsed: [Bool], weights: [Double]) {
    var sum = CompensatedSum()
    var squares = 0.0
    for row in isUsed.indices where isUsed[row] {
      if weights[row] > 0 { count += 1 }
      sum.add(weights[row])
      squares += weights[row] * weights[row]
    }
    weighted = sum.value
    effective = squares > 0 ? weighted * weighted / squares : 0
  }
}
