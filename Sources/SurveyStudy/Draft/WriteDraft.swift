import Diagnostics
import SurveyData
import SurveyImport

/// Writes a study for files that nobody has described yet: the study, a
/// codebook for each file, and the JSON Schemas for editors. The files stay
/// where they are.
///
/// - Parameters:
///   - files: The files, at least one.
///   - folder: Where to; made when it is not there.
///   - options: How the files are read, `skip-lines=2`: keys of a study's data
///     set and their values, as `importFile` takes them.
///   - log: Told what reading the files finds, and why nothing is written.
/// - Returns: The files that were written, `nil` when there are none.
public func writeDraft(
  from files: [String], to folder: String, options: [String] = [],
  log: DiagnosticLog
) -> [String]? {
  var data: [DraftedData] = []
  var codebooks: [(path: String, text: String)] = []
  var isChinese = false
  for file in files {
    let single = importFile(
      file, options: options, codebook: nil, allText: false)
    guard let table = single.table else {
      log.report(single.findings)
      return nil
    }
    let name = dataName(of: file, besides: data.map(\.name))
    let codebook =
      files.count == 1 ? "codebook.yaml" : "codebook-\(name).yaml"
    codebooks.append(
      (
        FileSystem.join(folder, codebook),
        editorLine(.codebook) + SurveyImport.draftCodebook(for: table)
      ))
    var set = DraftedData(
      name: name, file: file, codebook: codebook, table: table)
    set.options = options.map(keyAndValue)
    data.append(set)
    isChinese = isChinese || table.columns.contains { hasHan($0.name) }
  }
  do {
    return try write(data, codebooks, to: folder, isChinese: isChinese)
  } catch {
    log.report(error)
    return nil
  }
}

private func write(
  _ data: [DraftedData], _ codebooks: [(path: String, text: String)],
  to folder: String, isChinese: Bool
) throws(Diagnostic) -> [String] {
  let study = FileSystem.join(folder, "study.yaml")
  let paths = [study] + codebooks.map(\.path)
  if let taken = (paths + schemaFiles(in: folder).map(\.path)).first(where: {
    FileSystem.kind(of: $0) != nil
  }) {
    throw Diagnostic(
      .foreignFolder, at: nil, "'\(taken)' exists and is not overwritten",
      help: "choose another folder: manyi init FOLDER --from FILE")
  }
  var draft = StudyDraft(
    data: data, title: data.map(\.name).joined(separator: ", "),
    language: isChinese ? .chinese : .english)
  guard !draft.isEmpty else {
    throw Diagnostic(
      .nothingToEstimate, at: nil,
      "no column of the files has answers or numbers to analyse",
      help: "look at what was read: manyi import FILE")
  }
  do {
    try FileSystem.makeFolders(folder)
    // The way from the study can be told once its folder is there.
    for position in data.indices {
      draft.data[position].file = FileSystem.relative(
        file: data[position].file, from: folder)
    }
    for file in codebooks {
      try FileSystem.write(Array(file.text.utf8), to: file.path)
    }
    try FileSystem.write(
      Array((editorLine(.study) + draft.text).utf8), to: study)
  } catch {
    throw unwritable(folder, error)
  }
  return paths + (try writeSchemas(to: folder))
}

/// A key and its value as a study has them.
private func keyAndValue(_ option: String) -> (key: String, value: String) {
  let option = withHyphens(option)
  let equals = option.firstIndex(of: "=") ?? option.endIndex
  let value = String(option[equals...].dropFirst())
  return (
    String(option[..<equals]),
    ["true", "false"].contains(value) ? value : yamlScalar(value)
  )
}

/// A name for the data set of a file: its own, with other signs than letters,
/// digits, `-` and `_` replaced.
private func dataName(of file: String, besides taken: [String]) -> String {
  var name = FileSystem.name(of: file)
  for ending in [".gz", ".zst", ".csv", ".tsv", ".txt", ".sav", ".dta"]
  where name.lowercased().hasSuffix(ending) {
    name = String(name.dropLast(ending.count))
  }
  if let dot = name.lastIndex(of: "."), dot > name.startIndex {
    name = String(name[..<dot])
  }
  let kept = name.unicodeScalars.map { scalar -> Character in
    scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
      || scalar == "-" || scalar == "_" ? Character(scalar) : "-"
  }
  name = String(String(kept).drop { $0 == "-" })
  if name.first?.isLetter != true {
    name = "data" + (name.isEmpty ? "" : "-") + name
  }
  // Codebooks are called after it, in folders that may not know case.
  let others = Set(taken.map { $0.lowercased() })
  var unique = name
  var number = 1
  while others.contains(unique.lowercased()) {
    number += 1
    unique = "\(name)-\(number)"
  }
  return unique
}

private func hasHan(_ text: String) -> Bool {
  text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
}
