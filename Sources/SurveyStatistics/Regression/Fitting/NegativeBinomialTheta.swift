import LinearAlgebra
import Probability

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension GeneralizedLinearModel {
  /// Above this the variance is that of `poisson` as far as data can tell.
  static let largestTheta = 1e7

  /// Coefficients and θ of the negative binomial family in turn: θ maximizes
  ///
  ///     Σ w [log Γ(y + θ) − log Γ(θ) + θ log θ − (y + θ) log(θ + μ)]
  ///
  /// for given means, the coefficients are scored for given θ (Venables and
  /// Ripley 2002, §7.4). The two hardly depend on each other, so a few turns
  /// do.
  func fitWithTheta(_ weights: [Double], start: [Double]?) -> Fit? {
    var model = self
    guard var fit = plain(.poisson).scoring(weights, start: start) else {
      return nil
    }
    var theta = 0.0
    var iterations = fit.iterations
    for _ in 0..<50 {
      let means = model.means(fit.coefficients)
      let last = theta
      theta = Self.theta(
        outcome, means, weights,
        start: last > 0 ? last : Self.momentTheta(outcome, means, weights))
      model.theta = theta
      guard
        let next = model.scoring(weights, start: fit.coefficients)
      else { return nil }
      fit = next
      iterations += next.iterations
      if abs(theta - last) <= 1e-11 * theta || theta >= Self.largestTheta {
        fit.iterations = iterations
        return fit
      }
    }
    fit.hasConverged = false
    fit.iterations = iterations
    return fit
  }

  private func plain(_ family: ResponseFamily) -> GeneralizedLinearModel {
    GeneralizedLinearModel(
      predictors: predictors, outcome: outcome, offset: offset,
      family: family, link: link, hasIntercept: hasIntercept)
  }

  /// The means at some coefficients, one a row.
  func means(_ coefficients: [Double]) -> [Double] {
    linearPredictor(coefficients).map { link.mean($0).mean }
  }

  /// η at some coefficients, one a row.
  func linearPredictor(_ coefficients: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: outcome.count)
    predictors.elements.withUnsafeBufferPointer { rows in
      result.withUnsafeMutableBufferPointer { result in
        guard let rows = rows.baseAddress, let result = result.baseAddress
        else { return }
        RowBlockProducts.multiply(
          rows: rows, count: outcome.count, by: coefficients, into: result)
      }
    }
    if let offset {
      for row in result.indices { result[row] += offset[row] }
    }
    return result
  }

  private static func momentTheta(
    _ outcome: [Double], _ means: [Double], _ weights: [Double]
  ) -> Double {
    var sum = 0.0
    for row in outcome.indices {
      let distance = outcome[row] / means[row] - 1
      sum += weights[row] * distance * distance
    }
    let theta = Double(outcome.count) / sum
    return theta.isFinite ? min(max(theta, 1e-6), largestTheta) : 1
  }

  private static func theta(
    _ outcome: [Double], _ means: [Double], _ weights: [Double], start: Double
  ) -> Double {
    var theta = start
    for _ in 0..<100 {
      var score = 0.0
      var information = 0.0
      let digammaTheta = digamma(theta)
      let trigammaTheta = trigamma(theta)
      let logTheta = log(theta)
      for row in outcome.indices where weights[row] != 0 {
        let (y, mean) = (outcome[row], means[row])
        let sum = theta + mean
        score +=
          weights[row]
          * (digamma(theta + y) - digammaTheta + logTheta + 1 - log(sum)
            - (y + theta) / sum)
        information +=
          weights[row]
          * (trigammaTheta - trigamma(theta + y) - 1 / theta + 2 / sum
            - (y + theta) / (sum * sum))
      }
      // On the scale of log θ, which cannot leave the positive numbers.
      let curvature = theta * theta * information - theta * score
      let change =
        curvature > 0 ? theta * score / curvature : (score > 0 ? 0.7 : -0.7)
      theta *= exp(min(max(change, -2), 2))
      if !theta.isFinite || theta > largestTheta { return largestTheta }
      if abs(change) < 1e-13 { break }
    }
    return max(theta, 1e-10)
  }
}
