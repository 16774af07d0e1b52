import SVG

/// A rate over time around its centre, with the limits within which it varies
/// by chance: limits are stepped, because every point has its own base.
public struct ControlChart: Chart {
  /// One point in time.
  public struct Point: Hashable, Sendable {
    /// The time.
    public var label: String
    /// The rate; `nil` breaks the line.
    public var value: Double?
    /// The lower limit; `nil` in a run chart.
    public var lower: Double?
    /// The upper limit.
    public var upper: Double?

    /// Creates a point.
    public init(
      label: String, value: Double?, lower: Double? = nil,
      upper: Double? = nil
    ) {
      self.label = label
      self.value = value
      self.lower = lower
      self.upper = upper
    }

    /// Whether the rate lies outside of its limits.
    public var isOutside: Bool {
      guard let value = value.finite else { return false }
      return value < lower.finite ?? value || value > upper.finite ?? value
    }
  }

  /// The words that only this chart needs.
  public struct Headings: Hashable, Sendable {
    /// Names the centre at the end of its line.
    public var centre: String
    /// Names the lower limit.
    public var lower: String
    /// Names the upper limit.
    public var upper: String
    /// Heads the column that marks points outside.
    public var outside: String

    /// Creates headings.
    public init(centre: String, lower: String, upper: String, outside: String) {
      self.centre = centre
      self.lower = lower
      self.upper = upper
      self.outside = outside
    }
  }

  /// The texts around the figure.
  public var frame: ChartFrame
  /// The words that the chart adds by itself.
  public var words: ChartWords
  /// The points in time, in order.
  public var points: [Point]
  /// The scale of the rates.
  public var axis: ValueAxis
  /// The rate of all points, or their median.
  public var centre: Double
  /// The words that only this chart needs.
  public var headings: Headings

  /// Creates a chart.
  public init(
    frame: ChartFrame, words: ChartWords, points: [Point], axis: ValueAxis,
    centre: Double, headings: Headings
  ) {
    self.frame = frame
    self.words = words
    self.points = points
    self.axis = axis
    self.centre = centre
    self.headings = headings
  }

  /// The numbers drawn, as texts.
  public var table: ChartTable {
    ChartTable(
      columns: [
        words.rowHeading, words.value, headings.lower, headings.upper,
        headings.outside,
      ],
      rows: points.map { point in
        [
          point.label, axis.text(point.value, missing: words.missing),
          axis.text(point.lower, missing: ""),
          axis.text(point.upper, missing: ""), point.isOutside ? "×" : "",
        ]
      })
  }
}
