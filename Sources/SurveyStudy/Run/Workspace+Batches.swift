import Diagnostics
import SurveyData
import SurveyImport
import SurveyStatistics
import Synchronization

/// A kind that can take its rows batch by batch.
protocol BatchMethod: AnalysisMethod {
  /// The analysis, when it needs nothing but sums.
  ///
  /// - Throws: `unsupportedBatches` when a key asks for more.
  func batchAnalysis(
    groupings: [[String]]
  ) throws(Diagnostic) -> any BatchAnalysis
}

extension Workspace {
  /// A result from batches, with what became known of the file.
  struct Batched: Codable, Sendable {
    var outcome: AnalysisOutcome
    var source: DataSource
    /// Rows that meet the condition of the analysis.
    var rowsUsed: Int
    /// Rows before any condition.
    var rowsAvailable: Int
    /// Rows that meet the condition of the data set.
    var rowsKept: Int
    /// The records that were set aside, up to the limit of the reader.
    var rejects: [RejectedRecord]
  }

  /// Whether the file of a data set is read in batches: because the study
  /// says so, or because it is larger than the memory of the machine.
  static func readsInBatches(_ plan: DataPlan, path: String) -> Bool {
    if let choice = plan.readsInBatches { return choice }
    guard let size = FileSystem.size(of: path) else { return false }
    return size > FileSystem.physicalMemory
  }

  /// Reads the beginning of a file, to check names against.
  static func readBeginning(
    _ plan: DataPlan, path: String, options: ImportOptions
  ) throws(Diagnostic) -> ImportResult {
    var head: Table?
    let summary = try BatchReader.read(
      file: path, displayName: plan.file.path, options: options,
      rowCount: 1 << 12, start: { head = nil },
      take: { table in
        head = table
        return false
      })
    guard let head else {
      throw Diagnostic(
        .noRows, at: Place(file: plan.file.path),
        "'\(plan.file.path)' has no rows")
    }
    return ImportResult(
      table: head, rejects: [], diagnostics: summary.diagnostics)
  }

  /// Reports what batches cannot do for a data set.
  func checkBatches(_ plan: DataPlan, log: DiagnosticLog) {
    var reasons: [String] = []
    if !plan.preparation.isEmpty { reasons.append("a recipe or a join") }
    if plan.quality != nil { reasons.append("rules of quality") }
    if plan.key != nil { reasons.append("a 'key'") }
    if plan.design?.calibration != nil { reasons.append("calibration") }
    for reason in reasons {
      log.report(
        Diagnostic(
          .unsupportedBatches, at: plan.file.place,
          "the data set '\(plan.name)' is read in batches, and \(reason) "
            + "needs all rows at once",
          help: wholeFileHelp + ", or prepare the file beforehand"))
    }
  }

  /// Reports what batches cannot do for an analysis.
  mutating func checkBatches(
    _ plan: AnalysisPlan, tables names: [String], log: DiagnosticLog
  ) {
    do throws(Diagnostic) {
      if let data = study.data.first(where: { $0.name == plan.data }),
        batchOptions[data.name] != nil
      {
        _ = try batchAnalysis(plan, data: data)
      }
      // What batches show of another table is its beginning.
      if let other = names.first(where: {
        $0 != plan.data && batchOptions[$0] != nil
      }) {
        throw Diagnostic(
          .unsupportedBatches, at: plan.place,
          "the kind '\(plan.kind)' needs all rows of '\(other)' at once, which"
            + " is read in batches", help: wholeFileHelp)
      }
    } catch {
      refused.insert(plan.name)
      log.report(placed(error, plan))
    }
  }

