import SurveyStudy
import Synchronization

/// One document at the end.
struct JSONRunReporter: RunReporter {
  private let console: Console

  init(_ console: Console) { self.console = console }

  func begin(_ positions: [Int]) {}
  func report(_ event: BatchEvent) {}
  func watching(files: Int) {}
  func changed(_ paths: [String]) {}

  func end(_ reports: [StudyReport], seconds: Double) {
    console.print(runJSON(reports, seconds: seconds).fileText)
  }
}

/// One event a line, as it happens: studies that run at the same time take
/// turns.
final class EventRunReporter: RunReporter {
  private let telling: RunTelling
  private let console: Console
  private let starts = Mutex<[String: ContinuousClock.Instant]>([:])

  init(_ telling: RunTelling, _ console: Console) {
    self.telling = telling
    self.console = console
  }

  private func write(
    _ event: String, _ fields: [(key: String, value: JSONValue)]
  ) {
    console.print(LogEvent(event, fields).line)
  }

  func begin(_ positions: [Int]) {
    write(
      "started",
      [
        ("of", .text("run")), ("studies", .integer(positions.count)),
        ("version", .text(manyiVersion)),
      ])
  }

  func report(_ event: BatchEvent) {
    // The lock keeps the lines of a study together.
    starts.withLock { starts in
      switch event {
      case .started(let position):
        let job = telling.jobs[position]
        write(
          "started",
          [
            ("of", .text("study")), ("study", .text(job.name)),
            ("file", .text(job.study)), ("output", .text(job.output)),
          ])
      case .analysis(let position, let event):
        report(event, telling.jobs[position].name, &starts)
      case .finished(_, let report):
        for finding in report.allFindings {
          console.print(LogEvent(finding, study: report.job.name).line)
        }
        write(
          "finished",
          [("of", .text("study"))]
            + report.fields.filter { $0.key != "diagnostics" })
      }
    }
  }

  private func report(
    _ event: RunEvent, _ study: String,
    _ starts: inout [String: ContinuousClock.Instant]
  ) {
    func fields(
      _ name: String, _ position: Int, _ count: Int
    ) -> [(key: String, value: JSONValue)] {
      [
        ("of", .text("analysis")), ("study", .text(study)),
        ("analysis", .text(name)), ("position", .integer(position)),
        ("count", .integer(count)),
      ]
    }
    switch event {
    case .started(let name, let position, let count):
      starts["\(study)/\(position)"] = .now
      write("started", fields(name, position, count))
    case .finished(let name, let position, let count, let succeeded):
      let start = starts.removeValue(forKey: "\(study)/\(position)") ?? .now
      let seconds = (ContinuousClock.now - start) / .seconds(1)
      write(
        "finished",
        fields(name, position, count) + [
          ("status", .text(succeeded ? "ok" : "failed")),
          ("seconds", .seconds(seconds)),
        ])
    }
  }

  func end(_ reports: [StudyReport], seconds: Double) {
    write("summary", runSummary(reports, seconds: seconds))
  }

  func watching(files: Int) {
    write("watching", [("files", .integer(files))])
  }

  func changed(_ paths: [String]) {
    write("changed", [("files", .list(paths.map { .text($0) }))])
  }
}
