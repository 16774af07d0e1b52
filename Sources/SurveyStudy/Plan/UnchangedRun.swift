import Diagnostics
import Hashing
import SurveyImport
import SurveyReport

/// An output that a run would write again byte for byte.
public struct UnchangedRun: Sendable {
  /// What the last run made.
  public var summary: RunSummary
  /// What it found, which is still true.
  public var findings: [Diagnostic]
  /// The files that it rests on, as they are.
  public var watched: [WatchedFile]
}

/// Returns what the last run into `output` found when running the study again
/// would change nothing: the study, every file that it reads and the program
/// are the same, and the output is as that run left it.
///
/// Files are read for their hashes only, none is parsed but the study file.
/// Runs with a failed analysis are always run again. What a run that died
/// left beside the output is removed.
///
/// - Parameter parameters: Values of parameters, each `name=value`.
public func unchangedRun(
  _ study: String, output: String, parameters: [String] = []
) async -> UnchangedRun? {
  guard
    let state = try? await RunState(
      study, output: output, parameters: parameters),
    let record = state.record, record.succeeded == record.analysisCount,
    state.isSameInput, state.alteredFiles.isEmpty,
    !record.findings.contains(where: leavesPicturesOut)
  else { return nil }
  OutputFolder.clearLeftovers(of: output)
  return UnchangedRun(
    summary: RunSummary(
      analysisCount: record.analysisCount, succeeded: record.succeeded,
      files: (record.outputs.map(\.path) + ["manifest.json"]).sorted(),
      reused: record.analysisCount, kept: record.outputs.count),
    findings: record.findings,
    watched: record.inputs.map {
      WatchedFile(
        path: FileSystem.join(state.study.folder, $0.path), sha256: $0.sha256)
    })
}

/// Whether charts were not turned into pictures, which the program that does
/// it may do the next time.
private func leavesPicturesOut(_ finding: Diagnostic) -> Bool {
  [.missingConverter, .failedPicture].contains(finding.code)
}

/// A study and the output of its last run as they are now.
struct RunState: Sendable {
  let study: Study
  /// What would be done.
  let graph: RunGraph
  /// What the last run left, when it can be used.
  let record: RunRecord?
  /// Why it cannot be.
  let absence: RunRecord.Absence?
  /// Files of the study that are not there.
  let missingFiles: [String]
  /// Files of the last output that are not as the run left them.
  let alteredFiles: [String]
  private let hashes: [String: String]

  /// Reads the study and takes the hashes of all files.
  ///
  /// - Throws: `Stopped` when the study file has errors; they are in `log`.
  init(
    _ path: String, output: String, parameters: [String] = [],
    log: DiagnosticLog = DiagnosticLog()
  ) async throws(Stopped) {
    let reading: StudyReading
    do {
      reading = try readStudy(path, parameters: parameters, log: log)
    } catch {
      log.report(error)
      throw Stopped()
    }
    try log.stopIfErrors()
    let study = reading.study
    self.study = study
    do {
      record = try RunRecord.read(inFolder: output)
      absence = nil
    } catch {
      (record, absence) = (nil, error)
    }
    var hashes = Dictionary(
      reading.files.map {
        ($0.path, Manifest.File(path: "", text: $0.text).sha256)
      }, uniquingKeysWith: { first, _ in first })
    var paths = Workspace(study: study, texts: SourceTexts()).plans
      .flatMap(\.paths)
    paths += record?.inputs.map(\.path) ?? []
    paths.removeAll { hashes[$0] != nil }
    let (found, missing) = await Self.hashes(
      of: paths, in: study.folder)
    hashes.merge(found) { first, _ in first }
    self.hashes = hashes
    missingFiles = missing
    graph = RunGraph(
      study, parameters: reading.parameters.values, hashes: hashes)
    alteredFiles = await Self.altered(record, in: output)
  }

  /// Whether a run would begin with the very same bytes.
  var isSameInput: Bool {
    guard let record, record.study == study.file else { return false }
    let isSameGraph = record.nodes.elementsEqual(graph.nodes) {
      $0.id == $1.id && $0.key == $1.key
    }
    return isSameGraph
      && record.inputs.allSatisfy { hashes[$0.path] == $0.sha256 }
  }

  /// Whether the study file is not the one of the last run.
  var isStudyChanged: Bool {
    let last = record?.inputs.first { $0.path == study.file }
    return last?.sha256 != hashes[study.file]
  }

  private static func hashes(
    of paths: [String], in folder: String
  ) async -> (hashes: [String: String], missing: [String]) {
    var seen: Set<String> = []
    let paths = paths.filter { seen.insert($0).inserted }
    let found = inParallel(paths.count) { position in
      try? sha256(
        ofFile: FileSystem.join(folder, paths[position]),
        displayName: paths[position])
    }
    var hashes: [String: String] = [:]
    var missing: [String] = []
    for (path, hash) in zip(paths, found) {
      hashes[path] = hash
      if hash == nil { missing.append(path) }
    }
    return (hashes, missing)
  }

  private static func altered(
    _ record: RunRecord?, in output: String
  ) async -> [String] {
    guard let record else { return [] }
    let files =
      record.outputs + [
        Manifest.File(
          path: "manifest.json", sha256: record.manifest,
          byteCount: FileSystem.size(
            of: FileSystem.join(output, "manifest.json")) ?? 0)
      ]
    let isIntact = inParallel(files.count) { position in
      let file = files[position]
      let bytes = try? FileSystem.readRegular(
        FileSystem.join(output, file.path), size: file.byteCount)
      return bytes.map { sha256(of: $0) } == file.sha256
    }
    return zip(files, isIntact).filter { !$1 }.map(\.0.path)
  }
}
