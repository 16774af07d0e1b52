import Foundation
import LinearAlgebra

/// Common factors behind correlations: R ≈ ΛΛᵀ + Ψ.
struct FactorModel {
  /// How the uniquenesses are chosen.
  enum Method: String, Sendable, CaseIterable, Hashable {
    /// Maximum likelihood (Jöreskog 1967), as R's `factanal`.
    case maximumLikelihood = "maximum-likelihood"
    /// Least squares of the correlations outside the diagonal (Harman and
    /// Jones 1966), as `psych::fa` by default.
    case minimumResiduals = "minimum-residuals"
  }

  /// The loadings, items × factors, before a rotation; each factor points to
  /// where the sum of its loadings is positive.
  let loadings: Matrix
  /// The share of each item's variance that is its own.
  let uniquenesses: [Double]
  /// The least value of the function that was minimised.
  let criterion: Double
  /// Whether the search ended at a minimum.
  let hasConverged: Bool
  /// Items whose uniqueness went to the lower limit (Heywood cases).
  let atLimit: [Int]

  /// The lower limit of uniquenesses, as in R.
  static let limit = 0.005

  /// Fits `count` factors to `correlations`.
  ///
  /// - Returns: `nil` when there are not at least as many items as factors,
  ///   the correlations are singular, or an eigenvalue problem fails.
  init?(_ correlations: Matrix, count: Int, method: Method) {
    let size = correlations.rowCount
    guard count > 0, count < size,
      let inverse = LinearSystem(correlations)?.inverse
    else { return nil }
    // Jöreskog's start: (1 − k/2p) / r⁻¹ᵢᵢ.
    let share = 1 - 0.5 * Double(count) / Double(size)
    let start = inverse.diagonal.map { min(0.995, max(0.01, share / $0)) }
    let problem = FactorProblem(
      correlations: correlations, count: count, method: method)
    guard let found = BoundedMinimum(from: start, limit: Self.limit, problem)
    else { return nil }
    guard let loadings = problem.loadings(found.point) else { return nil }
    self.loadings = loadings
    uniquenesses = found.point
    criterion = found.value
    hasConverged = found.hasConverged
    atLimit = found.point.indices.filter {
      found.point[$0] <= Self.limit * 1.0001
    }
  }

  /// The degrees of freedom ((p − k)² − p − k)/2 of the test of fit.
  static func degreesOfFreedom(items: Int, factors: Int) -> Int {
    ((items - factors) * (items - factors) - items - factors) / 2
  }
}

/// The function of the uniquenesses that is minimised.
private struct FactorProblem: BoundedProblem {
  let correlations: Matrix
  let count: Int
  let method: FactorModel.Method

  func loadings(_ uniquenesses: [Double]) -> Matrix? {
    let size = uniquenesses.count
    let scales: [Double]
    let eigen: SymmetricEigen
    switch method {
    case .maximumLikelihood:
      scales = uniquenesses.map { $0.squareRoot() }
      guard let found = SymmetricEigen(scaled(scales)) else { return nil }
      eigen = found
    case .minimumResiduals:
      scales = [Double](repeating: 1, count: size)
      guard let found = SymmetricEigen(reduced(uniquenesses)) else {
        return nil
      }
      eigen = found
    }
    let shift = method == .maximumLikelihood ? 1.0 : 0
    var result = Matrix(rows: size, columns: count)
    for factor in 0..<count {
      let length = max(eigen.values[factor] - shift, 0).squareRoot()
      var sum = 0.0
      for item in 0..<size {
        result[item, factor] =
          scales[item] * eigen.vectors[item, factor] * length
        sum += result[item, factor]
      }
      if sum < 0 {
        for item in 0..<size { result[item, factor] = -result[item, factor] }
      }
    }
    return result
  }

  private func scaled(_ scales: [Double]) -> Matrix {
    var result = correlations
    for row in scales.indices {
      for column in scales.indices {
        result[row, column] /= scales[row] * scales[column]
      }
    }
    return result
  }

  private func reduced(_ uniquenesses: [Double]) -> Matrix {
    var result = correlations
    for item in uniquenesses.indices {
      result[item, item] -= uniquenesses[item]
    }
    return result
  }

  func value(_ point: [Double]) -> (value: Double, gradient: [Double])? {
    switch method {
    case .maximumLikelihood: likelihood(point)
    case .minimumResiduals: residuals(point)
    }
  }

  /// Σ over the p − k smallest eigenvalues e of Ψ^-½ R Ψ^-½ of
  /// e − ln e, less p − k.
  private func likelihood(
    _ point: [Double]
  ) -> (value: Double, gradient: [Double])? {
    let scales = point.map { $0.squareRoot() }
    guard let eigen = SymmetricEigen(scaled(scales)),
      eigen.values.allSatisfy({ $0 > 0 })
    else { return nil }
    var value = 0.0
    var gradient = [Double](repeating: 0, count: point.count)
    for position in count..<point.count {
      let root = eigen.values[position]
      value += root - log(root) - 1
      for item in point.indices {
        let part = eigen.vectors[item, position]
        gradient[item] += part * part * (1 - root) / point[item]
      }
    }
    return (value, gradient)
  }

  /// Σ over the pairs of items of the squared rest of their correlation.
  private func residuals(
    _ point: [Double]
  ) -> (value: Double, gradient: [Double])? {
    guard let loadings = loadings(point) else { return nil }
    let size = point.count
    let product = loadings.times(loadings.transposed)
    var value = 0.0
    var gradient = [Double](repeating: 0, count: size)
    for row in 0..<size {
      for column in 0..<size {
        let fitted = product[row, column]
        if row == column {
          // At the minimum over the loadings the derivative is that of the
          // diagonal alone.
          gradient[row] =
            2 * (fitted + point[row] - correlations[row, row])
          continue
        }
        let rest = correlations[row, column] - fitted
        value += rest * rest
      }
    }
    // With the diagonal in it, the sum is what the loadings minimise.
    for item in 0..<size {
      let rest = correlations[item, item] - point[item] - product[item, item]
      value += rest * rest
    }
    return (value, gradient)
  }
}
