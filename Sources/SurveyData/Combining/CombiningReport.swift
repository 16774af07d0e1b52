/// What became of the rows when tables were put together.
public struct CombiningReport: Sendable, Hashable {
  /// What was done: `append`, `join`, `long` or `wide`.
  public var step: String
  /// What was counted, in words and numbers, such as `matched rows`.
  public var counts: [Count]

  /// A number with what it counts.
  public struct Count: Sendable, Hashable {
    /// What is counted.
    public var what: String
    /// The number.
    public var number: Int
  }

  /// Creates a report.
  public init(_ step: String, _ counts: [(String, Int)]) {
    self.step = step
    self.counts = counts.map { Count(what: $0.0, number: $0.1) }
  }

  /// Everything in a line: `join: matched rows 90, unmatched rows 10`.
  public var sentence: String {
    step + ": "
      + counts.map { "\($0.what) \($0.number)" }.joined(separator: ", ")
  }
}

/// A table made from others.
public struct CombinedTable: Sendable {
  /// The table.
  public var table: Table
  /// What was counted on the way.
  public var report: CombiningReport
}
