import SVG

/// A table whose cells are coloured by their value and print it.
public struct HeatTable: Chart {
  /// One column, such as an indicator.
  public struct Column: Hashable, Sendable {
    /// The name of the column.
    public var label: String
    /// The heading over neighbouring columns, such as the parent indicator.
    public var group: String?

    /// Creates a column.
    public init(label: String, group: String? = nil) {
      self.label = label
      self.group = group
    }
  }

  /// One cell.
  public struct Cell: Hashable, Sendable {
    /// What a cell holds.
    public enum State: Hashable, Sendable {
      /// A value.
      case value
      /// Nothing: drawn hatched.
      case missing
      /// A value that must not be shown: drawn as `[c]`.
      case suppressed
      /// Nothing that could be there, such as a case beside itself: blank.
      case blank
    }
    /// The value that gives the colour.
    public var value: Double?
    /// The text printed.
    public var text: String
    /// What the cell holds.
    public var state: State

    /// Creates a cell; without a value its state is `missing`.
    public init(value: Double?, text: String, state: State? = nil) {
      self.value = value
      self.text = text
      self.state = state ?? (value == nil ? .missing : .value)
    }
  }

  /// One row, such as a case.
  public struct Row: Hashable, Sendable {
    /// The name of the row.
    public var label: String
    /// The cells in the order of the columns; missing ones are `missing`.
    public var cells: [Cell]
    /// Whether the row is outlined.
    public var isHighlighted: Bool
    /// A figure at the right end of the row, such as the total score.
    public var total: String?

    /// Creates a row.
    public init(
      label: String, cells: [Cell], isHighlighted: Bool = false,
      total: String? = nil
    ) {
      self.label = label
      self.cells = cells
      self.isHighlighted = isHighlighted
      self.total = total
    }
  }

  /// How values become colours.
  public enum Scale: Hashable, Sendable {
    /// Light to dark between two values.
    case sequential(min: Double, max: Double)
    /// Orange below and blue above a real midpoint, both ends at `reach`.
    case diverging(middle: Double, reach: Double)
  }

  /// The texts around the figure.
  public var frame: ChartFrame
  /// The words that the chart adds by itself.
  public var words: ChartWords
  /// The columns; neighbours of the same group stand under one heading.
  public var columns: [Column]
  /// The rows in drawing order.
  public var rows: [Row]
  /// How values become colours.
  public var scale: Scale
  /// How the ends of the scale are written in the key.
  public var style: NumberStyle
  /// Names the values in the key.
  public var legendLabel: String
  /// Heads the figures at the right end.
  public var totalLabel: String?

  /// Creates a chart.
  public init(
    frame: ChartFrame, words: ChartWords, columns: [Column], rows: [Row],
    scale: Scale, style: NumberStyle = .integer, legendLabel: String,
    totalLabel: String? = nil
  ) {
    self.frame = frame
    self.words = words
    self.columns = columns
    self.rows = rows
    self.scale = scale
    self.style = style
    self.legendLabel = legendLabel
    self.totalLabel = totalLabel
  }
}
