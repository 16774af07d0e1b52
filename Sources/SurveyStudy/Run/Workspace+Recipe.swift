import Diagnostics
import SurveyData

extension Workspace {
  /// Makes the tables of the data sets from what was read: files below each
  /// other, then joins, then another shape, then the recipe.
  ///
  /// A data set that joins another gets its finished table, so that the other
  /// one is made first. A table that cannot be made is taken away, with the
  /// reason in `log`; what needs it is then left out without a word.
  mutating func prepareTables(log: DiagnosticLog) {
    checkPreparedInputs(log: log)
    for plan in inOrderOfNeed(study.data, log: log) {
      if plan.preparation.isEmpty { continue }
      if let (table, done) = prepared(plan, log: log) {
        tables[plan.name] = table.withoutUnusedTexts()
        preparations[plan.name] = done
      } else {
        tables[plan.name] = nil
      }
    }
    for file in study.data.flatMap(\.preparation.files) {
      tables[file.name] = nil
    }
  }

  /// The files behind a data set.
  func sources(of name: String) -> [DataSource] {
    preparations[name]?.sources ?? tables[name].map { [$0.source] } ?? []
  }

  // MARK: - One data set

  private func prepared(
    _ plan: DataPlan, log: DiagnosticLog
  ) -> (Table, PreparationLog)? {
    let preparation = plan.preparation
    guard var table = tables[plan.name] else { return nil }
    var done = PreparationLog(
      sources: sources(of: plan.name), recipe: RecipeLog(rowsBefore: 0))
    func addSources(_ sources: [DataSource]) {
      for source in sources where !done.sources.contains(source) {
        done.sources.append(source)
      }
    }
    do throws(TableFaults) {
      if let append = preparation.append {
        var parts = [(label: preparation.firstLabel, table: table)]
        for part in preparation.parts {
          guard let other = tables[part.plan.name] else { return nil }
          parts.append((part.label, other))
          addSources([other.source])
        }
        let combined = try append.combine(parts, log: log)
        table = combined.table
        done.combining.append(combined.report)
        done.combinedRows.append(combined.table.rowCount)
      }
      for join in preparation.joins {
        guard let other = tables[join.name.name] else { return nil }
        let combined = try join.plan.combine(table, with: other, log: log)
        table = combined.table
        done.combining.append(combined.report)
        done.combinedRows.append(combined.table.rowCount)
        addSources(sources(of: join.name.name))
      }
      switch preparation.shape {
      case .long(let plan)?:
        let combined = try plan.combine(table, log: log)
        table = combined.table
        done.combining.append(combined.report)
        done.combinedRows.append(combined.table.rowCount)
      case .wide(let plan)?:
        let combined = try plan.combine(table, log: log)
        table = combined.table
        done.combining.append(combined.report)
        done.combinedRows.append(combined.table.rowCount)
      case nil: break
      }
    } catch {
      log.report(error.diagnostics)
      return nil
    }
    guard let cleaned = preparation.recipe.run(on: table, log: log) else {
      return nil
    }
    done.recipe = cleaned.log
    return (cleaned.table, done)
  }

  // MARK: - Order

  /// The data sets so that each comes after those that it joins. Those in a
  /// circle, and those that join what does not exist, are left out, and their
  /// tables are not to be used.
  private mutating func inOrderOfNeed(
    _ plans: [DataPlan], log: DiagnosticLog
  ) -> [DataPlan] {
    let names = plans.map(\.name)
    var ordered: [DataPlan] = []
    var done: Set<String> = []
    var waiting: [DataPlan] = []
    for plan in plans {
      var isKnown = true
      for join in plan.preparation.joins
      where join.file == nil && !names.contains(join.name.name) {
        isKnown = false
        log.report(unknownDataSet(join, names))
      }
      if isKnown { waiting.append(plan) } else { tables[plan.name] = nil }
    }
    let failed = Set(names).subtracting(waiting.map(\.name))
    while !waiting.isEmpty {
      let ready = waiting.filter { plan in
        plan.preparation.joins.allSatisfy { join in
          join.file != nil || done.contains(join.name.name)
            || failed.contains(join.name.name)
        }
      }
      if ready.isEmpty { break }
      ordered += ready
      done.formUnion(ready.map(\.name))
      waiting.removeAll { done.contains($0.name) }
    }
    for plan in waiting {
      tables[plan.name] = nil
      guard
        let join = plan.preparation.joins.first(where: { join in
          waiting.contains { $0.name == join.name.name }
        })
      else { continue }
      log.report(
        Diagnostic(
          .circularData, at: join.name.place,
          "'\(plan.name)' joins '\(join.name.name)', which is itself made "
            + "from '\(plan.name)'",
          help: "read the file once more under another name"))
    }
    return ordered
  }

  private func unknownDataSet(
    _ join: Preparation.Join, _ names: [String]
  ) -> Diagnostic {
    Diagnostic(
      .unknownName, at: join.name.place,
      "no data set is called '\(join.name.name)'",
      help: nearest(to: join.name.name, in: names)
        .map { "did you mean '\($0)'?" }
        ?? "name a data set, or a file with its ending")
  }
}
