import Diagnostics
import SurveyData
import SurveyStatistics

extension Workspace {
  /// The files with targets of weightings, each once.
  var targetFiles: [DataPlan] {
    let designs = study.data.map(\.design) + study.analyses.map(\.design)
    var seen: Set<String> = []
    return designs.flatMap { $0?.calibration?.files ?? [] }.filter {
      seen.insert($0.name).inserted
    }
  }

  /// The design of a table. That of a data set is made and weighted once,
  /// whatever asks for it, and its faults are told once.
  ///
  /// - Returns: `nil` when it cannot be made, with the reason in `log`.
  mutating func made(
    _ use: DesignUse, _ table: Table, log: DiagnosticLog
  ) -> SurveyDesign? {
    if use.isShared, let known = sharedDesigns[use.table] { return known }
    var design: SurveyDesign?
    do {
      design = try use.plan.made(
        for: table, tables: tables, of: use.subject, log: log)
    } catch {
      log.report(error)
    }
    if use.isShared { sharedDesigns[use.table] = .some(design) }
    return design
  }

  /// Makes the designs of the tables beside the data set of an analysis.
  mutating func makeDesignsBeside(_ plan: AnalysisPlan, log: DiagnosticLog) {
    for use in plan.method.designUses {
      // The columns were checked with the data set or with the keys.
      guard let table = tables[use.table],
        use.plan.columns.allSatisfy({ table[$0.name] != nil })
      else { continue }
      if let file = use.plan.unequal?.filePlan, tables[file.name] == nil {
        continue
      }
      var told = use
      told.subject = "\(use.subject) of the analysis '\(plan.name)'"
      guard let made = made(told, table, log: log) else {
        refused.insert(plan.name)
        continue
      }
      designsBeside[plan.name, default: [:]][use.table] = made
    }
  }
}

extension DesignPlan {
  /// The design of a table, with its weights changed as the study says; `nil`
  /// when a file with targets could not be read.
  ///
  /// - Parameters:
  ///   - tables: The tables of the study, those of targets among them.
  ///   - subject: What the design belongs to, as faults name it.
  ///   - log: Takes what the reader should know of the weights.
  func made(
    for table: Table, tables: [String: Table], of subject: String,
    log: DiagnosticLog
  ) throws(Diagnostic) -> SurveyDesign? {
    do throws(Diagnostic) {
      let made = try SurveyDesign(
        specification(tables: tables), table: table)
      guard let calibration else { return made }
      guard let weighting = try calibration.weighting(tables: tables) else {
        return nil
      }
      let (design, findings) = try calibration.placing {
        () throws(Diagnostic) in
        try made.weighted(by: weighting, table: table)
      }
      for var finding in findings {
        if finding.place?.line == nil { finding.place = calibration.place }
        log.report(finding)
      }
      return design
    } catch {
      var fault = error
      if fault.place?.line == nil { fault.place = place }
      fault.notes.append("in the design of \(subject)")
      throw fault
    }
  }
}

extension CalibrationPlan {
  /// Runs `work` and gives what it throws the place of the steps, unless it
  /// names a line.
  fileprivate func placing<Value>(
    _ work: () throws(Diagnostic) -> Value
  ) throws(Diagnostic) -> Value {
    do {
      return try work()
    } catch {
      var fault = error
      if fault.place?.line == nil { fault.place = place }
      throw fault
    }
  }
}
