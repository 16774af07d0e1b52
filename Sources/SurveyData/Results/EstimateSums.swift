/// The two sums that an estimate is made from: a mean, share, index or ratio
/// is the first divided by the second, a total the first alone.
public struct EstimateSums: Sendable, Hashable, Codable {
  /// What stands above the line, such as Σwy.
  public var above: Double
  /// What stands below the line, such as Σw; `nil` for a total.
  public var below: Double?
  /// What the ratio is multiplied with: 1,000 for a rate per 1,000.
  public var factor: Double

  /// Creates sums.
  public init(above: Double, below: Double?, factor: Double = 1) {
    self.above = above
    self.below = below
    self.factor = factor
  }

  /// The number that they make; `nil` when it is not defined.
  public var value: Double? {
    guard let below else { return above * factor }
    return below == 0 ? nil : above / below * factor
  }
}
