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
      let present = column.filter { !$0.isNaN }
      guard present.count > 1, let first = present.first,
        present.contains(where: { $0 != first })
      else {
        constantColumns.append(position)
        entropies.append(1)
        continue
      }
      let prepared = try Self.prepare(
        present, isBenefit: isBenefit[position], variant, position)
      let sum = prepared.reduce(0, +)
      var entropy = 0.0
      for value in prepared where value > 0 {
        let share = value / sum
        entropy -= share * log(share)
      }
      entropies.append(entropy / log(Double(present.count)))
    }
    let divergences = entropies.map { max(0, 1 - $0) }
    let total = divergences.reduce(0, +)
    isUndefined = total <= 0
    weights =
      isUndefined
      ? DirectWeights.equal(columns.count) : divergences.map { $0 / total }
  }

  private static func prepare(
    _ present: [Double], isBenefit: Bool, _ variant: EntropyVariant,
    _ position: Int
  ) throws(Failure) -> [Double] {
    switch variant {
    case .minMax, .minMaxShift, .scaled:
      let shares = Normalisation.minMax()
        .scores(present, isBenefit: isBenefit).scores.map { $0 / 100 }
      switch variant {
      case .minMaxShift: return shares.map { $0 + 0.01 }
      case .scaled: return shares.map { 0.002 + 0.996 * $0 }
      default: return shares
      }
    case .raw, .reciprocal:
      if present.contains(where: { $0 <= 0 }) {
        throw .notPositive(column: position)
      }
      if variant == .reciprocal, !isBenefit { return present.map { 1 / $0 } }
      return present
    }
  }
}
