/// A column, or a spanner over several columns.
public struct ColumnNode: Hashable, Sendable {
  /// Where the content of a column's cells goes.
  public enum Alignment: Hashable, Sendable {
    /// Numbers by their decimal point at the end of the line, texts at its
    /// start.
    case automatic
    /// At the start of the line.
    case leading
    /// In the middle.
    case center
    /// At the end of the line.
    case trailing
  }

  /// What an estimate shows besides its value.
  public struct Parts: OptionSet, Hashable, Sendable {
    /// The bits of the set.
    public let rawValue: Int
    /// Creates a set from its bits.
    public init(rawValue: Int) { self.rawValue = rawValue }
    /// The interval, in brackets after the value.
    public static let interval = Parts(rawValue: 1)
    /// The base, after the interval.
    public static let base = Parts(rawValue: 2)
  }

  /// The heading.
  public var label: String
  /// The name of the statistic for machines, such as `mean`; it goes into
  /// the tidy CSV file and is not shown. A `*` in it stands for the
  /// statistic of the row.
  public var statistic: String
  /// Where the content goes. Not used on a spanner.
  public var alignment: Alignment
  /// What estimates show besides the value. Not used on a spanner.
  public var parts: Parts
  /// Notes attached to the heading.
  public var notes: [String]
  /// The columns below a spanner; empty for a column.
  public var children: [ColumnNode]

  /// Creates a column.
  public init(
    _ label: String, statistic: String = "",
    alignment: Alignment = .automatic, parts: Parts = .interval,
    notes: [String] = []
  ) {
    self.label = label
    self.statistic = statistic
    self.alignment = alignment
    self.parts = parts
    self.notes = notes
    children = []
  }

  /// Creates a spanner over columns or over further spanners.
  public init(
    spanner label: String, notes: [String] = [], _ children: [ColumnNode]
  ) {
    self.init(label, notes: notes)
    self.children = children
  }
}
