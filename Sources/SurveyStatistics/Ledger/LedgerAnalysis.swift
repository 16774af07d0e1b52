import Diagnostics
import SurveyData

/// What a case ledger says: deadlines, meetings, commitments, result classes,
/// rounds, repeats, key supervision and units.
///
/// A ledger has a row a case (or a row a round of a case). Every table is
/// made from the dates alone and names its rule; rates have exact or Wilson
/// intervals unless the ledger is a census. Before anything is computed the
/// rows are checked, and the table `consistency` says what was found and
/// what was done about it.
///
/// Edge cases:
///
/// - A column that the ledger does not have leaves out the tables that need
///   it.
/// - Rows outside the condition count nowhere, but repeats are followed
///   through them.
/// - In a ledger with a row a round, time limits and meetings are those of
///   the rounds; classes are those of the last round of each case, repeats
///   count first rounds.
/// - What happened after the day of the analysis has not happened: its days
///   are missing, and so is the class that a later reply brought.
///
/// Checked in `Tests/References/ledger`, against R survival 3.5 and an
/// independent script.
public struct LedgerAnalysis: Analysis {
  /// `ledger`.
  public static let kind = "ledger"

  /// A part of the analysis.
  public enum Section: String, Sendable, CaseIterable, Hashable {
    /// Time limits and time to reply.
    case timeLimits = "time-limits"
    /// The three meetings.
    case meetings
    /// Commitments.
    case commitments
    /// Result classes and their history.
    case classes
    /// Rounds of handling.
    case rounds
    /// Repeats over the years.
    case repeats
    /// Key-supervised cases against the others.
    case supervision
    /// Units.
    case units
  }

  /// The choices.
  public var options: LedgerOptions
  /// The tables beside the ledger.
  public var inputs: LedgerInputs
  /// The groupings.
  public var by: [[String]]
  /// The parts that are shown.
  public var sections: [Section]

  /// Creates the analysis.
  public init(
    options: LedgerOptions = LedgerOptions(),
    inputs: LedgerInputs = LedgerInputs(), by: [[String]] = [],
    sections: [Section] = Section.allCases
  ) {
    self.options = options
    self.inputs = inputs
    self.by = by
    self.sections = sections
  }

  /// Refuses columns and tables that cannot be used.
  ///
  /// - Throws: What `run` throws about them.
  public func check(on data: AnalysisData) throws(Diagnostic) {
    _ = try findings(on: data)
  }

  /// What a run would say about the data.
  ///
  /// - Throws: What `run` throws about columns and values.
  public func findings(
    on data: AnalysisData
  ) throws(Diagnostic) -> [Diagnostic] {
    let work = try LedgerWork(self, data)
    for name in by.flatMap({ $0 }) { _ = try data.table.column(name) }
    _ = try work.history()
    _ = try work.roundRows()
    return work.report.diagnostics
  }

  /// Reads the ledger, checks it and makes the tables.
  ///
  /// - Throws: A diagnostic about a column or a table that cannot be used.
  public func run(
    on data: AnalysisData
  ) throws(Diagnostic) -> AnalysisOutcome {
    var work = try LedgerWork(self, data)
    try work.makeSections()
    return AnalysisOutcome(
      estimates: work.estimates, conventions: conventions(work),
      formula: "p = x / n; S(t) = Π (1 − d / n)",
      details: .tables(work.tables, finding: work.finding),
      diagnostics: work.report.diagnostics + work.diagnostics)
  }
}

/// The state of one analysis of a ledger.
struct LedgerWork {
  let analysis: LedgerAnalysis
  let data: AnalysisData
  let frame: LedgerFrame
  let checks: LedgerChecks
  let slices: [LedgerSlice]
  let intervals: RateIntervals
  /// See `isFinal`.
  let finalRows: [String: Int]?
  private(set) var report: ConsistencyReport
  var tables: [StatisticsTable] = []
  var estimates: [Estimate] = []
  var diagnostics: [Diagnostic] = []
  /// What each section has to say in a sentence.
  var remarks: [LocalizedText] = []

  var options: LedgerOptions { analysis.options }
  var level: Double { data.level }

