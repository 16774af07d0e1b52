import SVG

/// Shares of answer categories, one bar a row, around a shared zero line.
public struct LikertChart: Chart {
  /// An answer category, in the order of the scale from worst to best.
  public struct Category: Hashable, Sendable {
    /// The side of the zero line on which a category is drawn.
    public enum Side: Hashable, Sendable {
      /// Left of the zero line.
      case unfavourable
      /// Beside the chart, or around the zero line.
      case neutral
      /// Right of the zero line.
      case favourable
    }
    /// The name of the category.
    public var label: String
    /// Its side.
    public var side: Side

    /// Creates a category.
    public init(_ label: String, _ side: Side) {
      self.label = label
      self.side = side
    }
  }

  /// One item or group.
  public struct Row: Hashable, Sendable {
    /// The name of the row.
    public var label: String
    /// The share of each category, 0...1, in the order of the categories.
    public var shares: [Double]
    /// The number of answers, unweighted.
    public var base: Int
    /// The effective base, where weights make it differ from the base;
    /// infinite for a complete count, whose base is never small.
    public var effectiveBase: Double?
    /// Whether the row is the total: drawn first, in bold.
    public var isTotal: Bool

    /// Creates a row. Missing shares count as zero, surplus ones are ignored.
    public init(
      label: String, shares: [Double], base: Int,
      effectiveBase: Double? = nil, isTotal: Bool = false
    ) {
      self.label = label
      self.shares = shares
      self.base = base
      self.effectiveBase = effectiveBase
      self.isTotal = isTotal
    }
  }

  /// Where neutral answers are drawn.
  public enum Neutral: Hashable, Sendable {
    /// In a panel of their own at the right, on the same scale.
    case aside
    /// Half on each side of the zero line.
    case split
    /// All categories in one bar from 0 to 100 %.
    case stacked100
  }

  /// The texts around the figure.
  public var frame: ChartFrame
  /// The words that the chart adds by itself.
  public var words: ChartWords
  /// The categories from worst to best.
  public var categories: [Category]
  /// The rows.
  public var rows: [Row]
  /// Where neutral answers are drawn.
  public var neutral: Neutral
  /// The order of the rows; `descending` is by the favourable share,
  /// then by the mean, then as given.
  public var order: RowOrder
  /// Heads the column of bases.
  public var baseLabel: String
  /// Heads the bold totals of favourable answers.
  public var favourableLabel: String
  /// Heads the bold totals of unfavourable answers.
  public var unfavourableLabel: String
  /// How the shares are written.
  public var style: NumberStyle

  /// Creates a chart.
  public init(
    frame: ChartFrame, words: ChartWords, categories: [Category],
    rows: [Row], neutral: Neutral = .aside, order: RowOrder = .descending,
    baseLabel: String = "n", favourableLabel: String,
    unfavourableLabel: String, style: NumberStyle = .percent(0)
  ) {
    self.frame = frame
    self.words = words
    self.categories = categories
    self.rows = rows
    self.neutral = neutral
    self.order = order
    self.baseLabel = baseLabel
    self.favourableLabel = favourableLabel
    self.unfavourableLabel = unfavourableLabel
    self.style = style
  }
}
