/// Several sets of weights put together, leaf by leaf.
public struct CombinedWeighting: Sendable, Hashable {
  /// How sets are put together.
  public enum Rule: String, Sendable, Hashable, CaseIterable {
    /// Σₖ aₖ wₖ with shares a that add up to 1.
    case linear
    /// In proportion to the product of the weights.
    case multiplicative
    /// In proportion to ∏ₖ wₖ^aₖ: the weights with the smallest relative
    /// entropy to the sets, Σₖ aₖ Σⱼ wⱼ ln(wⱼ / wₖⱼ).
    case relativeEntropy = "relative-entropy"
    /// Σₖ aₖ wₖ with shares from the sets themselves (game theory, see
    /// `GameWeights`).
    case game
  }

  /// The sets.
  public var sets: [EvaluationOptions.Weighting]
  /// How they are put together.
  public var rule: Rule
  /// The shares of the sets for `linear` and `relativeEntropy`, divided by
  /// their sum; empty for equal shares.
  public var shares: [Double]

  /// Creates a combination.
  public init(
    _ sets: [EvaluationOptions.Weighting], rule: Rule = .linear,
    shares: [Double] = []
  ) {
    self.sets = sets
    self.rule = rule
    self.shares = shares
  }
}

/// Weights made of several sets of weights of the same leaves.
///
/// Edge cases: when every leaf has a weight of zero in some set, products are
/// all zero and the weights are equal (`isUndefined`).
///
/// Checked against numpy.
public struct CombinedWeights: Sendable, Hashable {
  /// The weights; they add up to 1.
  public var weights: [Double]
  /// The share of each set; empty for products.
  public var shares: [Double]
  /// What game theory found, before negative shares were refused.
  public var game: GameWeights?
  /// Whether products left nothing.
  public var isUndefined = false

  /// Puts sets together; `nil` without sets, for sets of different lengths,
  /// and for shares that do not fit.
  public init?(
    _ sets: [[Double]], rule: CombinedWeighting.Rule, shares: [Double] = []
  ) {
    guard let count = sets.first?.count, count > 0,
      sets.allSatisfy({ $0.count == count })
    else { return nil }
    let equal = DirectWeights.equal(sets.count)
    var parts = equal
    if !shares.isEmpty {
      guard shares.count == sets.count,
        let normalised = DirectWeights.normalised(shares)
      else { return nil }
      parts = normalised
    }
    switch rule {
    case .linear:
      self.shares = parts
      weights = Self.mixture(sets, parts)
    case .game:
      let found = GameWeights(sets)
      game = found
      self.shares = found.shares
      weights = Self.mixture(sets, found.shares)
    case .multiplicative, .relativeEntropy:
      self.shares = rule == .relativeEntropy ? parts : []
      let products = (0..<count).map { leaf in
        sets.indices.reduce(1.0) { product, set in
          let weight = sets[set][leaf]
          if rule == .multiplicative { return product * weight }
          return parts[set] > 0 ? product * power(weight, parts[set]) : product
        }
      }
      if let normalised = DirectWeights.normalised(products) {
        weights = normalised
      } else {
        weights = DirectWeights.equal(count)
        isUndefined = true
      }
    }
  }

  private static func mixture(
    _ sets: [[Double]], _ shares: [Double]
  ) -> [Double] {
    let mixed = sets[0].indices.map { leaf in
      sets.indices.reduce(0.0) { $0 + shares[$1] * sets[$1][leaf] }
    }
    return DirectWeights.normalised(mixed) ?? mixed
  }
}
