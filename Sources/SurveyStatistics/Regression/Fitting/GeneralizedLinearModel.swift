import LinearAlgebra

/// A generalized linear model of the rows that are used, ready to be fitted
/// under any weights.
///
/// The coefficients solve the weighted score equations
///
///     Σ wᵢ xᵢ (yᵢ − μᵢ) (dμᵢ/dηᵢ) / V(μᵢ) = 0,   ηᵢ = xᵢβ + offsetᵢ
///
/// by Fisher's scoring, which is iteratively reweighted least squares
/// (Nelder and Wedderburn 1972), each step halved until the deviance does not
/// grow. Weights are divided by their mean, so that deviances do not depend
/// on the scale of the weights, as in `svyglm`.
struct GeneralizedLinearModel: Sendable {
  /// The model matrix; its columns do not depend on one another.
  let predictors: Matrix
  let outcome: [Double]
  let offset: [Double]?
  let family: ResponseFamily
  let link: LinkFunction
  /// The first column is the intercept.
  let hasIntercept: Bool
  /// θ of the negative binomial family, where it is known.
  var theta = 1.0

  /// Where Fisher's scoring is Newton's method, so that a step leaves an
  /// error of the square of its size.
  var isCanonical: Bool {
    switch (family, link) {
    case (.gaussian, .identity), (.binomial, .logit), (.poisson, .log): true
    default: false
    }
  }

  /// What one pass over the rows finds.
  struct Pass {
    /// Σ w xxᵀ (dμ/dη)²/V.
    var information: Matrix
    /// Σ w x (y − μ)(dμ/dη)/V.
    var score: [Double]
    var deviance: Double
    /// Whether every mean is one that the family allows.
    var isValid: Bool
  }

  /// A fit.
  struct Fit: Sendable {
    var coefficients: [Double]
    var deviance: Double
    var iterations: Int
    var hasConverged: Bool
    /// The last step, by coefficient.
    var lastStep: [Double]
    var information: Matrix
    var theta: Double
  }

  /// Passes over the rows at `coefficients`.
  ///
  /// - Parameter isFirst: Whether the means start from the outcomes instead,
  ///   and the score is that of the first working outcome.
  func pass(
    _ coefficients: [Double], _ weights: [Double], isFirst: Bool = false
  ) -> Pass {
    let width = predictors.columnCount
    let count = outcome.count
    var sums = RowBlockProducts(columnCount: width)
    let block = sums.blockRows
    var predictor = [Double](repeating: 0, count: block)
    var working = predictor
    var values = predictor
    var deviance = 0.0
    var isValid = true
    predictors.elements.withUnsafeBufferPointer { rows in
      guard let rows = rows.baseAddress else { return }
      var start = 0
      while start < count {
        let size = min(block, count - start)
        let first = rows + start * width
        predictor.withUnsafeMutableBufferPointer { buffer in
          if let buffer = buffer.baseAddress {
            RowBlockProducts.multiply(
              rows: first, count: size, by: coefficients, into: buffer)
          }
        }
        var sum = 0.0
        for index in 0..<size {
          let row = start + index
          let weight = weights[row]
          if weight == 0 {
            working[index] = 0
            values[index] = 0
            continue
          }
          let y = outcome[row]
          let shift = offset.map { $0[row] } ?? 0
          let eta =
            isFirst ? link.link(family.firstMean(y)) : predictor[index] + shift
          let (mean, slope) = link.mean(eta)
          if !family.allows(mean: mean) { isValid = false }
          sum += weight * family.deviance(y, mean, theta)
          if isCanonical {
            working[index] = weight * slope
            values[index] = weight * (y - mean)
          } else {
            let ratio = slope / family.variance(mean, theta)
            working[index] = weight * slope * ratio
            values[index] = weight * (y - mean) * ratio
          }
          if isFirst { values[index] += working[index] * (eta - shift) }
        }
        deviance += sum
        sums.add(rows: first, count: size, weights: working, values: values)
        start += size
      }
    }
    return Pass(
      information: sums.products, score: sums.sums, deviance: deviance,
      isValid: isValid && deviance.isFinite)
  }

  /// The most steps that are made.
  static let maximumIterations = 100

