import SVG

/// Two values a row on a shared scale, joined by a line: an earlier one,
/// hollow, and a later one, filled. A target may stand beside them.
public struct DumbbellChart: Chart {
  /// One item or group.
  public struct Row: Hashable, Sendable {
    /// The name.
    public var label: String
    /// The earlier value, drawn hollow.
    public var earlier: BarChart.Cell
    /// The later value, drawn filled.
    public var later: BarChart.Cell
    /// What the values are held against, drawn as an upright stroke.
    public var target: Double?
    /// The heading under which the row stands.
    public var section: String?

    /// Creates a row.
    public init(
      label: String, earlier: BarChart.Cell, later: BarChart.Cell,
      target: Double? = nil, section: String? = nil
    ) {
      self.label = label
      self.earlier = earlier
      self.later = later
      self.target = target
      self.section = section
    }
  }

  /// The names of what is drawn.
  public struct Headings: Hashable, Sendable {
    /// Names the earlier values.
    public var earlier: String
    /// Names the later values.
    public var later: String
    /// Names the difference, later minus earlier.
    public var change: String
    /// Names the targets.
    public var target: String

    /// Creates headings.
    public init(
      earlier: String, later: String, change: String, target: String
    ) {
      self.earlier = earlier
      self.later = later
      self.change = change
      self.target = target
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
  /// The names of what is drawn.
  public var headings: Headings
  /// The order of the rows within their sections, by the later value.
  public var order: RowOrder

  /// Creates a chart.
  public init(
    frame: ChartFrame, words: ChartWords, rows: [Row], axis: ValueAxis,
    headings: Headings, order: RowOrder = .asGiven
  ) {
    self.frame = frame
    self.words = words
    self.rows = rows
    self.axis = axis
    self.headings = headings
    self.order = order
  }
}

extension DumbbellChart {
  var sections: [SectionedRows<Row>.Section] {
    SectionedRows(rows, heading: \.section).sections.map { section in
      guard order == .descending else { return section }
      var section = section
      section.rows = section.rows.sortedDescending { $0.later.value.finite }
      return section
    }
  }

  var hasTargets: Bool { rows.contains { $0.target.finite != nil } }

  /// Later minus earlier, where there are both.
  func change(_ row: Row) -> Double? {
    guard let later = row.later.value.finite,
      let earlier = row.earlier.value.finite
    else { return nil }
    return (later - earlier).isFinite ? later - earlier : nil
  }

  /// How changes are written: with their sign, and shares in points.
  var changeStyle: NumberStyle {
    switch axis.style {
    case .percent(let decimals), .percentagePoints(let decimals):
      .signedPercentagePoints(decimals)
    case .decimal(let decimals), .signed(let decimals): .signed(decimals)
    case .integer: .signed(0)
    case .pValue, .signedPercentagePoints: axis.style
    }
  }

  /// The numbers drawn, as texts, in drawing order.
  public var table: ChartTable {
    func interval(_ cell: BarChart.Cell) -> String {
      guard cell.value.finite != nil, let lower = cell.lower.finite,
        let upper = cell.upper.finite, lower <= upper
      else { return "" }
      return axis.style.interval(
        lower, upper, separator: words.boundSeparator)
    }
    let drawn = sections.flatMap(\.rows)
    let isSampled = drawn.contains {
      !interval($0.earlier).isEmpty || !interval($0.later).isEmpty
    }
    var columns = [words.rowHeading, headings.earlier]
    if isSampled { columns.append("\(headings.earlier) \(words.interval)") }
    columns.append(headings.later)
    if isSampled { columns.append("\(headings.later) \(words.interval)") }
    columns.append(headings.change)
    if hasTargets { columns.append(headings.target) }
    return ChartTable(
      columns: columns,
      rows: drawn.map { row in
        var texts = [
          row.label, axis.text(row.earlier.value, missing: words.missing),
        ]
        if isSampled { texts.append(interval(row.earlier)) }
        texts.append(axis.text(row.later.value, missing: words.missing))
        if isSampled { texts.append(interval(row.later)) }
        texts.append(change(row).map(changeStyle.text) ?? "")
        if hasTargets { texts.append(axis.text(row.target, missing: "")) }
        return texts
      })
  }
}
