import LinearAlgebra
import Probability

/// A test that all coefficients of a term are 0.
struct TermTest: Sendable {
  /// F for Wald's test, the difference of deviances for the other.
  var statistic: Double
  var numeratorDegrees: Double
  var denominatorDegrees: Double
  /// `nil` without degrees of freedom.
  var probability: Double?

  /// Wald's test with the covariance V of the design:
  ///
  ///     F = βᵀV⁻¹β / q,   q and the model's degrees of freedom
  ///
  /// as `regTermTest` does (Korn and Graubard 1990, without their factor).
  ///
  /// - Returns: `nil` when V is singular, which it is with more coefficients
  ///   than clusters.
  static func wald(
    _ positions: [Int], values: [Double], covariance: Matrix,
    degreesOfFreedom: Double
  ) -> TermTest? {
    let count = Double(positions.count)
    guard count > 0,
      let system = LinearSystem(covariance.selecting(positions)),
      system.reciprocalCondition > 1e-15
    else { return nil }
    let beta = positions.map { values[$0] }
    let product = zip(beta, system.solve(beta)).reduce(0) { $0 + $1.0 * $1.1 }
    let statistic = product / count
    guard statistic.isFinite, statistic >= 0 else { return nil }
    return TermTest(
      statistic: statistic, numeratorDegrees: count,
      denominatorDegrees: degreesOfFreedom,
      probability: degreesOfFreedom > 0
        ? FDistribution(
          numeratorDegrees: count, denominatorDegrees: degreesOfFreedom
        ).upperTail(statistic) : nil)
  }

  /// The working likelihood ratio test (Rao and Scott 1984; Lumley and Scott
  /// 2014): the difference X of the deviances is distributed as Σ λⱼχ²₁,
  /// where λ are the eigenvalues of V₀⁻¹V, V₀ is the covariance that the
  /// family would have with independent rows and V that of the design. With
  /// d degrees of freedom the probability is that of
  /// Σ λⱼχ²₁ − (X/d)χ²_d > 0, by a saddlepoint.
  static func workingLikelihood(
    _ positions: [Int], difference: Double, covariance: Matrix,
    workingCovariance: Matrix, degreesOfFreedom: Double
  ) -> TermTest? {
    guard difference.isFinite,
      let eigenvalues = generalizedEigenvalues(
        covariance.selecting(positions),
        workingCovariance.selecting(positions))
    else { return nil }
    return TermTest(
      statistic: difference, numeratorDegrees: Double(positions.count),
      denominatorDegrees: degreesOfFreedom,
      probability: degreesOfFreedom > 0
        ? WeightedChiSquares(
          weights: eigenvalues.map { max(0, $0) },
          denominatorDegrees: degreesOfFreedom
        ).upperTail(max(0, difference), method: .saddlepoint) : nil)
  }

  /// The working Wald test: W = βᵀV₀⁻¹β with the covariance V₀ that the family
  /// would have with independent rows, by the distribution of
  /// `workingLikelihood` (Rao and Scott 1984).
  ///
  /// It needs no inverse of V, so that it holds with more coefficients than
  /// clusters, and no second fit.
  static func workingWald(
    _ positions: [Int], values: [Double], covariance: Matrix,
    workingCovariance: Matrix, degreesOfFreedom: Double
  ) -> TermTest? {
    let beta = positions.map { values[$0] }
    guard
      let system = LinearSystem(workingCovariance.selecting(positions)),
      system.reciprocalCondition > 1e-15
    else { return nil }
    return workingLikelihood(
      positions,
      difference: zip(beta, system.solve(beta)).reduce(0) { $0 + $1.0 * $1.1 },
      covariance: covariance, workingCovariance: workingCovariance,
      degreesOfFreedom: degreesOfFreedom)
  }
}
