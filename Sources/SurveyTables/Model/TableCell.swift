import SVG

/// What stands in one place of a table, with the notes attached to it.
public struct TableCell: Hashable, Sendable {
  /// What a cell holds.
  public enum Content: Hashable, Sendable {
    /// A number and how it is printed. A number that is not finite counts
    /// as not available.
    case value(Double, NumberStyle)
    /// A number with interval and base.
    case estimate(EstimateCell)
    /// A text.
    case text(String)
    /// Nothing, and nothing is missing.
    case empty
    /// A state in the place of a number.
    case state(CellState)
  }

  /// What the cell holds.
  public var content: Content
  /// Whether the number rests on a base too small to rely on; shown as
  /// `[u]` beside the number.
  public var isWeak: Bool
  /// Letters of the columns that the number is significantly above, shown
  /// small behind it.
  public var letters = ""
  /// Notes attached to the cell.
  public var notes: [String]

  /// Creates a cell.
  public init(
    _ content: Content, isWeak: Bool = false, notes: [String] = []
  ) {
    self.content = content
    self.isWeak = isWeak
    self.notes = notes
  }

  /// A number.
  public static func value(
    _ value: Double, _ style: NumberStyle, isWeak: Bool = false,
    notes: [String] = []
  ) -> TableCell {
    TableCell(.value(value, style), isWeak: isWeak, notes: notes)
  }

  /// A number with its interval and its unweighted base, where it has them.
  public static func estimate(
    _ value: Double, lower: Double? = nil, upper: Double? = nil,
    base: Int? = nil, _ style: NumberStyle, isWeak: Bool = false,
    notes: [String] = []
  ) -> TableCell {
    let estimate = EstimateCell(
      value: value, lower: lower, upper: upper, base: base, style: style)
    return TableCell(.estimate(estimate), isWeak: isWeak, notes: notes)
  }

  /// A text.
  public static func text(_ text: String, notes: [String] = []) -> TableCell {
    TableCell(.text(text), notes: notes)
  }

  /// Nothing.
  public static let empty = TableCell(.empty)

  /// A number that is withheld, shown as `[c]`. The reason, if there is one
  /// to tell, is attached as a note.
  public static func suppressed(_ reason: String? = nil) -> TableCell {
    TableCell(.state(.suppressed), notes: reason.map { [$0] } ?? [])
  }

  /// A number that is not available, shown as `[x]`.
  public static let notAvailable = TableCell(.state(.notAvailable))

  /// A number that cannot exist here, shown as `[z]`.
  public static let notApplicable = TableCell(.state(.notApplicable))
}

/// A number with its uncertainty and its base.
public struct EstimateCell: Hashable, Sendable {
  /// The number.
  public var value: Double
  /// The lower limit of its interval.
  public var lower: Double?
  /// The upper limit of its interval.
  public var upper: Double?
  /// The number of respondents or cases behind it, unweighted.
  public var base: Int?
  /// How the value and its limits are printed.
  public var style: NumberStyle

  /// Creates an estimate.
  public init(
    value: Double, lower: Double? = nil, upper: Double? = nil,
    base: Int? = nil, style: NumberStyle
  ) {
    self.value = value
    self.lower = lower
    self.upper = upper
    self.base = base
    self.style = style
  }
}
