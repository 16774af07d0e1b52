/// What a regression explains, and by what.
public struct ModelSpecification: Sendable, Hashable {
  /// The column to be explained.
  public var outcome: String
  /// The answer that counts as yes, where the outcome is an answer.
  public var event: String?
  /// The terms, such as `ell`, `age^2`, `stype*ell`.
  public var terms: [String]
  /// Columns of numbers that are answers, not amounts: each value has a
  /// coefficient of its own. Columns of texts always are.
  public var factors: [String]
  /// The value that the others are compared with, by column; the first
  /// value where none is named.
  public var references: [String: String]
  /// A column that is added to the linear predictor as it is.
  public var offset: String?
  /// A column whose logarithm is added to the linear predictor.
  public var exposure: String?
  /// Whether the model has an intercept.
  public var hasIntercept: Bool
  /// A column whose rest after the columns before it is below this share of
  /// its length depends on them and is left out; the value of R's `lm`.
  public var tolerance: Double

  /// Creates a specification.
  public init(
    outcome: String, event: String? = nil, terms: [String],
    factors: [String] = [], references: [String: String] = [:],
    offset: String? = nil, exposure: String? = nil, hasIntercept: Bool = true,
    tolerance: Double = 1e-7
  ) {
    self.outcome = outcome
    self.event = event
    self.terms = terms
    self.factors = factors
    self.references = references
    self.offset = offset
    self.exposure = exposure
    self.hasIntercept = hasIntercept
    self.tolerance = tolerance
  }
}
