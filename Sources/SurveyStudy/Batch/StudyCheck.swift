import Diagnostics

/// What looking for faults in one study found.
public struct StudyCheck: Sendable {
  /// The study.
  public var job: StudyJob
  /// Whether it can be run: `ok`, `errors` when its data have errors, and
  /// `failed` when it cannot be run as it is.
  public var status: StudyReport.Status
  /// What was found, sorted.
  public var findings: [Diagnostic]
  /// The study file, without its folder; empty when it could not be read.
  public var file = ""
  /// The data sets; 0 when the study could not be read.
  public var dataCount = 0
  /// The analyses; 0 when the study could not be read.
  public var analysisCount = 0

  /// What became of the check, for other programs.
  public var fields: [(key: String, value: JSONValue)] {
    [
      ("study", .text(job.name)), ("file", .text(job.study)),
      ("status", .text(status.rawValue)),
      ("data_sets", .integer(dataCount)),
      ("analyses", .integer(analysisCount)),
      ("errors", .integer(findings.count { $0.severity == .error })),
      ("warnings", .integer(findings.count { $0.severity == .warning })),
      ("diagnostics", .list(findings.map(\.json))),
    ]
  }
}

/// Looks for faults in studies, several at a time as `StudyBatch` runs them;
/// what is wrong with one keeps no other from being checked.
///
/// - Parameters:
///   - jobs: The studies.
///   - parameters: Values of parameters, each `name=value`.
///   - report: Told when the study at a position begins and ends.
/// - Returns: What was found, in the order of `jobs`.
public func checkStudies(
  _ jobs: [StudyJob], parameters: [String] = [],
  report: @Sendable @escaping (Int, _ isFinished: Bool) -> Void = { _, _ in }
) async -> [StudyCheck] {
  let budget = WorkBudget()
  return await withTaskGroup(of: (Int, StudyCheck).self) { group in
    for (position, job) in jobs.enumerated() {
      let size = jobs.count > 1 ? WorkBudget.estimate(job.study) : 0
      await budget.take(size)
      group.addTask {
        report(position, false)
        let check = await checkStudy(job, parameters: parameters)
        await budget.giveBack(size)
        report(position, true)
        return (position, check)
      }
    }
    var checks: [(Int, StudyCheck)] = []
    for await check in group { checks.append(check) }
    return checks.sorted { $0.0 < $1.0 }.map(\.1)
  }
}

private func checkStudy(
  _ job: StudyJob, parameters: [String]
) async -> StudyCheck {
  let log = DiagnosticLog()
  let workspace = await openStudy(job.study, parameters: parameters, log: log)
  let findings = workspace?.findings(log) ?? log.diagnostics
  var check = StudyCheck(job: job, status: .ok, findings: findings)
  if findings.contains(where: { $0.severity == .error }) {
    check.status = isBlocking(findings) ? .failed : .errors
  }
  check.file = workspace?.study.file ?? ""
  check.dataCount = workspace?.study.data.count ?? 0
  check.analysisCount = workspace?.study.analyses.count ?? 0
  return check
}

/// What checking several studies came to in a few numbers.
public func checkSummary(
  _ checks: [StudyCheck]
) -> [(key: String, value: JSONValue)] {
  func count(_ status: StudyReport.Status) -> Int {
    checks.count { $0.status == status }
  }
  let status: StudyReport.Status =
    count(.ok) == checks.count
    ? .ok : count(.failed) == checks.count ? .failed : .errors
  return [
    ("command", .text("check")), ("version", .text(manyiVersion)),
    ("status", .text(status.rawValue)),
    ("ok", .integer(count(.ok))), ("errors", .integer(count(.errors))),
    ("failed", .integer(count(.failed))),
  ]
}

/// What checking several studies found, as one document.
public func checksJSON(_ checks: [StudyCheck]) -> JSONValue {
  .object(
    [("schema", .integer(1))] + checkSummary(checks)
      + [("studies", .list(checks.map { .object($0.fields) }))])
}
