import Diagnostics
import Hashing
import SurveyData
import SurveyImport
import SurveyReport
import SurveyStatistics
import Synchronization

/// What an analysis found, with findings that can be told again.
protocol KeptOutcome: Codable, Sendable {
  var diagnostics: [Diagnostic] { get }
}

extension AnalysisOutcome: KeptOutcome {}

extension Workspace.Batched: KeptOutcome {
  var diagnostics: [Diagnostic] { outcome.diagnostics }
}

/// What a run knows from the last one into the same folder, and what it
/// leaves for the next.
final class RunMemory: Sendable {
  /// What became of a step.
  struct Step: Sendable {
    var isReused = true
    var seconds = 0.0
    var files: [String] = []
  }

  private struct State {
    var outcomes: [RunRecord.Outcome] = []
    var units: [RunRecord.Unit] = []
    var steps: [String: Step] = [:]
    /// Hashes of files of the last output that were read and are intact.
    var intact: [String: String] = [:]
    var codedResults: [String: String] = [:]
  }

  let graph: RunGraph
  /// The folder with the last output.
  let folder: String
  private let study: (file: String, hash: String)
  private let outcomes: [String: RunRecord.Outcome]
  private let units: [String: RunRecord.Unit]
  private let lastOutputs: [String: Manifest.File]
  private let state = Mutex(State())

  /// Takes over what the last run left.
  ///
  /// - Parameter last: `nil` makes everything anew.
  init(
    graph: RunGraph, folder: String, last: RunRecord?,
    study: (file: String, hash: String)
  ) {
    self.graph = graph
    self.folder = folder
    self.study = study
    outcomes = Dictionary(
      (last?.outcomes ?? []).map { ($0.key, $0) },
      uniquingKeysWith: { first, _ in first })
    units = Dictionary(
      (last?.units ?? []).map { ($0.key, $0) },
      uniquingKeysWith: { first, _ in first })
    lastOutputs = Dictionary(
      (last?.outputs ?? []).map { ($0.path, $0) },
      uniquingKeysWith: { first, _ in first })
  }

  /// What became of each step by its id.
  var steps: [String: Step] { state.withLock { $0.steps } }

  // MARK: - Results

  /// What the analysis found in the last run, when nothing that it rests on
  /// has changed, or else what `compute` finds.
  func outcome<Value: KeptOutcome>(
    of analysis: String, compute: () throws(Diagnostic) -> Value
  ) throws(Diagnostic) -> Value {
    let id = RunNode.id(.statistic, analysis)
    guard let key = graph[id]?.key else { return try compute() }
    if let kept = outcomes[key],
      kept.study == nil || kept.study == study.hash,
      let value = try? binaryValue(Value.self, from: kept.bytes)
    {
      state.withLock {
        $0.outcomes.append(kept)
        $0.steps[id, default: Step()].seconds += 0
      }
      return value
    }
    let start = ContinuousClock.now
    let value = try compute()
    note(id, since: start)
    guard let bytes = try? binaryBytes(of: value) else { return value }
    let namesLines = value.diagnostics.contains {
      $0.place?.line != nil && $0.place?.file == study.file
    }
    state.withLock {
      $0.outcomes.append(
        RunRecord.Outcome(
          node: id, key: key, study: namesLines ? study.hash : nil,
          bytes: bytes))
    }
    return value
  }

  private func note(_ id: String, since start: ContinuousClock.Instant) {
    let time = (ContinuousClock.now - start).components
    let seconds = Double(time.seconds) + Double(time.attoseconds) * 1e-18
    state.withLock {
      $0.steps[id, default: Step()].isReused = false
      $0.steps[id, default: Step()].seconds += seconds
    }
  }

  // MARK: - Files

  /// The files of a part of the report.
  func files(
    _ unit: RenderUnit, head: String, pattern: String,
    make: () -> [OutputFile]
  ) -> [OutputFile] {
    let id =
      unit.part == .cards
      ? RunNode.id(.cards, "") : RunNode.id(.figure, unit.result.id)
    // A result that cannot be coded is shown anew each time.
    guard let coded = coded(unit.result) else { return make() }
    var text = LengthPrefixed()
    for part in [
      unit.part.rawValue, unit.language.rawValue, unit.name, head, pattern,
      coded, RunNode.Kind.figure.code, RunNode.Kind.cards.code,
    ] { text.add(part) }
    return files(key: sha256(of: text.bytes), node: id, make: make)
  }

  /// The files called `key` of the last run as far as they are intact, or
  /// else what `make` makes.
  func files(
    key: String, node: String, make: () -> [OutputFile]
  ) -> [OutputFile] {
    let start = ContinuousClock.now
    let known = units[key].flatMap { unit in intactFiles(unit.paths) }
    let files = known ?? make()
    if known == nil { note(node, since: start) }
    let paths = files.map(\.path)
    state.withLock {
      $0.units.append(RunRecord.Unit(key: key, paths: paths))
      $0.steps[node, default: Step()].files += paths
    }
    return files
  }

  /// The hash of a result; it is shown in several languages.
  private func coded(_ result: AnalysisResult) -> String? {
    if let known = state.withLock({ $0.codedResults[result.id] }) {
      return known
    }
    guard let bytes = try? binaryBytes(of: result) else { return nil }
    let hash = sha256(of: bytes)
    state.withLock { $0.codedResults[result.id] = hash }
    return hash
  }

  private func intactFiles(_ paths: [String]) -> [OutputFile]? {
    var files: [OutputFile] = []
    for path in paths {
      guard let listed = lastOutputs[path],
        let bytes = try? FileSystem.readRegular(
          FileSystem.join(folder, path), size: listed.byteCount),
        sha256(of: bytes) == listed.sha256
      else { return nil }
      files.append(
        String(validating: bytes, as: UTF8.self)
          .map { OutputFile(path: path, text: $0) }
          ?? OutputFile(path: path, bytes: bytes))
    }
    state.withLock {
      for path in paths { $0.intact[path] = lastOutputs[path]?.sha256 }
    }
    return files
  }

  /// The hash of a file that was taken over from the last output.
  func intactHash(of path: String) -> String? {
    state.withLock { $0.intact[path] }
  }

  /// What the next run gets to know.
  func record(
    manifest: Manifest, findings: [Diagnostic], summary: RunSummary,
    isDone: (RunNode) -> Bool
  ) -> RunRecord {
    let state = state.withLock { $0 }
    return RunRecord(
      study: study.file,
      manifest: Manifest.File(path: "", text: manifest.text).sha256,
      inputs: manifest.inputs, outputs: manifest.outputs,
      nodes: graph.nodes.map { node in
        RunRecord.Node(
          id: node.id, key: node.key, code: node.kind.code,
          parameters: node.parameters, inputs: node.inputs,
          files: state.steps[node.id]?.files.sorted() ?? [],
          isDone: isDone(node))
      },
      outcomes: state.outcomes.sorted { $0.node < $1.node },
      units: state.units.sorted { $0.key < $1.key }, findings: findings,
      analysisCount: summary.analysisCount, succeeded: summary.succeeded)
  }
}
