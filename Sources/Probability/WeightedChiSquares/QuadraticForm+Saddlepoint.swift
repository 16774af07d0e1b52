import Foundation

extension QuadraticForm {
  /// The approximate probability of a sum above `point` (Kuonen 1999, after
  /// Barndorff-Nielsen 1990): with the saddlepoint ζ,
  ///
  ///     w = sign(ζ)·√(2(ζx − K(ζ))),  v = ζ√K″(ζ),
  ///     P = 1 − Φ(w + log(v/w)/w)
  ///
  /// `nil` where ζ is below 1e-4 in units of the largest weight, since the
  /// formula becomes 0/0 at the mean; the limit is that of R survey.
  func saddlepointUpperTail(_ point: Double) -> Double? {
    let scaled = point / unit
    guard let zeta = saddlepoint(scaled), abs(zeta) >= 1e-4 else { return nil }
    let height = 2 * (zeta * scaled - cumulants(zeta))
    guard height > 0 else { return nil }
    let w = (zeta < 0 ? -1 : 1) * height.squareRoot()
    let v = zeta * derivative(2, zeta).squareRoot()
    let tail = NormalDistribution().upperTail(w + log(v / w) / w)
    return tail.isFinite ? tail : nil
  }
}
