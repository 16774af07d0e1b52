import SurveyStudy

/// Tells what happens while studies run, and what became of them.
protocol RunReporter: Sendable {
  /// Studies at these positions are about to run.
  func begin(_ positions: [Int])
  /// Something happened; comes from several threads.
  func report(_ event: BatchEvent)
  /// All have ended.
  func end(_ reports: [StudyReport], seconds: Double)
  /// The studies are waiting for changes of their files.
  func watching(files: Int)
  /// Files have changed.
  func changed(_ paths: [String])
}

/// What a run was asked to tell.
struct RunTelling: Sendable {
  var jobs: [StudyJob]
  /// Whether there are several studies.
  var isBatch: Bool
  var format: OutputFormat
  var isQuiet: Bool
  var isVerbose: Bool

  func reporter(_ console: Console) -> any RunReporter {
    switch format {
    case .human, .concise: HumanRunReporter(self, console)
    case .json: JSONRunReporter(console)
    case .jsonl: EventRunReporter(self, console)
    }
  }
}

extension ExitStatus {
  /// Why a batch did not end well; `nil` when all studies did.
  init?(_ reports: [StudyReport]) {
    if reports.allSatisfy({ $0.status == .ok }) { return nil }
    self =
      reports.allSatisfy { $0.status == .failed }
      ? .couldNotRun : .foundErrors
  }
}
