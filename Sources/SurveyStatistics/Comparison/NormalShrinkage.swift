import LinearAlgebra
import Probability

/// How the variance between units is estimated from estimates and their
/// standard errors.
public enum BetweenVariance: String, Sendable, CaseIterable, Hashable {
  /// Residual maximum likelihood.
  case reml
  /// Maximum likelihood.
  case ml
  /// Paule and Mandel (1982): where Σ(yᵢ − μ̂)²/(A + vᵢ) = m − 1, which is
  /// also the moment equation of Fay and Herriot.
  case pauleMandel = "paule-mandel"
  /// DerSimonian and Laird (1986), in closed form:
  /// A = (Q − (m − 1))/(Σw − Σw²/Σw) with wᵢ = 1/vᵢ, not below 0.
  case dersimonianLaird = "dersimonian-laird"
}

/// Estimates of units drawn towards their common mean: yᵢ ~ N(θᵢ, vᵢ),
/// θᵢ ~ N(μ, A).
///
/// The reliability is λᵢ = A/(A + vᵢ), the shrunken estimate
/// μ̂ + λᵢ(yᵢ − μ̂), its mean squared error that of `FayHerriot`. Posterior
/// variances λᵢvᵢ, in which μ̂ and A count as known, serve to compare units.
///
/// Edge cases:
///
/// - `nil` for fewer than two units.
/// - Under `dersimonianLaird` the mean squared error has no term for the
///   estimation of A: g₁ + g₂.
///
/// Checked against sae and metafor, `reference/evaluation/shrinkage.json`.
struct NormalShrinkage: Sendable {
  /// A.
  let variance: Double
  /// μ̂ and its standard error.
  let mean: Double
  let meanError: Double
  /// λ of each unit.
  let reliability: [Double]
  /// The shrunken estimates.
  let estimates: [Double]
  /// Their mean squared errors.
  let errors: [Double]
  /// λᵢvᵢ.
  let posteriorVariances: [Double]

  /// Fits the model; every variance is above 0.
  init?(
    estimates direct: [Double], variances: [Double], method: BetweenVariance
  ) {
    guard direct.count > 1 else { return nil }
    let covariates = Matrix(
      rows: direct.count, columns: 1, repeating: 1)
    let known: FayHerriotMethod?
    switch method {
    case .reml: known = .reml
    case .ml: known = .ml
    case .pauleMandel: known = .moment
    case .dersimonianLaird: known = nil
    }
    if let known {
      guard
        let fit = FayHerriot(
          direct: direct, variances: variances, covariates: covariates,
          method: known)
      else { return nil }
      variance = fit.variance
      mean = fit.coefficients[0]
      meanError = fit.covariance[0, 0].squareRoot()
      reliability = fit.areas.map(\.shrinkage)
      estimates = fit.areas.map(\.estimate)
      errors = fit.areas.map { max(0, $0.error) }
    } else {
      let between = Self.dersimonianLaird(direct, variances)
      let weights = variances.map { 1 / (between + $0) }
      let total = weights.reduce(0, +)
      let centre = zip(weights, direct).reduce(0) { $0 + $1.0 * $1.1 } / total
      let shares = variances.map { between / (between + $0) }
      variance = between
      mean = centre
      meanError = (1 / total).squareRoot()
      reliability = shares
      estimates = zip(shares, direct).map { centre + $0 * ($1 - centre) }
      errors = zip(shares, variances).map { share, sampling in
        share * sampling + (1 - share) * (1 - share) / total
      }
    }
    posteriorVariances = zip(reliability, variances).map { $0 * $1 }
  }

  /// The variance between units by moments.
  static func dersimonianLaird(
    _ direct: [Double], _ variances: [Double]
  ) -> Double {
    let weights = variances.map { 1 / $0 }
    let total = weights.reduce(0, +)
    let squares = weights.reduce(0) { $0 + $1 * $1 }
    let scale = total - squares / total
    guard scale > 0 else { return 0 }
    let excess =
      heterogeneity(direct, variances) - Double(direct.count - 1)
    return max(0, excess / scale)
  }

  /// Cochran's Q = Σ wᵢ(yᵢ − ȳ)² with wᵢ = 1/vᵢ and ȳ weighted by them.
  static func heterogeneity(
    _ direct: [Double], _ variances: [Double]
  ) -> Double {
    let weights = variances.map { 1 / $0 }
    let total = weights.reduce(0, +)
    let mean = zip(weights, direct).reduce(0) { $0 + $1.0 * $1.1 } / total
    return zip(weights, direct).reduce(0) { sum, pair in
      sum + pair.0 * (pair.1 - mean) * (pair.1 - mean)
    }
  }
}
