import Probability

/// Half the width of a comparison interval: 1.39 standard errors, so that two
/// intervals that do not overlap differ at about 5 % (Goldstein and Healy
/// 1995, for equal standard errors: 1.96/√2 ≈ 1.39).
///
/// - Parameters:
///   - width: The width of a symmetric normal interval.
///   - level: The level of that interval.
public func comparisonMargin(width: Double, level: Double) -> Double {
  let z = NormalDistribution().quantile((1 + level) / 2)
  return width / (2 * z) * 1.39
}
