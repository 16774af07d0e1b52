/// What the rules of quality found in one table: an index and a flag for each
/// row and rule.
public struct QualityReport: Sendable {
  /// One rule that was applied.
  public struct Finding: Sendable {
    /// The rule.
    public var rule: QualityRule
    /// What becomes of flagged rows.
    public var action: QualityAction
    /// How the index is computed and what happens to missing answers.
    public var convention: LocalizedText
    /// When a row is flagged.
    public var threshold: LocalizedText
    /// The index from which on, or below which, rows are flagged; `nil` where
    /// the flag depends on more than the index.
    public var limit: Double?
    /// The index of each row; not-a-number where there is none.
    public var values: [Double]
    /// What there is to say about a flagged row beside its index.
    public var remarks: [Int: LocalizedText]

    /// Creates a finding.
    public init(
      rule: QualityRule, action: QualityAction, convention: LocalizedText,
      threshold: LocalizedText, limit: Double? = nil, values: [Double],
      remarks: [Int: LocalizedText] = [:]
    ) {
      self.rule = rule
      self.action = action
      self.convention = convention
      self.threshold = threshold
      self.limit = limit
      self.values = values
      self.remarks = remarks
    }

    /// The number of rows that have the index.
    public var base: Int { values.count { !$0.isNaN } }
  }

  /// A rule that could not be applied, and why.
  public struct Skipped: Sendable, Hashable {
    /// The rule.
    public var rule: QualityRule
    /// The reason.
    public var reason: LocalizedText

    /// Creates the remark.
    public init(_ rule: QualityRule, _ reason: LocalizedText) {
      self.rule = rule
      self.reason = reason
    }
  }

  /// One item: what is missing, and its mean with and without flagged rows.
  public struct Item: Sendable, Hashable {
    /// The column.
    public var name: String
    /// Its label.
    public var label: LocalizedText?
    /// The number of rows without an answer, by reason.
    public var missing: [MissingReason: Int]
    /// The mean of all rows.
    public var mean: Double?
    /// The number of answers.
    public var base: Int
    /// The mean of the rows without any flag.
    public var meanWithoutFlagged: Double?
    /// The mean of the rows that are not excluded.
    public var meanWithoutExcluded: Double?

    /// Creates an item.
    public init(
      name: String, label: LocalizedText?, missing: [MissingReason: Int],
      mean: Double?, base: Int, meanWithoutFlagged: Double?,
      meanWithoutExcluded: Double?
    ) {
      self.name = name
      self.label = label
      self.missing = missing
      self.mean = mean
      self.base = base
      self.meanWithoutFlagged = meanWithoutFlagged
      self.meanWithoutExcluded = meanWithoutExcluded
    }
  }

  /// A column that was found by itself, and why.
  public struct Choice: Sendable, Hashable {
    /// What was looked for.
    public var role: LocalizedText
    /// The columns.
    public var columns: [String]
    /// How they were chosen.
    public var reason: LocalizedText

    /// Creates a choice.
    public init(role: LocalizedText, columns: [String], reason: LocalizedText) {
      self.role = role
      self.columns = columns
      self.reason = reason
    }
  }

  /// The name of the data set.
  public var name: String
  /// The file.
  public var source: DataSource
  /// The number of rows.
  public var rowCount: Int
  /// For each row the line in the file; empty for a table without a file.
  public var lines: SourceLines
  /// The name of the key column, when there is one.
  public var keyName: String?
  /// The key of each row; empty without a key column.
  public var keys: [String]
  /// The columns that were looked at, and how they were found.
  public var choices: [Choice]
  /// The items.
  public var items: [Item]
  /// The rules that were applied, in the order of `QualityRule`.
  public var findings: [Finding]
  /// The rules that were asked for and could not be applied.
  public var skipped: [Skipped]
  /// For each row the bits of the rules that flag it.
  public var flags: [UInt32]
  /// Rows with this many flags are excluded, whichever they are.
  public var excludedAt: Int?
  /// The duration of each row in seconds, not-a-number where unknown; empty
  /// without a column of durations.
  public var durations: [Double]

  /// Creates a report.
  public init(
    name: String, source: DataSource, rowCount: Int, lines: SourceLines,
    keyName: String?, keys: [String], choices: [Choice], items: [Item],
    findings: [Finding], skipped: [Skipped], flags: [UInt32],
    excludedAt: Int?, durations: [Double]
  ) {
    self.name = name
    self.source = source
    self.rowCount = rowCount
    self.lines = lines
    self.keyName = keyName
    self.keys = keys
    self.choices = choices
    self.items = items
    self.findings = findings
    self.skipped = skipped
    self.flags = flags
    self.excludedAt = excludedAt
    self.durations = durations
  }
}

extension QualityReport {
  /// The finding of `rule`, when it was applied.
  public subscript(rule: QualityRule) -> Finding? {
    findings.first { $0.rule == rule }
  }

  /// Whether `rule` flags `row`.
  public func isFlagged(_ row: Int, by rule: QualityRule) -> Bool {
    flags[row] & rule.bit != 0
  }

  /// The number of rules that flag `row`.
  public func flagCount(_ row: Int) -> Int { flags[row].nonzeroBitCount }

  /// The number of rows that `rule` flags.
  public func count(of rule: QualityRule) -> Int {
    flags.count { $0 & rule.bit != 0 }
  }

  /// The number of rows that both rules flag.
  public func overlap(_ first: QualityRule, _ second: QualityRule) -> Int {
    let both = first.bit | second.bit
    return flags.count { $0 & both == both }
  }

  /// The number of rows with `count` flags or more.
  public func rows(withFlags count: Int) -> Int {
    flags.count { $0.nonzeroBitCount >= count }
  }

  /// The bits of the rules that exclude rows.
  private var excludingBits: UInt32 {
    findings.reduce(0) { $0 | ($1.action == .exclude ? $1.rule.bit : 0) }
  }

  /// Whether any rule excludes rows.
  public var canExclude: Bool { excludingBits != 0 || excludedAt != nil }

  /// Whether each row is excluded.
  public var excluded: [Bool] {
    let bits = excludingBits
    let limit = excludedAt ?? .max
    return flags.map { $0 & bits != 0 || $0.nonzeroBitCount >= limit }
  }

  /// The rules that exclude `row`: those whose action it is, and with enough
  /// flags all that flag it.
  public func excludingRules(_ row: Int) -> [QualityRule] {
    let hasMany = flagCount(row) >= excludedAt ?? .max
    return findings.filter {
      isFlagged(row, by: $0.rule) && ($0.action == .exclude || hasMany)
    }.map(\.rule)
  }
}
