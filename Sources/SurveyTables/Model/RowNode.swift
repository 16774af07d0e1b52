/// A row, or a group of rows under a heading.
public struct RowNode: Hashable, Sendable {
  /// How a row differs from its neighbours.
  public enum Kind: Hashable, Sendable {
    /// One row among others.
    case detail
    /// A row that sums up the rows around it; set in bold, under a rule.
    case subtotal
    /// The row for everybody; set in bold on a tint.
    case overall
  }

  /// The label in the stub.
  public var label: String
  /// How the row differs from its neighbours.
  public var kind: Kind
  /// The cells in the order of the columns. Cells that are missing at the
  /// end are empty; cells too many get columns without a heading, so that
  /// nothing is lost. A group without cells is a heading over the table's
  /// whole width.
  public var cells: [TableCell]
  /// Notes attached to the label.
  public var notes: [String]
  /// The name of the row's statistic for machines; it takes the place of
  /// `*` in the names of the columns.
  public var statistic = ""
  /// The rows of the group, indented by one step.
  public var children: [RowNode]

  /// Creates a row; its label may head further rows.
  public init(
    _ label: String, _ cells: [TableCell], kind: Kind = .detail,
    notes: [String] = [], children: [RowNode] = []
  ) {
    self.label = label
    self.kind = kind
    self.cells = cells
    self.notes = notes
    self.children = children
  }

  /// Creates a group: a heading and its rows.
  public init(
    group label: String, notes: [String] = [], _ children: [RowNode]
  ) {
    self.init(label, [], notes: notes, children: children)
  }
}
