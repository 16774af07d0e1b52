import Foundation
import LinearAlgebra
import Probability

/// Whether correlations are worth a factor analysis.
struct SamplingAdequacy {
  /// Kaiser, Meyer and Olkin's measure: Σr² / (Σr² + Σq²) over the pairs of
  /// items, where q are the partial correlations given all other items
  /// (Kaiser and Rice 1974).
  let overall: Double
  /// The same for the pairs of each item.
  let items: [Double]
  /// Bartlett's (1950) test that no items are correlated:
  /// χ² = −(n − 1 − (2p + 5)/6) · ln|R|.
  let bartlett: Double
  /// Its degrees of freedom p(p − 1)/2.
  let degreesOfFreedom: Int
  /// Its probability; not-a-number without degrees of freedom.
  let probability: Double

  /// Measures `correlations` of `base` respondents.
  ///
  /// - Returns: `nil` when the correlations are singular.
  init?(_ correlations: Matrix, base: Double) {
    let size = correlations.rowCount
    guard let factor = Cholesky(correlations),
      let inverse = LinearSystem(correlations)?.inverse
    else { return nil }
    var plain = [Double](repeating: 0, count: size)
    var partial = plain
    for row in 0..<size {
      for column in 0..<size where row != column {
        let scale = (inverse[row, row] * inverse[column, column]).squareRoot()
        let rest = inverse[row, column] / scale
        plain[row] += correlations[row, column] * correlations[row, column]
        partial[row] += rest * rest
      }
    }
    items = zip(plain, partial).map { $0 / ($0 + $1) }
    let sum = plain.reduce(0, +)
    overall = sum / (sum + partial.reduce(0, +))
    let logarithm = factor.factor.diagonal.reduce(0) { $0 + 2 * log($1) }
    let count = Double(size)
    bartlett = -(base - 1 - (2 * count + 5) / 6) * logarithm
    degreesOfFreedom = size * (size - 1) / 2
    probability =
      degreesOfFreedom > 0
      ? ChiSquaredDistribution(degreesOfFreedom: Double(degreesOfFreedom))
        .upperTail(max(0, bartlett)) : .nan
  }
}
