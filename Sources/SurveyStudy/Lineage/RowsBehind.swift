import SurveyData
import SurveyStatistics

/// The rows of one table that stand behind a number, and the first of them.
public struct RowsBehind: Sendable {
  /// One row.
  public struct Row: Sendable {
    /// The file that it was read from.
    public var file: String
    /// The line of the file on which its record starts; `nil` for rows that
    /// were made from several files or lines.
    public var line: Int?
    /// What stands in the columns; `nil` without a value.
    public var cells: [String?]
  }

  /// The name of the data set or file.
  public var data: String
  /// Which rows they are: the condition in words, one part each.
  public var conditions: [String]
  /// How many rows there are.
  public var count: Int
  /// The columns that are involved.
  public var columns: [String]
  /// The first rows.
  public var rows: [Row]
}

extension Workspace {
  /// The rows behind a number.
  ///
  /// - Parameter limit: How many rows of each table are wanted.
  func rowsBehind(
    _ number: ListedNumber, of result: AnalysisResult, plan: AnalysisPlan,
    limit: Int
  ) -> [RowsBehind] {
    if case .evaluation(let evaluation) = result.details,
      let method = plan.method as? EvaluationMethod,
      let item = caseBehind(number, evaluation)
    {
      return rowsBehind(
        item, indicator: indicatorBehind(number, evaluation), method, plan,
        limit: limit)
    }
    guard let name = plan.data, let table = tables[name],
      batchOptions[name] == nil
    else { return [] }
    var selection = RowSelection(
      table, domain: inputs(of: plan).data?.domain ?? domains[plan.name])
    var needed: [String] = []
    switch number.target {
    case .estimate(let position):
      let estimate = result.estimates[position]
      for term in estimate.group { selection.keep(term.variable, term.value) }
      needed = neededColumns(estimate, plan, table)
      // Where missing answers count, rows without a value are behind it too.
      for column in needed {
        var answered = selection
        answered.keepValues(column)
        if answered.count >= estimate.base || selection.count < estimate.base {
          selection = answered
        }
      }
    case .verdict(let position):
      if case .verdicts(let verdicts) = result.details {
        for term in verdicts[position].group {
          selection.keep(term.variable, term.value)
        }
      }
    case .cell(let index, let row, let column):
      if case .tables(let tables, _) = result.details {
        narrow(&selection, tables[index], row, column, plan)
      }
    default: break
    }
    var columns = plan.groupings.flatMap { $0.map(\.name) }
    columns += plan.method.columns.filter { $0.table == nil }.map(\.column.name)
    if plan.kind == LedgerAnalysis.kind {
      columns += ledgerColumns(number)
    }
    if !needed.isEmpty {
      columns = plan.groupings.flatMap { $0.map(\.name) } + needed
    }
    let data = study.data.first { $0.name == name }
    if let key = data?.key { columns.insert(key.name, at: 0) }
    columns += (plan.design ?? data?.design)?.columns.map(\.name) ?? []
    // Kinds that know their columns by default names list none of them.
    if columns.count <= 2, table.columns.count <= 12 {
      columns += table.columns.map(\.name)
    }
    return [
      selection.behind(name, columns: columns, conditions(plan), limit: limit)
    ]
  }

  /// The fields of a ledger that a number is about, by the first word of its
  /// name: days of meetings for meetings.
  private func ledgerColumns(_ number: ListedNumber) -> [String] {
    let words = number.parts.map(\.name).joined(separator: " ")
    let roles: [(word: String, roles: [LedgerRole])] = [
      ("meeting", [.meetBefore, .meetDuring, .meetAfter, .replied]),
      ("commitment", [.commitmentDue, .commitmentDone]),
      ("result-class", [.resultClass]), ("transition", [.resultClass]),
      ("solved", [.resultClass]), ("repeat", [.repeatOf]),
      ("signed", [.assigned, .signed]), ("unit", [.leadUnit]),
      ("time", [.assigned, .due, .extended, .replied]),
      ("days", [.assigned, .replied]),
      ("lags", [.assigned, .signed, .replied]),
      ("supervision", [.keySupervised]),
    ]
    return roles.filter { words.contains($0.word) }
      .flatMap { $0.roles.map(\.rawValue) }
  }

