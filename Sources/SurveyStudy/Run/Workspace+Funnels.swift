import SurveyData
import SurveyImport
import SurveyStatistics

extension Workspace {
  /// What became of the rows of each table that an analysis uses, the data
  /// set of the analysis first.
  ///
  /// - Parameter estimates: The numbers of the analysis; those about all rows
  ///   say how many rows each variable used.
  func funnels(
    of plan: AnalysisPlan, estimates: [Estimate]
  ) -> [RowFunnel] {
    var funnels: [RowFunnel] = []
    var seen: Set<String> = []
    let own = plan.data
    if let own, var funnel = funnel(of: own), let table = tables[own] {
      seen.insert(own)
      let filter = plan.method.conditions.first { $0.table == own }?.filter
      var rows = domains[plan.name]
      if let domain = plan.domain, let rows {
        funnel.add(
          .domain, rows: rows.count { $0 }, detail: domain.text)
      }
      if let filter, let met = try? filter.rows(of: table) {
        rows = rows.map { zip($0, met).map { $0 && $1 } } ?? met
        funnel.add(
          .domain, rows: rows?.count { $0 } ?? 0, detail: filter.text)
      }
      // What was not observed in the second phase is no one's base.
      if designs[plan.name] != nil, let all = inputs(of: plan).data?.domain {
        let observed = rows.map { zip($0, all).map { $0 && $1 } } ?? all
        funnel.add(.phase, rows: observed.count { $0 })
        rows = observed
      }
      funnel.items = items(of: plan, table, rows, estimates)
      funnels.append(funnel)
    }
    for condition in plan.method.conditions where condition.table != own {
      guard var funnel = funnel(of: condition.table),
        let table = tables[condition.table]
      else { continue }
      seen.insert(condition.table)
      if let filter = condition.filter,
        let rows = try? filter.rows(of: table)
      {
        funnel.add(
          .domain, rows: rows.count { $0 }, detail: filter.text)
      }
      funnels.append(funnel)
    }
    let others =
      plan.method.columns.compactMap(\.table) + plan.method.files.map(\.name)
    for name in others where seen.insert(name).inserted {
      funnels += [funnel(of: name)].compactMap { $0 }
    }
    return funnels
  }

  /// What became of the rows of a data set or file before any analysis.
  func funnel(of name: String) -> RowFunnel? {
    guard let table = tables[name] else { return nil }
    let preparation = preparations[name]
    let source = preparation?.sources.first ?? table.source
    var funnel = RowFunnel(
      data: name, file: source.file, read: source.rowsRead,
      cellsSetMissing: source.cellsSetMissing)
    funnel.add(
      .rejected, rows: source.rowsKept,
      detail: Self.counts((rejects[name] ?? []).map(\.reason.rawValue)))
    if let preparation {
      for (report, rows) in zip(
        preparation.combining, preparation.combinedRows)
      {
        funnel.add(
          RowFunnel.Kind(rawValue: report.step) ?? .join, rows: rows,
          detail: report.sentence)
      }
      for step in preparation.recipe.steps {
        funnel.add(
          .recipe, rows: step.rows,
          detail: "\(step.step) (\(step.place))")
      }
    }
    if let report = qualityReports[name],
      let before = rowsBeforeQuality[name]?.rowCount
    {
      let excluded = report.excluded
      let rules = excluded.indices.filter { excluded[$0] }.flatMap {
        report.excludingRules($0).map(\.rawValue)
      }
      funnel.add(
        .quality, rows: before - excluded.count { $0 },
        detail: Self.counts(rules))
    }
    if let filter = study.data.first(where: { $0.name == name })?.filter,
      rowsBeforeFilter[name] != nil
    {
      funnel.add(.filter, rows: table.rowCount, detail: filter.text)
    }
    return funnel
  }

