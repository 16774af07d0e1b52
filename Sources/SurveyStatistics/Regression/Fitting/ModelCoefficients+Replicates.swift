import LinearAlgebra

extension ModelCoefficients {
  /// The coefficients under each set of replicate weights.
  ///
  /// Where replicates multiply the weights of whole clusters and the link is
  /// the canonical one, the first step from the coefficients of the full
  /// sample follows from sums over clusters, for all replicates at once. It
  /// ends the fit of a linear model. Others go on with the information found
  /// there: a pass over the rows then needs the score alone, no logarithms
  /// and no products of columns. A replicate in which this does not close in
  /// quickly is fitted as the full sample was.
  func replicated(_ replicates: ReplicateWeights) -> [[Double]?] {
    guard model.isCanonical,
      case .factors(let units?, let factors) = replicates.storage,
      isWorthwhile(units: factors.rowCount, replicates: replicates.count)
    else { return replicates.replicated { estimates($0) } }
    let unitSums = UnitExpansion(
      model, at: start, rows: rows, units: units,
      unitCount: factors.rowCount, weights: replicates.baseWeights)
    let expansions = unitSums.expansions(factors)
    return replicates.numbered { replicate, weights in
      let expansion = expansions[replicate]
      guard let factor = ScaledCholesky(expansion.information) else {
        replicates.fill(&weights, replicate: replicate)
        return estimates(weights)
      }
      let step = factor.solve(expansion.score)
      if model.link == .identity {
        return zip(start, step).map { $0 + $1 }
      }
      replicates.fill(&weights, replicate: replicate)
      return closing(
        expansion, factor, step: step, unitSums, weights)
        ?? estimates(weights)
    }
  }

  /// Whether sums over units cost less than the passes that they save.
  private func isWorthwhile(units: Int, replicates: Int) -> Bool {
    replicates > 7 && units * start.count <= 4 * rows.count
  }

  /// Goes on from the first step; `nil` when the steps do not shrink fast.
  func closing(
    _ expansion: UnitExpansion.Expansion, _ factor: ScaledCholesky,
    step first: [Double], _ unitSums: UnitExpansion, _ weights: [Double]
  ) -> [Double]? {
    let used = rows.map { weights[$0] }
    let total = used.reduce(0, +)
    guard total > 0, unitSums.total > 0 else { return nil }
    // s(β + δ) = s − Hδ − ½T[δ]δ + …, so that the step lacks ½H⁻¹T[δ]δ.
    var change = unitSums.change(along: first)
    let ratio = total / unitSums.total
    for index in change.elements.indices { change.elements[index] *= ratio }
    let moved =
      ScaledCholesky(expansion.information.plus(change)) ?? factor
    let lack = moved.solve(
      (0..<first.count).map { row in
        first.indices.reduce(0) { $0 + change[row, $1] * first[$1] } / 2
      })
    var beta = start.indices.map { start[$0] + first[$0] - lack[$0] }
    var last = Double.infinity
    for _ in 0..<12 {
      let score = model.score(beta, used)
      let step = moved.solve(score)
      let size = zip(step, score).reduce(0) { $0 + $1.0 * $1.1 }
      guard size.isFinite, size <= 0.1 * last else { return nil }
      for index in beta.indices { beta[index] += step[index] }
      // The next step would shrink by as much as this one did.
      let left = last.isFinite ? size * (size / last) : size
      if left <= 1e-24 * total { return beta }
      last = size
    }
    return nil
  }
}

extension GeneralizedLinearModel {
  /// Σ w x (y − μ), the score where the link is the canonical one.
  func score(_ coefficients: [Double], _ weights: [Double]) -> [Double] {
    let width = predictors.columnCount
    let block = 256
    var predictor = [Double](repeating: 0, count: block)
    var sums = [Double](repeating: 0, count: width)
    predictors.elements.withUnsafeBufferPointer { rows in
      guard let rows = rows.baseAddress else { return }
      for start in stride(from: 0, to: outcome.count, by: block) {
        let size = min(block, outcome.count - start)
        let first = rows + start * width
        predictor.withUnsafeMutableBufferPointer { buffer in
          guard let values = buffer.baseAddress else { return }
          RowBlockProducts.multiply(
            rows: first, count: size, by: coefficients, into: values)
          if let offset {
            for index in 0..<size { values[index] += offset[start + index] }
          }
          link.subtractMeans(
            from: outcome, weights: weights, start: start, count: size,
            predictors: values)
        }
        RowBlockProducts.addSums(
          rows: first, count: size, values: predictor, to: &sums)
      }
    }
    return sums
  }
}

extension LinkFunction {
  /// Writes w(y − μ) over the predictors of a block of rows.
  fileprivate func subtractMeans(
    from outcome: [Double], weights: [Double], start: Int, count: Int,
    predictors: UnsafeMutablePointer<Double>
  ) {
    for index in 0..<count {
      let row = start + index
      predictors[index] =
        weights[row] * (outcome[row] - mean(predictors[index]).mean)
    }
  }
}
