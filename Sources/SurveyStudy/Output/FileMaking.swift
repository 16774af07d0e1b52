import Diagnostics
import Glibc
import Hashing
import Spreadsheets
import SurveyReport
import Synchronization

/// A file that stands at the side of an output.
struct WrittenFile: Sendable {
  /// Its path below the output folder, its hash and its size.
  var listed: Manifest.File
  /// Whether it was taken over from the last output as it was.
  var isKept: Bool
}

/// Whether some file could not be written.
private final class Failure: Sendable {
  let isThere = Mutex(false)
}

extension OutputFolder {
  /// Makes the bytes of every file and writes them to the side, several files
  /// at a time: packs workbooks, and has charts turned into pictures.
  ///
  /// What libraries and programs need beside them is written into the folder
  /// at the side and is gone afterwards. A picture that cannot be made is left
  /// out, and `log` says why; the others are not touched by it.
  ///
  /// - Parameters:
  ///   - intactHash: The hash of a file that the last output has as it is.
  ///   - place: Where the study asks for the formats.
  /// - Returns: What was written, in the order of `files`.
  /// - Throws: `unwritableOutput` when a file could not be written or a
  ///   workbook not be packed, which is the fault of the disk. Of several
  ///   files it is the first that failed.
  func write(
    _ files: [OutputFile], intactHash: @escaping @Sendable (String) -> String?,
    log: DiagnosticLog, at place: Place?
  ) throws(Diagnostic) -> [WrittenFile] {
    var files = files
    let converter =
      files.contains(where: \.isPicture)
      ? PictureConverter(children: children) : nil
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
    // After a failure the rest is not worth writing.
    let failure = Failure()
    let written = inParallel(plan.count) {
      position -> Result<WrittenFile?, Diagnostic> in
      if failure.isThere.withLock({ $0 }) { return .success(nil) }
      let file = plan[position]
      let result = self.write(
        file, scratch: FileSystem.join(scratch, String(position)),
        converter: converter, intactHash: intactHash(file.path))
      guard case .failure(var fault) = result else { return result }
      if file.isPicture, fault.code != .unwritableOutput {
        if fault.place == nil { fault.place = place }
        log.report(fault)
        return .success(nil)
      }
      failure.isThere.withLock { $0 = true }
      return result
    }
    var found: [WrittenFile] = []
    for result in written {
      if let file = try result.get() { found.append(file) }
    }
    return found
  }

  /// - Parameter scratch: A folder for this file alone, made when needed.
  private func write(
    _ file: OutputFile, scratch: String, converter: PictureConverter?,
    intactHash: String?
  ) -> Result<WrittenFile?, Diagnostic> {
    if case .text(var text) = file.content {
      // Without a copy of it.
      return text.withUTF8 {
        write(
          UnsafeRawBufferPointer($0), to: file.path, intactHash: intactHash)
      }
    }
    var made: Result<[UInt8], Diagnostic> = .failure(
      Self.diagnostic(FileFault("write", file.path, ECANCELED), path: path))
    // What is made in a folder at the side ends before the side is removed.
    whileOpen {
      do throws(Diagnostic) {
        made = .success(
          try Self.bytes(
            of: file, output: path, scratch: scratch, converter: converter))
      } catch {
        made = .failure(error)
      }
    }
    switch made {
    case .success(let bytes):
      return bytes.withUnsafeBytes {
        write($0, to: file.path, intactHash: intactHash)
      }
    case .failure(let fault): return .failure(fault)
    }
  }

  private func write(
    _ bytes: UnsafeRawBufferPointer, to path: String, intactHash: String?
  ) -> Result<WrittenFile?, Diagnostic> {
    let listed = Manifest.File(
      path: path, sha256: intactHash ?? sha256(of: bytes),
      byteCount: bytes.count)
    if intactHash != nil, keep(path, size: bytes.count) {
      return .success(WrittenFile(listed: listed, isKept: true))
    }
    do throws(Diagnostic) {
      try write(bytes, to: path)
      return .success(WrittenFile(listed: listed, isKept: false))
    } catch {
      return .failure(error)
    }
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