  /// The analysis of a data set that is read in batches, and its design.
  private func batchAnalysis(
    _ plan: AnalysisPlan, data: DataPlan
  ) throws(Diagnostic) -> (any BatchAnalysis, DesignSpecification) {
    guard let method = plan.method as? any BatchMethod else {
      let kinds = AnalysisKinds.all.filter { $0 is any BatchMethod.Type }
      throw Diagnostic(
        .unsupportedBatches, at: plan.place,
        "the kind '\(plan.kind)' needs all rows at once, and the data set "
          + "'\(data.name)' is read in batches",
        notes: [
          "computed in batches: "
            + kinds.map { $0.kind }.joined(separator: ", ")
        ], help: wholeFileHelp)
    }
    let specification =
      try (plan.design ?? data.design)?.specification(tables: tables)
      ?? DesignSpecification()
    try specification.checkBatches()
    return (
      try method.batchAnalysis(
        groupings: plan.groupings.map { $0.map(\.name) }),
      specification
    )
  }

  /// Runs an analysis of a data set that is read in batches.
  func runInBatches(
    _ plan: AnalysisPlan, data: DataPlan
  ) throws(Diagnostic) -> Batched {
    let (analysis, specification) = try batchAnalysis(plan, data: data)
    let counts = BatchCounts()
    let options = batchOptions[data.name] ?? data.options
    let path =
      data.file.opened ?? FileSystem.join(study.folder, data.file.path)
    let filters = [data.filter, plan.domain].compactMap { $0 }
    let names = tables[data.name]?.columns.map(\.name) ?? []
    let batched = BatchedData(
      design: specification, level: plan.level
    ) { columns, start, take throws(Diagnostic) in
      let needed = columns.union(
        names.filter { name in filters.contains { $0.text.contains(name) } })
      var fault: Diagnostic?
      let summary = try BatchReader.read(
        file: path, displayName: data.file.path, columns: needed,
        options: options,
        start: {
          counts.start()
          start()
        },
        take: { table in
          do throws(Diagnostic) {
            try take(counts.data(table, data.filter, plan))
          } catch {
            fault = error
          }
          return fault == nil
        })
      if let fault { throw fault }
      counts.diagnostics = summary.diagnostics
      counts.source = summary.source
      counts.rejects = summary.rejects
      return summary.source
    }
    var outcome = try analysis.run(inBatches: batched)
    outcome.diagnostics += counts.diagnostics
    return Batched(
      outcome: outcome, source: counts.source, rowsUsed: counts.used,
      rowsAvailable: counts.source.rowsKept, rowsKept: counts.kept,
      rejects: counts.rejects)
  }
}

/// What can be done about what needs all rows at once.
private let wholeFileHelp =
  "set 'batches: false' where the file fits into memory"

/// What batches set aside of each data set, known once an analysis has read
/// it.
final class BatchRejects: Sendable {
  private let records = Mutex<[String: [RejectedRecord]]>([:])

  /// The records by the name of their data set.
  var all: [String: [RejectedRecord]] { records.withLock { $0 } }

  /// Keeps the records of a data set; each reading has the same ones.
  func keep(_ rejects: [RejectedRecord], of data: String) {
    records.withLock { $0[data] = rejects }
  }
}

/// What is counted while batches come one at a time.
///
/// Sharing is safe because the reader delivers under its lock.
private final class BatchCounts: @unchecked Sendable {
  var used = 0
  var kept = 0
  var source = DataSource(file: "")
  var diagnostics: [Diagnostic] = []
  var rejects: [RejectedRecord] = []

  func start() { (used, kept) = (0, 0) }

  /// A batch without the rows that the data set leaves out, and with the
  /// domain of the analysis.
  func data(
    _ table: Table, _ filter: RowExpression?, _ plan: AnalysisPlan
  ) throws(Diagnostic) -> AnalysisData {
    var table = table
    if let filter { table = table.keeping(try filter.rows(of: table)) }
    kept += table.rowCount
    let domain = try plan.domain?.rows(of: table)
    used += domain?.count { $0 } ?? table.rowCount
    return AnalysisData(table: table, domain: domain, level: plan.level)
  }
}
