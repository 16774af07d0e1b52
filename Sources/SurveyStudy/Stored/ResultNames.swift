import Diagnostics

/// The names of the results of an output or of a study, without reading data;
/// empty when there is neither. Nothing is reported.
public func resultNames(of path: String) -> [String] {
  if StoredRun.isOutput(path) {
    return (try? StoredRun(path))?.entries.map(\.name) ?? []
  }
  let study = try? readStudy(path, log: DiagnosticLog()).study
  return study?.analyses.map(\.name) ?? []
}

/// Whether a folder holds a study.
public func isStudyFolder(_ path: String) -> Bool {
  FileSystem.isFolder(path)
    && FileSystem.kind(
      of: FileSystem.join(
        FileSystem.withoutTrailingSlashes(path), "study.yaml")) != nil
}

/// The path beside `path`, which leads nowhere, that was probably meant.
public func nearbyPath(to path: String) -> String? {
  let path = FileSystem.withoutTrailingSlashes(path)
  let folder = FileSystem.folder(of: path)
  return nearest(
    to: FileSystem.name(of: path), in: FileSystem.names(in: folder)
  ).map { path.contains("/") ? FileSystem.join(folder, $0) : $0 }
}
