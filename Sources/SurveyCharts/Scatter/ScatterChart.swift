import SVG

/// Points where two values of a case cross, with their intervals; cuts divide
/// the plane into named quadrants.
public struct ScatterChart: Chart {
  /// One case.
  public struct Row: Hashable, Sendable {
    /// The name.
    public var label: String
    /// The value from left to right.
    public var x: BarChart.Cell
    /// The value from the bottom up.
    public var y: BarChart.Cell
    /// Whether the point is drawn dark and all others grey.
    public var isHighlighted: Bool
    /// The corners of the region that both values lie in together, drawn
    /// instead of the cross of their intervals; empty without one.
    public var region: [Corner]

    /// Creates a row.
    public init(
      label: String, x: BarChart.Cell, y: BarChart.Cell,
      isHighlighted: Bool = false, region: [Corner] = []
    ) {
      self.label = label
      self.x = x
      self.y = y
      self.isHighlighted = isHighlighted
      self.region = region
    }
  }

  /// A point of the plane.
  public struct Corner: Hashable, Sendable {
    /// The value from left to right.
    public var x: Double
    /// The value from the bottom up.
    public var y: Double

    /// Creates a point.
    public init(x: Double, y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// The band of a line: at each place its lower and its upper end.
  public struct Band: Hashable, Sendable {
    /// The places from left to right, rising.
    public var places: [Double]
    /// The lower ends.
    public var lower: [Double]
    /// The upper ends.
    public var upper: [Double]

    /// Creates a band.
    public init(places: [Double], lower: [Double], upper: [Double]) {
      self.places = places
      self.lower = lower
      self.upper = upper
    }
  }

  /// The names of the quadrants.
  public struct Quadrants: Hashable, Sendable {
    /// Low x, high y.
    public var topLeft: String
    /// High x, high y.
    public var topRight: String
    /// Low x, low y.
    public var bottomLeft: String
    /// High x, low y.
    public var bottomRight: String
    /// A case whose interval touches a cut, such as `not classified`.
    public var undecided: String
    /// Heads the column of quadrants in the table.
    public var heading: String

    /// Names quadrants.
    public init(
      topLeft: String, topRight: String, bottomLeft: String,
      bottomRight: String, undecided: String, heading: String
    ) {
      self.topLeft = topLeft
      self.topRight = topRight
      self.bottomLeft = bottomLeft
      self.bottomRight = bottomRight
      self.undecided = undecided
      self.heading = heading
    }
  }

  /// A straight line through the plane.
  public struct Line: Hashable, Sendable {
    /// The value of y where x is zero.
    public var intercept: Double
    /// The rise of y for one of x.
    public var slope: Double
    /// What the line is; empty leaves it without label.
    public var label: String

    /// Creates a line.
    public init(intercept: Double, slope: Double, label: String) {
      self.intercept = intercept
      self.slope = slope
      self.label = label
    }
  }

  /// The texts around the figure.
  public var frame: ChartFrame
  /// The words that the chart adds by itself.
  public var words: ChartWords
  /// The cases.
  public var rows: [Row]
  /// The scale from left to right.
  public var xAxis: ValueAxis
  /// The scale from the bottom up.
  public var yAxis: ValueAxis
  /// Where an upright line divides the plane.
  public var cutX: Double?
  /// Where a level line divides the plane.
  public var cutY: Double?
  /// The names of the quadrants, where there are two cuts.
  public var quadrants: Quadrants?
  /// A line through the points.
  public var line: Line?
  /// The band around the line.
  public var band: Band?
  /// Whether both axes have the same length, as scales of one kind should.
  public var isSquare: Bool

  /// Creates a chart.
  public init(
    frame: ChartFrame, words: ChartWords, rows: [Row], xAxis: ValueAxis,
    yAxis: ValueAxis, cutX: Double? = nil, cutY: Double? = nil,
    quadrants: Quadrants? = nil, line: Line? = nil, band: Band? = nil,
    isSquare: Bool = false
  ) {
    self.frame = frame
    self.words = words
    self.rows = rows
    self.xAxis = xAxis
    self.yAxis = yAxis
    self.cutX = cutX
    self.cutY = cutY
    self.quadrants = quadrants
    self.line = line
    self.band = band
    self.isSquare = isSquare
  }
}

extension ScatterChart {
  /// The interval of a value; none where an end is missing.
  func interval(_ cell: BarChart.Cell) -> ClosedRange<Double>? {
    guard cell.value.finite != nil, let lower = cell.lower.finite,
      let upper = cell.upper.finite, lower <= upper
    else { return nil }
    return lower...upper
  }

  /// Whether a case has both of its values.
  func isDrawn(_ row: Row) -> Bool {
    row.x.value.finite != nil && row.y.value.finite != nil
  }

  /// Whether an interval of the case touches a cut, so that the data do not
  /// say on which side of it the case lies.
  public func isUndecided(_ row: Row) -> Bool {
    let touchesX = cutX.finite.flatMap { cut in
      interval(row.x).map { $0.contains(cut) }
    }
    let touchesY = cutY.finite.flatMap { cut in
      interval(row.y).map { $0.contains(cut) }
    }
    return touchesX == true || touchesY == true
  }

  /// The quadrant of a case in words.
  func quadrant(_ row: Row) -> String? {
    guard let quadrants, let cutX = cutX.finite, let cutY = cutY.finite,
      let x = row.x.value.finite, let y = row.y.value.finite
    else { return nil }
    if isUndecided(row) { return quadrants.undecided }
    return switch (x >= cutX, y >= cutY) {
    case (false, true): quadrants.topLeft
    case (true, true): quadrants.topRight
    case (false, false): quadrants.bottomLeft
    case (true, false): quadrants.bottomRight
    }
  }

  /// The numbers drawn, as texts.
  public var table: ChartTable {
    let hasX = rows.contains { interval($0.x) != nil }
    let hasY = rows.contains { interval($0.y) != nil }
    let bounds = [words.lower, words.upper]
    var table = ChartTable(
      columns: [words.rowHeading, xAxis.title], rows: [])
    if hasX { table.columns += bounds.map { "\(xAxis.title) \($0)" } }
    table.columns.append(yAxis.title)
    if hasY { table.columns += bounds.map { "\(yAxis.title) \($0)" } }
    if let quadrants { table.columns.append(quadrants.heading) }
    for row in rows {
      var texts = [
        row.label, xAxis.text(row.x.value, missing: words.missing),
      ]
      if hasX { texts += xAxis.texts(interval(row.x)) }
      texts.append(yAxis.text(row.y.value, missing: words.missing))
      if hasY { texts += yAxis.texts(interval(row.y)) }
      if quadrants != nil { texts.append(quadrant(row) ?? "") }
      table.rows.append(texts)
    }
    return table
  }
}
