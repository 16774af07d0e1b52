import SVG

/// One value with its interval a row, on a shared scale.
public struct DotPlot: Chart {
  /// One item or group.
  public struct Row: Hashable, Sendable {
    /// The name of the row.
    public var label: String
    /// The value; `nil` when there is none.
    public var value: Double?
    /// The lower end of the interval.
    public var lower: Double?
    /// The upper end of the interval.
    public var upper: Double?
    /// The number of answers, unweighted; `nil` leaves the cell empty.
    public var base: Int?
    /// The effective base, where weights make it differ from the base.
    public var effectiveBase: Double?
    /// Whether the row is drawn in dark blue and all others in grey.
    public var isHighlighted: Bool
    /// The heading under which the row stands. Sections keep the order in
    /// which they first occur.
    public var section: String?

    /// Creates a row.
    public init(
      label: String, value: Double?, lower: Double? = nil,
      upper: Double? = nil, base: Int?, effectiveBase: Double? = nil,
      isHighlighted: Bool = false, section: String? = nil
    ) {
      self.label = label
      self.value = value
      self.lower = lower
      self.upper = upper
      self.base = base
      self.effectiveBase = effectiveBase
      self.isHighlighted = isHighlighted
      self.section = section
    }
  }

  /// A value drawn as a labelled vertical line, such as the overall mean.
  public struct Reference: Hashable, Sendable {
    /// The name of the value.
    public var label: String
    /// The value.
    public var value: Double

    /// Creates a reference.
    public init(label: String, value: Double) {
      self.label = label
      self.value = value
    }
  }

  /// The texts around the figure.
  public var frame: ChartFrame
  /// The words that the chart adds by itself.
  public var words: ChartWords
  /// The rows.
  public var rows: [Row]
  /// The scale of the values.
  public var axis: ValueAxis
  /// A labelled vertical line.
  public var reference: Reference?
  /// The order of the rows within their sections.
  public var order: RowOrder
  /// Heads the column of bases.
  public var baseLabel: String

  /// Creates a chart.
  public init(
    frame: ChartFrame, words: ChartWords, rows: [Row], axis: ValueAxis,
    reference: Reference? = nil, order: RowOrder = .descending,
    baseLabel: String = "n"
  ) {
    self.frame = frame
    self.words = words
    self.rows = rows
    self.axis = axis
    self.reference = reference
    self.order = order
    self.baseLabel = baseLabel
  }
}
