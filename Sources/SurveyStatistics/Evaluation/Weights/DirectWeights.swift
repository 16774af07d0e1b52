/// Weights that are stated, not computed.
public enum DirectWeights {
  /// Weights divided by their sum; `nil` when one is negative or not finite,
  /// or all are zero.
  public static func normalised(_ weights: [Double]) -> [Double]? {
    guard weights.allSatisfy({ $0 >= 0 && $0.isFinite }) else { return nil }
    let sum = weights.reduce(0, +)
    return sum > 0 ? weights.map { $0 / sum } : nil
  }

  /// The same weight for `count` indicators.
  public static func equal(_ count: Int) -> [Double] {
    count > 0 ? [Double](repeating: 1 / Double(count), count: count) : []
  }

  /// Weights from an order of importance, the most important first:
  /// wᵢ = 2 (n + 1 - i) / (n (n + 1)) (Stillwell, Seaver and Edwards 1981).
  public static func rankSum(_ count: Int) -> [Double] {
    let total = Double(count) * Double(count + 1)
    return (0..<max(0, count)).map { position in
      2 * Double(count - position) / total
    }
  }

  /// Weights at the centre of all weights with the given order, the most
  /// important first: wᵢ = (1/n) Σ_{k≥i} 1/k (Barron and Barrett 1996).
  public static func rankOrderCentroid(_ count: Int) -> [Double] {
    guard count > 0 else { return [] }
    var weights = [Double](repeating: 0, count: count)
    var sum = 0.0
    for position in (0..<count).reversed() {
      sum += 1 / Double(position + 1)
      weights[position] = sum / Double(count)
    }
    return weights
  }
}
