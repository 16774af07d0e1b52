import Diagnostics

/// What became of one study.
public struct StudyReport: Sendable {
  /// How it ended; the words are those of machine-readable logs.
  public enum Status: String, Sendable, CaseIterable {
    /// Everything was done.
    case ok
    /// It ran, and something that it found is an error.
    case errors
    /// It could not run, or nothing could be written.
    case failed
  }

  /// The study.
  public var job: StudyJob
  /// How it ended.
  public var status: Status
  /// What was found in the study and its data, sorted.
  public var findings: [Diagnostic] = []
  /// What was found about the output, whose places are as the user typed
  /// them.
  public var outputFindings: [Diagnostic] = []
  /// What was written; `nil` when it could not run.
  public var summary: RunSummary?
  /// How long it took.
  public var seconds = 0.0
  /// The files that it read, or would have.
  public var watched: [WatchedFile] = []

  /// Everything that was found.
  public var allFindings: [Diagnostic] { findings + outputFindings }

  /// The analyses of the study; 0 when it could not be read.
  public var analysisCount = 0

  /// Whether nothing had changed since the last run, whose output stands.
  public var isUnchanged = false

  /// Takes over what the last run made and found, which is still true.
  mutating func take(_ last: UnchangedRun) {
    (summary, findings, watched) = (last.summary, last.findings, last.watched)
    analysisCount = last.summary.analysisCount
    status = findings.contains { $0.severity == .error } ? .errors : .ok
    isUnchanged = true
  }

  init(_ job: StudyJob, _ status: Status) {
    self.job = job
    self.status = status
  }
}

/// What is reported while studies run; numbers are positions in the batch.
public enum BatchEvent: Sendable {
  /// A study begins.
  case started(Int)
  /// An analysis of it begins or ends.
  case analysis(Int, RunEvent)
  /// A study has ended.
  case finished(Int, StudyReport)
}
