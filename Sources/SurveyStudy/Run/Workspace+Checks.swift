import Diagnostics
import SurveyData
import SurveyStatistics

extension Workspace {
  /// Checks columns, conditions, keys and designs against the tables.
  mutating func check(log: DiagnosticLog) {
    if let fault = study.formats.missingConverter { log.report(fault) }
    for plan in study.data { checkData(plan, log: log) }
    for plan in study.analyses {
      let before = errorCount(log)
      checkAnalysis(plan, log: log)
      checkComparison(plan, log: log)
      // A fault that is known already would only be told again.
      if errorCount(log) == before { checkUse(plan, log: log) }
    }
  }

  private func errorCount(_ log: DiagnosticLog) -> Int {
    log.diagnostics.count { $0.severity == .error }
  }

  /// Reports what the run of an analysis would refuse, and what it would say
  /// about the data.
  private mutating func checkUse(_ plan: AnalysisPlan, log: DiagnosticLog) {
    var names = plan.data.map { [$0] } ?? []
    names += plan.method.columns.compactMap(\.table)
    names += plan.method.files.map(\.name)
    guard names.allSatisfy({ tables[$0] != nil }) else { return }
    if names.contains(where: { batchOptions[$0] != nil }) {
      return checkBatches(plan, tables: names, log: log)
    }
    if let data = study.data.first(where: { $0.name == plan.data }),
      data.design != nil || plan.design != nil, designs[plan.name] == nil
    {
      return
    }
    let beside = designsBeside[plan.name] ?? [:]
    guard plan.method.designUses.allSatisfy({ beside[$0.table] != nil })
    else { return }
    do {
      let findings = try plan.method.findings(on: inputs(of: plan))
      log.report(findings.map { placed($0, plan) })
    } catch {
      refused.insert(plan.name)
      log.report(placed(error, plan))
    }
  }

  private mutating func checkData(_ plan: DataPlan, log: DiagnosticLog) {
    guard let table = tables[plan.name] else { return }
    var columns = plan.design?.columns ?? []
    if let key = plan.key { columns.append(key) }
    let areKnown = check(columns, in: table, log: log)
    if batchOptions[plan.name] != nil {
      checkBatches(plan, log: log)
      // Only faults of the condition are known from the beginning.
      if let filter = plan.filter {
        do {
          _ = try filter.rows(of: table)
        } catch {
          log.report(error)
        }
      }
      return
    }
    if let filter = plan.filter {
      do {
        let rows = try filter.rows(of: table)
        if !rows.contains(true) { log.report(emptySelection(filter)) }
        rowsBeforeFilter[plan.name] = table.rowCount
        tables[plan.name] = table.keeping(rows)
      } catch {
        log.report(error)
      }
    }
    if areKnown, let key = plan.key, let table = tables[plan.name] {
      checkKey(key, in: table, log: log)
    }
  }

  private mutating func checkAnalysis(
    _ plan: AnalysisPlan, log: DiagnosticLog
  ) {
    for use in plan.method.columns where use.table != nil {
      if let table = use.table.flatMap({ tables[$0] }) {
        check([use.column], in: table, log: log)
      }
    }
    plan.method.check(tables: tables, log: log)
    makeDesignsBeside(plan, log: log)
    guard let name = plan.data, let table = tables[name] else { return }
    let own = plan.method.columns.filter { $0.table == nil }.map(\.column)
    check(own + plan.groupings.flatMap { $0 }, in: table, log: log)
    let isBatched = batchOptions[name] != nil
    if let domain = plan.domain {
      do {
        let rows = try domain.rows(of: table)
        if isBatched { return }
        if !rows.contains(true) { log.report(emptySelection(domain)) }
        domains[plan.name] = rows
      } catch {
        log.report(error)
      }
    }
    let shared = study.data.first { $0.name == name }?.design
    guard !isBatched, let design = plan.design ?? shared else { return }
    // The columns of a shared design are checked with the data set.
    let areKnown =
      plan.design == nil
      ? design.columns.allSatisfy { table[$0.name] != nil }
      : check(design.columns, in: table, log: log)
    guard areKnown else { return }
    if let file = design.unequal?.filePlan, tables[file.name] == nil { return }
    designs[plan.name] = made(
      DesignUse(
        table: name, plan: design, isShared: plan.design == nil,
        subject: plan.design == nil
          ? "the data set '\(name)'" : "the analysis '\(plan.name)'"),
      table, log: log)
    // Without its design the data would pass for a simple sample.
    if designs[plan.name] == nil { refused.insert(plan.name) }
  }

  @discardableResult
  func check(
    _ columns: [ColumnReference], in table: Table, log: DiagnosticLog
  ) -> Bool {
    var areKnown = true
    for column in columns where table[column.name] == nil {
      areKnown = false
      log.report(unknownColumn(column, in: table))
    }
    return areKnown
  }

