import SurveyImport

/// A file that a run depends on, as the run saw it.
public struct WatchedFile: Sendable, Hashable {
  /// The path from where the command stands.
  public var path: String
  /// The hash of its bytes; `nil` when it could not be read.
  public var sha256: String?

  /// The file of a study that could not be read, as it is now.
  static func unread(_ study: String) -> [WatchedFile] {
    let path =
      FileSystem.isFolder(study)
      ? FileSystem.join(FileSystem.withoutTrailingSlashes(study), "study.yaml")
      : study
    return [WatchedFile(path: path, sha256: hash(of: path))]
  }

  /// The same file with the bytes that it has now.
  public var asItIsNow: WatchedFile {
    WatchedFile(path: path, sha256: Self.hash(of: path))
  }

  static func hash(of path: String) -> String? {
    guard FileSystem.size(of: path) != nil else { return nil }
    return try? SurveyImport.sha256(ofFile: path, displayName: path)
  }
}

extension Workspace {
  /// Everything that the study reads, and what it names and could not be
  /// read, sorted by path.
  public var watchedFiles: [WatchedFile] {
    var files: [String: WatchedFile] = [:]
    for plan in plans {
      let named = [plan.file] + [plan.codebook].compactMap { $0 }
      for reference in named + plan.furtherCodebooks {
        let path = FileSystem.join(study.folder, reference.path)
        files[path] = WatchedFile(path: path, sha256: nil)
      }
    }
    for input in inputs {
      let path = FileSystem.join(study.folder, input.path)
      files[path] = WatchedFile(path: path, sha256: input.sha256)
    }
    return files.values.sorted { $0.path < $1.path }
  }
}
