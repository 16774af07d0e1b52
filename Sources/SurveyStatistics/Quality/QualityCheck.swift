import Diagnostics
import SurveyData

/// Applies the rules of quality to a table: one index and one flag for each
/// row and rule.
///
/// The answers are read twice, block by block: once for the sums over all
/// rows that means, covariances and correlations need, and once for the
/// indices of each row. The result does not depend on the number of threads.
public struct QualityCheck: Sendable {
  /// What is applied.
  public var options: QualityOptions
  /// How many threads may work at a time; `nil` for one a core.
  public var threads: Int?

  /// Creates a check.
  public init(_ options: QualityOptions = QualityOptions(), threads: Int? = nil)
  {
    self.options = options
    self.threads = threads
  }

  /// Applies the rules.
  ///
  /// - Throws: A diagnostic about a column that does not exist or cannot be
  ///   an item.
  public func run(on table: Table) throws(Diagnostic) -> QualityReport {
    let columns = try QualityColumns(options, table)
    let items = try AnswerItems(columns.items, in: table)
    var work = QualityWork(
      options: options, table: table, columns: columns, items: items,
      threads: threads)
    try work.applyRules()
    return work.report()
  }

  /// Reports what was asked for by name and could not be applied.
  public func diagnostics(_ report: QualityReport) -> [Diagnostic] {
    report.skipped.filter { options.rules[$0.rule] != nil }.map { skipped in
      Diagnostic(
        .qualityRuleSkipped, .warning, at: Place(file: report.source.file),
        "the rule '\(skipped.rule.rawValue)' was not applied: "
          + skipped.reason[.english],
        zh: "规则“\(skipped.rule.rawValue)”未执行：\(skipped.reason[.chinese])")
    }
  }
}

/// The rules at work on one table.
struct QualityWork {
  let options: QualityOptions
  let table: Table
  let columns: QualityColumns
  let items: AnswerItems
  let threads: Int?
  var outcomes: [(rule: QualityRule, outcome: RuleOutcome)] = []
  var skipped: [QualityReport.Skipped] = []
  var durations: [Double] = []

  var blocks: RowBlocks {
    RowBlocks(rowCount: table.rowCount, threads: threads)
  }

  init(
    options: QualityOptions, table: Table, columns: QualityColumns,
    items: AnswerItems, threads: Int?
  ) {
    self.options = options
    self.table = table
    self.columns = columns
    self.items = items
    self.threads = threads
  }

  /// The threshold of a rule, its default when the study names none.
  func number(_ rule: QualityRule, _ key: String) -> Double {
    options.rules[rule]?.numbers[key]
      ?? rule.keys.first { $0.name == key }?.standard ?? automatic(rule)
  }

  /// Whether a threshold was named.
  func isNamed(_ rule: QualityRule, _ key: String) -> Bool {
    options.rules[rule]?.numbers[key] != nil
  }

  /// Defaults that depend on the items.
  private func automatic(_ rule: QualityRule) -> Double {
    switch rule {
    case .straightLine:
      // Half of the items (Curran 2016), and a string that is long at all.
      return Double(max(6, (items.count + 1) / 2))
    case .lowVariability:
      let spans = items.items.compactMap(\.scale).map {
        $0.upperBound - $0.lowerBound
      }
      return spans.isEmpty
        ? 0 : 0.1 * spans.reduce(0, +) / Double(spans.count)
    default: return 0
    }
  }

  mutating func skip(_ rule: QualityRule, _ chinese: String, _ english: String)
  {
    skipped.append(
      QualityReport.Skipped(rule, LocalizedText(zh: chinese, en: english)))
  }

  mutating func add(_ rule: QualityRule, _ outcome: RuleOutcome) {
    outcomes.append((rule, outcome))
  }

  mutating func applyRules() throws(Diagnostic) {
    let asked = QualityRule.allCases.filter { options.setting(of: $0) != nil }
    applyComparisons(asked)
    applyRowRules(asked)
    try applyColumnRules(asked)
    let order = Dictionary(
      uniqueKeysWithValues: QualityRule.allCases.enumerated().map {
        ($0.element, $0.offset)
      })
    outcomes.sort { order[$0.rule, default: 0] < order[$1.rule, default: 0] }
    skipped.sort { order[$0.rule, default: 0] < order[$1.rule, default: 0] }
  }
}

/// What a rule found: the index of each row and the rows that it flags.
struct RuleOutcome: Sendable {
  var values: [Double]
  var flagged: [Bool]
  var remarks: [Int: LocalizedText] = [:]
  /// Facts for the sentence about the threshold.
  var facts: [String: Double] = [:]

  /// An index that flags a row where `test` holds; not-a-number never does.
  init(
    _ values: [Double], facts: [String: Double] = [:],
    flagging test: (Double) -> Bool
  ) {
    self.values = values
    self.facts = facts
    flagged = values.map { !$0.isNaN && test($0) }
  }

  init(_ values: [Double], flagged: [Bool], facts: [String: Double] = [:]) {
    self.values = values
    self.flagged = flagged
    self.facts = facts
  }
}
