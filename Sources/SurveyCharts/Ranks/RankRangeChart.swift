import SVG

/// The range of ranks that each case can have, and the rank that it has.
///
/// Cases stand from the best rank down, rank 1 at the left: what overlaps
/// cannot be told apart. Where no case has a single rank only the ranges are
/// drawn.
public struct RankRangeChart: Chart {
  /// One case.
  public struct Row: Hashable, Sendable {
    /// The name.
    public var label: String
    /// The rank that the case has; halves are ties.
    public var rank: Double?
    /// The best rank that it can have.
    public var lower: Double?
    /// The worst rank that it can have.
    public var upper: Double?
    /// Whether the row is drawn in dark blue and all others in grey.
    public var isHighlighted: Bool

    /// Creates a row.
    public init(
      label: String, rank: Double?, lower: Double?, upper: Double?,
      isHighlighted: Bool = false
    ) {
      self.label = label
      self.rank = rank
      self.lower = lower
      self.upper = upper
      self.isHighlighted = isHighlighted
    }
  }

  /// The texts around the figure.
  public var frame: ChartFrame
  /// The words that the chart adds by itself.
  public var words: ChartWords
  /// The cases.
  public var rows: [Row]
  /// The axis, such as `rank`; heads the column of ranks too.
  public var rankLabel: String
  /// Heads the column of ranges, such as `5–95% of draws`.
  public var rangeLabel: String

  /// Creates a chart.
  public init(
    frame: ChartFrame, words: ChartWords, rows: [Row], rankLabel: String,
    rangeLabel: String
  ) {
    self.frame = frame
    self.words = words
    self.rows = rows
    self.rankLabel = rankLabel
    self.rangeLabel = rangeLabel
  }

  /// Whether any row has a single rank; without one the ranges stand alone,
  /// in the order in which they came.
  var showsRanks: Bool { rows.contains { $0.rank.finite != nil } }

  /// The rows by rank, those without one last.
  var orderedRows: [Row] {
    rows.sortedDescending { $0.rank.finite.map { -$0 } }
  }

  /// The range of a row; none where an end is missing.
  func range(_ row: Row) -> ClosedRange<Double>? {
    guard let lower = row.lower.finite, let upper = row.upper.finite,
      lower <= upper
    else { return nil }
    return lower...upper
  }

  /// A rank as text: whole, or with one decimal for ties and means.
  static func text(_ rank: Double) -> String {
    (rank == rank.rounded() ? NumberStyle.integer : .decimal(1)).text(rank)
  }

  /// A range as text, one number where both ends are the same.
  func rangeText(_ row: Row) -> String {
    guard let range = range(row) else { return "" }
    let ends = [Self.text(range.lowerBound), Self.text(range.upperBound)]
    return ends[0] == ends[1] ? ends[0] : ends.joined(separator: "\u{2013}")
  }

  /// The numbers drawn, as texts, in drawing order.
  public var table: ChartTable {
    ChartTable(
      columns: [words.rowHeading] + (showsRanks ? [rankLabel] : [])
        + [rangeLabel],
      rows: orderedRows.map { row in
        let rank = row.rank.finite.map(Self.text) ?? words.missing
        return [row.label] + (showsRanks ? [rank] : []) + [rangeText(row)]
      })
  }
}
