import Diagnostics

/// The folder that the places of a study's findings start from, for a caller
/// that shows them to somebody who stands elsewhere.
public func studyFolder(_ path: String) -> String {
  FileSystem.kind(of: path) == .folder
    ? FileSystem.withoutTrailingSlashes(path) : FileSystem.folder(of: path)
}

/// Whether findings keep a study from being run at all. Rows set aside beyond
/// the limit are an error, but the rest can be analysed.
public func isBlocking(_ findings: [Diagnostic]) -> Bool {
  findings.contains { $0.severity == .error && $0.code != .tooManyRejects }
}

/// Findings for other programs.
public func checkJSON(_ findings: [Diagnostic]) -> JSONValue {
  .object([
    ("schema", .integer(1)),
    ("version", .text(manyiVersion)),
    ("diagnostics", .list(findings.map(\.json))),
  ])
}

/// The pages of codes for other programs.
public func explanationsJSON(_ codes: [DiagnosticCode]) -> JSONValue {
  .object([
    ("schema", .integer(1)),
    ("version", .text(manyiVersion)),
    (
      "codes",
      .list(
        codes.map { code in
          .object([
            ("code", .text(code.id)), ("name", .text(code.name)),
            ("explanation", .text(code.explanation)),
            ("example", .optional(MessageExample.of(code)?.text)),
          ])
        })
    ),
  ])
}

extension RunSummary {
  /// The files to open first.
  public var entrances: [String] {
    [
      "report.html", "cards/index.html", "report.ipynb", "report.xlsx",
      "results.json",
    ].filter { files.contains($0) }
      + files.filter {
        $0.hasPrefix("quality/") && $0.hasSuffix(".html")
          && !$0.hasSuffix(".en.html") && !$0.hasSuffix(".zh.html")
      }
  }
}

extension Workspace {
  /// Gets an output folder ready that none of the study's own files is in.
  ///
  /// - Throws: What `OutputFolder` throws, and `unwritableOutput` for a
  ///   folder that holds the study or its data.
  public func output(
    _ path: String, replacesForeign: Bool
  ) throws(Diagnostic) -> OutputFolder {
    if let target = FileSystem.identity(of: path) {
      for input in inputs {
        var folder = FileSystem.folder(
          of: FileSystem.join(study.folder, input.path))
        // Up to the root, however the path is written.
        for _ in 0..<64 {
          guard let identity = FileSystem.identity(of: folder) else { break }
          if identity == target {
            throw Diagnostic(
              .unwritableOutput, at: nil,
              "'\(path)' holds '\(input.path)', which the study reads",
              help: "name a folder of its own, such as -o out")
          }
          let parent = folder + "/.."
          if FileSystem.identity(of: parent) == identity { break }
          folder = parent
        }
      }
    }
    return try OutputFolder(path, replacesForeign: replacesForeign)
  }
}
