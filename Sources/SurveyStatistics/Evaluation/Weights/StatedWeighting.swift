/// Weights that somebody decided on.
///
/// Indicators are named by their ids. When all leaves are named and nothing
/// else, the numbers are shares of the whole, and a node has the sum of its
/// leaves; else every indicator below a node has to be named, and the numbers
/// are shares of that node.
public enum StatedWeighting: Sendable, Hashable {
  /// Numbers, divided by their sum: in the order of the leaves when no
  /// indicator is named.
  case given(names: [String] = [], values: [Double])
  /// From an order of importance, the most important first; the order of the
  /// tree when no indicator is named. wᵢ = 2 (n + 1 - i) / (n (n + 1)).
  case rankSum(order: [String] = [])
  /// The same, the centre of all weights in that order:
  /// wᵢ = (1/n) Σ_{k≥i} 1/k.
  case rankOrderCentroid(order: [String] = [])

  /// The word of study files.
  public var name: String {
    switch self {
    case .given: "given"
    case .rankSum: "rank-sum"
    case .rankOrderCentroid: "rank-order-centroid"
    }
  }
}
