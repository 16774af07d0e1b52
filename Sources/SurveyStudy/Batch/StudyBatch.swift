import Diagnostics

/// Runs studies, several at a time; one that fails does not keep the others
/// from running.
public struct StudyBatch: Sendable {
  /// The studies.
  public var jobs: [StudyJob]
  /// Whether folders that this program did not make are moved aside.
  public var replacesForeign: Bool
  /// Whether everything is computed, whatever the last runs left.
  public var isFresh: Bool
  /// Values of parameters, each `name=value`.
  public var parameters: [String]
  /// Told of every folder that is about to be written.
  public var protect: @Sendable (OutputFolder) -> Void

  /// Creates a batch.
  public init(
    _ jobs: [StudyJob], replacesForeign: Bool = false,
    isFresh: Bool = false, parameters: [String] = [],
    protect: @Sendable @escaping (OutputFolder) -> Void = { _ in }
  ) {
    self.jobs = jobs
    self.replacesForeign = replacesForeign
    self.isFresh = isFresh
    self.parameters = parameters
    self.protect = protect
  }

  /// Runs the studies at some positions.
  ///
  /// At most as many run at once as there are cores, and as fit into the
  /// memory that is free by what their data files weigh; a study that is
  /// larger than that runs alone.
  ///
  /// - Parameter positions: Which studies; all when left out.
  /// - Returns: What became of them, in order.
  public func run(
    _ positions: [Int]? = nil,
    report: @Sendable @escaping (BatchEvent) -> Void
  ) async -> [StudyReport] {
    let chosen = (positions ?? Array(jobs.indices)).filter(
      jobs.indices.contains)
    let budget = WorkBudget()
    return await withTaskGroup(of: (Int, StudyReport).self) { group in
      for position in chosen {
        let size =
          chosen.count > 1 ? WorkBudget.estimate(jobs[position].study) : 0
        await budget.take(size)
        group.addTask {
          report(.started(position))
          let clock = ContinuousClock()
          let start = clock.now
          var result = await run(jobs[position]) {
            report(.analysis(position, $0))
          }
          result.seconds = (clock.now - start) / .seconds(1)
          await budget.giveBack(size)
          report(.finished(position, result))
          return (position, result)
        }
      }
      var results: [(Int, StudyReport)] = []
      for await result in group { results.append(result) }
      return results.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }

  /// Runs one study and keeps what happens to it to itself.
  private func run(
    _ job: StudyJob, progress: @Sendable @escaping (RunEvent) -> Void
  ) async -> StudyReport {
    let log = DiagnosticLog()
    var report = StudyReport(job, .failed)
    if !isFresh,
      let last = await unchangedRun(
        job.study, output: job.output, parameters: parameters)
    {
      report.take(last)
      return report
    }
    guard
      let workspace = await openStudy(
        job.study, parameters: parameters, log: log)
    else {
      report.findings = log.diagnostics
      report.watched = WatchedFile.unread(job.study)
      return report
    }
    report.analysisCount = workspace.study.analyses.count
    report.watched = workspace.watchedFiles
    if isBlocking(log.diagnostics) {
      report.findings = workspace.findings(log)
      return report
    }
    let folder: OutputFolder
    do {
      folder = try workspace.output(
        job.output, replacesForeign: replacesForeign)
    } catch {
      report.outputFindings = [error]
      return report
    }
    protect(folder)
    do {
      report.summary = try await workspace.run(
        to: folder, isFresh: isFresh, log: log, progress: progress)
      report.findings = workspace.findings(log)
      report.status = log.hasErrors ? .errors : .ok
    } catch {
      let all = workspace.findings(log)
      report.findings = all.filter { $0.code != .unwritableOutput }
      report.outputFindings = all.filter { $0.code == .unwritableOutput }
    }
    return report
  }
}
