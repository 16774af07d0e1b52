import SurveyData

/// The choices of an evaluation. The raw values of the enums are the words of
/// study files.
public struct EvaluationOptions: Sendable, Hashable {
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
  /// The rank that cases with the same score share.
  public var rankTies = RankSharing.minimum
  /// How missing values are filled in; `nil` leaves them missing.
  public var imputation: ImputationOptions?
  /// How outliers are treated; `nil` leaves them.
  public var treatment: OutlierOptions?
  /// The level of the intervals.
  public var level: Double
  /// Takes the place of the normalisation of every leaf that has no direction
  /// of its own; `nil` leaves the tree's.
  public var normalisation: ColumnNormalisation?
  /// Methods whose ranks stand beside those of `score`.
  public var compare: [Score]
  /// Parts whose coupling is computed.
  public var coupling: CouplingOptions?
  /// Which conventions are held against the chosen ones; `nil` for none.
  public var passport: PassportOptions?
  /// How a sensitivity analysis is made; `nil` for none.
  public var sensitivity: SensitivityOptions?
  /// Whether swaps, points to the next band and results without an indicator,
  /// an evaluator or a judge are listed.
  public var showsWhatIf = false

  /// Creates options.
  public init(
    weighting: Weighting = .direct, score: Score = .weightedSum,
    raters: RaterOptions = RaterOptions(),
    uncertainty: UncertaintyOptions? = UncertaintyOptions(),
    bands: [Band]? = nil,
    bandComparison: BandComparison = .published(decimals: 1),
    minimumCoverage: Double = 0.6, level: Double = 0.95,
    normalisation: ColumnNormalisation? = nil, compare: [Score] = [],
    coupling: CouplingOptions? = nil
  ) {
    self.normalisation = normalisation
    self.compare = compare
    self.coupling = coupling
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
  /// How much the voices of judges count, by the judge's name; 1 for a judge
  /// who is not named.
  public var voices: [String: Double]

  /// Creates options.
  public init(
    judgement: Judgement = .eigenvector, group: Group = .judgements,
    randomIndex: RandomIndex = .saaty, voices: [String: Double] = [:]
  ) {
    self.voices = voices
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
    /// The score in the middle.
    case median
    /// The mean of scores that were brought to one mean and one standard
    /// deviation for every evaluator.
    case zScore = "z-score"
    /// The mean adjusted for how severe each evaluator is, by least squares.
    case severity
    /// The same with evaluators as a random sample, by restricted maximum
    /// likelihood.
    case severityREML = "severity-reml"
    /// The same with cases as a random sample too, so that a case with few
    /// scores is drawn towards the mean.
    case mixed
  }

  /// The way, for leaves whose formula does not say it.
  public var combine: Combination
  /// How many scores a trimmed mean drops at each end.
  public var trim: Int
  /// The share of scores that a trimmed mean drops, half of it at each end,
  /// rounded down; `nil` drops `trim`.
  public var trimShare: Double?
  /// With fewer scores than this a trimmed mean drops nothing.
  public var minimum: Int
  /// The weights of groups of evaluators, by the values of the column
  /// `evaluator_group`; empty for none.
  public var groupWeights: [String: Double]

  /// Creates options.
  public init(
    combine: Combination = .mean, trim: Int = 1, minimum: Int = 3,
    trimShare: Double? = nil, groupWeights: [String: Double] = [:]
  ) {
    self.trimShare = trimShare
    self.groupWeights = groupWeights
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
  /// Whether weights that follow from the values of the cases are computed
  /// anew in each draw of evaluators or ratings.
  public var reweighs = true

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
