import SVG

/// One case against its peers: a strip of dots a row, all on one scale.
public struct ProfilePlot: Chart {
  /// One indicator.
  public struct Row: Hashable, Sendable {
    /// The name of the indicator.
    public var label: String
    /// The values of all cases, drawn as grey dots; of more than
    /// `largestCrowd` as two bands, the middle 90 % and the middle half.
    public var values: [Double?]
    /// The value of the highlighted case.
    public var highlighted: Double?
    /// The text printed for it.
    public var text: String
    /// The lower end of its interval.
    public var lower: Double?
    /// The upper end of its interval.
    public var upper: Double?
    /// A short dark tick, such as the median of the peers.
    public var middle: Double?
    /// The heading under which the row stands. Sections keep the order in
    /// which they first occur.
    public var section: String?
    /// Whether the row is the overall score: drawn in bold.
    public var isTotal: Bool
    /// The number of answers behind the value; `nil` leaves the cell empty.
    public var base: Int?

    /// Creates a row.
    public init(
      label: String, values: [Double?], highlighted: Double?, text: String,
      lower: Double? = nil, upper: Double? = nil, middle: Double? = nil,
      section: String? = nil, isTotal: Bool = false, base: Int? = nil
    ) {
      self.label = label
      self.values = values
      self.highlighted = highlighted
      self.text = text
      self.lower = lower
      self.upper = upper
      self.middle = middle
      self.section = section
      self.isTotal = isTotal
      self.base = base
    }
  }

  /// The texts of the key and the column heads.
  public struct Key: Hashable, Sendable {
    /// Names the highlighted case, such as `C012`.
    public var highlighted: String
    /// Names the grey dots, such as `other 24 cases`.
    public var peers: String
    /// Names the dark tick, such as `median`.
    public var middle: String
    /// Heads the column of bases.
    public var base: String

    /// Creates the texts.
    public init(
      highlighted: String, peers: String, middle: String, base: String = "n"
    ) {
      self.highlighted = highlighted
      self.peers = peers
      self.middle = middle
      self.base = base
    }
  }

  /// The most cases that are drawn as dots: more would hide one another.
  public static let largestCrowd = 100

  /// The texts around the figure.
  public var frame: ChartFrame
  /// The words that the chart adds by itself.
  public var words: ChartWords
  /// The rows in drawing order.
  public var rows: [Row]
  /// The scale of all rows.
  public var axis: ValueAxis
  /// The texts of the key.
  public var key: Key

  /// Creates a chart.
  public init(
    frame: ChartFrame, words: ChartWords, rows: [Row], axis: ValueAxis,
    key: Key
  ) {
    self.frame = frame
    self.words = words
    self.rows = rows
    self.axis = axis
    self.key = key
  }
}
