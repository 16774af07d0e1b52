import Diagnostics
import SurveyData
import SurveyReport
import SurveyStatistics

/// What a run reports while it goes on.
public enum RunEvent: Sendable {
  /// An analysis begins; positions count from 1.
  case started(name: String, position: Int, count: Int)
  /// An analysis has ended.
  case finished(name: String, position: Int, count: Int, succeeded: Bool)
}

extension Workspace {
  /// Runs every analysis, several at a time.
  ///
  /// - Returns: The results that there are, in the order of the study. Why
  ///   others failed is in `log`.
  func runAnalyses(
    memory: RunMemory? = nil, log: DiagnosticLog,
    progress: @Sendable @escaping (RunEvent) -> Void
  ) async -> [Released<AnalysisResult>] {
    let count = study.analyses.count
    let results = inParallel(count) { position in
      let plan = study.analyses[position]
      progress(
        .started(name: plan.name, position: position + 1, count: count))
      let result = run(plan, memory: memory, log: log)
      progress(
        .finished(
          name: plan.name, position: position + 1, count: count,
          succeeded: result != nil))
      return result
    }
    return results.compactMap { $0.map(release) }
  }

  /// Runs one analysis; `nil` when it fails, with the reason in `log`.
  ///
  /// - Parameter memory: What the last run found, if it may be used.
  func run(
    _ plan: AnalysisPlan, memory: RunMemory? = nil, log: DiagnosticLog
  ) -> AnalysisResult? {
    if refused.contains(plan.name) { return nil }
    do {
      if let data = study.data.first(where: { $0.name == plan.data }),
        batchOptions[data.name] != nil
      {
        let batched = try remembered(plan, memory) {
          () throws(Diagnostic) in try runInBatches(plan, data: data)
        }
        return result(batched, plan, log)
      }
      let outcome = try remembered(plan, memory) {
        () throws(Diagnostic) in try plan.method.run(on: inputs(of: plan))
      }
      log.report(outcome.diagnostics.map { placed($0, plan) })
      var provenance = provenance(of: plan, formula: outcome.formula)
      provenance.funnels = funnels(of: plan, estimates: outcome.estimates)
      var result = AnalysisResult(
        id: plan.name, kind: plan.kind, title: plan.title,
        provenance: provenance,
        conventions: outcome.conventions
          + (designs[plan.name]?.weightingConventions ?? []),
        estimates: outcome.estimates,
        details: outcome.details)
      result.headline = plan.headline
      return result
    } catch {
      var fault = placed(error, plan)
      fault.notes.append("the analysis '\(plan.name)' was not finished")
      log.report(fault)
      return nil
    }
  }

  private func remembered<Value: KeptOutcome>(
    _ plan: AnalysisPlan, _ memory: RunMemory?,
    _ compute: () throws(Diagnostic) -> Value
  ) throws(Diagnostic) -> Value {
    guard let memory else { return try compute() }
    return try memory.outcome(of: plan.name, compute: compute)
  }

  private func result(
    _ batched: Batched, _ plan: AnalysisPlan, _ log: DiagnosticLog
  ) -> AnalysisResult {
    let outcome = batched.outcome
    if let data = plan.data { batchRejects.keep(batched.rejects, of: data) }
    // What is said of the file is said once, whatever was computed from it.
    let ofFile: [DiagnosticCode] = [
      .rejectedRecord, .tooManyRejects, .unreadableCell,
    ]
    log.report(
      outcome.diagnostics.map {
        ofFile.contains($0.code) ? $0 : placed($0, plan)
      })
    var provenance = provenance(of: plan, formula: outcome.formula)
    provenance.sources = [batched.source]
    provenance.rowsUsed = batched.rowsUsed
    provenance.rowsAvailable = batched.rowsAvailable
    provenance.funnels = [funnel(of: batched, plan)]
    var result = AnalysisResult(
      id: plan.name, kind: plan.kind, title: plan.title,
      provenance: provenance, conventions: outcome.conventions,
      estimates: outcome.estimates, details: outcome.details)
    result.headline = plan.headline
    return result
  }

  /// What an analysis runs on.
  func inputs(of plan: AnalysisPlan) -> AnalysisInputs {
    var inputs = AnalysisInputs(
      data: nil, groupings: plan.groupings.map { $0.map(\.name) },
      level: plan.level, tables: tables, domain: domains[plan.name],
      designs: designsBeside[plan.name] ?? [:])
    if let table = plan.data.flatMap({ tables[$0] }) {
      inputs.data = AnalysisData(
        table: table, domain: domains[plan.name],
        design: designs[plan.name] ?? .simple(rowCount: table.rowCount),
        level: plan.level)
    }
    return inputs
  }

  /// Findings of statistics name a file and a column at most; they belong to
  /// the key that names the column, or else to their analysis.
  func placed(
    _ diagnostic: Diagnostic, _ plan: AnalysisPlan
  ) -> Diagnostic {
    var diagnostic = diagnostic
    if diagnostic.place?.line == nil {
      let column = plan.method.columns.first {
        $0.column.name == diagnostic.place?.columnName
      }
      diagnostic.place =
        column?.column.place ?? plan.method.faultPlaces[diagnostic.code]
        ?? plan.place
      diagnostic.notes.insert("in the analysis '\(plan.name)'", at: 0)
    }
    return diagnostic
  }

  private func provenance(
    of plan: AnalysisPlan, formula: String
  ) -> Provenance {
    var names = plan.data.map { [$0] } ?? []
    names += plan.method.columns.compactMap(\.table)
    names += plan.method.files.map(\.name)
    var sources: [DataSource] = []
    for source in names.flatMap({ self.sources(of: $0) })
    where !sources.contains(source) {
      sources.append(source)
    }
    let data = study.data.first { $0.name == plan.data }
    let table = plan.data.flatMap { tables[$0] }
    let filters = [data?.filter?.text, plan.domain?.text].compactMap { $0 }
    let design = plan.design ?? data?.design
    var provenance = Provenance(
      sources: sources,
      filter: filters.count > 1
        ? filters.map { "(\($0))" }.joined(separator: " and ")
        : filters.first,
      rowsAvailable: table?.source.rowsKept ?? 0,
      rowsUsed: domains[plan.name]?.count { $0 } ?? table?.rowCount ?? 0,
      design: design?.title, formula: formula)
    provenance.isKeptByQuality = plan.data.map(isKeptByQuality) ?? false
    return provenance
  }
}
