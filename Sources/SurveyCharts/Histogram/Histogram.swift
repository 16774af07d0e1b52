import SVG

/// How often values occur: one bar for each range of values.
public struct Histogram: Chart {
  /// One range of values.
  public struct Bin: Hashable, Sendable {
    /// The lower end; values there belong to the bin.
    public var lower: Double
    /// The upper end; where it is the lower one too, all values are that.
    public var upper: Double
    /// How many values lie in the bin.
    public var count: Int
    /// The bin in words, such as `5–6`; for the table and the tooltip.
    public var label: String

    /// Creates a bin.
    public init(lower: Double, upper: Double, count: Int, label: String) {
      self.lower = lower
      self.upper = upper
      self.count = count
      self.label = label
    }
  }

  /// A value from which on something holds, drawn as a labelled line.
  public struct Limit: Hashable, Sendable {
    /// The value.
    public var value: Double
    /// What it is, such as `flagged below 104`.
    public var label: String
    /// Whether the values above it are meant, or else those below. Bars on
    /// that side are drawn in the colour of the mark.
    public var isLower: Bool

    /// Creates a limit.
    public init(value: Double, label: String, isLower: Bool) {
      self.value = value
      self.label = label
      self.isLower = isLower
    }
  }

  /// The texts around the figure.
  public var frame: ChartFrame
  /// The words that the chart adds by itself.
  public var words: ChartWords
  /// The ranges from low to high.
  public var bins: [Bin]
  /// A labelled line.
  public var limit: Limit?
  /// How the values are written below the axis.
  public var style: NumberStyle
  /// What the values are, below the axis.
  public var axisTitle: String
  /// Heads the column of counts.
  public var countLabel: String

  /// Creates a chart.
  public init(
    frame: ChartFrame, words: ChartWords, bins: [Bin], limit: Limit? = nil,
    style: NumberStyle, axisTitle: String, countLabel: String
  ) {
    self.frame = frame
    self.words = words
    self.bins = bins
    self.limit = limit
    self.style = style
    self.axisTitle = axisTitle
    self.countLabel = countLabel
  }

  /// The numbers drawn, as texts.
  public var table: ChartTable {
    ChartTable(
      columns: [axisTitle, countLabel],
      rows: bins.map {
        [$0.label, NumberStyle.integer.text(Double($0.count))]
      })
  }
}
