import Diagnostics

extension StudyReport {
  /// What became of the study, for other programs.
  public var fields: [(key: String, value: JSONValue)] {
    [
      ("study", .text(job.name)), ("file", .text(job.study)),
      ("output", .text(job.output)), ("status", .text(status.rawValue)),
      ("analyses", .integer(summary?.analysisCount ?? analysisCount)),
      ("succeeded", .integer(summary?.succeeded ?? 0)),
      ("errors", .integer(count(.error))),
      ("warnings", .integer(count(.warning))),
      ("unchanged", .bool(isUnchanged)),
      ("reused_analyses", .integer(summary?.reused ?? 0)),
      ("kept_files", .integer(summary?.kept ?? 0)),
      ("seconds", .seconds(seconds)),
      ("moved_aside", .optional(summary?.movedAside)),
      ("open", .list((summary?.entrances ?? []).map { .text($0) })),
      ("files", .list((summary?.files ?? []).map { .text($0) })),
      ("diagnostics", .list(allFindings.map(\.json))),
    ]
  }

  private func count(_ severity: Diagnostic.Severity) -> Int {
    allFindings.count { $0.severity == severity }
  }
}

extension JSONValue {
  /// A time in seconds, to a hundredth.
  public static func seconds(_ seconds: Double) -> JSONValue {
    .number((seconds * 100).rounded() / 100)
  }
}

/// What became of a batch in a few numbers.
public func runSummary(
  _ reports: [StudyReport], seconds: Double
) -> [(key: String, value: JSONValue)] {
  func count(_ status: StudyReport.Status) -> Int {
    reports.count { $0.status == status }
  }
  let status: StudyReport.Status =
    count(.ok) == reports.count
    ? .ok : count(.failed) == reports.count ? .failed : .errors
  return [
    ("command", .text("run")), ("version", .text(manyiVersion)),
    ("status", .text(status.rawValue)),
    ("ok", .integer(count(.ok))), ("errors", .integer(count(.errors))),
    ("failed", .integer(count(.failed))), ("seconds", .seconds(seconds)),
  ]
}

/// What became of a batch, with everything that was found.
public func runJSON(_ reports: [StudyReport], seconds: Double) -> JSONValue {
  .object(
    [("schema", .integer(1))] + runSummary(reports, seconds: seconds)
      + [("studies", .list(reports.map { .object($0.fields) }))])
}
