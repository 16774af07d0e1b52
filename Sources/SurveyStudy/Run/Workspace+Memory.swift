import Diagnostics
import SurveyData

extension Workspace {
  /// What is known from the last run into a folder.
  func memory(_ output: OutputFolder, isFresh: Bool) -> RunMemory {
    let hashes = Dictionary(
      inputs.map { ($0.path, $0.sha256) },
      uniquingKeysWith: { first, _ in first })
    let last = isFresh ? nil : try? RunRecord.read(inFolder: output.path)
    return RunMemory(
      graph: RunGraph(study, parameters: parameters, hashes: hashes),
      folder: output.path, last: last,
      study: (study.file, hashes[study.file] ?? ""))
  }

  /// Writes what stands beside the listed files of a run.
  func write(
    _ results: [Released<AnalysisResult>], _ memory: RunMemory,
    manifest: Manifest, summary: RunSummary, to output: OutputFolder,
    log: DiagnosticLog
  ) throws(Diagnostic) {
    let report = runResults(
      results, memory, output: output, log: log, isWritten: true)
    try output.write(report.text, to: RunResultsFile.path)
    let record = memory.record(
      manifest: manifest, findings: findings(log), summary: summary
    ) { node in
      report.steps.contains { $0.id == node.id && $0.status.isDone }
    }
    // What cannot be coded is computed again the next time.
    guard let bytes = try? record.fileBytes() else { return }
    try output.write(bytes, to: RunRecord.path)
  }

  /// What became of every step.
  func runResults(
    _ results: [Released<AnalysisResult>], _ memory: RunMemory,
    output: OutputFolder, log: DiagnosticLog, isWritten: Bool
  ) -> RunResultsFile {
    let findings = findings(log)
    let succeeded = Set(results.map(\.value.id))
    var statuses: [String: RunResultsFile.Status] = [:]
    let steps = memory.graph.nodes.map { node in
      let step = memory.steps[node.id]
      let own = findings.filter { concerns($0, node) }
      let isBlocked = node.inputs.contains { id in
        statuses[id].map { !$0.isDone } ?? false
      }
      var status = RunResultsFile.Status.ok
      switch node.kind {
      case .source:
        if !inputs.contains(where: { $0.path == node.name }) { status = .error }
      case .table:
        if tables[node.name] == nil { status = isBlocked ? .blocked : .error }
      case .statistic:
        let isThere = succeeded.contains(node.name)
        status = isThere ? .ok : isBlocked ? .blocked : .error
      case .figure, .cards, .quality:
        if isBlocked || !isWritten { status = .blocked }
      case .report:
        if !isWritten { status = .blocked }
      }
      if status == .ok {
        if own.contains(where: { $0.severity != .note }) {
          status = .warn
        } else if let step, step.isReused {
          status = .skipped
        } else if node.kind == .report, isBlocked {
          status = .warn
        }
      }
      statuses[node.id] = status
      return RunResultsFile.Step(
        id: node.id, status: status, seconds: step?.seconds,
        message: own.first { $0.severity != .note }?.description)
    }
    return RunResultsFile(
      study: FileSystem.relative(study.folder, from: output.path),
      file: study.file, parameters: givenParameters, isWritten: isWritten,
      steps: steps)
  }

  /// Whether a finding belongs to a step.
  private func concerns(_ finding: Diagnostic, _ node: RunNode) -> Bool {
    switch node.kind {
    case .source: finding.place?.file == node.name
    case .statistic:
      finding.notes.contains("in the analysis '\(node.name)'")
        || finding.notes.contains(
          "in the design of the analysis '\(node.name)'")
    default: false
    }
  }
}
