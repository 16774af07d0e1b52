import Diagnostics

/// A study to run and the folder that it writes to.
public struct StudyJob: Sendable, Hashable {
  /// The study file or its folder, as the user named it.
  public var study: String
  /// A short name, unique in its batch and safe as the name of a folder.
  public var name: String
  /// The folder of its output.
  public var output: String
}

/// The studies that the arguments of a command stand for.
public struct StudySelection: Sendable {
  /// The studies in the order of the arguments, those of a pattern sorted.
  public var jobs: [StudyJob] = []
  /// Whether each study has a folder of its own below the output: there is
  /// more than one argument, a pattern, or a folder of studies.
  public var isBatch = false
  /// The arguments that stand for nothing.
  public var faults: [Diagnostic] = []
  /// Studies that were named twice and run once.
  public var repeated: [String] = []

  /// Finds the studies.
  ///
  /// - Parameters:
  ///   - arguments: Study files, folders with a `study.yaml`, folders of such
  ///     folders, and patterns.
  ///   - output: The folder to write to; that of a single study itself. Left
  ///     out where nothing is written.
  public init(_ arguments: [String], output: String? = nil) {
    var paths: [String] = []
    isBatch = arguments.count > 1
    for argument in arguments {
      paths += expanded(argument)
    }
    var seen: Set<[UInt64]> = []
    let files = paths.filter { path in
      guard let identity = FileSystem.identity(of: Self.file(of: path)) else {
        return true
      }
      if seen.insert(identity).inserted { return true }
      repeated.append(path)
      return false
    }
    let output = output ?? ""
    let folder = FileSystem.withoutTrailingSlashes(output)
    let names = StudyNames(files.map(Self.file(of:))).names
    jobs = zip(files, names).map { path, name in
      StudyJob(
        study: path, name: name,
        output: isBatch ? FileSystem.join(folder, name) : output)
    }
    if isBatch, !output.isEmpty { checkOutput(folder) }
  }

  /// Whether there is a study for every argument.
  public var looksLikeStudies: Bool {
    faults.isEmpty && !jobs.isEmpty
      && jobs.allSatisfy { Self.isStudy($0.study) }
  }

  private mutating func expanded(_ argument: String) -> [String] {
    if FileSystem.identity(of: argument) == nil,
      PathPattern.isPattern(argument)
    {
      isBatch = true
      let paths = PathPattern(argument).paths.filter(Self.isStudy)
      if paths.isEmpty {
        faults.append(
          Diagnostic(
            .noStudies, at: nil, "no study matches '\(argument)'",
            help: "patterns start at the folder that you are in, such as "
              + "'studies/*/study.yaml'"))
      }
      return paths
    }
    guard FileSystem.isFolder(argument),
      FileSystem.identity(of: Self.file(of: argument)) == nil
    else { return [argument] }
    let below = FileSystem.names(in: argument).map {
      FileSystem.join(FileSystem.withoutTrailingSlashes(argument), $0)
    }.filter {
      FileSystem.isFolder($0)
        && FileSystem.identity(of: Self.file(of: $0)) != nil
    }
    if below.isEmpty { return [argument] }
    isBatch = true
    return below
  }

  /// A folder of one study is not filled with the folders of many.
  private mutating func checkOutput(_ folder: String) {
    guard OutputFolder.isOurs(folder) else { return }
    faults.append(
      Diagnostic(
        .mixedOutput, at: nil,
        "'\(folder)' holds the output of a single study",
        notes: ["with several studies each gets a folder of its own in it"],
        help: "name another folder, or remove this output with "
          + "'manyi clean \(folder)'"))
  }

  /// Files with the ending of YAML, and folders with a study.
  private static func isStudy(_ path: String) -> Bool {
    if FileSystem.isFolder(path) {
      return FileSystem.identity(of: file(of: path)) != nil
    }
    return FileSystem.identity(of: path) != nil
      && (path.hasSuffix(".yaml") || path.hasSuffix(".yml"))
  }

  private static func file(of path: String) -> String {
    FileSystem.isFolder(path)
      ? FileSystem.join(FileSystem.withoutTrailingSlashes(path), "study.yaml")
      : path
  }
}
