import Diagnostics
import SurveyData

/// What a check of the tables of an evaluation found before anything was
/// scored, and the tables without the rows and values that cannot count.
///
/// Cases are checked as a ledger when they have a day of assignment; scores,
/// ratings and votes against them.
struct EvaluationConsistency {
  private(set) var report = ConsistencyReport()
  /// The tables to go on with.
  private(set) var inputs: EvaluationInputs

  init(_ inputs: EvaluationInputs) {
    self.inputs = inputs
    checkCases()
    var panel = PanelChecks()
    if let scores = inputs.scores {
      panel.scores(
        scores, cases: inputs.cases, key: inputs.caseKey,
        deputy: LedgerRole.leadDeputy.rawValue,
        unit: LedgerRole.leadUnit.rawValue)
      if let kept = panel.keptScores {
        self.inputs.scores = scores.selecting(kept.indices.filter { kept[$0] })
      }
    }
    if let ratings = inputs.ratings {
      panel.ratings(
        ratings, cases: inputs.cases, key: inputs.caseKey,
        replied: LedgerRole.replied.rawValue)
    }
    report.add(panel.report)
  }

  private mutating func checkCases() {
    let table = inputs.ledger ?? inputs.cases
    guard table[LedgerRole.assigned.rawValue] != nil,
      let ids = table[inputs.caseKey], let own = inputs.cases[inputs.caseKey]
    else { return }
    var options = LedgerOptions()
    options.columns[.caseID] = inputs.caseKey
    // The points of classes are known to the tree, which refuses others.
    options.classes = []
    var rowOf: [String: Int] = [:]
    for row in 0..<inputs.cases.rowCount {
      if let id = own.text(at: row) { rowOf[id] = row }
    }
    let domain = (0..<table.rowCount).map { row in
      ids.text(at: row).map { rowOf[$0] != nil } ?? false
    }
    // A column that should hold dates and does not is for the formulas to
    // refuse, if they need it.
    guard
      let frame = try? LedgerFrame(
        table, domain: domain, options: options,
        calendar: inputs.calendar ?? WorkingCalendar())
    else { return }
    let checks = LedgerChecks(frame)
    report.add(checks.report)
    for (role, isSound) in [
      (LedgerRole.replied, checks.hasSoundReply),
      (.signed, checks.hasSoundSignIn), (.returned, checks.hasSoundReturn),
      (.commitmentDone, checks.hasSoundCommitment),
    ] {
      let rows = frame.rows.filter { !isSound[$0] }.compactMap { row in
        ids.text(at: row).flatMap { rowOf[$0] }
      }
      inputs.cases = inputs.cases.blanking(role.rawValue, rows)
    }
  }
}

extension Table {
  /// The table with a column's values of some rows missing.
  func blanking(_ name: String, _ rows: [Int]) -> Table {
    guard !rows.isEmpty,
      let position = columns.firstIndex(where: { $0.name == name })
    else { return self }
    var columns = columns
    var column = columns[position]
    var reasons = (0..<column.count).map { row -> UInt8 in
      column.missing.isMissing(row)
        ? column.missing[row]?.rawValue ?? MissingReason.blank.rawValue : 0
    }
    for row in rows { reasons[row] = MissingReason.outOfRange.rawValue }
    column.missing = MissingReasons(reasons)
    columns[position] = column
    return Table(
      name: self.name, columns: columns, source: source,
      sourceLines: sourceLines)
  }
}

extension EvaluationAnalysis {
  /// Checks the tables, then evaluates the cases with what can count.
  ///
  /// The outcome has one estimate a case in the order of the ranks (statistic
  /// `score`, the case as its group, an interval over the draws, and as base
  /// the number of evaluators' scores and ratings behind it) and the whole
  /// evaluation as its details, with a table of what the check found.
  ///
  /// - Throws: A diagnostic when the tables cannot be evaluated; its notes
  ///   name further reasons.
  public func run() throws(Diagnostic) -> AnalysisOutcome {
    let consistency = EvaluationConsistency(inputs)
    var checked = self
    checked.inputs = consistency.inputs
    var outcome = try checked.evaluated()
    outcome.diagnostics = consistency.report.diagnostics + outcome.diagnostics
    if case .evaluation(var result) = outcome.details {
      var weights: [String: Double] = [:]
      for indicator in result.indicators {
        weights[indicator.id] = indicator.localWeight
      }
      let rules = RuleWords(
        tree: tree, weights: tree.indicators.map { weights[$0.id] ?? 0 },
        gateWords: GateWords(cases: inputs.cases, bands: result.bands))
      result.tables.append(rules.table)
      if let table = consistency.report.table { result.tables.append(table) }
      outcome.details = .evaluation(result)
    }
    return outcome
  }
}
