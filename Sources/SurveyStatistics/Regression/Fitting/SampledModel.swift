import Diagnostics
import SurveyData

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
