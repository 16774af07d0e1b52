/// The distribution of some values, each with a weight.
///
/// The quantile at p is the smallest value with at least a share p of the
/// weights at or below it; where the share is exactly p, the mean of that
/// value and the next one (definition 2 of Hyndman and Fan 1996, with weights
/// in place of counts). The median of 1, 2, 3, 4 is 2.5.
///
/// Edge cases: values that are no numbers and weights that are not above zero
/// are left out; without any value quantiles are `nil`.
public struct WeightedSpread: Sendable {
  /// The different values, rising.
  public let values: [Double]
  /// For each value the share of the weights at or below it.
  public let shares: [Double]
  /// The number of values, unweighted.
  public let base: Int

  /// Sorts values with their weights; without weights all count the same.
  public init(_ values: [Double], weights: [Double]? = nil) {
    var pairs: [(Double, Double)] = []
    for (index, value) in values.enumerated() {
      let weight = weights.map { index < $0.count ? $0[index] : .nan } ?? 1
      guard value.isFinite, weight.isFinite, weight > 0 else { continue }
      pairs.append((value, weight))
    }
    base = pairs.count
    pairs.sort { $0.0 < $1.0 }
    let total = pairs.reduce(0) { $0 + $1.1 }
    var distinct: [Double] = []
    var cumulated: [Double] = []
    var sum = 0.0
    for pair in pairs {
      sum += pair.1
      if distinct.last == pair.0 {
        cumulated[cumulated.count - 1] = sum / total
      } else {
        distinct.append(pair.0)
        cumulated.append(sum / total)
      }
    }
    if !cumulated.isEmpty { cumulated[cumulated.count - 1] = 1 }
    (self.values, shares) = (distinct, cumulated)
  }

  /// The quantile at a share of 0 to 1.
  public func quantile(_ share: Double) -> Double? {
    guard let last = values.indices.last else { return nil }
    let slack = 1e-12
    let place = shares.firstIndex { $0 >= share - slack } ?? last
    guard abs(shares[place] - share) <= slack, place < last, share > 0 else {
      return values[place]
    }
    return values[place] / 2 + values[place + 1] / 2
  }
}