  /// The funnel of a data set with what its columns miss; `nil` for one that
  /// is read in batches, whose rows are never there at once.
  func dataFunnel(of name: String) -> RowFunnel? {
    guard batchOptions[name] == nil, let table = tables[name],
      var funnel = funnel(of: name)
    else { return nil }
    funnel.items = table.columns.map { column in
      let missing = missing(column, nil)
      let unused = missing.reduce(0) { $0 + $1.rows }
      return RowFunnel.Item(
        variable: column.name, missing: missing, unused: unused,
        used: table.rowCount - unused)
    }
    return funnel
  }

  /// The funnel of rows that were read in batches.
  func funnel(of batched: Batched, _ plan: AnalysisPlan) -> RowFunnel {
    let source = batched.source
    var funnel = RowFunnel(
      data: plan.data ?? "", file: source.file, read: source.rowsRead,
      cellsSetMissing: source.cellsSetMissing)
    funnel.add(
      .rejected, rows: source.rowsKept,
      detail: source.rowsRejected == batched.rejects.count
        ? Self.counts(batched.rejects.map(\.reason.rawValue)) : nil)
    let data = study.data.first { $0.name == plan.data }
    if let filter = data?.filter {
      funnel.add(.filter, rows: batched.rowsKept, detail: filter.text)
    }
    if let domain = plan.domain {
      funnel.add(.domain, rows: batched.rowsUsed, detail: domain.text)
    }
    var seen: Set<String> = []
    for estimate in batched.outcome.estimates
    where estimate.group.isEmpty && seen.insert(estimate.variable).inserted {
      funnel.items.append(
        RowFunnel.Item(
          variable: estimate.variable, missing: [],
          unused: batched.rowsUsed - estimate.base, used: estimate.base))
    }
    return funnel
  }

  /// Words and how often each occurs, in the order of their names; `nil`
  /// without any.
  private static func counts(_ words: [String]) -> String? {
    if words.isEmpty { return nil }
    var counts: [String: Int] = [:]
    for word in words { counts[word, default: 0] += 1 }
    return counts.keys.sorted().map { "\($0) \(counts[$0] ?? 0)" }
      .joined(separator: ", ")
  }

  // MARK: - Items

  private func items(
    of plan: AnalysisPlan, _ table: Table, _ rows: [Bool]?,
    _ estimates: [Estimate]
  ) -> [RowFunnel.Item] {
    let count = rows?.count { $0 } ?? table.rowCount
    var items: [RowFunnel.Item] = []
    var seen: Set<String> = []
    // Bases of votes that were counted already are votes and not rows.
    let areVotes =
      (plan.method as? IndexMethod).map { !$0.counted.isEmpty } ?? false
      || estimates.contains { $0.base > count }
    for estimate in areVotes ? [] : estimates
    where estimate.group.isEmpty && seen.insert(estimate.variable).inserted {
      let unused = count - estimate.base
      let missing = missing(table[estimate.variable], rows)
      // Missing answers that count in the base are used as all others are.
      let isCounted = missing.reduce(0) { $0 + $1.rows } > unused
      items.append(
        RowFunnel.Item(
          variable: estimate.variable,
          label: table[estimate.variable] == nil ? estimate.label : nil,
          missing: isCounted ? [] : missing, unused: unused,
          used: estimate.base))
    }
    if !items.isEmpty { return items }
    // Without a number about all rows there are the columns themselves.
    for use in plan.method.columns
    where use.table == nil && seen.insert(use.column.name).inserted {
      guard let column = table[use.column.name] else { continue }
      let missing = missing(column, rows)
      let unused = missing.reduce(0) { $0 + $1.rows }
      items.append(
        RowFunnel.Item(
          variable: column.name, missing: missing, unused: unused,
          used: count - unused))
    }
    return items
  }

  private func missing(
    _ column: Column?, _ rows: [Bool]?
  ) -> [RowFunnel.Item.Missing] {
    guard let column, !column.missing.isComplete else { return [] }
    var counts: [MissingReason: Int] = [:]
    for row in 0..<column.count where rows?[row] ?? true {
      if let reason = column.missing[row] { counts[reason, default: 0] += 1 }
    }
    return MissingReason.allCases.compactMap { reason in
      counts[reason].map {
        RowFunnel.Item.Missing(reason: reason.name, rows: $0)
      }
    }
  }
}
