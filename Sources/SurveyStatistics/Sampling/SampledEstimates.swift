import LinearAlgebra

/// Statistics of a sample with their covariance under the design.
struct SampledEstimates: Sendable {
  /// The estimates.
  var values: [Double]
  /// Their covariance; not-a-number where the design does not define it.
  var covariance: Matrix
  /// Degrees of freedom of the variances.
  var degreesOfFreedom: Double
  /// The rows behind all of them together.
  var bases: SampleBases
  /// Remarks of `Estimate`: `single-cluster`, `census`,
  /// `no-degrees-of-freedom`, `replicates-failed`.
  var remarks: [String] = []

  /// The standard error of one estimate, or `nil` where it is not defined.
  func standardError(_ index: Int) -> Double? {
    let variance = covariance[index, index]
    return variance.isFinite && variance >= 0 ? variance.squareRoot() : nil
  }

  /// A weighted sum Σ cⱼθⱼ of the estimates and its standard error
  /// √(cᵀVc).
  ///
  /// - Precondition: There are as many coefficients as estimates.
  func contrast(
    _ coefficients: [Double]
  ) -> (value: Double, standardError: Double?) {
    precondition(coefficients.count == values.count)
    var value = 0.0
    var variance = 0.0
    for row in values.indices where coefficients[row] != 0 {
      value += coefficients[row] * values[row]
      for column in values.indices where coefficients[column] != 0 {
        variance +=
          coefficients[row] * coefficients[column] * covariance[row, column]
      }
    }
    guard variance.isFinite else { return (value, nil) }
    return (value, max(0, variance).squareRoot())
  }

  /// The covariance of linear combinations, one a row of `coefficients`.
  func contrastCovariance(_ coefficients: [[Double]]) -> Matrix {
    let products = coefficients.map { covariance.times($0) }
    var result = Matrix(rows: coefficients.count, columns: coefficients.count)
    for row in coefficients.indices {
      for column in coefficients.indices {
        var sum = 0.0
        for index in values.indices {
          sum += coefficients[row][index] * products[column][index]
        }
        result[row, column] = sum
      }
    }
    return result
  }
}
