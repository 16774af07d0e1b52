import Diagnostics
import SurveyData
import SurveyReport
import SurveyStatistics

extension Workspace {
  /// Runs one analysis of the study.
  ///
  /// - Throws: `unknownName` with the nearest analysis, or `Stopped` when the
  ///   analysis cannot be finished, with the reason in `log`.
  private func result(
    _ name: String, log: DiagnosticLog
  ) throws(Diagnostic) -> (AnalysisPlan, AnalysisResult)? {
    let names = study.analyses.map(\.name)
    guard let plan = study.analyses.first(where: { $0.name == name }) else {
      throw Diagnostic(
        .unknownName, at: nil, "no analysis is called '\(name)'",
        help: nearest(to: name, in: names).map { "did you mean '\($0)'?" }
          ?? listedAnalyses(names))
    }
    return run(plan, log: log).map { (plan, $0) }
  }

  /// The numbers of one analysis with their addresses; `nil` when it cannot
  /// be finished, with the reason in `log`.
  public func numbers(
    of name: String, log: DiagnosticLog
  ) throws(Diagnostic) -> [ListedNumber]? {
    try result(name, log: log).map { $0.1.numbers }
  }

  /// How a number came about.
  ///
  /// - Parameters:
  ///   - address: The analysis and the parts of the address.
  ///   - limit: How many of the rows behind it are wanted.
  /// - Returns: `nil` when the analysis cannot be finished, with the reason in
  ///   `log`.
  public func lineage(
    of address: String, rows limit: Int, log: DiagnosticLog
  ) throws(Diagnostic) -> Lineage? {
    let parts = addressParts(address)
    guard let name = parts.first,
      let (plan, result) = try result(name, log: log)
    else { return nil }
    let number = try NumberSearch(result).number(Array(parts.dropFirst()))
    var lineage = Lineage(
      number: number, estimate: nil, interval: nil, result: release(result),
      sources: result.provenance.sources, worked: [], breakdown: nil,
      neighbours: [], rules: [], uncertainty: [],
      rows: rowsBehind(number, of: result, plan: plan, limit: limit),
      changes: [])
    switch number.target {
    case .estimate(let position):
      let estimate = result.estimates[position]
      lineage.estimate = estimate
      lineage.interval = estimate.interval
      lineage.worked = [WorkedFormula(estimate, of: result)]
        .compactMap { $0 }
      addQuantile(&lineage, estimate, plan)
      addPoints(&lineage, estimate.group.last?.value, plan)
      if result.kind == StarsAnalysis.kind,
        let unit = estimate.group.last?.value,
        let story = StarStory(result, unit: unit), let row = story.position
      {
        addRow(&lineage, story.table, row)
        lineage.worked += [story.formula].compactMap { $0 }
        lineage.rules = story.rules
      }
    case .cell(let index, let row, let column):
      if let table = result.table(index) {
        explain(&lineage, table, row, column)
        if table.name == "units", table.columns[column].name == "points" {
          addPoints(&lineage, table.rows[row].name, plan)
        }
        if table.name == "days-to-reply",
          let method = plan.method as? LedgerMethod,
          let days = table.rows[row].cells[column].value
        {
          lineage.worked += [
            method.story(
              ofDays: days, statistic: table.columns[column].name,
              slice: { $0.row == table.rows[row].name },
              on: inputs(of: plan))
          ].compactMap { $0 }
        }
      }
    case .verdict(let position):
      if case .verdicts(let verdicts) = result.details {
        lineage.rules = verdicts[position].story
      }
    case .score(let position), .rank(let position), .band(let position),
      .indicator(let position, _, _):
      if case .evaluation(let evaluation) = result.details {
        explain(&lineage, evaluation, evaluation.cases[position])
      }
    }
    lineage.uncertainty = lineage.intervalStory
    return lineage
  }

  /// A cell stands among the numbers of its row.
  private func explain(
    _ lineage: inout Lineage, _ table: StatisticsTable, _ row: Int,
    _ column: Int
  ) {
    let cell = table.rows[row].cells[column]
    lineage.interval = cell.interval
    lineage.worked = WorkedFormula.formulas(
      of: row, column, in: table, of: lineage.value)
    addRow(&lineage, table, row)
    lineage.rules = table.notes
    if lineage.value.kind == StarsAnalysis.kind, table.name == "stars",
      let story = StarStory(lineage.value, unit: table.rows[row].name)
    {
      lineage.worked += [story.formula].compactMap { $0 }
      lineage.rules += story.rules
    }
  }

