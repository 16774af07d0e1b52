import Foundation
import LinearAlgebra

/// The chance of each sampled row to answer, by a weighted logistic
/// regression: Newton steps on Σ w(y·log p + (1−y)·log(1−p)), halved where
/// they do not raise it.
struct ResponsePropensity: Sendable {
  /// The chances; not-a-number in rows outside.
  var chances: [Double]
  /// The coefficients that they follow from.
  var coefficients: [Double]
  /// Whether the regression ended.
  var hasConverged: Bool

  /// Fits the regression in the rows with a response.
  ///
  /// - Parameters:
  ///   - variables: The intercept and what explains the response; dependent
  ///     columns are left out.
  ///   - responses: 1, 0, or not-a-number outside.
  init(
    _ variables: AuxiliaryVariables, responses: [Double], weights: [Double]
  ) {
    let rows = responses.indices.filter {
      responses[$0].isFinite && weights[$0] > 0
    }
    let scale = rows.reduce(0) { $0 + weights[$1] } / Double(max(1, rows.count))
    var coefficients = [Double](repeating: 0, count: variables.columnCount)
    var predictor = variables.predictor(coefficients)
    func likelihood(_ predictor: [Double]) -> Double {
      rows.reduce(0) { sum, row in
        let signed = responses[row] > 0.5 ? predictor[row] : -predictor[row]
        // log(1/(1 + e^{−s})) without overflow.
        let term =
          signed > 0 ? -log1p(exp(-signed)) : signed - log1p(exp(signed))
        return sum + weights[row] / scale * term
      }
    }
    var current = likelihood(predictor)
    hasConverged = false
    for _ in 0..<50 {
      var slopes = [Double](repeating: 0, count: responses.count)
      var curvature = slopes
      for row in rows {
        let chance = Self.chance(predictor[row])
        slopes[row] = weights[row] / scale * (responses[row] - chance)
        curvature[row] = weights[row] / scale * chance * (1 - chance)
      }
      let gradient = variables.totals(slopes)
      let system = DependentSystem(
        lower: variables.crossProduct(curvature), size: coefficients.count)
      let step = system.solve(gradient)
      let gain = zip(gradient, step).reduce(0) { $0 + $1.0 * $1.1 }
      if !gain.isFinite { break }
      if gain <= 1e-20 * Double(max(1, rows.count)) {
        hasConverged = true
        break
      }
      var length = 1.0
      var isBetter = false
      while length > 1e-6 {
        let moved = zip(coefficients, step).map { $0 + length * $1 }
        let next = variables.predictor(moved)
        let value = likelihood(next)
        if value >= current {
          (coefficients, predictor) = (moved, next)
          isBetter = value > current
          current = value
          break
        }
        length /= 2
      }
      if !isBetter {
        // Nothing is left but rounding.
        hasConverged = gain < 1e-8
        break
      }
    }
    chances = [Double](repeating: .nan, count: responses.count)
    for row in rows { chances[row] = Self.chance(predictor[row]) }
    self.coefficients = coefficients
  }

  /// The chance at a linear predictor.
  static func chance(_ predictor: Double) -> Double {
    1 / (1 + exp(-predictor))
  }

  /// How alike the chances to answer are: R = 1 − 2S(ρ), 1 when everybody is
  /// as likely to answer (Schouten, Cobben and Bethlehem 2009, equation 4).
  ///
  /// S² = Σ d(ρ − ρ̄)² / (Σd − 1) over the sampled rows.
  static func indicator(_ chances: [Double], _ weights: [Double]) -> Double? {
    var (sum, weight) = (0.0, 0.0)
    for row in chances.indices where chances[row].isFinite {
      sum += weights[row] * chances[row]
      weight += weights[row]
    }
    guard weight > 1 else { return nil }
    let mean = sum / weight
    var squares = 0.0
    for row in chances.indices where chances[row].isFinite {
      let deviation = chances[row] - mean
      squares += weights[row] * deviation * deviation
    }
    return 1 - 2 * (squares / (weight - 1)).squareRoot()
  }
}
