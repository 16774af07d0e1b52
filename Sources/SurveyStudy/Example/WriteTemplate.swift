import Diagnostics

/// The line that tells editors where the schema of a file is.
func editorLine(_ schema: FileSchema) -> String {
  "# yaml-language-server: $schema=schemas/\(schema.fileName)\n"
}

/// Writes a template to a folder, with the JSON Schemas for editors.
///
/// - Parameter folder: Where to; made when it is not there.
/// - Returns: The files of the study that were written, and `schemas`.
/// - Throws: `foreignFolder` when one of the files exists, `unwritableOutput`
///   when the folder cannot be written.
public func writeTemplate(
  _ template: StudyTemplate = .example, to folder: String
) throws(Diagnostic) -> [String] {
  let files = template.files.map { file in
    var file = file
    if let schema = schema(of: file.path) {
      file.bytes = Array(editorLine(schema).utf8) + file.bytes
    }
    return file
  }
  let paths = files.map { FileSystem.join(folder, $0.path) }
  let schemas = schemaFiles(in: folder)
  if let taken = (paths + schemas.map(\.path)).first(where: {
    FileSystem.kind(of: $0) != nil
  }) {
    let name =
      template.name == StudyTemplate.example.name
      ? "" : "--template \(template.name) "
    throw Diagnostic(
      .foreignFolder, at: nil, "'\(taken)' exists and is not overwritten",
      help: "choose another folder: manyi init \(name)FOLDER")
  }
  do {
    try FileSystem.makeFolders(folder)
    for (path, file) in zip(paths, files) {
      try FileSystem.write(file.bytes, to: path)
    }
  } catch {
    throw unwritable(folder, error)
  }
  return paths + (try writeSchemas(to: folder))
}

/// Writes the JSON Schemas of both files to the folder `schemas` in `folder`,
/// over those of an earlier version.
///
/// - Returns: The files that were written.
/// - Throws: `unwritableOutput` when the folder cannot be written.
public func writeSchemas(to folder: String) throws(Diagnostic) -> [String] {
  let files = schemaFiles(in: folder)
  do {
    try FileSystem.makeFolders(FileSystem.join(folder, "schemas"))
    for file in files {
      // A link at the name is replaced and not followed.
      if let kind = FileSystem.kind(of: file.path), kind != .folder {
        FileSystem.removeTree(file.path)
      }
      try FileSystem.write(Array(file.text.utf8), to: file.path)
    }
  } catch {
    throw unwritable(folder, error)
  }
  return files.map(\.path)
}

func schemaFiles(in folder: String) -> [(path: String, text: String)] {
  FileSchema.allCases.map { schema in
    (FileSystem.join(folder, "schemas/\(schema.fileName)"), schema.fileText)
  }
}

/// Which schema a file of a template has.
private func schema(of path: String) -> FileSchema? {
  guard path.hasSuffix(".yaml") else { return nil }
  if path == "study.yaml" { return .study }
  return path.hasSuffix("codebook.yaml") || path.hasPrefix("codebook")
    ? .codebook : nil
}

func unwritable(_ folder: String, _ fault: FileFault) -> Diagnostic {
  Diagnostic(
    .unwritableOutput, at: nil,
    "cannot write to '\(folder)': \(fault.reason)",
    notes: ["could not \(fault.operation) '\(fault.path)'"],
    help: "choose a folder that you may write to")
}

/// Writes the small study to try.
func writeExample(to folder: String) throws(Diagnostic) -> [String] {
  try writeTemplate(.example, to: folder)
}
