import SVG

/// Horizontal bars with their values printed: one for each of several series
/// side by side, or parts of one bar.
public struct BarChart: Chart {
  /// How several series stand.
  public enum Arrangement: Hashable, Sendable {
    /// One bar each, below each other.
    case grouped
    /// Parts of one bar; negative parts stand at the left of zero.
    case stacked
  }

  /// One number.
  public struct Cell: Hashable, Sendable {
    /// The number; `nil` when there is none.
    public var value: Double?
    /// The lower end of the interval.
    public var lower: Double?
    /// The upper end of the interval.
    public var upper: Double?

    /// Creates a number.
    public init(_ value: Double?, lower: Double? = nil, upper: Double? = nil) {
      self.value = value
      self.lower = lower
      self.upper = upper
    }
  }

  /// One item or group.
  public struct Row: Hashable, Sendable {
    /// The name.
    public var label: String
    /// One number a series; missing ones at the end may be left out.
    public var cells: [Cell]
    /// The number of answers; `nil` leaves the cell empty.
    public var base: Int?
    /// The heading under which the row stands.
    public var section: String?
    /// Whether the row is drawn dark and all others grey; with one series.
    public var isHighlighted: Bool

    /// Creates a row.
    public init(
      label: String, cells: [Cell], base: Int? = nil, section: String? = nil,
      isHighlighted: Bool = false
    ) {
      self.label = label
      self.cells = cells
      self.base = base
      self.section = section
      self.isHighlighted = isHighlighted
    }
  }

  /// The texts around the figure.
  public var frame: ChartFrame
  /// The words that the chart adds by itself.
  public var words: ChartWords
  /// The names of the series.
  public var series: [String]
  /// The rows.
  public var rows: [Row]
  /// How the series stand.
  public var arrangement: Arrangement
  /// The scale of the values; zero is always on it.
  public var axis: ValueAxis
  /// The order of the rows: by the first series, or by the sum of the parts.
  public var order: RowOrder
  /// Heads the column of bases.
  public var baseLabel: String

  /// Creates a chart.
  public init(
    frame: ChartFrame, words: ChartWords, series: [String], rows: [Row],
    arrangement: Arrangement = .grouped, axis: ValueAxis,
    order: RowOrder = .asGiven, baseLabel: String = "n"
  ) {
    self.frame = frame
    self.words = words
    self.series = series
    self.rows = rows
    self.arrangement = arrangement
    self.axis = axis
    self.order = order
    self.baseLabel = baseLabel
  }
}

extension BarChart {
  var sections: [SectionedRows<Row>.Section] {
    SectionedRows(rows, heading: \.section).sections.map { section in
      guard order == .descending else { return section }
      var section = section
      section.rows = section.rows.sortedDescending { row in
        switch arrangement {
        case .grouped: row.cells.first?.value.finite
        case .stacked: ends(row).map { $0.upperBound + $0.lowerBound }
        }
      }
      return section
    }
  }

  /// The number of a series in a row.
  func cell(_ row: Row, _ series: Int) -> Cell {
    series < row.cells.count ? row.cells[series] : Cell(nil)
  }

  /// The interval of a number; none where an end is missing.
  func interval(_ cell: Cell) -> ClosedRange<Double>? {
    guard cell.value.finite != nil, let lower = cell.lower.finite,
      let upper = cell.upper.finite, lower <= upper
    else { return nil }
    return lower...upper
  }

  /// The ends of a stacked bar; `nil` without any number.
  func ends(_ row: Row) -> ClosedRange<Double>? {
    let values = series.indices.compactMap { cell(row, $0).value.finite }
    guard !values.isEmpty else { return nil }
    let low = values.filter { $0 < 0 }.reduce(0, +)
    let high = values.filter { $0 > 0 }.reduce(0, +)
    guard low.isFinite, high.isFinite else { return nil }
    return low...high
  }

  /// The sum of the parts of a row; `nil` where a part is missing, because
  /// the others do not add up to the whole then.
  func sum(_ row: Row) -> Double? {
    guard series.indices.allSatisfy({ cell(row, $0).value.finite != nil })
    else { return nil }
    return ends(row).map { $0.lowerBound + $0.upperBound }
  }

  /// Whether the sum of the parts is worth printing: not when it is always
  /// the same, as with shares of a whole.
  var showsSums: Bool {
    guard arrangement == .stacked, series.count > 1 else { return false }
    // Only parts that add up to 100 % say nothing by their sum.
    guard case .percent = axis.style else { return true }
    let sums = rows.compactMap { row -> Double? in
      sum(row)
    }
    guard let first = sums.first else { return false }
    return !sums.allSatisfy { abs($0 - first) <= 1e-3 * abs(first) }
  }

  /// The numbers drawn, as texts, in drawing order.
  public var table: ChartTable {
    let drawn = sections.flatMap(\.rows)
    let isSampled = drawn.contains { row in
      series.indices.contains { interval(cell(row, $0)) != nil }
    }
    let hasBases = drawn.contains { $0.base != nil }
    var table = ChartTable(columns: [words.rowHeading], rows: [])
    for name in series {
      table.columns.append(name)
      if isSampled {
        table.columns += [words.lower, words.upper].map {
          series.count > 1 ? "\(name) \($0)" : $0
        }
      }
    }
    if hasBases { table.columns.append(baseLabel) }
    for row in drawn {
      var texts = [row.label]
      for index in series.indices {
        let cell = cell(row, index)
        texts.append(axis.text(cell.value, missing: words.missing))
        if isSampled { texts += axis.texts(interval(cell)) }
      }
      if hasBases { texts.append(baseText(row.base, .none)) }
      table.rows.append(texts)
    }
    return table
  }
}
