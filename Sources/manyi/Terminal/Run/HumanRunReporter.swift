import Diagnostics
import SurveyStudy
import Synchronization

/// Tells people: findings to standard error, study by study in their order
/// whatever was finished first; then what to open.
final class HumanRunReporter: RunReporter {
  private let telling: RunTelling
  private let console: Console
  private let progress: Progress
  private let state = Mutex(State())

  private struct State {
    var order: [Int] = []
    var finished: [Int: StudyReport] = [:]
    var next = 0
    var starts: [Int: ContinuousClock.Instant] = [:]
    var lines: [Int: String] = [:]
    var nextLine = 1
    /// Whether a study had something to say, which a blank line ends.
    var hasWritten = false
  }

  init(_ telling: RunTelling, _ console: Console) {
    self.telling = telling
    self.console = console
    progress = Progress(console, isShown: !telling.isQuiet)
  }

  func begin(_ positions: [Int]) {
    state.withLock { $0.order = positions }
  }

  func report(_ event: BatchEvent) {
    state.withLock { state in
      switch event {
      case .started(let position):
        guard telling.isBatch else { return }
        progress.begin(
          position, name: telling.jobs[position].name, count: state.order.count)
      case .analysis(_, let event):
        if !telling.isBatch { report(event, &state) }
      case .finished(let position, let report):
        if telling.isBatch { progress.finish(position) }
        state.finished[position] = report
        writeFinished(&state)
      }
    }
  }

  private func report(_ event: RunEvent, _ state: inout State) {
    switch event {
    case .started(let name, let position, let count):
      state.starts[position] = .now
      progress.begin(position, name: name, count: count)
    case .finished(let name, let position, let count, let succeeded):
      progress.finish(position)
      guard telling.isVerbose else { return }
      let start = state.starts[position] ?? .now
      let seconds = (ContinuousClock.now - start) / .seconds(1)
      state.lines[position] =
        "[\(position)/\(count)] \(visible(name)) … "
        + "\(succeeded ? "ok" : "failed") \(timeText(seconds))"
      while let line = state.lines.removeValue(forKey: state.nextLine) {
        progress.above { console.note(line) }
        state.nextLine += 1
      }
    }
  }

  /// A study waits for those before it.
  private func writeFinished(_ state: inout State) {
    while state.next < state.order.count,
      let report = state.finished.removeValue(forKey: state.order[state.next])
    {
      state.next += 1
      let count = "[\(state.next)/\(state.order.count)]"
      progress.above { write(report, count: count, &state) }
    }
  }

  private func write(
    _ report: StudyReport, count: String, _ state: inout State
  ) {
    var console = console
    if telling.isBatch, telling.isVerbose {
      console.note(
        "\(count) \(visible(report.job.name)) … \(report.status.rawValue) "
          + timeText(report.seconds))
    }
    let shown = report.findings.filter {
      !telling.isQuiet || $0.severity != .note
    }
    let isConcise = telling.format == .concise
    if telling.isBatch, !isConcise, !telling.isVerbose,
      !(shown + report.outputFindings).isEmpty
    {
      console.note(
        (state.hasWritten ? "\n" : "") + "\(visible(report.job.name)):")
      state.hasWritten = true
    }
    console.folder = studyFolder(report.job.study)
    console.show(shown, isConcise: isConcise)
    console.folder = ""
    console.show(report.outputFindings, isConcise: isConcise)
    guard let summary = report.summary else { return }
    if !summary.isWritten {
      console.note(
        "no analysis succeeded; '\(visible(report.job.output))' is as it was "
          + "before the run")
    }
    if let aside = summary.movedAside {
      console.note("the folder that was there is now '\(visible(aside))'")
    }
    for file in summary.files where file.hasPrefix("rejects/") {
      console.note("rows set aside: \(visible(report.job.path(of: file)))")
    }
  }

  func end(_ reports: [StudyReport], seconds: Double) {
    progress.end()
    if telling.isBatch {
      writeTable(reports, seconds: seconds)
    } else if let report = reports.first, let summary = report.summary,
      summary.isWritten, !telling.isQuiet
    {
      write(summary, of: report, seconds: seconds)
      console.note("open:")
      for file in summary.entrances {
        console.print(path: report.job.path(of: file))
      }
    }
  }

  private func write(
    _ summary: RunSummary, of report: StudyReport, seconds: Double
  ) {
    let files = counted(summary.files.count, "file")
    if report.isUnchanged {
      console.note(
        "nothing changed: \(files) in '\(visible(report.job.output))' as the "
          + "last run left them")
      return
    }
    console.note(
      "\(summary.succeeded) of "
        + counted(summary.analysisCount, "analysis", "analyses")
        + ", \(files) in " + timeText(seconds))
    if summary.reused > 0 || summary.kept > 0 {
      console.note(
        "taken over from the last run: "
          + counted(summary.reused, "analysis", "analyses")
          + ", \(counted(summary.kept, "file"))")
    }
  }

  private func writeTable(_ reports: [StudyReport], seconds: Double) {
    let shown =
      telling.isQuiet ? reports.filter { $0.status != .ok } : reports
    if !shown.isEmpty {
      console.print(RunTable(shown).text(width: console.width))
    }
    if telling.isQuiet { return }
    let parts = StudyReport.Status.tally(
      reports.map(\.status), ok: "ok", errors: "with errors",
      failed: "not run")
    console.note(
      "\(counted(reports.count, "study", "studies")) in "
        + "\(timeText(seconds)): \(parts.joined(separator: ", "))")
  }

  func watching(files: Int) {
    console.note(
      "watching \(counted(files, "file")) of "
        + "\(counted(telling.jobs.count, "study", "studies")); "
        + "Ctrl-C ends")
  }

  func changed(_ paths: [String]) {
    let shown = paths.prefix(3).map { "'\(visible($0))'" }
    let more = paths.count > 3 ? " and \(paths.count - 3) more" : ""
    console.note("\nchanged: \(shown.joined(separator: ", "))\(more)")
  }
}

extension StudyJob {
  /// A file of the output as the user would open it.
  func path(of file: String) -> String {
    output.hasSuffix("/") ? output + file : "\(output)/\(file)"
  }
}
