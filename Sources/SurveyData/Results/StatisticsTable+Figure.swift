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
    /// the columns of the limits of each.
    case control(value: String, lower: String, upper: String, centre: Double)
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

    /// Creates a funnel.
    public init(
      rate: String, base: String, target: Double, bases: [Double],
      limits: [Limits]
    ) {
      self.rate = rate
      self.base = base
      self.target = target
      self.bases = bases
      self.limits = limits
    }
  }
}
