import Foundation

/// One number pooled from several imputations or plausible values (Rubin
/// 1987, 3.1).
///
/// With the estimates Q and their variances U of m imputations:
///
///     Q̄ = ΣQ/m,  W = ΣU/m,  B = Σ(Q − Q̄)²/(m − 1),  T = W + (1 + 1/m)B
///     r = (1 + 1/m)B/W,  ν_m = (m − 1)(1 + 1/r)²
///
/// Degrees of freedom are those of Barnard and Rubin (1999): with ν_com of
/// the complete data, ν_obs = ν_com(ν_com + 1)/(ν_com + 3)·W/T and
/// 1/ν = 1/ν_m + 1/ν_obs. The fraction of missing information is
/// λ = (r + 2/(ν + 3))/(r + 1).
///
/// Edge cases:
///
/// - `nil` with fewer than two imputations or a number that is not finite.
/// - Where the imputations agree, B is 0: ν is ν_obs and λ is 0.
///
/// mitools (2.4) has B in the place of (1 + 1/m)B in ν_obs, so that its
/// degrees of freedom are a little larger; these are those of the paper.
///
/// Checked against R's `mitools::MIcombine` (records `smi.mi` and
/// `smi.svymi`, where ν_com is infinite) and, for ν_obs, the formulas of the
/// paper in `Tests/References/imputation`.
public struct PooledNumber: Sendable, Hashable {
  /// Q̄.
  public let value: Double
  /// W, the variance within imputations.
  public let within: Double
  /// B, the variance between imputations.
  public let between: Double
  /// T, the variance of the pooled number.
  public let variance: Double
  /// ν; infinite where nothing limits it.
  public let degreesOfFreedom: Double
  /// r, the relative increase of the variance.
  public let increase: Double
  /// λ, the fraction of missing information.
  public let missingInformation: Double

  /// √T.
  public var standardError: Double { variance.squareRoot() }

  /// Pools the estimates of several imputations.
  ///
  /// - Parameters:
  ///   - values: The estimates.
  ///   - variances: Their variances, none below 0.
  ///   - completeDegrees: The degrees of freedom that complete data would
  ///     have.
  public init?(
    values: [Double], variances: [Double],
    completeDegrees: Double = .infinity
  ) {
    guard values.count > 1, variances.count == values.count,
      values.allSatisfy(\.isFinite),
      variances.allSatisfy({ $0.isFinite && $0 >= 0 }), completeDegrees > 0
    else { return nil }
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    let within = variances.reduce(0, +) / count
    let between =
      values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
    let added = (1 + 1 / count) * between
    value = mean
    self.within = within
    self.between = between
    variance = within + added
    let observed =
      completeDegrees == .infinity || variance == 0
      ? completeDegrees
      : completeDegrees * (completeDegrees + 1) / (completeDegrees + 3)
        * within / variance
    guard added > 0 else {
      increase = 0
      degreesOfFreedom = observed
      missingInformation = 0
      return
    }
    guard within > 0 else {
      increase = .infinity
      degreesOfFreedom = completeDegrees == .infinity ? count - 1 : 0
      missingInformation = 1
      return
    }
    let ratio = added / within
    increase = ratio
    let draws = (count - 1) * (1 + 1 / ratio) * (1 + 1 / ratio)
    degreesOfFreedom = 1 / (1 / draws + 1 / observed)
    missingInformation =
      (ratio + 2 / (degreesOfFreedom + 3)) / (ratio + 1)
  }
}
