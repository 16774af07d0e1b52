import Foundation

/// Weights by how much the cases differ on each indicator (entropy weights).
///
/// With prepared values y ≥ 0, m of them in a column:
///
///     pᵢⱼ = yᵢⱼ / Σᵢ yᵢⱼ,  eⱼ = -(1/ln m) Σᵢ pᵢⱼ ln pᵢⱼ,
///     wⱼ = (1 - eⱼ) / Σⱼ (1 - eⱼ)
///
/// with 0 ln 0 = 0. Sources: Shannon (1948); Hwang and Yoon (1981), ch. 2.
public struct EntropyWeights: Sendable, Hashable {
  /// Why entropy weights are not defined.
  public enum Failure: Error, Sendable, Hashable {
    /// A column has a value that is not positive, which `raw` and
    /// `reciprocal` cannot take.
    case notPositive(column: Int)
  }

  /// The weights; they add up to 1.
  public var weights: [Double]
  /// The entropy of each column; 1 for a column that is the same for all
  /// cases or has fewer than two values.
  public var entropies: [Double]
  /// Columns that are the same for all cases; their weight is zero.
  public var constantColumns: [Int]
  /// Whether no column differs between cases, so that all weights are equal.
  public var isUndefined: Bool

  /// Computes the weights of columns.
  ///
  /// - Parameters:
  ///   - columns: Raw values, not-a-number where missing.
  ///   - isBenefit: For each column whether high values are good.
  ///   - variant: How values are prepared.
  /// - Throws: `notPositive`.
  public init(
    _ columns: [[Double]], isBenefit: [Bool],
    variant: EntropyVariant = .minMax
  ) throws(Failure) {
    precondition(columns.count == isBenefit.count)
    entropies = []
    constantColumns = []
    for (position, column) in columns.enumerated() {
      let spread = ColumnSpread(column)
      if spread.isConstant {
        constantColumns.append(position)
        entropies.append(1)
        continue
      }
      switch variant {
      case .raw, .reciprocal:
        guard spread.minimum > 0 else { throw .notPositive(column: position) }
      case .minMax, .minMaxShift, .scaled: break
      }
      entropies.append(
        Self.entropy(
          column, spread, isBenefit: isBenefit[position], variant))
    }
    let divergences = entropies.map { max(0, 1 - $0) }
    let total = divergences.reduce(0, +)
    isUndefined = total <= 0
    weights =
      isUndefined
      ? DirectWeights.equal(columns.count) : divergences.map { $0 / total }
  }

  private static func entropy(
    _ column: [Double], _ spread: ColumnSpread, isBenefit: Bool,
    _ variant: EntropyVariant
  ) -> Double {
    // Prepared values are shift + slope · (x - origin), or 1 / x.
    var (origin, slope, shift) = (0.0, 1.0, 0.0)
    var isReciprocal = false
    switch variant {
    case .minMax, .minMaxShift, .scaled:
      slope = (isBenefit ? 1 : -1) / (spread.maximum - spread.minimum)
      origin = isBenefit ? spread.minimum : spread.maximum
      if variant == .minMaxShift { shift = 0.01 }
      if variant == .scaled {
        slope *= 0.996
        shift = 0.002
      }
    case .raw: break
    case .reciprocal: isReciprocal = !isBenefit
    }
    return column.withUnsafeBufferPointer { values in
      var sum = 0.0
      for value in values where !value.isNaN {
        sum += isReciprocal ? 1 / value : shift + slope * (value - origin)
      }
      var entropy = 0.0
      for value in values where !value.isNaN {
        let share =
          (isReciprocal ? 1 / value : shift + slope * (value - origin)) / sum
        if share > 0 { entropy -= share * log(share) }
      }
      return entropy / log(Double(spread.count))
    }
  }
}
