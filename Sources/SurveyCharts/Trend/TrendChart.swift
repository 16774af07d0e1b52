import SVG

/// Values over time with their intervals: up to four lines in one panel, named
/// at their ends, or a small panel for each of more.
public struct TrendChart: Chart {
  /// Whether intervals are drawn as ribbons; few times have lines instead.
  public static func hasRibbons(times: Int) -> Bool { times > 8 }

  /// One value.
  public struct Point: Hashable, Sendable {
    /// The value; `nil` breaks the line.
    public var value: Double?
    /// The lower end of the interval.
    public var lower: Double?
    /// The upper end of the interval.
    public var upper: Double?

    /// Creates a value.
    public init(_ value: Double?, lower: Double? = nil, upper: Double? = nil) {
      self.value = value
      self.lower = lower
      self.upper = upper
    }
  }

  /// One line.
  public struct Series: Hashable, Sendable {
    /// The name.
    public var label: String
    /// One value a time; missing ones at the end may be left out.
    public var points: [Point]

    /// Creates a line.
    public init(label: String, points: [Point]) {
      self.label = label
      self.points = points
    }
  }

  /// A change of wording or mode, after which values cannot be compared.
  public struct Interruption: Hashable, Sendable {
    /// The number of times before it.
    public var after: Int
    /// What changed.
    public var label: String

    /// Creates an interruption.
    public init(after: Int, label: String) {
      self.after = after
      self.label = label
    }
  }

  /// The texts around the figure.
  public var frame: ChartFrame
  /// The words that the chart adds by itself.
  public var words: ChartWords
  /// The points in time, in order. Where all of them are years, quarters,
  /// months or days, distances are in proportion to time.
  public var times: [String]
  /// The lines.
  public var series: [Series]
  /// The scale of the values.
  public var axis: ValueAxis
  /// Where lines break.
  public var interruptions: [Interruption]

  /// Creates a chart.
  public init(
    frame: ChartFrame, words: ChartWords, times: [String], series: [Series],
    axis: ValueAxis, interruptions: [Interruption] = []
  ) {
    self.frame = frame
    self.words = words
    self.times = times
    self.series = series
    self.axis = axis
    self.interruptions = interruptions
  }
}

extension TrendChart {
  /// The value of a series at a time.
  func point(_ series: Series, _ time: Int) -> Point {
    time < series.points.count ? series.points[time] : Point(nil)
  }

  /// The interval of a value; none where an end is missing.
  func interval(_ point: Point) -> ClosedRange<Double>? {
    guard point.value.finite != nil, let lower = point.lower.finite,
      let upper = point.upper.finite, lower <= upper
    else { return nil }
    return lower...upper
  }

  /// The stretches of times that a line runs through without a break.
  func runs(_ series: Series) -> [[Int]] {
    var runs: [[Int]] = []
    var run: [Int] = []
    for time in times.indices {
      if interruptions.contains(where: { $0.after == time }), !run.isEmpty {
        runs.append(run)
        run = []
      }
      if point(series, time).value.finite == nil {
        if !run.isEmpty { runs.append(run) }
        run = []
      } else {
        run.append(time)
      }
    }
    return run.isEmpty ? runs : runs + [run]
  }

  /// The last time at which a series has a value.
  func last(_ series: Series) -> Int? {
    times.indices.last { point(series, $0).value.finite != nil }
  }

  /// The numbers drawn, as texts: one row a time.
  public var table: ChartTable {
    let isSampled = series.contains { series in
      series.points.contains { interval($0) != nil }
    }
    var table = ChartTable(columns: [words.rowHeading], rows: [])
    for series in series {
      table.columns.append(series.label)
      if isSampled {
        table.columns += [words.lower, words.upper].map {
          self.series.count > 1 ? "\(series.label) \($0)" : $0
        }
      }
    }
    for (time, label) in times.enumerated() {
      var texts = [label]
      for series in series {
        let point = point(series, time)
        texts.append(axis.text(point.value, missing: words.missing))
        if isSampled { texts += axis.texts(interval(point)) }
      }
      table.rows.append(texts)
    }
    return table
  }
}
