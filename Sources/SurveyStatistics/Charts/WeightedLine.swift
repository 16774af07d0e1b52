import Probability

/// The line of (weighted) least squares through points, with a pointwise
/// band.
///
///     b = Σw(x − x̄)(y − ȳ) / Σw(x − x̄)²,   a = ȳ − b·x̄
///
/// Without weights, or with equal ones, the band is a + bx ± t·s·√(1/n +
/// (x − x̄)²/Σ(x − x̄)²) with n − 2 degrees of freedom. With weights they are
/// taken as sampling weights: the covariance of (a, b) is the sandwich
/// A⁻¹·(n/(n − 1)·Σw²e²xxᵀ)·A⁻¹, as for a design without strata or clusters.
///
/// Edge cases: `nil` with fewer than two different x; no band with fewer than
/// three points; points with a weight of zero, or without a number, are left
/// out.
///
/// Checked against numpy and statsmodels (WLS, HC covariance).
public struct WeightedLine: Sendable {
  /// The height at x = 0.
  public let intercept: Double
  /// The rise for one of x.
  public let slope: Double
  /// The standard error of the rise; `nil` with fewer than three points.
  public let slopeError: Double?
  /// Degrees of freedom, n − 2.
  public let degreesOfFreedom: Double
  /// Whether the weights differ.
  public let isWeighted: Bool
  private let centre: Double
  private let height: Double
  /// The covariance of the height at the centre and of the rise.
  private let covariance: (h: Double, hs: Double, s: Double)?

  /// Fits the line.
  public init?(x: [Double], y: [Double], weights: [Double]? = nil) {
    var points: [(x: Double, y: Double, w: Double)] = []
    for index in 0..<min(x.count, y.count) {
      let weight = weights.map { index < $0.count ? $0[index] : .nan } ?? 1
      guard x[index].isFinite, y[index].isFinite, weight.isFinite, weight > 0
      else { continue }
      points.append((x[index], y[index], weight))
    }
    guard let first = points.first, points.count > 1 else { return nil }
    isWeighted = points.contains { $0.w != first.w }
    let sum = points.reduce(0) { $0 + $1.w }
    let middle = points.reduce(0) { $0 + $1.w / sum * $1.x }
    let level = points.reduce(0) { $0 + $1.w / sum * $1.y }
    let squares = points.reduce(0) {
      $0 + $1.w * ($1.x - middle) * ($1.x - middle)
    }
    let products = points.reduce(0) {
      $0 + $1.w * ($1.x - middle) * ($1.y - level)
    }
    let rise = products / squares
    guard squares > 0, rise.isFinite, (level - rise * middle).isFinite else {
      return nil
    }
    (centre, height, slope) = (middle, level, rise)
    intercept = level - rise * middle
    let count = Double(points.count)
    degreesOfFreedom = count - 2
    guard points.count > 2 else {
      covariance = nil
      slopeError = nil
      return
    }
    let errors = points.map { $0.y - level - rise * ($0.x - middle) }
    var found: (h: Double, hs: Double, s: Double)
    if isWeighted {
      let factor = count / (count - 1)
      found = (0, 0, 0)
      for (point, error) in zip(points, errors) {
        let u = point.w * error / sum
        let v = point.w * error * (point.x - middle) / squares
        found.h += factor * u * u
        found.hs += factor * u * v
        found.s += factor * v * v
      }
    } else {
      let variance = errors.reduce(0) { $0 + $1 * $1 } / (count - 2)
      found = (variance / count, 0, variance * first.w / squares)
    }
    covariance = found
    slopeError = found.s.squareRoot()
  }

  /// The interval of the rise.
  public func slopeInterval(level: Double) -> (lower: Double, upper: Double)? {
    guard let slopeError else { return nil }
    let reach = quantile(level) * slopeError
    return reach.isFinite ? (slope - reach, slope + reach) : nil
  }

  /// The line at a place with the ends of its band.
  public func band(at x: Double, level: Double) -> (
    lower: Double, upper: Double
  )? {
    guard let covariance else { return nil }
    let d = x - centre
    let variance = covariance.h + 2 * d * covariance.hs + d * d * covariance.s
    let reach = quantile(level) * max(0, variance).squareRoot()
    let value = height + slope * d
    return reach.isFinite ? (value - reach, value + reach) : nil
  }

  private func quantile(_ level: Double) -> Double {
    StudentTDistribution(degreesOfFreedom: degreesOfFreedom)
      .quantile((1 + level) / 2)
  }
}
