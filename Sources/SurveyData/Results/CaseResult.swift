/// What the evaluation found for one case.
public struct CaseResult: Sendable, Hashable, Codable {
  /// The value of one indicator for this case.
  public struct IndicatorValue: Sendable, Hashable, Codable {
    /// The indicator.
    public var indicator: String
    /// The measured value; `nil` when missing, and for indicators with
    /// children.
    public var raw: Double?
    /// The value on 0 to 100.
    public var score: Double?
    /// The rows, ratings or votes behind the raw value.
    public var base: Int?

    /// Creates a value.
    public init(
      indicator: String, raw: Double?, score: Double?, base: Int? = nil
    ) {
      self.indicator = indicator
      self.raw = raw
      self.score = score
      self.base = base
    }
  }

  /// A rule that limits results and that this case met.
  public struct GateHit: Sendable, Hashable, Codable {
    /// The indicator that has the rule.
    public var indicator: String
    /// The rule as written in the tree.
    public var rule: String
    /// What it did, such as the band that the case cannot exceed.
    public var effect: String
    /// The rule in words with the value that met it, as one sentence.
    public var sentence: LocalizedText?
    /// Whether the band is lower than that of the score because of it; with
    /// several rules only the strictest are.
    public var isDecisive: Bool

    /// Creates a hit.
    public init(
      indicator: String, rule: String, effect: String,
      sentence: LocalizedText? = nil, isDecisive: Bool = true
    ) {
      self.indicator = indicator
      self.rule = rule
      self.effect = effect
      self.sentence = sentence
      self.isDecisive = isDecisive
    }
  }

  /// An indicator with an amount, for lists of strengths and obstacles.
  public struct Amount: Sendable, Hashable, Codable {
    /// The indicator.
    public var indicator: String
    /// The amount.
    public var amount: Double

    /// Creates an amount.
    public init(_ indicator: String, _ amount: Double) {
      self.indicator = indicator
      self.amount = amount
    }
  }

  /// What a case lacks for the next better band.
  public struct NextBand: Sendable, Hashable, Codable {
    /// The position of that band in the bands of the result.
    public var band: Int
    /// The points that the score lacks; 0 when only gates are in the way.
    public var points: Double
    /// Leaf indicators that would bring these points on their own, with the
    /// points that each would have to gain, the fewest first; empty where the
    /// score is not a sum.
    public var steps: [Amount]
    /// The rules of gates that keep the case out of that band.
    public var gates: [String]

    /// Creates what a case lacks.
    public init(band: Int, points: Double, steps: [Amount], gates: [String]) {
      self.band = band
      self.points = points
      self.steps = steps
      self.gates = gates
    }
  }

  /// The identifier.
  public var id: String
  /// The title of the case, when the study names a column for it.
  public var title: LocalizedText?
  /// The score on the scale of the result; `nil` when the case is not rated.
  public var score: Double?
  /// The interval of the score over the draws.
  public var scoreInterval: Interval?
  /// The rank, 1 for the best; ties share the better rank.
  public var rank: Int?
  /// The mean of the ranks that cases with the same score take up, when that
  /// is what they share; `rank` is then the best of them.
  public var sharedRank: Double?
  /// The rank to publish.
  public var publishedRank: Double? { sharedRank ?? rank.map(Double.init) }
  /// The interval of the rank over the draws.
  public var rankInterval: Interval?
  /// The share of draws in which the case had each rank, the first for
  /// rank 1, of the draws that gave it a score; they add up to 1.
  public var rankShares: [Double]
  /// The position of its band in the bands of the result.
  public var band: Int?
  /// The share of draws in which the case fell into each band, of the draws
  /// that gave it a score.
  public var bandShares: [Double]
  /// The share of draws that left the case without a score, for example
  /// because none of its evaluators was drawn.
  public var unscoredShare: Double
  /// The share of the weights for which it has values.
  public var coverage: Double
  /// The closeness to the ideal case, for TOPSIS.
  public var closeness: Double?
  /// All indicators in the order of the tree.
  public var values: CaseValues { CaseValues(measures: measures) }
  /// The rules that limit results and that the case met, also those that
  /// changed nothing.
  public var gates: [GateHit]
  /// Leaf indicators by how many points of the score they bring above the
  /// mean of all cases, largest first. A list that may be made anew each time
  /// it is asked for, as that of the obstacles.
  public var strengths: [Amount] { measures.strengths }
  /// Leaf indicators by their share of the points that are missing to 100
  /// (obstacle degree), largest first.
  public var obstacles: [Amount] { measures.obstacles }
  /// Remarks in a fixed vocabulary: `single-evaluator` when the score of one
  /// evaluator is all that an indicator has, `missing-indicator:ID` for each
  /// leaf indicator without a value, `imputed:ID` for each that was filled in
  /// and `treated:ID` for each outlier that was set to the next value.
  public var remarks: [String]
  /// What it lacks for the next better band; `nil` in the best.
  public var nextBand: NextBand?
  /// The line of the case in the file of the cases.
  public var line: Int?
  private var measures: CaseMeasures

