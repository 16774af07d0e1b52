/// An evaluation of cases by a tree of indicators.
public struct EvaluationResult: Sendable, Codable {
  /// The indicators, parents before children, in the order of the tree.
  public var indicators: [IndicatorResult]
  /// The cases in the order of their rank; cases that are not rated come last.
  public var cases: [CaseResult]
  /// The bands, best first; empty when none are defined.
  public var bands: [Band]
  /// The evaluators, in the order of their names.
  public var raters: [RaterResult]
  /// How the weights of each group of siblings came about, for weights that
  /// were computed.
  public var weightings: [WeightingResult]
  /// What was varied to find how certain ranks are.
  public var uncertainty: UncertaintyResult?
  /// Further tables, such as what a method of ranking found on its way.
  public var tables: [StatisticsTable]
  /// What the scores are.
  public var scale: ScoreScale
  /// What the method of the score found, in one sentence, when it says more
  /// than the order of the cases.
  public var finding: LocalizedText?
  /// Sentences about how far ranks can be trusted.
  public var findings: [LocalizedText] = []
  /// Whether scores are put together by the tree alone; otherwise a method
  /// that compares cases makes them.
  public var isTreeScore = true
  /// The files behind the raw values.
  public var files = EvaluationFiles()

  /// Creates a result.
  public init(
    indicators: [IndicatorResult], cases: [CaseResult], bands: [Band],
    raters: [RaterResult], weightings: [WeightingResult],
    uncertainty: UncertaintyResult?, tables: [StatisticsTable] = [],
    scale: ScoreScale = .points, finding: LocalizedText? = nil
  ) {
    self.scale = scale
    self.finding = finding
    self.tables = tables
    self.indicators = indicators
    self.cases = cases
    self.bands = bands
    self.raters = raters
    self.weightings = weightings
    self.uncertainty = uncertainty
  }
}

/// The files that the raw values of an evaluation come from.
public struct EvaluationFiles: Sendable, Hashable, Codable {
  /// The file of the cases.
  public var cases = ""
  /// The file of the evaluators' scores, when there is one.
  public var scores: String?
  /// The file of the ratings, when there is one.
  public var ratings: String?

  /// Creates a list without files.
  public init() {}
}

/// A band of scores, such as 优秀 from 90 on.
public struct Band: Sendable, Hashable, Codable {
  /// The name.
  public var label: LocalizedText
  /// The lowest score of the band.
  public var threshold: Double

  /// Creates a band.
  public init(label: LocalizedText, threshold: Double) {
    self.label = label
    self.threshold = threshold
  }
}

/// One indicator of the tree as it was used.
public struct IndicatorResult: Sendable, Hashable, Codable {
  /// The identifier.
  public var id: String
  /// The identifier of its parent; `nil` for the root.
  public var parent: String?
  /// The distance to the root.
  public var level: Int
  /// The name.
  public var name: LocalizedText
  /// The unit of its values.
  public var unit: LocalizedText?
  /// Whether it has no children.
  public var isLeaf: Bool
  /// Whether high values are good.
  public var isBenefit: Bool
  /// The weight within its parent, summing to 1 over the siblings.
  public var localWeight: Double
  /// The product of the weights from the root down.
  public var globalWeight: Double
  /// How values become 0 to 100, in a few words with the parameters.
  public var normalisation: String
  /// How children are put together: `arithmetic`, `geometric`, …
  public var aggregate: String?
  /// Where raw values come from: `evaluators`, `ledger`, `satisfaction` or
  /// `external`; `nil` for indicators with children.
  public var source: String?
  /// How the raw value is made, as the tree writes it.
  public var rawFormula: String?
  /// What earns how much, or how children are put together, in words.
  public var rule: LocalizedText?

  /// Creates an indicator.
  public init(
    id: String, parent: String?, level: Int, name: LocalizedText,
    unit: LocalizedText? = nil, isLeaf: Bool, isBenefit: Bool,
    localWeight: Double, globalWeight: Double, normalisation: String,
    aggregate: String? = nil
  ) {
    self.id = id
    self.parent = parent
    self.level = level
    self.name = name
    self.unit = unit
    self.isLeaf = isLeaf
    self.isBenefit = isBenefit
    self.localWeight = localWeight
    self.globalWeight = globalWeight
    self.normalisation = normalisation
    self.aggregate = aggregate
  }
}

/// One evaluator.
public struct RaterResult: Sendable, Hashable, Codable {
  /// The identifier.
  public var id: String
  /// The number of scores that were used.
  public var scores: Int
  /// How many points the evaluator gives above the others on the same cases;
  /// `nil` when severity was not estimated.
  public var severity: Double?
  /// The number of scores that a trimmed mean dropped.
  public var dropped: Int
  /// Scores left out because of abstention or a conflict of interest.
  public var excluded: Int

  /// Creates a rater.
  public init(
    id: String, scores: Int, severity: Double?, dropped: Int, excluded: Int
  ) {
    self.id = id
    self.scores = scores
    self.severity = severity
    self.dropped = dropped
    self.excluded = excluded
  }
}

/// How the weights of one group of siblings came about.
public struct WeightingResult: Sendable, Hashable, Codable {
  /// The parent indicator.
  public var parent: String
  /// The method: `ahp`, `entropy`, …
  public var method: String
  /// The children in order.
  public var children: [String]
  /// Their weights.
  public var weights: [Double]
  /// The largest eigenvalue of the judgement matrix.
  public var largestEigenvalue: Double?
  /// The consistency ratio, and the table of random indices it was taken
  /// with.
  public var consistencyRatio: Double?
  /// The pair of children whose judgement is least consistent.
  public var worstPair: [String]
  /// The number of judges.
  public var judges: Int?
  /// Entropies of the children.
  public var entropies: [Double]

  /// Creates a weighting.
  public init(
    parent: String, method: String, children: [String], weights: [Double],
    largestEigenvalue: Double? = nil, consistencyRatio: Double? = nil,
    worstPair: [String] = [], judges: Int? = nil, entropies: [Double] = []
  ) {
    self.parent = parent
    self.method = method
    self.children = children
    self.weights = weights
    self.largestEigenvalue = largestEigenvalue
    self.consistencyRatio = consistencyRatio
    self.worstPair = worstPair
    self.judges = judges
    self.entropies = entropies
  }
}

/// What was varied to find how certain scores and ranks are.
public struct UncertaintyResult: Sendable, Hashable, Codable {
  /// The number of draws.
  public var draws: Int
  /// The seed of the random streams.
  public var seed: UInt64
  /// The level of the intervals.
  public var level: Double
  /// What was varied, such as `weights` and `raters`.
  public var varied: [String]
  /// Whether ranks may be published: `false` when the widest rank interval
  /// covers more than half of the cases.
  public var supportsRanking: Bool

  /// Creates a result.
  public init(
    draws: Int, seed: UInt64, level: Double, varied: [String],
    supportsRanking: Bool
  ) {
    self.draws = draws
    self.seed = seed
    self.level = level
    self.varied = varied
    self.supportsRanking = supportsRanking
  }
}

extension EvaluationResult {
  /// Whether ranks may be printed; without draws nothing speaks against it.
  public var supportsRanking: Bool { uncertainty?.supportsRanking ?? true }
}

extension UncertaintyResult {
  /// What stands where single ranks would, when the data do not support them.
  public static let rankingNotSupported = LocalizedText(
    zh: "名次区间过宽，不宜公布单一名次；请按等次和区间阅读。",
    en: "Rank intervals are too wide to publish single ranks; read bands and "
      + "intervals instead.")
}
