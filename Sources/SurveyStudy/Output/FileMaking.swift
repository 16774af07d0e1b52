import Diagnostics
import Spreadsheets
import SurveyReport

/// A file with its bytes, ready to be written.
struct MadeFile: Sendable {
  /// The path below the output folder.
  var path: String
  /// The bytes.
  var bytes: [UInt8]
}

extension OutputFolder {
  /// Makes the bytes of every file: packs workbooks, and has charts turned
  /// into pictures, several at a time.
  ///
  /// What libraries and programs need beside them is written into the folder
  /// at the side and is gone afterwards. A picture that cannot be made is left
  /// out, and `log` says why; the others are not touched by it.
  ///
  /// - Parameter place: Where the study asks for the formats.
  /// - Throws: `unwritableOutput` when a workbook could not be packed, which
  ///   is the fault of the disk.
  func made(
    _ files: [OutputFile], log: DiagnosticLog, at place: Place?
  ) async throws(Diagnostic) -> [MadeFile] {
    guard files.contains(where: { $0.bytes == nil }) else {
      return files.compactMap { file in
        file.bytes.map { MadeFile(path: file.path, bytes: $0) }
      }
    }
    var files = files
    let converter = PictureConverter()
    if converter == nil {
      let count = files.count(where: \.isPicture)
      if count > 0 {
        log.report(PictureConverter.missing(at: place, leftOut: count))
      }
      files.removeAll(where: \.isPicture)
    }
    let scratch = self.scratch
    defer { FileSystem.removeTree(scratch) }
    let plan = files
    let path = self.path
    let made = inParallel(plan.count) {
      position -> Result<MadeFile?, Diagnostic> in
      let file = plan[position]
      do throws(Diagnostic) {
        let bytes = try Self.bytes(
          of: file, output: path,
          scratch: FileSystem.join(scratch, String(position)),
          converter: converter)
        return .success(MadeFile(path: file.path, bytes: bytes))
      } catch {
        if error.code == .unwritableOutput { return .failure(error) }
        var fault = error
        if fault.place == nil { fault.place = place }
        log.report(fault)
        return .success(nil)
      }
    }
    var found: [MadeFile] = []
    for result in made {
      if let file = try result.get() { found.append(file) }
    }
    return found
  }

  /// - Parameter scratch: A folder for this file alone, made when needed.
  private static func bytes(
    of file: OutputFile, output: String, scratch: String,
    converter: PictureConverter?
  ) throws(Diagnostic) -> [UInt8] {
    switch file.content {
    case .text(let text): return Array(text.utf8)
    case .bytes(let bytes): return bytes
    case .workbook(let workbook):
      try? FileSystem.makeFolders(scratch)
      do throws(WorkbookFault) {
        return try workbook.bytes(scratch: scratch)
      } catch {
        throw Diagnostic(
          .unwritableOutput, at: Place(file: output),
          "cannot write to '\(output)': \(error.reason)",
          notes: ["could not pack '\(file.path)'"],
          help: "make room on the disk and run again")
      }
    case .picture(let svg, let format):
      guard let converter else {
        throw PictureConverter.missing(at: nil)
      }
      try? FileSystem.makeFolders(scratch)
      return try converter.picture(
        of: svg, format, named: file.path, scratch: scratch)
    }
  }
}

extension OutputFile {
  fileprivate var isPicture: Bool {
    if case .picture = content { true } else { false }
  }
}
