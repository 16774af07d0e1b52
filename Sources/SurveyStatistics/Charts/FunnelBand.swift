/// Limits of chance around a target rate over a range of bases (Spiegelhalter
/// 2005, appendix A.1): for a chart of rates without further modelling.
/// The limits are those of `binomialLimit`; bases are whole and at least 1.
public struct FunnelBand: Sendable {
  /// The bases that limits are given for, rising.
  public let bases: [Double]
  private let target: Double

  /// Creates limits around `target` for bases between two numbers.
  public init(target: Double, from least: Double, to most: Double) {
    self.target = min(1, max(0, target))
    let low = max(1, (least * 0.8).rounded())
    let high = max(low + 1, (most * 1.1).rounded(.up))
    // Evenly spaced on the scale of squares, because limits bend at the left.
    var points: [Double] = []
    for step in 0...80 {
      let share = Double(step) / 80
      let base = (low + (high - low) * share * share).rounded()
      if base > (points.last ?? 0) { points.append(base) }
    }
    bases = points
  }

  /// The limits of a level, such as 0.95.
  public func limits(level: Double) -> (lower: [Double], upper: [Double]) {
    let tail = (1 - level) / 2
    return (
      bases.map { limit(trials: $0, probability: tail) },
      bases.map { limit(trials: $0, probability: 1 - tail) }
    )
  }

  /// Where a rate lies by the exact tails of its count: the number of levels
  /// that it is outside of, rising levels first, negative below the target.
  ///
  /// - Returns: `nil` for a base that is not whole, or a target of 0 or 1.
  public func position(
    rate: Double, base: Double, levels: [Double]
  ) -> Int? {
    guard base >= 1, base <= 1e9, base == base.rounded(), rate >= 0, rate <= 1
    else { return nil }
    guard
      let (above, below) = binomialTails(
        Int((rate * base).rounded()), of: Int(base), target: target)
    else { return nil }
    let tails = levels.map { (1 - $0) / 2 }
    let outside = tails.count { above <= $0 }
    return outside > 0 ? outside : -tails.count { below <= $0 }
  }

  private func limit(trials: Double, probability: Double) -> Double {
    binomialLimit(
      trials: Int(trials), target: target, probability: probability) ?? target
  }
}
