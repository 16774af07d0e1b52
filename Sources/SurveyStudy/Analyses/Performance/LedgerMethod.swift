import Diagnostics
import Settings
import SurveyData
import SurveyStatistics

/// A case ledger: `columns`, `as-of`, `census`, `interval`, `limits`,
/// `holidays`, `roll`, `due`, `meetings`, `commitments`, `classes`, `solved`,
/// `rounding`, `history`, `marks`, `rounds`, `ratings`, `grades`, `scores`,
/// `votes`, `adjust`, `adjustment`, `rows`, `show`.
public struct LedgerMethod: AnalysisMethod {
  /// `ledger`.
  public static let kind = LedgerAnalysis.kind
  /// What it does.
  public static let summary =
    "a case ledger: deadlines, meetings, commitments, classes"
  /// An example.
  public static let example =
    "--set by=lead_unit_id --set as-of=2025-12-31"

  /// A table beside the ledger.
  private struct Beside {
    var table: String
    var filter: RowExpression?
    var file: DataPlan?
  }

  private let options: LedgerOptions
  private let named: [ColumnReference]
  private let by: [[ColumnReference]]
  private let sections: [LedgerAnalysis.Section]
  private let beside: [String: Beside]
  private let ratingItem: ColumnReference?

  /// The keys that name tables.
  private static let tables = [
    "holidays", "history", "rounds", "ratings", "scores", "votes",
  ]

  /// Reads the keys.
  public init?(_ settings: SettingsReader, context: MethodContext) {
    if settings.has("design") {
      settings.reportWrong(
        "design", "the kind 'ledger' takes no 'design': a ledger is no sample")
    }
    var options = LedgerOptions()
    var named: [ColumnReference] = []
    if let columns = settings.reader("columns") {
      for role in LedgerRole.allCases {
        guard let column = columns.column(role.rawValue) else { continue }
        options.columns[role] = column.name
        named.append(column)
      }
      columns.finish()
    }
    options.asOf = settings.day("as-of")
    options.isCensus = settings.boolean("census") ?? false
    options.interval = settings.choice("interval") ?? options.interval
    settings.limits(into: &options)
    options.movesToWorkday = settings.boolean("roll") ?? false
    options.dueDate = settings.choice("due") ?? options.dueDate
    options.lastMeeting = settings.choice("last-meeting") ?? options.lastMeeting
    options.commitmentBase =
      settings.choice("commitments") ?? options.commitmentBase
    options.classes = settings.strings("classes") ?? options.classes
    options.solved =
      settings.strings("solved") ?? Array(options.classes.prefix(1))
    options.rounding = settings.choice("rounding") ?? options.rounding
    for name in options.solved
    where !options.classes.isEmpty && !options.classes.contains(name) {
      settings.reportWrong(
        "solved",
        "'\(name)' is none of the classes "
          + options.classes.joined(separator: ", "))
    }
    settings.marks(into: &options)
    if let grades = settings.reader("grades") {
      options.satisfied = grades.strings("satisfied") ?? options.satisfied
      options.basic = grades.strings("basic") ?? options.basic
      grades.finish()
    }
    let adjust = settings.columns("adjust")
    if let adjust { options.adjust = adjust.map(\.name) }
    options.adjustment = settings.choice("adjustment") ?? options.adjustment
    options.rows = settings.choice("rows")
    var beside: [String: Beside] = [:]
    var item: ColumnReference?
    for key in Self.tables {
      guard let reader = settings.reader(key) else { continue }
      let use = reader.tableUse(key, context: context)
      if key == "ratings" { item = reader.column("item") }
      if use.table == nil, !reader.has("data"), !reader.has("file") {
        reader.reportMissing(
          "file",
          help: "name the file with 'file', or the"
            + " data set with 'data'")
      }
      reader.finish()
      if let table = use.table {
        beside[key] = Beside(table: table, filter: use.filter, file: use.file)
      }
    }
    self.options = options
    self.named =
      named
      + (adjust ?? []).filter {
        LedgerRole(rawValue: $0.name) == nil
      }
    self.beside = beside
    ratingItem = item
    by = context.groupings
    var sections: [LedgerAnalysis.Section] = []
    for name in settings.strings("show") ?? [] {
      if let section = LedgerAnalysis.Section(rawValue: name) {
        sections.append(section)
      } else {
        settings.reportWrong(
          "show", "'show' cannot be '\(name)'",
          help: "choose among: "
            + LedgerAnalysis.Section.allCases.map(\.rawValue)
            .joined(separator: ", "))
      }
    }
    self.sections =
      sections.isEmpty ? LedgerAnalysis.Section.allCases : sections
  }