  private func conditions(_ plan: AnalysisPlan) -> [String] {
    let data = study.data.first { $0.name == plan.data }
    return [data?.filter?.text, plan.domain?.text].compactMap { $0 }
  }

  /// The columns whose values make an estimate. A scale is named by itself,
  /// and its items are all columns of the analysis.
  private func neededColumns(
    _ estimate: Estimate, _ plan: AnalysisPlan, _ table: Table
  ) -> [String] {
    if table[estimate.variable] != nil { return [estimate.variable] }
    if let ratio = plan.method as? RatioMethod {
      return [ratio.numerator.name, ratio.denominator.name]
    }
    return []
  }

  /// Rows of tables are named by a group, such as `session=1`, or by a value
  /// of one of the columns.
  private func narrow(
    _ selection: inout RowSelection, _ table: StatisticsTable, _ row: Int,
    _ column: Int, _ plan: AnalysisPlan
  ) {
    let known = selection.table
    for part in table.rows[row].name.split(whereSeparator: {
      "/,&".contains($0)
    }) {
      guard let sign = part.firstIndex(of: "=") else { continue }
      let name = String(part[..<sign])
      if known[name] != nil {
        selection.keep(name, String(part[part.index(after: sign)...]))
      }
    }
    // The head of a column of a crosstab names a value of its variable.
    let head = table.columns[column].name
    if let sign = head.firstIndex(of: "="),
      known[String(head[..<sign])] != nil
    {
      selection.keep(
        String(head[..<sign]), String(head[head.index(after: sign)...]))
    }
    if selection.conditions.isEmpty || head.contains("=") {
      let uses = plan.method.columns.filter { $0.table == nil }
      for use in uses
      where selection.holds(use.column.name, table.rows[row].name) {
        selection.keep(use.column.name, table.rows[row].name)
        return
      }
      let unit = LedgerRole.leadUnit.rawValue
      if plan.kind == LedgerAnalysis.kind, table.name == "units",
        known[unit] != nil
      {
        selection.keep(unit, table.rows[row].name)
        return
      }
      // A name that one column alone has is a value of that column.
      let holders = known.columns.map(\.name).filter {
        selection.holds($0, table.rows[row].name)
      }
      if holders.count == 1 {
        selection.keep(holders[0], table.rows[row].name)
      }
    }
  }

  // MARK: - Evaluations

  private func caseBehind(
    _ number: ListedNumber, _ evaluation: EvaluationResult
  ) -> CaseResult? {
    switch number.target {
    case .score(let position), .rank(let position), .band(let position),
      .indicator(let position, _, _):
      evaluation.cases[position]
    case .cell(let table, let row, _):
      evaluation.cases.first {
        $0.id == evaluation.tables[table].rows[row].name
      }
    default: nil
    }
  }

  private func indicatorBehind(
    _ number: ListedNumber, _ evaluation: EvaluationResult
  ) -> IndicatorResult? {
    guard case .indicator(_, let position, _) = number.target else {
      return nil
    }
    return evaluation.indicators[position]
  }