  /// The shares below a quantile and at it.
  private func addQuantile(
    _ lineage: inout Lineage, _ estimate: Estimate, _ plan: AnalysisPlan
  ) {
    guard quantileShare(estimate.statistic) != nil,
      let value = estimate.value
    else { return }
    var found: WorkedFormula?
    if let method = plan.method as? QuantileMethod {
      found = method.story(of: estimate, on: inputs(of: plan))
    } else if let method = plan.method as? LedgerMethod {
      found = method.story(
        ofDays: value, statistic: estimate.statistic,
        slice: { $0.terms == estimate.group }, on: inputs(of: plan))
    }
    lineage.worked += [found].compactMap { $0 }
  }

  /// The months of a unit that earns points.
  private func addPoints(
    _ lineage: inout Lineage, _ unit: String?, _ plan: AnalysisPlan
  ) {
    guard let unit, let method = plan.method as? PointsMethod,
      let data = inputs(of: plan).data,
      let account = try? method.analysis.account(of: unit, on: data)
    else { return }
    lineage.worked += WorkedFormula.points(of: account)
  }

  private func addRow(
    _ lineage: inout Lineage, _ table: StatisticsTable, _ row: Int
  ) {
    for (head, other) in zip(table.columns, table.rows[row].cells)
    where !other.isEmpty {
      let text =
        other.text ?? other.value.map { LocalizedText(compactNumber($0)) }
      if let text { lineage.neighbours.append((head.label, text)) }
    }
  }

  private func explain(
    _ lineage: inout Lineage, _ evaluation: EvaluationResult,
    _ item: CaseResult
  ) {
    switch lineage.number.target {
    case .indicator(_, let position, _):
      let indicator = evaluation.indicators[position]
      let breakdown = ScoreBreakdown(item, in: evaluation)
      lineage.worked =
        breakdown.nodes.firstIndex { $0.indicator == position }
        .map { [WorkedFormula.formulas(of: breakdown, in: evaluation)[$0]] }
        ?? []
      lineage.rules = item.story(of: indicator, position, in: evaluation)
    default:
      lineage.interval =
        if case .score = lineage.number.target {
          item.scoreInterval
        } else if case .rank = lineage.number.target { item.rankInterval } else
        { nil }
      let breakdown = ScoreBreakdown(item, in: evaluation)
      lineage.breakdown = breakdown
      lineage.worked = WorkedFormula.formulas(of: breakdown, in: evaluation)
      if !evaluation.isTreeScore {
        lineage.worked += WorkedFormula.methodFormulas(
          of: item, in: evaluation, conventions: lineage.value.conventions)
      }
      lineage.rules =
        [evaluation.scale.explanation].compactMap { $0 }
        + item.story(in: evaluation)
      if !evaluation.isTreeScore {
        for table in evaluation.tables {
          guard let row = table.rows.first(where: { $0.name == item.id })
          else { continue }
          for (head, cell) in zip(table.columns, row.cells)
          where !cell.isEmpty && isOfMethod(table, evaluation) {
            let text =
              cell.text ?? cell.value.map { LocalizedText(compactNumber($0)) }
            if let text {
              lineage.neighbours.append(
                (
                  LocalizedText(
                    zh: "\(table.title[.chinese])：\(head.label[.chinese])",
                    en: "\(table.title[.english]): \(head.label[.english])"),
                  text
                ))
            }
          }
        }
      }
    }
  }
}

/// Whether a table holds what a method found for each case, and not one case
/// against all others or what draws say.
private func isOfMethod(
  _ table: StatisticsTable, _ evaluation: EvaluationResult
) -> Bool {
  let isSquare = table.columns.contains { column in
    evaluation.cases.contains { $0.id == column.name }
  }
  let others = ["rank-", "passport", "next-band", "consistency", "coupling"]
  return !isSquare && !others.contains { table.name.hasPrefix($0) }
}

extension AnalysisResult {
  /// The table at a position, wherever the kind keeps its tables.
  func table(_ position: Int) -> StatisticsTable? {
    let tables: [StatisticsTable] =
      switch details {
      case .tables(let tables, _): tables
      case .evaluation(let evaluation): evaluation.tables
      default: []
      }
    return tables.indices.contains(position) ? tables[position] : nil
  }
}
