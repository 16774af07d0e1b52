import Diagnostics

/// The manifest of a finished run.
struct StoredManifest {
  /// The files that the run wrote, without the manifest itself.
  let files: [Manifest.File]

  /// Reads the manifest of a folder.
  ///
  /// - Throws: `noOutput` or `unreadableOutput`.
  init(_ folder: String) throws(Diagnostic) {
    guard FileSystem.isFolder(folder) else {
      throw Diagnostic(
        .noOutput, at: nil,
        FileSystem.kind(of: folder) == nil
          ? "there is no folder '\(folder)'" : "'\(folder)' is no folder",
        help: FileSystem.kind(of: folder) == nil
          ? Self.guess(folder) : "name the folder that 'manyi run' wrote")
    }
    guard OutputFolder.isOurs(folder) else {
      let below = FileSystem.names(in: folder).map {
        FileSystem.join(folder, $0)
      }.filter { OutputFolder.isOurs($0) }
      throw Diagnostic(
        .noOutput, at: nil,
        "the folder '\(folder)' is not the output of a run",
        notes: ["it has no manifest.json of manyi"],
        help: below.isEmpty
          ? nil
          : "did you mean \(below.map { "'\($0)'" }.joined(separator: " or "))?"
      )
    }
    let path = FileSystem.join(folder, "manifest.json")
    guard let bytes = try? FileSystem.read(path),
      let json = try? JSONValue(reading: bytes), json["schema"].int == 1
    else { throw Self.unreadable(path) }
    var files: [Manifest.File] = []
    for entry in json["outputs"].items {
      // A path that leads elsewhere was not written by a run.
      guard let name = entry["path"].string, let hash = entry["sha256"].string,
        name.split(separator: "/", omittingEmptySubsequences: false)
          .allSatisfy({ !["", ".", ".."].contains($0) }),
        !name.unicodeScalars.contains("\0")
      else { throw Self.unreadable(path) }
      files.append(
        Manifest.File(
          path: name, sha256: hash, byteCount: entry["bytes"].int ?? 0))
    }
    self.files = files
  }

  static func unreadable(_ path: String) -> Diagnostic {
    Diagnostic(
      .unreadableOutput, at: Place(file: path),
      "'\(path)' is not what this program writes",
      help: "run the study again")
  }

  private static func guess(_ folder: String) -> String? {
    let around = FileSystem.names(in: FileSystem.folder(of: folder))
    return nearest(to: FileSystem.name(of: folder), in: around)
      .map { "did you mean '\($0)'?" }
  }
}
