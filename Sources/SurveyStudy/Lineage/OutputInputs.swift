import Diagnostics
import SurveyData

/// The files that an output was made from, as its manifest lists them.
public struct OutputInputs: Sendable {
  /// The folder.
  public var folder: String
  /// Paths as the study names them, with their SHA-256, in order; the study
  /// file comes first.
  public var files: [(path: String, sha256: String)]

  /// Reads the manifest in `folder`; `nil` when it is no output of the
  /// program.
  public init?(folder: String) {
    guard let manifest = Manifest.stored(inFolder: folder) else { return nil }
    self.folder = folder
    files = manifest["inputs"].items.compactMap { file in
      guard let path = file["path"].string, let hash = file["sha256"].string
      else { return nil }
      return (path, hash)
    }
  }

  /// The study file, looked for in the folders around the output, in the
  /// current one, and where the last run into the output had it.
  ///
  /// - Throws: `studyOfOutput` when there is none.
  public func study() throws(Diagnostic) -> String {
    guard let name = files.first?.path else {
      throw missing("its study file")
    }
    let folders = [
      FileSystem.join(folder, ".."), FileSystem.join(folder, "../.."), ".",
    ]
    for around in folders {
      let path = FileSystem.join(around, name)
      if FileSystem.kind(of: path) != nil { return path }
    }
    // A run into a folder elsewhere knows the way back.
    if let last = try? LastRun(inFolder: folder),
      FileSystem.kind(of: last.study) != nil
    {
      return last.study
    }
    throw missing("'\(name)'")
  }

  private func missing(_ name: String) -> Diagnostic {
    Diagnostic(
      .studyOfOutput, at: nil,
      "\(name), which '\(folder)' was made from, is not near it",
      help: "say where it is with --study FILE")
  }
}

extension Workspace {
  /// The files that are not those that an output was made from.
  public func changes(since output: OutputInputs) -> [ChangedInput] {
    var before: [String: String] = [:]
    for file in output.files { before[file.path] = file.sha256 }
    var changes: [ChangedInput] = []
    for input in inputs where before[input.path] != input.sha256 {
      changes.append(
        ChangedInput(
          path: input.path, before: before[input.path], now: input.sha256))
    }
    let now = Set(inputs.map(\.path))
    for file in output.files where !now.contains(file.path) {
      changes.append(
        ChangedInput(path: file.path, before: file.sha256, now: nil))
    }
    return changes
  }
}

extension ChangedInput {
  /// The change as a finding.
  public var finding: Diagnostic {
    let message =
      switch (before, now) {
      case (nil, _):
        LocalizedText(
          zh: "“\(path)”是输出之后新增的",
          en: "'\(path)' is new since the output was made")
      case (_, nil):
        LocalizedText(
          zh: "“\(path)”已不再读取", en: "'\(path)' is not read any more")
      default:
        LocalizedText(
          zh: "“\(path)”在输出之后改动过",
          en: "'\(path)' changed since the output was made")
      }
    return Diagnostic(
      .changedSinceOutput, .warning, at: Place(file: path), message[.english],
      zh: message[.chinese],
      notes: (before.map { ["its SHA-256 was \($0)"] } ?? [])
        + (now.map { ["it is now \($0)"] } ?? []),
      help: "what follows is what the study gives now; run it again")
  }
}

/// Whether anything is at `path`.
public func pathExists(_ path: String) -> Bool {
  FileSystem.kind(of: path) != nil
}

/// The study that a person means who names a study file, its folder or an
/// output, and the output that its files are to be compared with.
///
/// - Parameters:
///   - study: The study, when `subject` is an output that is not near it.
///   - output: An output to compare with, beside a study.
/// - Throws: `studyOfOutput` when there is no study near the output, or when
///   `output` is no output of the program.
public func explainedStudy(
  _ subject: String, study: String?, output: String?
) throws(Diagnostic) -> (path: String, output: OutputInputs?) {
  var made: OutputInputs?
  if let output {
    made = OutputInputs(folder: output)
    if made == nil {
      throw Diagnostic(
        .studyOfOutput, at: nil,
        "'\(output)' holds no output of manyi",
        help: "name the folder that 'manyi run' wrote, with its manifest.json")
    }
  }
  let isStudy = pathExists(FileSystem.join(subject, "study.yaml"))
  guard !isStudy, let own = OutputInputs(folder: subject) else {
    return (study ?? subject, made)
  }
  if let study { return (study, made ?? own) }
  return (try own.study(), made ?? own)
}
