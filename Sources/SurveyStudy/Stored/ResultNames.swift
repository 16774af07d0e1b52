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