  /// Fits the model under `weights`, one a used row.
  ///
  /// - Parameters:
  ///   - weights: The weights.
  ///   - start: Coefficients to start from; without them, or where they are
  ///     not allowed, it starts from the outcomes.
  ///   - isReplicate: Whether only the coefficients are needed, which saves
  ///     the last pass over the rows.
  /// - Returns: `nil` when there is no weight or no unique solution.
  func fit(
    _ weights: [Double], start: [Double]? = nil, isReplicate: Bool = false
  ) -> Fit? {
    let scaled = Self.scaled(weights)
    guard let scaled, predictors.columnCount > 0 else { return nil }
    if family == .negativeBinomial { return fitWithTheta(scaled, start: start) }
    return scoring(scaled, start: start, isReplicate: isReplicate)
  }

  /// Weights with mean 1; `nil` when they sum to nothing.
  static func scaled(_ weights: [Double]) -> [Double]? {
    let sum = weights.reduce(0, +)
    guard sum > 0, sum.isFinite else { return nil }
    let factor = Double(weights.count) / sum
    return weights.map { $0 * factor }
  }

  /// Fisher's scoring under weights with mean 1.
  func scoring(
    _ weights: [Double], start: [Double]?, isReplicate: Bool = false
  ) -> Fit? {
    guard var (beta, current) = firstPass(weights, start) else { return nil }
    let scale = outcomeScale(weights)
    let slack = 1e-14 * scale
    var step = [Double](repeating: 0, count: beta.count)
    for iteration in 1...Self.maximumIterations {
      guard let factor = ScaledCholesky(current.information) else {
        return nil
      }
      step = factor.solve(current.score)
      let decrement = zip(step, current.score).reduce(0) { $0 + $1.0 * $1.1 }
      guard decrement.isFinite else { return nil }
      var candidate = zip(beta, step).map { $0 + $1 }
      let tolerance = isCanonical ? 1e-16 : 1e-22
      let isLast =
        decrement <= tolerance * (current.deviance + slack)
        || decrement <= 1e-28 * scale
      if isLast, isReplicate {
        return Fit(
          coefficients: candidate, deviance: current.deviance,
          iterations: iteration, hasConverged: true, lastStep: step,
          information: current.information, theta: theta)
      }
      var next = pass(candidate, weights)
      var halvings = 0
      let limit = current.deviance * (1 + 1e-8) + slack
      while !(next.isValid && next.deviance <= limit), halvings < 30 {
        step = step.map { $0 / 2 }
        candidate = zip(beta, step).map { $0 + $1 }
        next = pass(candidate, weights)
        halvings += 1
      }
      guard next.isValid else { return nil }
      (beta, current) = (candidate, next)
      if halvings == 30 { break }
      if isLast {
        return Fit(
          coefficients: beta, deviance: current.deviance,
          iterations: iteration, hasConverged: true, lastStep: step,
          information: current.information, theta: theta)
      }
    }
    return Fit(
      coefficients: beta, deviance: current.deviance,
      iterations: Self.maximumIterations, hasConverged: false, lastStep: step,
      information: current.information, theta: theta)
  }

  /// Where scoring starts.
  private func firstPass(
    _ weights: [Double], _ start: [Double]?
  ) -> ([Double], Pass)? {
    let width = predictors.columnCount
    if let start, start.count == width {
      let found = pass(start, weights)
      if found.isValid { return (start, found) }
    }
    let zero = [Double](repeating: 0, count: width)
    let first = pass(zero, weights, isFirst: true)
    if let factor = ScaledCholesky(first.information) {
      let beta = factor.solve(first.score)
      let found = pass(beta, weights)
      if found.isValid { return (beta, found) }
    }
    // The overall mean is allowed whatever the terms are.
    guard hasIntercept else { return nil }
    var sum = 0.0
    var total = 0.0
    for row in outcome.indices {
      sum += weights[row] * family.firstMean(outcome[row])
      total += weights[row]
    }
    var beta = zero
    beta[0] = link.link(sum / total)
    let found = pass(beta, weights)
    return found.isValid ? (beta, found) : nil
  }

  /// What a deviance is measured against where it is 0 but for rounding.
  private func outcomeScale(_ weights: [Double]) -> Double {
    guard family == .gaussian else { return Double(weights.count) }
    var sum = 0.0
    for row in outcome.indices {
      sum += weights[row] * outcome[row] * outcome[row]
    }
    return sum
  }
}
