import LinearAlgebra
import SurveyData

/// The coefficients of a generalized linear model as statistics of the
/// weights.
///
/// The influence of row i is A⁻¹xᵢ(yᵢ − μᵢ)(dμᵢ/dηᵢ)/V(μᵢ) with the expected
/// information A = Σ wxxᵀ(dμ/dη)²/V (Binder 1983), as in `svyglm`. In the
/// negative binomial family θ counts as known there: it and the coefficients
/// do not depend on each other in expectation. Replicates estimate it again.
struct ModelCoefficients: WeightedStatistics {
  let model: GeneralizedLinearModel
  let rows: [Int]
  let isUsed: [Bool]
  /// The fit to the full sample, from which replicates start.
  let start: [Double]
  let theta: Double
  /// (Σ wxxᵀ(dμ/dη)²/V)⁻¹ with weights of mean 1.
  let inverseInformation: Matrix

  func estimates(_ weights: [Double]) -> [Double]? {
    let used = rows.map { weights[$0] }
    if model.family == .gaussian, model.link == .identity {
      // One step from anywhere is the solution.
      guard let scaled = GeneralizedLinearModel.scaled(used) else {
        return nil
      }
      let pass = model.pass(start, scaled)
      guard let factor = ScaledCholesky(pass.information) else { return nil }
      return zip(start, factor.solve(pass.score)).map { $0 + $1 }
    }
    guard
      let fit = model.fit(used, start: start, isReplicate: true),
      fit.hasConverged
    else { return nil }
    return fit.coefficients
  }

  func influences(
    _ weights: [Double], at estimates: [Double]
  ) -> [[Double]] {
    let width = estimates.count
    var model = model
    model.theta = theta
    let directions = model.predictors.times(inverseInformation)
    let total = rows.reduce(0) { $0 + weights[$1] }
    let mean = total / Double(rows.count)
    let scores = model.scores(estimates).map { $0 / mean }
    return (0..<width).map { column in
      var influence = [Double](repeating: 0, count: isUsed.count)
      for (position, row) in rows.enumerated() {
        influence[row] =
          scores[position] * directions.elements[position * width + column]
      }
      return influence
    }
  }
}

extension GeneralizedLinearModel {
  /// (y − μ)(dμ/dη)/V of each row.
  func scores(_ coefficients: [Double]) -> [Double] {
    let predictor = linearPredictor(coefficients)
    return predictor.indices.map { row in
      let (mean, slope) = link.mean(predictor[row])
      let rest = outcome[row] - mean
      return isCanonical ? rest : rest * slope / family.variance(mean, theta)
    }
  }

  /// The inverse of the information, from the factors Q·R of the weighted
  /// rows rather than from their products, which would lose half the digits.
  func inverseInformation(
    _ coefficients: [Double], _ weights: [Double]
  ) -> Matrix? {
    let predictor = linearPredictor(coefficients)
    let width = predictors.columnCount
    var rows = predictors
    for row in predictor.indices {
      let (mean, slope) = link.mean(predictor[row])
      let working =
        isCanonical ? slope : slope * slope / family.variance(mean, theta)
      let root = (weights[row] * working).squareRoot()
      for column in 0..<width { rows.elements[row * width + column] *= root }
    }
    guard let factors = LeastSquares(rows, tolerance: 1e-14),
      factors.rank == width
    else { return nil }
    return factors.inverseCrossProduct
  }
}