  /// The columns that are named.
  public var columns: [ColumnUse] {
    var uses = named.map { ColumnUse($0) }
    if let ratings = beside["ratings"], let ratingItem {
      uses.append(ColumnUse(ratingItem, in: ratings.table))
    }
    return uses
  }

  /// The tables that are files of their own.
  public var files: [DataPlan] { Self.tables.compactMap { beside[$0]?.file } }

  /// The tables beside the ledger.
  public var conditions: [TableCondition] {
    Self.tables.compactMap { key in
      beside[key].map { TableCondition(table: $0.table, filter: $0.filter) }
    }
  }

  /// Analyses the ledger.
  public func run(
    on inputs: AnalysisInputs
  ) throws(Diagnostic) -> AnalysisOutcome {
    try analysis(inputs).run(on: inputs.requiredData())
  }

  /// Refuses a ledger and tables that cannot be used.
  public func check(on inputs: AnalysisInputs) throws(Diagnostic) {
    try analysis(inputs).check(on: inputs.requiredData())
  }

  /// What the data have that a run would tell of.
  public func findings(
    on inputs: AnalysisInputs
  ) throws(Diagnostic) -> [Diagnostic] {
    try analysis(inputs).findings(on: inputs.requiredData())
  }

  /// The analysis with the tables that it reads.
  func analysis(
    _ inputs: AnalysisInputs
  ) throws(Diagnostic) -> LedgerAnalysis {
    func table(_ key: String) throws(Diagnostic) -> Table? {
      guard let use = beside[key] else { return nil }
      guard let found = inputs.tables[use.table] else {
        throw Diagnostic(
          .unknownName, at: nil, "the table '\(use.table)' could not be read")
      }
      return try use.filter.map { filter throws(Diagnostic) in
        found.keeping(try filter.rows(of: found))
      } ?? found
    }
    var tables = LedgerInputs()
    tables.holidays = try table("holidays")
    tables.history = try table("history")
    tables.rounds = try table("rounds")
    tables.ratings = try table("ratings")
    tables.scores = try table("scores")
    tables.votes = try table("votes")
    if let ratingItem { tables.ratingItem = ratingItem.name }
    return LedgerAnalysis(
      options: options, inputs: tables, by: by.map { $0.map(\.name) },
      sections: sections)
  }
}

extension SettingsReader {
  /// `limits: {reply: 3m, complex: 6m, sign-in: 7d, return: 10wd, again: 1m}`.
  fileprivate func limits(into options: inout LedgerOptions) {
    guard let reader = reader("limits") else { return }
    func limit(_ key: String, _ usual: TimeLimit) -> TimeLimit {
      guard let text = reader.string(key) else { return usual }
      if let found = TimeLimit(text) { return found }
      reader.reportWrong(
        key, "'\(text)' is not a time limit",
        help: "write 3m for calendar months, 15d for days, 7wd for working days"
      )
      return usual
    }
    options.replyLimit = limit("reply", options.replyLimit)
    options.complexLimit = limit("complex", options.complexLimit)
    options.signInLimit = limit("sign-in", options.signInLimit)
    options.returnLimit = limit("return", options.returnLimit)
    options.furtherLimit = limit("again", options.furtherLimit)
    reader.finish()
  }

  /// The months at which conversions are read off.
  fileprivate func marks(into options: inout LedgerOptions) {
    guard let texts = strings("marks") else { return }
    let marks = texts.compactMap(Int.init).filter { (1...240).contains($0) }
    if marks.count < texts.count {
      reportWrong("marks", "'marks' are months from 1 to 240, such as [6, 12]")
      return
    }
    options.marks = Array(Set(marks)).sorted()
  }
}
