import SurveyData

/// The choices of an evaluation. The raw values of the enums are the words of
/// study files.
public struct EvaluationOptions: Sendable, Hashable {
  /// Where the weights come from.
  public enum Weighting: Sendable, Hashable {
    /// The `weight` column of the tree.
    case direct
    /// Siblings have equal weights.
    case equal
    /// Judgements of pairs.
    case hierarchy(HierarchyOptions = HierarchyOptions())
    /// How much the cases differ.
    case entropy(EntropyVariant = .minMax)
  }

  /// How leaves become the score of a case.
  public enum Score: Sendable, Hashable {
    /// The aggregates of the tree.
    case weightedSum
    /// Closeness to the ideal case, over all leaves with their global
    /// weights, times 100.
    case topsis(TOPSISNormalisation = .vector)
    /// Each case with the weights that suit it best, times 100.
    case benefitOfTheDoubt(Doubt = Doubt())
  }

  /// Where the weights come from.
  public var weighting: Weighting
  /// How leaves become the score of a case.
  public var score: Score
  /// How the scores of evaluators are combined.
  public var raters: RaterOptions
  /// What is varied for intervals; `nil` for none.
  public var uncertainty: UncertaintyOptions?
  /// Bands, best first; `nil` takes those of the tree's root.
  public var bands: [Band]?
  /// How bands follow from the scores; it goes before `bands`.
  public var bandRule: BandRule?
  /// Which score is held against the thresholds.
  public var bandComparison: BandComparison
  /// The smallest share of the weights that must have values for a case to be
  /// rated, when the root of the tree does not say.
  public var minimumCoverage: Double
  /// The level of the intervals.
  public var level: Double

  /// Creates options.
  public init(
    weighting: Weighting = .direct, score: Score = .weightedSum,
    raters: RaterOptions = RaterOptions(),
    uncertainty: UncertaintyOptions? = UncertaintyOptions(),
    bands: [Band]? = nil,
    bandComparison: BandComparison = .published(decimals: 1),
    minimumCoverage: Double = 0.6, level: Double = 0.95
  ) {
    self.weighting = weighting
    self.score = score
    self.raters = raters
    self.uncertainty = uncertainty
    self.bands = bands
    self.bandComparison = bandComparison
    self.minimumCoverage = minimumCoverage
    self.level = level
  }
}

/// How judgements of pairs become weights.
public struct HierarchyOptions: Sendable, Hashable {
  /// How one matrix becomes weights.
  public enum Judgement: String, Sendable, Hashable, CaseIterable {
    /// The principal eigenvector (Saaty 1977).
    case eigenvector
    /// The geometric means of the rows (Crawford and Williams 1985).
    case geometricMean = "geometric-mean"
  }

  /// How several judges are put together.
  public enum Group: String, Sendable, Hashable, CaseIterable {
    /// The geometric mean of the judgements, cell by cell (AIJ).
    case judgements
    /// The arithmetic mean of the judges' weights (AIP).
    case priorities
    /// The geometric mean of the judges' weights (AIP).
    case geometricPriorities = "geometric-priorities"
  }

  /// How one matrix becomes weights.
  public var judgement: Judgement
  /// How several judges are put together.
  public var group: Group
  /// The table of mean consistency indices of random matrices.
  public var randomIndex: RandomIndex

  /// Creates options.
  public init(
    judgement: Judgement = .eigenvector, group: Group = .judgements,
    randomIndex: RandomIndex = .saaty
  ) {
    self.judgement = judgement
    self.group = group
    self.randomIndex = randomIndex
  }
}

/// How the scores of evaluators are combined.
public struct RaterOptions: Sendable, Hashable {
  /// The ways to combine scores of one case and indicator.
  public enum Combination: String, Sendable, Hashable, CaseIterable {
    /// The mean.
    case mean
    /// The mean without the highest and the lowest scores.
    case trimmedMean = "trimmed-mean"
    /// The mean adjusted for how severe each evaluator is.
    case severity
  }

  /// The way, for leaves whose formula does not say it.
  public var combine: Combination
  /// How many scores a trimmed mean drops at each end.
  public var trim: Int
  /// With fewer scores than this a trimmed mean drops nothing.
  public var minimum: Int

  /// Creates options.
  public init(
    combine: Combination = .mean, trim: Int = 1, minimum: Int = 3
  ) {
    self.combine = combine
    self.trim = trim
    self.minimum = minimum
  }
}

/// What is varied to find how certain scores and ranks are.
public struct UncertaintyOptions: Sendable, Hashable {
  /// How weights vary.
  public enum Weights: Sendable, Hashable {
    /// They stay as they are.
    case fixed
    /// Each weight times a number between 1 - f and 1 + f, then divided by
    /// the sum over the siblings.
    case uniform(Double)
    /// A Dirichlet distribution around the weights; the larger the
    /// concentration c, the closer: the standard deviation of a weight w is
    /// √(w(1-w)/(c+1)).
    case dirichlet(concentration: Double)
  }

  /// The number of draws.
  public var draws: Int
  /// The seed of the random streams.
  public var seed: UInt64
  /// How weights vary.
  public var weights: Weights
  /// Whether evaluators are drawn with replacement.
  public var resamplesRaters: Bool
  /// Whether ratings are drawn with replacement within each case.
  public var resamplesRatings: Bool

  /// Creates options.
  public init(
    draws: Int = 2000, seed: UInt64 = 25, weights: Weights = .uniform(0.25),
    resamplesRaters: Bool = true, resamplesRatings: Bool = true
  ) {
    self.draws = draws
    self.seed = seed
    self.weights = weights
    self.resamplesRaters = resamplesRaters
    self.resamplesRatings = resamplesRatings
  }
}
