import Foundation

/// When a column counts as distorted by outliers, and how far it may be
/// changed.
///
/// The rule of the JRC and of R's COINr: a column fails when |skewness| ≥ 2
/// and kurtosis ≥ 3.5. While it fails and fewer than `winsorise` values were
/// replaced, all values that share the maximum (the minimum for a negative
/// skewness) are set to the next one. When it still fails, the original
/// values are replaced by
///
///     ln(x - min + 0.01 (max - min))
///
/// or, for a negative skewness, by its mirror -ln(max - x + 0.01 (max - min)),
/// which keeps the order.
public struct OutlierOptions: Sendable, Hashable {
  /// The smallest |skewness| that fails.
  public var skewness: Double
  /// The smallest kurtosis that fails.
  public var kurtosis: Double
  /// The largest number of values that are replaced.
  public var winsorise: Int
  /// Whether logarithms are taken when that was not enough.
  public var usesLogarithm: Bool

  /// Creates options.
  public init(
    skewness: Double = 2, kurtosis: Double = 3.5, winsorise: Int = 5,
    usesLogarithm: Bool = true
  ) {
    self.skewness = skewness
    self.kurtosis = kurtosis
    self.winsorise = winsorise
    self.usesLogarithm = usesLogarithm
  }
}

/// A column after outliers were treated.
///
/// Edge cases: a column with fewer than four values, or whose values are all
/// equal, has no skewness and is left alone. A replacement that would make
/// all values equal is not done (COINr stops with an error there), and
/// logarithms are not taken of two different values, whose skewness they
/// cannot change.
///
/// Checked against COINr.
public struct OutlierTreatment: Sendable, Hashable {
  /// What was done.
  public enum Method: String, Sendable, Hashable {
    /// Nothing.
    case none
    /// Values were set to their neighbours.
    case winsorised
    /// Logarithms were taken.
    case logarithm
  }

  /// The values; not-a-number where missing.
  public var values: [Double]
  /// What was done.
  public var method: Method = .none
  /// The rows that were replaced, in their order; for logarithms none.
  public var replaced: [Int] = []
  /// Skewness and kurtosis as they were; `nil` when not defined.
  public var before: SampleShape?
  /// The same of `values`.
  public var after: SampleShape?
  /// Whether the column still fails.
  public var fails = false

  /// Treats a column.
  ///
  /// - Parameter allowsLogarithm: Whether the scale of the column may change;
  ///   not when limits on that scale are used later.
  public init(
    _ column: [Double], options: OutlierOptions = OutlierOptions(),
    allowsLogarithm: Bool = true
  ) {
    values = column
    before = SampleShape(column)
    after = before
    guard let start = before, start.fails(options) else { return }
    var shape = start
    var isReplaced = [Bool](repeating: false, count: column.count)
    var count = 0
    while shape.fails(options), count < options.winsorise {
      guard
        let changed = Self.replace(
          &values, isHigh: shape.skewness >= 0, marking: &isReplaced),
        let next = SampleShape(values)
      else { break }
      count += changed
      shape = next
    }
    if count > 0, !shape.fails(options) {
      method = .winsorised
      replaced = isReplaced.indices.filter { isReplaced[$0] }
      after = shape
      return
    }
    if options.usesLogarithm, allowsLogarithm,
      let logarithms = Self.logarithms(column, isHigh: start.skewness >= 0),
      let found = SampleShape(logarithms)
    {
      values = logarithms
      method = .logarithm
      after = found
      fails = found.fails(options)
      return
    }
    // What was replaced stays replaced: it is nearer to the rule.
    fails = true
    after = shape
    if count > 0 {
      method = .winsorised
      replaced = isReplaced.indices.filter { isReplaced[$0] }
    }
  }

  /// Sets the largest or smallest values to the next ones.
  ///
  /// - Returns: How many were not marked before; `nil` when all values would
  ///   be equal.
  private static func replace(
    _ values: inout [Double], isHigh: Bool, marking isReplaced: inout [Bool]
  ) -> Int? {
    var (outer, next) = (Double.nan, Double.nan)
    var opposite = Double.nan
    for value in values where !value.isNaN {
      func isOutside(_ other: Double) -> Bool {
        isHigh ? value > other : value < other
      }
      if outer.isNaN || isOutside(outer) {
        next = outer
        outer = value
      } else if value != outer, next.isNaN || isOutside(next) {
        next = value
      }
      if opposite.isNaN || !isOutside(opposite) { opposite = value }
    }
    guard !next.isNaN, next != opposite else { return nil }
    var count = 0
    for row in values.indices where values[row] == outer {
      values[row] = next
      if !isReplaced[row] {
        isReplaced[row] = true
        count += 1
      }
    }
    return count
  }

  private static func logarithms(
    _ column: [Double], isHigh: Bool
  ) -> [Double]? {
    let spread = ColumnSpread(column)
    let range = spread.maximum - spread.minimum
    let inside = column.contains {
      $0 > spread.minimum && $0 < spread.maximum
    }
    guard range > 0, inside else { return nil }
    return column.map { value in
      if value.isNaN { return value }
      return isHigh
        ? log(value - spread.minimum + 0.01 * range)
        : -log(spread.maximum - value + 0.01 * range)
    }
  }
}

/// Skewness and excess kurtosis of a sample, adjusted for its size (G1 and G2
/// of Joanes and Gill 1998), with S the sums of powers of deviations:
///
///     G1 = √(n(n-1))/(n-2) · √n S3 / S2^1.5
///     G2 = (n-1)/((n-2)(n-3)) · ((n+1)(n S4/S2² - 3) + 6)
public struct SampleShape: Sendable, Hashable {
  /// G1.
  public var skewness: Double
  /// G2.
  public var kurtosis: Double

  /// Measures a column, missing values left out; `nil` with fewer than four
  /// values or when all are equal.
  public init?(_ column: [Double]) {
    let spread = ColumnSpread(column)
    guard spread.count > 3, !spread.isConstant else { return nil }
    var (second, third, fourth) = (0.0, 0.0, 0.0)
    for value in column where !value.isNaN {
      let gap = value - spread.mean
      let square = gap * gap
      second += square
      third += square * gap
      fourth += square * square
    }
    let n = Double(spread.count)
    skewness =
      (n * (n - 1)).squareRoot() / (n - 2) * n.squareRoot() * third
      / (second * second.squareRoot())
    let ratio = n * fourth / (second * second)
    kurtosis =
      (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * (ratio - 3) + 6)
    guard skewness.isFinite, kurtosis.isFinite else { return nil }
  }

  /// Whether both limits are reached.
  func fails(_ options: OutlierOptions) -> Bool {
    abs(skewness) >= options.skewness && kurtosis >= options.kurtosis
  }
}
