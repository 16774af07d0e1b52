import LinearAlgebra

extension PreparedModel {
  /// The coefficients that belong to the terms at `terms`.
  func positions(of terms: [Int]) -> [Int] {
    kept.indices.filter { index in
      frame.columns[kept[index]].term.map(terms.contains) ?? false
    }
  }

  /// Wald's test that all coefficients of some terms are 0.
  func waldTest(_ terms: [Int]) -> TermTest? {
    TermTest.wald(
      positions(of: terms), values: sampled.values,
      covariance: sampled.covariance, degreesOfFreedom: degreesOfFreedom)
  }

  /// The working Wald test of some terms.
  func workingWaldTest(_ terms: [Int]) -> TermTest? {
    let positions = positions(of: terms)
    guard !positions.isEmpty else { return nil }
    return TermTest.workingWald(
      positions, values: sampled.values, covariance: sampled.covariance,
      workingCovariance: inverseInformation,
      degreesOfFreedom: degreesOfFreedom)
  }

  /// The working likelihood ratio test of some terms; `nil` for terms whose
  /// products stay in the model, without which they mean nothing.
  func likelihoodTest(_ terms: [Int]) -> TermTest? {
    let dropped = positions(of: terms)
    guard !dropped.isEmpty, !frame.isContained(terms) else { return nil }
    let rest = kept.indices.filter { !dropped.contains($0) }
    let columns = rest.map { kept[$0] }
    var reduced = GeneralizedLinearModel(
      predictors: frame.matrix(columns), outcome: model.outcome,
      offset: model.offset, family: model.family, link: model.link,
      hasIntercept: model.hasIntercept && columns.first == 0)
    reduced.theta = model.theta
    let deviance =
      columns.isEmpty
      ? reduced.emptyDeviance(weights)
      : reduced.scoring(weights, start: nil)?.deviance
    guard let deviance else { return nil }
    return TermTest.workingLikelihood(
      dropped, difference: deviance - fit.deviance,
      covariance: sampled.covariance, workingCovariance: inverseInformation,
      degreesOfFreedom: degreesOfFreedom)
  }
}

extension ModelFrame {
  /// Whether products of some terms stay in a model without them.
  func isContained(_ chosen: [Int]) -> Bool {
    terms.indices.contains { other in
      !chosen.contains(other)
        && chosen.contains { term in
          let factors = Set(terms[term].factors.map(\.variable))
          let others = Set(terms[other].factors.map(\.variable))
          return factors.isSubset(of: others) && factors != others
        }
    }
  }
}

extension GeneralizedLinearModel {
  /// The deviance without any coefficient.
  func emptyDeviance(_ weights: [Double]) -> Double? {
    var sum = 0.0
    for row in outcome.indices {
      let mean = link.mean(offset?[row] ?? 0).mean
      guard family.allows(mean: mean) else { return nil }
      sum += weights[row] * family.deviance(outcome[row], mean, theta)
    }
    return sum
  }
}
