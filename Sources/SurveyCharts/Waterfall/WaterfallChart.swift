import SVG

/// How changes lead from one number to another, step by step, from the top
/// down.
public struct WaterfallChart: Chart {
  /// One step.
  public struct Row: Hashable, Sendable {
    /// What a number is.
    public enum Kind: Hashable, Sendable {
      /// A level: the start, a subtotal, the end.
      case level
      /// A change of the level before.
      case change
    }

    /// The name.
    public var label: String
    /// The level or the change; `nil` when there is none.
    public var value: Double?
    /// What the number is.
    public var kind: Kind

    /// Creates a step.
    public init(label: String, value: Double?, kind: Kind) {
      self.label = label
      self.value = value
      self.kind = kind
    }
  }

  /// The texts around the figure.
  public var frame: ChartFrame
  /// The words that the chart adds by itself.
  public var words: ChartWords
  /// The steps.
  public var rows: [Row]
  /// The scale of the levels.
  public var axis: ValueAxis
  /// Heads the column of levels after each step.
  public var levelLabel: String

  /// Creates a chart.
  public init(
    frame: ChartFrame, words: ChartWords, rows: [Row], axis: ValueAxis,
    levelLabel: String
  ) {
    self.frame = frame
    self.words = words
    self.rows = rows
    self.axis = axis
    self.levelLabel = levelLabel
  }
}

extension WaterfallChart {
  /// For each row the levels before and after it. A level stands for itself;
  /// a missing number changes nothing.
  var levels: [(from: Double, to: Double)] {
    var level = 0.0
    return rows.map { row in
      guard let value = row.value.finite else { return (level, level) }
      switch row.kind {
      case .level:
        level = value
        return (0, value)
      case .change:
        let before = level
        let after = level + value
        level = after.isFinite ? after : level
        return (before, level)
      }
    }
  }

  /// A number as text; changes have their sign.
  func text(_ row: Row) -> String {
    guard let value = row.value.finite else { return words.missing }
    return row.kind == .level
      ? axis.style.text(value) : axis.style.asChange.text(value)
  }

  /// The numbers drawn, as texts.
  public var table: ChartTable {
    ChartTable(
      columns: [words.rowHeading, words.value, levelLabel],
      rows: zip(rows, levels).map { row, level in
        [row.label, text(row), axis.style.text(level.to)]
      })
  }
}

extension NumberStyle {
  /// The same kind of number with its sign.
  var asChange: NumberStyle {
    switch self {
    case .integer: .signed(0)
    case .decimal(let decimals), .signed(let decimals): .signed(decimals)
    case .percent(let decimals), .signedPercentagePoints(let decimals),
      .percentagePoints(let decimals):
      .signedPercentagePoints(decimals)
    case .pValue: .signed(3)
    }
  }
}
