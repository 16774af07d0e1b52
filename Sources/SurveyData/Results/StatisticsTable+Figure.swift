extension StatisticsTable {
  /// The chart that goes with the table. Columns are named as in the table;
  /// rows without a number there are left out of the chart.
  public enum Figure: Sendable, Hashable, Codable {
    /// A dot with its interval for each row; the column whose numbers and
    /// intervals are drawn and, if there is one, the value of a line to
    /// compare with.
    case dots(column: String, reference: Double?)
    /// A heat table of the columns that hold shares or values.
    case heat(columns: [String])
    /// A bar for each row: the columns of its lower and its upper end, and of
    /// its count.
    case histogram(lower: String, upper: String, count: String)
    /// Bars side by side or on top of each other: for each row one bar, or
    /// one part of its bar, for each of the columns.
    case bars(columns: [String], isStacked: Bool)
    /// Rates against their bases, with limits around a target.
    case funnel(Funnel)
    /// For each row the range of the ranks that it can have and the rank that
    /// it has; the best rank stands on top.
    case rankRange(rank: String, lower: String, upper: String)
    /// Stars for each row, out of `count`, and the column with the share of
    /// draws that agree.
    case stars(column: String, count: Int, certainty: String?)
    /// A line with intervals over the rows, which are points in time, for each
    /// of the columns.
    case trend(columns: [String])
    /// A point for each row, where the columns `x` and `y` cross; cuts, if
    /// there are any, divide the plane.
    case scatter(x: String, y: String, cutX: Double?, cutY: Double?)
    /// Steps from the first row's number to the last row's; the rows between
    /// them hold changes.
    case waterfall(column: String)
    /// A tree: for each row the name of the row it stands below, and its
    /// weight.
    case tree(parent: String, weight: String)
    /// Rates over the rows, which are points in time, around a centre, with
    /// the columns of the limits of each, and whether runs tell of a shift.
    case control(
      value: String, lower: String, upper: String, centre: Double,
      isShifted: Bool)
    /// An earlier and a later value of each row, and the column of what they
    /// are held against, if there is one.
    case dumbbell(earlier: String, later: String, target: String?)
    /// Arrows, one a row: the column with the name of where it starts, the
    /// coefficient, and the column that marks what was measured, if there is
    /// one. A row that starts nowhere names a construct and holds the share of
    /// its variance that is explained.
    case path(from: String, value: String, measured: String?)
    /// Five numbers of a distribution a row, from the lower whisker to the
    /// upper one, and the column of bases.
    case box(columns: [String], base: String?)
    /// Shares at or below the values of a column, for each of the others.
    case cumulative(value: String, columns: [String])
    /// A small panel for each of the columns, over the rows.
    case multiples(columns: [String], isLine: Bool)
    /// Attributes in the plane of Kano's coefficients.
    case kano(Kano)
    /// Points and the line through them with its band.
    case fit(Fit)
    /// Rows in the order of a score, with intervals of scores and of ranks.
    case league(League)
    /// Shares of answers, worst first.
    case likert(Likert)
    /// The column of one unit against those of its peers; rows are
    /// indicators.
    case profile(columns: [String], highlighted: String)
  }

  /// Attributes in the plane of Kano's coefficients (Berger 1993).
  public struct Kano: Sendable, Hashable, Codable {
    /// The column of dissatisfaction without the attribute, 0 to 1.
    public var x: String
    /// The column of satisfaction with it, 0 to 1.
    public var y: String
    /// Where the plane is cut from left to right.
    public var cutX: Double
    /// Where it is cut from the bottom up.
    public var cutY: Double
    /// Whether the cuts are the means of the attributes.
    public var isMean: Bool
    /// For each row the corners of the region of its two coefficients, x and
    /// y in turn; empty where there is none.
    public var regions: [[Double]]

    /// Creates a plane.
    public init(
      x: String, y: String, cutX: Double, cutY: Double, isMean: Bool,
      regions: [[Double]] = []
    ) {
      self.x = x
      self.y = y
      self.cutX = cutX
      self.cutY = cutY
      self.isMean = isMean
      self.regions = regions
    }
  }

  /// A line through points, with its band.
  public struct Fit: Sendable, Hashable, Codable {
    /// The column from left to right.
    public var x: String
    /// The column from the bottom up.
    public var y: String
    /// The height of the line at zero.
    public var intercept: Double
    /// Its rise for one of x.
    public var slope: Double
    /// The interval of the rise; `nil` when there are too few points.
    public var slopeInterval: Interval?
    /// The places that the band is given at.
    public var places: [Double]
    /// The lower ends of the band.
    public var lower: [Double]
    /// The upper ends of the band.
    public var upper: [Double]
    /// Whether points have weights.
    public var isWeighted: Bool

    /// Creates a line.
    public init(
      x: String, y: String, intercept: Double, slope: Double,
      slopeInterval: Interval?, places: [Double], lower: [Double],
      upper: [Double], isWeighted: Bool
    ) {
      self.x = x
      self.y = y
      self.intercept = intercept
      self.slope = slope
      self.slopeInterval = slopeInterval
      self.places = places
      self.lower = lower
      self.upper = upper
      self.isWeighted = isWeighted
    }
  }

  /// Rows in the order of a score.
  public struct League: Sendable, Hashable, Codable {
    /// The column of scores with their intervals.
    public var score: String
    /// The columns of the rank, of the best and of the worst rank.
    public var ranks: [String]
    /// For each row half of its comparison interval (Goldstein and Healy
    /// 1995), 1.39 standard errors; `nil` where there is none.
    public var margins: [Double?]
    /// Whether ranks may be printed.
    public var supportsRanking: Bool

    /// Creates a league.
    public init(
      score: String, ranks: [String] = [], margins: [Double?] = [],
      supportsRanking: Bool
    ) {
      self.score = score
      self.ranks = ranks
      self.margins = margins
      self.supportsRanking = supportsRanking
    }
  }

  /// Shares of answers around a middle.
  public struct Likert: Sendable, Hashable, Codable {
    /// Where neutral answers stand.
    public enum Neutral: String, Sendable, Hashable, CaseIterable, Codable {
      /// In a panel of their own.
      case aside
      /// Half on each side of zero.
      case split
      /// All answers from 0 to 100 %.
      case whole
    }

    /// The columns of shares, worst answer first.
    public var columns: [String]
    /// How many of them are unfavourable.
    public var unfavourable: Int
    /// How many of them are favourable; those between are neutral.
    public var favourable: Int
    /// Where neutral answers stand.
    public var neutral: Neutral
    /// The column of bases.
    public var base: String?

    /// Creates a chart of shares.
    public init(
      columns: [String], unfavourable: Int, favourable: Int, neutral: Neutral,
      base: String?
    ) {
      self.columns = columns
      self.unfavourable = unfavourable
      self.favourable = favourable
      self.neutral = neutral
      self.base = base
    }
  }

  /// A chart of rates against their bases (Spiegelhalter 2005).
  public struct Funnel: Sendable, Hashable, Codable {
    /// Limits of one level.
    public struct Limits: Sendable, Hashable, Codable {
      /// The level, such as 0.95.
      public var level: Double
      /// For each of the funnel's bases the lower limit.
      public var lower: [Double]
      /// For each of the funnel's bases the upper limit.
      public var upper: [Double]

      /// Creates limits.
      public init(level: Double, lower: [Double], upper: [Double]) {
        self.level = level
        self.lower = lower
        self.upper = upper
      }
    }

    /// The column of the rates, from 0 to 1, or of means.
    public var rate: String
    /// The column of the bases.
    public var base: String
    /// What every row is held against.
    public var target: Double
    /// The bases that limits are drawn through, rising.
    public var bases: [Double]
    /// The limits, the innermost first.
    public var limits: [Limits]
    /// Where each detail row of the table lies, in their order: the number of
    /// limits that it is outside of, negative below the target; `nil` where
    /// the limits decide.
    public var positions: [Int?]

    /// Creates a funnel.
    public init(
      rate: String, base: String, target: Double, bases: [Double],
      limits: [Limits], positions: [Int?] = []
    ) {
      self.rate = rate
      self.base = base
      self.target = target
      self.bases = bases
      self.limits = limits
      self.positions = positions
    }
  }
}
