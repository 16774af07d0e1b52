/// How a sensitivity analysis is made.
public struct SensitivityOptions: Sendable, Hashable {
  /// The number of rows of each of the two designs, N.
  public var draws: Int
  /// The names of the factors; `nil` for all that can have an effect:
  /// `normalisation`, `weights`, `score`, `aggregate`, `raters`,
  /// `weight-noise`, `resampling`.
  public var factors: [String]?
  /// The seed of the designs.
  public var seed: UInt64
  /// How often rows are drawn again for intervals.
  public var bootstraps: Int

  /// Creates options.
  public init(
    draws: Int = 1024, factors: [String]? = nil, seed: UInt64 = 25,
    bootstraps: Int = 500
  ) {
    self.draws = draws
    self.factors = factors
    self.seed = seed
    self.bootstraps = bootstraps
  }
}
