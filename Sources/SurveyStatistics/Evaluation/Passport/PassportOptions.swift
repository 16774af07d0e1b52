/// Which conventions a passport compares.
public struct PassportOptions: Sendable, Hashable {
  /// Which combinations are computed.
  public enum Combination: String, Sendable, Hashable, CaseIterable {
    /// Every combination of the alternatives.
    case product
    /// The chosen conventions with one of them exchanged at a time.
    case oneAtATime = "one-at-a-time"
  }

  /// The names of the alternatives of axes that the study lists; axes that it
  /// does not list have the default alternatives.
  public var alternatives: [ConventionAlternative.Axis: [String]]
  /// Which combinations are computed.
  public var combination: Combination
  /// With more combinations than this, one convention is exchanged at a time.
  public var limit: Int
  /// The share of conventions that have to agree on the order of two cases
  /// for them to count as separated.
  public var agreement: Double

  /// Creates options.
  public init(
    alternatives: [ConventionAlternative.Axis: [String]] = [:],
    combination: Combination = .product, limit: Int = 5000,
    agreement: Double = 0.95
  ) {
    self.alternatives = alternatives
    self.combination = combination
    self.limit = limit
    self.agreement = agreement
  }
}
