/// The two sums that an estimate is made from: a mean, share, index or ratio
/// is the first divided by the second, a total the first alone.
public struct EstimateSums: Sendable, Hashable, Codable {
  /// What stands above the line, such as Σwy.
  public var above: Double
  /// What stands below the line, such as Σw; `nil` for a total.
  public var below: Double?

  /// Creates sums.
  public init(above: Double, below: Double?) {
    self.above = above
    self.below = below
  }

  /// The number that they make; `nil` when it is not defined.
  public var value: Double? {
    guard let below else { return above }
    return below == 0 ? nil : above / below
  }
}