  /// Creates a case with values of its own.
  public init(
    id: String, title: LocalizedText? = nil, score: Double?,
    scoreInterval: Interval? = nil, rank: Int? = nil,
    rankInterval: Interval? = nil, rankShares: [Double] = [],
    band: Int? = nil, bandShares: [Double] = [], unscoredShare: Double = 0,
    coverage: Double, closeness: Double? = nil, values: [IndicatorValue],
    gates: [GateHit] = [], strengths: [Amount] = [], obstacles: [Amount] = [],
    remarks: [String] = []
  ) {
    self.init(
      id: id, title: title, score: score, scoreInterval: scoreInterval,
      rank: rank, rankInterval: rankInterval, rankShares: rankShares,
      band: band, bandShares: bandShares, unscoredShare: unscoredShare,
      coverage: coverage, closeness: closeness,
      measures: CaseMeasures(
        storage: .lists(
          values: values, strengths: strengths, obstacles: obstacles)),
      gates: gates, remarks: remarks)
  }

  /// Creates a case whose values are a row of columns.
  public init(
    id: String, title: LocalizedText? = nil, score: Double?,
    scoreInterval: Interval? = nil, rank: Int? = nil,
    rankInterval: Interval? = nil, rankShares: [Double] = [],
    band: Int? = nil, bandShares: [Double] = [], unscoredShare: Double = 0,
    coverage: Double, closeness: Double? = nil, row: Int,
    of columns: IndicatorColumns, gates: [GateHit] = [],
    remarks: [String] = []
  ) {
    self.init(
      id: id, title: title, score: score, scoreInterval: scoreInterval,
      rank: rank, rankInterval: rankInterval, rankShares: rankShares,
      band: band, bandShares: bandShares, unscoredShare: unscoredShare,
      coverage: coverage, closeness: closeness,
      measures: CaseMeasures(storage: .row(row, columns)), gates: gates,
      remarks: remarks)
  }

  private init(
    id: String, title: LocalizedText?, score: Double?,
    scoreInterval: Interval?, rank: Int?, rankInterval: Interval?,
    rankShares: [Double], band: Int?, bandShares: [Double],
    unscoredShare: Double, coverage: Double, closeness: Double?,
    measures: CaseMeasures, gates: [GateHit], remarks: [String]
  ) {
    self.measures = measures
    self.id = id
    self.title = title
    self.score = score
    self.scoreInterval = scoreInterval
    self.rank = rank
    self.rankInterval = rankInterval
    self.rankShares = rankShares
    self.band = band
    self.bandShares = bandShares
    self.unscoredShare = unscoredShare
    self.coverage = coverage
    self.closeness = closeness
    self.gates = gates
    self.remarks = remarks
  }
}
