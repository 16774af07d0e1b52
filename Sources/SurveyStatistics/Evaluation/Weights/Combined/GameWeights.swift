import Foundation
import LinearAlgebra

/// Shares of weight sets by the "game theory" recipe (Chen and others 2003).
///
/// Each share is to bring the mixture near to every set; the conditions of
/// that are linear equations,
///
///     Σⱼ aⱼ (wᵢ · wⱼ) = wᵢ · wᵢ  for all i,
///
/// and a is divided by its sum. Nothing keeps a from being negative, and the
/// common recipe then takes |a|, which turns a vote against a set into one
/// for it. Here negative shares are refused: the sum of squared distances
/// Σᵢ ‖Σⱼ aⱼ wⱼ - wᵢ‖² is made smallest over a ≥ 0, Σ a = 1. The point with
/// the smallest sum of squared distances to some points is their mean, which
/// lies among the mixtures, so the sets then count equally. The same holds
/// when the sets depend on each other and the equations have no solution.
///
/// Checked against numpy and, for the refusal, scipy's SLSQP.
public struct GameWeights: Sendable, Hashable {
  /// The solution of the equations as it came; empty when they have none.
  public var raw: [Double]
  /// The shares; none is negative and they add up to 1.
  public var shares: [Double]
  /// Whether negative shares, or equations without a solution, were replaced
  /// by equal shares.
  public var isReplaced: Bool

  /// Solves the equations for sets of the same length.
  public init(_ sets: [[Double]]) {
    let count = sets.count
    func product(_ first: Int, _ second: Int) -> Double {
      zip(sets[first], sets[second]).reduce(0) { $0 + $1.0 * $1.1 }
    }
    var matrix = Matrix(rows: count, columns: count)
    var right: [Double] = []
    for row in 0..<count {
      for column in 0..<count { matrix[row, column] = product(row, column) }
      right.append(matrix[row, row])
    }
    raw = []
    if let system = LinearSystem(matrix), system.reciprocalCondition > 1e-12 {
      raw = system.solve(right)
    }
    if !raw.isEmpty, raw.allSatisfy({ $0 >= 0 }),
      let normalised = DirectWeights.normalised(raw)
    {
      shares = normalised
      isReplaced = false
    } else {
      shares = DirectWeights.equal(count)
      isReplaced = true
    }
  }
}

/// `base` to the power of `exponent`, with 0 for 0.
func power(_ base: Double, _ exponent: Double) -> Double {
  base > 0 ? pow(base, exponent) : 0
}
