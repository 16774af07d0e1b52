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
            + " the standard errors leave out",
          zh: "模型在部分复制权重下无法拟合，标准误未计入这些权重"))
    }
    if left <= 0 {
      found.append(
        Diagnostic(
          .tooManyCoefficients, .warning, at: place,
          "\(coefficients) coefficients leave no degree of freedom: the design"
            + " has \(plainText(degreesOfFreedom))",
          zh:
            "系数有\(coefficients)个，而抽样设计的自由度为\(plainText(degreesOfFreedom))，没有剩余的自由度",
          help: "fewer terms, or a design with more clusters"))
    }
    return found
  }
}