  private func unknownColumn(
    _ column: ColumnReference, in table: Table
  ) -> Diagnostic {
    let labelled = table.columns.first { known in
      let label = known.variable?.label
      return label?.chinese == column.name || label?.english == column.name
    }
    let help: String
    if let renamed = newName(of: column.name, in: table) {
      return Diagnostic(
        .unknownColumn, at: column.place,
        "the recipe renames '\(column.name)' to '\(renamed)'",
        excerpt: texts.excerpt(
          at: column.place, label: "no longer called so after the recipe"),
        help: "name '\(renamed)' here")
    }
    if let labelled {
      help = "'\(column.name)' is the label of '\(labelled.name)': name that"
    } else {
      help = table.helpFinding(column.name, shown: 20)
    }
    let excerpt = texts.excerpt(
      at: column.place, label: "not in \(table.source.file)")
    return Diagnostic(
      .unknownColumn, at: column.place,
      excerpt == nil
        ? "'\(table.source.file)' has no column named '\(column.name)'"
        : "no column is named '\(column.name)'",
      excerpt: excerpt, help: help)
  }

  /// What the recipe of a table calls a column that the file has by `name`.
  private func newName(of name: String, in table: Table) -> String? {
    for plan in study.data where tables[plan.name]?.name == table.name {
      for step in plan.preparation.recipe.steps {
        guard let step = step as? RenameStep else { continue }
        if let found = step.names.first(where: { $0.old.name == name }),
          table[found.new.name] != nil
        {
          return found.new.name
        }
      }
    }
    return nil
  }

  private func emptySelection(_ condition: RowExpression) -> Diagnostic {
    Diagnostic(
      .emptySelection, .warning, at: condition.place,
      "no row meets the condition: \(condition.text)",
      zh: "没有一行符合条件：\(condition.text)",
      help: "compare it with the values in the file")
  }

  private func checkKey(
    _ key: ColumnReference, in table: Table, log: DiagnosticLog
  ) {
    guard let column = table[key.name] else { return }
    var firstRows: [String: Int] = [:]
    for row in 0..<table.rowCount {
      let value = column.text(at: row)
      let line = row < table.sourceLines.count ? table.sourceLines[row] : nil
      let place = Place(
        file: table.source.file, line: line.map(Int.init),
        columnName: key.name)
      guard let value else {
        log.report(
          Diagnostic(
            .repeatedKeyValue, at: place,
            "the key '\(key.name)' has no value in this row"))
        continue
      }
      if let first = firstRows.updateValue(row, forKey: value) {
        let line = table.sourceLines.isEmpty ? nil : table.sourceLines[first]
        firstRows[value] = first
        log.report(
          Diagnostic(
            .repeatedKeyValue, at: place,
            "the key '\(key.name)' has the value '\(value)' a second time",
            notes: line.map { ["the first one is on line \($0)"] } ?? [],
            help: "remove one of the rows, or leave out 'key' when rows need "
              + "not be unique"))
      }
    }
  }
}

extension DesignPlan {
  /// The names that statistics need, with what stands in files of their own.
  func specification(
    tables: [String: Table]
  ) throws(Diagnostic) -> DesignSpecification {
    DesignSpecification(
      strata: strata.map(\.name), clusters: clusters.map(\.name),
      weights: weights?.name, fpc: populations.map(\.name),
      singleCluster: singleCluster,
      unequal: try unequal?.specification(tables: tables),
      replicates: replicates?.specification,
      secondPhase: secondPhase?.specification)
  }

  /// The design in words, for the provenance.
  var title: LocalizedText? {
    var parts: [LocalizedText] = []
    func add(_ chinese: String, _ english: String, _ columns: [ColumnReference])
    {
      if columns.isEmpty { return }
      let names = columns.map(\.name)
      parts.append(
        LocalizedText(
          zh: "\(chinese)：\(names.joined(separator: "、"))",
          en: "\(english) \(names.joined(separator: ", "))"))
    }
    add("分层", "strata", strata)
    add("整群", "clusters", clusters)
    add("权重", "weights", weights.map { [$0] } ?? [])
    add("有限总体校正", "fpc", populations)
    if let unequal { parts.append(unequal.title) }
    if let replicates { parts.append(replicates.title) }
    if let secondPhase { parts.append(secondPhase.title) }
    if let calibration { parts.append(calibration.title) }
    if parts.isEmpty { return nil }
    return LocalizedText(
      zh: parts.map { $0[.chinese] }.joined(separator: "；"),
      en: parts.map { $0[.english] }.joined(separator: "; "))
  }
}
