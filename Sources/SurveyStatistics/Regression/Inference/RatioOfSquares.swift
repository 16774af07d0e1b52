import Probability

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The distribution of Σ λⱼχ²₁ by an independent χ²_d/d, which is F for equal
/// λ.
///
/// P(Σ λⱼχ²₁ > x·χ²_d/d) is the probability that a weighted sum of squares
/// with weights λ and −x/d is above 0; it is approximated by the saddlepoint
/// of Lugannani and Rice in the form of Barndorff-Nielsen (Kuonen 1999, eq.
/// 5), or, next to the mean, where that has no value, by Satterthwaite's F
/// with the same first two moments. Both are what R's survey package does.
struct RatioOfSquares: Sendable {
  let weights: [Double]
  let denominatorDegrees: Double

  /// The probability of a value above `value`.
  func upperTail(_ value: Double) -> Double {
    if value <= 0 { return 1 }
    return saddlepoint(value) ?? satterthwaite(value)
  }

  private func satterthwaite(_ value: Double) -> Double {
    let count = Double(weights.count)
    let mean = weights.reduce(0, +) / count
    let square = weights.reduce(0) { $0 + $1 * $1 } / count / (mean * mean)
    let degrees = count / square
    return FDistribution(
      numeratorDegrees: degrees, denominatorDegrees: denominatorDegrees
    ).upperTail(value / degrees / (mean * square))
  }

  private func saddlepoint(_ value: Double) -> Double? {
    let terms =
      weights.filter { $0 > 0 }.map { (weight: $0, degrees: 1.0) }
      + [(weight: -value / denominatorDegrees, degrees: denominatorDegrees)]
    guard let largest = terms.map(\.weight).max(), largest > 0 else {
      return nil
    }
    let scaled = terms.map {
      (weight: $0.weight / largest, degrees: $0.degrees)
    }
    func slope(_ zeta: Double) -> Double {
      scaled.reduce(0) {
        $0 + $1.degrees * $1.weight / (1 - 2 * zeta * $1.weight)
      }
    }
    var low = -Double.infinity
    var high = Double.infinity
    for term in scaled {
      let bound = 1 / (2 * term.weight)
      if term.weight < 0 { low = max(low, bound) }
      if term.weight > 0 { high = min(high, bound) }
    }
    guard low.isFinite, high.isFinite, low < 0, high > 0 else { return nil }
    low *= 1 - 1e-12
    high *= 1 - 1e-12
    // The slope of the cumulant function grows from below 0 to above.
    for _ in 0..<200 {
      let middle = (low + high) / 2
      if middle <= low || middle >= high { break }
      if slope(middle) > 0 { high = middle } else { low = middle }
    }
    let zeta = (low + high) / 2
    guard abs(zeta) >= 1e-4 else { return nil }
    var cumulant = 0.0
    var curvature = 0.0
    for term in scaled {
      let rest = 1 - 2 * zeta * term.weight
      cumulant -= term.degrees * log(rest) / 2
      curvature +=
        2 * term.degrees * term.weight * term.weight / (rest * rest)
    }
    let root = (-2 * cumulant).squareRoot() * (zeta < 0 ? -1 : 1)
    let width = zeta * curvature.squareRoot()
    let tail = NormalDistribution().upperTail(root + log(width / root) / root)
    return tail.isFinite ? tail : nil
  }
}
