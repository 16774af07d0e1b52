import Foundation
import SurveyData

/// How the scores of children become the score of their parent.
///
/// With weights w that add up to 1 over the children that have a score:
///
///     arithmetic  Σ w y
///     geometric   exp Σ w ln y
///     harmonic    1 / Σ (w / y)
///     power(p)    (Σ w yᵖ)^(1/p)
///     min         the smallest y
///     sum-capped  min(100, Σ w y) with the weights as given
///
///     sum(cap)    min(cap, Σ w y) with the weights as given
///     worst-of(n) 0 when the smallest y is 0, 100 when at least n are 100,
///                 else the smallest y
///
/// `worst-of` is the rule of Shenzhen (2007): any part that fails fails the
/// whole, two good parts make it good. A missing child counts for nothing.
///
/// `sum-capped` takes weights that may add up to more than 1, so that a bonus
/// can lift the sum up to the cap. A geometric or harmonic mean with a score
/// of zero is zero, its limit. OECD/JRC Handbook (2008), step 6.
public enum Aggregate: Sendable, Hashable {
  /// The weighted mean.
  case arithmetic
  /// The weighted geometric mean.
  case geometric
  /// The weighted harmonic mean.
  case harmonic
  /// The weighted power mean; an exponent of 0 is the geometric mean.
  case power(Double)
  /// The worst child.
  case minimum
  /// The weighted sum, at most 100.
  case sumCapped
  /// The weighted sum, at most `cap`, which may be infinite: bonuses can lift
  /// a score above 100.
  case sum(cap: Double)
  /// Fails with any child at 0, is good with so many at 100.
  case worstOf(Int)

  /// Whether weights are factors of their own, and need not add up to 1.
  var takesWeightsAsGiven: Bool {
    switch self {
    case .sumCapped, .sum: true
    default: false
    }
  }

  /// The most that a sum can be; infinite without a cap.
  var cap: Double {
    switch self {
    case .sumCapped: 100
    case .sum(let cap): cap
    default: .infinity
    }
  }

  /// The name in the tree.
  public var name: String {
    switch self {
    case .arithmetic: "arithmetic"
    case .geometric: "geometric"
    case .harmonic: "harmonic"
    case .power(let exponent): "power(\(exponent))"
    case .minimum: "min"
    case .sumCapped: "sum_capped"
    case .sum(let cap): cap.isFinite ? "sum(\(plainText(cap)))" : "sum"
    case .worstOf(let count): "worst_of(\(count))"
    }
  }

  /// Returns the aggregate of scores on 0 to 100.
  ///
  /// - Parameters:
  ///   - scores: The scores; not-a-number where missing.
  ///   - weights: One weight a score, not negative. They are divided by the
  ///     sum over the scores that are there, except by `sumCapped` and `sum`.
  /// - Returns: The aggregate, or `nil` when no score is there or all their
  ///   weights are zero.
  public func callAsFunction(
    _ scores: [Double], weights: [Double]
  ) -> Double? {
    precondition(scores.count == weights.count)
    var total = 0.0
    var sum = 0.0
    var lowest = Double.infinity
    var hasZero = false
    var full = 0
    for (score, weight) in zip(scores, weights)
    where !score.isNaN && weight > 0 {
      total += weight
      lowest = min(lowest, score)
      switch self {
      case .arithmetic, .sumCapped, .sum: sum += weight * score
      case .geometric, .power(0):
        if score <= 0 { hasZero = true } else { sum += weight * log(score) }
      case .harmonic:
        if score <= 0 { hasZero = true } else { sum += weight / score }
      case .power(let exponent):
        if score <= 0, exponent < 0 {
          hasZero = true
        } else {
          sum += weight * pow(max(score, 0), exponent)
        }
      case .minimum: break
      case .worstOf: if score >= 100 { full += 1 }
      }
    }
    guard total > 0 else { return nil }
    switch self {
    case .arithmetic: return sum / total
    case .sumCapped: return min(100, sum)
    case .geometric, .power(0): return hasZero ? 0 : exp(sum / total)
    case .harmonic: return hasZero ? 0 : total / sum
    case .power(let exponent):
      return hasZero ? 0 : pow(sum / total, 1 / exponent)
    case .minimum: return lowest
    case .sum(let cap): return min(cap, sum)
    case .worstOf(let needed):
      if lowest <= 0 { return 0 }
      return full >= needed ? 100 : lowest
    }
  }
}
