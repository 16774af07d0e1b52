/// What became of the rows of one table on their way into an analysis: how
/// many records were read, and for each step how many went away or came in,
/// with the reason. The counts add up, step by step.
public struct RowFunnel: Sendable, Hashable, Codable {
  /// What a step did.
  public enum Kind: String, Sendable, Hashable, Codable {
    /// Records that could not be read were set aside.
    case rejected
    /// The rows of further files were put below.
    case append
    /// Another table was joined.
    case join
    /// Columns became rows.
    case long
    /// Rows became columns.
    case wide
    /// A step of the recipe took rows out.
    case recipe
    /// Rules of quality excluded rows.
    case quality
    /// The condition of the data set was not met.
    case filter = "where"
    /// The condition of the analysis was not met.
    case domain = "analysis-where"
    /// Rows were not observed in the second phase.
    case phase = "second-phase"
  }

  /// One step.
  public struct Step: Sendable, Hashable, Codable {
    /// What was done.
    public var kind: Kind
    /// The condition as written, the reasons with their counts, or where the
    /// study asks for it.
    public var detail: String?
    /// How many rows came in; negative for rows that went away.
    public var change: Int
    /// The rows after it.
    public var rows: Int

    /// Creates a step.
    public init(_ kind: Kind, detail: String?, change: Int, rows: Int) {
      self.kind = kind
      self.detail = detail
      self.change = change
      self.rows = rows
    }
  }

  /// What of the rows one variable of the analysis used.
  public struct Item: Sendable, Hashable, Codable {
    /// Cells without a value, by reason.
    public struct Missing: Sendable, Hashable, Codable {
      /// The reason, such as `blank`.
      public var reason: String
      /// The number of rows.
      public var rows: Int

      /// Creates a count.
      public init(reason: String, rows: Int) {
        self.reason = reason
        self.rows = rows
      }
    }

    /// The variable, or the name of the scale.
    public var variable: String
    /// What the variable is called, when it is no column.
    public var label: LocalizedText?
    /// Why cells of the variable have no value; empty for a variable that is
    /// no column.
    public var missing: [Missing]
    /// Rows that are not used: those without a value, and those whose value
    /// does not count, such as an answer without points.
    public var unused: Int
    /// Rows that are used.
    public var used: Int

    /// Rows that are not used although they have a value; 0 when every
    /// reason is a missing value.
    public var notCounted: Int {
      max(0, unused - missing.reduce(0) { $0 + $1.rows })
    }

    /// Creates an item.
    public init(
      variable: String, label: LocalizedText? = nil, missing: [Missing],
      unused: Int, used: Int
    ) {
      self.variable = variable
      self.label = label
      self.missing = missing
      self.unused = unused
      self.used = used
    }
  }

  /// The name of the data set or of the file.
  public var data: String
  /// The file that was read first.
  public var file: String
  /// The records of that file.
  public var read: Int
  /// Cells of it that were set missing because they could not be used.
  public var cellsSetMissing: Int
  /// The steps in order.
  public private(set) var steps: [Step] = []
  /// What the variables of the analysis used of the rows that are left.
  public var items: [Item] = []

  /// The rows that are left.
  public var rows: Int { steps.last?.rows ?? read }

  /// Creates a funnel of records that were read.
  public init(
    data: String, file: String, read: Int, cellsSetMissing: Int = 0
  ) {
    self.data = data
    self.file = file
    self.read = read
    self.cellsSetMissing = cellsSetMissing
  }

  /// Adds a step after which so many rows are left. A step that changes
  /// nothing is kept when it is a condition, because readers look for it.
  public mutating func add(
    _ kind: Kind, rows after: Int, detail: String? = nil
  ) {
    let change = after - rows
    let isCondition = kind == .filter || kind == .domain
    if change == 0, !isCondition { return }
    steps.append(Step(kind, detail: detail, change: change, rows: after))
  }
}
