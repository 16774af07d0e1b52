import Foundation
import LinearAlgebra
import Probability

/// How well a confirmatory model fits, in the measures that are usual.
struct ConfirmatoryFit {
  /// n times the discrepancy, with its degrees of freedom and probability.
  let statistic: Double
  let degreesOfFreedom: Int
  let probability: Double
  /// Bentler's (1990) comparative fit index.
  let comparative: Double
  /// Tucker and Lewis's (1973) index.
  let tuckerLewis: Double
  /// Steiger and Lind's root mean square error of approximation.
  let approximation: Double
  /// The root of the mean squared residual correlation.
  let residual: Double
  /// Akaike's and Schwarz's criteria.
  let akaike: Double
  let schwarz: Double

  /// Measures the fit to covariances with the divisor n of `base` rows.
  init(_ model: ConfirmatoryModel, sample: Matrix, base: Double) {
    let size = Double(model.itemCount)
    let degrees = Double(model.degreesOfFreedom)
    statistic = base * max(0, model.discrepancy)
    degreesOfFreedom = model.degreesOfFreedom
    probability =
      degrees > 0
      ? ChiSquaredDistribution(degreesOfFreedom: degrees).upperTail(statistic)
      : .nan
    let implied = model.implied
    func logarithm(_ matrix: Matrix) -> Double {
      Cholesky(matrix).map {
        $0.factor.diagonal.reduce(0) { $0 + 2 * log($1) }
      } ?? .nan
    }
    let independence =
      base * (sample.diagonal.reduce(0) { $0 + log($1) } - logarithm(sample))
    let freedom = size * (size - 1) / 2
    let excess = max(statistic - degrees, 0)
    let baseline = max(independence - freedom, excess)
    comparative = baseline > 0 ? 1 - excess / baseline : 1
    let perDegree = independence / freedom
    tuckerLewis =
      degrees > 0
      ? (perDegree - statistic / degrees) / (perDegree - 1) : .nan
    approximation =
      degrees > 0 ? (excess / (degrees * base)).squareRoot() : .nan
    var squares = 0.0
    for row in 0..<model.itemCount {
      for column in 0...row {
        let scale = (sample[row, row] * sample[column, column]).squareRoot()
        let rest = (sample[row, column] - implied[row, column]) / scale
        squares += rest * rest
      }
    }
    residual = (squares / (size * (size + 1) / 2)).squareRoot()
    // tr(SΣ⁻¹) is what the discrepancy has beside the logarithms.
    let trace =
      model.discrepancy - logarithm(implied) + logarithm(sample) + size
    let likelihood =
      -base / 2 * (size * log(2 * Double.pi) + logarithm(implied) + trace)
    let count = Double(model.parameterCount)
    akaike = -2 * likelihood + 2 * count
    schwarz = -2 * likelihood + count * log(base)
  }
}
