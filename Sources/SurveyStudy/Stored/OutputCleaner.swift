import Diagnostics
import Glibc
import SurveyImport

/// Removes the output of a run: the files that its manifest lists and the
/// folders that are empty then, nothing else.
public struct OutputCleaner: Sendable {
  /// The folder.
  public let folder: String
  /// The files to remove, sorted; `manifest.json` is the last.
  public let files: [String]
  /// Files that somebody changed since the run.
  public let changed: [String]
  /// Files that the run did not write; they always stay.
  public let strangers: [String]

  /// Looks at an output.
  ///
  /// - Parameter removesChanged: Whether files with other bytes than the run
  ///   wrote are removed too.
  /// - Throws: `noOutput`, `unreadableOutput`, or `foreignFolder` for a link.
  public init(
    _ path: String, removesChanged: Bool = false
  ) throws(Diagnostic) {
    let folder = FileSystem.withoutTrailingSlashes(path)
    self.folder = folder
    if FileSystem.kind(of: folder) == .link {
      throw Diagnostic(
        .foreignFolder, at: nil,
        "'\(folder)' is a symbolic link, and links are not followed",
        help: "name the folder that it points to")
    }
    var listed: [String: String] = [:]
    for file in try StoredManifest(folder).files {
      listed[file.path] = file.sha256
    }
    var (files, changed, strangers): ([String], [String], [String]) =
      ([], [], [])
    // What is there is walked without following links, so that no path of a
    // manifest can lead out of the folder.
    for file in FileSystem.files(below: folder) where file != "manifest.json" {
      guard let hash = listed[file] else {
        if Self.isRecord(file) {
          files.append(file)
        } else {
          strangers.append(file)
        }
        continue
      }
      let target = FileSystem.join(folder, file)
      let isOurs =
        FileSystem.kind(of: target) == .file
        && WatchedFile.hash(of: target) == hash
      if !isOurs { changed.append(file) }
      if isOurs || removesChanged { files.append(file) }
    }
    files.sort()
    self.changed = changed.sorted()
    self.strangers = strangers.sorted()
    // As long as changed files stay, the folder stays ours.
    let isWhole = removesChanged || changed.isEmpty
    self.files = isWhole ? files + ["manifest.json"] : files
  }

  /// Whether a run keeps a file of this name for itself, changing it without
  /// a new manifest.
  private static func isRecord(_ file: String) -> Bool {
    file == "run-results.json"
      || file.hasPrefix(".cache/") && file.hasSuffix(".manyi")
  }

  /// Removes the files.
  ///
  /// - Throws: `busyOutput` while a run writes to the folder, and
  ///   `unwritableOutput` when a file cannot be removed.
  public func clean() throws(Diagnostic) {
    let parent = FileSystem.folder(of: folder)
    let name = FileSystem.name(of: folder)
    let lock: FolderLock
    do throws(FileFault) {
      lock = try FolderLock(FileSystem.join(parent, ".\(name).manyi-lock"))
    } catch {
      throw OutputFolder.diagnostic(error, path: folder)
    }
    defer { lock.release() }
    for file in files {
      let target = FileSystem.join(folder, file)
      guard unlink(target) == 0 || errno == ENOENT else {
        throw OutputFolder.diagnostic(
          FileFault("remove", target), path: folder)
      }
    }
    removeEmptyFolders(folder)
  }

  private func removeEmptyFolders(_ path: String) {
    for name in FileSystem.names(in: path) {
      let child = FileSystem.join(path, name)
      if FileSystem.kind(of: child) == .folder { removeEmptyFolders(child) }
    }
    // One that is not empty stays by itself.
    rmdir(path)
  }
}
