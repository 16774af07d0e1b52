import Foundation

/// Σ λᵢ·χ²(hᵢ) through its cumulant generating function
///
///     K(ζ) = −½ Σ hᵢ·log(1 − 2ζλᵢ)
struct QuadraticForm {
  let weights: [Double]
  let degrees: [Double]
  /// The largest weight by size, by which all were divided.
  let unit: Double
  /// Where K is finite on the real line.
  let domain: (lower: Double, upper: Double)

  /// Weights are scaled by their largest, or by the largest in size where
  /// none is above 0; weights of 0 are left out.
  init(_ weights: [Double], _ degrees: [Double]) {
    let kept = weights.indices.filter { weights[$0] != 0 }
    let largest = kept.map { weights[$0] }.max() ?? 1
    let unit = largest > 0 ? largest : kept.map { -weights[$0] }.max() ?? 1
    self.unit = unit
    self.weights = kept.map { weights[$0] / unit }
    self.degrees = kept.map { degrees[$0] }
    domain = (
      self.weights.filter { $0 < 0 }.map { 0.5 / $0 }.max() ?? -.infinity,
      self.weights.filter { $0 > 0 }.map { 0.5 / $0 }.min() ?? .infinity
    )
  }

  /// K(ζ).
  func cumulants(_ zeta: Double) -> Double {
    -0.5 * sum { log1p(-2 * zeta * $0) }
  }

  /// The derivative of K of the order given, 1 or more:
  /// 2ⁿ⁻¹(n − 1)! Σ hλⁿ/(1 − 2ζλ)ⁿ.
  func derivative(_ order: Int, _ zeta: Double) -> Double {
    var factor = 1.0
    for step in 1..<max(order, 1) { factor *= 2 * Double(step) }
    return factor
      * sum { weight in
        let base = weight / (1 - 2 * zeta * weight)
        var power = base
        for _ in 1..<max(order, 1) { power *= base }
        return power
      }
  }

  /// The ζ with K′(ζ) = `point`, found by Newton's steps kept inside a
  /// bracket, since K′ rises; `nil` where it is not in the domain.
  func saddlepoint(_ point: Double) -> Double? {
    guard var low = bracket(point, from: domain.lower, side: -1),
      var high = bracket(point, from: domain.upper, side: 1)
    else { return nil }
    var zeta = (low + high) / 2
    for _ in 0..<300 {
      let excess = derivative(1, zeta) - point
      if excess == 0 { return zeta }
      if excess > 0 { high = zeta } else { low = zeta }
      var next = zeta - excess / derivative(2, zeta)
      if !(next > low && next < high) { next = (low + high) / 2 }
      if abs(next - zeta) <= 4e-16 * abs(zeta) { return next }
      zeta = next
    }
    return zeta
  }

  /// A ζ of the domain with K′ on the far side of `point`.
  private func bracket(
    _ point: Double, from end: Double, side: Double
  ) -> Double? {
    var distance = end.isInfinite ? 1 : 0.5
    for _ in 0..<200 {
      let zeta = end.isInfinite ? side * distance : end * (1 - distance)
      let excess = derivative(1, zeta) - point
      if excess.isFinite, excess * side >= 0 { return zeta }
      if end.isInfinite { distance *= 2 } else { distance /= 2 }
      if distance < 1e-16 || distance > 1e60 { return nil }
    }
    return nil
  }

  private func sum(_ term: (Double) -> Double) -> Double {
    var sum = 0.0
    for index in weights.indices {
      sum += degrees[index] * term(weights[index])
    }
    return sum
  }
}