  private func rowsBehind(
    _ item: CaseResult, indicator: IndicatorResult?,
    _ method: EvaluationMethod, _ plan: AnalysisPlan, limit: Int
  ) -> [RowsBehind] {
    guard let key = method.keyName(in: tables) else { return [] }
    let source = indicator.flatMap { $0.isLeaf ? $0.source : nil }
    func behind(
      _ name: String, _ filter: RowExpression?, _ formulas: [String],
      indicator: String? = nil
    ) -> [RowsBehind] {
      guard let table = tables[name], table[key] != nil else { return [] }
      var selection = RowSelection(
        table, domain: filter.flatMap { try? $0.rows(of: table) })
      selection.keep(key, item.id)
      if let indicator, table["indicator_id"] != nil {
        selection.keep("indicator_id", indicator)
      }
      // A narrow table is shown as it is, a wide one by what is asked of it.
      let named = table.columns.map(\.name).filter { column in
        formulas.contains { mentions($0, column) }
      }
      let scoreColumns = [
        "indicator_id", "evaluator_id", "score", "max_score", "abstain",
        "conflict_of_interest",
      ]
      let columns =
        table.columns.count <= 8
        ? table.columns.map(\.name)
        : [key] + (name == plan.data ? scoreColumns : []) + named
      return [
        selection.behind(
          name, columns: columns, [filter?.text].compactMap { $0 },
          limit: limit)
      ]
    }
    let formulas = indicator.map { [$0.rawFormula ?? ""] } ?? formulas(plan)
    var found: [RowsBehind] = []
    if source == nil || source == "ledger" || source == "external" {
      found += behind(method.cases.table, method.cases.filter, formulas)
    }
    if method.hasScores, source == nil || source == "evaluators",
      let name = plan.data
    {
      found += behind(
        name, plan.domain, [],
        indicator: source == nil ? nil : indicator?.id)
    }
    if let ratings = method.ratings,
      source == nil || source == "satisfaction"
    {
      let item = method.ratingItem.map { [$0.name] } ?? []
      let weights = method.ratingWeights.map { [$0.name] } ?? []
      found += behind(
        ratings.table, ratings.filter, formulas + item + weights)
    }
    return found
  }

  /// The formulas of the leaves, which name columns.
  private func formulas(_ plan: AnalysisPlan) -> [String] {
    guard let method = plan.method as? EvaluationMethod,
      case .file(let file) = method.indicators,
      let column = tables[file.name]?["formula"]
    else { return [] }
    return (0..<column.count).compactMap { column.text(at: $0) }
  }

  /// Whether a formula names a column.
  private func mentions(_ formula: String, _ column: String) -> Bool {
    formula.split(whereSeparator: { "(); ,（）；，+-*/ ".contains($0) })
      .contains { $0 == column }
  }
}

/// Rows of a table that are narrowed down step by step.
struct RowSelection {
  let table: Table
  private(set) var rows: [Int]
  private(set) var conditions: [String] = []

  /// How many rows are left.
  var count: Int { rows.count }

  init(_ table: Table, domain: [Bool]?) {
    self.table = table
    rows =
      domain.map { domain in domain.indices.filter { domain[$0] } }
      ?? Array(0..<table.rowCount)
  }

  /// Keeps the rows with a value in a column.
  mutating func keep(_ name: String, _ value: String) {
    guard let column = table[name] else { return }
    rows.removeAll { column.text(at: $0) != value }
    conditions.append("\(name) = \(value)")
  }

  /// Keeps the rows that have a value in a column.
  mutating func keepValues(_ name: String) {
    guard let column = table[name], !column.missing.isComplete else { return }
    rows.removeAll { column.missing.isMissing($0) }
    conditions.append("\(name) has a value")
  }

  /// Whether any row has a value in a column.
  func holds(_ name: String, _ value: String) -> Bool {
    guard let column = table[name] else { return false }
    return rows.contains { column.text(at: $0) == value }
  }

  /// The rows with the first of them written out.
  func behind(
    _ name: String, columns: [String], _ further: [String], limit: Int
  ) -> RowsBehind {
    var seen: Set<String> = []
    let shown = columns.filter { table[$0] != nil && seen.insert($0).inserted }
    let lines = table.sourceLines
    return RowsBehind(
      data: name, conditions: further + conditions, count: rows.count,
      columns: shown,
      rows: rows.prefix(limit).map { row in
        RowsBehind.Row(
          file: table.source.file,
          line: lines.indices.contains(row) ? Int(lines[row]) : nil,
          cells: shown.map { table[$0]?.text(at: row) })
      })
  }
}
