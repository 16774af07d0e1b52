import LinearAlgebra

/// A model of answers with several values that is fitted by the largest
/// weighted likelihood Σ w log P(yᵢ | xᵢ).
protocol LikelihoodModel: Sendable {
  /// The number of rows.
  var rowCount: Int { get }
  /// The number of values that answers can have.
  var categoryCount: Int { get }
  /// The model matrix.
  var predictors: Matrix { get }

  /// Parameters to start from; `nil` when a value has no weight.
  func start(_ weights: [Double]) -> [Double]?

  /// The likelihood with its derivatives, `nil` for parameters that are not
  /// allowed.
  func pass(_ parameters: [Double], _ weights: [Double]) -> LikelihoodPass?

  /// The derivative of log P(yᵢ) by the parameters, a row each.
  func scores(_ parameters: [Double]) -> Matrix

  /// The weighted mean of P(y = k) over `rows` for each value k, and its
  /// derivatives by the parameters.
  func meanProbabilities(
    _ parameters: [Double], rows: Matrix, weights: [Double]
  ) -> [(value: Double, gradient: [Double])]
}

/// What a pass over the rows finds.
struct LikelihoodPass: Sendable {
  /// Σ w log P(y).
  var logLikelihood: Double
  /// Its derivatives.
  var score: [Double]
  /// Its second derivatives, negative.
  var information: Matrix
}

/// The largest likelihood.
struct LikelihoodFit: Sendable {
  var parameters: [Double]
  var logLikelihood: Double
  var iterations: Int
  var hasConverged: Bool
  var lastStep: [Double]
  var information: Matrix
}

extension LikelihoodModel {
  /// Newton's method, each step halved until the likelihood does not fall.
  ///
  /// - Parameter weights: Weights with mean 1.
  /// - Returns: `nil` without a unique solution.
  func fit(
    _ weights: [Double], start first: [Double]? = nil
  ) -> LikelihoodFit? {
    let begin =
      first.flatMap { parameters in
        pass(parameters, weights).map { (parameters, $0) }
      }
      ?? start(weights).flatMap { parameters in
        pass(parameters, weights).map { (parameters, $0) }
      }
    guard var (parameters, current) = begin else { return nil }
    let slack = 1e-13 * Double(rowCount)
    var step = parameters
    var iterations = 0
    while iterations < 100 {
      iterations += 1
      guard let factor = ScaledCholesky(current.information) else {
        return nil
      }
      step = factor.solve(current.score)
      let decrement = zip(step, current.score).reduce(0) { $0 + $1.0 * $1.1 }
      guard decrement.isFinite else { return nil }
      var halvings = 0
      var next: LikelihoodPass?
      var candidate = parameters
      while halvings < 40 {
        candidate = zip(parameters, step).map { $0 + $1 }
        next = pass(candidate, weights)
        if let next, next.logLikelihood >= current.logLikelihood - slack {
          break
        }
        next = nil
        step = step.map { $0 / 2 }
        halvings += 1
      }
      guard let next else { break }
      (parameters, current) = (candidate, next)
      if decrement <= 1e-16 * Double(rowCount) {
        return LikelihoodFit(
          parameters: parameters, logLikelihood: current.logLikelihood,
          iterations: iterations, hasConverged: true, lastStep: step,
          information: current.information)
      }
    }
    return LikelihoodFit(
      parameters: parameters, logLikelihood: current.logLikelihood,
      iterations: iterations, hasConverged: false, lastStep: step,
      information: current.information)
  }
}

/// The parameters of a likelihood model as statistics of the weights; the
/// influence of row i is I⁻¹∂log P(yᵢ)/∂θ, with the observed information I.
struct LikelihoodParameters<Model: LikelihoodModel>: WeightedStatistics {
  let model: Model
  let rows: [Int]
  let isUsed: [Bool]
  /// The fit to the full sample, from which replicates start.
  let start: [Double]
  /// The inverse of the information with weights of mean 1.
  let inverseInformation: Matrix

  func estimates(_ weights: [Double]) -> [Double]? {
    guard
      let scaled = GeneralizedLinearModel.scaled(rows.map { weights[$0] }),
      let fit = model.fit(scaled, start: start), fit.hasConverged
    else { return nil }
    return fit.parameters
  }

  func influences(
    _ weights: [Double], at estimates: [Double]
  ) -> [[Double]] {
    let total = rows.reduce(0) { $0 + weights[$1] }
    let mean = total / Double(rows.count)
    let directions = model.scores(estimates).times(inverseInformation)
    let width = estimates.count
    return (0..<width).map { column in
      var influence = [Double](repeating: 0, count: isUsed.count)
      for (position, row) in rows.enumerated() {
        influence[row] = directions.elements[position * width + column] / mean
      }
      return influence
    }
  }
}
