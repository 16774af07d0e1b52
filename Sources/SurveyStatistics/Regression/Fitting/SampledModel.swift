import Diagnostics
import SurveyData

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

extension SampledEstimates {
  /// What the design has to say about the standard errors of a model.
  func modelFindings(
    coefficients: Int, degreesOfFreedom left: Double, _ data: AnalysisData
  ) -> [Diagnostic] {
    var found: [Diagnostic] = []
    let place = Place(file: data.table.source.file)
    if remarks.contains("replicates-failed") {
      found.append(
        Diagnostic(
          .replicatesNotFitted, .warning, at: place,
          "the model could not be fitted under some replicate weights, which"
            + " the standard errors leave out"))
    }
    if left <= 0 {
      found.append(
        Diagnostic(
          .tooManyCoefficients, .warning, at: place,
          "\(coefficients) coefficients leave no degree of freedom: the design"
            + " has \(plainText(degreesOfFreedom))",
          help: "fewer terms, or a design with more clusters"))
    }
    return found
  }
}
