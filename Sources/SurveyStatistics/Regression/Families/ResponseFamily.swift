#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How the variance of an outcome follows from its mean.
///
/// Under a design only this and the link matter: the coefficients solve
/// Σ wᵢxᵢ(yᵢ − μᵢ)(dμᵢ/dηᵢ)/V(μᵢ) = 0, and standard errors come from the
/// design, whether or not the outcome has the distribution of that name
/// (Binder 1983). This is what `quasi` families of R are for.
public enum ResponseFamily: String, Sendable, CaseIterable, Hashable {
  /// V = 1: numbers of any size.
  case gaussian
  /// V = μ(1 − μ): yes or no, or shares.
  case binomial
  /// V = μ: counts.
  case poisson
  /// V = μ²: positive numbers whose spread grows with their size.
  case gamma
  /// V = μ³: positive numbers with long tails.
  case inverseGaussian = "inverse-gaussian"
  /// V = μ + μ²/θ: counts that vary more than `poisson` lets them; θ is
  /// estimated by maximum likelihood.
  case negativeBinomial = "negative-binomial"

  /// The link that is used when none is named.
  public var defaultLink: LinkFunction {
    switch self {
    case .gaussian: .identity
    case .binomial: .logit
    case .poisson, .gamma, .negativeBinomial, .inverseGaussian: .log
    }
  }

  /// The links that make sense.
  public var links: [LinkFunction] {
    switch self {
    case .gaussian: [.identity, .log, .inverse]
    case .binomial: [.logit, .probit, .cloglog, .cauchit, .log, .identity]
    case .poisson: [.log, .identity]
    case .gamma: [.log, .inverse, .identity]
    case .inverseGaussian: [.log, .inverseSquare, .inverse, .identity]
    case .negativeBinomial: [.log]
    }
  }

  /// What an outcome has to be.
  public var requirement: String {
    switch self {
    case .gaussian: "any number"
    case .binomial: "0, 1 or a share between them"
    case .poisson, .negativeBinomial: "0 or a positive number"
    case .gamma, .inverseGaussian: "a positive number"
    }
  }

  /// Whether the outcome can be `value`.
  func accepts(_ value: Double) -> Bool {
    switch self {
    case .gaussian: value.isFinite
    case .binomial: value >= 0 && value <= 1
    case .poisson, .negativeBinomial: value >= 0 && value.isFinite
    case .gamma, .inverseGaussian: value > 0 && value.isFinite
    }
  }

  /// Whether the mean can be `mean`.
  func allows(mean: Double) -> Bool {
    switch self {
    case .gaussian: mean.isFinite
    case .binomial: mean > 0 && mean < 1
    default: mean > 0 && mean.isFinite
    }
  }

  /// A mean to start from for an outcome (McCullagh and Nelder 1989, §2.5).
  func firstMean(_ outcome: Double) -> Double {
    switch self {
    case .gaussian, .gamma, .inverseGaussian: outcome
    case .binomial: (outcome + 0.5) / 2
    case .poisson: outcome + 0.1
    case .negativeBinomial: outcome + (outcome == 0 ? 1.0 / 6 : 0)
    }
  }

  /// V(μ).
  @inline(__always)
  func variance(_ mean: Double, _ theta: Double) -> Double {
    switch self {
    case .gaussian: 1
    case .binomial: mean * (1 - mean)
    case .poisson: mean
    case .gamma: mean * mean
    case .inverseGaussian: mean * mean * mean
    case .negativeBinomial: mean + mean * mean / theta
    }
  }

  /// What a row of weight 1 adds to the deviance.
  @inline(__always)
  func deviance(_ outcome: Double, _ mean: Double, _ theta: Double) -> Double {
    switch self {
    case .gaussian:
      return (outcome - mean) * (outcome - mean)
    case .binomial:
      let other = 1 - outcome
      var sum = outcome > 0 ? outcome * log(outcome / mean) : 0
      if other > 0 { sum += other * log(other / (1 - mean)) }
      return 2 * sum
    case .poisson:
      let first = outcome > 0 ? outcome * log(outcome / mean) : 0
      return 2 * (first - (outcome - mean))
    case .gamma:
      return -2 * (log(outcome / mean) - (outcome - mean) / mean)
    case .inverseGaussian:
      let distance = (outcome - mean) / mean
      return distance * distance / outcome
    case .negativeBinomial:
      let first = outcome > 0 ? outcome * log(outcome / mean) : 0
      return 2
        * (first
          - (outcome + theta) * log((outcome + theta) / (mean + theta)))
    }
  }
}