  init(_ analysis: LedgerAnalysis, _ data: AnalysisData) throws(Diagnostic) {
    self.analysis = analysis
    self.data = data
    let calendar =
      try analysis.inputs.holidays.map { table throws(Diagnostic) in
        try WorkingCalendar(table)
      } ?? WorkingCalendar()
    frame = try LedgerFrame(
      data.table, domain: data.domain, options: analysis.options,
      calendar: calendar)
    checks = LedgerChecks(frame)
    intervals = RateIntervals(
      level: data.level, method: analysis.options.interval,
      isCensus: analysis.options.isCensus)
    slices = try LedgerSlice.all(frame, kept: checks.kept, by: analysis.by)
    finalRows = Self.finalRows(frame, kept: checks.kept)
    report = checks.report
    var panel = PanelChecks()
    let key = frame.name(.caseID)
    if let scores = analysis.inputs.scores {
      panel.scores(
        scores, cases: data.table, key: key, deputy: frame.name(.leadDeputy),
        unit: frame.name(.leadUnit))
    }
    if let ratings = analysis.inputs.ratings {
      panel.ratings(
        ratings, cases: data.table, key: key, replied: frame.name(.replied))
    }
    if let votes = analysis.inputs.votes { panel.votes(votes) }
    report.add(panel.report)
    if let note = laterDays { diagnostics.append(note) }
  }

  mutating func makeSections() throws(Diagnostic) {
    if let table = report.table { tables.append(table) }
    for section in LedgerAnalysis.Section.allCases
    where analysis.sections.contains(section) {
      switch section {
      case .timeLimits: addTimeLimits()
      case .meetings: addMeetings()
      case .commitments: addCommitments()
      case .classes: try addClasses()
      case .rounds: try addRounds()
      case .repeats: addRepeats()
      case .supervision: try addSupervision()
      case .units: addUnits()
      }
    }
  }

  var finding: LocalizedText? {
    guard !remarks.isEmpty else { return nil }
    return LocalizedText(
      zh: remarks.map { $0[.chinese] }.joined(separator: "；") + "。",
      en: remarks.map { $0[.english] }.joined(separator: "; "))
  }

  // MARK: - Estimates

  /// Adds the estimate of a rate.
  mutating func add(
    _ statistic: String, _ label: LocalizedText, _ rate: CountedRate,
    _ slice: LedgerSlice? = nil, category: String? = nil,
    categoryLabel: LocalizedText? = nil
  ) {
    guard rate.base > 0 else { return }
    var estimate = Estimate(
      variable: statistic, label: label, category: category,
      categoryLabel: categoryLabel, group: slice?.terms ?? [],
      statistic: "share", unit: .share, value: rate.value,
      interval: intervals.interval(rate), base: rate.base,
      weightedBase: Double(rate.base))
    estimate.sums = rate.sums
    estimates.append(estimate)
  }

  /// Adds the estimate of a number.
  mutating func add(
    _ name: String, _ label: LocalizedText, statistic: String, _ value: Double?,
    unit: Estimate.Unit = .value, error: Double? = nil,
    interval: Interval? = nil, base: Int, _ slice: LedgerSlice? = nil,
    category: String? = nil, categoryLabel: LocalizedText? = nil
  ) {
    guard let value else { return }
    estimates.append(
      Estimate(
        variable: name, label: label, category: category,
        categoryLabel: categoryLabel, group: slice?.terms ?? [],
        statistic: statistic, unit: unit, value: value, standardError: error,
        interval: interval, base: base, weightedBase: Double(base)))
  }

  /// A row of a table about a slice.
  func row(
    _ slice: LedgerSlice, _ cells: [StatisticsTable.Cell]
  ) -> StatisticsTable.Row {
    StatisticsTable.Row(
      slice.name, slice.label, section: slice.section, kind: slice.kind, cells)
  }

  /// The heading of the labels of slices.
  var stub: LocalizedText { LocalizedText(zh: "范围", en: "Cases") }

  /// A percentage for a sentence.
  func percent(_ rate: CountedRate) -> String {
    guard let value = rate.value else { return "–" }
    let tenths = (value * 1000).rounded()
    return plainText(tenths / 10) + "%"
  }
}
