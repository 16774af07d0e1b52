import SurveyData

/// Weights that follow from the values of the cases.
///
/// Each method works on the leaves, all at once. A leaf that is the same for
/// all cases has the weight zero; when no leaf differs, all have the same.
public enum MeasuredWeighting: Sendable, Hashable {
  /// How much the cases differ, by entropy.
  case entropy(EntropyVariant = .minMax)
  /// How much the cases differ and how little of it other indicators show.
  case critic
  /// Standard deviations of min-max values.
  case standardDeviation
  /// Standard deviations of the values by their means.
  case coefficientOfVariation
  /// Principal components of the correlations.
  case principalComponents(PrincipalComponentOptions = .init())

  /// The word of study files.
  public var name: String {
    switch self {
    case .entropy: "entropy"
    case .critic: "critic"
    case .standardDeviation: "sd"
    case .coefficientOfVariation: "cv"
    case .principalComponents: "pca"
    }
  }

  /// Computes the weights of columns.
  ///
  /// It does no more than the weights need, so that it can be called for
  /// every draw.
  ///
  /// - Parameters:
  ///   - columns: Raw values, not-a-number where missing.
  ///   - isBenefit: For each column whether high values are good.
  public func callAsFunction(
    _ columns: [[Double]], isBenefit: [Bool]
  ) throws(MeasuredWeights.Failure) -> MeasuredWeights {
    precondition(columns.count == isBenefit.count)
    switch self {
    case .entropy(let variant):
      let found: EntropyWeights
      do {
        found = try EntropyWeights(
          columns, isBenefit: isBenefit, variant: variant)
      } catch {
        switch error {
        case .notPositive(let column): throw .notPositive(column: column)
        }
      }
      return MeasuredWeights(
        weights: found.weights, constantColumns: found.constantColumns,
        isUndefined: found.isUndefined,
        facts: [.init(.entropy, found.entropies)])
    case .critic: return CriticWeights.measure(columns, isBenefit: isBenefit)
    case .standardDeviation: return DeviationWeights.ofMinMax(columns)
    case .coefficientOfVariation:
      return try DeviationWeights.ofVariation(columns)
    case .principalComponents(let options):
      return try PrincipalComponentWeights.measure(
        columns, isBenefit: isBenefit, options: options)
    }
  }
}

/// Weights that were computed from the values of the cases, and what the
/// method found on its way.
public struct MeasuredWeights: Sendable, Hashable {
  /// Why a method gives no weights.
  public enum Failure: Error, Sendable, Hashable {
    /// A column has a value that is not positive, which the entropy variants
    /// `raw` and `reciprocal` cannot take.
    case notPositive(column: Int)
    /// A column has a mean of zero, so that its coefficient of variation is
    /// not defined.
    case zeroMean(column: Int)
    /// Fewer than three cases have values of all indicators.
    case tooFewCases
    /// Indicators load on a component with different signs.
    case mixedSigns(positive: [Int], negative: [Int])
  }

  /// A number for each column.
  public struct Fact: Sendable, Hashable {
    /// What it is.
    public enum Kind: String, Sendable, Hashable {
      /// The entropy of a column.
      case entropy
      /// The standard deviation of its min-max values.
      case deviation
      /// How little it goes with the other columns, Σ (1 - r).
      case conflict
      /// Its contrast times its conflict.
      case information
      /// Its coefficient of variation.
      case variation
      /// Its loading on a component.
      case loading
    }
    /// What it is.
    public var kind: Kind
    /// Not-a-number where there is none.
    public var values: [Double]

    init(_ kind: Kind, _ values: [Double]) {
      self.kind = kind
      self.values = values
    }
  }

  /// The weights; they add up to 1.
  public var weights: [Double]
  /// Columns that are the same for all cases; their weight is zero.
  public var constantColumns: [Int] = []
  /// Whether the method gives no weights at all, so that they are equal.
  public var isUndefined = false
  /// Numbers by column.
  public var facts: [Fact] = []
  /// What principal components found.
  public var components: PrincipalComponentFacts?

  /// Weights in proportion to `amounts`, equal when there is nothing.
  init(
    inProportionTo amounts: [Double], constantColumns: [Int],
    facts: [Fact] = []
  ) {
    let total = amounts.reduce(0, +)
    isUndefined = !(total > 0)
    weights =
      isUndefined
      ? DirectWeights.equal(amounts.count) : amounts.map { $0 / total }
    self.constantColumns = constantColumns
    self.facts = facts
  }

  init(
    weights: [Double], constantColumns: [Int], isUndefined: Bool,
    facts: [Fact], components: PrincipalComponentFacts? = nil
  ) {
    self.weights = weights
    self.constantColumns = constantColumns
    self.isUndefined = isUndefined
    self.facts = facts
    self.components = components
  }
}
