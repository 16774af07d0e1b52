extension SurveyDesign {
  /// The covariance of statistics whose values under the full sample are
  /// known already, so that a long fit is not repeated.
  func sampled(
    _ statistics: some WeightedStatistics, at values: [Double]
  ) -> SampledEstimates {
    let isUsed = statistics.isUsed
    let bases = SampleBases(isUsed: isUsed, weights: weights)
    if let replicates {
      let drawn = replicates.replicated { statistics.estimates($0) }
      return SampledEstimates(
        values: values,
        covariance: replicates.covariance(drawn, around: values),
        degreesOfFreedom: replicates.degreesOfFreedom, bases: bases,
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
