import SVG

/// Rates against their bases, with limits around a target (Spiegelhalter
/// 2005): a case is remarkable only when it lies outside of what chance alone
/// would do with a base like its own.
public struct FunnelChart: Chart {
  /// One case.
  public struct Row: Hashable, Sendable {
    /// The name.
    public var label: String
    /// The rate; a row without one is in the table only.
    public var rate: Double?
    /// The base; a row without one from 10⁻⁶ to 10¹² is in the table only.
    public var base: Double?
    /// Whether the case is labelled and drawn dark wherever it lies.
    public var isHighlighted: Bool
    /// Where the case lies by a rule that is sharper than the curves, such
    /// as exact tails: the number of limits that it is outside of, negative
    /// below the target; `nil` for what the curves say.
    public var position: Int?

    /// Creates a row.
    public init(
      label: String, rate: Double?, base: Double?, isHighlighted: Bool = false,
      position: Int? = nil
    ) {
      self.position = position
      self.label = label
      self.rate = rate
      self.base = base
      self.isHighlighted = isHighlighted
    }
  }

  /// The limits of one level.
  public struct Limits: Hashable, Sendable {
    /// What they are, such as `95%`.
    public var label: String
    /// For each base the lower limit.
    public var lower: [Double]
    /// For each base the upper limit.
    public var upper: [Double]

    /// Creates limits.
    public init(label: String, lower: [Double], upper: [Double]) {
      self.label = label
      self.lower = lower
      self.upper = upper
    }
  }

  /// The words that only this chart needs.
  public struct Headings: Hashable, Sendable {
    /// The axis of bases, such as `number of cases`.
    public var base: String
    /// Heads the column that says where a case lies.
    public var position: String
    /// A case within all limits.
    public var within: String
    /// Stands before the limits that a case is above.
    public var above: String
    /// Stands before the limits that a case is below.
    public var below: String
    /// Stands before the target at the end of its line.
    public var target: String

    /// Creates headings.
    public init(
      base: String, position: String, within: String, above: String,
      below: String, target: String
    ) {
      self.base = base
      self.position = position
      self.within = within
      self.above = above
      self.below = below
      self.target = target
    }
  }

  /// The texts around the figure.
  public var frame: ChartFrame
  /// The words that the chart adds by itself.
  public var words: ChartWords
  /// The cases.
  public var rows: [Row]
  /// The scale of the rates.
  public var axis: ValueAxis
  /// What every case is held against.
  public var target: Double
  /// The bases that limits are drawn through, rising.
  public var bases: [Double]
  /// The limits, the innermost first.
  public var limits: [Limits]
  /// The words that only this chart needs.
  public var headings: Headings

  /// Creates a chart.
  public init(
    frame: ChartFrame, words: ChartWords, rows: [Row], axis: ValueAxis,
    target: Double, bases: [Double], limits: [Limits], headings: Headings
  ) {
    self.frame = frame
    self.words = words
    self.rows = rows
    self.axis = axis
    self.target = target
    self.bases = bases
    self.limits = limits
    self.headings = headings
  }
}

extension FunnelChart {
  /// Where a case lies: the number of limits that it is outside of, from the
  /// innermost, negative below the target.
  public func position(_ row: Row) -> Int? {
    guard let rate = row.rate.finite, let base = row.base.finite, base >= 1e-6,
      base <= 1e12
    else { return nil }
    if let given = row.position {
      return max(-limits.count, min(limits.count, given))
    }
    var outside = 0
    for limit in limits {
      guard let ends = ends(limit, at: base) else { break }
      if rate > ends.upperBound {
        outside = max(0, outside) + 1
      } else if rate < ends.lowerBound {
        outside = min(0, outside) - 1
      } else {
        break
      }
    }
    return outside
  }

  /// Limits at a base, between the bases that they are given at.
  func ends(_ limit: Limits, at base: Double) -> ClosedRange<Double>? {
    let count = min(bases.count, limit.lower.count, limit.upper.count)
    guard count > 0 else { return nil }
    func range(_ low: Double, _ high: Double) -> ClosedRange<Double>? {
      low <= high ? low...high : nil
    }
    guard let next = bases[..<count].firstIndex(where: { $0 >= base }) else {
      return range(limit.lower[count - 1], limit.upper[count - 1])
    }
    guard next > 0, bases[next] > bases[next - 1] else {
      return range(limit.lower[next], limit.upper[next])
    }
    let share = (base - bases[next - 1]) / (bases[next] - bases[next - 1])
    func between(_ values: [Double]) -> Double {
      values[next - 1] + share * (values[next] - values[next - 1])
    }
    return range(between(limit.lower), between(limit.upper))
  }

  /// Where a case lies, in words.
  func positionText(_ row: Row) -> String {
    guard let position = position(row) else { return words.missing }
    guard position != 0 else { return headings.within }
    return (position > 0 ? headings.above : headings.below)
      + limits[abs(position) - 1].label
  }

  /// The numbers drawn, as texts.
  public var table: ChartTable {
    ChartTable(
      columns: [
        words.rowHeading, headings.base, words.value, headings.position,
      ],
      rows: rows.map { row in
        [
          row.label,
          row.base.finite.map { NumberStyle.integer.text($0) }
            ?? words.missing,
          axis.text(row.rate, missing: words.missing), positionText(row),
        ]
      })
  }
}
