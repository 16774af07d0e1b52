import Foundation

extension QuadraticForm {
  /// The probability of a sum above `point`, by integrating
  ///
  ///     P = 1/(2πi) ∫ exp(K(s) − s·x)/s ds
  ///
  /// along a path that crosses the real axis at the saddlepoint (Rice 1980,
  /// Helstrom 1996): there the integrand is largest and hardly oscillates, so
  /// that small probabilities keep their digits, unlike along the imaginary
  /// axis (Imhof 1961, Davies 1980). The path is the parabola
  /// s = c + a·t² + it, bent to the side where exp(−sx) falls; the poles and
  /// cuts of the integrand lie on the real axis and are not crossed. With
  /// t = b·sinh(y) the trapezoidal rule converges exponentially; its step is
  /// halved until the result stands still.
  ///
  /// Below the mean the path crosses left of 0 and gives 1 − P.
  func upperTail(_ point: Double) -> Double {
    let x = point / unit
    guard let saddle = saddlepoint(x) else {
      // Outside the range of the sum.
      return x < derivative(1, 0) ? 1 : 0
    }
    let crossing = crossing(saddle)
    let width = 1 / derivative(2, crossing).squareRoot()
    // The curvature of steepest descent, as far as exp(−sx) allows it.
    let steepest = derivative(3, crossing) / (6 * derivative(2, crossing))
    let side = x > 0 ? 1.0 : x < 0 ? -1 : 0
    let bend = side * max(side * steepest, 0.05 / width)
    let path = Path(
      form: self, point: x, crossing: crossing, bend: bend, width: width,
      height: cumulants(crossing) - crossing * x)
    var step = 0.5
    var sum = path.sum(step: step, offset: 0)
    var result = sum * step
    for _ in 0..<12 {
      sum += path.sum(step: step, offset: step / 2)
      step /= 2
      let finer = sum * step
      let change = abs(finer - result)
      result = finer
      if step < 0.2, change <= 1e-13 * abs(finer) { break }
    }
    let tail = exp(path.height) * result / Double.pi
    return crossing > 0 ? min(1, max(0, tail)) : min(1, max(0, 1 + tail))
  }

  /// The saddlepoint, moved away from the pole at 0 by the width of the
  /// peak or half of what the domain has.
  private func crossing(_ saddle: Double) -> Double {
    let width = 1 / derivative(2, 0).squareRoot()
    if saddle >= 0 { return max(saddle, min(width, domain.upper / 2)) }
    return min(saddle, max(-width, domain.lower / 2))
  }
}

/// The path of integration.
private struct Path {
  var form: QuadraticForm
  var point: Double
  var crossing: Double
  var bend: Double
  var width: Double
  /// The exponent where the path crosses the real axis, taken out of the sum.
  var height: Double

  /// The sum of the integrand at y = offset, offset + step, …, by half at
  /// y = 0, since the path is symmetric.
  func sum(step: Double, offset: Double) -> Double {
    var sum = 0.0
    var y = offset
    var index = 0
    while index < 200_000 {
      let value = integrand(y)
      sum += y == 0 ? value / 2 : value
      if index > 4, abs(value) <= 1e-17 * abs(sum), y > 1 { break }
      if y > 600 { break }
      index += 1
      y = offset + Double(index) * step
    }
    return sum
  }

  /// Im[exp(K(s) − sx − height)/s · ds/dt] · dt/dy.
  private func integrand(_ y: Double) -> Double {
    let t = width * sinh(y)
    guard t.isFinite else { return 0 }
    let real = crossing + bend * t * t
    var size = -real * point - height
    var angle = -t * point
    for index in form.weights.indices {
      let weight = form.weights[index]
      let degrees = form.degrees[index]
      let u = 1 - 2 * real * weight
      let v = -2 * t * weight
      size -= 0.5 * degrees * log(hypot(u, v))
      angle -= 0.5 * degrees * atan2(v, u)
    }
    // (2at + i)/(real + it)
    let length = real * real + t * t
    let above = (2 * bend * t * real + t) / length
    let beside = (real - 2 * bend * t * t) / length
    let scale = exp(size) * width * cosh(y)
    guard scale.isFinite else { return 0 }
    return scale * (sin(angle) * above + cos(angle) * beside)
  }
}
