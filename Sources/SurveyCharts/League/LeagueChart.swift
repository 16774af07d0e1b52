import SVG

/// Units in order of their score, with intervals of scores and of ranks.
public struct LeagueChart: Chart {
  /// One unit.
  public struct Row: Hashable, Sendable {
    /// The name of the unit.
    public var label: String
    /// The score; `nil` when the unit was not scored.
    public var score: Double?
    /// The lower end of the score's interval.
    public var scoreLower: Double?
    /// The upper end of the score's interval.
    public var scoreUpper: Double?
    /// The ends of the comparison interval, drawn thick on the interval:
    /// where those of two units do not overlap, the pair differs (Goldstein
    /// and Healy 1995). `nil` draws none.
    public var comparison: ClosedRange<Double>?
    /// The rank, 1 for the best.
    public var rank: Double?
    /// The best rank of the rank interval.
    public var rankLower: Double?
    /// The worst rank of the rank interval.
    public var rankUpper: Double?
    /// The name of the unit's band.
    public var band: String?
    /// The place of the band among the bands, 0 for the best.
    public var bandPosition: Int?
    /// Whether the row is drawn in dark blue.
    public var isHighlighted: Bool
    /// The number of answers or raters behind the score, drawn as it is:
    /// panels are small by design and the interval carries the uncertainty.
    /// `nil` leaves the cell empty.
    public var base: Int?

    /// Creates a row.
    public init(
      label: String, score: Double?, scoreLower: Double? = nil,
      scoreUpper: Double? = nil, rank: Double? = nil,
      rankLower: Double? = nil, rankUpper: Double? = nil,
      band: String? = nil, bandPosition: Int? = nil,
      isHighlighted: Bool = false, base: Int? = nil,
      comparison: ClosedRange<Double>? = nil
    ) {
      self.label = label
      self.score = score
      self.scoreLower = scoreLower
      self.scoreUpper = scoreUpper
      self.comparison = comparison
      self.rank = rank
      self.rankLower = rankLower
      self.rankUpper = rankUpper
      self.band = band
      self.bandPosition = bandPosition
      self.isHighlighted = isHighlighted
      self.base = base
    }
  }

  /// The lowest score of a band.
  public struct BandLine: Hashable, Sendable {
    /// The name of the band.
    public var label: String
    /// The score from which on it holds.
    public var threshold: Double

    /// Creates a band.
    public init(label: String, threshold: Double) {
      self.label = label
      self.threshold = threshold
    }
  }

  /// All units, when the rows are some of them: scores and ranks are then
  /// drawn on scales of all, so that pictures of other rows compare.
  public struct Whole: Hashable, Sendable {
    /// The number of units.
    public var count: Int
    /// The ends of their scores and intervals; `nil` when none is scored.
    public var scores: ClosedRange<Double>?

    /// Creates a whole.
    public init(count: Int, scores: ClosedRange<Double>?) {
      self.count = count
      self.scores = scores
    }
  }

  /// The column heads.
  public struct Headings: Hashable, Sendable {
    /// Heads the scores.
    public var score: String
    /// Heads the ranks.
    public var rank: String
    /// Heads the bands.
    public var band: String
    /// Heads the bases.
    public var base: String

    /// Creates the heads.
    public init(
      score: String, rank: String, band: String, base: String = "n"
    ) {
      self.score = score

      self.rank = rank
      self.band = band
      self.base = base
    }
  }

  /// The texts around the figure.
  public var frame: ChartFrame
  /// The words that the chart adds by itself.
  public var words: ChartWords
  /// The rows; drawn by descending score, unscored ones last.
  public var rows: [Row]
  /// The scale of the scores.
  public var axis: ValueAxis
  /// The bands, drawn as zones behind the scores.
  public var bands: [BandLine]
  /// Whether the data support ranks. If not, no rank is drawn, rows within a
  /// band are not numbered and `words.noRanking` is printed instead.
  public var supportsRanking: Bool
  /// The column heads.
  public var headings: Headings
  /// What the rows are a part of; `nil` when they are all units.
  public var whole: Whole?

  /// Creates a chart.
  public init(
    frame: ChartFrame, words: ChartWords, rows: [Row], axis: ValueAxis,
    bands: [BandLine] = [], supportsRanking: Bool, headings: Headings,
    whole: Whole? = nil
  ) {
    self.whole = whole
    self.frame = frame
    self.words = words
    self.rows = rows
    self.axis = axis
    self.bands = bands
    self.supportsRanking = supportsRanking
    self.headings = headings
  }
}
