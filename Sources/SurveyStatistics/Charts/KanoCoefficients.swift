import Probability

/// Kano's coefficients of an attribute from the classes that respondents put
/// it in (Berger and others 1993):
///
///     satisfaction    = (A + O) / (A + O + M + I)
///     dissatisfaction = (O + M) / (A + O + M + I)
///
/// Both are shares of the same people. Intervals are Wilson's; the region of
/// both together is the ellipse of the normal distribution with the
/// covariance (p_O − x·y)/n, cut at 0 and 1.
///
/// Edge cases: `nil` where nobody put it in one of the four classes; no
/// region where a coefficient is 0 or 1.
public struct KanoCoefficients: Sendable {
  /// Satisfaction with the attribute.
  public let satisfaction: Double
  /// Dissatisfaction without it, as a positive share.
  public let dissatisfaction: Double
  /// How many answers are in one of the four classes.
  public let base: Double
  private let both: Double

  /// Finds the coefficients from counts.
  public init?(
    attractive: Double, oneDimensional: Double, mustBe: Double,
    indifferent: Double
  ) {
    let counts = [attractive, oneDimensional, mustBe, indifferent]
    let sum = counts.reduce(0, +)
    guard counts.allSatisfy({ $0.isFinite && $0 >= 0 }), sum > 0,
      sum.isFinite
    else { return nil }
    base = sum
    satisfaction = (attractive + oneDimensional) / sum
    dissatisfaction = (oneDimensional + mustBe) / sum
    both = oneDimensional / sum
  }

  /// Wilson's interval of one of the coefficients.
  public func interval(
    _ share: Double, level: Double
  ) -> (lower: Double, upper: Double) {
    let z = NormalDistribution().quantile((1 + level) / 2)
    let z2 = z * z / base
    let middle = (share + z2 / 2) / (1 + z2)
    let reach =
      z / (1 + z2)
      * (share * (1 - share) / base + z2 / (4 * base)).squareRoot()
    return (max(0, middle - reach), min(1, middle + reach))
  }

  /// Points on the edge of the joint region, x (dissatisfaction) and y in
  /// turn.
  public func region(level: Double, points: Int = 48) -> [Double] {
    let (x, y) = (dissatisfaction, satisfaction)
    let (vx, vy) = (x * (1 - x) / base, y * (1 - y) / base)
    let covariance = (both - x * y) / base
    guard vx > 0, vy > 0 else { return [] }
    let size = ChiSquaredDistribution(degreesOfFreedom: 2).quantile(level)
      .squareRoot()
    // The Cholesky factor turns a circle into the ellipse.
    let a = vx.squareRoot()
    let b = covariance / a
    let c = max(0, vy - b * b).squareRoot()
    return (0..<points).flatMap { step -> [Double] in
      let (sine, cosine) = Self.turn(Double(step) / Double(points))
      return [
        min(1, max(0, x + size * a * cosine)),
        min(1, max(0, y + size * (b * cosine + c * sine))),
      ]
    }
  }

  /// Sine and cosine of a share of a full turn, by Taylor polynomials within
  /// an eighth of it, so that every machine gives the same bits.
  private static func turn(_ share: Double) -> (Double, Double) {
    let octant = (share * 8).rounded(.down)
    let isOdd = Int(octant) % 2 == 1
    let rest = isOdd ? (octant + 1) / 8 - share : share - octant / 8
    let t = rest * 2 * Double.pi
    let t2 = t * t
    let sine =
      t * (1 - t2 / 6 * (1 - t2 / 20 * (1 - t2 / 42 * (1 - t2 / 72))))
    let cosine =
      1 - t2 / 2 * (1 - t2 / 12 * (1 - t2 / 30 * (1 - t2 / 56)))
    let (s, c) = isOdd ? (cosine, sine) : (sine, cosine)
    switch Int(octant) / 2 {
    case 0: return (s, c)
    case 1: return (c, -s)
    case 2: return (-s, -c)
    default: return (-c, s)
    }
  }
}
