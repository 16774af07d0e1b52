import Probability

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The scale η = g(μ) on which the terms of a model add up.
public enum LinkFunction: String, Sendable, CaseIterable, Hashable {
  /// η = μ.
  case identity
  /// η = log μ.
  case log
  /// η = log(μ/(1 − μ)).
  case logit
  /// η = Φ⁻¹(μ).
  case probit
  /// η = log(−log(1 − μ)).
  case cloglog
  /// η = tan(π(μ − ½)).
  case cauchit
  /// η = 1/μ.
  case inverse
  /// η = 1/μ².
  case inverseSquare = "inverse-square"

  /// g(μ).
  func link(_ mean: Double) -> Double {
    switch self {
    case .identity: mean
    case .log: Self.logarithm(mean)
    case .logit: Self.logarithm(mean / (1 - mean))
    case .probit: NormalDistribution().quantile(mean)
    case .cloglog: Self.logarithm(-log1p(-mean))
    case .cauchit: tan(Double.pi * (mean - 0.5))
    case .inverse: 1 / mean
    case .inverseSquare: 1 / (mean * mean)
    }
  }

  /// μ and dμ/dη. Where a function leaves the range of numbers, the slope
  /// stays above 0 and a share away from 0 and 1 by the last digit, as in R.
  @inline(__always)
  func mean(_ predictor: Double) -> (mean: Double, slope: Double) {
    let least = 2.220446049250313e-16
    switch self {
    case .identity:
      return (predictor, 1)
    case .log:
      let value = max(exp(predictor), least)
      return (value, value)
    case .logit:
      let small = exp(-abs(predictor))
      let share = small / (1 + small)
      let slope = max(share / (1 + small), least)
      return (predictor < 0 ? max(share, least) : 1 - max(share, least), slope)
    case .probit:
      let share = 0.5 * erfc(-predictor / 2.0.squareRoot())
      let density = exp(-predictor * predictor / 2) / 2.5066282746310002
      return (min(max(share, least), 1 - least), max(density, least))
    case .cloglog:
      let inner = exp(min(predictor, 700))
      let share = -expm1(-inner)
      return (
        min(max(share, least), 1 - least), max(inner * exp(-inner), least)
      )
    case .cauchit:
      let share = 0.5 + atan(predictor) / Double.pi
      return (
        min(max(share, least), 1 - least),
        max(1 / (Double.pi * (1 + predictor * predictor)), least)
      )
    case .inverse:
      return (1 / predictor, -1 / (predictor * predictor))
    case .inverseSquare:
      let mean = 1 / predictor.squareRoot()
      return (mean, -mean / (2 * predictor))
    }
  }

  /// d²μ/dη², for effects that are slopes themselves.
  func curvature(_ predictor: Double) -> Double {
    let (mean, slope) = mean(predictor)
    switch self {
    case .identity: return 0
    case .log: return mean
    case .logit: return slope * (1 - 2 * mean)
    case .probit: return -predictor * slope
    case .cloglog: return slope * (1 - exp(predictor))
    case .cauchit:
      return -2 * predictor * slope / (1 + predictor * predictor)
    case .inverse: return 2 / (predictor * predictor * predictor)
    case .inverseSquare: return 0.75 * mean / (predictor * predictor)
    }
  }

  /// Whether exp of a coefficient has a meaning: a ratio.
  public var hasRatios: Bool { self == .logit || self == .log }

  private static func logarithm(_ value: Double) -> Double {
    #if canImport(Glibc)
      Glibc.log(value)
    #else
      Darwin.log(value)
    #endif
  }
}
